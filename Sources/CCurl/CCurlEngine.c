#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "CCurlTransfer.h"

enum {
  DESCRIPTORS_FOR_OTHERS = 64,
  // A connection may need two more while its name is looked up.
  DESCRIPTORS_PER_CONNECTION = 3,
  LEAST_CONNECTIONS = 4,
  SPARE_TRANSFERS = 256,
  BUSY_POLL_MS = 1000,
  IDLE_POLL_MS = 60 * 1000,
};

typedef struct cancellation {
  uint64_t id;
  struct cancellation *next;
} cancellation;

struct ccurl_engine {
  ccurl_settings settings;
  pthread_t thread;

  /// Guards what stands below, up to the next line about it.
  pthread_mutex_t lock;
  ccurl_transfer *mail_first, *mail_last;
  cancellation *cancellations;
  ccurl_transfer *spare;
  int spare_count;
  bool stopping, aborting;
  void (*stopped)(void *context);
  void *stopped_context;

  /// From here on only the engine's thread looks.
  CURLM *multi;
  ccurl_transfer *under_way;
};

static pthread_once_t libcurl_once = PTHREAD_ONCE_INIT;
static CURLcode libcurl_state;

static void start_libcurl(void) { libcurl_state = curl_global_init(CURL_GLOBAL_ALL); }

const char *ccurl_version(void) { return curl_version_info(CURLVERSION_NOW)->version; }

long ccurl_connections_within_limits(long wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return LEAST_CONNECTIONS;
  if (limit.rlim_cur < limit.rlim_max) {
    rlim_t soft = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = soft;
  }
  if (limit.rlim_cur == RLIM_INFINITY) return wanted;
  long room = ((long)limit.rlim_cur - DESCRIPTORS_FOR_OTHERS) / DESCRIPTORS_PER_CONNECTION;
  if (room < LEAST_CONNECTIONS) room = LEAST_CONNECTIONS;
  return room < wanted ? room : wanted;
}

// MARK: - The engine's thread

static void unlink_transfer(ccurl_engine *e, ccurl_transfer *t) {
  if (t->previous) t->previous->next = t->next;
  else e->under_way = t->next;
  if (t->next) t->next->previous = t->previous;
  t->previous = t->next = NULL;
}

static void retire(ccurl_engine *e, ccurl_transfer *t) {
  ccurl_transfer_forget(t);
  pthread_mutex_lock(&e->lock);
  bool kept = e->spare_count < SPARE_TRANSFERS;
  if (kept) {
    t->next = e->spare;
    e->spare = t;
    e->spare_count++;
  }
  pthread_mutex_unlock(&e->lock);
  if (!kept) ccurl_transfer_free(t);
}

static void finish(ccurl_engine *e, ccurl_transfer *t, CURLcode code) {
  unlink_transfer(e, t);
  ccurl_transfer_complete(t, code);
  curl_multi_remove_handle(e->multi, t->easy);
  retire(e, t);
}

static void begin(ccurl_engine *e, ccurl_transfer *t) {
  t->previous = NULL;
  t->next = e->under_way;
  if (t->next) t->next->previous = t;
  e->under_way = t;
  if (curl_multi_add_handle(e->multi, t->easy) != CURLM_OK) finish(e, t, CURLE_FAILED_INIT);
}

static void cancel(ccurl_engine *e, ccurl_transfer *t) {
  t->cancelled = true;
  finish(e, t, CURLE_ABORTED_BY_CALLBACK);
}

static void cancel_id(ccurl_engine *e, uint64_t id) {
  for (ccurl_transfer *t = e->under_way; t; t = t->next) {
    if (t->id != id) continue;
    cancel(e, t);
    return;
  }
}

/// Takes in what other threads left. Returns whether it was the last mail, for the engine is stopping.
static bool take_mail(ccurl_engine *e) {
  pthread_mutex_lock(&e->lock);
  ccurl_transfer *mail = e->mail_first;
  cancellation *cancellations = e->cancellations;
  bool stopping = e->stopping, aborting = e->aborting;
  e->mail_first = e->mail_last = NULL;
  e->cancellations = NULL;
  pthread_mutex_unlock(&e->lock);
  while (mail) {
    ccurl_transfer *next = mail->next;
    begin(e, mail);
    mail = next;
  }
  while (cancellations) {
    cancellation *next = cancellations->next;
    cancel_id(e, cancellations->id);
    free(cancellations);
    cancellations = next;
  }
  while (aborting && e->under_way) cancel(e, e->under_way);
  return stopping;
}

