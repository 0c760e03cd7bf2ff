"""One line that is saved when it is left or Enter is pressed; Esc takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from models.overriding import override
from ui.kit.fields.clipboard import LineEdit, is_of_page
from ui.kit.unsaved import TypedText

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    from ui.kit.unsaved import Unsaved


class LineField(LineEdit):
    """What is refused stays as it was typed; whoever writes it says so by ``keep_refused``.

    Signals:
        entered(str, bool): its text, to be written; whether to say a refusal aloud.
        taken_back(): Esc gave the stored text back.
    """

    taken_back = Signal()
    entered = Signal(str, bool)

    def __init__(self, unsaved: Unsaved) -> None:
        super().__init__()
        self._typing = TypedText(unsaved, self.text, self._retry, self.accessibleName)
        self.textEdited.connect(self._on_typed)
        self.editingFinished.connect(self._on_left)

    @override
    def event(self, event: QEvent) -> bool:
        if is_of_page(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show what is stored, unless the clerk is typing here; ``force`` for another row."""
        if force or not (self._typing.is_typed or self._typing.is_offered):
            self.setText(text)
            self.setCursorPosition(0)  # a long name shows its beginning
            self._typing.show(text)
        else:
            self._typing.renew(text)  # where Esc leads back to

    def note_stored(self) -> None:
        """What it shows was written together with another field."""
        self._typing.show(self.text())

    @property
    def holds_back(self) -> bool:
        """Whether its text was not taken."""
        return self._typing.is_refused

    def commit(self) -> bool:
        """Write what was typed, if anything; False where it was not taken."""
        return self._offer(is_left=True)

    def _retry(self) -> bool:
        return self._offer(is_left=False)

    def _offer(self, *, is_left: bool) -> bool:
        is_taken = self._typing.offer(self.entered.emit, is_left=is_left)
        if is_taken:
            self.show_text(self._typing.stored, force=True)  # as it was cleaned
        return is_taken

    def keep_refused(self) -> None:
        """Keep the text although it was not taken; called while ``entered`` is handled."""
        self._typing.refuse()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_text(self._typing.stored, force=True)
            self.taken_back.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._typing.tell_again()
        super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._typing.note()

    def _on_left(self) -> None:
        self.commit()
