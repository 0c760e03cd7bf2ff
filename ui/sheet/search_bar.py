"""Search within the list: Ctrl+F, Enter for the next place, Esc closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

import resources
from models.cleaning import plain
from ui.kit.fields.clipboard import LineEdit
from ui.kit.widgets import button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.sheet.sheet_view import SheetView


class SearchBar(QFrame):
    """Looks through the printed texts of all cells, row by row.

    Signals:
        found(): the current cell moved to a place.
    """

    found = Signal()

    def __init__(self, table: SheetView) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._table = table
        self._text = LineEdit()
        self._text.setPlaceholderText("在清单里查找")
        self._text.setAccessibleName("在清单里查找")
        self._text.returnPressed.connect(self.find_next)
        self._told = label("", "small")
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self._told)
        row.addWidget(button("上一处", self.find_previous))
        row.addWidget(button("下一处", self.find_next))
        row.addWidget(button("关闭", self.close_bar, "link"))
        self.hide()

    def open(self) -> None:
        """Show the bar, ready to type."""
        self.show()
        self._text.setFocus()
        self._text.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and give the table the keyboard back."""
        self.hide()
        self._table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return
        super().keyPressEvent(event)

    def find_next(self) -> None:
        """Go to the next cell with the text."""
        self._find(1)

    def find_previous(self) -> None:
        """Go to the previous cell with the text."""
        self._find(-1)

    def _find(self, step: int) -> None:
        text = plain(self._text.text()).strip().casefold()
        model = self._table.model()
        columns = model.columnCount()
        count = model.rowCount() * columns
        current = self._table.currentIndex()
        start = current.row() * columns + current.column() if current.isValid() else -step
        for offset in range(1, count + 1):
            place = (start + step * offset) % count
            index = model.index(place // columns, place % columns)
            if text and text in plain(str(index.data())).casefold():
                self._told.setText("")
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self._table.selectionModel().setCurrentIndex(index, flags)
                self.found.emit()
                return
        if text:
            self._told.setText(resources.sentence("sheet.not_found", text=self._text.text()))
