"""Where a pasted block goes in a table, and what would be replaced there: decided before a write.

Rows and columns count from 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from models.cleaning import plain
from models.text import bare
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.reading.clipboard import Block

ROW_HEADING = -1  # the column of a table's row headings


class Cell(NamedTuple):
    """A text on its way into a cell."""

    row: int
    column: int
    text: str


class Difference(NamedTuple):
    """A cell whose text a paste would change."""

    row: int
    column: int
    before: str
    after: str


@value_class
class Area:
    """The selected rows and columns, without gaps."""

    rows: range
    columns: range

    @property
    def is_one(self) -> bool:
        """Whether it is a single cell."""
        return len(self.rows) == len(self.columns) == 1

    def __contains__(self, place: tuple[int, int]) -> bool:
        return place[0] in self.rows and place[1] in self.columns


class Target(Protocol):
    """The table that is pasted into."""

    def headings(self) -> Sequence[str]:
        """Return the headings of the columns."""

    def row_names(self) -> Mapping[int, Sequence[str]]:
        """Return what names the rows, by the column that shows it, the surest first."""

    def new_rows(self) -> Iterable[int]:
        """Return the rows that names may be given which the table does not have yet."""

    def read(self, row: int, column: int) -> str:
        """Return the text of a cell as it is edited."""

    def may_write(self, row: int, column: int) -> bool:
        """Whether there is such a cell, and it may be edited."""

    def reach(self, cell: Cell) -> Iterable[Cell]:
        """Return the cells that a text in a cell would change: itself, or others that it names."""


@value_class
class Placement:
    """Where each text goes; ``unplaced`` names rows and columns that the table does not have."""

    cells: tuple[Cell, ...]
    unplaced: tuple[str, ...] = ()

    def writable(self, target: Target) -> list[Cell]:
        """Return the cells that can be written."""
        return [cell for cell in self.cells if target.may_write(cell.row, cell.column)]

    def differences(self, target: Target) -> list[Difference]:
        """Return what it would change, from the top left."""
        after = {place: texts[-1] for place, texts in self._reached(target).items()}
        before = {place: target.read(*place) for place in after}
        return [
            Difference(*place, before[place], after[place])
            for place in sorted(after)
            if before[place].strip() != after[place].strip()
        ]

    def torn(self, target: Target) -> tuple[int, int] | None:
        """Return a cell for which it has two texts, of which one would be lost; None without any.

        So a goal of March that says “4月：…” and one that stands in April.
        """
        reached = self._reached(target).items()
        return next((place for place, texts in reached if len(set(texts)) > 1), None)

    def _reached(self, target: Target) -> dict[tuple[int, int], list[str]]:
        reached: dict[tuple[int, int], list[str]] = {}
        for cell in self.writable(target):
            for found in target.reach(cell):
                reached.setdefault((found.row, found.column), []).append(found.text)
        return reached


def replaced_outside(differences: Iterable[Difference], area: Area) -> list[Difference]:
    """Return what would take the place of a text that the clerk did not select."""
    return [d for d in differences if d.before.strip() and (d.row, d.column) not in area]


def by_place(block: Block, area: Area) -> Placement:
    """Place a block at the area's first cell; a single text fills the area."""
    if len(block) == len(block[0]) == 1:
        block = tuple(block[0] * len(area.columns) for _ in area.rows)
    return Placement(
        tuple(
            Cell(row, column, text)
            for row, texts in enumerate(block, start=area.rows[0])
            for column, text in enumerate(texts, start=area.columns[0])
            if text is not None
        )
    )


