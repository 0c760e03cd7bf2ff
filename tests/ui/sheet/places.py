"""A table that is pasted into, as the tests see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from ui.sheet.block_view import BlockView

ROW = 3  # where one cell is selected; a block is this row and the two below it
TASK_2, TASK_4 = "加强“双师型”教师队伍建设", "优化调整专业"


@dataclass
class Place:
    """A table, its column that is pasted into, and the button that undoes."""

    table: BlockView
    column: int
    undo: QAbstractButton

    def texts(self) -> dict[tuple[int, int], str]:
        model = self.table.cells_model
        return {
            (row, column): model.read(row, column)
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        }

    def select(self, height: int, width: int = 1) -> None:
        self.select_area((ROW, self.column), (ROW + height - 1, self.column + width - 1))

    def select_area(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Whatever keys an earlier test left pressed."""
        index = self.table.model().index
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.table.selectionModel().setCurrentIndex(index(*first), how)
        self.table.selectionModel().select(QItemSelection(index(*first), index(*last)), how)


def current(place: Place) -> tuple[int, int]:
    """Row and column of the current cell."""
    index = place.table.currentIndex()
    return index.row(), index.column()


def start_at(place: Place, row: int, column: int) -> None:
    """Give a table the keyboard and make a cell its current one."""
    place.table.setFocus()
    place.select_area((row, column), (row, column))


def read(place: Place, row: int, column: int) -> str:
    """The text of a cell as it is edited."""
    return place.table.cells_model.read(row, column)
