// A disk that remembers what it was told, and fails on demand. Preloaded before the program under test.
//
// DISK_FOLDER  Files below it are watched.
// DISK_LOG     Each operation on them is appended here, with each request sent and each line printed, in the order in
//              which they happened: from it a test rebuilds what a power cut may leave at any moment.
// DISK_FAULT   A file whose first word says what fails now: "sync" fsync and fdatasync with EIO, "write" writes with
//              EIO, "full" writes beyond a file's end with ENOSPC. Without the file nothing fails.
//
// A record is: operation (1 byte), length of the name (4), offset (8), length of the data (8), name, data; integers in
// the machine's order. Operations: w write, t truncate to the offset, s sync, u unlink, r rename (data is the new
// name), p sent to a socket, o printed on standard output.
//
// Memory maps are not watched: SQLite maps only its -shm file, which a power cut takes away anyway.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DESCRIPTORS = 4096 };

static const char *folder, *fault_file;
static size_t folder_length;
static int log_descriptor = -1;
static char *names[DESCRIPTORS];
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

#define NEXT(result, name, ...) \
  static result (*next)(__VA_ARGS__); \
  if (!next) next = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t plain_write(int descriptor, const void *bytes, size_t count) {
  NEXT(ssize_t, "write", int, const void *, size_t);
  return next(descriptor, bytes, count);
}

static int plain_open(const char *path, int flags, mode_t mode) {
  NEXT(int, "open", const char *, int, ...);
  return next(path, flags, mode);
}

__attribute__((constructor)) static void start(void) {
  folder = getenv("DISK_FOLDER");
  folder_length = folder ? strlen(folder) : 0;
  fault_file = getenv("DISK_FAULT");
  const char *log = getenv("DISK_LOG");
  if (folder && log) log_descriptor = plain_open(log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0644);
}

static void record(char operation, const char *name, uint64_t offset, const void *data, uint64_t count) {
  if (log_descriptor < 0) return;
  int kept = errno;
  uint32_t length = (uint32_t)strlen(name);
  size_t total = 21 + length + count;
  char *line = malloc(total), *end = line;
  if (!line) abort();
  *end++ = operation;
  end = mempcpy(end, &length, 4);
  end = mempcpy(end, &offset, 8);
  end = mempcpy(end, &count, 8);
  end = mempcpy(end, name, length);
  if (count) memcpy(end, data, count);
  pthread_mutex_lock(&log_lock);
  // One call, so that records of several processes do not mix.
  if (plain_write(log_descriptor, line, total) != (ssize_t)total) abort();
  pthread_mutex_unlock(&log_lock);
  free(line);
  errno = kept;
}

// The name of a watched file below the folder; NULL for any other.
static const char *watched(const char *path, char buffer[PATH_MAX]) {
  if (!folder || !realpath(path, buffer)) return NULL;
  if (strncmp(buffer, folder, folder_length) || buffer[folder_length] != '/') return NULL;
  return buffer + folder_length + 1;
}

static const char *name_of(int descriptor) {
  return descriptor >= 0 && descriptor < DESCRIPTORS ? names[descriptor] : NULL;
}

static int opened(int descriptor, const char *path, int flags) {
  if (descriptor < 0 || descriptor >= DESCRIPTORS) return descriptor;
  int kept = errno;
  char buffer[PATH_MAX];
  const char *name = watched(path, buffer);
  free(names[descriptor]);
  names[descriptor] = name ? strdup(name) : NULL;
  if (name && flags & O_TRUNC) record('t', name, 0, NULL, 0);
  errno = kept;
  return descriptor;
}

static int fails_as(const char *word) {
  if (!fault_file) return 0;
  int kept = errno;
  char text[16] = {0};
  int descriptor = plain_open(fault_file, O_RDONLY | O_CLOEXEC, 0);
  if (descriptor < 0) return errno = kept, 0;
  ssize_t count = read(descriptor, text, sizeof text - 1);
  NEXT(int, "close", int);
  next(descriptor);
  errno = kept;
  return count > 0 && !strncmp(text, word, strlen(word));
}

static int write_fault(int descriptor, uint64_t end) {
  struct stat status;
  if (!name_of(descriptor)) return 0;
  if (fails_as("write")) return EIO;
  if (fails_as("full") && !fstat(descriptor, &status) && end > (uint64_t)status.st_size) return ENOSPC;
  return 0;
}

static mode_t mode_of(int flags, va_list rest) {
  return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(function) \
  int function(const char *path, int flags, ...) { \
    NEXT(int, #function, const char *, int, ...); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = mode_of(flags, rest); \
    va_end(rest); \
    return opened(next(path, flags, mode), path, flags); \
  }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
  NEXT(int, "close", int);
  if (name_of(descriptor)) {
    free(names[descriptor]);
    names[descriptor] = NULL;
  }
  return next(descriptor);
}

#define PWRITE(function, offset_type) \
  ssize_t function(int descriptor, const void *bytes, size_t count, offset_type offset) { \
    NEXT(ssize_t, #function, int, const void *, size_t, offset_type); \
    int fault = write_fault(descriptor, (uint64_t)offset + count); \
    if (fault) return errno = fault, -1; \
    ssize_t written = next(descriptor, bytes, count, offset); \
    if (written > 0 && name_of(descriptor)) record('w', name_of(descriptor), (uint64_t)offset, bytes, (uint64_t)written); \
    return written; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *bytes, size_t count) {
  const char *name = name_of(descriptor);
  if (descriptor == STDOUT_FILENO) record('o', "", 0, bytes, count);
  if (!name) return plain_write(descriptor, bytes, count);
  struct stat status;
  int appends = fcntl(descriptor, F_GETFL) & O_APPEND;
  off_t offset = appends && !fstat(descriptor, &status) ? status.st_size : lseek(descriptor, 0, SEEK_CUR);
  int fault = write_fault(descriptor, (uint64_t)offset + count);
  if (fault) return errno = fault, -1;
  ssize_t written = plain_write(descriptor, bytes, count);
  if (written > 0) record('w', name, (uint64_t)offset, bytes, (uint64_t)written);
  return written;
}

#define TRUNCATE(function, offset_type) \
  int function(int descriptor, offset_type size) { \
    NEXT(int, #function, int, offset_type); \
    int result = next(descriptor, size); \
    if (!result && name_of(descriptor)) record('t', name_of(descriptor), (uint64_t)size, NULL, 0); \
    return result; \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(function) \
  int function(int descriptor) { \
    NEXT(int, #function, int); \
    if (name_of(descriptor) && fails_as("sync")) return errno = EIO, -1; \
    int result = next(descriptor); \
    if (!result && name_of(descriptor)) record('s', name_of(descriptor), 0, NULL, 0); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  NEXT(int, "unlink", const char *);
  char buffer[PATH_MAX];
  const char *name = watched(path, buffer);
  int result = next(path);
  if (!result && name) record('u', name, 0, NULL, 0);
  return result;
}

int rename(const char *from, const char *to) {
  NEXT(int, "rename", const char *, const char *);
  char old_buffer[PATH_MAX], new_buffer[PATH_MAX];
  const char *old_name = watched(from, old_buffer);
  int result = next(from, to);
  const char *new_name = result ? NULL : watched(to, new_buffer);
  if (old_name && new_name) record('r', old_name, 0, new_name, strlen(new_name));
  return result;
}

ssize_t send(int descriptor, const void *bytes, size_t count, int flags) {
  NEXT(ssize_t, "send", int, const void *, size_t, int);
  record('p', "", 0, bytes, count);
  return next(descriptor, bytes, count, flags);
}
