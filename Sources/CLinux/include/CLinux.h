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

/// Has every block above a size freed to the system at once, rather than kept for the next one that asks. Threads share few
/// heaps: each further one is half empty, but with one alone they wait for each other.
static inline void clinux_keep_heap_small(int bytes) {
  mallopt(M_ARENA_MAX, 4);
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, 2 * bytes);
}

/// SQLite does not count what it allocates, which takes a lock that all connections share. Changes nothing once a database
/// has been opened.
void clinux_leave_sqlite_uncounted(void);

/// When what a path leads to was made, in nanoseconds since 1970; 0 if nobody knows.
long long clinux_birth(const char *path);

#endif
