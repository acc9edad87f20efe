// One case of the benchmark in libical 3 or 4:
//
//     libical --version
//     libical SECONDS NAME DTSTART RULE ZONE [FROM TO]
//
// Walks the rule again and again for so many seconds and prints the name, the occurrences of a pass, and
// occurrences a second; with a window, in seconds since 1970, microseconds a query. The rule is read
// beforehand; a pass makes the iterator, and turns every occurrence into an instant, as the engine beside it
// does.

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if ICAL_MAJOR_VERSION >= 4
typedef struct icalrecurrencetype *rule_type;
#define READ_RULE icalrecurrencetype_new_from_string
#define IS_RULE(rule) ((rule) != NULL)
#else
typedef struct icalrecurrencetype rule_type;
#define READ_RULE icalrecurrencetype_from_string
#define IS_RULE(rule) ((rule).freq != ICAL_NO_RECURRENCE)
#endif

struct query {
  rule_type rule;
  struct icaltimetype start;
  icaltimezone *zone;
  int has_window;
  time_t from, to;
};

// What passes give, printed at the end, so that no compiler leaves them out.
static long long sum;

static double seconds_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

static long pass(const struct query *query) {
  icalrecur_iterator *iterator = icalrecur_iterator_new(query->rule, query->start);
  if (iterator == NULL) {
    fprintf(stderr, "libical does not know this rule\n");
    exit(1);
  }
  // Refused for rules with COUNT: these are walked from their start.
  if (query->has_window)
    icalrecur_iterator_set_start(iterator, icaltime_from_timet_with_zone(query->from, 0, query->zone));
  long count = 0;
  for (;;) {
    struct icaltimetype time = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(time)) break;
    time_t instant = icaltime_as_timet_with_zone(time, query->zone);
    if (query->has_window && instant >= query->to) break;
    if (query->has_window && instant < query->from) continue;
    sum += instant;
    count++;
  }
  icalrecur_iterator_free(iterator);
  return count;
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "--version") == 0) {
    printf("%d.%d.%d\n", ICAL_MAJOR_VERSION, ICAL_MINOR_VERSION, ICAL_PATCH_VERSION);
    return 0;
  }
  if (argc != 6 && argc != 8) {
    fprintf(stderr, "usage: libical SECONDS NAME DTSTART RULE ZONE [FROM TO]\n");
    return 64;
  }
  icaltimezone_set_builtin_tzdata(0);
  struct query query = {.rule = READ_RULE(argv[4]), .zone = icaltimezone_get_builtin_timezone(argv[5])};
  query.start = icaltime_from_string(argv[3]);
  if (!IS_RULE(query.rule) || query.zone == NULL || icaltime_is_null_time(query.start)) {
    fprintf(stderr, "libical does not know this start, rule or zone\n");
    return 1;
  }
  icaltime_set_timezone(&query.start, query.zone);
  query.has_window = argc == 8;
  if (query.has_window) {
    query.from = atoll(argv[6]);
    query.to = atoll(argv[7]);
  }
  // The first pass also reads the zone, so it is not measured.
  long count = pass(&query), passes = 0;
  double budget = atof(argv[1]), begin = seconds_now(), spent;
  do {
    pass(&query);
    passes++;
    spent = seconds_now() - begin;
  } while (spent < budget);
  double figure = query.has_window ? spent / passes * 1e6 : (double)count * passes / spent;
  printf("%s\t%ld\t%.3f\n", argv[2], count, figure);
  fprintf(stderr, "sum %lld\n", sum);
  return 0;
}
