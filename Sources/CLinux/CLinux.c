#include "CLinux.h"

#include <sqlite3.h>

void clinux_leave_sqlite_uncounted(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
