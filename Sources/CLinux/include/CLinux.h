#ifndef CLINUX_H
#define CLINUX_H

#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <poll.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
#include <sys/vfs.h>

#endif
