"""What lies beside the cells of an xlsx, seen in one pass over its parts before it is built.

Merged areas are counted: openpyxl makes an object for each of their places. Texts outside the
cells are kept: comments, text boxes.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from openpyxl.utils.cell import range_boundaries

from forms.reading import package
from forms.reading.table import CELLS_LIMIT, require_small
from forms.reading.verdict import Remark
from forms.render.xlsx import PAGE_NUMBER
from models.errors import Refusal
from models.lazy_regex import lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from openpyxl.worksheet.worksheet import Worksheet

_DRAWING = b"http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWN = f"{{{_DRAWING.decode()}}}t"
_COMMENTS = {"comments", "ThreadedComments"}  # what a part of comments begins with
_IN_COMMENTS, _IN_OLD_DRAWINGS = {"t", "text"}, {"div", "font"}  # where their texts stand
_OLD_DRAWING = "xml"  # what a VML part begins with
# What makes a part worth a second look; names of elements cannot be written in any other way.
_MARKS = (b"mergeCell", b"omments", b":t>", b'xmlns="' + _DRAWING, b"-microsoft-com:vml")
_MERGES = re.compile(rb"<(?:[\w.-]+:)?mergeCell[\s/>]")
_MERGED = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s[^<>]*?\bref\s*=\s*(["'])([^"'<>&]*)\1""")
_TEXTS = re.compile(rb'omments[\s>]|:t>|-microsoft-com:vml|xmlns="' + re.escape(_DRAWING))
_MARGINS = "Header", "Footer"
REMARK_LIMIT = 60  # characters of a remark
_NAMESPACE = lazy_regex(r"\{[^}]*\}")


@dataclass
class Beside:
    """The texts outside the cells, in their order."""

    comments: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)


def look_over(content: bytes, broken: str) -> Beside:
    """Look a workbook over before it is built.

    Raises:
        Refusal: as ``package.look_at``; ``table.too_large`` for merged areas.
    """
    marked = package.look_at(content, broken, _MARKS)
    found, places = Beside(), 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in marked:
                text = archive.read(part)
                places += _merged_places(text)
                require_small(places <= CELLS_LIMIT)
                if _TEXTS.search(text):
                    _keep_texts(text, found)
    except (*package.BROKEN, ElementTree.ParseError) as error:
        raise Refusal(broken) from error
    return found


def _merged_places(text: bytes) -> int:
    """Return how many places a part merges: whatever is not plainly an area counts as too many."""
    areas = _MERGED.findall(text)
    if len(areas) != len(_MERGES.findall(text)):
        return CELLS_LIMIT + 1
    return sum(_size(area.decode("utf-8", "replace")) for _, area in areas)


def _keep_texts(text: bytes, found: Beside) -> None:
    root = ElementTree.fromstring(text)  # noqa: S314  (no DOCTYPE gets here)
    name = _NAMESPACE.sub("", root.tag)
    for element in root.iter():
        _keep_text(name, element, found)


def _keep_text(root: str, element: Element, found: Beside) -> None:
    text, name = (element.text or "").strip(), _NAMESPACE.sub("", element.tag)
    if not text:
        return
    if root in _COMMENTS and name in _IN_COMMENTS:
        found.comments.append(text)
    elif element.tag == _DRAWN or (root == _OLD_DRAWING and name in _IN_OLD_DRAWINGS):
        found.drawn.append(text)


def _size(ref: str) -> int:
    left, top, right, bottom = range_boundaries(ref)
    if None in (left, top, right, bottom):  # whole rows or columns
        return CELLS_LIMIT + 1
    return (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)


def remarks(sheet: Worksheet, beside: Beside) -> Iterator[Remark]:
    """Yield what a reader of the cells alone does not see: hidden rows, texts outside the form."""
    rows = sorted(n for n, one in sheet.row_dimensions.items() if one.hidden or one.ht == 0)
    rows = [number for number in rows if any(cell.value for cell in sheet[number])]
    if rows:
        yield Remark("verify.hidden_rows", _some("、".join(map(str, rows))))
    columns = [
        name
        for name, one in sheet.column_dimensions.items()
        if (one.hidden or one.width == 0) and one.min and one.min <= sheet.max_column
    ]
    if columns:
        yield Remark("verify.hidden_columns", _some("、".join(columns)))
    for code, texts in (("verify.comments", beside.comments), ("verify.drawn", beside.drawn)):
        if texts:
            yield Remark(code, _some(" ".join(texts)))
    added = " ".join(_added_to_margins(sheet))
    if added:
        yield Remark("verify.margins", _some(added))


def _added_to_margins(sheet: Worksheet) -> Iterator[str]:
    """Yield the texts above and below the page that are not our page number."""
    own = _bare(PAGE_NUMBER)
    for line in (
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
    ):
        item = getattr(sheet, line)
        for part in (item.left, item.center, item.right):
            text = _bare(part.text or "")
            if text not in ("", own):
                yield text


def _bare(text: str) -> str:
    """Return a header's text without its codes (``&P``, ``&12``, ``&"font"``) and blanks."""
    return re.sub(r"\s", "", re.sub(r'&("[^"]*"|\d+|.)', "", text))


def _some(text: str) -> str:
    return text if len(text) <= REMARK_LIMIT else f"{text[:REMARK_LIMIT]}…"
