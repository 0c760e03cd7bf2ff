"""Texts and scans that want to do harm: docx, HTML, JSON, TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fault.hostile.made import LAUGHS, LONG, MEGABYTE, XXE, package

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = Callable[[], bytes]

# -- docx, HTML ------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, before: str = "") -> bytes:
    content = f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"
    return package({"word/document.xml": content.encode()})


def word_table(rows: str) -> str:
    return f"<w:tbl>{rows}</w:tbl>"


CELL = "<w:tc><w:p/></w:tc>"
DOCX: dict[str, Made] = {
    "a docx bomb": lambda: docx("<!--" + " " * 300_000_000 + "-->"),
    "a docx of entities": lambda: docx("<w:p>&l9;</w:p>", LAUGHS),
    "a docx with a file of this PC": lambda: docx("<w:p>&e;</w:p>", XXE),
    "a docx of many cells": lambda: docx(word_table(f"<w:tr>{CELL * 900}</w:tr>" * 110)),
    "a docx of many rows": lambda: docx(word_table(f"<w:tr>{CELL}</w:tr>" * 90_000)),
    "a docx of one wide cell": lambda: docx(
        word_table(
            '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr>'
        )
    ),
    "a docx of a width that is none": lambda: docx(
        word_table(f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr></w:tc></w:tr>')
    ),
    "a docx of tables in tables": lambda: docx(
        "<w:tbl><w:tr><w:tc>" * 60 + "</w:tc></w:tr></w:tbl>" * 60
    ),
    "a docx that is deep": lambda: docx("<w:p>" * 190_000 + "</w:p>" * 190_000),
    "a docx of long text": lambda: docx(
        word_table(f"<w:tr><w:tc><w:p><w:r><w:t>{LONG}</w:t></w:r></w:p></w:tc></w:tr>")
    ),
    "a docx without a body": lambda: package({"word/other.xml": b"<x/>"}),
    "a docx that is not closed": lambda: package({"word/document.xml": b"<w:document>"}),
    "a docx with macros": lambda: package({"word/document.xml": b"<x/>", "vbaProject.bin": b"x"}),
    "a docx in utf-16": lambda: package(
        {"word/document.xml": docx("").decode("latin1").encode("utf-16")}
    ),
    "a doc of 1997": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "a docx that is cut": lambda: docx(word_table(f"<w:tr>{CELL}</w:tr>"))[:-60],
}
HTML: dict[str, Made] = {
    "a table of a million rows": lambda: b"<table>" + b"<tr><td>x" * 1_000_000,
    "a cell of a million rows": lambda: b"<table><tr><td rowspan=1000000>x",
    "a cell of a number without end": lambda: b"<table><tr><td colspan=" + b"9" * 5000 + b">x",
    "a cell of less than nothing": lambda: b"<table><tr><td rowspan=-5 colspan=0>x",
    "tables in tables": lambda: b"<table><tr><td>" * 100_000,
    "tags that never end": lambda: b"<table><tr><td " + b"a=" * 3_000_000,
    "a comment that never ends": lambda: b"<table><!--" + b"-" * 7_000_000,
    "references without end": lambda: b"<table><tr><td>" + b"&amp" * 1_800_000,
    "a number that is no character": lambda: b"<table><tr><td>&#x110000;&#99999999999;",
    "a text of ten megabytes": lambda: b"<table><tr><td>" + b"x" * 10_000_000,
    "angles": lambda: b"<" * 5_000_000,
    "half a tag": lambda: b"<table><tr><td" * 500_000,
    "a script": lambda: b"<table><tr><td><script>while(1);</script>x</table>",
    "a declaration that never ends": lambda: b"<![CDATA[" * 700_000,
    "bytes of no encoding": lambda: bytes(range(256)) * 10_000,
    "utf-16 without a mark": lambda: "<table><tr><td>x".encode("utf-16-le"),
}


# -- JSON, TOML ------------------------------------------------------------------------------------

DOCUMENT: dict[str, Made] = {
    "a deep list": lambda: b"[" * 100_000,
    "a deep object": lambda: b'{"a": ' * 50_000,
    "a long text in JSON": lambda: b'{"format": "' + b"x" * 5_000_000 + b'"}',
    "JSON in GBK": lambda: "{“a”: 1}".encode("gbk"),
    "half of utf-16": lambda: b"\xff\xfe{",
    "a float that is too large": lambda: b"1e999999999",
    "an integer without end": lambda: b"9" * 100_000,
    "no JSON": lambda: b"",
    "a key twice": lambda: b'{"format": 1, "format": 2}',
    "not a number": lambda: b'{"format": NaN}',
    "half a character": lambda: b'{"format": "\\ud800"}',
    "many keys": lambda: b"{" + b",".join(b'"k%d":1' % n for n in range(900_000)) + b"}",
    "many years": lambda: (
        b'{"format": "zhijiao-qingdan", "version": 1, "years": ['
        + b",".join([b'{"year": 2023}'] * 200_000)
        + b"]}"
    ),
    "another program's": lambda: b'{"name": "x", "version": "1.0.0"}',
    "sixty megabytes": lambda: b'["' + b"x" * (60 * MEGABYTE) + b'"]',
}
DAY = '{"date": "2027-03-08", "isOffDay": true}'
HOLIDAYS: dict[str, Made] = {
    "no table": lambda: b"",
    "a key of a hundred thousand dots": lambda: b"a" + b".a" * 100_000 + b" = 1",
    "many keys of many dots": lambda: (b"a" + b".a" * 45 + b"= 1\n") * 2_000,
    "arrays in arrays": lambda: b"x = " + b"[" * 100_000,
    "tables in tables of TOML": lambda: b"[[" + b"a" * 1_000 + b"]]\n" * 1_000,
    "a day with a time": lambda: (
        b'{"year": 2023, "days": [{"date": "2023-10-01T08:00", "isOffDay": true}]}'
    ),
    "a day in both lists": lambda: (
        b"year = 2027\nrest_days = [2027-03-08]\nwork_days = [2027-03-08]"
    ),
    "a word for a flag": lambda: (
        DAY.replace("true", '"false"').join(('{"year": 2027, "days": [', "]}")).encode()
    ),
    "the year nothing": lambda: b'{"year": 0, "days": [{"date": "0001-01-01", "isOffDay": true}]}',
    "the year of five figures": lambda: b'{"year": 99999, "days": []}',
    "a year that is true": lambda: b'{"year": true, "days": [' + DAY.encode() + b"]}",
    "a table of a megabyte": lambda: b"# " + b"x" * MEGABYTE,
    "days that are numbers": lambda: b"year = 2027\nrest_days = [1, 2]\nwork_days = []",
    "a table of rubbish": lambda: bytes(range(256)) * 100,
}


# -- scans -----------------------------------------------------------------------------------------

SCANS: dict[str, Made] = {
    "no scan": lambda: b"",
    "a PDF without end": lambda: b"%PDF-1.7 no end",
    "a program": lambda: b"MZ" * 50,
    "half a PNG": lambda: b"\x89PNG\r\n",
    "a page of HTML": lambda: b"<html><script>alert(1)</script>",
    "a drawing with a script": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "a scan of thirty megabytes": lambda: b"%PDF-1.7" + bytes(30 * MEGABYTE) + b"%%EOF",
    "a program that says it is a PDF at its end": lambda: b"MZ" + bytes(5000) + b"%%EOF",
    "a zip that says it is a JPEG": lambda: package({"x.jpg": b"\xff\xd8"}),
    "a JPEG without end": lambda: b"\xff\xd8\xff" + bytes(1000),
}
