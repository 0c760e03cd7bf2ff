"""Workbooks that want to do harm."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from typing import TYPE_CHECKING

import openpyxl

from tests.fault.hostile.made import LAUGHS, LONG, XXE

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = Callable[[], bytes]

SHEET = "xl/worksheets/sheet1.xml"
STYLES, STRINGS, BOOK = "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(parts: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook, some of its parts replaced or added."""
    plain = openpyxl.Workbook()
    plain.create_sheet("数据").sheet_state = "hidden"
    buffer = io.BytesIO()
    plain.save(buffer)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, (parts or {}).get(name, old.read(name)))
        for name in (parts or {}).keys() - set(old.namelist()):
            new.writestr(name, (parts or {})[name])
    return made.getvalue()


def sheet(body: str, before: str = "", root: str = "worksheet") -> bytes:
    return f'<?xml version="1.0"?>{before}<{root} {NS}>{body}</{root}>'.encode()


def rows(count: int, cells: int) -> str:
    row = "".join("<c><v>1</v></c>" for _ in range(cells))
    return "<sheetData>" + "".join(f"<row>{row}</row>" for _ in range(count)) + "</sheetData>"


def lying_size() -> bytes:
    """A member whose header says it is small."""
    content = bytearray(book({SHEET: sheet(rows(3000, 100))}))
    at = content.find(b"PK\1\2")
    while content[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = content.find(b"PK\1\2", at + 4)
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def renamed_sheet(body: str) -> bytes:
    """A sheet that lies in a part without an ending of XML."""
    plain = book()
    with zipfile.ZipFile(io.BytesIO(plain)) as old:
        links = old.read("xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"sheet1.dat")
        types = old.read("[Content_Types].xml").replace(b"sheet1.xml", b"sheet1.dat")
    parts = {"xl/_rels/workbook.xml.rels": links, "[Content_Types].xml": types}
    return book({**parts, "xl/worksheets/sheet1.dat": sheet(body)})


COMMENT = f"<!--{'x' * 200_000}-->"
XLSX: dict[str, Made] = {
    "zip bomb": lambda: book({SHEET: sheet("<!--" + " " * 300_000_000 + "-->")}),
    "many zip bombs": lambda: book({f"x{i}.xml": bytes(900_000) for i in range(190)}),
    "too many parts": lambda: book({f"x{i}.xml": b"<x/>" for i in range(500)}),
    "a size that lies": lying_size,
    "too many cells": lambda: book({SHEET: sheet(rows(5000, 100))}),
    "too many cells by another name": lambda: renamed_sheet(rows(5000, 100)),
    "deep": lambda: book({SHEET: sheet("<a>" * 300_000 + "</a>" * 300_000)}),
    "shallow but endless": lambda: book({SHEET: sheet("<a/>" * 2_000_000)}),
    "the last cell": lambda: book(
        {
            SHEET: sheet(
                '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
                '<c r="XFD1048576"><v>1</v></c></row></sheetData>'
            )
        }
    ),
    "laughs": lambda: book({SHEET: sheet("<c>&l9;</c>", LAUGHS)}),
    "external entity": lambda: book({SHEET: sheet("<c>&e;</c>", XXE)}),
    "entity after a long comment": lambda: book(
        {SHEET: sheet("&e;", f"<!--{'x' * 200_000}-->{XXE}")}
    ),
    "entity in utf-16": lambda: book({SHEET: sheet("&e;", XXE).decode().encode("utf-16")}),
    "macro": lambda: book({"xl/vbaProject.bin": b"x"}),
    "truncated": lambda: book()[:-200],
    "encrypted, old, or a wps file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "a renamed csv": lambda: "序号,工作任务\n1,思政".encode("gbk"),
    "nothing": lambda: b"",
    "a foreign workbook": book,
    "eleven megabytes": lambda: bytes(11 * 2**20),
}


def data_sheet(rows: list[list[str]]) -> bytes:
    """A workbook that says it is ours, its hidden sheet as given: names, then pieces of text."""
    made = openpyxl.Workbook()
    made.worksheets[0].title = "任务清单"
    hidden = made.create_sheet("数据")
    hidden.sheet_state = "hidden"
    for row in rows:
        hidden.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def of_ours(document: object, shown: object) -> bytes:
    """A workbook whose hidden sheet carries these two."""
    texts = [json.dumps(document), json.dumps(shown)]
    pieces = [[text[at : at + 30_000] for text in texts] for at in range(0, 3_000_000, 30_000)]
    filled = [piece for piece in pieces if any(piece)]
    return data_sheet([["canonical", "shown"], *filled])


def many_sheets(count: int, cells: int) -> bytes:
    body = sheet(rows(cells // 100, 100))
    names = [f"xl/worksheets/sheet{n}.xml" for n in range(1, count + 1)]
    listed = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count + 1))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, count + 1)
    )
    package_kind = "http://schemas.openxmlformats.org/package/2006/relationships"
    return book(
        {
            **dict.fromkeys(names, body),
            BOOK: f'<workbook {NS} xmlns:r="{kind}"><sheets>{listed}</sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package_kind}">{links}</Relationships>'.encode()
            ),
        }
    )


