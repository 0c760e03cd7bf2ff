"""Rows of a filled form → pages of line fragments. Nothing is cut, nothing is shrunk.

A row moves whole where it fits the next page and leaves less than a third of this one empty. Else
it breaks between its months or sentences, with at least three lines on each side; its number with
（续） and its task repeat on the next page.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from forms.layout import fonts
from forms.layout.linebreak import break_lines
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.form.declaration import Column
    from forms.form.filled import FilledForm

MM = 72 / 25.4  # pt
PADDING_MM = 1.0
CONTINUED = "（续）"
DASH = "—"  # stands in the middle of its cell, whatever the column's alignment
CONTINUED_POINTS = 7.5  # 六号: three characters in the 8 mm of the number column
LEAST_LINES = 3  # of a row that breaks, on either page
EMPTY_SHARE = 1 / 3  # of the height of the type area: more is not left empty for a whole row
_ENDS = tuple("\n。；！？;!?")  # of a line after which a row may break without a reader's stumbling
FOOT_POINTS = 14.0  # 四号
FOOT_GAP_MM = 2.0  # between the table and the foot, and between its lines and the seal square


@value_class
class Line:
    """A line of text in a cell and its size, pt."""

    text: str
    points: float


@value_class
class Fragment:
    """What stands of one row on one page; ``height`` in pt."""

    row: int
    cells: Mapping[str, Sequence[Line]]
    height: float
    continues: bool


@value_class
class Page:
    """One page: its fragments from top to bottom, where the table starts (pt from the top).

    ``has_foot``: the foot of the form stands below its table.
    """

    number: int
    table_top: float
    heading_height: float
    fragments: tuple[Fragment, ...]
    has_foot: bool = False


def cell_lines(
    text: str,
    column: Column,
    points: float,
    chain: str = fonts.SONG,
    names: Sequence[str] = (),
) -> list[str]:
    """Return the lines of a text in a column; ``names`` are not cut."""
    inner = (column.width_mm - 2 * PADDING_MM) * MM
    return break_lines(text, inner / points, partial(fonts.advance, chain=chain), names)


def heading_lines(filled: FilledForm) -> dict[str, list[str]]:
    """Return the lines of the column headings (黑体)."""
    size = filled.text_size.points
    return {c.key: cell_lines(c.heading, c, size, fonts.HEI) for c in filled.spec.columns}


@value_class
class Shared:
    """A heading above two neighbours: their places (from 0), its lines."""

    columns: range
    lines: Sequence[str]


def shared_headings(filled: FilledForm) -> list[Shared]:
    """Return the headings that neighbouring columns share, broken to their width together."""
    columns = filled.spec.columns
    found: list[Shared] = []
    for place, column in enumerate(columns):
        if not column.over or (found and place in found[-1].columns):
            continue
        end = place + 1
        while end < len(columns) and columns[end].over == column.over:
            end += 1
        wide = replace(column, width_mm=sum(c.width_mm for c in columns[place:end]))
        lines = cell_lines(column.over, wide, filled.text_size.points, fonts.HEI)
        found.append(Shared(range(place, end), lines))
    return found


def heading_heights(filled: FilledForm) -> tuple[float, float]:
    """Return the height (pt) of the headings, and how much of it the shared ones take."""
    lines = heading_lines(filled)
    pitch, padding = filled.text_size.pitch, 2 * PADDING_MM * MM
    columns = filled.spec.columns
    above = max((len(shared.lines) for shared in shared_headings(filled)), default=0)
    below = max((len(lines[c.key]) for c in columns if c.over), default=0)
    alone = max((len(lines[c.key]) for c in columns if not c.over), default=1)
    if not above:
        return alone * pitch + padding, 0.0
    over, own = above * pitch + padding, below * pitch + padding
    return max(alone * pitch + padding, over + own), over


def foot_lines(filled: FilledForm) -> list[str]:
    """Return the lines of text of the foot, broken to the width of the type area."""
    if filled.spec.foot is None:
        return []
    room = filled.spec.paper.type_width * MM / FOOT_POINTS
    texts = (filled.foot.get(key, "") for key in filled.spec.foot.lines)
    return [line for text in texts if text for line in break_lines(text, room, _foot_advance)]


def _foot_advance(char: str) -> float:
    return fonts.advance(char, fonts.SONG)


def foot_height(filled: FilledForm) -> float:
    """Return the height (pt) of the foot, 0 of a form without one."""
    foot = filled.spec.foot
    if foot is None:
        return 0.0
    return (len(foot_lines(filled)) * foot.line_mm + 2 * FOOT_GAP_MM + foot.seal_mm) * MM


class _Paginator:
    """Places rows one after the other; knows the room left on the page being filled."""

    def __init__(self, filled: FilledForm) -> None:
        self._filled = filled
        self._names = filled.names
        self._merged = [column.key for column in filled.spec.columns if column.merges]
        self._pitch = filled.text_size.pitch
        self._padding = 2 * PADDING_MM * MM
        self._heading, _ = heading_heights(filled)
        self._height = filled.spec.paper.type_height * MM
        self._pages: list[Page] = []
        self._fragments: list[Fragment] = []
        self._top = filled.spec.opening.table_top_mm * MM
        self._foot = foot_height(filled)
        self._room = self._height - self._top - self._heading

    def paginate(self) -> list[Page]:
        """Return the pages; an empty form has one."""
        for index, row in enumerate(self._filled.rows):
            self._place(index, row)
        if self._room < self._foot:
            self._move_last_row()
        self._turn(has_foot=self._filled.spec.foot is not None)
        return self._pages

    def _move_last_row(self) -> None:
        """Take the last rows, or the last lines of a tall one, along with the foot to a new page.

        Two of them where they fit: a row alone above the seal looks forgotten.
        """
        if not self._fragments:
            return
        room = self._height - self._heading - self._foot
        for count in (2, 1):
            moved = self._fragments[-count:]
            if len(self._fragments) > count and sum(one.height for one in moved) <= room:
                del self._fragments[-count:]
                self._turn()
                self._fragments += moved
                self._room -= sum(one.height for one in moved)
                return
        self._move_last_lines(self._fragments.pop())

    def _move_last_lines(self, last: Fragment) -> None:
        longest = max(map(len, last.cells.values()))
        texts = {key: [line.text for line in lines] for key, lines in last.cells.items()}
        stay = {key: _share(lines, longest - LEAST_LINES) for key, lines in texts.items()}
        cells = {key: lines[: stay[key]] for key, lines in last.cells.items()}
        height = self._row_height(max(stay.values()))
        self._fragments.append(Fragment(last.row, cells, height, last.continues))
        self._turn()
        spec = self._filled.spec
        rest = {key: list(lines[stay[key] :]) for key, lines in last.cells.items()}
        most = int((self._room - self._foot - self._padding) // self._pitch)
        for key in self._repeating():
            if stay[key] == len(last.cells[key]) <= most:
                rest[key] = list(last.cells[key])
        if not last.continues:
            rest[spec.number_column].append(Line(CONTINUED, CONTINUED_POINTS))
        height = self._row_height(max(map(len, rest.values())))
        self._fragments.append(Fragment(last.row, rest, height, continues=True))
        self._room -= height

    def _turn(self, *, has_foot: bool = False) -> None:
        page = Page(
            len(self._pages) + 1, self._top, self._heading, tuple(self._fragments), has_foot
        )
        self._pages.append(page)
        self._fragments = []
        self._top = 0.0
        self._room = self._height - self._heading

    def _row_height(self, lines: int) -> float:
        least = self._filled.row_height_mm * MM
        return max(max(lines, 1) * self._pitch + self._padding, least)

    def _place(self, index: int, row: Mapping[str, str]) -> None:
        size = self._filled.text_size.points
        left = {
            c.key: cell_lines(row.get(c.key, ""), c, size, names=self._names)
            for c in self._filled.spec.columns
        }
        whole = self._row_height(self._lines_of(left))
        fits_next = self._row_height(max(map(len, left.values()))) <= self._height - self._heading
        is_little = self._room < self._height * EMPTY_SHARE
        if whole > self._room and fits_next and is_little and self._fragments:
            self._turn()
            whole = self._row_height(self._lines_of(left))
        if whole <= self._room:
            self._add(index, left, continues=False)
        else:
            self._split(index, left)

    def _lines_of(self, cells: Mapping[str, Sequence[str]]) -> int:
        """Return how many lines high a row is; what stands above already, merged, takes none."""
        last = self._fragments[-1].cells if self._fragments else {}
        above = {
            key
            for key in self._merged
            if cells[key] and [line.text for line in last.get(key, ())] == list(cells[key])
        }
        return max(len(lines) for key, lines in cells.items() if key not in above)

    def _split(self, index: int, left: dict[str, list[str]]) -> None:
        """Fill page after page with what is left of a row; what stood whole repeats on the next.

        A number, a task or a section that is too long for its first page goes on like any text.
        """
        repeated: dict[str, list[str]] = {}
        continues = False
        while any(left.values()):
            capacity = int((self._room - self._padding + 1e-6) // self._pitch)
            taken = {key: _share(lines, capacity) for key, lines in left.items()}
            if self._is_better_turned(left, taken):
                self._turn()
                continue
            cells = {key: lines[: taken[key]] for key, lines in left.items()}
            cells |= {key: lines for key, lines in repeated.items() if len(lines) <= capacity}
            self._add(index, cells, continues=continues)
            if not continues:
                keys = (key for key in self._repeating() if taken[key] == len(left[key]))
                repeated = {key: left[key] for key in keys}
            left = {key: lines[taken[key] :] for key, lines in left.items()}
            continues = True
            if any(left.values()):
                self._turn()

    def _is_better_turned(
        self, left: Mapping[str, Sequence[str]], taken: Mapping[str, int]
    ) -> bool:
        """Whether a row should begin on the next page: here a cell would stay empty, or be cut.

        What repeats (the section, the task) is cut only where the next page could not hold it.
        """
        if not self._fragments:
            return False
        page = int((self._height - self._heading - self._padding) // self._pitch)
        is_short = any(lines and not taken[key] for key, lines in left.items())
        return is_short or any(
            taken[key] < len(left[key]) <= page for key in self._repeating() if key in left
        )

    def _repeating(self) -> tuple[str, ...]:
        return self._filled.spec.repeating

    def _add(self, index: int, cells: Mapping[str, list[str]], *, continues: bool) -> None:
        size = self._filled.text_size.points
        lines = {key: [Line(text, size) for text in texts] for key, texts in cells.items()}
        if continues:
            lines[self._filled.spec.number_column].append(Line(CONTINUED, CONTINUED_POINTS))
        counted = {key: [line.text for line in own] for key, own in lines.items()}
        height = self._row_height(self._lines_of(counted))
        self._fragments.append(Fragment(index, lines, height, continues))
        self._room -= height


def _share(lines: Sequence[str], capacity: int) -> int:
    """Return how many lines of a cell go on this page, three or none, and as many on the next.

    Where a month or a sentence ends in the lower half of them the cell breaks there.
    """
    if len(lines) <= capacity:
        return len(lines)
    most = min(capacity, len(lines) - LEAST_LINES)
    if most < LEAST_LINES:
        return 0
    least = max(LEAST_LINES, most // 2)
    ends = [take for take in range(least, most + 1) if lines[take - 1].endswith(_ENDS)]
    return max(ends, default=most)


def paginate(filled: FilledForm) -> list[Page]:
    """Return the pages of a filled form.

    Raises:
        ValueError: a character is in no font (``glyphs.check`` finds it before).
    """
    return _Paginator(filled).paginate()
