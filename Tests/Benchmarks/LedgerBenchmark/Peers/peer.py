#!/usr/bin/env python3
"""What a script would do with the same tables: read them with csv, write them with sqlite3, print the seconds it took.

peer.py signin FILE DATABASE | events FILE DATABASE | make FOLDER (the same sign-in sheet in GB18030 and, with openpyxl, XLSX)
"""
import csv
import hashlib
import json
import pathlib
import sqlite3
import sys
import time


def rows(path):
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with open(path, encoding=encoding, newline="") as file:
                yield from csv.reader(file)
            return
        except UnicodeDecodeError:
            continue


def database(path):
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, unit TEXT, session INTEGER, kind TEXT, body TEXT, "
                 "source TEXT, previous TEXT, hash TEXT UNIQUE)")
    base.execute("CREATE INDEX by_unit ON entry (unit, session)")
    base.execute("CREATE INDEX by_source ON entry (source)")
    return base


def signin(path, base):
    seen = {}
    total = 0
    for row in rows(path):
        if len(row) < 5 or not row[0].isdigit():
            continue
        key = (row[1].replace(" ", ""), row[3].replace(" ", "").replace("-", ""))
        if key not in seen:
            seen[key] = int(row[4])
            total += int(row[4])
    base.execute("INSERT INTO entry VALUES (1, 'u', 1, 'count', ?, 's', '', 'h')", [json.dumps({"n": total})])


def events(path, base):
    previous = ""
    number = 0
    for row in rows(path):
        if not row[0].isdigit():
            continue
        session = {"title": row[3], "date": {"day": row[2]}, "status": "held", "organisers": [row[1]]}
        bodies = [("session", session), ("count", {"measure": "参加", "quantity": {"n": row[4], "certainty": "exact"}}),
                  ("goods", {"item": "宣传资料", "quantity": {"n": row[5][:-1], "certainty": "atLeast"}})]
        source = hashlib.sha256(json.dumps(bodies).encode()).hexdigest()
        for kind, body in bodies:
            number += 1
            text = json.dumps(body, sort_keys=True, ensure_ascii=False)
            digest = hashlib.sha256(f"{number}{row[1]}{kind}{text}{source}{previous}".encode()).hexdigest()
            base.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                         [number, row[1], int(row[0]), kind, text, source, previous, digest])
            previous = digest


def make(folder):
    folder = pathlib.Path(folder)
    text = (folder / "signin.csv").read_text("utf-8")
    (folder / "signin-gb18030.csv").write_bytes(text.encode("gb18030"))
    try:
        import openpyxl
    except ImportError:
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("签到")
    for row in csv.reader(text.splitlines()):
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(folder / "signin.xlsx")


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    start = time.perf_counter()
    base = database(sys.argv[3])
    {"signin": signin, "events": events}[sys.argv[1]](sys.argv[2], base)
    base.commit()
    print(time.perf_counter() - start)
