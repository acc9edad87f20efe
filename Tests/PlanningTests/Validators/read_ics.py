"""Prints the events of an iCalendar file as JSON lines, as the library python3-icalendar reads them.

Times with a TZID are resolved by the VTIMEZONE in the file and not by the system's zones; one that the zone skips or
repeats is an error, since programs don't agree on what it means.
"""

import datetime
import json
import sys

import icalendar
import pytz


def zones(calendar):
    return {str(part["TZID"]): part.to_tz() for part in calendar.walk("VTIMEZONE")}


def instant(value, known):
    local = value.dt
    if not isinstance(local, datetime.datetime):
        return local.isoformat()
    name = value.params.get("TZID")
    if name is None:
        if local.utcoffset() != datetime.timedelta(0):
            raise ValueError(f"{local} is neither in UTC nor in a zone")
        return local.strftime("%Y-%m-%dT%H:%M:%SZ")
    aware = known[name].localize(local.replace(tzinfo=None), is_dst=None)
    return aware.astimezone(pytz.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def event(component, known):
    if component.errors:
        raise ValueError(component.errors)
    rule = component.get("RRULE")
    categories = component["CATEGORIES"].cats
    return {
        "uid": str(component["UID"]),
        "start": instant(component["DTSTART"], known),
        "end": instant(component["DTEND"], known),
        "days": rule["COUNT"][0] if rule else 1,
        "summary": str(component["SUMMARY"]),
        "description": str(component["DESCRIPTION"]),
        "location": str(component.get("LOCATION", "")),
        "categories": [str(category) for category in categories],
        "status": str(component["STATUS"]),
        "sequence": component["SEQUENCE"],
        "stamp": instant(component["DTSTAMP"], known),
        "transparent": str(component["TRANSP"]) == "TRANSPARENT",
    }


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    with open(sys.argv[1], "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    known = zones(calendar)
    for component in calendar.subcomponents:
        if component.name == "VEVENT":
            print(json.dumps(event(component, known), ensure_ascii=False))
        elif component.name != "VTIMEZONE":
            raise ValueError(f"a calendar of plans has no {component.name}")


main()
