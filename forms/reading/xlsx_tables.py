"""The visible sheets of an xlsx as tables: merged cells, and values as a person reads them."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.escape import unescape

from forms.reading import package
from forms.reading.table import (
    COLUMNS_LIMIT,
    ROWS_LIMIT,
    Cell,
    Grid,
    Table,
    require_small,
)
from forms.reading.xlsx_look import look_over

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def read(content: bytes) -> list[Table]:
    """Return the visible sheets that hold something, in their order.

    Raises:
        Refusal: no xlsx, too large, with macros, ``table.too_large``.
    """
    look_over(content, "verify.not_xlsx")
    with package.stumbling("verify.not_xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    made = [_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return [table for table in made if table.rows]


def _table(sheet: Worksheet) -> Table:
    require_small(sheet.max_row <= ROWS_LIMIT and sheet.max_column <= COLUMNS_LIMIT)
    spans = _spans(sheet)
    grid = Grid()
    for row in sheet.iter_rows():
        grid.begin_row()
        for cell in row:
            span = spans.get((cell.row or 0, cell.column or 0), (1, 1))
            if span is not None:
                grid.place(Cell(_text(cell), *span))
    return grid.table()


def _spans(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int] | None]:
    """Return the spans of merged cells by (row, column) from 1; None for a covered one."""
    found: dict[tuple[int, int], tuple[int, int] | None] = {}
    for area in sheet.merged_cells.ranges:
        height, width = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                found[row, column] = None
        found[area.min_row, area.min_col] = height, width
    return found


def _text(cell: Any) -> str:
    """Return a value as it is read on the sheet: whole numbers without a point, ISO dates."""
    value = cell.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        is_share = "%" in str(cell.number_format)
        return f"{value * 100:.10g}%" if is_share else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, date):
        return value.isoformat()
    text = unescape(str(value or "")).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")
