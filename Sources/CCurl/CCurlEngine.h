/// The engine, as its thread and the calls of others share it.
#ifndef CCURL_ENGINE_H
#define CCURL_ENGINE_H

#include <pthread.h>

#include "CCurlQueue.h"

typedef struct cancellation {
  uint64_t id;
  struct cancellation *next;
} cancellation;

struct ccurl_engine {
  ccurl_settings settings;
  char *authorities;
  pthread_t thread;

  /// Guards what stands below, up to the next line about it.
  pthread_mutex_t lock;
  ccurl_transfer *mail_first, *mail_last;
  cancellation *cancellations;
  ccurl_transfer *spare;
  int spare_count;
  bool stopping, aborting;
  /// Whether the thread has looked at the mailbox for the last time before it waits: then it has to be woken.
  bool asleep;
  void (*stopped)(void *context);
  void *stopped_context;

  /// From here on only the engine's thread looks.
  CURLM *multi;
  /// All that were taken in and have not ended, those that wait too.
  ccurl_transfer *live;
  ccurl_queue queue;
  /// Ended since the last look at the mailbox.
  ccurl_transfer *retired;
  /// Counts the turns of the loop.
  uint64_t round;
  /// How many were completed since the last flush.
  int unflushed;
  /// Milliseconds; `now` is of the last look at the mailbox.
  int64_t now, swept, last_shortage, paused_until;
};

/// How many connections may be open from now on. Before the thread runs, or on it.
void ccurl_engine_set_room(ccurl_engine *engine, long room);

/// What the thread does, until it is stopped.
void *ccurl_engine_run(void *engine);

#endif
