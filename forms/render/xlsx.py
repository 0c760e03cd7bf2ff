"""FilledForm → xlsx bytes that mirror the paper. Equal content gives equal bytes.

Text never becomes a formula; no body cell is merged; entries taller than Excel's rows continue in
following rows with （续）; a hidden sheet carries the canonical form.
"""

from __future__ import annotations

import json
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from forms.form.check_code import code_of
from forms.form.declaration import FIRST_FORM_VERSION, Align, Column
from forms.form.filled import FilledForm, canonical
from forms.layout import fonts
from forms.layout.linebreak import break_lines
from forms.layout.paginate import CONTINUED, DASH, shared_headings
from forms.render import hidden
from forms.render.workbook import book_bytes, put_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SONG, HEI, XIAOBIAOSONG = "宋体", "黑体", "宋体"
HEAD_POINTS, HEAD_PITCH = 12, 16  # pt
ROW_LIMIT = 380.0  # pt; Excel's own limit is 409
AIR = 4.0  # pt above and below the text of a row
# The reader's 宋体 and its cell padding are not ours: heights are reckoned for a narrower column.
NARROWER = 0.86
PAGE_NUMBER = "第 &P 页 共 &N 页"  # in the margin
FOOTER_ROOM_MM = 9.0  # what it needs above the lower edge of the type area
_PIXELS_PER_MM = 96 / 25.4
_PIXELS_PER_UNIT, _PIXELS_PADDING = 7, 5  # Excel's column widths are counted in digits
_THIN, _MEDIUM = Side(style="thin"), Side(style="medium")
_HEAD_ROW, TABLE_ROW = 3, 4
HEAD_GAP = "　　"  # between contact and phone, which share a cell
CODE_LABEL = "校验码 "
TITLE_POINTS = 22
SIGN_POINTS = 60.0  # height of the row where the signers sign
# Where a visible cell's text comes from: a slice of a row, fields of the head or foot, the code,
# or nowhere but itself.
CellSource = dict[str, Any]


def column_units(width_mm: float) -> float:
    """Return a width in Excel's units."""
    return (width_mm * _PIXELS_PER_MM - _PIXELS_PADDING) / _PIXELS_PER_UNIT


