#define _GNU_SOURCE
#include <stdlib.h>
#include <time.h>

#include "CCurlDescriptors.h"
#include "CCurlEngine.h"

enum {
  SPARE_TRANSFERS = 256,
  LARGEST_BATCH = 64,
  BUSY_POLL_MS = 1000,
  IDLE_POLL_MS = 60 * 1000,
  // While descriptors are short: how soon to look again, and how long none must have lacked before more are used.
  SHORTAGE_PAUSE_MS = 50,
  SHORTAGE_OVER_MS = 1000,
  // Of a lookup that looks as if it had not been started.
  MOST_TRIES = 20,
};

static int64_t monotonic_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// MARK: - One transfer

static void unlink_transfer(ccurl_engine *e, ccurl_transfer *t) {
  if (t->previous) t->previous->next = t->next;
  else e->live = t->next;
  if (t->next) t->next->previous = t->previous;
  t->previous = t->next = NULL;
}

/// Ends a transfer that is not under way.
static void complete(ccurl_engine *e, ccurl_transfer *t, CURLcode code) {
  unlink_transfer(e, t);
  ccurl_transfer_complete(t, code);
  ccurl_transfer_forget(t);
  t->next = e->retired;
  e->retired = t;
}

static void leave(ccurl_engine *e, ccurl_transfer *t) {
  libcurl.multi_remove_handle(e->multi, t->easy);
  ccurl_queue_end(&e->queue, t);
}

void ccurl_engine_set_room(ccurl_engine *e, long room) {
  e->queue.room = room;
  // Idle connections above it are closed, the oldest first, when a new one is opened.
  libcurl.multi_setopt(e->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, room);
}

/// Descriptors are short: uses fewer, and lets the transfer begin anew when another has ended.
///
/// A receiver is not to blame for what this machine lacks, so the transfer must not fail as one that could not connect.
static bool put_back(ccurl_engine *e, ccurl_transfer *t, CURLcode code) {
  // A lookup that fails in the round in which it began was not even started: its answer comes on another thread.
  bool is_stillborn = code == CURLE_COULDNT_RESOLVE_HOST && t->round == e->round && t->tries < MOST_TRIES;
  bool is_short = t->starved || is_stillborn || ccurl_descriptors_are_short();
  bool was_short = e->now - e->last_shortage < SHORTAGE_OVER_MS;
  if (!ccurl_transfer_lacked_descriptor(t, code, is_short || was_short)) return false;
  if (is_short) {
    e->last_shortage = e->now;
    long room = e->queue.under_way - e->queue.under_way / 8 - 1;
    if (room < e->queue.room) ccurl_engine_set_room(e, room > 1 ? room : 1);
  }
  if (!is_short || e->queue.under_way == 1) e->paused_until = e->now + SHORTAGE_PAUSE_MS;
  leave(e, t);
  t->begun = false;
  t->starved = true;
  if (!ccurl_queue_add_first(&e->queue, t)) complete(e, t, code);
  return true;
}

static void finish(ccurl_engine *e, ccurl_transfer *t, CURLcode code) {
  if (code != CURLE_OK && put_back(e, t, code)) return;
  unlink_transfer(e, t);
  ccurl_transfer_complete(t, code);
  leave(e, t);
  ccurl_transfer_forget(t);
  t->next = e->retired;
  e->retired = t;
}

static void cancel(ccurl_engine *e, ccurl_transfer *t) {
  t->cancelled = true;
  if (t->begun) {
    finish(e, t, CURLE_ABORTED_BY_CALLBACK);
  } else {
    ccurl_queue_remove(&e->queue, t);
    complete(e, t, CURLE_ABORTED_BY_CALLBACK);
  }
}

static void cancel_id(ccurl_engine *e, uint64_t id) {
  for (ccurl_transfer *t = e->live; t; t = t->next) {
    if (t->id != id) continue;
    cancel(e, t);
    return;
  }
}

/// The time that a transfer waited is part of its limit.
static long time_left(const ccurl_engine *e, const ccurl_transfer *t) {
  return (long)(t->arrived + e->settings.total_ms - e->now);
}

static void begin(ccurl_engine *e, ccurl_transfer *t) {
  long left = time_left(e, t);
  CURLcode code = left > 0 ? CURLE_OK : CURLE_OPERATION_TIMEDOUT;
  if (!code) {
    t->starved = false;
    ccurl_transfer_set_time_limit(t, left);
    if (libcurl.multi_add_handle(e->multi, t->easy) != CURLM_OK) code = CURLE_FAILED_INIT;
  }
  if (code) {
    ccurl_queue_end(&e->queue, t);
    complete(e, t, code);
  } else {
    t->begun = true;
    t->round = e->round;
    t->tries++;
  }
}

// MARK: - All of them

static void take_in(ccurl_engine *e, ccurl_transfer *t) {
  t->arrived = e->now;
  t->previous = NULL;
  t->next = e->live;
  if (t->next) t->next->previous = t;
  e->live = t;
  if (!ccurl_queue_add(&e->queue, t)) complete(e, t, CURLE_OUT_OF_MEMORY);
}

