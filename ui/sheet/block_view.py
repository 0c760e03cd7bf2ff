"""A table whose cells go to and come from Excel and WPS in blocks, with the keys of WPS."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

import resources
from ui.use_cases.tabular import format_block, parse_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

    from ui.sheet.cell_delegate import CellDelegate
    from ui.sheet.cells_model import CellsModel

OWN_CELLS = "application/x-zhijiao-cells"  # the texts for editing, beside the printed ones


class BlockView(QTableView):
    """Typing starts editing, F2 and Enter edit, Delete clears, Ctrl+D fills down.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)
    cells: CellDelegate  # set by subclasses

    def __init__(self, model: CellsModel) -> None:
        super().__init__()
        self._cells = model
        self.setModel(model)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    @property
    def cells_model(self) -> CellsModel:
        """What a text in a cell changes."""
        return self._cells

    def place_of(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Name a cell as the clerk sees it."""
        heading = str(self._cells.headerData(index.column(), Qt.Orientation.Horizontal))
        row = self._cells.headerData(index.row(), Qt.Orientation.Vertical)
        values = {"row": row or f"第{index.row() + 1}行", "heading": heading.replace("\n", "")}
        return resources.sentence("sheet.place", **values)

    def commit_open_editor(self) -> bool:
        """Write what is being typed in a cell; False where it was not taken."""
        editor = self.cells.editor
        if editor is None:
            return True
        self.cells.commitData.emit(editor)
        return not self.cells.keeps_open(editor)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if self.cells.keeps_open(editor):
            QTimer.singleShot(0, self, self.return_to_editor)
            return
        self._cells.typing_batch = None
        super().closeEditor(editor, hint)

    def return_to_editor(self) -> None:
        """Put the keyboard back into the open editor, whose text was not taken."""
        editor = self.cells.editor
        if editor is not None and editor.isVisible():
            place = self.cells.editing
            self.setCurrentIndex(self.model().index(place.row(), place.column()))
            editor.setFocus()

    def edit_cell(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        index = self.model().index(row, column)
        self.setFocus()
        self.setCurrentIndex(index)
        if self._cells.is_editable(index):
            self.edit(index)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Tab goes to the next cell that can be filled in."""
        steps = {
            QAbstractItemView.CursorAction.MoveNext: 1,
            QAbstractItemView.CursorAction.MovePrevious: -1,
        }
        step = steps.get(action)
        if step is None:
            return super().moveCursor(action, modifiers)
        columns = self.model().columnCount()
        count = self.model().rowCount() * columns
        current = self.currentIndex()
        start = current.row() * columns + current.column()
        for offset in range(1, count + 1):
            place = (start + step * offset) % count
            index = self.model().index(place // columns, place % columns)
            if self._cells.is_editable(index):
                return index
        return current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions = (
            (event.matches(QKeySequence.StandardKey.Copy), self.copy),
            (event.matches(QKeySequence.StandardKey.Cut), self.cut),
            (event.matches(QKeySequence.StandardKey.Paste), self.paste),
            (event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace), self.clear_block),
            (self._is_fill(event), self.fill_down),
            (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._edit_current),
        )
        for matches, action in actions:
            if matches:
                action()
                return
        if event.text().isprintable() and event.text():
            self._say_why_not()
        super().keyPressEvent(event)

    def _say_why_not(self) -> None:
        """Typing into a cell that cannot be edited is not swallowed in silence."""
        code = self._cells.why_not(self.currentIndex())
        if code:
            self.told.emit(resources.sentence(code))

    @staticmethod
    def _is_fill(event: QKeyEvent) -> bool:
        control = Qt.KeyboardModifier.ControlModifier
        return event.key() == Qt.Key.Key_D and event.modifiers() == control

    def event(self, event: QEvent) -> bool:
        # Ctrl+D and Delete belong to the table while it has the focus.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_fill(event):
            event.accept()
            return True
        return super().event(event)

    def _edit_current(self) -> None:
        self._say_why_not()
        self.edit_cell(self.currentIndex().row(), self.currentIndex().column())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QtWidgets.QMenu(self)
        index = self.currentIndex()
        editable = self._cells.is_editable(index)
        _add_entry(menu, "编辑\tF2", self._edit_current, is_enabled=editable)
        _add_entry(menu, "剪切\tCtrl+X", self.cut, is_enabled=editable)
        _add_entry(menu, "复制\tCtrl+C", self.copy, is_enabled=True)
        _add_entry(menu, "粘贴\tCtrl+V", self.paste, is_enabled=editable)
        _add_entry(menu, "清除\tDelete", self.clear_block, is_enabled=editable)
        _add_entry(menu, "向下填充\tCtrl+D", self.fill_down, is_enabled=editable)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _block(self) -> tuple[range, range]:
        """Return the rows and columns of the selected block."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows = [i.row() for i in indexes]
        columns = [i.column() for i in indexes]
        return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)

    def copy(self) -> None:
        """Copy the block as text for spreadsheets, and with its texts for editing for ourselves."""
        rows, columns = self._block()

        def texts(role: Qt.ItemDataRole) -> list[list[str]]:
            index = self.model().index
            return [[str(index(r, c).data(role) or "") for c in columns] for r in rows]

        mime = QMimeData()
        mime.setText(format_block(texts(Qt.ItemDataRole.DisplayRole)))
        own = json.dumps(texts(Qt.ItemDataRole.EditRole), ensure_ascii=False)
        mime.setData(OWN_CELLS, own.encode("utf-8", "replace"))
        QGuiApplication.clipboard().setMimeData(mime)

    def cut(self) -> None:
        """Copy the block and empty it."""
        self.copy()
        self.clear_block()

    def clear_block(self) -> None:
        """Empty the cells of the block."""
        rows, columns = self._block()
        self._cells.set_cells([(r, c, "") for r in rows for c in columns])

    def fill_down(self) -> None:
        """Give the block's first row to the rows below it."""
        rows, columns = self._block()
        role = Qt.ItemDataRole.EditRole
        first = {c: str(self.model().index(rows[0], c).data(role)) for c in columns}
        self._cells.set_cells([(r, c, first[c]) for r in rows[1:] for c in columns])

    def paste(self) -> None:
        """Paste a block at the current cell; a single cell fills the whole selection."""
        block = self._clipboard_block()
        rows, columns = self._block()
        if len(block) == 1 and len(block[0]) == 1:
            block = [[block[0][0]] * len(columns) for _ in rows]
        cells = [
            (rows[0] + r, columns[0] + c, text)
            for r, line in enumerate(block)
            for c, text in enumerate(line)
        ]
        inside = [
            cell
            for cell in cells
            if cell[0] < self.model().rowCount() and cell[1] < self.model().columnCount()
        ]
        pasted = self._cells.set_cells(inside)
        cut = len(cells) - pasted
        if pasted and cut:
            self.told.emit(resources.sentence("sheet.pasted_cut", pasted=pasted, cut=cut))

    @staticmethod
    def _clipboard_block() -> list[list[str]]:
        mime = QGuiApplication.clipboard().mimeData()
        if mime.hasFormat(OWN_CELLS):
            block: list[list[str]] = json.loads(bytes(mime.data(OWN_CELLS).data()).decode())
            return block
        return parse_block(mime.text())


def _add_entry(
    menu: QtWidgets.QMenu, text: str, action: Callable[[], object], *, is_enabled: bool
) -> None:
    """Add what the keys do as well to the table's own menu."""
    entry = menu.addAction(text)
    entry.setEnabled(is_enabled)
    entry.triggered.connect(action)