static int drain(ccurl_engine *e) {
  int drained = 0, left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(e->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURLcode code = message->data.result;
    ccurl_transfer *t = NULL;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
    finish(e, t, code);
    drained++;
  }
  return drained;
}

static void *run(void *argument) {
  ccurl_engine *e = argument;
  for (;;) {
    bool stopping = take_mail(e);
    // Polling with messages undrained would sleep the whole time limit.
    int running = 0;
    do curl_multi_perform(e->multi, &running);
    while (drain(e) > 0);
    if (stopping && !e->under_way) break;
    curl_multi_poll(e->multi, NULL, 0, e->under_way ? BUSY_POLL_MS : IDLE_POLL_MS, NULL);
  }
  pthread_mutex_lock(&e->lock);
  void (*stopped)(void *) = e->stopped;
  void *context = e->stopped_context;
  pthread_mutex_unlock(&e->lock);
  if (stopped) stopped(context);
  return NULL;
}

// MARK: - What other threads call

static void release(ccurl_engine *e) {
  while (e->spare) {
    ccurl_transfer *next = e->spare->next;
    ccurl_transfer_free(e->spare);
    e->spare = next;
  }
  while (e->cancellations) {
    cancellation *next = e->cancellations->next;
    free(e->cancellations);
    e->cancellations = next;
  }
  if (e->multi) curl_multi_cleanup(e->multi);
  pthread_mutex_destroy(&e->lock);
  free(e);
}

static bool start_thread(ccurl_engine *e) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int failure = pthread_create(&e->thread, NULL, run, e);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return failure == 0;
}

ccurl_engine *ccurl_start(const ccurl_settings *settings) {
  pthread_once(&libcurl_once, start_libcurl);
  if (libcurl_state != CURLE_OK) return NULL;
  ccurl_engine *e = calloc(1, sizeof *e);
  if (!e) return NULL;
  e->settings = *settings;
  pthread_mutex_init(&e->lock, NULL);
  e->multi = curl_multi_init();
  if (e->multi) {
    curl_multi_setopt(e->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, settings->connections);
    curl_multi_setopt(e->multi, CURLMOPT_MAX_HOST_CONNECTIONS, settings->connections_per_host);
    curl_multi_setopt(e->multi, CURLMOPT_MAXCONNECTS, settings->connections);
    curl_multi_setopt(e->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
  }
  if (!e->multi || !start_thread(e)) {
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

bool ccurl_submit(ccurl_engine *e, ccurl_transfer *t, uint64_t id, void *context) {
  t->id = id;
  t->context = context;
  curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
  pthread_mutex_lock(&e->lock);
  bool taken = !e->stopping, first = !e->mail_first;
  if (taken) {
    if (e->mail_last) e->mail_last->next = t;
    else e->mail_first = t;
    e->mail_last = t;
  }
  pthread_mutex_unlock(&e->lock);
  if (!taken) ccurl_transfer_free(t);
  else if (first) curl_multi_wakeup(e->multi);
  return taken;
}

void ccurl_cancel(ccurl_engine *e, uint64_t id) {
  cancellation *entry = malloc(sizeof *entry);
  if (!entry) return;
  entry->id = id;
  pthread_mutex_lock(&e->lock);
  entry->next = e->cancellations;
  e->cancellations = entry;
  pthread_mutex_unlock(&e->lock);
  curl_multi_wakeup(e->multi);
}

void ccurl_stop(ccurl_engine *e, void (*stopped)(void *context), void *context) {
  pthread_mutex_lock(&e->lock);
  e->stopping = true;
  e->stopped = stopped;
  e->stopped_context = context;
  pthread_mutex_unlock(&e->lock);
  curl_multi_wakeup(e->multi);
}

void ccurl_free(ccurl_engine *e) {
  pthread_mutex_lock(&e->lock);
  e->stopping = e->aborting = true;
  pthread_mutex_unlock(&e->lock);
  curl_multi_wakeup(e->multi);
  pthread_join(e->thread, NULL);
  release(e);
}
