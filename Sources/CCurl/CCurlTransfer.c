#include "CCurlTransfer.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "CCurlDescriptors.h"
#include "CCurlQueue.h"

enum {
  HEADER_BUDGET = 16 * 1024,
  BODY_CAP = 64 * 1024,
  KEPT_ROOM = 8 * 1024,
  // An idle connection older than this is likelier closed by the receiver than still open.
  CONNECTION_AGE_SECONDS = 50,
};

static bool append(char **bytes, size_t *size, size_t *room, const char *more, size_t count) {
  if (*size + count > *room) {
    size_t wanted = *room ? *room : 512;
    while (wanted < *size + count) wanted *= 2;
    char *grown = realloc(*bytes, wanted);
    if (!grown) return false;
    *bytes = grown;
    *room = wanted;
  }
  memcpy(*bytes + *size, more, count);
  *size += count;
  return true;
}

// MARK: - What libcurl calls

static size_t on_header(char *line, size_t one, size_t count, void *user) {
  (void)one;
  ccurl_transfer *t = user;
  t->header_bytes += count;
  if (t->header_bytes > HEADER_BUDGET) {
    t->headers_too_long = true;
    return 0;
  }
  // A status line begins the next answer: what an interim answer said is void.
  if (count >= 5 && memcmp(line, "HTTP/", 5) == 0) {
    t->answer_headers_size = 0;
    return count;
  }
  bool kept = append(&t->answer_headers, &t->answer_headers_size, &t->answer_headers_room, line, count);
  return kept ? count : 0;
}

static size_t on_body(char *bytes, size_t one, size_t count, void *user) {
  (void)one;
  ccurl_transfer *t = user;
  bool fits = t->answer_body_size + count <= BODY_CAP;
  size_t kept = fits ? count : BODY_CAP - t->answer_body_size;
  if (!append(&t->answer_body, &t->answer_body_size, &t->answer_body_room, bytes, kept)) return 0;
  if (!fits) t->body_too_long = true;
  return kept;
}

/// libcurl posts again on its own when a reused connection dies unanswered: the second time is refused here.
static int on_send(void *user, char *ip, char *local_ip, int port, int local_port) {
  (void)ip, (void)local_ip, (void)port, (void)local_port;
  ccurl_transfer *t = user;
  return ++t->sends > 1 ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static void remember_refused(ccurl_transfer *t, const struct sockaddr *address) {
  if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    inet_ntop(AF_INET6, &six->sin6_addr, t->refused_address, sizeof t->refused_address);
    t->refused_port = ntohs(six->sin6_port);
  } else if (address->sa_family == AF_INET) {
    const struct sockaddr_in *four = (const struct sockaddr_in *)address;
    inet_ntop(AF_INET, &four->sin_addr, t->refused_address, sizeof t->refused_address);
    t->refused_port = ntohs(four->sin_port);
  }
}

/// Sees the numeric address, however the request spelt it.
static curl_socket_t on_open(void *user, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)purpose;
  ccurl_transfer *t = user;
  if (!t->settings->permit(t->settings->context, &address->addr)) {
    if (!t->refused++) remember_refused(t, &address->addr);
    return CURL_SOCKET_BAD;
  }
  t->permitted++;
  int opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened < 0 && ccurl_is_shortage(errno)) t->starved = true;
  return opened;
}

// MARK: - Making and preparing

static void set_safety(CURL *easy) {
  libcurl.easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  libcurl.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  libcurl.easy_setopt(easy, CURLOPT_PROXY, "");
  libcurl.easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  libcurl.easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  libcurl.easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  libcurl.easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  libcurl.easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
}

static void set_callbacks(CURL *easy, ccurl_transfer *t) {
  libcurl.easy_setopt(easy, CURLOPT_PRIVATE, t);
  libcurl.easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  libcurl.easy_setopt(easy, CURLOPT_HEADERDATA, t);
  libcurl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  libcurl.easy_setopt(easy, CURLOPT_WRITEDATA, t);
  libcurl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_send);
  libcurl.easy_setopt(easy, CURLOPT_PREREQDATA, t);
  libcurl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
  libcurl.easy_setopt(easy, CURLOPT_OPENSOCKETDATA, t);
}

