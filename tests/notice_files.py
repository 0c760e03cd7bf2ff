"""A notice's text as the files that a bureau sends: docx, xlsx, PDF, a saved page, plain text.

A line of cells parted by tabs is a row of a table.
"""

from __future__ import annotations

import io
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources
from tests.forms.reading.test_tables import docx as packed
from tests.forms.reading.test_tables import tc, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

CELL = "\t"
FONT, SIZE_PT, LEADING_PT, MARGIN_PT, LINE = "notice-test", 12, 20, 72, 36


def blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Yield (whether it is a table, its lines)."""
    for is_table, lines in groupby(text.split("\n"), lambda line: CELL in line):
        yield is_table, list(lines)


def docx(text: str) -> bytes:
    """Return a Word file of paragraphs and tables."""
    parts = []
    for is_table, lines in blocks(text):
        if is_table:
            rows = (tr(*(tc(escape(cell)) for cell in line.split(CELL))) for line in lines)
            parts.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
        else:
            parts += [f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines]
    return packed("".join(parts))


def html(text: str) -> bytes:
    """Return a saved page in GBK, with a menu above it as government sites have."""
    parts = ["<div><a href='/'>首页</a> <a href='/zw'>政务公开</a></div>"]
    for is_table, lines in blocks(text):
        if is_table:
            rows = ("".join(f"<td>{escape(c)}</td>" for c in line.split(CELL)) for line in lines)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts += [f"<p>{escape(line)}</p>" for line in lines]
    head = "<html><head><meta charset='gb18030'></head><body>"
    return f"{head}{''.join(parts)}</body></html>".encode("gb18030")


def xlsx(text: str) -> bytes:
    """Return a workbook of the lines, cells in their columns."""
    book = Workbook()
    for line in text.split("\n"):
        book.worksheets[0].append(line.split(CELL))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _canvas(out: io.BytesIO) -> Canvas:
    path = resources.path("fonts/NotoSansSC-Standard.ttf")
    pdfmetrics.registerFont(TTFont(FONT, str(path)))
    return Canvas(out, pagesize=A4, initialFontName=FONT)  # type: ignore[arg-type]  # a wrong stub


def pdf(text: str) -> bytes:
    """Return a PDF whose lines are cut at the margin, a page number on each page."""
    out = io.BytesIO()
    canvas = _canvas(out)
    y, page = A4[1] - MARGIN_PT, 1
    canvas.setFont(FONT, SIZE_PT)
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), LINE):
            if y < MARGIN_PT + LEADING_PT:
                canvas.drawCentredString(A4[0] / 2, MARGIN_PT / 2, f"— {page} —")
                canvas.showPage()
                canvas.setFont(FONT, SIZE_PT)
                y, page = A4[1] - MARGIN_PT, page + 1
            canvas.drawString(MARGIN_PT, y, line[start : start + LINE].replace(CELL, "  "))
            y -= LEADING_PT
    canvas.save()
    return out.getvalue()


def scan() -> bytes:
    """Return a PDF without any text."""
    out = io.BytesIO()
    canvas = _canvas(out)
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.save()
    return out.getvalue()


WRITERS: Mapping[str, Callable[[str], bytes]] = {
    ".txt": lambda text: text.encode(),
    ".docx": docx,
    ".html": html,
    ".xlsx": xlsx,
    ".pdf": pdf,
}
