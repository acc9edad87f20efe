/// Whether this process has descriptors left.
#ifndef CCURL_DESCRIPTORS_H
#define CCURL_DESCRIPTORS_H

#include <stdbool.h>

/// Whether an error of `socket` or `open` says that none is left, in the process or in the system.
bool ccurl_is_shortage(int error);

/// Whether none is left now.
bool ccurl_descriptors_are_short(void);

#endif
