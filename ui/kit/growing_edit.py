"""A field for a few sentences: grows with its text, saved while typing rests and when left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from ui.kit.theme import Theme

SAVE_AFTER_MS = 700
LEAST_LINES, MOST_LINES = 1, 8
FRAME_PX = 14


class GrowingEdit(QPlainTextEdit):
    """The stock editor without limits or checks while an input method is composing.

    Signals:
        typed(str): its text, after a rest. left(): the keyboard went elsewhere.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = ""
        self._sent: str | None = None  # told and not shown back yet
        self._refused: str | None = None
        self._loading = False
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.commit)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text)
        theme.changed.connect(self._fit)
        self._fit()

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show what is stored, unless the clerk is typing here; ``force`` for another row."""
        typed = self.toPlainText()
        if not force and (self.hasFocus() or typed == self._refused):
            return  # what is being typed is the clerk's, blanks at its end too
        self._shown = text
        self._sent = self._refused = None
        if text != self.toPlainText():
            self._loading = True
            self.setPlainText(text)
            self._loading = False
        self._timer.stop()
        self._fit()

    def commit(self) -> None:
        """Tell what was typed, if anything."""
        self._timer.stop()
        text = self.toPlainText()
        if text not in (self._shown, self._sent):
            self._sent = text
            self.typed.emit(text)

    def keep_refused(self) -> None:
        """Keep the text although it was not taken: the clerk is to shorten it."""
        self._refused = self.toPlainText()

    def _on_text(self) -> None:
        self._fit()
        if not self._loading:
            self._timer.start()

    def _fit(self) -> None:
        block = self.document().firstBlock()
        lines = 0
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        lines = min(max(lines, LEAST_LINES), MOST_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self._theme.px(FRAME_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # another width breaks the lines elsewhere

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._shown)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.commit()
        if not self.hasFocus():  # leaving may have shown another row
            self.left.emit()
