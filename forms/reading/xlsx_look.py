"""What lies beside the cells of an xlsx, seen in one pass over its parts before it is built.

Merged areas are counted: openpyxl makes an object for each of their places. Texts outside the
cells are kept: comments, text boxes.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from openpyxl.utils.cell import range_boundaries

from forms.reading import package
from forms.reading.table import CELLS_LIMIT, require_small
from forms.reading.verdict import Remark
from forms.render.xlsx import PAGE_NUMBER
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from openpyxl.worksheet.worksheet import Worksheet

_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_COMMENTS = {"comments", "ThreadedComments"}  # what a part of comments begins with
_IN_COMMENTS, _IN_OLD_DRAWINGS = {"t", "text"}, {"div", "font"}  # where their texts stand
_OLD_DRAWING = "xml"  # what a VML part begins with
_MARGINS = "Header", "Footer"
REMARK_LIMIT = 60  # characters of a remark
_NAMESPACE = re.compile(r"\{[^}]*\}")


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
    package.look_at(content, broken)
    found, places = Beside(), 0
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                with archive.open(part) as stream:
                    if stream.read(1) != b"<":
                        continue
                with archive.open(part) as stream:
                    places = _look_into(stream, found, places)
    except (*package.BROKEN, ElementTree.ParseError) as error:
        raise Refusal(broken) from error
    return found


def _look_into(stream: IO[bytes], found: Beside, places: int) -> int:
    """Look into a part; returns how many places are merged by now."""
    root = ""
    for event, element in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314  (no DOCTYPE)
        if event == "start":
            root = root or _NAMESPACE.sub("", element.tag)
            continue
        if element.tag.endswith("}mergeCell"):
            places += _size(element.get("ref", ""))
            require_small(places <= CELLS_LIMIT)
        _keep_text(root, element, found)
        element.clear()
    return places


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
