"""A field for a few sentences: grows with its text, saved while typing rests and when left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from models.overriding import override
from ui.kit.fields.clipboard import TextEdit, is_of_page
from ui.kit.unsaved import SaveTimer, TypedText

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from ui.kit.theme import Theme
    from ui.kit.unsaved import Unsaved

LEAST_LINES, MOST_LINES = 1, 8
FRAME_PX = 14


class GrowingEdit(TextEdit):
    """The stock editor without limits or checks while an input method is composing.

    Signals:
        typed(str, bool): its text, to be written; whether to say a refusal aloud.
        left(): the keyboard went elsewhere.
    """

    typed = Signal(str, bool)
    left = Signal()

    def __init__(self, theme: Theme, unsaved: Unsaved) -> None:
        super().__init__()
        self._theme = theme
        self._typing = TypedText(unsaved, self.toPlainText, self._save, self.accessibleName)
        self._shown = ""  # where Esc leads back to
        self._loading = False
        self._timer = SaveTimer(self)
        self._timer.due.connect(self._save)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._fit)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        document = self.document()
        undo, redo = document.isUndoAvailable(), document.isRedoAvailable()
        if is_of_page(event, can_undo=undo, can_redo=redo):
            event.ignore()
            return False
        return super().event(event)

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show what is stored, unless the clerk is typing here; ``force`` for another row."""
        if not force and (self._typing.is_refused or self._typing.is_offered):
            if not self.hasFocus() or self._typing.is_refused:
                self._shown = text  # where Esc leads back to
                self._typing.renew(text)
            return
        if not force and self.hasFocus():
            return  # what is being typed is the clerk's, blanks at its end too
        if text != self.toPlainText():
            self._loading = True
            self.setPlainText(text)
            self._loading = False
        self._shown = text
        self._typing.show(text)
        self._timer.stop()
        self._fit()

    def commit(self) -> bool:
        """Write what was typed, if anything, before it is left; False where it was not taken."""
        return self._offer(is_left=True)

    @property
    def holds_back(self) -> bool:
        """Whether its text was not taken."""
        return self._typing.is_refused

    def keep_refused(self) -> None:
        """Keep the text although it was not taken; called while ``typed`` is handled."""
        self._typing.refuse()

    def _save(self) -> None:
        self._offer(is_left=False)

    def _offer(self, *, is_left: bool) -> bool:
        self._timer.stop()
        is_taken = self._typing.offer(self.typed.emit, is_left=is_left)
        if is_taken and not self.hasFocus():
            self.show_text(self._typing.stored)  # as it was cleaned
        return is_taken

    def _on_text(self) -> None:
        self._fit()
        if not self._loading:
            self._typing.note()
            self._timer.note_key()

    def _fit(self) -> None:
        block = self.document().firstBlock()
        lines = 0
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        lines = min(max(lines, LEAST_LINES), MOST_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self._theme.px(FRAME_PX))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # another width breaks the lines elsewhere

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._take_back()
            return
        super().keyPressEvent(event)

    def _take_back(self) -> None:
        """Back to the text at the entry; where even that is refused, to what is stored."""
        if self._typing.is_refused and self.toPlainText() == self._shown:
            self.show_text(self._typing.stored, force=True)
            return
        self.setPlainText(self._shown)
        if self._shown == self._typing.stored:
            self.show_text(self._shown, force=True)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._typing.is_typed:
            self._shown = self._typing.stored
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        if not self.hasFocus():  # leaving may have shown another row
            self.left.emit()
