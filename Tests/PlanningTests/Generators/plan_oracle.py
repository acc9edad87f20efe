"""Computes the plans that PlanOracleTests.swift expects, from the rules of campaign files alone.

An independent second reading: it was written without the Swift sources and must stay so, or it proves nothing.
Run by hand from the top of the checkout, never by the tests:

    pip install PyYAML python-dateutil lunardate==0.3.0 LunarCalendar==0.0.9
    python3 Tests/PlanningTests/Generators/plan_oracle.py

It first has to reproduce Fixtures/plan-2026.tsv, else it writes nothing. Then it writes a table for each campaign
below Fixtures/plans. With `--verify REST-DAYS.json WORKDAYS.jsonl CHINESE-CALENDAR.jsonl` it compares its days
with such tables instead and writes nothing.
"""

import datetime as dt
import json
import re
import sys

import yaml
from dateutil.rrule import rrulestr

from calendar_oracle import (
    DAY, WEEKDAYS, Workdays, clock, date, local, lunar_dates_of, lunar_day, month_day, resolve, span, statutory)
from file_oracle import END_OF_DAY, MORNING, TESTS, Offset, read

REPOSITORY = TESTS.parent.parent
PLANS = TESTS / "Fixtures" / "plans"
EXAMPLES = TESTS / "Fixtures" / "workspace" / "Campaigns"
YEARS = range(2023, 2028)
LEVELS = {"自治区": "region", "市": "city", "县": "county", "乡": "township", "村": "village"}
ENGLISH_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


# Occurrences

class Occurrence:
    def __init__(self, key, first, last, asked, time=None):
        self.key, self.first, self.last, self.asked, self.time = key, first, last, asked, time


def rule_days(when, year):
    """The unmoved (first, last, clock) of each occurrence of a year, by the rule alone."""
    every, january, december = when.get("every"), dt.date(year, 1, 1), dt.date(year, 12, 31)
    begin = clock(when["time"].split("-")[0]) if "time" in when else None
    if "once" in when:
        first, last = map(date, span(when["once"]))
        return [(first, last, begin)] if first.year == year else []
    if "rrule" in when:
        start = when["start"] if "T" in when["start"] else when["start"] + "T00:00"
        rule = rrulestr(when["rrule"], dtstart=dt.datetime.fromisoformat(start))
        times = rule.between(dt.datetime(year, 1, 1), dt.datetime(year, 12, 31, 23, 59, 59), inc=True)
        timed = "T" in when["start"]
        return [(at.date(), at.date(), at.time() if timed else begin) for at in times]
    if every == "year":
        if "lunar" in when:
            return [(day, day, begin) for day in lunar_dates_of(year, when["lunar"])]
        ends = [month_day(end) for end in span(when.get("dates") or when["date"])]
        return [(*(dt.date(year, *end) for end in ends), begin)]
    days = [january + index * DAY for index in range((december - january).days + 1)]
    return [(day, day, begin) for day in days if every == "day" or matches(day, every, when["on"])]


def matches(day, every, on):
    """Whether a day is `15`, `last friday`, `2nd tuesday` of its month, or one of the weekdays."""
    texts = on if isinstance(on, list) else [on]
    for text in texts:
        words = re.fullmatch(r"(?:(\d)\w\w |(last) |第(\d)个|(最后一个))?([a-z]+|周.|\d+)", text)
        nth, last, nth_zh, last_zh, name = words.groups()
        if name.isdigit():
            if day.day == int(name):
                return True
            continue
        weekday = ENGLISH_DAYS.index(name) if name in ENGLISH_DAYS else WEEKDAYS.index(name)
        if day.weekday() != weekday:
            continue
        number = int(nth or nth_zh or 0)
        if every == "week" or number and (day.day + 6) // 7 == number:
            return True
        if (last or last_zh) and (day + 7 * DAY).month != day.month:
            return True
    return False


def occurrences(campaign, year, workdays):
    when, result = campaign["when"], []
    override = campaign.get("years", {}).get(str(year), {})
    if override.get("skip") == "true":
        return []
    days = rule_days(when, year)
    crowded = {first for first, _, _ in days if sum(other[0] == first for other in days) > 1}
    for first, last, time in days:
        if when.get("every") == "year":
            key = str(year)
        elif "once" in when:
            key = "once"
        else:
            key = first.isoformat() + (f"T{time:%H:%M}" if first in crowded else "")
        asked, length = set(), last - first
        step = {"previous workday": -1, "next workday": 1}.get(when.get("if_closed"))
        if "date" in override:
            text = override["date"]
            # A day that a person set for one year stands as it is written.
            first = date(text) if text[:4].isdigit() else dt.date(year, *month_day(text))
        elif step:
            first = workdays.roll(first, step, asked)
        result.append(Occurrence(key, first, first + length, asked, time))
    return result