ccurl_transfer *ccurl_transfer_make(const ccurl_settings *settings) {
  ccurl_transfer *t = calloc(1, sizeof *t);
  if (!t) return NULL;
  t->settings = settings;
  t->easy = libcurl.easy_init();
  if (!t->easy) {
    free(t);
    return NULL;
  }
  libcurl.easy_setopt(t->easy, CURLOPT_POST, 1L);
  libcurl.easy_setopt(t->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  libcurl.easy_setopt(t->easy, CURLOPT_USERAGENT, "campaign-scheduler");
  libcurl.easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
  // Without it a time limit during a hung lookup joins the resolver's thread, and every transfer waits.
  libcurl.easy_setopt(t->easy, CURLOPT_QUICK_EXIT, 1L);
  libcurl.easy_setopt(t->easy, CURLOPT_MAXAGE_CONN, (long)CONNECTION_AGE_SECONDS);
  libcurl.easy_setopt(t->easy, CURLOPT_UPLOAD_BUFFERSIZE, 16L * 1024);
  // Each handle keeps its buffer, and nearly all answers are shorter.
  libcurl.easy_setopt(t->easy, CURLOPT_BUFFERSIZE, 4L * 1024);
  libcurl.easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, settings->connecting_ms);
  ccurl_transfer_set_time_limit(t, settings->total_ms);
  if (settings->authorities) libcurl.easy_setopt(t->easy, CURLOPT_CAINFO, settings->authorities);
  set_safety(t->easy);
  set_callbacks(t->easy, t);
  return t;
}

static bool append_line(ccurl_transfer *t, const char *text, size_t size) {
  return append(&t->header_text, &t->header_text_size, &t->header_text_room, text, size);
}

bool ccurl_transfer_prepare(ccurl_transfer *t, const char *url, const void *body, size_t body_size) {
  size_t size = 0;
  if (!append(&t->body, &size, &t->body_room, body_size ? body : "", body_size)) return false;
  libcurl.easy_setopt(t->easy, CURLOPT_POSTFIELDS, t->body ? t->body : "");
  libcurl.easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body_size);
  libcurl.easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 0L);
  libcurl.easy_setopt(t->easy, CURLOPT_DNS_CACHE_TIMEOUT, 60L);
  t->host_key = ccurl_queue_key(url);
  t->header_count = 1;
  return libcurl.easy_setopt(t->easy, CURLOPT_URL, url) == CURLE_OK && append_line(t, "Expect:", sizeof "Expect:");
}

bool ccurl_add_header(ccurl_transfer *t, const char *name, const char *value) {
  t->header_count++;
  if (!append_line(t, name, strlen(name))) return false;
  // libcurl reads "Name:" as a wish to leave the header out.
  if (!*value) return append_line(t, ";", 2);
  return append_line(t, ": ", 2) && append_line(t, value, strlen(value) + 1);
}

bool ccurl_transfer_close_headers(ccurl_transfer *t) {
  if (t->header_count > t->header_list_room) {
    struct curl_slist *longer = realloc(t->header_list, (size_t)t->header_count * sizeof *longer);
    if (!longer) return false;
    t->header_list = longer;
    t->header_list_room = t->header_count;
  }
  // Only now, for the text has moved while it grew.
  char *line = t->header_text;
  for (int i = 0; i < t->header_count; i++, line += strlen(line) + 1)
    t->header_list[i] = (struct curl_slist){line, i + 1 < t->header_count ? &t->header_list[i + 1] : NULL};
  return libcurl.easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->header_list) == CURLE_OK;
}

void ccurl_transfer_set_time_limit(ccurl_transfer *t, long milliseconds) {
  if (t->time_limit == milliseconds) return;
  t->time_limit = milliseconds;
  libcurl.easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, milliseconds);
}

