#define _GNU_SOURCE
#include "CLinux.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

void clinux_leave_sqlite_uncounted(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

long long clinux_birth(const char *path) {
  struct statx found;
  if (statx(AT_FDCWD, path, AT_STATX_SYNC_AS_STAT, STATX_BTIME, &found) != 0) return 0;
  if (!(found.stx_mask & STATX_BTIME)) return 0;
  return found.stx_btime.tv_sec * 1000000000LL + found.stx_btime.tv_nsec;
}
