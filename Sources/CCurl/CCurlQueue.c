#include "CCurlQueue.h"

#include <stdlib.h>
#include <string.h>

enum {
  // A host with many transfers goes on over its open connections, but not for ever while others wait.
  LONGEST_STREAK = 16,
};

uint64_t ccurl_queue_key(const char *url) {
  const char *scheme_end = strstr(url, "://");
  const char *end = scheme_end ? scheme_end + 3 : url;
  end += strcspn(end, "/?#");
  uint64_t hash = 0xCBF29CE484222325u;
  for (const char *at = url; at < end; at++) hash = (hash ^ (unsigned char)*at) * 0x100000001B3u;
  return hash;
}

static ccurl_host **bucket(ccurl_queue *q, uint64_t key) {
  return &q->buckets[(key ^ key >> 32) % CCURL_QUEUE_BUCKETS];
}

static ccurl_host *host(ccurl_queue *q, uint64_t key) {
  ccurl_host **first = bucket(q, key);
  for (ccurl_host *h = *first; h; h = h->next_in_bucket)
    if (h->key == key) return h;
  ccurl_host *h = q->spare;
  if (h) q->spare = h->next_in_bucket;
  else h = malloc(sizeof *h);
  if (!h) return NULL;
  *h = (ccurl_host){.key = key, .next_in_bucket = *first};
  return *first = h;
}

static void forget_if_idle(ccurl_queue *q, ccurl_host *h) {
  if (h->under_way || h->first) return;
  ccurl_host **link = bucket(q, h->key);
  while (*link != h) link = &(*link)->next_in_bucket;
  *link = h->next_in_bucket;
  h->next_in_bucket = q->spare;
  q->spare = h;
}

static void make_unready(ccurl_queue *q, ccurl_host *h) {
  if (!h->is_ready) return;
  h->is_ready = false;
  if (h->previous_ready) h->previous_ready->next_ready = h->next_ready;
  else q->ready_first = h->next_ready;
  if (h->next_ready) h->next_ready->previous_ready = h->previous_ready;
  else q->ready_last = h->previous_ready;
  h->previous_ready = h->next_ready = NULL;
}

static void make_ready(ccurl_queue *q, ccurl_host *h, bool before_others) {
  if (!h->first || h->under_way >= q->most_per_host) return;
  if (h->is_ready && !before_others) return;
  make_unready(q, h);
  h->is_ready = true;
  ccurl_host *neighbour = before_others ? q->ready_first : q->ready_last;
  h->next_ready = before_others ? neighbour : NULL;
  h->previous_ready = before_others ? NULL : neighbour;
  if (!neighbour) q->ready_first = q->ready_last = h;
  else if (before_others) q->ready_first = neighbour->previous_ready = h;
  else q->ready_last = neighbour->next_ready = h;
}

bool ccurl_queue_add(ccurl_queue *q, ccurl_transfer *t) {
  ccurl_host *h = host(q, t->host_key);
  if (!h) return false;
  t->host = h;
  t->before = h->last;
  t->behind = NULL;
  if (h->last) h->last->behind = t;
  else h->first = t;
  h->last = t;
  q->waiting++;
  make_ready(q, h, false);
  return true;
}

bool ccurl_queue_add_first(ccurl_queue *q, ccurl_transfer *t) {
  ccurl_host *h = host(q, t->host_key);
  if (!h) return false;
  t->host = h;
  t->before = NULL;
  t->behind = h->first;
  if (h->first) h->first->before = t;
  else h->last = t;
  h->first = t;
  q->waiting++;
  make_ready(q, h, false);
  return true;
}

static void take_out(ccurl_queue *q, ccurl_transfer *t) {
  ccurl_host *h = t->host;
  if (t->before) t->before->behind = t->behind;
  else h->first = t->behind;
  if (t->behind) t->behind->before = t->before;
  else h->last = t->before;
  t->before = t->behind = NULL;
  q->waiting--;
}

ccurl_transfer *ccurl_queue_next(ccurl_queue *q) {
  ccurl_host *h = q->ready_first;
  if (!h || q->under_way >= q->room) return NULL;
  make_unready(q, h);
  ccurl_transfer *t = h->first;
  take_out(q, t);
  h->under_way++;
  q->under_way++;
  make_ready(q, h, false);
  return t;
}

void ccurl_queue_end(ccurl_queue *q, ccurl_transfer *t) {
  ccurl_host *h = t->host;
  t->host = NULL;
  h->under_way--;
  q->under_way--;
  // The next to the same host finds the connection that has just become free.
  bool goes_on = h->streak++ < LONGEST_STREAK;
  if (!goes_on) h->streak = 0;
  make_ready(q, h, goes_on);
  forget_if_idle(q, h);
}

void ccurl_queue_remove(ccurl_queue *q, ccurl_transfer *t) {
  ccurl_host *h = t->host;
  take_out(q, t);
  t->host = NULL;
  if (!h->first) make_unready(q, h);
  forget_if_idle(q, h);
}

void ccurl_queue_free(ccurl_queue *q) {
  for (int i = 0; i < CCURL_QUEUE_BUCKETS; i++) {
    while (q->buckets[i]) {
      ccurl_host *h = q->buckets[i];
      q->buckets[i] = h->next_in_bucket;
      free(h);
    }
  }
  while (q->spare) {
    ccurl_host *h = q->spare;
    q->spare = h->next_in_bucket;
    free(h);
  }
}