def as_picture(body: bytes) -> bytes:
    """A worksheet in a part that is called a picture."""
    plain = book()
    with zipfile.ZipFile(io.BytesIO(plain)) as old:
        links = old.read("xl/_rels/workbook.xml.rels").replace(b"sheet1.xml", b"sheet1.png")
        types = old.read("[Content_Types].xml").replace(b"sheet1.xml", b"sheet1.png")
    parts = {"xl/_rels/workbook.xml.rels": links, "[Content_Types].xml": types}
    return book({**parts, "xl/worksheets/sheet1.png": body})


def styles(inner: str) -> bytes:
    return f"<styleSheet {NS}>{inner}</styleSheet>".encode()


XF, FONT = '<xf numFmtId="{}"/>', '<font><sz val="{}"/></font>'
FORMAT, NAMED = (
    '<numFmt numFmtId="{0}" formatCode="{0}"/>',
    '<definedName name="n{}">A1</definedName>',
)


def many(pattern: str, count: int) -> str:
    """A pattern with numbers in no order, so that it packs no better than a file of worth."""
    return "".join(pattern.format(n * 7919 % 1_000_003) for n in range(count))


def cells(inner: str) -> bytes:
    return sheet(f"<sheetData><row>{inner}</row></sheetData>")


def twice() -> bytes:
    """Two members of one name: which one is looked at, and which is read?"""
    buffer = io.BytesIO(book())
    with zipfile.ZipFile(buffer, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that is what it is for
        archive.writestr(SHEET, sheet(rows(600, 99)))
    return buffer.getvalue()


def flagged(bit: int) -> bytes:
    """Every member's flags changed: encrypted, patched."""
    content = bytearray(book())
    at = content.find(b"PK\1\2")
    while at >= 0:
        content[at + 8] |= bit
        at = content.find(b"PK\1\2", at + 4)
    return bytes(content)


def packed_by(method: int) -> bytes:
    content = bytearray(book())
    at = content.find(b"PK\1\2")
    while at >= 0:
        content[at + 10] = method
        at = content.find(b"PK\1\2", at + 4)
    return bytes(content)


KEYS = [f"k{n}" for n in range(20)]
ROW = dict.fromkeys(KEYS, "x")
HEAD = {"head": {"name": "校"}, "foot": {}}
XLSX |= {
    "many styles": lambda: book({STYLES: styles(f"<cellXfs>{many(XF, 390_000)}</cellXfs>")}),
    "many fonts": lambda: book({STYLES: styles(f"<fonts>{many(FONT, 130_000)}</fonts>")}),
    "many formats": lambda: book({STYLES: styles(f"<numFmts>{many(FORMAT, 300_000)}</numFmts>")}),
    "sixty sheets at the limit": lambda: many_sheets(60, 50_000),
    "a hundred sheets": lambda: many_sheets(100, 500),
    "a worksheet that is called a picture": lambda: as_picture(sheet(rows(5000, 100))),
    "a long attribute": lambda: book({SHEET: cells(f'<c r="{LONG}"/>')}),
    "a long attribute name": lambda: book({SHEET: cells(f'<c {LONG}="1"/>')}),
    "many attributes": lambda: book(
        {SHEET: cells("<c " + " ".join(f'a{n}="{n * 31}"' for n in range(300_000)) + "/>")}
    ),
    "a long tag": lambda: book({SHEET: sheet(f"<{LONG}/>")}),
    "a long text": lambda: book({SHEET: cells(f'<c t="inlineStr"><is><t>{LONG}</t></is></c>')}),
    "a long cdata": lambda: book({SHEET: cells(f"<c><v><![CDATA[{LONG}]]></v></c>")}),
    "a long instruction": lambda: book({SHEET: sheet(f"<?x {LONG}?>")}),
    "many namespaces": lambda: book(
        {SHEET: sheet("".join(f'<a xmlns:n{n}="u{n}"/>' for n in range(190_000)))}
    ),
    "all cells merged": lambda: book(
        {SHEET: sheet('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')}
    ),
    "whole rows merged": lambda: book(
        {SHEET: sheet('<sheetData/><mergeCells><mergeCell ref="1:1048576"/></mergeCells>')}
    ),
    "a merge of nothing": lambda: book(
        {SHEET: sheet('<sheetData/><mergeCells><mergeCell ref=""/></mergeCells>')}
    ),
    "many merges": lambda: book(
        {
            SHEET: sheet(
                "<sheetData/><mergeCells>"
                + "".join(f'<mergeCell ref="A{n}:D{n}"/>' for n in range(1, 190_000, 2))
                + "</mergeCells>"
            )
        }
    ),
    "columns without end": lambda: book(
        {SHEET: sheet('<cols><col min="1" max="999999999" width="9"/></cols><sheetData/>')}
    ),
    "many columns": lambda: book(
        {
            SHEET: sheet(
                "<cols>"
                + "".join(f'<col min="{n}" max="{n}" width="9"/>' for n in range(1, 190_000))
                + "</cols><sheetData/>"
            )
        }
    ),
    "a row before the first": lambda: book(
        {SHEET: sheet('<sheetData><row r="-5"><c r="A-5"><v>1</v></c></row></sheetData>')}
    ),
    "a row of a number without end": lambda: book(
        {SHEET: sheet(f'<sheetData><row r="{"9" * 5000}"><c><v>1</v></c></row></sheetData>')}
    ),
    "a number without end": lambda: book({SHEET: cells(f"<c><v>{'9' * 900_000}</v></c>")}),
    "a number that is too large": lambda: book({SHEET: cells('<c s="0"><v>1e999</v></c>')}),
    "a date after all time": lambda: book({SHEET: cells('<c t="d"><v>99999-13-45</v></c>')}),
    "a style that is not there": lambda: book({SHEET: cells('<c s="99999"><v>1</v></c>')}),
    "a string that is not there": lambda: book({SHEET: cells('<c t="s"><v>99999</v></c>')}),
    "a hundred thousand strings": lambda: book(
        {
            STRINGS: f"<sst {NS}>{''.join(f'<si><t>{n * 17}</t></si>' for n in range(120_000))}"
            "</sst>".encode()
        }
    ),
    "a string of many runs": lambda: book(
        {STRINGS: f"<sst {NS}><si>{'<r><t>x</t></r>' * 90_000}</si></sst>".encode()}
    ),
    "many conditional formats": lambda: book(
        {
            SHEET: sheet(
                "<sheetData/>"
                + "".join(
                    f'<conditionalFormatting sqref="A{n}"><cfRule type="top10" priority="{n}"/>'
                    "</conditionalFormatting>"
                    for n in range(90_000)
                )
            )
        }
    ),
    "an area of many areas": lambda: book(
        {
            SHEET: sheet(
                '<sheetData/><conditionalFormatting sqref="'
                + " ".join(f"A{n}:B{n}" for n in range(1, 400_000))
                + '"><cfRule type="top10" priority="1"/></conditionalFormatting>'
            )
        }
    ),
    "many names": lambda: book(
        {
            BOOK: f"<workbook {NS}><sheets/><definedNames>"
            f"{many(NAMED, 120_000)}"
            "</definedNames></workbook>".encode()
        }
    ),
    "no sheets": lambda: book({BOOK: f"<workbook {NS}><sheets/></workbook>".encode()}),
    "another root": lambda: book({SHEET: b"<html/>"}),
    "a part of nothing": lambda: book({SHEET: b""}),
    "no xml at all": lambda: book({SHEET: b"\x89PNG" + bytes(1000)}),
    "a nul in a part": lambda: book({SHEET: b"<worksheet>\0</worksheet>"}),
    "utf-7": lambda: book({SHEET: b"<?xml version='1.0' encoding='utf-7'?><worksheet/>"}),
    "an encoding of the east": lambda: book(
        {SHEET: b"<?xml version='1.0' encoding='gb18030'?><worksheet/>"}
    ),
    "a way out of the package": lambda: book({"../../../etc/cron.d/x": b"x"}),
    "a member twice": twice,
    "encrypted members": lambda: flagged(1),
    "patched members": lambda: flagged(0x20),
    "members packed by lzma": lambda: packed_by(14),
    "members packed by nobody": lambda: packed_by(99),
    "a hidden sheet of nothing": lambda: data_sheet([[]]),
    "a hidden sheet of no JSON": lambda: data_sheet([["canonical", "shown"], ["{", "{"]]),
    "a hidden sheet of deep JSON": lambda: data_sheet(
        [["canonical", "shown"], ["[" * 30_000, "[" * 30_000]]
    ),
    "a hidden sheet of a long number": lambda: data_sheet(
        [["canonical", "shown"], ["9" * 30_000, "1e999"]]
    ),
    "a hidden sheet of lists": lambda: of_ours([], []),
    "a hidden sheet without rows": lambda: of_ours({**HEAD, "rows": {}}, {"cells": {}}),
    "a compare without end": lambda: of_ours(
        {**HEAD, "rows": [ROW] * 2_000},
        {
            "cells": {f"A{n}": {"row": n, "key": "k0", "from": 0, "to": 1} for n in range(20_000)},
            "sheet": "任务清单",
            "title": "t",
            "labels": {},
            "headings": {},
            "number": "k0",
        },
    ),
    "a cell from before to after": lambda: of_ours(
        {**HEAD, "rows": [ROW]},
        {
            "cells": {"A1": {"row": -(10**30), "key": "k0", "from": -(10**30), "to": 10**30}},
            "sheet": "任务清单",
            "title": "t",
        },
    ),
}