# Rows

class Row:
    def __init__(self, kind, name, when, part=None, digest=False, mark="-", rule=None, to=None, channel=None):
        self.kind, self.name, self.when, self.part, self.digest = kind, name, when, part, digest
        self.mark, self.rule, self.to, self.channel = mark, rule, to, channel


class Planner:
    """The rows of one occurrence, for the common day or for the day that a unit chose."""

    def __init__(self, campaign, workdays, zone):
        self.campaign, self.workdays = campaign, workdays
        self.zone = campaign["when"].get("zone", zone)
        self.quiet = [clock(end) for end in campaign.get("quiet_hours", "21:00-08:00").split("-")]

    def rows(self, occurrence, own_day=None):
        campaign, rows = self.campaign, []
        first, last, base = occurrence.first, occurrence.last, occurrence.asked
        self.near = range(first.year, last.year + 1)
        begin = occurrence.time or dt.time(0, 0)
        if own_day:
            first, last, base = own_day, own_day, set()
        rows.append(self.row("occurrence", campaign["id"], first, begin, base))
        for task in campaign.get("tasks", []):
            asked, offset = set(base), Offset(task["due"])
            rows.append(self.row("task", task["id"], offset.day(first, last, self.workdays, asked), offset.clock,
                                 asked, to=task["owner"]))
        deadlines = {}
        for part in campaign.get("parts", []):
            deadlines[part["id"]] = self.deadline(part["due"], first, last, base)
            rows.append(self.due(part["id"], deadlines[part["id"]], part["id"]))
        for rule in campaign.get("reminders", []):
            if rule.get("of"):
                for part, (day, asked) in deadlines.items():
                    rows.append(self.reminder(rule, day, day, asked, part))
            else:
                rows.append(self.reminder(rule, first, last, base, None))
        if "report" in campaign:
            report = self.deadline(campaign["report"]["due"], first, last, base)
            rows.append(self.due("report", report, None))
        for index, rule in enumerate(campaign.get("chase", []), 1):
            named = dict(rule, id=rule.get("id", f"chase-{index}"))
            if rule.get("of"):
                rows += [self.chase(named, *deadlines[part], part) for part in deadlines]
            else:
                rows.append(self.chase(named, *report, None))
        return rows

    def row(self, kind, name, day, time, asked, **rest):
        instant = resolve(self.zone, day, time)
        return Row(kind, name, instant, mark=self.mark(day, asked), **rest)

    def mark(self, day, asked):
        """暂定 if a working day of a year without a notice was asked for on the way; - if no such year is near.

        ~ stands for a day of such a year that no notice can move: the rules leave open whether it is marked.
        """
        if not asked <= self.workdays.announced:
            return "暂定"
        return "-" if {day.year, *self.near} <= self.workdays.announced else "~"

    def deadline(self, text, first, last, base):
        """A deadline that was counted moves to the next working day; one written as a date stays."""
        asked, offset = set(base), Offset(text)
        if offset.date:
            return offset.date, set()
        day = offset.day(first, last, self.workdays, asked)
        return self.workdays.roll(day, 1, asked), asked

    def due(self, name, deadline, part):
        return self.row("due", name, deadline[0], END_OF_DAY, deadline[1], part=part)

    def reminder(self, rule, first, last, base, part):
        return self.message("remind", rule["id"], rule, Offset(rule["at"], MORNING), first, last, base, part)

    def chase(self, rule, day, base, part):
        return self.message("chase", rule["to"], rule, Offset(rule["after"], MORNING), day, day, base, part)

    def message(self, kind, name, rule, offset, first, last, base, part):
        asked = set(base)
        day = offset.day(first, last, self.workdays, asked)
        side = rule.get("if_closed", "earlier" if offset.step < 0 else "later")
        if side != "send":
            day = self.workdays.roll(day, -1 if side == "earlier" else 1, asked)
        row = self.row(kind, name, day, offset.clock, asked, part=part, digest=rule.get("digest") == "true",
                       rule=rule["id"], to=rule["to"], channel=rule["channel"])
        row.when = self.after_quiet_hours(row.when)
        return row

    def after_quiet_hours(self, instant):
        """Quiet hours delay to their end, whatever day that is; they run from their first minute up to their end."""
        (start, end), at = self.quiet, local(self.zone, instant)
        if start < end:
            return resolve(self.zone, at.date(), end) if start <= at.time() < end else instant
        if at.time() >= start:
            return resolve(self.zone, at.date() + DAY, end)
        return resolve(self.zone, at.date(), end) if at.time() < end else instant


ORDER = ["occurrence", "task", "remind", "due", "chase"]


