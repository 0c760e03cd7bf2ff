"""FilledForm → xlsx bytes that mirror the paper. Equal content gives equal bytes.

Text never becomes a formula; no body cell is merged; entries taller than Excel's rows continue in
following rows with （续）; a hidden sheet carries the canonical form and the interchange extract.
"""

from __future__ import annotations

import json
import re
import zipfile
from functools import partial
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from forms import fonts
from forms.check_code import code_of
from forms.declaration import Align, Column
from forms.filled import FilledForm, canonical
from forms.linebreak import break_lines
from forms.paginate import CONTINUED

SHEET, DATA_SHEET = "任务清单", "数据"
SONG, HEI, XIAOBIAOSONG = "宋体", "黑体", "宋体"
HEAD_POINTS, HEAD_PITCH = 12, 16  # pt
ROW_LIMIT = 380.0  # pt; Excel's own limit is 409
AIR = 4.0  # pt above and below the text of a row
# The reader's 宋体 and its cell padding are not ours: heights are reckoned for a narrower column.
NARROWER = 0.86
PIECE = 30_000  # characters a cell of the hidden sheet; Excel's limit is 32,767
_PIXELS_PER_MM = 96 / 25.4
_PIXELS_PER_UNIT, _PIXELS_PADDING = 7, 5  # Excel's column widths are counted in digits
_THIN, _MEDIUM = Side(style="thin"), Side(style="medium")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD_ROW, TABLE_ROW = 3, 4
HEAD_GAP = "　　"  # between contact and phone, which share a cell
CODE_LABEL = "校验码 "


class _SteadyArchive(zipfile.ZipFile):
    """A zip whose members carry no clock: equal content, equal bytes, and no fault in 1970."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_kwargs: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        content = data.encode() if isinstance(data, str) else data
        if name == "docProps/core.xml":
            content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">1980-01-01T00:00:00Z<", content)
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, content)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        with open(filename, "rb") as stream:  # noqa: PTH123  (openpyxl's own temporary file)
            self.writestr(arcname, stream.read())


def _put(cell: Any, text: str) -> None:
    """Write a text that stays a text: no formula, no error value, no hidden character escape."""
    cell.value = _ESCAPE.sub("_x005F_", text) or None
    if isinstance(cell, Cell) and text:
        cell.data_type = "s"
        cell.quotePrefix = True


def column_units(width_mm: float) -> float:
    """Return a width in Excel's units."""
    return (width_mm * _PIXELS_PER_MM - _PIXELS_PADDING) / _PIXELS_PER_UNIT


