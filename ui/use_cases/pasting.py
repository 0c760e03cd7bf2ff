"""Where a pasted block goes in a table, and what would be replaced there: decided before a write.

Rows and columns count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from models.text import bare

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


@dataclass(frozen=True)
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

    def read(self, row: int, column: int) -> str:
        """Return the text of a cell as it is edited."""

    def may_write(self, row: int, column: int) -> bool:
        """Whether there is such a cell, and it may be edited."""

    def reach(self, cell: Cell) -> Iterable[Cell]:
        """Return the cells that a text in a cell would change: itself, or others that it names."""


@dataclass(frozen=True)
class Placement:
    """Where each text goes; ``unplaced`` names rows and columns that the table does not have."""

    cells: tuple[Cell, ...]
    unplaced: tuple[str, ...] = ()

    def writable(self, target: Target) -> list[Cell]:
        """Return the cells that can be written."""
        return [cell for cell in self.cells if target.may_write(cell.row, cell.column)]

    def differences(self, target: Target) -> list[Difference]:
        """Return what it would change, from the top left."""
        after = {
            (found.row, found.column): found.text
            for cell in self.writable(target)
            for found in target.reach(cell)
        }
        before = {place: target.read(*place) for place in after}
        return [
            Difference(*place, before[place], after[place])
            for place in sorted(after)
            if before[place].strip() != after[place].strip()
        ]


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
    """Place a block by the headings, task names or numbers that it carries; None without any."""
    headings = _columns_by_heading(block[0], target.headings()) if len(block) > 1 else {}
    body = block[1:] if headings else block
    key = _find_key(body, target.row_names())
    if key is None and not headings:
        return None
    shifted = {at: at + key.shift for at in range(len(block[0]))} if key else {}
    columns = headings or shifted
    # What only names the rows is not to be written: their names, their numbers.
    naming = {at for at, column in columns.items() if column in target.row_names()}
    naming |= {key.at} if key else set()
    rows = key.rows if key else [area.rows[0] + place for place in range(len(body))]
    cells, unplaced = [], []
    for row, texts in zip(rows, body, strict=True):
        sent = {at: text for at, text in enumerate(texts) if text is not None and at not in naming}
        if row is None:
            unplaced.append(_name_of(texts, key))
            continue
        cells += [Cell(row, columns[at], text) for at, text in sent.items() if at in columns]
        unplaced += [block[0][at] or "" for at in sent if at not in columns]
    return Placement(tuple(cells), tuple(filter(None, dict.fromkeys(unplaced))))


def _name_of(texts: Sequence[str | None], key: _Key | None) -> str:
    """Return what names a row that the table does not have: its key, else its first text."""
    return (texts[key.at] if key else None) or next(filter(None, texts), "")


@dataclass(frozen=True)
class _Key:
    """The column ``at`` of a block names its rows; ``shift`` leads from its columns to ours."""

    at: int
    shift: int
    rows: Sequence[int | None]


def _find_key(body: Block, names: Mapping[int, Sequence[str]]) -> _Key | None:
    width = len(body[0])
    for column, known in names.items():
        # A number stands before what it numbers; elsewhere it is a figure.
        places = (0,) if all(map(str.isdecimal, known)) else range(width)
        for at in places if width > 1 else ():
            rows = _rows_named([row[at] or "" for row in body], known)
            if rows is not None:
                return _Key(at, column - at, rows)
    return None


def _rows_named(texts: Sequence[str], known: Sequence[str]) -> list[int | None] | None:
    """Return the row that each text names; None where hardly any of them does.

    A name that stands in several rows (a task and its open item) means them in their order.
    """
    waiting: dict[str, list[int]] = {}
    for row, name in enumerate(known):
        waiting.setdefault(bare(name), []).append(row)
    named = [bare(text) for text in texts]
    hits = [name for name in named if name and name in waiting]
    said = [name for name in named if name]
    # Numbers are short, and figures may look like them: each must be one, and another.
    is_sure = not all(map(str.isdecimal, hits)) or len(set(hits)) == len(said)
    if not hits or len(hits) < len(said) / 2 or not is_sure:
        return None
    return [waiting[name].pop(0) if waiting.get(name) else None for name in named]


def _columns_by_heading(row: Sequence[str | None], headings: Sequence[str]) -> dict[int, int]:
    """Return our column of each of a block's columns; {} where its first row is no heading."""
    ours: dict[str, int] = {_stem(heading): column for column, heading in enumerate(headings)}
    said = {at: _stem(text) for at, text in enumerate(row) if text and text.strip()}
    found = {at: ours[name] for at, name in said.items() if name in ours}
    return found if len(found) == len(said) or len(found) >= max(2, len(said) / 2) else {}


def _stem(heading: str) -> str:
    """Return a heading without its brackets: 工作目标 of 工作目标（完成时限）."""
    return bare(heading.replace("（", "(").partition("(")[0])
