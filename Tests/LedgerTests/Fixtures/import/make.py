#!/usr/bin/env python3
"""Makes the spreadsheets and encodings beside it: make.py, with openpyxl; soffice for the ones that end in -lo.

The sheets are the sample sign-in sheet in other clothes, and random tables with what a reader must find in them.
"""
import csv
import datetime
import io
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

here = pathlib.Path(__file__).parent


def signin():
    text = (here / "signin-utf8-bom.csv").read_text("utf-8-sig")
    for encoding, name in [("gb18030", "gb18030"), ("utf-16", "utf16-bom"), ("utf-16-le", "utf16le"),
                           ("utf-16-be", "utf16be")]:
        (here / f"signin-{name}.csv").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    rows = list(csv.reader(io.StringIO(text)))
    (here / "signin-tabs.txt").write_text("\n".join("\t".join(row) for row in rows) + "\n", "utf-8")
    (here / "signin-semicolon.csv").write_text("\n".join(";".join(row) for row in rows) + "\n", "utf-8")
    (here / "signin-fullwidth.csv").write_bytes("\r".join("，".join(row) for row in rows).encode("gb18030"))
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "说明"
    notes.append(["请各社区于月底前交表"])
    hidden = book.create_sheet("旧表")
    hidden.append(["姓名", "电话", "人数"])
    hidden.append(["旧人", "12900000099", 1])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("签到")
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() and len(cell) < 4 else cell or None for cell in row])
    sheet.merge_cells("A1:G1")
    # The village of rows 4 and 5 in one cell, and a name with a word in bold.
    sheet["D5"] = None
    sheet.merge_cells("D4:D5")
    sheet["B8"] = CellRichText("张", TextBlock(InlineFont(b=True), "三"))
    book.save(here / "signin.xlsx")


def random_rows(generator):
    words = ["朝阳", "东江,社区", "带\"引号\"", "两\n行", "宣传资料 500 余份", "😀花", "a", " b ", "=1+1", "'x", "1/2", "〃", ""]
    rows = []
    for _ in range(200):
        row = []
        for _ in range(generator.randint(1, 9)):
            kind = generator.randrange(6)
            if kind == 0:
                row.append(generator.randint(-5, 10 ** generator.randint(1, 11)))
            elif kind == 1:
                row.append(round(generator.uniform(-100, 1000), generator.randint(1, 4)))
            elif kind == 2:
                row.append(datetime.date(1900, 3, 1) + datetime.timedelta(generator.randint(0, 60000)))
            elif kind == 3:
                row.append(generator.random() < 0.5)
            else:
                row.append(generator.choice(words))
        row.append("完")
        rows.append(row)
    return rows


def shown(cell):
    """What a reader makes of a value: the text of the cell."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (datetime.datetime, datetime.date)):
        return cell.isoformat()[:10]
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return str(cell).strip()


def as_formatted(cell):
    text = shown(cell.value)
    return text + "元" if "元" in cell.number_format and text[:1].isdigit() else text


def tables(seed):
    generator = random.Random(seed)
    rows = random_rows(generator)
    for name, epoch in [("random-1900", None), ("random-1904", CALENDAR_MAC_1904)]:
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        sheet = book.active
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if epoch and isinstance(value, datetime.date) and value.year < 1904:
                    value = datetime.date(2004, 2, 29)
                cell = sheet.cell(number, column)
                cell.value = value
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
                if isinstance(value, datetime.date):
                    cell.number_format = generator.choice(
                        ["yyyy-mm-dd", "yyyy\"年\"m\"月\"d\"日\"", "m/d/yy", "[$-804]yyyy/m/d;@", "d-mmm-yy"])
                elif isinstance(value, float):
                    cell.number_format = generator.choice(["General", "0.00", "#,##0.00\"元\"", "0.00_ ;[Red]-0.00"])
        path = here / f"{name}.xlsx"
        book.save(path)
        read = openpyxl.load_workbook(path).active
        cells = [[as_formatted(cell) for cell in row] for row in read.iter_rows()]
        (here / f"{name}.json").write_text(json.dumps(cells, ensure_ascii=False, indent=0), "utf-8")
    texts = [[shown(cell) for cell in row] for row in rows]
    (here / "random.json").write_text(json.dumps(texts, ensure_ascii=False, indent=0), "utf-8")
    for encoding, delimiter, end in [("utf-8", ",", "\n"), ("gb18030", ";", "\r\n"), ("utf-16", "\t", "\r\n")]:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(texts)
        (here / f"random-{encoding}.csv").write_bytes(out.getvalue().encode(encoding))


def office(*names):
    if not shutil.which("soffice"):
        sys.exit("soffice is missing: the -lo files stay as they are")
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", folder, here / f"{name}.xlsx"],
                           check=True, stdout=subprocess.DEVNULL)
            shutil.copy(pathlib.Path(folder) / f"{name}.xlsx", here / f"{name}-lo.xlsx")


signin()
tables(629)
office("signin", "random-1900", "random-1904")
