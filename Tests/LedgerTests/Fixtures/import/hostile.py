#!/usr/bin/env python3
"""Writes workbooks that mean harm, or are none, into the folder named: hostile.py FOLDER. Nothing but the standard library."""
import pathlib
import struct
import sys
import zipfile

folder = pathlib.Path(sys.argv[1])
types = ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/")
parts = {
    "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{types}officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
        f'<Relationships><Relationship Id="r1" Type="{types}worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def cell(address, text):
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


header = '<row r="1">' + cell("A1", "姓名") + cell("B1", "人数") + "</row>"


def sheet(rows, tail=""):
    return f"<worksheet><sheetData>{header}{rows}</sheetData>{tail}</worksheet>"


def book(name, rows="", extra=(), tail="", **other):
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in {**parts, "xl/worksheets/sheet1.xml": sheet(rows, tail), **other}.items():
            archive.writestr(path, text)
        for path, text in extra:
            archive.writestr(path, text)


person = '<row r="2">' + cell("A2", "甲") + '<c r="B2"><v>2</v></c></row>'
book("fine.xlsx", person)
book("spaces.xlsx", person + " " * (100 << 20))
book("many-parts.xlsx", person, extra=[(f"xl/x{n}.xml", "") for n in range(10_001)])
book("nested.xlsx", person, extra=[("xl/media/inner.zip", (folder / "spaces.xlsx").read_bytes())])
book("outside.xlsx", person, extra=[("../../outside.txt", "x"), ("/etc/outside.txt", "x")])
book("twice.xlsx", person, extra=[("xl/workbook.xml", parts["xl/workbook.xml"])])
laughs = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi")) + "]>"
book("laughs.xlsx", **{"xl/worksheets/sheet1.xml": laughs + sheet('<row r="2">' + cell("A2", "&i;") + "</row>")})
book("deep.xlsx", "<row>" + "<x>" * 5000 + "</x>" * 5000 + "</row>")
book("formula.xlsx", person + '<row r="3">' + cell("A3", "乙") + '<c r="B3"><f>B2+1</f></c></row>'
     + '<row r="4">' + cell("A4", "丙") + '<c r="B4"><f>B2+1</f><v>3</v></c></row>'
     + '<row r="5">' + cell("A5", "丁") + '<c r="B5" t="e"><v>#REF!</v></c></row>'
     + '<row r="6">' + cell("A6", "=cmd|x!A1") + '<c r="B6"><v>1</v></c></row>')
book("merged.xlsx", person + '<row r="3">' + cell("A3", "乙") + '<c r="B3"/></row>'
     + '<row r="4">' + cell("A4", "丙") + '<c r="B4"><v>1</v></c></row>',
     tail='<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')
book("leap.xlsx", person, **{
    "xl/worksheets/sheet1.xml": '<worksheet><sheetData><row r="1">' + cell("A1", "单位") + cell("B1", "日期") + cell(
        "C1", "活动") + '</row><row r="2">' + cell("A2", "叠彩区") + '<c r="B2" s="1"><v>60</v></c>' + cell("C2", "课")
    + "</row></sheetData></worksheet>",
    "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>", f'<Relationship Id="r2" Type="{types}styles" Target="styles.xml"/></Relationships>'),
    "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'})
book("far.xlsx", person + '<row r="1048576">' + cell("XFD1048576", "x") + "</row>"
     + '<row r="99999999">' + cell("A3", "乙") + "</row>")
whole = (folder / "fine.xlsx").read_bytes()
(folder / "half.xlsx").write_bytes(whole[: len(whole) // 2])
# The flag of encryption in the central directory and in each local header.
locked = bytearray(whole)
for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    at = locked.find(mark)
    while at >= 0:
        struct.pack_into("<H", locked, at + flags, struct.unpack_from("<H", locked, at + flags)[0] | 1)
        at = locked.find(mark, at + 4)
(folder / "locked.xlsx").write_bytes(locked)
old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
(folder / "old.xls").write_bytes(old)
(folder / "password.xlsx").write_bytes(old + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512)
(folder / "web.xls").write_text("\n<html><table><tr><td>姓名</td></tr></table></html>", encoding="utf-8-sig")
(folder / "web-16.xls").write_text('<?xml version="1.0"?><Workbook/>', encoding="utf-16")
(folder / "scan.pdf").write_bytes(b"%PDF-1.7\n")
(folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF")
(folder / "bytes.csv").write_bytes(bytes(range(256)) * 40)
(folder / "empty.csv").write_bytes(b"")
(folder / "words.csv").write_text("今天开会\n明天放假\n", "utf-8")
with zipfile.ZipFile(folder / "ods.xlsx", "w") as archive:
    archive.writestr("content.xml", "<x/>")