void ccurl_set_one_shot(ccurl_transfer *t) {
  libcurl.easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
  libcurl.easy_setopt(t->easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
}

// MARK: - Ending

static ccurl_ending ending_of_code(CURLcode code, bool sent) {
  switch (code) {
    case CURLE_OK: return CCURL_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST: return CCURL_NAME_UNKNOWN;
    case CURLE_COULDNT_CONNECT: return CCURL_NOT_CONNECTED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_TIMED_OUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_ISSUER_ERROR: return CCURL_NOT_SECURE;
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING: return CCURL_BROKEN;
    // After the request, it is of an answer that is no HTTP.
    case CURLE_UNSUPPORTED_PROTOCOL: return sent ? CCURL_BROKEN : CCURL_BAD_ADDRESS;
    // libcurl's own limit of a header line.
    case CURLE_OUT_OF_MEMORY: return sent ? CCURL_HEADERS_TOO_LONG : CCURL_OTHER;
    case CURLE_URL_MALFORMAT:
    case CURLE_LOGIN_DENIED: return CCURL_BAD_ADDRESS;
    default: return CCURL_OTHER;
  }
}

static ccurl_ending ending_of(const ccurl_transfer *t, CURLcode code) {
  if (code == CURLE_OK) return CCURL_ANSWERED;
  if (t->cancelled) return CCURL_CANCELLED;
  if (t->starved && !t->sends) return CCURL_NO_DESCRIPTOR;
  if (t->headers_too_long) return CCURL_HEADERS_TOO_LONG;
  if (t->body_too_long) return CCURL_BODY_TOO_LONG;
  if (t->sends > 1) return CCURL_REPEAT_PREVENTED;
  if (t->refused && !t->permitted && !t->sends) return CCURL_ADDRESS_REFUSED;
  return ending_of_code(code, t->sends > 0);
}

bool ccurl_transfer_lacked_descriptor(const ccurl_transfer *t, CURLcode code, bool is_short) {
  if (t->sends || t->cancelled) return false;
  switch (code) {
    case CURLE_OK: return false;
    // Lookups, threads and files of certificates need descriptors too, and fail without saying so.
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_FAILED_INIT:
    case CURLE_OUT_OF_MEMORY:
    case CURLE_SSL_CACERT_BADFILE: return t->starved || is_short;
    default: return t->starved;
  }
}

static void read_timings(CURL *easy, ccurl_answer *answer) {
  curl_off_t value = 0;
  if (!libcurl.easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &value)) answer->looked_up = value;
  if (!libcurl.easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &value)) answer->connected = value;
  if (!libcurl.easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &value)) answer->secured = value;
  if (!libcurl.easy_getinfo(easy, CURLINFO_STARTTRANSFER_TIME_T, &value)) answer->first_byte = value;
  if (!libcurl.easy_getinfo(easy, CURLINFO_TOTAL_TIME_T, &value)) answer->total = value;
}

static void read_connection(const ccurl_transfer *t, ccurl_answer *answer) {
  char *address = NULL;
  long port = 0, connections = 0;
  if (!libcurl.easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &address) && address) answer->address = address;
  if (!libcurl.easy_getinfo(t->easy, CURLINFO_PRIMARY_PORT, &port)) answer->port = (uint16_t)port;
  libcurl.easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connections);
  answer->reused = answer->sent && connections == 0;
}

void ccurl_transfer_complete(ccurl_transfer *t, CURLcode code) {
  ccurl_answer answer = {
      .ending = ending_of(t, code),
      .curl_code = (int)code,
      .sent = t->sends > 0,
      .headers = t->answer_headers,
      .headers_size = t->answer_headers_size,
      .body = t->answer_body,
      .body_size = t->answer_body_size,
      .address = "",
  };
  if (t->begun) {
    libcurl.easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &answer.status);
    read_connection(t, &answer);
    read_timings(t->easy, &answer);
  }
  if (answer.ending == CCURL_ADDRESS_REFUSED) {
    answer.address = t->refused_address;
    answer.port = t->refused_port;
  }
  t->settings->complete(t->settings->context, t->context, &answer);
}

static void shrink(char **bytes, size_t *room) {
  if (*room <= KEPT_ROOM) return;
  free(*bytes);
  *bytes = NULL;
  *room = 0;
}

void ccurl_transfer_forget(ccurl_transfer *t) {
  libcurl.easy_setopt(t->easy, CURLOPT_HTTPHEADER, NULL);
  libcurl.easy_setopt(t->easy, CURLOPT_POSTFIELDS, NULL);
  t->header_count = 0;
  t->header_text_size = 0;
  t->answer_headers_size = t->answer_body_size = t->header_bytes = 0;
  t->headers_too_long = t->body_too_long = t->cancelled = false;
  t->begun = t->starved = false;
  t->tries = 0;
  t->sends = t->permitted = t->refused = 0;
  t->refused_port = 0;
  t->refused_address[0] = 0;
  shrink(&t->body, &t->body_room);
  shrink(&t->header_text, &t->header_text_room);
  shrink(&t->answer_headers, &t->answer_headers_room);
  shrink(&t->answer_body, &t->answer_body_room);
}

void ccurl_transfer_free(ccurl_transfer *t) {
  libcurl.easy_cleanup(t->easy);
  free(t->header_text);
  free(t->header_list);
  free(t->body);
  free(t->answer_headers);
  free(t->answer_body);
  free(t);
}

void ccurl_transfer_free_all(ccurl_transfer *first) {
  while (first) {
    ccurl_transfer *next = first->next;
    ccurl_transfer_free(first);
    first = next;
  }
}
