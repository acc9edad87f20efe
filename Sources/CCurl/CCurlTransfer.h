/// One transfer, as the two halves of the engine share it.
#ifndef CCURL_TRANSFER_H
#define CCURL_TRANSFER_H

#include <arpa/inet.h>

#include "CCurl.h"
#include "CCurlLibrary.h"

/// What is under way to one host, and what waits for it.
typedef struct ccurl_host ccurl_host;

struct ccurl_transfer {
  CURL *easy;
  /// The header lines, each with its end, one behind the other; and libcurl's list of them.
  char *header_text;
  size_t header_text_size, header_text_room;
  struct curl_slist *header_list;
  int header_count, header_list_room;
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
  /// Whether libcurl has had it; before, the handle still tells of the transfer before it.
  bool begun;
  /// Whether it found no descriptor, or waited while others found none.
  bool starved;
  /// The turn of the engine's loop in which it began, and how often it has begun.
  uint64_t round;
  int tries;
  /// Milliseconds, when it was taken in.
  int64_t arrived;
  /// The time limit that the handle was last given.
  long time_limit;
  uint64_t host_key;
  ccurl_host *host;
  /// Neighbours in the queue of the host.
  ccurl_transfer *before, *behind;
  /// Neighbours in the engine's list of transfers, in the mailbox, or among the spare ones.
  ccurl_transfer *previous, *next;
};

/// A new transfer with every setting that is the same for all. Null if memory is short.
ccurl_transfer *ccurl_transfer_make(const ccurl_settings *settings);

/// Sets what is particular to one request. False if memory is short.
bool ccurl_transfer_prepare(ccurl_transfer *transfer, const char *url, const void *body, size_t body_size);

/// Gives libcurl the header lines, when all are there. False if memory is short.
bool ccurl_transfer_close_headers(ccurl_transfer *transfer);

/// Gives libcurl's time limit, if it is another than the handle has.
void ccurl_transfer_set_time_limit(ccurl_transfer *transfer, long milliseconds);

/// Whether the transfer failed before anything was sent, for want of a descriptor.
bool ccurl_transfer_lacked_descriptor(const ccurl_transfer *transfer, CURLcode code, bool is_short);

/// Tells `settings->complete` how the transfer ended.
void ccurl_transfer_complete(ccurl_transfer *transfer, CURLcode code);

/// Forgets the request and the answer, so that the transfer can be prepared anew.
void ccurl_transfer_forget(ccurl_transfer *transfer);

void ccurl_transfer_free(ccurl_transfer *transfer);

/// Frees a transfer and those behind it.
void ccurl_transfer_free_all(ccurl_transfer *first);

#endif
