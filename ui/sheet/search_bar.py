"""Search within the list: Ctrl+F, Enter for the next place, Esc closes; below it where else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from models.overriding import override
from ui.kit.fields.clipboard import LineEdit
from ui.kit.widgets import button, clear, label
from ui.kit.wrap_row import WrapRow
from ui.use_cases.documents.searching import sought

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.sheet.sheet_view import SheetView
    from ui.use_cases.documents.searching import Hit

SHOWN = 12  # other documents that are named


class SearchBar(QFrame):
    """Looks through the printed texts of all cells, row by row.

    ``elsewhere`` returns the other documents that have a text.

    Signals:
        found(): the current cell moved to a place. hit_chosen(object): go to another document.
    """

    found = Signal()
    hit_chosen = Signal(object)

    def __init__(self, table: SheetView, elsewhere: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__()
        self._elsewhere = elsewhere
        self._looked_for = ""
        self.setObjectName("bar")
        self._table = table
        self._text = LineEdit()
        self._text.setPlaceholderText("在清单里查找")
        self._text.setAccessibleName("在清单里查找")
        self._text.returnPressed.connect(self.find_next)
        self._text.textChanged.connect(self._mark)
        self._told = label("", "small")
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        column.addLayout(row)
        row.addWidget(self._text, 1)
        row.addWidget(self._told)
        row.addWidget(button("上一处", self.find_previous))
        row.addWidget(button("下一处", self.find_next))
        row.addWidget(button("关闭", self.close_bar, "link"))
        self._others = QFrame()
        self._line = WrapRow(self._others)
        column.addWidget(self._others)
        self._others.hide()
        self.hide()

    def open(self) -> None:
        """Show the bar, ready to type; where else the text stands is looked for anew."""
        self._looked_for = ""
        self.show()
        self._text.setFocus()
        self._text.selectAll()
        self._mark()

    def forget(self) -> None:
        """Another document is shown: what was found elsewhere may be here."""
        self._looked_for = ""
        self._others.hide()

    def close_bar(self) -> None:
        """Hide the bar and give the table the keyboard back; nothing is shaded any more."""
        self.hide()
        self._shade("")
        self._table.setFocus()

    @override
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

    def _mark(self) -> None:
        """Shade every place of what is typed, and count the cells."""
        text = sought(self._text.text())
        self._shade(text)
        cells = self._cells_with(text)
        counted = resources.sentence("sheet.hits", count=len(cells)) if cells else ""
        self._told.setText(counted or self._nothing(text))

    def _nothing(self, text: str) -> str:
        return resources.sentence("sheet.not_found", text=self._text.text()) if text else ""

    def _shade(self, text: str) -> None:
        self._table.cells.sought = text
        self._table.viewport().update()

    def _cells_with(self, text: str) -> list[int]:
        """Return the cells that have a text, counted from 0 row by row."""
        model = self._table.model()
        columns = model.columnCount()
        cells = range(model.rowCount() * columns if text else 0)
        texts = ((at, model.index(at // columns, at % columns).data()) for at in cells)
        return [at for at, shown in texts if text in sought(str(shown))]

    def _find(self, step: int) -> None:
        text = sought(self._text.text())
        self._show_elsewhere(text)
        cells = self._cells_with(text)
        if not cells:
            self._told.setText(self._nothing(text))
            return
        columns, current = self._table.model().columnCount(), self._table.currentIndex()
        here = current.row() * columns + current.column() if current.isValid() else -1
        place = _next(cells, here, step)
        index = self._table.model().index(cells[place] // columns, cells[place] % columns)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._table.selectionModel().setCurrentIndex(index, flags)
        words = {"place": place + 1, "count": len(cells)}
        self._told.setText(resources.sentence("sheet.hit_of", **words))
        self.found.emit()

    def _show_elsewhere(self, text: str) -> None:
        """List the other documents that have the text; each leads there."""
        if text == self._looked_for:
            return
        self._looked_for = text
        clear(self._line)
        hits = self._elsewhere(text)
        if not hits:
            self._others.hide()
            return
        self._line.add(label(resources.sentence("sheet.elsewhere"), "small"))
        for hit in hits[:SHOWN]:
            self._line.add(button(hit.words, partial(self._choose, hit), "link"))
        if len(hits) > SHOWN:
            more = resources.sentence("sheet.more_hits", count=len(hits) - SHOWN)
            self._line.add(label(more, "small"))
        self._others.show()

    def _choose(self, hit: Hit) -> None:
        self.hit_chosen.emit(hit)


def _next(cells: Sequence[int], here: int, step: int) -> int:
    """Return which of some cells follows a place, or with -1 comes before it; round the ends."""
    if step > 0:
        return next((at for at, cell in enumerate(cells) if cell > here), 0)
    before = [at for at, cell in enumerate(cells) if cell < here]
    return before[-1] if before else len(cells) - 1
