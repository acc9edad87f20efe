"""Campaign files for plan_oracle.py: their keys in English, and the language of days and clocks."""

import datetime as dt
import pathlib
import re

import yaml

from calendar_oracle import DAY, clock, date

TESTS = pathlib.Path(__file__).resolve().parent.parent
END_OF_DAY = dt.time(23, 59)
MORNING = dt.time(9, 7)

WORDS = yaml.load((TESTS / "Fixtures" / "keys-zh.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
KEYS = {chinese: english for english, chinese in WORDS["keys"].items()}
KEYS |= {"于": "on", "规则": "rrule", "起": "start", "时区": "zone", "除外": "except", "过期": "expires",
         "停办": "skip", "测试": "tests"}
PLACED = {("范围", "单位"): "units", ("who", "单位"): "units", ("催报", "逾期"): "after", ("chase", "逾期"): "after"}
VALUES = WORDS["values"] | {"照发": "send", "月": "month", "周": "week", "日": "day", "每个分项": "each part"}
WORD_KEYS = {"every", "if_closed", "digest", "skip", "of"}


def in_english(node, parent=""):
    """The same file with English keys, and English words where a key takes words."""
    if isinstance(node, list):
        return [in_english(item, parent) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        name = PLACED.get((parent, key)) or KEYS.get(key, key)
        if name in WORD_KEYS and isinstance(value, str):
            value = VALUES.get(value, value)
        result[name] = in_english(value, key)
    return result


def read(path, without=None):
    campaign = in_english(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    campaign.pop(without, None)
    return campaign


class Offset:
    """`5 workdays before, 09:07`, `前5个工作日 09:07`, `on the day`, `1 week after`, or a date."""

    def __init__(self, text, default=END_OF_DAY):
        words, _, time = re.fullmatch(r"(.*?)([，,\s]+(\d{1,2}:\d{2}))?", text.strip()).groups()
        self.clock = clock(time) if time else default
        self.date = self.count = None
        if re.match(r"\d{4}[-年]", words):
            self.date = date(words)
            return
        if words in ("on the day", "当天"):
            self.count, self.step, self.workdays = 0, -1, False
            return
        english = re.fullmatch(r"(\d+) (workday|day|week)s?(?: (before|after))?", words)
        chinese = re.fullmatch(r"([前后]?)(\d+)(个工作日|天|周)", words)
        if english:
            number, unit, side = english.groups()
        else:
            side, number, unit = chinese.groups()
        self.workdays = unit in ("workday", "个工作日")
        self.count = int(number) * (7 if unit in ("week", "周") else 1)
        self.step = -1 if side in ("before", "前") else 1

    def day(self, first, last, workdays, asked):
        """Before counts from the first day, after from the last; day 0 is never counted."""
        if self.date:
            return self.date
        start = first if self.step < 0 else last
        if self.workdays:
            return workdays.shift(start, self.count, self.step, asked)
        return start + self.step * self.count * DAY
