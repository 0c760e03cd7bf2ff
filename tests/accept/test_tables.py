"""One table, saved by LibreOffice in every way that a table arrives in, is one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.reading import docx_tables, html_tables, xlsx_tables
from forms.reading.table import Cell, Table

if TYPE_CHECKING:
    from pathlib import Path

WRITER, CALC = "HTML (StarWriter)", "HTML (StarCalc)"
WANTED = Table(
    (
        (
            *(Cell("序号", 2), Cell("工作任务", 2), Cell("时间节点\n（按月）", 1, 2)),
            Cell("责任人", 2),
        ),
        (Cell("月份"), Cell("目标")),
        (
            *(Cell("1", 3), Cell("立德树人 & 师德；“三全育人”", 3), Cell("3月")),
            *(Cell("建工作室1个\n培训60人次"), Cell("王建国、李 红", 3)),
        ),
        (Cell("4月"), Cell()),
        (Cell("5—12月　按通知办", 1, 2),),
        (Cell("2"), Cell("产教融合\n\n（见附件）", 1, 4)),
        (Cell("0.5"), Cell("100%"), Cell("60"), Cell("<b>粗</b>"), Cell("—")),
    )
)


def as_html(table: Table) -> str:
    rows = ""
    for row in table.rows:
        cells = ""
        for cell in row:
            text = cell.text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
            cells += f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{text}</td>'
        rows += f"<tr>{cells}</tr>"
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def test_xlsx_docx_and_html_of_the_same_table_are_equal(soffice, tmp_path: Path) -> None:
    source = tmp_path / "表.html"
    source.write_text(as_html(WANTED), encoding="utf-8")
    docx = soffice(source, "docx:MS Word 2007 XML", WRITER).read_bytes()
    xlsx = soffice(source, "xlsx:Calc MS Excel 2007 XML", CALC).read_bytes()
    pages = [soffice(source, f"html:{name}", name) for name in (WRITER, CALC)]
    assert docx_tables.read(docx) == [WANTED]
    assert xlsx_tables.read(xlsx) == [WANTED]
    for page in pages:
        assert html_tables.read(page.read_text(encoding="utf-8")) == [WANTED]
