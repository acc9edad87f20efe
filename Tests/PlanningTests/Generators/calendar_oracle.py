"""Days for plan_oracle.py: rest days, working days, lunar days, civil times of a zone.

Shares nothing with the Swift sources: lunar days come from two libraries of PyPI that must agree, zones from
Python's own zone data, rules from dateutil.
"""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import yaml
from lunarcalendar import Converter, Lunar
from lunardate import LunarDate

DAY = dt.timedelta(days=1)
WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]


def date(text):
    """`2026-05-29` or `2026年5月29日`."""
    return dt.date(*map(int, re.fullmatch(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})日?", text.strip()).groups()))


def month_day(text):
    """`05-29` or `5月29日`, as (5, 29)."""
    return tuple(map(int, re.fullmatch(r"(\d{1,2})[-月](\d{1,2})日?", text.strip()).groups()))


def clock(text):
    return dt.time(*map(int, text.strip().split(":")))


def span(text):
    """The two ends of `A to B` or `A 至 B`, or the same text twice."""
    ends = re.split(r"\s+to\s+|\s*至\s*", text.strip())
    return (ends[0], ends[-1])


def lunar_day(year, month, day, leap=False):
    """The civil date of a lunar one, or None if that year lacks it; both libraries have to say the same."""

    def asked(convert):
        try:
            return convert()
        except Exception:
            return None

    one = asked(lambda: LunarDate(year, month, day, leap).to_solar_date())
    other = asked(lambda: Converter.Lunar2Solar(Lunar(year, month, day, isleap=leap)).to_date())
    if one != other:
        raise SystemExit(f"the lunar libraries differ on {year}/{month}/{day} leap={leap}: {one}, {other}")
    return one


MONTHS = dict(zip("正 二 三 四 五 六 七 八 九 十 十一 十二".split(), range(1, 13)))
MONTHS |= {"一": 1, "冬": 11, "腊": 12}
DIGITS = dict(zip("一二三四五六七八九", range(1, 10)))


def lunar_words(text):
    """(month, day, leap) of 正月初一, 闰六月初一, 腊月三十; 除夕 is the last day that month 12 has."""
    if text == "除夕":
        return (12, 30, False)
    leap, month, day = re.fullmatch(r"(闰?)(.+?)月(.+)", text).groups()
    if day in ("初十", "二十", "三十"):
        number = {"初十": 10, "二十": 20, "三十": 30}[day]
    elif day == "十":
        number = 10
    else:
        number = {"初": 0, "十": 10, "廿": 20}[day[0]] + DIGITS[day[1]]
    return (MONTHS[month], number, bool(leap))


def lunar_dates_of(year, text):
    """The civil date of the lunar day in a lunar year, named by the Gregorian year in which it begins.

    So the eve of the Spring Festival of "2026" falls in February 2027. Day 30 of a month of 29 is its last day; a
    leap month that the year lacks gives nothing.
    """
    month, day, leap = lunar_words(text)
    if lunar_day(year, month, 1, leap) is None:
        return []
    civil = lunar_day(year, month, day, leap)
    return [civil or lunar_day(year, month, 29, leap)]


def statutory(year):
    """The days fixed by law: 11 up to 2024, 13 since 2025 (the eve of the Spring Festival and 2 May)."""
    new_year = lunar_day(year, 1, 1)
    # The usual formula of 清明 for 2000-2099, proved by --verify against a printed table.
    qingming = dt.date(year, 4, int((year - 2000) * 0.2422 + 4.81) - (year - 2000) // 4)
    days = {dt.date(year, 1, 1), new_year, new_year + DAY, new_year + 2 * DAY, qingming, dt.date(year, 5, 1)}
    days |= {lunar_day(year, 5, 5), lunar_day(year, 8, 15)} | {dt.date(year, 10, day) for day in (1, 2, 3)}
    return days | ({new_year - DAY, dt.date(year, 5, 2)} if year >= 2025 else set())


class Workdays:
    """Working days; `asked` collects the years that an answer depended on."""

    def __init__(self, files):
        self.off, self.work, self.announced = set(), set(), set()
        for path in files:
            text = yaml.load(open(path, encoding="utf-8"), Loader=yaml.BaseLoader)
            year = int(text["year"])
            self.announced.add(year)
            self.off |= set(self.days(year, text["off"]))
            self.work |= set(self.days(year, text.get("work", [])))

    @staticmethod
    def days(year, texts):
        for text in texts:
            first, last = (dt.date(year, *month_day(end)) for end in span(text))
            while first <= last:
                yield first
                first += DAY

    def is_workday(self, day, asked):
        asked.add(day.year)
        if day.year not in self.announced:
            return day.weekday() < 5 and day not in statutory(day.year)
        return day not in self.off and (day.weekday() < 5 or day in self.work)

    def roll(self, day, step, asked):
        while not self.is_workday(day, asked):
            day += step * DAY
        return day

    def shift(self, day, count, step, asked):
        """The count-th working day from a day, which is never counted itself."""
        while count:
            day += step * DAY
            count -= self.is_workday(day, asked)
        return day


def resolve(zone, day, time):
    """The instant of a civil time: in a gap by the offset before it, so later; in an overlap the first."""
    return dt.datetime.combine(day, time, ZoneInfo(zone)).astimezone(dt.timezone.utc)


def local(zone, instant):
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
