"""Tables of a docx, read with zipfile and ElementTree: structure and text alone.

Tracked changes count as accepted. An inner table is text of its cell. Numbers that Word gives are
text as they are shown.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from forms.reading import docx_numbers, package
from forms.reading.table import Cell, Grid, Table, require_small
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

BODY = "word/document.xml"
PART_LIMIT = 32 * 2**20  # bytes of the body
DEPTH_LIMIT = 50  # tables inside tables
DIGITS = 6  # of a number in the file
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # said twice
_GONE = {f"{_W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr")}
_GONE |= {_FALLBACK}


def read(content: bytes) -> list[Table]:
    """Return the outermost tables of a docx in their order.

    Raises:
        Refusal: no docx, too large, with macros, ``table.too_large``.
    """
    made = (_table(one, 1) for one in _nearest(_body(content), f"{_W}tbl"))
    return [table for table in made if table.rows]


def read_blocks(content: bytes) -> list[str | Table]:
    """Return paragraphs and tables of a docx in their order; raises as ``read``."""
    found: list[str | Table] = []
    for one in _blocks(_body(content)):
        block = _table(one, 1) if one.tag == f"{_W}tbl" else "".join(_pieces(one)).strip(" ")
        found.append(block)
    return found


def _body(content: bytes) -> Element:
    package.look_at(content, "table.not_docx")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _part(archive, BODY)
            names = archive.namelist()
            more = (docx_numbers.NUMBERING, docx_numbers.STYLES)
            numbering, styles = (_part(archive, one) if one in names else None for one in more)
            docx_numbers.write_out(body, numbering, styles)
            return body
    except (*package.BROKEN, KeyError, ElementTree.ParseError) as error:
        raise Refusal("table.not_docx") from error


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    require_small(archive.getinfo(name).file_size <= PART_LIMIT)
    return ElementTree.fromstring(archive.read(name))  # noqa: S314  (no DOCTYPE gets here)


def _nearest(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a tag that are in no other one of it, whatever stands around them."""
    waiting = list(reversed(list(parent)))
    while waiting:
        one = waiting.pop()
        if one.tag == tag:
            yield one
        elif one.tag not in _GONE:
            waiting += reversed(list(one))


def _table(element: Element, depth: int) -> Table:
    require_small(depth <= DEPTH_LIMIT)
    rows = [_row(row, depth) for row in _nearest(element, f"{_W}tr") if not _is_deleted(row)]
    grid = Grid()
    for at, row in enumerate(rows):
        grid.begin_row()
        for column, (cell, goes_on) in row.items():
            if goes_on and grid.covers(column):
                continue
            below = _rows_below(rows, at, column)
            grid.place(Cell(cell.text, 1 + below, cell.colspan))
    return grid.table()


def _row(element: Element, depth: int) -> dict[int, tuple[Cell, bool]]:
    """Return the cells of a row by the column of the grid, and whether one goes on from above."""
    found: dict[int, tuple[Cell, bool]] = {}
    column = 0
    before = _number(element.find(f"{_W}trPr/{_W}gridBefore"))
    for _ in range(min(before, 1000)):
        found[column] = Cell(), False
        column += 1
    for one in _nearest(element, f"{_W}tc"):
        span = max(_number(one.find(f"{_W}tcPr/{_W}gridSpan")), 1)
        merge = one.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        found[column] = Cell(_text(one, depth), 1, span), goes_on
        column += span
    return found


def _rows_below(rows: list[dict[int, tuple[Cell, bool]]], at: int, column: int) -> int:
    """Return over how many rows below the cell of a column goes on."""
    count = 0
    for row in rows[at + 1 :]:
        if not row.get(column, (Cell(), False))[1]:
            break
        count += 1
    return count


def _is_deleted(row: Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _number(element: Element | None) -> int:
    """Return the number that an element carries, 0 for none or rubbish."""
    text = element.get(f"{_W}val", "") if element is not None else ""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else 0


def _text(cell: Element, depth: int) -> str:
    """Return a cell's paragraphs, one a line."""
    lines: list[str] = []
    for one in _blocks(cell):
        if one.tag == f"{_W}tbl":
            inner = _table(one, depth + 1).texts()
            lines += [" ".join(filter(None, row)) for row in inner]
        else:
            lines.append("".join(_pieces(one)))
    return "\n".join(line.strip(" ") for line in "\n".join(lines).split("\n")).strip("\n")


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and inner tables in their order."""
    waiting = list(reversed(list(parent)))
    while waiting:
        one = waiting.pop()
        if one.tag in (f"{_W}p", f"{_W}tbl"):
            yield one
        elif one.tag not in _GONE:
            waiting += reversed(list(one))


def _pieces(paragraph: Element) -> Iterator[str]:
    waiting = list(reversed(list(paragraph)))
    while waiting:
        one = waiting.pop()
        if one.tag == f"{_W}t":
            yield (one.text or "").replace("\xa0", " ")
        elif one.tag == f"{_W}tab":
            yield " "
        elif one.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif one.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif one.tag not in _GONE:
            waiting += reversed(list(one))
