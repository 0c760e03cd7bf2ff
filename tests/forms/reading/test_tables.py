"""One table, three ways it arrives in: as HTML, as docx, as xlsx."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from forms.reading import docx_tables, html_tables, xlsx_tables
from forms.reading.table import Cell, Table
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

WANTED = Table(
    (
        (Cell("序号"), Cell("工作任务"), Cell("时间节点\n（按月）", 1, 2)),
        (Cell("1"), Cell("立德树人", 2, 1), Cell("3月"), Cell("建工作室")),
        (Cell("2"), Cell("4月"), Cell()),
    )
)
HTML = """<html><head><style>td{}</style><title>x</title></head><body><p>前言</p>
<table border=1><tr><th>序号<th>工作任务</th><th colspan="2">时间节点<br>（按月）</th></tr>
<tr><td> 1 </td><td rowspan=2><p>立德<b>树</b>人&nbsp;</p></td><td>3月
</td><td>建工<span>作</span>室</td>
<tr><td>2</td><td>4月</td><td></td></table></body></html>"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
    return buffer.getvalue()


def tc(text: str, properties: str = "") -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


DOCX = "<w:tbl>{}{}{}</w:tbl>".format(
    tr(tc("序号"), tc("工作任务"), tc("时间节点\n（按月）", '<w:gridSpan w:val="2"/>')),
    tr(tc("1"), tc("立德树人", '<w:vMerge w:val="restart"/>'), tc("3月"), tc("建工作室")),
    tr(tc("2"), tc("", "<w:vMerge/>"), tc("4月"), tc("")),
)


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["序号", "工作任务", "时间节点\n（按月）", None],
        [1, "立德树人", "3月", "建工作室"],
        [2, None, "4月", None],
    ):
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    sheet.merge_cells("B2:B3")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "read",
    [
        lambda: html_tables.read(HTML),
        lambda: docx_tables.read(docx(DOCX)),
        lambda: xlsx_tables.read(xlsx()),
    ],
    ids=["html", "docx", "xlsx"],
)
def test_the_same_table_is_the_same_value(read: Callable[[], list[Table]]) -> None:
    assert read() == [WANTED]
    assert WANTED.texts() == [
        ["序号", "工作任务", "时间节点\n（按月）", ""],
        ["1", "立德树人", "3月", "建工作室"],
        ["2", "", "4月", ""],
    ]


# -- HTML ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<table><tr><td>a  b\n c</td></tr></table>", ["a b c"]),
        ("<table><tr><td>a<br><br>b<p>c</p><div>d</div></td></tr></table>", ["a\n\nb\nc\nd"]),
        ("<table><td>没有行", ["没有行"]),
        ("<table><tr><td>1 &lt; 2 &amp; &#20013;</td></tr></table>", ["1 < 2 & 中"]),
        ("<table><tr><td><script>x</script>y<!-- z --></td></tr></table>", ["y"]),
        ("<table><tr><td>a<img src='file:///etc/passwd'>b</td></tr></table>", ["ab"]),
        ("<table><tr><td>外<table><tr><td>内<td>二</table>后</td></tr></table>", ["外\n内 二\n后"]),
        ("<table><tr><td rowspan=0 colspan=-3>a</td></tr></table>", ["a"]),
        ("<p>没有表</p>", None),
        ("<table></table><table><tr><td></td></tr></table>", None),
        ("<table><tr><td>a<!-- <td>x --!> <b> -->b<!-- ", ["ab"]),
        ("<table title='a>b'><tr><td width=\"<td>\">1 < 2 > 0</table>", ["1 < 2 > 0"]),
        ("<table><tr><td>x<style>td<1{</STYLE >y<script>", ["xy"]),
        ("<?xml version='1'?><!DOCTYPE html><TABLE><TR><TD ROWSPAN='1'>a<td/>b", ["a", "b"]),
        ("<table><tr><td>a &lt;td&gt; &#x4e2d;&nbsp;b<td", ["a <td> 中 b<td"]),
    ],
)
def test_html_as_programs_write_it(source: str, texts: list[str] | None) -> None:
    found = html_tables.read(source)
    assert ([table.texts()[0] for table in found] or None) == ([texts] if texts else None)


def test_a_span_that_leads_out_of_the_table_ends_at_its_edge() -> None:
    (table,) = html_tables.read("<table><tr><td rowspan=99>a<td>b<tr><td>c</table>")
    assert table.rows == ((Cell("a", 2, 1), Cell("b")), (Cell("c"),))


# -- docx ------------------------------------------------------------------------------------------


def test_tracked_changes_count_as_accepted() -> None:
    cell = (
        "<w:tc><w:p><w:r><w:t>保</w:t></w:r><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:tab/><w:t>留</w:t><w:br/>"
        "<w:t>行</w:t></w:r></w:p></w:tc>"
    )
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>删</w:t></w:r></w:p></w:tc></w:tr>"
    (table,) = docx_tables.read(docx(f"<w:tbl>{tr(cell)}{gone}</w:tbl>"))
    assert table.texts() == [["保新 留\n行"]]