def by_names(block: Block, area: Area, target: Target) -> Placement | None:
    """Place a block by the headings, task names or numbers that it carries; None without any.

    Without headings its texts go to the selected column and on from there, those of a whole row to
    the columns that they stand in.
    """
    headings = _columns_by_heading(block[0], target.headings()) if len(block) > 1 else {}
    body = block[1:] if headings else block
    keys = _find_keys(body, target.row_names())
    if not keys and not headings:
        return None
    columns = headings or _columns_behind(keys, block, area, target.row_names())
    # What only names the rows is not to be written: their names, their numbers.
    naming = {key.at for key in keys}
    naming |= {at for at, column in columns.items() if column in target.row_names()}
    rows = keys[0].rows if keys else [area.rows[0] + place for place in range(len(body))]
    new = iter(target.new_rows())
    found: dict[tuple[int, int], list[str]] = {}
    unplaced: list[str] = []
    for known, texts in zip(rows, body, strict=True):
        name = (texts[keys[0].at] if keys else None) or next(filter(None, texts), "")
        row = next(new, None) if known is None and name else known
        if row is None:
            unplaced.append(name)
            continue
        kept = naming if row == known else set()  # a new row gets its name too
        for at, text in enumerate(texts):
            if text is not None and at not in kept and at in columns:
                found.setdefault((row, columns[at]), []).append(text)
            elif text and at not in kept:
                unplaced.append(block[0][at] or "")
    # Two rows of a block for one of ours, as of a task that reaches over both: one below another.
    cells = tuple(Cell(*place, "\n".join(filter(None, found[place]))) for place in found)
    return Placement(cells, tuple(filter(None, dict.fromkeys(unplaced))))


@value_class
class _Key:
    """The column ``at`` of a block names its rows as our ``column`` does; None: no row of ours."""

    at: int
    column: int
    rows: Sequence[int | None]


def _find_keys(body: Block, names: Mapping[int, Sequence[str]]) -> list[_Key]:
    """Return the columns that name rows, the surest first."""
    width = len(body[0])
    found = []
    for column, known in names.items():
        # A number stands before what it numbers; elsewhere it is a figure.
        places = (0,) if all(map(str.isdecimal, known)) else range(width)
        for at in places if width > 1 else ():
            rows = _rows_named([row[at] for row in body], known)
            if rows is not None:
                found.append(_Key(at, column, rows))
                break
    return found


def _columns_behind(
    keys: Sequence[_Key], block: Block, area: Area, names: Mapping[int, Sequence[str]]
) -> dict[int, int]:
    """Return our column of each of a block's columns."""
    selected, width = area.columns[0], len(block[0])
    naming = {key.at for key in keys}
    filled = {at for at in range(width) if any(row[at] for row in block)}
    is_whole = all(key.at == key.column for key in keys) and filled & set(names) <= naming
    if is_whole or selected in names:
        return {at: at + keys[0].column - keys[0].at for at in range(width)}
    texts = [at for at in range(width) if at not in naming]
    behind = {at: selected + place for place, at in enumerate(texts)}
    return behind | {key.at: key.column for key in keys}


def _rows_named(texts: Sequence[str | None], known: Sequence[str]) -> list[int | None] | None:
    """Return the row that each text names; None where hardly any of them does.

    A name that stands in several rows (a task and its open item) means them in their order; None, a
    cell that reaches down from above, means the row above.
    """
    waiting: dict[str, list[int]] = {}
    for row, name in enumerate(known):
        waiting.setdefault(_same(name), []).append(row)
    said = [_same(text) for text in texts if text and _same(text)]
    hits = [name for name in said if name in waiting]
    # Numbers are short, and figures may look like them: each must be one, and another.
    is_sure = not all(map(str.isdecimal, hits)) or len(set(hits)) == len(said)
    if not hits or len(hits) < len(said) / 2 or not is_sure:
        return None
    rows: list[int | None] = []
    for text in texts:
        if text is None:
            rows.append(rows[-1] if rows else None)
            continue
        left = waiting.get(_same(text), [])
        rows.append(left.pop(0) if len(left) > 1 else left[0] if left else None)
    return rows


def _columns_by_heading(row: Sequence[str | None], headings: Sequence[str]) -> dict[int, int]:
    """Return our column of each of a block's columns; {} where its first row is no heading."""
    ours: dict[str, int] = {_stem(heading): column for column, heading in enumerate(headings)}
    said = {at: _stem(text) for at, text in enumerate(row) if text and text.strip()}
    found = {at: ours[name] for at, name in said.items() if name in ours}
    return found if len(found) == len(said) or len(found) >= max(2, len(said) / 2) else {}


def _stem(heading: str) -> str:
    """Return a heading without its brackets: 工作目标 of 工作目标（完成时限）."""
    return _same(heading.replace("（", "(").partition("(")[0])


def _same(text: str) -> str:
    """Return what two names have in common that only look different."""
    return bare(plain(text))
