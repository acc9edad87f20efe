/// One transfer, as the two halves of the engine share it.
#ifndef CCURL_TRANSFER_H
#define CCURL_TRANSFER_H

#include <arpa/inet.h>
#include <curl/curl.h>

#include "CCurl.h"

struct ccurl_transfer {
  CURL *easy;
  struct curl_slist *headers;
  const ccurl_settings *settings;
  uint64_t id;
  void *context;
  /// The request's body, a copy.
  char *body;
  size_t body_room;
  /// What has come of the answer; both grow within their caps and are kept for the next transfer.
  char *answer_headers, *answer_body;
  size_t answer_headers_size, answer_headers_room, answer_body_size, answer_body_room;
  /// All header bytes of all answers, interim ones and trailers too.
  size_t header_bytes;
  bool headers_too_long, body_too_long;
  /// How often libcurl was about to send the request.
  int sends;
  int permitted, refused;
  char refused_address[INET6_ADDRSTRLEN];
  uint16_t refused_port;
  bool cancelled;
  /// Neighbours in the engine's list of transfers under way, in the mailbox, or among the spare ones.
  ccurl_transfer *previous, *next;
};

/// A new transfer with every setting that is the same for all. Null if memory is short.
ccurl_transfer *ccurl_transfer_make(const ccurl_settings *settings);

/// Sets what is particular to one request. False if memory is short.
bool ccurl_transfer_prepare(ccurl_transfer *transfer, const char *url, const void *body, size_t body_size);

/// Tells `settings->complete` how the transfer ended.
void ccurl_transfer_complete(ccurl_transfer *transfer, CURLcode code);

/// Forgets the request and the answer, so that the transfer can be prepared anew.
void ccurl_transfer_forget(ccurl_transfer *transfer);

void ccurl_transfer_free(ccurl_transfer *transfer);

#endif
