#ifndef CTABLES_H
#define CTABLES_H

#include <expat.h>
#include <iconv.h>

#include "CTablesZip.h"

#endif
