#include <dlfcn.h>
#include <pthread.h>

#include "CCurlLibrary.h"

ccurl_library libcurl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_ready;

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
#define CCURL_FIND(name)                                                                                     \
  if (!(libcurl.name = (__typeof__(curl_##name) *)dlsym(library, "curl_" #name))) return;
  CCURL_FUNCTIONS(CCURL_FIND)
#undef CCURL_FIND
  is_ready = libcurl.global_init(CURL_GLOBAL_ALL) == CURLE_OK;
}

bool ccurl_load(void) {
  pthread_once(&once, load);
  return is_ready;
}