def test_content_controls_and_inner_tables_are_read_in_their_place() -> None:
    inner = f"<w:tbl>{tr(tc('甲'), tc('乙'))}</w:tbl>"
    cell = f"<w:tc><w:p><w:r><w:t>前</w:t></w:r></w:p>{inner}<w:p/></w:tc>"
    wrapped = f"<w:sdt><w:sdtContent>{tr(cell, tc('右'))}</w:sdtContent></w:sdt>"
    (table,) = docx_tables.read(docx(f"<w:tbl>{wrapped}</w:tbl>"))
    assert table.texts() == [["前\n甲 乙", "右"]]


def test_rows_that_begin_further_right_keep_their_columns() -> None:
    shifted = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("乙")}</w:tr>'
    (table,) = docx_tables.read(docx(f"<w:tbl>{tr(tc('甲'), tc('丙'))}{shifted}</w:tbl>"))
    assert table.texts() == [["甲", "丙"], ["", "乙"]]


# -- xlsx ------------------------------------------------------------------------------------------


def test_values_are_read_as_a_person_does() -> None:
    from datetime import date, datetime

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([75.0, 0.125, True, date(2023, 3, 6), datetime(2023, 3, 6, 8, 30), "=1+1", 1e15])  # noqa: DTZ001
    sheet["B1"].number_format = "0.0%"
    hidden = book.create_sheet("藏")
    hidden.append(["看不见"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    (table,) = xlsx_tables.read(buffer.getvalue())
    # A formula that no program has worked out holds nothing.
    wanted = ["75", "12.5%", "是", "2023-03-06", "2023-03-06 08:30", "", "1e+15"]
    assert table.texts() == [wanted]


# -- what is not meant for a school ----------------------------------------------------------------


def deep_docx() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000)


def merged_xlsx() -> bytes:
    """What openpyxl itself would take minutes to write."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.infolist():
            content = old.read(part).replace(b'ref="B2:B3"', b'ref="A2:XFD1048576"')
            new.writestr(part, content)
    return buffer.getvalue()


HOSTILE: dict[str, Callable[[], object]] = {
    "a span of a million rows": lambda: html_tables.read(
        "<table><tr><td rowspan=1000000 colspan=9>x</table>"
    ),
    "a million cells": lambda: html_tables.read("<table><tr>" + "<td>" * 1_000_000),
    "a million rows": lambda: html_tables.read("<table>" + "<tr>" * 1_000_000),
    "deep tables": lambda: html_tables.read("<table><tr><td>" * 100_000),
    "a long attribute": lambda: html_tables.read(f"<table a='{'x' * 9_000_000}'>"),
    "a docx of deep tables": lambda: docx_tables.read(deep_docx()),
    "a docx with a wide span": lambda: docx_tables.read(
        docx("<w:tbl>" + tr(tc("x", '<w:gridSpan w:val="999999"/>')) + "</w:tbl>")
    ),
    "a docx with a DOCTYPE": lambda: docx_tables.read(docx("<!DOCTYPE x>")),
    "a docx that is none": lambda: docx_tables.read(b"PK\3\4rubbish"),
    "an old doc": lambda: docx_tables.read(b"\xd0\xcf\x11\xe0" + bytes(500)),
    "an xlsx merged to its end": lambda: xlsx_tables.read(merged_xlsx()),
    "a docx as an xlsx": lambda: xlsx_tables.read(docx(DOCX)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_before_it_is_built(name: str) -> None:
    before = time.process_time()
    with pytest.raises(Refusal, match=r"table\.|verify\."):
        HOSTILE[name]()
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    "part", ['<a "', "<a '>", "<!--", "<!", "<!-", "</", "<a ", "<style>", "<td a=", "&#", "<p><b>"]
)
def test_what_nobody_closes_is_read_once(part: str) -> None:
    """Eight times as much may not take 64 times as long: the window waits for the clipboard."""

    def seconds(count: int) -> float:
        begin = time.process_time()
        html_tables.read_page(part * count)
        return time.process_time() - begin

    short = max(seconds(10_000) for _ in range(3))
    assert seconds(80_000) < 30 * max(short, 0.002)


@pytest.mark.parametrize("code", ["gb2312", "gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "told", ["", '<meta charset="{}">', '<meta content="text/html; charset={}">']
)
def test_a_page_is_read_as_it_was_saved(code: str, told: str) -> None:
    """WPS and Excel save GB2312 here; a head need not end by itself."""
    page = f"<head>{told.format(code)}<table><tr><td>序号<td>责任处室</table>"
    (table,) = html_tables.read_bytes(page.encode(code))
    assert table.texts() == [["序号", "责任处室"]]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Refusal, match=r"table.not_text"):
        html_tables.read_bytes(b"<table><tr><td>\xff\xff\xff</table>")
