/* The floor of posting: libcurl's multi interface in one loop, and nothing that a request can do without.
 *
 *     cc -O2 -o poster poster.c -lcurl
 *     ./poster engine|hosts PORT REQUESTS CONCURRENCY BYTES
 *
 * `engine` posts to one address over kept connections; `hosts` posts to as many addresses of the loopback network as
 * there are requests, each over a connection of its own. Prints how many were accepted, seconds, and seconds of the
 * processor.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

typedef struct {
  CURL *easy;
  struct curl_slist *headers;
  char url[64];
  char *body;
  char answer[256];
  size_t answer_size;
} post;

static int to_many_hosts, port, requests, begun, accepted;
static size_t body_size;

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static size_t keep(char *bytes, size_t one, size_t count, void *user) {
  (void)one;
  post *p = user;
  size_t room = sizeof p->answer - 1 - p->answer_size, kept = count < room ? count : room;
  memcpy(p->answer + p->answer_size, bytes, kept);
  p->answer_size += kept;
  return count;
}

static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address) {
  (void)user, (void)purpose;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void begin(CURLM *multi, post *p) {
  int number = begun++;
  int host = to_many_hosts ? number + 1 : 1;
  snprintf(p->url, sizeof p->url, "http://127.%d.%d.%d:%d/hook/%d", host >> 14 & 127, host >> 7 & 127,
           1 + (host & 127), port, number);
  snprintf(p->body, body_size + 1, "{\"number\":%08d,\"text\":\"", number);
  p->body[strlen(p->body)] = 'a';
  p->answer_size = 0;
  char name[48];
  snprintf(name, sizeof name, "webhook-id: msg_%08d", number);
  curl_slist_free_all(p->headers);
  p->headers = curl_slist_append(NULL, "Expect:");
  p->headers = curl_slist_append(p->headers, "content-type: application/json");
  p->headers = curl_slist_append(p->headers, name);
  curl_easy_setopt(p->easy, CURLOPT_URL, p->url);
  curl_easy_setopt(p->easy, CURLOPT_HTTPHEADER, p->headers);
  curl_multi_add_handle(multi, p->easy);
}

static void prepare(post *p) {
  p->easy = curl_easy_init();
  p->body = malloc(body_size + 1);
  memset(p->body, 'a', body_size);
  p->body[body_size] = 0;
  curl_easy_setopt(p->easy, CURLOPT_PRIVATE, p);
  curl_easy_setopt(p->easy, CURLOPT_POSTFIELDS, p->body);
  curl_easy_setopt(p->easy, CURLOPT_POSTFIELDSIZE, (long)body_size);
  curl_easy_setopt(p->easy, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(p->easy, CURLOPT_WRITEDATA, p);
  curl_easy_setopt(p->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(p->easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(p->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(p->easy, CURLOPT_CONNECTTIMEOUT_MS, 5000L);
  curl_easy_setopt(p->easy, CURLOPT_TIMEOUT_MS, 15000L);
  curl_easy_setopt(p->easy, CURLOPT_PROXY, "");
  if (!to_many_hosts) return;
  curl_easy_setopt(p->easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(p->easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
}

static int drain(CURLM *multi) {
  int ended = 0, left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    CURLcode code = message->data.result;
    CURL *easy = message->easy_handle;
    post *p = NULL;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&p);
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    p->answer[p->answer_size] = 0;
    if (code == CURLE_OK && status == 200 && strstr(p->answer, "\"errcode\":0")) accepted++;
    curl_multi_remove_handle(multi, easy);
    if (begun < requests) begin(multi, p);
    ended++;
  }
  return ended;
}

int main(int count, char **arguments) {
  if (count != 6) return 64;
  to_many_hosts = !strcmp(arguments[1], "hosts");
  port = atoi(arguments[2]);
  requests = atoi(arguments[3]);
  int concurrency = atoi(arguments[4]);
  body_size = (size_t)atoi(arguments[5]);
  if (body_size < 64 || concurrency < 1) return 64;
  curl_global_init(CURL_GLOBAL_ALL);
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)concurrency);
  post *posts = calloc((size_t)concurrency, sizeof *posts);
  double start = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (int i = 0; i < concurrency && begun < requests; i++) {
    prepare(&posts[i]);
    begin(multi, &posts[i]);
  }
  for (int ended = 0; ended < requests;) {
    int running, now;
    curl_multi_perform(multi, &running);
    ended += now = drain(multi);
    if (!now) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  printf("%d %.4f %.4f\n", accepted, seconds(CLOCK_MONOTONIC) - start,
         seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
  return accepted == requests ? 0 : 1;
}