/// Hands the ended transfers to those who make new ones. Called with the lock held; returns what is too many.
static ccurl_transfer *hand_back(ccurl_engine *e) {
  ccurl_transfer *rest = e->retired;
  while (rest && e->spare_count < SPARE_TRANSFERS) {
    ccurl_transfer *next = rest->next;
    rest->next = e->spare;
    e->spare = rest;
    e->spare_count++;
    rest = next;
  }
  e->retired = NULL;
  return rest;
}

/// Takes in what other threads left. Returns whether it was the last mail, for the engine is stopping.
static bool take_mail(ccurl_engine *e) {
  e->now = monotonic_ms();
  pthread_mutex_lock(&e->lock);
  e->asleep = false;
  ccurl_transfer *mail = e->mail_first;
  cancellation *cancellations = e->cancellations;
  bool stopping = e->stopping, aborting = e->aborting;
  e->mail_first = e->mail_last = NULL;
  e->cancellations = NULL;
  ccurl_transfer *too_many = hand_back(e);
  pthread_mutex_unlock(&e->lock);
  ccurl_transfer_free_all(too_many);
  while (mail) {
    ccurl_transfer *next = mail->next;
    take_in(e, mail);
    mail = next;
  }
  while (cancellations) {
    cancellation *next = cancellations->next;
    cancel_id(e, cancellations->id);
    free(cancellations);
    cancellations = next;
  }
  while (aborting && e->live) cancel(e, e->live);
  return stopping;
}

/// Ends those that have waited for as long as they may take.
static void sweep(ccurl_engine *e) {
  if (!e->queue.waiting || e->now - e->swept < BUSY_POLL_MS) return;
  e->swept = e->now;
  ccurl_transfer *next = NULL;
  for (ccurl_transfer *t = e->live; t; t = next) {
    next = t->next;
    if (t->begun || time_left(e, t) > 0) continue;
    if (e->queue.room < e->settings.connections) t->starved = true;
    ccurl_queue_remove(&e->queue, t);
    complete(e, t, CURLE_OPERATION_TIMEDOUT);
  }
}

static void widen(ccurl_engine *e) {
  if (e->queue.room >= e->settings.connections || e->now - e->last_shortage < SHORTAGE_OVER_MS) return;
  e->last_shortage = e->now - SHORTAGE_OVER_MS + SHORTAGE_PAUSE_MS;
  long room = e->queue.room + 1 + e->queue.room / 8;
  ccurl_engine_set_room(e, room < e->settings.connections ? room : e->settings.connections);
}

static void begin_those_that_may(ccurl_engine *e) {
  if (e->now < e->paused_until) return;
  ccurl_transfer *t;
  while ((t = ccurl_queue_next(&e->queue))) begin(e, t);
}

static int drain(ccurl_engine *e) {
  int drained = 0, left = 0;
  CURLMsg *message;
  while ((message = libcurl.multi_info_read(e->multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    CURLcode code = message->data.result;
    ccurl_transfer *t = NULL;
    libcurl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
    finish(e, t, code);
    drained++;
  }
  return drained;
}

static int poll_limit(const ccurl_engine *e) {
  if (!e->live) return IDLE_POLL_MS;
  return e->queue.room < e->settings.connections ? SHORTAGE_PAUSE_MS : BUSY_POLL_MS;
}

/// Waits for libcurl's sockets, a time limit, or mail.
static void sleep_a_while(ccurl_engine *e) {
  pthread_mutex_lock(&e->lock);
  bool has_mail = e->mail_first || e->cancellations;
  e->asleep = !has_mail;
  pthread_mutex_unlock(&e->lock);
  if (!has_mail) libcurl.multi_poll(e->multi, NULL, 0, poll_limit(e), NULL);
}

void *ccurl_engine_run(void *argument) {
  ccurl_engine *e = argument;
#ifdef __linux__
  pthread_setname_np(pthread_self(), "curl-engine");
#endif
  for (;;) {
    bool stopping = take_mail(e);
    sweep(e);
    widen(e);
    e->round++;
    begin_those_that_may(e);
    int running = 0;
    libcurl.multi_perform(e->multi, &running);
    int drained = drain(e);
    e->unflushed += drained;
    if (drained == 0 || e->unflushed >= LARGEST_BATCH) {
      e->settings.flush(e->settings.context);
      e->unflushed = 0;
    }
    // Polling with messages undrained, or with transfers not begun that may, would sleep the whole time limit.
    if (drained > 0) continue;
    if (stopping && !e->live) break;
    sleep_a_while(e);
  }
  pthread_mutex_lock(&e->lock);
  void (*stopped)(void *) = e->stopped;
  void *context = e->stopped_context;
  pthread_mutex_unlock(&e->lock);
  if (stopped) stopped(context);
  return NULL;
}
