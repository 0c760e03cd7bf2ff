"""The table of offices and persons; what is typed in it is noted as unsaved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QWidget,
)

from ui.kit.unsaved import Saving

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    from ui.kit.unsaved import Unsaved


class StaffTable(QTableWidget):
    """Two columns, a row an office.

    Signals:
        given_up(): Esc was pressed in the table, outside an editor.
    """

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(0, 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class NotingDelegate(QStyledItemDelegate):
    """Changes nothing else: the table writes what its cells hold when one of them is left."""

    def __init__(self, unsaved: Unsaved, parent: QObject) -> None:
        super().__init__(parent)
        self._unsaved = unsaved

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._note_typing)
        return editor

    def destroyEditor(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        self._unsaved.note(self, Saving.SAVED)
        super().destroyEditor(editor, index)

    def _note_typing(self) -> None:
        self._unsaved.note(self, Saving.TYPED)
