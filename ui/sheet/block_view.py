"""A table whose cells go to and come from Excel and WPS in blocks, with the keys of WPS."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

import resources
from models.overriding import override
from models.text import date_text
from ui.kit.fields.clipboard import put_cells, selected_area
from ui.kit.widgets import own_viewport
from ui.sheet.keys import FILL_DOWN, FILL_RIGHT, OWN_KEYS, TODAY
from ui.use_cases.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractItemDelegate, QWidget

    from ui.kit.messages import Messages
    from ui.kit.pasting import Pasting
    from ui.sheet.cell_delegate import CellDelegate
    from ui.sheet.cells_model import CellsModel
    from ui.sheet.keys import Onward
    from ui.use_cases.pasting import Area

_CURSOR = QAbstractItemView.CursorAction
_FAR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = {_CURSOR.MoveNext: 1, _CURSOR.MovePrevious: -1}  # in cells
_PAGES = {_CURSOR.MovePageDown: 1, _CURSOR.MovePageUp: -1}


class BlockView(QTableView):
    """Typing starts editing, F2 and Enter edit, Delete clears; the rest as in WPS and Excel.

    Ctrl+D and Ctrl+R fill down and right, Ctrl+; writes today's date.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)
    cells: CellDelegate  # set by subclasses
    head_name = ""  # by which the style sheet knows its heading

    def __init__(self, model: CellsModel, messages: Messages) -> None:
        super().__init__()
        self._cells = model
        self._messages = messages
        own_viewport(self)
        self.horizontalHeader().setObjectName(self.head_name)  # looked up when it gets its model
        self.setModel(model)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)

    @cached_property
    def pasting(self) -> Pasting:
        """What the clipboard means here."""
        from ui.kit.pasting import Pasting

        return Pasting(self, self._messages)

    @property
    def cells_model(self) -> CellsModel:
        """What a text in a cell changes."""
        return self._cells

    def name_of(self, row: int, column: int) -> str:
        """Name a cell as the clerk sees it."""
        return self._cells.name_of(row, column)

    def show_cell(self, row: int, column: int) -> None:
        """Go to a cell."""
        self.setCurrentIndex(self.model().index(row, column))

    def commit_open_editor(self) -> bool:
        """Write what is being typed in a cell; False where it was not taken."""
        editor = self.cells.editor
        if editor is None:
            return True
        self.cells.commitData.emit(editor)
        return not self.cells.keeps_open(editor)

    @override
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
            if not self.cells.is_kept(place.column()):
                editor.selectAll()  # typed over as a selected cell is

    def step(self, step: int) -> None:
        """Go on to the next cell that can be filled in, or with -1 back to the one before."""
        self.setFocus()
        self.setCurrentIndex(self._next_from(self.currentIndex(), step))

    def go_on(self, onward: Onward) -> None:
        """Go where a key leads out of an editor; beyond the first and last row there is none."""
        if onward.cells:
            self.step(onward.cells)
            return
        self.setFocus()
        current = self.currentIndex()
        row = min(max(current.row() + onward.rows, 0), self.model().rowCount() - 1)
        self.setCurrentIndex(self.model().index(row, current.column()))

    def edit_cell(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        index = self.model().index(row, column)
        self.setFocus()
        self.setCurrentIndex(index)
        if self._cells.is_editable(index):
            self.edit(index)

    # -- keys ----------------------------------------------------------------------------------

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Tab goes to the next cell that can be filled in; a page is what is in sight."""
        if action in _PAGES:
            return self._page_from(self.currentIndex(), _PAGES[action])
        if action in _STEPS:
            return self._next_from(self.currentIndex(), _STEPS[action])
        return super().moveCursor(action, modifiers)

    def _next_from(self, current: QModelIndex, step: int) -> QModelIndex:
        columns = self.model().columnCount()
        count = self.model().rowCount() * columns
        start = current.row() * columns + current.column()
        for offset in range(1, count + 1):
            place = (start + step * offset) % count
            index = self.model().index(place // columns, place % columns)
            if self._cells.is_editable(index):
                return index
        return current

    def _page_from(self, current: QModelIndex, direction: int) -> QModelIndex:
        """Return the cell a page away: the table is as high as its rows, the page around scrolls.

        At least one row further, at most the last.
        """
        page = self.viewport().visibleRegion().boundingRect().height()
        wanted = self.rowViewportPosition(current.row()) + direction * page
        last = self.model().rowCount() - 1
        found = self.rowAt(wanted) if wanted >= 0 else 0
        row = last if found < 0 else found
        if row == current.row():
            row = min(max(row + direction, 0), last)
        return self.model().index(row, current.column())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.cells.editor is not None and self.cells.editor.hasFocus():
            event.ignore()  # what its editor leaves is no key of the table
            return
        keys = event.keyCombination()
        is_plain = not event.modifiers() & _COMMANDS
        actions = (
            (event.matches(QKeySequence.StandardKey.Copy), self.copy),
            (event.matches(QKeySequence.StandardKey.Cut), self.cut),
            (event.matches(QKeySequence.StandardKey.Paste), self.paste),
            (is_plain and event.key() in _CLEARING, self.clear_block),
            (keys == FILL_DOWN, self.fill_down),
            (keys == FILL_RIGHT, self.fill_right),
            (keys == TODAY, self.write_today),
            (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter), self._edit_current),
        )
        for matches, action in actions:
            if matches:
                action()
                return
        if not (event.text() and event.text().isprintable()):
            super().keyPressEvent(event)
            return
        self._say_why_not()
        with self.cells.opened_by_typing():
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the first cell; Qt would take the cell before the first, which is the last."""
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason  # a press chooses its cell
        if not by_mouse and not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        was_open = self.cells.editor is not None
        if not was_open and (event.commitString() or event.preeditString()):
            self._say_why_not()
        with self.cells.opened_by_typing():
            super().inputMethodEvent(event)
        # Qt opens an editor for what comes without a composition, and drops it.
        is_direct = event.commitString() and not event.preeditString()
        if is_direct and not was_open and self.cells.editor is not None:
            QCoreApplication.sendEvent(self.cells.editor, event)

    @override
    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """With Ctrl and Shift the selection reaches to where the key leads; Qt only goes there."""
        if (
            isinstance(event, QKeyEvent)
            and event.modifiers() == _FAR
            and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)
        ):
            return QItemSelectionModel.SelectionFlag.SelectCurrent
        return super().selectionCommand(index, event)

    @override
    def event(self, event: QEvent) -> bool:
        # These keys and Delete belong to the table while it has the focus.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() in OWN_KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    def _say_why_not(self) -> bool:
        """Whether the current cell cannot be edited: a key there is not swallowed in silence."""
        code = self._cells.why_not(self.currentIndex())
        if code:
            self.told.emit(resources.sentence(code))
        return bool(code)

    def _edit_current(self) -> None:
        self._say_why_not()
        self.edit_cell(self.currentIndex().row(), self.currentIndex().column())

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QtWidgets.QMenu(self)
        index = self.currentIndex()
        editable = self._cells.is_editable(index)
        _add_entry(menu, "编辑\tF2", self._edit_current, is_enabled=editable)
        _add_entry(menu, "剪切\tCtrl+X", self.cut, is_enabled=editable)
        _add_entry(menu, "复制\tCtrl+C", self.copy, is_enabled=True)
        _add_entry(menu, "粘贴\tCtrl+V", self.paste, is_enabled=self._cells.is_draft())
        _add_entry(menu, "清除\tDelete", self.clear_block, is_enabled=editable)
        _add_entry(menu, "向下填充\tCtrl+D", self.fill_down, is_enabled=editable)
        _add_entry(menu, "向右填充\tCtrl+R", self.fill_right, is_enabled=editable)
        menu.exec(event.globalPos())
        menu.deleteLater()

    # -- blocks --------------------------------------------------------------------------------

    def area(self) -> Area:
        """Return the selected block, the current cell where nothing is selected."""
        return selected_area(self)

    def copy(self) -> None:
        """Copy the block as it is printed, and with its texts for editing for ourselves."""
        area = self.area()

        def texts(role: Qt.ItemDataRole) -> list[list[str]]:
            index = self.model().index
            return [[str(index(r, c).data(role) or "") for c in area.columns] for r in area.rows]

        put_cells(texts(Qt.ItemDataRole.DisplayRole), texts(Qt.ItemDataRole.EditRole))

    def cut(self) -> None:
        """Copy the block and empty it."""
        self.copy()
        self.clear_block()

    def clear_block(self) -> None:
        """Empty the cells of the block."""
        area = self.area()
        self._write([(r, c, "") for r in area.rows for c in area.columns])

    def fill_down(self) -> None:
        """Give the block's first row to the rows below it; a lone row gets the one above."""
        area = self.area()
        source, rest = _edge(area.rows)
        if source >= 0:
            self._write([(r, c, self._cells.read(source, c)) for r in rest for c in area.columns])

    def fill_right(self) -> None:
        """Give the block's first column to those beside it; a lone column gets the one before."""
        area = self.area()
        source, rest = _edge(area.columns)
        if source >= 0:
            self._write([(r, c, self._cells.read(r, source)) for r in area.rows for c in rest])

    def write_today(self) -> None:
        """Put today's date into the current cell, which stays open."""
        if self._say_why_not():
            return
        with self.cells.opened_by_typing():
            self.edit_cell(self.currentIndex().row(), self.currentIndex().column())
        if self.cells.editor is not None:
            self.cells.editor.insertPlainText(date_text(today()))

    def paste(self) -> None:
        """Paste at the current cell; a single cell fills the whole selection."""
        self.pasting.paste()

    def _write(self, cells: list[tuple[int, int, str]]) -> None:
        """Write what a key means; where none of the cells may be written, say why."""
        if not cells:
            return  # no cell is current
        if not any(self._cells.may_write(row, column) for row, column, _ in cells):
            self._say_why_not()
            return
        self._cells.set_cells(cells)


def _edge(places: range) -> tuple[int, range]:
    """Return where a block is filled from, and the places that it fills; -1: from nowhere."""
    if len(places) > 1:
        return places[0], places[1:]
    return (places[0] - 1, places) if places else (-1, places)


def _add_entry(
    menu: QtWidgets.QMenu, text: str, action: Callable[[], object], *, is_enabled: bool
) -> None:
    """Add what the keys do as well to the table's own menu."""
    entry = menu.addAction(text)
    entry.setEnabled(is_enabled)
    entry.triggered.connect(action)
