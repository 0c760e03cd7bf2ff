"""The editor of a cell: it grows with its text, and knows what was there before it was typed in."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QResizeEvent, QShowEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit
from shiboken6 import isValid

from models.overriding import override
from ui.kit.fields.clipboard import TextEdit
from ui.kit.unsaved import TypedText

if TYPE_CHECKING:
    from PySide6 import QtWidgets
    from PySide6.QtCore import QMimeData

    from forms.reading.clipboard import Pasted
    from ui.sheet.block_view import BlockView

FRAME_PX = 2


class CellEditor(TextEdit):
    """The stock editor: no limits and no checks while an input method is composing.

    ``typing`` knows whether its text is in the data file.

    Signals:
        shown(): its lines are laid out.
    """

    shown = Signal()

    def __init__(self, view: BlockView, place: str, *, long: bool) -> None:
        super().__init__(view.viewport())
        self.long = long
        self._view = view
        self.is_asking = False
        self._may_come_back = False  # the text it was opened on: nothing was written instead yet
        unsaved = view.cells_model.unsaved
        self.typing = TypedText(unsaved, self.toPlainText, view.cells.save, lambda: place)
        self.loaded = False
        self.original = ""
        self.completer: QtWidgets.QCompleter | None = None
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    @override
    def offered(self, source: QMimeData) -> Pasted | None:
        self.is_asking = True  # a question takes the keyboard, and the cell is not left for it
        pasted = self._view.pasting.offered_to_editor(source)
        if isValid(self):
            self.is_asking = False
            self.setFocus()
        return pasted

    def load(self, text: str, *, replaces: bool) -> None:
        """Fill the editor once; later changes of the model leave the typing alone.

        ``replaces``: what is typed now takes the place of the text.
        """
        self.original = text
        self.setPlainText(text)
        self.typing.show(text)
        self._may_come_back = replaces
        if replaces:
            self.selectAll()
        else:
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.loaded = True

    def note_key(self) -> None:
        """A key came through: whatever the text is now, the clerk made it so."""
        self._may_come_back = False

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if event.commitString():
            self._may_come_back = False
        elif self.is_waiting and not event.preeditString():  # the composition was given up
            self.give_back()
            self.selectAll()

    @property
    def is_waiting(self) -> bool:
        """Whether an input method took the text away, and has written nothing instead yet."""
        return self._may_come_back and not self.toPlainText()

    def give_back(self) -> None:
        """Show the text again that the editor was opened on."""
        self.setPlainText(self.original)

    def needed_height(self) -> int:
        """Return the height in px at which the whole text is in sight, and nothing scrolls."""
        block, height = self.document().firstBlock(), 0.0
        while block.isValid():
            height += self.blockBoundingRect(block).height()
            block = block.next()
        # What Qt leaves free below the last line before it scrolls.
        return ceil(height + self.document().documentMargin()) + 1 + 2 * FRAME_PX

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.verticalScrollBar().setValue(0)  # it scrolled while it was too small for its text
