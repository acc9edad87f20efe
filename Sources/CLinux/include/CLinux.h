#ifndef CLINUX_H
#define CLINUX_H

#include <malloc.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <poll.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <sys/vfs.h>

/// Has every block above a size freed to the system at once, rather than kept for the next one that asks, and all threads
/// share one heap: of many heaps each is half empty.
static inline void clinux_keep_heap_small(int bytes) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, 2 * bytes);
}

/// SQLite does not count what it allocates, which takes a lock that all connections share. Changes nothing once a database
/// has been opened.
void clinux_leave_sqlite_uncounted(void);

#endif
