"""A table from outside as one plain value, whatever file or clipboard it came in.

Every reader places its cells into a ``Grid``, which counts what is built: a span of a million
rows is refused as a million rows are.
"""

from __future__ import annotations

from models.errors import Refusal
from models.value_class import value_class

CELLS_LIMIT = 60_000  # of the grid, covered ones too; a list of 3,000 rows and 20 columns
TEXT_LIMIT = 4_000_000  # characters of all cells
ROWS_LIMIT, COLUMNS_LIMIT = 20_000, 1_000


@value_class
class Cell:
    r"""A cell with its text (line ends are ``\n``) and how many rows and columns it covers."""

    text: str = ""
    rowspan: int = 1
    colspan: int = 1


@value_class
class Table:
    """Rows of the cells that begin in them, from the left; every place of the grid is covered."""

    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> list[list[str]]:
        """Return the grid of texts: a covered place is empty."""
        return [[text or "" for text in row] for row in self.places()]

    def places(self) -> list[list[str | None]]:
        """Return the grid of texts: a covered place, whose cell begins elsewhere, is None."""
        grid = Grid()
        found: list[list[str | None]] = []
        for row in self.rows:
            grid.begin_row()
            found.append([])
            for cell in row:
                column = grid.place(cell)
                found[-1] += [None] * (column - len(found[-1])) + [cell.text]
        width = grid.width
        return [row + [None] * (width - len(row)) for row in found]


class Grid:
    """Places cells row by row, each at the first place that no other covers."""

    def __init__(self) -> None:
        self._rows: list[dict[int, Cell]] = []  # the cells that begin in a row, by column
        self._covered: dict[int, set[int]] = {}  # row -> columns covered from above or the left
        self._built = self._characters = 0
        self.width = 0

    def begin_row(self) -> None:
        """Begin the next row.

        Raises:
            Refusal: ``table.too_large``.
        """
        self._rows.append({})
        require_small(len(self._rows) <= ROWS_LIMIT)

    def place(self, cell: Cell) -> int:
        """Place a cell in the row that was begun last; returns its column, from 0.

        Raises:
            Refusal: ``table.too_large``.
        """
        at = len(self._rows) - 1
        own, covered = self._rows[at], self._covered.setdefault(at, set())
        column = max(own, default=-1) + 1
        while column in covered:
            column += 1
        self._built += cell.rowspan * cell.colspan
        self._characters += len(cell.text)
        require_small(self._built <= CELLS_LIMIT and self._characters <= TEXT_LIMIT)
        require_small(column + cell.colspan <= COLUMNS_LIMIT)
        own[column] = cell
        for below in range(cell.rowspan):
            taken = self._covered.setdefault(at + below, set())
            taken.update(range(column, column + cell.colspan))
        self.width = max(self.width, column + cell.colspan)
        return column

    def covers(self, column: int) -> bool:
        """Whether a place of the row begun last is covered by a cell that begins above."""
        return column in self._covered.get(len(self._rows) - 1, set())

    def table(self) -> Table:
        """Return what was placed, without empty rows at the end and columns at the right.

        Spans that lead out of the table end at its edge; places that nobody covers are empty cells.
        """
        height, width = self._used()
        rows = []
        for at, own in enumerate(self._rows[:height]):
            covered = self._covered.get(at, set())
            cells = []
            for column in range(width):
                if column in own:
                    cell = own[column]
                    spans = min(cell.rowspan, height - at), min(cell.colspan, width - column)
                    cells.append(Cell(cell.text, *spans))
                elif column not in covered:
                    cells.append(Cell())
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def _used(self) -> tuple[int, int]:
        """Return how many rows and columns hold a text, a span of it included."""
        height = width = 0
        for at, own in enumerate(self._rows):
            for column, cell in own.items():
                if cell.text:
                    height = max(height, at + cell.rowspan)
                    width = max(width, column + cell.colspan)
        return min(height, len(self._rows)), width


def require_small(fits: bool) -> None:  # noqa: FBT001  (a condition)
    """Refuse what is larger than any table of a school.

    Raises:
        Refusal: ``table.too_large``.
    """
    if not fits:
        raise Refusal("table.too_large", limit=CELLS_LIMIT)
