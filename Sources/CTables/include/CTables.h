#ifndef CTABLES_H
#define CTABLES_H

#include <expat.h>
#include <iconv.h>

#include "CTablesZip.h"

/// Asks for a line of the memory's cache that will be read soon.
static inline void ctables_prefetch(const void *_Nonnull place) { __builtin_prefetch(place); }

#endif
