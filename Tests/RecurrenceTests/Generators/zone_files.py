"""Writes Fixtures/zone-files.jsonl: zone files of both kinds, and what zdump reads in them.

Run as `python3 Tests/RecurrenceTests/Generators/zone_files.py` from the top of the checkout, where there are `zic`,
`zdump` and the tzdata.zi of the system.
"""
import base64
import json
import pathlib
import re
import subprocess
import tempfile
from datetime import datetime, timezone

HERE = pathlib.Path(__file__).resolve().parent
FIXTURE = HERE.parent / "Fixtures" / "zone-files.jsonl"
SOURCE = pathlib.Path("/usr/share/zoneinfo/tzdata.zi")

ZONES = """Africa/Casablanca Africa/Windhoek America/New_York America/Nuuk America/Santiago Antarctica/Troll Asia/Kathmandu
Asia/Shanghai Australia/Lord_Howe Etc/GMT+8 Europe/Dublin Europe/Lisbon Pacific/Apia Pacific/Chatham""".split()

# What no zone has today: hours beyond a day, a southern winter over the new year.
INVENTED = """
R W 2020 ma - Mar lastSun 50 1 D
R W 2020 ma - Oct Sun>=8 -30 0 S
Z Test/Hours 3:30 W %z
R N 2000 ma - Jan 5 1s 0 S
R N 2000 ma - Dec 30 23u 1 D
Z Test/NewYear 12 N %z
"""

LINE = re.compile(r"  (.{24}) UT = .* isdst=\d gmtoff=(-?\d+)$")


def changes(path):
    """The offset in 1800, and [instant, before, after] of each change until 2128."""
    text = subprocess.run(["zdump", "-v", "-c", "1801,2129", str(path)], capture_output=True, text=True, check=True).stdout
    points = []
    for line in text.splitlines():
        match = LINE.search(line)
        if match:
            moment = datetime.strptime(match[1].strip(), "%a %b %d %H:%M:%S %Y").replace(tzinfo=timezone.utc)
            points.append((int(moment.timestamp()), int(match[2])))
    pairs = list(zip(points[::2], points[1::2]))
    assert all(late[0] == early[0] + 1 for early, late in pairs)
    return [[late[0], early[1], late[1]] for early, late in pairs if early[1] != late[1]]


with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder) / "source"
    source.write_text(SOURCE.read_text() + INVENTED)
    for kind in ["fat", "slim"]:
        subprocess.run(["zic", "-b", kind, "-d", f"{folder}/{kind}", source], check=True)
    rows = []
    for zone in ZONES + ["Test/Hours", "Test/NewYear"]:
        fat, slim = (pathlib.Path(folder) / kind / zone for kind in ["fat", "slim"])
        expected = changes(fat)
        assert expected == changes(slim), zone
        rows.append({"zone": zone, "fat": base64.b64encode(fat.read_bytes()).decode(),
                     "slim": base64.b64encode(slim.read_bytes()).decode(), "changes": expected})
FIXTURE.write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows))
