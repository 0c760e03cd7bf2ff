"""A printed sheet looked at: whole texts, headings on every page, the room for the seal free.

What the layout is made to guarantee is read back from the very PDF before anyone is told so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from forms.render.pdf import SIGN_SHARE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.form.filled import FilledForm

MM = 72 / 25.4  # pt
INSET_MM = 0.5  # a rule may lie on the edge of the square
_PATHS = 2  # FPDF_PAGEOBJ_PATH


class Printed(NamedTuple):
    """What was seen; ``seal_is_free`` is None where the form leaves no room for a seal."""

    is_whole: bool
    has_headings: bool
    seal_is_free: bool | None


class _Char(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float  # mm from the top left corner of the sheet


class _Page(NamedTuple):
    width: float
    height: float  # mm
    chars: Sequence[_Char]
    rules: Sequence[_Char]  # without text

    @property
    def text(self) -> str:
        """All that stands on it, without blanks, in the order it was drawn."""
        return "".join(char.text for char in self.chars)


class _Square(NamedTuple):
    """Room for a seal on a page (from 0), mm from its corner, and what may stand in it."""

    page: int
    left: float
    top: float
    side: float
    allowed: str


def look_at(content: bytes, form: FilledForm) -> Printed:
    """Return what stands on the pages of a form that was printed.

    Raises:
        PdfiumError: the content is no PDF.
    """
    import pypdfium2  # looked at off the GUI thread, after the first preview stands

    pdfium: Any = pypdfium2  # its annotations are partial
    with pdfium.PdfDocument(content) as document:
        pages = [_read(page) for page in document]
    squares = list(_squares(form, pages))
    return Printed(
        _is_whole(form, pages),
        all(_plain(c.heading) in page.text for page in pages for c in form.spec.columns),
        all(_is_free(square, pages[square.page]) for square in squares) if squares else None,
    )


def _read(page: Any) -> _Page:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        count = text.count_chars()
        said = text.get_text_range(0, count) if count else ""
        boxes = (text.get_charbox(at) for at in range(min(count, len(said))))
        chars = [
            _Char(char, *_placed(box, height))
            for char, box in zip(said, boxes, strict=False)
            if not char.isspace()
        ]
    finally:
        text.close()
    paths = page.get_objects(filter=[_PATHS], max_depth=1)
    rules = [_Char("", *_placed(path.get_bounds(), height)) for path in paths]
    return _Page(width / MM, height / MM, chars, rules)


def _placed(box: tuple[float, float, float, float], height: float) -> tuple[float, ...]:
    """Return a box (left, bottom, right, top in pt from below) as left, top, right, bottom."""
    left, bottom, right, top = box
    return left / MM, (height - top) / MM, right / MM, (height - bottom) / MM


def _plain(text: str) -> str:
    return "".join(text.split())


def _is_whole(form: FilledForm, pages: Sequence[_Page]) -> bool:
    """Whether every character of the form stands on a page, and none reaches over its edge."""
    there = Counter("".join(page.text for page in pages))
    wanted = Counter(_plain("".join(_texts(form))))
    inside = all(
        char.left >= 0 and char.top >= 0 and char.right <= page.width and char.bottom <= page.height
        for page in pages
        for char in page.chars
    )
    return inside and not wanted - there


def _texts(form: FilledForm) -> Iterator[str]:
    """Yield every text of a form as often as it stands on paper at least."""
    yield form.title
    yield form.subtitle
    yield from (f"{one.label}{form.head.get(one.key, '')}" for one in form.spec.head)
    for column in form.spec.columns:
        cells = [row.get(column.key, "") for row in form.rows]
        if column.merges:  # one cell for several rows
            cells = [text for at, text in enumerate(cells) if not at or text != cells[at - 1]]
        yield from cells
    yield from (form.foot.get(key, "") for key in (form.spec.foot.lines if form.spec.foot else ()))


def _squares(form: FilledForm, pages: Sequence[_Page]) -> Iterator[_Square]:
    """Yield the rooms for the seal: above the table of the first page, beside the signature."""
    spec = form.spec
    if spec.opening.seal_square_mm is not None and spec.head:
        left, top, side = spec.opening.seal_square_mm
        margins = spec.paper.margins(1)
        school = spec.head[0]
        allowed = school.label + form.head.get(school.key, "")
        yield _Square(0, margins.left + left, margins.top + top, side, allowed)
    if spec.foot is not None:
        last = len(pages) - 1
        at = pages[last].text.rfind(_plain(spec.foot.unit))
        if at >= 0:
            side = spec.foot.seal_mm
            top = pages[last].chars[at].bottom - side * SIGN_SHARE
            right = pages[last].width - spec.paper.margins(last + 1).right
            allowed = spec.foot.unit + form.foot.get(spec.foot.date_key, "")
            yield _Square(last, right - side, top, side, allowed)


def _is_free(square: _Square, page: _Page) -> bool:
    """Whether nothing but the name, and the date under it, stands where the seal goes."""
    inside = [char.text for char in page.chars if _is_in(char, square)]
    crossed = any(_is_in(rule, square) for rule in page.rules)
    return not crossed and not Counter(inside) - Counter(_plain(square.allowed))


def _is_in(char: _Char, square: _Square) -> bool:
    left, top, side = square.left + INSET_MM, square.top + INSET_MM, square.side - 2 * INSET_MM
    beside = char.right <= left or char.left >= left + side
    return not (beside or char.bottom <= top or char.top >= top + side)
