"""Packs Fixtures/chinese-calendar.txt into Sources/Recurrence/ChineseCalendar/LunarTable.swift.

Run as `python3 Tests/RecurrenceTests/Generators/lunar_table.py` from the top of the checkout.
"""
import datetime
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
FIXTURE = HERE.parent / "Fixtures" / "chinese-calendar.txt"
TARGET = HERE.parents[2] / "Sources" / "Recurrence" / "ChineseCalendar" / "LunarTable.swift"


def pack(rows):
    """(one 32-bit word a lunar year, first possible day of each term, one 48-bit word a Gregorian year)."""
    years, terms, first = [], [], [31] * 24
    for year, new_year, leap, lengths, days, _ in rows:
        offset = (datetime.date.fromisoformat(new_year) - datetime.date(int(year), 1, 1)).days
        long = sum((days == "30") << index for index, days in enumerate(lengths.split()))
        assert 0 <= offset < 64 and set(lengths.split()) <= {"29", "30"}
        years.append(int(leap) | long << 4 | offset << 17)
        for index, term in enumerate(days.split()):
            assert int(term[:2]) == index // 2 + 1
            first[index] = min(first[index], int(term[2:]))
    for row in rows:
        late = [int(term[2:]) - first[index] for index, term in enumerate(row[4].split())]
        assert all(0 <= value < 4 for value in late)
        terms.append(sum(value << 2 * index for index, value in enumerate(late)))
    return years, first, terms


def literal(numbers, width, per_line):
    lines = []
    for start in range(0, len(numbers), per_line):
        lines.append("    " + ", ".join(f"0x{n:0{width}x}" for n in numbers[start:start + per_line]) + ",")
    return "\n".join(lines)


rows = [line.split("|") for line in FIXTURE.read_text().splitlines() if not line.startswith("#")]
assert [int(row[0]) for row in rows] == list(range(1901, 2100))
years, first, terms = pack(rows)
undecided = [day for row in rows for day in row[5].split()]
marks = ", ".join(str((datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days) for day in undecided)
TARGET.write_text(f'''/// The Chinese calendar of 1901-2099, packed: 796 bytes for the months, 1,616 for the solar terms.
///
/// Made by `Tests/RecurrenceTests/Generators/lunar_table.py` from `Fixtures/chinese-calendar.txt` beside it, which
/// holds what the Hong Kong Observatory prints, compared day by day with ten other sources. Don't edit.
enum LunarTable {{
  /// A word a lunar year: bits 0-3 leap month or 0; bit 4 + i set if the i-th month in order has 30 days; bits
  /// 17-22 days from 1 January to the new year.
  static let years: [UInt32] = [
{literal(years, 6, 10)}
  ]

  /// Each solar term's earliest day of its month, from 小寒; term i falls in Gregorian month i / 2 + 1.
  static let firstTermDays: [UInt8] = [
    {", ".join(str(day) for day in first[:12])},
    {", ".join(str(day) for day in first[12:])},
  ]

  /// A word a Gregorian year: bits 2i and 2i + 1 hold how many days after its earliest day term i falls.
  static let terms: [UInt64] = [
{literal(terms, 12, 6)}
  ]

  /// Day numbers of months whose new moon falls within a minute or so of midnight in China, so that a later
  /// computation may still move them by a day: {", ".join(undecided)}.
  static let undecidedMonthStarts: [Int32] = [{marks}]
}}
''')
