"""One case of the benchmark in python-dateutil:

    dateutil.py --version
    dateutil.py SECONDS NAME DTSTART RULE ZONE [FROM TO]

Walks the rule again and again for so many seconds and prints the name, the occurrences of a pass, and
occurrences a second; with a window, in seconds since 1970, microseconds a query. The rule is read beforehand;
every occurrence is turned into an instant, as the engine beside it does.
"""

import os
import sys

# This file is named after the package, so the package is not to be looked for beside it.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path = [entry for entry in sys.path if os.path.abspath(entry) != HERE]

import time
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import dateutil
from dateutil.rrule import rrulestr


def measured(budget, one_pass):
    """Seconds a pass, over at least so many seconds and after a pass that is not measured."""
    one_pass()
    passes = 0
    begin = time.perf_counter()
    while True:
        one_pass()
        passes += 1
        spent = time.perf_counter() - begin
        if spent >= budget:
            return spent / passes


def main(arguments):
    if arguments == ["--version"]:
        ZoneInfo("Asia/Shanghai")  # Without zones there is nothing to compare.
        print(dateutil.__version__)
        return 0
    if len(arguments) not in (5, 7):
        print("usage: dateutil.py SECONDS NAME DTSTART RULE ZONE [FROM TO]", file=sys.stderr)
        return 64
    budget, name, start, text, zone = arguments[:5]
    begin = datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone))
    rule = rrulestr(text, dtstart=begin, cache=False)
    if len(arguments) == 5:
        count = sum(1 for _ in rule)
        spent = measured(float(budget), lambda: sum(map(datetime.timestamp, rule)))
        print(name, count, f"{count / spent:.3f}", sep="\t")
    else:
        window = [datetime.fromtimestamp(int(bound), timezone.utc) for bound in arguments[5:]]
        count = len(rule.between(*window, inc=True))
        spent = measured(float(budget), lambda: sum(map(datetime.timestamp, rule.between(*window, inc=True))))
        print(name, count, f"{spent * 1e6:.3f}", sep="\t")
    return 0


sys.exit(main(sys.argv[1:]))
