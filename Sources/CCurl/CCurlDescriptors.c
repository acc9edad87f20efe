#include "CCurlDescriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "CCurl.h"

enum {
  DESCRIPTORS_FOR_OTHERS = 64,
  // A connection may need two more while its name is looked up.
  DESCRIPTORS_PER_CONNECTION = 3,
  LEAST_CONNECTIONS = 4,
};

long ccurl_connections_within_limits(long wanted) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return LEAST_CONNECTIONS;
  if (limit.rlim_cur < limit.rlim_max) {
    rlim_t soft = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = soft;
  }
  if (limit.rlim_cur == RLIM_INFINITY) return wanted;
  long room = ((long)limit.rlim_cur - DESCRIPTORS_FOR_OTHERS) / DESCRIPTORS_PER_CONNECTION;
  if (room < LEAST_CONNECTIONS) room = LEAST_CONNECTIONS;
  return room < wanted ? room : wanted;
}

bool ccurl_is_shortage(int error) { return error == EMFILE || error == ENFILE; }

bool ccurl_descriptors_are_short(void) {
  int probe = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (probe < 0) return ccurl_is_shortage(errno);
  close(probe);
  return false;
}
