#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "CCurlEngine.h"

const char *ccurl_version(void) {
  return ccurl_load() ? libcurl.version_info(CURLVERSION_NOW)->version : "-";
}

static void release(ccurl_engine *e) {
  ccurl_transfer_free_all(e->spare);
  ccurl_transfer_free_all(e->retired);
  ccurl_queue_free(&e->queue);
  while (e->cancellations) {
    cancellation *next = e->cancellations->next;
    free(e->cancellations);
    e->cancellations = next;
  }
  if (e->multi) libcurl.multi_cleanup(e->multi);
  pthread_mutex_destroy(&e->lock);
  free(e->authorities);
  free(e);
}

static bool start_thread(ccurl_engine *e) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(&e->thread, NULL, ccurl_engine_run, e);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return failure == 0;
}

ccurl_engine *ccurl_start(const ccurl_settings *settings) {
  if (!ccurl_load()) return NULL;
  ccurl_engine *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->settings = *settings;
  if (settings->authorities) e->settings.authorities = e->authorities = strdup(settings->authorities);
  pthread_mutex_init(&e->lock, NULL);
  e->multi = libcurl.multi_init();
  if (e->multi) {
    e->queue.most_per_host = settings->connections_per_host;
    ccurl_engine_set_room(e, settings->connections);
    libcurl.multi_setopt(e->multi, CURLMOPT_MAXCONNECTS, settings->connections);
    libcurl.multi_setopt(e->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
  }
  // Without a descriptor for it, nobody could wake the thread.
  bool can_be_woken = e->multi && libcurl.multi_wakeup(e->multi) == CURLM_OK;
  if (!can_be_woken || !start_thread(e)) {
    release(e);
    return NULL;
  }
  return e;
}

ccurl_transfer *ccurl_post(ccurl_engine *e, const char *url, const void *body, size_t body_size) {
  pthread_mutex_lock(&e->lock);
  ccurl_transfer *t = e->spare;
  if (t) {
    e->spare = t->next;
    e->spare_count--;
  }
  pthread_mutex_unlock(&e->lock);
  if (!t) t = ccurl_transfer_make(&e->settings);
  if (!t) return NULL;
  t->previous = t->next = NULL;
  if (ccurl_transfer_prepare(t, url, body, body_size)) return t;
  ccurl_transfer_free(t);
  return NULL;
}

/// Whether the caller has to wake the thread; called with the lock held.
static bool must_wake(ccurl_engine *e) {
  bool asleep = e->asleep;
  e->asleep = false;
  return asleep;
}

bool ccurl_submit(ccurl_engine *e, ccurl_transfer *t, uint64_t id, void *context) {
  t->id = id;
  t->context = context;
  bool complete = ccurl_transfer_close_headers(t);
  pthread_mutex_lock(&e->lock);
  bool taken = complete && !e->stopping;
  bool wakes = taken && must_wake(e);
  if (taken) {
    if (e->mail_last) e->mail_last->next = t;
    else e->mail_first = t;
    e->mail_last = t;
  }
  pthread_mutex_unlock(&e->lock);
  if (!taken) ccurl_transfer_free(t);
  else if (wakes) libcurl.multi_wakeup(e->multi);
  return taken;
}

void ccurl_cancel(ccurl_engine *e, uint64_t id) {
  cancellation *entry = malloc(sizeof *entry);
  if (!entry) return;
  entry->id = id;
  pthread_mutex_lock(&e->lock);
  entry->next = e->cancellations;
  e->cancellations = entry;
  bool wakes = must_wake(e);
  pthread_mutex_unlock(&e->lock);
  if (wakes) libcurl.multi_wakeup(e->multi);
}

void ccurl_stop(ccurl_engine *e, void (*stopped)(void *context), void *context) {
  pthread_mutex_lock(&e->lock);
  e->stopping = true;
  e->stopped = stopped;
  e->stopped_context = context;
  pthread_mutex_unlock(&e->lock);
  libcurl.multi_wakeup(e->multi);
}

void ccurl_free(ccurl_engine *e) {
  pthread_mutex_lock(&e->lock);
  e->stopping = e->aborting = true;
  pthread_mutex_unlock(&e->lock);
  libcurl.multi_wakeup(e->multi);
  pthread_join(e->thread, NULL);
  release(e);
}
