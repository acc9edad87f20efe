/// Which transfer may begin next: so many at once in all, so many to one host, hosts in turn.
///
/// libcurl could hold back what is over its limits itself, but it wakes one such transfer for each that ends,
/// whether or not that one may begin: behind a host that hangs, the transfers to all others wait with it.
#ifndef CCURL_QUEUE_H
#define CCURL_QUEUE_H

#include "CCurlTransfer.h"

enum { CCURL_QUEUE_BUCKETS = 1024 };

struct ccurl_host {
  uint64_t key;
  long under_way;
  ccurl_transfer *first, *last;
  /// How many of its transfers began one after the other in the place of each other.
  int streak;
  bool is_ready;
  ccurl_host *next_in_bucket, *previous_ready, *next_ready;
};

typedef struct {
  long most_per_host;
  /// How many may be under way now: less than the connections while descriptors are short.
  long room;
  long under_way, waiting;
  ccurl_host *buckets[CCURL_QUEUE_BUCKETS];
  ccurl_host *ready_first, *ready_last;
  ccurl_host *spare;
} ccurl_queue;

/// What stands for a host and its port: as they are spelt in an address.
uint64_t ccurl_queue_key(const char *url);

/// False if memory is short: then the transfer is not in the queue.
bool ccurl_queue_add(ccurl_queue *queue, ccurl_transfer *transfer);

/// Adds a transfer that had begun and has to begin anew: before all others of its host.
bool ccurl_queue_add_first(ccurl_queue *queue, ccurl_transfer *transfer);

/// Takes out the transfer that may begin, and counts it as under way. Null if none may.
ccurl_transfer *ccurl_queue_next(ccurl_queue *queue);

/// For a transfer that was under way and has ended.
void ccurl_queue_end(ccurl_queue *queue, ccurl_transfer *transfer);

/// Takes out a transfer that has not begun.
void ccurl_queue_remove(ccurl_queue *queue, ccurl_transfer *transfer);

/// Frees what the queue made; it must be empty.
void ccurl_queue_free(ccurl_queue *queue);

#endif
