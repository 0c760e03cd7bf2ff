"""The table of offices and persons; what is typed in it is noted as unsaved."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

import resources
from models.overriding import override
from ui.kit.fields.clipboard import LineEdit, put_cells, selected_area
from ui.kit.unsaved import Saving

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from ui.kit.messages import Messages
    from ui.kit.pasting import Pasting
    from ui.kit.unsaved import Unsaved
    from ui.use_cases.pasting import Area, Cell

HEADINGS = ("责任处室", "人员")
JOINT = "、"  # of several names
MOST_ROWS = 500  # more offices than any school has


class StaffCells:
    """The cells of the table as a paste sees them: rows are added where it needs more."""

    def __init__(self, table: StaffTable) -> None:
        self._table = table

    def headings(self) -> Sequence[str]:
        """Return the headings of the columns."""
        return HEADINGS

    def row_names(self) -> dict[int, list[str]]:
        """Return the offices that stand there."""
        rows = range(self._table.rowCount())
        return {0: list(filter(None, (self.read(row, 0) for row in rows)))}

    def new_rows(self) -> Iterable[int]:
        """Return the rows below the last that holds something."""
        used = [r for r in range(self._table.rowCount()) if self.read(r, 0) or self.read(r, 1)]
        return range(max(used, default=-1) + 1, MOST_ROWS)

    def read(self, row: int, column: int) -> str:
        """Return the text of a cell, empty outside the table."""
        item = self._table.item(row, column)
        return item.text() if item else ""

    def may_write(self, row: int, column: int) -> bool:
        """Whether there may be such a cell."""
        return 0 <= row < MOST_ROWS and 0 <= column < len(HEADINGS)

    def reach(self, cell: Cell) -> Iterable[Cell]:
        """Return the cells that a text in a cell would change."""
        return (cell,)

    def is_draft(self) -> bool:
        """Offices and persons may always be edited."""
        return True

    def takes(self, cells: Sequence[tuple[int, int, str]]) -> bool:
        """Any text may stand here; what is too long is said when it is written."""
        return True

    def set_cells(self, cells: Sequence[tuple[int, int, str]]) -> int:
        """Put texts into cells and have the table written once; returns how many."""
        table = self._table
        if not cells:
            return 0
        blocker = QSignalBlocker(table)
        for row, column, text in cells:
            table.setRowCount(max(table.rowCount(), row + 1))
            table.setItem(row, column, QTableWidgetItem(_in_one_line(text)))
        blocker.unblock()
        row, column, _ = cells[-1]
        table.cellChanged.emit(row, column)
        return len(cells)


class StaffTable(QTableWidget):
    """Two columns, a row an office; blocks come from Excel and WPS as into the sheet.

    Signals:
        told(str): a sentence for the status line.
        given_up(): Esc was pressed in the table, outside an editor.
    """

    told = Signal(str)
    given_up = Signal()

    def __init__(self, messages: Messages) -> None:
        super().__init__(0, len(HEADINGS))
        self._messages = messages
        self.cells_model = StaffCells(self)
        self.setHorizontalHeaderLabels(list(HEADINGS))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    @cached_property
    def pasting(self) -> Pasting:
        """What the clipboard means here."""
        from ui.kit.pasting import Pasting

        return Pasting(self, self._messages)

    def name_of(self, row: int, column: int) -> str:
        """Name a cell as the clerk sees it."""
        return resources.sentence("sheet.place", row=f"第{row + 1}行", heading=HEADINGS[column])

    def show_cell(self, row: int, column: int) -> None:
        """Go to a cell."""
        self.setCurrentCell(row, column)

    def area(self) -> Area:
        """Return the selected block, the current cell where nothing is selected."""
        return selected_area(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions = (
            (event.matches(QKeySequence.StandardKey.Copy), self.copy),
            (event.matches(QKeySequence.StandardKey.Cut), self.cut),
            (event.matches(QKeySequence.StandardKey.Paste), self.paste),
            (event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace), self.clear_block),
            (event.key() == Qt.Key.Key_Escape, self.given_up.emit),
        )
        for matches, action in actions:
            if matches:
                action()
                return
        super().keyPressEvent(event)

    def paste(self) -> None:
        """Paste at the current cell."""
        self.pasting.paste()

    def copy(self) -> None:
        """Copy the block."""
        area = self.area()
        texts = [[self.cells_model.read(r, c) for c in area.columns] for r in area.rows]
        put_cells(texts, texts)

    def cut(self) -> None:
        """Copy the block and empty it."""
        self.copy()
        self.clear_block()

    def clear_block(self) -> None:
        """Empty the cells of the block."""
        area = self.area()
        self.cells_model.set_cells([(r, c, "") for r in area.rows for c in area.columns])


def _in_one_line(text: str) -> str:
    """Return the lines of a cell, each a name or several, as the table has them."""
    return JOINT.join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


class NotingDelegate(QStyledItemDelegate):
    """Changes nothing else: the table writes what its cells hold when one of them is left."""

    def __init__(self, unsaved: Unsaved, parent: QObject) -> None:
        super().__init__(parent)
        self._unsaved = unsaved

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = LineEdit(parent)
        editor.setFrame(False)
        editor.joint = JOINT
        editor.textEdited.connect(self._note_typing)
        return editor

    @override
    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        self._unsaved.note(self, Saving.SAVED)
        super().destroyEditor(editor, index)

    def _note_typing(self) -> None:
        self._unsaved.note(self, Saving.TYPED)