def table(campaign, workdays, zone):
    """All years of a campaign: year, occurrence, date, weekday, time, kind, id, part, digest, provisional."""
    planner, lines = Planner(campaign, workdays, zone), []
    for year in YEARS:
        rows = [(occurrence.key, row) for occurrence in occurrences(campaign, year, workdays)
                for row in planner.rows(occurrence)]
        rows.sort(key=lambda pair: (pair[1].when, pair[0], ORDER.index(pair[1].kind), pair[1].name, pair[1].part or ""))
        for key, row in rows:
            at = local(planner.zone, row.when)
            lines.append("\t".join([
                str(year), key, f"{at:%Y-%m-%d}", WEEKDAYS[at.weekday()], f"{at:%H:%M}", row.kind, row.name,
                row.part or "-", "汇总" if row.digest else "-", row.mark]))
    return lines


# The reminders of single units

def units(path):
    table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["units"]
    return {unit["id"]: (LEVELS[unit["level"]], unit.get("parent")) for unit in table}


def ancestor(tree, unit, level):
    while unit and tree[unit][0] != level:
        unit = tree[unit][1]
    return unit


def instants(campaign, workdays, zone, tree, chosen, own_days, year):
    """Each message to the chosen units within a civil year of UTC: key, then the instant before spreading.

    A list that goes to a unit above stands under that unit and counts from the common day, since it is one message
    about units that may have chosen different days.
    """
    planner, lines = Planner(campaign, workdays, zone), set()
    who = campaign["who"]["units"]
    level = LEVELS.get(who["level"], who["level"])
    left_out = who.get("except", [])
    members = [unit for unit, (its, _) in tree.items() if its == level and unit not in left_out]
    for plan_year in (year - 1, year, year + 1):
        for occurrence in occurrences(campaign, plan_year, workdays):
            for unit in members:
                own = own_days.get((campaign["id"], occurrence.key, unit))
                for row in planner.rows(occurrence, own if follows_sessions(campaign) else None):
                    if row.kind not in ("remind", "chase") or row.digest:
                        continue
                    if unit in chosen and row.when.year == year:
                        lines.add(message_line(campaign, occurrence, row, unit))
            for row in planner.rows(occurrence):
                receivers = {ancestor(tree, unit, row.to.split(".")[0]) for unit in members} if row.digest else ()
                for unit in receivers:
                    if unit in chosen and row.when.year == year:
                        lines.add(message_line(campaign, occurrence, row, unit))
    return sorted(lines)


def unit_days(campaign, workdays, zone, own_days, unit, year):
    """What a unit that chose its day has to do and by when: the occurrence, its own tasks and its deadlines."""
    planner, lines = Planner(campaign, workdays, zone), []
    for occurrence in occurrences(campaign, year, workdays):
        own = own_days.get((campaign["id"], occurrence.key, unit))
        if not own:
            continue
        for row in planner.rows(occurrence, own if follows_sessions(campaign) else None):
            if row.kind in ("occurrence", "due") or row.kind == "task" and row.to.startswith("county."):
                at = local(planner.zone, row.when)
                lines.append("\t".join([campaign["id"], f"{at:%Y-%m-%dT%H:%M}", row.kind, row.name]))
    return lines


def follows_sessions(campaign):
    """A window that ends before the common day is for visits: what is planned keeps counting from the common day."""
    window = campaign["when"].get("hold_within", {})
    return not window.get("after", "").startswith("-")


def message_line(campaign, occurrence, row, unit):
    key = "/".join([campaign["id"], occurrence.key, row.part or "-", unit, row.rule, row.to, row.channel])
    return f"{key}\t{row.when:%Y-%m-%dT%H:%M:%SZ}"


# The known answers

def reproduces_2026(path):
    """Whether every block of the given plan of 2026 comes out, rows and order of days alike."""
    workdays = Workdays([EXAMPLES / "shared" / "calendar-2026.yaml"])
    expected, name, wrong = {}, "", 0
    for line in path.read_text(encoding="utf-8").splitlines()[2:]:
        if line.startswith("# "):
            name = re.sub(r" 2026: .*", "", line[2:])
            first = re.search(r"2026: (\S+)", line).group(1)
            expected[name] = [f"{first}\toccurrence"]
        elif line:
            day, weekday, time, what = line.split("\t")
            words = what.split()
            expected[name].append("\t".join([day, weekday, time, words[0], words[1], "汇总" if "汇总" in words else "-"]))
    for name, rows in expected.items():
        campaign = read(EXAMPLES / (name.split()[0] + ".yaml"), without="years" if "without" in name else None)
        computed = []
        for line in table(campaign, workdays, "Asia/Shanghai"):
            year, _, day, weekday, time, kind, what, _, digest, provisional = line.split("\t")
            if year == "2026":
                wrong += provisional != "-"
                computed.append(f"{day}\toccurrence" if kind == "occurrence"
                                else "\t".join([day, weekday, time, kind, what, digest]))
        missing, extra = set(rows) - set(computed), set(computed) - set(rows)
        for row in sorted(missing | extra):
            print(f"{name}: {'missing' if row in missing else 'extra'} {row}")
        wrong += len(missing) + len(extra) + (len(rows) != len(computed))
    return len(expected) == 5 and not wrong


