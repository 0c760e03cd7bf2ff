"""What could be read of a damaged data file, as a workbook to look things up in; no sheet of ours.

It carries no check code and is never read back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

import resources
from forms.workbook import book_bytes, put_text
from models.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TITLE = "能读出的内容（仅供参考）"
CELL_LIMIT = 32_000  # characters; Excel's own limit is 32,767
ROWS_LIMIT = 20_000  # of one sheet
_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")  # in the name of a sheet
WIDTH = 24  # Excel's units


def render(tables: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return the workbook: a sheet for each table, the names of its columns in the first row."""
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for table, rows in tables.items():
        sheet = book.create_sheet(_FORBIDDEN.sub("_", resources.word("table", table))[:31])
        for place, row in enumerate(rows[:ROWS_LIMIT], start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(place, column)
                heading = place == 1
                put_text(cell, resources.word("field", str(value)) if heading else _text(value))
                cell.font = Font(name="黑体" if heading else "宋体", size=10.5)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
        for column in range(1, len(rows[0]) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = WIDTH
        sheet.freeze_panes = "A2"
    return book_bytes(book, TITLE)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return f"（{len(value)} 字节）"
    text = str(value)
    return clean_text(text, len(text)).text[:CELL_LIMIT]
