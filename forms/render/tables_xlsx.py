"""Plain tables as a workbook to read, sort and copy from: no form of ours, without a check code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from forms.render.workbook import book_bytes, put_text
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence

CELL_LIMIT = 32_000  # characters; Excel's own limit is 32,767
_THIN = Side(style="thin", color="999999")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="EEEEEE")
_SIZE, _LINE_PT = 10.5, 15  # pt: 五号, and what a line of it takes


@value_class
class PlainTable:
    """A sheet of a workbook.

    Attributes:
        name: of the sheet, at most 31 characters.
        title: above the table.
        headings: of its columns.
        rows: whole numbers stay numbers, None is an empty cell.
        widths: of the columns, in characters of figures, as Excel counts them.
        note: below the title, empty for none.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    widths: tuple[int, ...]
    note: str = ""


def render(tables: Sequence[PlainTable], title: str) -> bytes:
    """Return the workbook: equal tables, equal bytes."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for table in tables:
        _fill(book.create_sheet(table.name), table)
    return book_bytes(book, title)


def _fill(sheet: Any, table: PlainTable) -> None:
    above = [table.title, *filter(None, [table.note])]
    for number, text in enumerate(above, start=1):
        put_text(sheet.cell(number, 1), text)
        sheet.cell(number, 1).font = Font(name="黑体" if number == 1 else "宋体", size=_SIZE)
    first = len(above) + 1
    _write(sheet, first, table.headings, is_heading=True)
    for number, row in enumerate(table.rows, start=first + 1):
        _write(sheet, number, row, is_heading=False)
    for number, row in enumerate((table.headings, *table.rows), start=first):
        sheet.row_dimensions[number].height = _LINE_PT * _lines(row, table.widths)
    for column, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"B{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(row: Sequence[str | int | None], widths: Sequence[int]) -> int:
    """Return how many lines the fullest cell of a row takes; a Chinese character is two figures."""
    units = (sum(2 if character > "\u2000" else 1 for character in str(cell or "")) for cell in row)
    return max(-(-own // (width - 1)) for own, width in zip(units, widths, strict=True)) or 1


def _write(sheet: Any, number: int, row: Sequence[str | int | None], *, is_heading: bool) -> None:
    for column, value in enumerate(row, start=1):
        cell = sheet.cell(number, column)
        if isinstance(value, int):
            cell.value = value
        else:
            put_text(cell, (value or "")[:CELL_LIMIT])
        cell.font = Font(name="黑体" if is_heading else "宋体", size=_SIZE)
        horizontal = "center" if is_heading or isinstance(value, int) else "left"
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        cell.border = _LINES
        if is_heading:
            cell.fill = _SHADE