class _Book:
    """Builds one workbook."""

    def __init__(self, filled: FilledForm, extract: str) -> None:
        self._filled = filled
        self._spec = filled.spec
        self._extract = extract
        self._book = Workbook()
        sheet = self._book.active
        if not isinstance(sheet, Worksheet):
            raise TypeError(sheet)
        self._sheet = sheet
        self._last = get_column_letter(len(self._spec.columns))

    def render(self) -> bytes:
        self._sheet.title = SHEET
        self._write_opening()
        bottom = self._write_code(self._write_table() + 1)
        self._set_up_page(bottom)
        self._write_data()
        properties = self._book.properties
        properties.creator, properties.title = "职教清单", self._spec.title
        properties.lastModifiedBy = None
        buffer = BytesIO()
        with _SteadyArchive(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            ExcelWriter(self._book, archive).save()
        return buffer.getvalue()

    def _write_opening(self) -> None:
        sheet, spec = self._sheet, self._spec
        _put(sheet["A1"], spec.label + (f"　{self._filled.mark}" if self._filled.mark else ""))
        sheet["A1"].font = Font(name=HEI, size=16)
        sheet.merge_cells(f"A1:{self._last}1")
        _put(sheet["A2"], spec.title)
        sheet["A2"].font = Font(name=XIAOBIAOSONG, size=22, bold=True)
        sheet["A2"].alignment = Alignment(horizontal="center", vertical="center")
        sheet.merge_cells(f"A2:{self._last}2")
        head = {f.key: f.label + self._filled.head.get(f.key, "") for f in spec.head}
        # The sheet's columns are the table's; contact and phone share the one that is 70 mm wide.
        cells = {
            "A": head["name"],
            "D": f"{head['contact']}{HEAD_GAP}{head['phone']}",
            "E": head["date"],
        }
        for letter, text in cells.items():
            _put(sheet[f"{letter}{_HEAD_ROW}"], text)
            sheet[f"{letter}{_HEAD_ROW}"].font = Font(name=SONG, size=HEAD_POINTS)
            sheet[f"{letter}{_HEAD_ROW}"].alignment = Alignment(vertical="center", wrap_text=True)
        sheet[f"E{_HEAD_ROW}"].alignment = Alignment(horizontal="right", vertical="center")
        sheet.merge_cells(f"A{_HEAD_ROW}:C{_HEAD_ROW}")
        sheet.merge_cells(f"E{_HEAD_ROW}:{self._last}{_HEAD_ROW}")
        lines = [
            len(self._break(cells[letter], width, HEAD_POINTS))
            for letter, width in (("A", 115), ("D", 70))
        ]
        head_height = max(40.0, max(lines) * HEAD_PITCH + AIR)
        for row, height in ((1, 24), (2, 60), (_HEAD_ROW, head_height)):
            sheet.row_dimensions[row].height = height

    def _write_table(self) -> int:
        """Write headings and rows; returns the number of the last row."""
        lines = {c.key: self._lines(c.heading, c) for c in self._spec.columns}
        self._write_row(TABLE_ROW, lines, heading=True)
        row = TABLE_ROW + 1
        for contents in self._filled.rows:
            left = {c.key: self._lines(contents.get(c.key, ""), c) for c in self._spec.columns}
            row = self._write_entry(row, left)
        bottom = row - 1
        for index in range(1, len(self._spec.columns) + 1):
            self._sheet.column_dimensions[get_column_letter(index)].width = column_units(
                self._spec.columns[index - 1].width_mm
            )
        return bottom

    def _write_code(self, row: int) -> int:
        """Write the check code below the table; returns its row."""
        cell = self._sheet.cell(row, 1)
        _put(cell, CODE_LABEL + code_of(canonical(self._filled)))
        cell.font = Font(name=SONG, size=9)
        self._sheet.row_dimensions[row].height = 18
        return row

    def _write_entry(self, row: int, left: dict[str, list[str]]) -> int:
        number, name = self._spec.number_column, self._spec.name_column
        repeated = {number: [*left[number], CONTINUED], name: left[name]}
        capacity = int((ROW_LIMIT - AIR) // self._filled.text_size.pitch) - 1
        continues = False
        while any(left.values()) or not continues:
            taken = {key: lines[:capacity] for key, lines in left.items()}
            self._write_row(row, taken | (repeated if continues else {}))
            left = {key: lines[capacity:] for key, lines in left.items()}
            continues = True
            row += 1
        return row

    def _write_row(self, row: int, lines: dict[str, list[str]], *, heading: bool = False) -> None:
        size = self._filled.text_size
        font = Font(name=HEI if heading else SONG, size=size.points)
        for index, column in enumerate(self._spec.columns, start=1):
            cell = self._sheet.cell(row, index)
            _put(cell, "".join(lines[column.key]))
            cell.font = font
            centred = heading or column.align is Align.CENTRE
            cell.alignment = Alignment(
                horizontal="center" if centred else "left", vertical="center", wrap_text=True
            )
            cell.border = self._border(index, heading=heading)
        count = max(len(text) + _ends_paragraph(text) for text in lines.values())
        least = self._filled.row_height_mm * 72 / 25.4
        self._sheet.row_dimensions[row].height = max(max(count, 1) * size.pitch + AIR, least)

    def _border(self, index: int, *, heading: bool) -> Border:
        return Border(
            left=_MEDIUM if index == 1 else _THIN,
            right=_MEDIUM if index == len(self._spec.columns) else _THIN,
            top=_MEDIUM if heading else _THIN,
            bottom=_THIN,
        )

    def _lines(self, text: str, column: Column) -> list[str]:
        return self._break(text, column.width_mm, self._filled.text_size.points)

    @staticmethod
    def _break(text: str, width_mm: float, points: float) -> list[str]:
        inner = width_mm * 72 / 25.4 * NARROWER / points
        return break_lines(text, max(inner, 1), partial(fonts.advance, chain=fonts.SONG))

    def _set_up_page(self, bottom: int) -> None:
        sheet, paper = self._sheet, self._spec.paper
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        inch = 25.4
        margins.top, margins.bottom = paper.odd.top / inch, paper.odd.bottom / inch
        margins.left, margins.right = paper.odd.left / inch, paper.odd.right / inch
        margins.header = margins.footer = 12 / inch
        sheet.print_title_rows = f"{TABLE_ROW}:{TABLE_ROW}"
        sheet.print_area = f"A1:{self._last}{bottom}"
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(
            center=_HeaderFooterPart("第 &P 页 共 &N 页")
        )
        sheet.freeze_panes = f"A{TABLE_ROW + 1}"
        sheet.sheet_view.showGridLines = False

    def _write_data(self) -> None:
        data = self._book.create_sheet(DATA_SHEET)
        data.sheet_state = "hidden"
        labels = json.dumps({f.key: f.label for f in self._spec.head}, ensure_ascii=False)
        texts = {"canonical": canonical(self._filled), "extract": self._extract, "labels": labels}
        for index, (name, text) in enumerate(texts.items(), start=1):
            # All three are JSON: an escaped underscore there spares the cell's own _x…_ escape,
            # which Excel and LibreOffice treat differently when they save the file again.
            text = text.replace("_x", "\\u005fx")  # noqa: PLW2901
            _put(data.cell(1, index), name)
            for piece in range(0, len(text), PIECE):
                _put(data.cell(2 + piece // PIECE, index), text[piece : piece + PIECE])


def _ends_paragraph(lines: list[str]) -> int:
    """A line end at the end of a cell shows as one more line."""
    return int(bool(lines) and lines[-1].endswith("\n"))


def render(filled: FilledForm, extract: str) -> bytes:
    """Return the xlsx of a filled form; ``extract`` is the interchange document of the same data.

    Raises:
        ValueError: a character is in no font (``glyphs.check`` finds it before).
    """
    return _Book(filled, extract).render()