def verify(rest_days, shifts, lunar):
    """Compares the days of this program with tables from elsewhere."""
    tables = json.load(open(rest_days))["years"]
    for path in sorted((REPOSITORY / "Campaigns" / "shared").glob("calendar-*.yaml")):
        workdays, year = Workdays([path]), int(path.stem[-4:])
        off = {text for text in list(tables[str(year)]["holidays"]) + list(tables[str(year)]["in_lieu"])}
        work = set(tables[str(year)]["workdays"])
        day = dt.date(year, 1, 1)
        while day.year == year:
            expected = day.isoformat() not in off and (day.weekday() < 5 or day.isoformat() in work)
            assert workdays.is_workday(day, set()) == expected, day
            day += DAY
    asked = 0
    workdays = Workdays(sorted((REPOSITORY / "Campaigns" / "shared").glob("calendar-*.yaml")))
    for case in map(json.loads, open(shifts)):
        day = dt.date.fromisoformat(case["date"])
        years = set()
        if case["op"] == "shift":
            step = 1 if case["n"] > 0 else -1
            answer = workdays.shift(day, abs(case["n"]), step, years).isoformat()
        elif case["op"] == "is_workday":
            answer = workdays.is_workday(day, years)
        else:
            continue
        if years <= workdays.announced:
            asked += 1
            assert answer == case["expected"], case
    for row in map(json.loads, open(lunar)):
        year = row["lunar_year"]
        if 2001 <= year <= 2050:
            assert dt.date.fromisoformat(row["solar_terms"]["清明"]) in statutory(year), year
            for month in row["months"]:
                start = dt.date.fromisoformat(month["start"])
                for number in (1, month["days"]):
                    assert lunar_day(year, month["m"], number, month["leap"]) == start + (number - 1) * DAY
                assert month["days"] == 30 or lunar_day(year, month["m"], 30, month["leap"]) is None
    print(f"days agree; {asked} shifts and questions within the announced years")


# What the tests expect

OWN_DAYS = {
    ("member-day-529", "2026", "diecai"): dt.date(2026, 5, 25),
    ("member-day-925", "2026", "diecai"): dt.date(2026, 9, 27),
    ("spring-visits", "2026", "diecai"): dt.date(2026, 2, 3),
    ("breastfeeding-week", "2026", "diecai"): dt.date(2026, 8, 3),
    ("mid-autumn", "2026", "diecai"): dt.date(2026, 9, 29),
    ("rest-day-reminders", "2026", "diecai"): dt.date(2026, 10, 10),
    ("chinese-words", "2026", "diecai"): dt.date(2026, 10, 17),
    ("span-override", "2026", "diecai"): dt.date(2026, 10, 10),
}
CHOSEN = {"diecai", "qixing", "guilin", "gx"}


def main():
    if sys.argv[1:2] == ["--verify"]:
        return verify(*sys.argv[2:5])
    if not reproduces_2026(TESTS / "Fixtures" / "plan-2026.tsv"):
        raise SystemExit("the plan of 2026 does not come out; nothing was written")
    zone = "Asia/Shanghai"
    announced = sorted((REPOSITORY / "Campaigns" / "shared").glob("calendar-*.yaml"))
    only_2026 = [EXAMPLES / "shared" / "calendar-2026.yaml"]
    sets = [("examples", EXAMPLES, only_2026), ("samples", REPOSITORY / "Campaigns", announced),
            ("made", PLANS, announced)]
    tree, messages, days = units(EXAMPLES / "shared" / "units.yaml"), [], []
    for name, folder, files in sets:
        (PLANS / name).mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.yaml")):
            campaign = read(path)
            lines = table(campaign, Workdays(files), zone)
            (PLANS / name / f"{path.stem}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
            if name != "samples":
                messages += instants(campaign, Workdays(files), zone, tree, CHOSEN, OWN_DAYS, 2026)
                days += unit_days(campaign, Workdays(files), zone, OWN_DAYS, "diecai", 2026)
    (PLANS / "instants-2026.tsv").write_text("\n".join(sorted(messages)) + "\n", encoding="utf-8")
    (PLANS / "unit-days-2026.tsv").write_text("\n".join(sorted(days)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
