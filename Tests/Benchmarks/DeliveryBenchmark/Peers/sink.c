// A receiver of posts on the loopback interface: one thread, epoll, HTTP/1.1 with keep-alive.
//
//   sink [-p PORT] [-d DELAY_MS] [-h]
//
// Prints its port (one that the system picks, if none is given) and answers every POST with 200 and
// {"errcode":0,"errmsg":"ok"}: at once, after a delay, or with -h never. A post's mark is the text of the first member
// "key" or "mark" in its body.
//
//   GET /stats   {"requests":…,"distinct":…,"connections":…,"bytes":…,"first":…,"last":…,"cpu":…}
//   GET /log     a line for each post: its arrival and its mark
//   GET /reset   forgets all of it
//
// Arrivals are milliseconds since 1970, taken when the first bytes of a request are there.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 65536, MARK = 128, MOST_CONNECTIONS = 65536, SLOTS = 1 << 20, EVENTS = 512 };

typedef struct {
  int size;
  double arrived;  // 0 between two requests
  unsigned generation;
  char bytes[BUFFER];
} connection;

typedef struct {
  double arrived;
  char mark[MARK];
} arrival;

typedef struct {
  double due;
  int descriptor;
  unsigned generation;
} waiting;

static connection *connections[MOST_CONNECTIONS];
static uint64_t known[SLOTS];
static arrival *arrivals;
static size_t count, room, distinct, opened, bytes;
static waiting *queue;
static size_t queue_first, queue_end, queue_room;
static double delay;
static bool hangs;

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
    "{\"errcode\":0,\"errmsg\":\"ok\"}";

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static double cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static void write_all(int descriptor, const char *text, size_t size) {
  while (size > 0) {
    ssize_t written = send(descriptor, text, size, MSG_NOSIGNAL);
    if (written < 0 && errno == EAGAIN) {
      struct pollfd room_for_more = {.fd = descriptor, .events = POLLOUT};
      if (poll(&room_for_more, 1, 1000) <= 0) return;
    } else if (written < 0) {
      return;
    } else {
      text += written;
      size -= (size_t)written;
    }
  }
}

static void answer_with(int descriptor, const char *text, size_t size) {
  char head[128];
  int length = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", size);
  write_all(descriptor, head, (size_t)length);
  write_all(descriptor, text, size);
}

static void answer_stats(int descriptor) {
  char text[512];
  int size = snprintf(
      text, sizeof text,
      "{\"requests\":%zu,\"distinct\":%zu,\"connections\":%zu,\"bytes\":%zu,\"first\":%.3f,\"last\":%.3f,\"cpu\":%.3f}",
      count, distinct, opened, bytes, count ? arrivals[0].arrived : 0, count ? arrivals[count - 1].arrived : 0, cpu());
  answer_with(descriptor, text, (size_t)size);
}

static void answer_log(int descriptor) {
  char *text = malloc(count * (MARK + 32) + 1);
  if (!text) fail("malloc");
  size_t size = 0;
  for (size_t i = 0; i < count; i++)
    size += (size_t)sprintf(text + size, "%.3f %s\n", arrivals[i].arrived, arrivals[i].mark);
  answer_with(descriptor, text, size);
  free(text);
}

static void reset(void) {
  memset(known, 0, sizeof known);
  count = distinct = opened = bytes = 0;
}

/// Whether a mark is met for the first time.
static bool is_new(const char *mark) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char *c = mark; *c; c++) hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
  if (hash == 0) hash = 1;
  for (size_t i = hash % SLOTS;; i = (i + 1) % SLOTS) {
    if (known[i] == hash) return false;
    if (known[i]) continue;
    known[i] = hash;
    return true;
  }
}

static void record(double arrived, const char *body, size_t size) {
  if (distinct >= SLOTS / 2) fail("too many posts");
  if (count == room) {
    room = room ? room * 2 : 4096;
    arrivals = realloc(arrivals, room * sizeof *arrivals);
    if (!arrivals) fail("realloc");
  }
  arrival *entry = &arrivals[count++];
  entry->arrived = arrived;
  const char *key = memmem(body, size, "\"key\":\"", 7), *mark = memmem(body, size, "\"mark\":\"", 8);
  const char *start = key ? key + 7 : mark ? mark + 8 : body, *end = body + size;
  size_t length = 0;
  while (start + length < end && start[length] != '"' && length < MARK - 1) length++;
  memcpy(entry->mark, start, length);
  entry->mark[length] = 0;
  bytes += size;
  if (is_new(entry->mark)) distinct++;
}

