#include <dlfcn.h>
#include <pthread.h>

#include "CTablesZip.h"

static ctables_zip libzip;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_ready;

static void load(void) {
  // Distributions number the same interface differently.
  static const char *const names[] = {"libzip.so.5", "libzip.so.4", "libzip.so"};
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define CTABLES_FIND(name)                                                                                   \
  if (!(libzip.name = (__typeof__(zip_##name) *)dlsym(library, "zip_" #name))) return;
  CTABLES_ZIP_FUNCTIONS(CTABLES_FIND)
#undef CTABLES_FIND
  is_ready = true;
}

const ctables_zip *ctables_zip_library(void) {
  pthread_once(&once, load);
  return is_ready ? &libzip : NULL;
}
