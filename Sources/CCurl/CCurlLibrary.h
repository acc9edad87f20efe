/// libcurl's functions. It is loaded when something is about to be sent: with the two dozen libraries that it needs it
/// would take a third of the start of every command.
#ifndef CCURL_LIBRARY_H
#define CCURL_LIBRARY_H

#include <curl/curl.h>
#include <stdbool.h>

#define CCURL_FUNCTIONS(F)                                                                                   \
  F(global_init) F(version_info)                                                                             \
  F(easy_init) F(easy_setopt) F(easy_getinfo) F(easy_cleanup)                                                \
  F(multi_init) F(multi_setopt) F(multi_add_handle) F(multi_remove_handle) F(multi_perform) F(multi_poll)    \
  F(multi_wakeup) F(multi_info_read) F(multi_cleanup)

/// `libcurl.easy_init` is `curl_easy_init`.
typedef struct {
#define CCURL_FIELD(name) __typeof__(curl_##name) *name;
  CCURL_FUNCTIONS(CCURL_FIELD)
#undef CCURL_FIELD
} ccurl_library;

extern ccurl_library libcurl;

/// Loads it, once. False if it is not installed or cannot be used: then nothing here may be called.
bool ccurl_load(void);

#endif