static void answer_later(int descriptor) {
  if (queue_end == queue_room) {
    // What has been answered makes room for what comes.
    memmove(queue, queue + queue_first, (queue_end - queue_first) * sizeof *queue);
    queue_end -= queue_first;
    queue_first = 0;
    if (queue_end * 2 >= queue_room) {
      queue_room = queue_room ? queue_room * 2 : 1024;
      queue = realloc(queue, queue_room * sizeof *queue);
      if (!queue) fail("realloc");
    }
  }
  queue[queue_end++] =
      (waiting){.due = now() + delay, .descriptor = descriptor, .generation = connections[descriptor]->generation};
}

static void take(int descriptor, double arrived, const char *head, const char *body, size_t size) {
  if (!strncmp(head, "GET /stats", 10)) return answer_stats(descriptor);
  if (!strncmp(head, "GET /log", 8)) return answer_log(descriptor);
  if (!strncmp(head, "GET /reset", 10)) {
    reset();
    return answer_with(descriptor, "", 0);
  }
  record(arrived, body, size);
  if (hangs) return;
  if (delay > 0) return answer_later(descriptor);
  write_all(descriptor, answer, sizeof answer - 1);
}

static void forget(int descriptor) {
  connections[descriptor]->generation++;
  close(descriptor);
}

/// Takes what is complete of what has come. Returns false for what is no request.
static bool take_requests(int descriptor, connection *c) {
  while (c->size > 0) {
    c->bytes[c->size] = 0;
    char *end = memmem(c->bytes, (size_t)c->size, "\r\n\r\n", 4);
    if (!end) return true;
    *end = 0;
    const char *length = strcasestr(c->bytes, "\r\ncontent-length:");
    long size = length ? atol(length + 17) : 0;
    char *body = end + 4;
    *end = '\r';
    long whole = body - c->bytes + size;
    if (size < 0 || whole >= BUFFER) return false;
    if (whole > c->size) return true;
    take(descriptor, c->arrived, c->bytes, body, (size_t)size);
    c->size -= (int)whole;
    memmove(c->bytes, c->bytes + whole, (size_t)c->size);
    c->arrived = c->size ? now() : 0;
  }
  return true;
}

static void read_from(int descriptor) {
  connection *c = connections[descriptor];
  for (;;) {
    ssize_t got = recv(descriptor, c->bytes + c->size, (size_t)(BUFFER - 1 - c->size), 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return forget(descriptor);
    if (c->arrived == 0) c->arrived = now();
    c->size += (int)got;
    if (!take_requests(descriptor, c)) return forget(descriptor);
  }
}

static void accept_all(int listener, int events) {
  for (;;) {
    int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return;
    if (descriptor >= MOST_CONNECTIONS) {
      close(descriptor);
      continue;
    }
    int one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connection *c = connections[descriptor];
    if (!c) c = connections[descriptor] = malloc(sizeof *c);
    if (!c) fail("malloc");
    c->size = 0;
    c->arrived = 0;
    opened++;
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    epoll_ctl(events, EPOLL_CTL_ADD, descriptor, &event);
  }
}

static int listen_on(int port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  // Every address of 127.0.0.0/8 is a host of its own.
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_ANY)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 8192)) fail("listen");
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

static void run(int listener) {
  int events = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, found[EVENTS];
  epoll_ctl(events, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int wait = -1;
    if (queue_first < queue_end) {
      double left = queue[queue_first].due - now();
      wait = left <= 0 ? 0 : (int)left + 1;
    }
    int n = epoll_wait(events, found, EVENTS, wait);
    for (int i = 0; i < n; i++) {
      if (found[i].data.fd == listener) accept_all(listener, events);
      else read_from(found[i].data.fd);
    }
    while (queue_first < queue_end && queue[queue_first].due <= now()) {
      waiting next = queue[queue_first++];
      if (connections[next.descriptor]->generation == next.generation)
        write_all(next.descriptor, answer, sizeof answer - 1);
    }
  }
}

int main(int argc, char **argv) {
  int port = 0, option;
  while ((option = getopt(argc, argv, "p:d:h")) != -1) switch (option) {
      case 'p': port = atoi(optarg); break;
      case 'd': delay = atof(optarg); break;
      case 'h': hangs = true; break;
      default: return 64;
    }
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  signal(SIGPIPE, SIG_IGN);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  run(listen_on(port));
}
