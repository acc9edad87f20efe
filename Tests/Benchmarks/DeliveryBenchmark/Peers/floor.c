// The floor of sending: libcurl's multi interface and nothing else.
//
//   floor URL COUNT CONCURRENCY BYTES
//
// Posts COUNT bodies of BYTES each, with a mark of their own, and prints the seconds that passed, the seconds of the
// processor, its peak of memory in KiB, and how many were answered with 200.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct {
  CURL *easy;
  struct curl_slist *headers;
  char *body;
  char id[64];
} slot;

static CURLM *multi;
static const char *url;
static long total, next, done, delivered, body_size;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static size_t swallow(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

static void begin(slot *s) {
  long number = next++;
  int head = snprintf(s->body, (size_t)body_size, "{\"mark\":\"%ld\",\"text\":\"", number);
  memset(s->body + head, 'a', (size_t)(body_size - head - 2));
  memcpy(s->body + body_size - 2, "\"}", 2);
  snprintf(s->id, sizeof s->id, "webhook-id: msg_%032ld", number);
  curl_slist_free_all(s->headers);
  s->headers = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
  s->headers = curl_slist_append(s->headers, s->id);
  s->headers = curl_slist_append(s->headers, "Expect:");
  CURL *e = s->easy;
  curl_easy_setopt(e, CURLOPT_URL, url);
  curl_easy_setopt(e, CURLOPT_HTTPHEADER, s->headers);
  curl_easy_setopt(e, CURLOPT_POSTFIELDS, s->body);
  curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, body_size);
  curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, swallow);
  curl_easy_setopt(e, CURLOPT_PRIVATE, s);
  curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, 15000L);
  curl_easy_setopt(e, CURLOPT_PROXY, "");
  curl_easy_setopt(e, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_multi_add_handle(multi, e);
}

static int drain(void) {
  int drained = 0, left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg != CURLMSG_DONE) continue;
    slot *s;
    long status = 0;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&s);
    curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
    delivered += message->data.result == CURLE_OK && status == 200;
    curl_multi_remove_handle(multi, s->easy);
    done++;
    drained++;
    if (next < total) begin(s);
  }
  return drained;
}

int main(int argc, char **argv) {
  if (argc != 5) return 64;
  url = argv[1];
  total = atol(argv[2]);
  long concurrency = atol(argv[3]);
  body_size = atol(argv[4]);
  if (total < 1 || concurrency < 1 || body_size < 64) return 64;
  curl_global_init(CURL_GLOBAL_ALL);
  multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, concurrency);
  slot *slots = calloc((size_t)concurrency, sizeof *slots);
  double start = now();
  for (long i = 0; i < concurrency && next < total; i++) {
    slots[i].easy = curl_easy_init();
    slots[i].body = malloc((size_t)body_size + 1);
    begin(&slots[i]);
  }
  while (done < total) {
    int running;
    // Polling with messages undrained would sleep the whole time limit.
    do curl_multi_perform(multi, &running);
    while (drain());
    if (done < total) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  double seconds = now() - start;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
  printf("%.6f %.6f %ld %ld\n", seconds, cpu, usage.ru_maxrss, delivered);
  return delivered == total ? 0 : 1;
}
