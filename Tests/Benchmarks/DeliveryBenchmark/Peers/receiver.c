/* A receiver for the measurements: answers every POST at once, on every address of the machine, and keeps
 * connections. Prints its port, and ends when its standard input does.
 *
 *     cc -O2 -o receiver receiver.c && ./receiver
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 16 * 1024, EVENTS = 512 };

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\n\r\n"
    "{\"errcode\":0,\"errmsg\":\"ok\"}";

typedef struct {
  int socket;
  size_t size;
  char bytes[ROOM + 1];
} connection;

/* Answers the requests that are whole. False if the connection is of no use. */
static int answer_requests(connection *c) {
  for (;;) {
    c->bytes[c->size] = 0;
    char *end = memmem(c->bytes, c->size, "\r\n\r\n", 4);
    if (!end) return c->size < ROOM;
    char *length = strcasestr(c->bytes, "\r\ncontent-length:");
    size_t head = (size_t)(end + 4 - c->bytes), whole = head;
    if (length && length < end) whole += strtoul(length + 17, NULL, 10);
    if (whole > ROOM) return 0;
    if (c->size < whole) return 1;
    memmove(c->bytes, c->bytes + whole, c->size - whole);
    c->size -= whole;
    if (send(c->socket, answer, sizeof answer - 1, MSG_NOSIGNAL) != sizeof answer - 1) return 0;
  }
}

static void read_requests(connection *c) {
  ssize_t count = recv(c->socket, c->bytes + c->size, ROOM - c->size, MSG_DONTWAIT);
  if (count > 0) c->size += (size_t)count;
  if (count > 0 && answer_requests(c)) return;
  close(c->socket);
  free(c);
}

static void take_connections(int listener, int events) {
  int socket, one = 1;
  while ((socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connection *c = malloc(sizeof *c);
    if (!c) exit(1);
    c->socket = socket;
    c->size = 0;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(events, EPOLL_CTL_ADD, socket, &event);
  }
}

int main(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) || listen(listener, 8192) ||
      getsockname(listener, (struct sockaddr *)&address, &size)) {
    perror("receiver");
    return 1;
  }
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  int events = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event of_listener = {.events = EPOLLIN, .data.ptr = NULL};
  struct epoll_event of_input = {.events = EPOLLIN, .data.ptr = &events};
  epoll_ctl(events, EPOLL_CTL_ADD, listener, &of_listener);
  epoll_ctl(events, EPOLL_CTL_ADD, STDIN_FILENO, &of_input);
  for (;;) {
    struct epoll_event ready[EVENTS];
    int count = epoll_wait(events, ready, EVENTS, -1);
    for (int i = 0; i < count; i++) {
      char byte;
      if (ready[i].data.ptr == NULL) take_connections(listener, events);
      else if (ready[i].data.ptr != &events) read_requests(ready[i].data.ptr);
      else if (read(STDIN_FILENO, &byte, 1) <= 0) return 0;
    }
  }
}