class _Book:
    """Builds one workbook."""

    def __init__(self, filled: FilledForm, extract: str) -> None:
        self._filled = filled
        self._names = filled.names
        self._spec = filled.spec
        self._extract = extract
        self._book = Workbook()
        sheet = self._book.active
        if not isinstance(sheet, Worksheet):
            raise TypeError(sheet)
        self._sheet = sheet
        self._last = get_column_letter(len(self._spec.columns))
        self._first_row = TABLE_ROW + 1  # below the headings
        self._cells: dict[str, CellSource] = {}  # what each visible cell shows, for 核对

    def render(self) -> bytes:
        self._sheet.title = self._spec.sheet_name
        self._write_opening()
        bottom = self._write_code(self._write_foot(self._write_table()) + 1)
        self._set_up_page(bottom)
        self._write_data()
        return book_bytes(self._book, self._filled.title)

    def _show(self, address: str, text: str, source: CellSource | None = None) -> Any:
        """Write a visible cell and note where its text comes from; its own text where nowhere."""
        cell = self._sheet[address]
        put_text(cell, text)
        if text:
            self._cells[address] = source or {"text": text}
        return cell

    def _merge(self, cells: str) -> None:
        """Merge cells of a row; a form of one column has none."""
        first, _, last = cells.partition(":")
        if first != last:
            self._sheet.merge_cells(cells)

    def _write_opening(self) -> None:
        sheet, spec = self._sheet, self._spec
        mark = "　".join(filter(None, (spec.label, self._filled.mark)))
        self._show("A1", mark).font = Font(name=HEI, size=16)
        self._merge(f"A1:{self._last}1")
        title = "\n".join(filter(None, (self._filled.title, self._filled.subtitle)))
        cell = self._show("A2", title)
        cell.font = Font(name=XIAOBIAOSONG, size=TITLE_POINTS, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._merge(f"A2:{self._last}2")
        head_height = self._write_head()
        for row, height in ((1, 24 if mark else 6), (2, 60), (_HEAD_ROW, head_height)):
            sheet.row_dimensions[row].height = height

    def _write_head(self) -> float:
        """Write the head line; returns the height that its texts need."""
        places = self._spec.head_places()
        starts = sorted(places)
        edges = self._spec.edges_mm()
        lines = 1
        for start, end in zip(starts, [*starts[1:], len(self._spec.columns)], strict=True):
            fields = places[start]
            texts = (f.label + self._filled.head.get(f.key, "") for f in fields)
            text = HEAD_GAP.join(texts)
            first, last = get_column_letter(start + 1), get_column_letter(end)
            source: CellSource = {"head": [field.key for field in fields]}
            cell = self._show(f"{first}{_HEAD_ROW}", text, source)
            cell.font = Font(name=SONG, size=HEAD_POINTS)
            right = fields[0].align is Align.RIGHT
            cell.alignment = Alignment(
                horizontal="right" if right else None, vertical="center", wrap_text=not right
            )
            if last != first:
                self._sheet.merge_cells(f"{first}{_HEAD_ROW}:{last}{_HEAD_ROW}")
            lines = max(lines, len(self._break(text, edges[end] - edges[start], HEAD_POINTS)))
        return max(40.0, lines * HEAD_PITCH + AIR)

    def _write_table(self) -> int:
        """Write headings and rows; returns the number of the last row."""
        row = self._first_row = self._write_headings() + 1
        for entry, contents in enumerate(self._filled.rows):
            left = {c.key: self._lines(contents.get(c.key, ""), c) for c in self._spec.columns}
            row = self._write_entry(row, entry, left)
        bottom = row - 1
        for index in range(1, len(self._spec.columns) + 1):
            self._sheet.column_dimensions[get_column_letter(index)].width = column_units(
                self._spec.columns[index - 1].width_mm
            )
        return bottom

    def _write_headings(self) -> int:
        """Write the headings, in two rows where some stand above others; returns the last row."""
        columns = self._spec.columns
        lines = {c.key: self._lines(c.heading, c) for c in columns}
        if not any(column.over for column in columns):
            self._write_row(TABLE_ROW, lines, heading=True)
            return TABLE_ROW
        empty: dict[str, list[str]] = {c.key: [] for c in columns}
        above = {c.key: lines[c.key] for c in columns if not c.over}
        below = {c.key: lines[c.key] for c in columns if c.over}
        for shared in shared_headings(self._filled):
            above[columns[shared.columns[0]].key] = ["".join(shared.lines)]
        self._write_row(TABLE_ROW, empty | above, heading=True)
        self._write_row(TABLE_ROW + 1, empty | below, heading=True)
        for index, column in enumerate(columns, start=1):
            if not column.over:
                letter = get_column_letter(index)
                self._sheet.merge_cells(f"{letter}{TABLE_ROW}:{letter}{TABLE_ROW + 1}")
        for shared in shared_headings(self._filled):
            first, last = (
                get_column_letter(at + 1) for at in shared.columns[:: len(shared.columns) - 1]
            )
            self._sheet.merge_cells(f"{first}{TABLE_ROW}:{last}{TABLE_ROW}")
        return TABLE_ROW + 1

    def _write_foot(self, bottom: int) -> int:
        """Write the lines under the table and the sign block; returns the last row."""
        foot = self._spec.foot
        if foot is None:
            return bottom
        row = bottom
        for key in foot.lines:
            text = self._filled.foot.get(key, "")
            if text:
                row += 1
                self._write_foot_line(row, text, {"foot": key})
        row += 1
        signers = "　　　　　　　　".join(foot.signers)
        self._write_foot_line(row, signers)
        self._sheet.row_dimensions[row].height = SIGN_POINTS
        for text, source in (
            (foot.unit, None),
            (self._filled.foot.get(foot.date_key, ""), {"foot": foot.date_key}),
        ):
            row += 1
            self._write_foot_line(row, text, source, right=True)
        self._sheet.row_dimensions[row].height = foot.seal_mm / 2 * 72 / 25.4
        return row

    def _write_foot_line(
        self, row: int, text: str, source: CellSource | None = None, *, right: bool = False
    ) -> None:
        cell = self._show(f"A{row}", text, source)
        cell.font = Font(name=SONG, size=HEAD_POINTS)
        cell.alignment = Alignment(
            horizontal="right" if right else "left", vertical="center", wrap_text=True
        )
        self._merge(f"A{row}:{self._last}{row}")
        count = len(self._break(text, self._spec.edges_mm()[-1], HEAD_POINTS))
        self._sheet.row_dimensions[row].height = max(count, 1) * HEAD_PITCH + AIR

    def _write_code(self, row: int) -> int:
        """Write the check code below everything; returns its row."""
        code = CODE_LABEL + code_of(canonical(self._filled))
        self._show(f"A{row}", code, {"code": True}).font = Font(name=SONG, size=9)
        self._sheet.row_dimensions[row].height = 18
        return row

    def _write_entry(self, row: int, entry: int, left: dict[str, list[str]]) -> int:
        """Write one row of the form over as many sheet rows as it takes; returns the next row.

        What stood whole repeats: section, task and number, which says （续）.
        """
        number = self._spec.number_column
        capacity = int((ROW_LIMIT - AIR) // self._filled.text_size.pitch) - 1
        repeated = {
            key: [*left[key], CONTINUED] if key == number else left[key]
            for key in self._spec.repeating
            if len(left[key]) <= capacity
        }
        places = dict.fromkeys(left, 0)
        continues = False
        while any(left.values()) or not continues:
            taken = {key: lines[:capacity] for key, lines in left.items()}
            sources: dict[str, CellSource] = {}
            for key, lines in taken.items():
                start, places[key] = places[key], places[key] + len("".join(lines))
                sources[key] = {"row": entry, "key": key, "from": start, "to": places[key]}
            if continues:
                taken |= repeated
                sources = {k: s for k, s in sources.items() if k not in repeated}
            self._write_row(row, taken, sources)
            left = {key: lines[capacity:] for key, lines in left.items()}
            continues = True
            row += 1
        return row

    def _write_row(
        self,
        row: int,
        lines: dict[str, list[str]],
        sources: Mapping[str, CellSource] = MappingProxyType({}),
        *,
        heading: bool = False,
    ) -> None:
        size = self._filled.text_size
        font = Font(name=HEI if heading else SONG, size=size.points)
        for index, column in enumerate(self._spec.columns, start=1):
            address = f"{get_column_letter(index)}{row}"
            cell = self._show(address, "".join(lines[column.key]), sources.get(column.key))
            cell.font = font
            dash = lines[column.key] == [DASH]
            centred = heading or dash or column.align is Align.CENTRE
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
        return self._break(text, column.width_mm, self._filled.text_size.points, self._names)

    @staticmethod
    def _break(text: str, width_mm: float, points: float, names: Sequence[str] = ()) -> list[str]:
        inner = width_mm * 72 / 25.4 * NARROWER / points
        return break_lines(text, max(inner, 1), partial(fonts.advance, chain=fonts.SONG), names)

    def _set_up_page(self, bottom: int) -> None:
        sheet, paper = self._sheet, self._spec.paper
        sheet.page_setup.orientation = "portrait" if paper.is_portrait else "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins = sheet.page_margins
        inch = 25.4
        margins.top, margins.bottom = paper.odd.top / inch, paper.odd.bottom / inch
        margins.left, margins.right = paper.odd.left / inch, paper.odd.right / inch
        margins.header = margins.footer = min(12, paper.odd.bottom - FOOTER_ROOM_MM) / inch
        sheet.print_title_rows = f"{TABLE_ROW}:{self._first_row - 1}"
        sheet.print_area = f"A1:{self._last}{bottom}"
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(PAGE_NUMBER))
        sheet.freeze_panes = f"A{self._first_row}"
        sheet.sheet_view.showGridLines = False

    def _write_data(self) -> None:
        shown = {
            "sheet": self._spec.sheet_name,
            "title": self._filled.title,
            "labels": {field.key: field.label for field in self._spec.head},
            "headings": {column.key: column.name for column in self._spec.columns},
            "number": self._spec.number_column,
            "cells": self._cells,
        }
        is_first = self._spec.version == FIRST_FORM_VERSION
        parts = {
            hidden.CANONICAL: canonical(self._filled),
            **({hidden.EXTRACT: self._extract} if is_first else {}),
            hidden.SHOWN: json.dumps(shown, ensure_ascii=False),
        }
        hidden.write(self._book.create_sheet(hidden.DATA_SHEET), parts)


def _ends_paragraph(lines: list[str]) -> int:
    """A line end at the end of a cell shows as one more line."""
    return int(bool(lines) and lines[-1].endswith("\n"))


def render(filled: FilledForm, extract: str = "") -> bytes:
    """Return the xlsx of a filled form; ``extract`` is what one of version 1 carried beside it.

    Raises:
        ValueError: a character is in no font (``glyphs.check`` finds it before).
    """
    return _Book(filled, extract).render()
