"""The one status line: saved or not, the document at hand, a sentence for a while, the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.kit.unsaved import Saving
from ui.kit.widgets import ElidedLabel, label

if TYPE_CHECKING:
    from datetime import datetime

    from ui.kit.theme import Theme

TOLD_MS = 8000
TYPING, NOT_SAVED = "正在输入…", "没有保存"


class StatusLine(QFrame):
    """What is told stays for some seconds; then the document's own words come back.

    Signals:
        idle(): nothing is being told any more.
    """

    idle = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self._theme = theme
        self._told = ""
        self.saved = label("", "saved")
        self.words = ElidedLabel("soft")
        self._scale = label("", "soft")
        self._timer = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._timer.timeout.connect(self.idle)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(20)
        row.addWidget(self.saved)
        row.addWidget(self.words, 1)
        row.addWidget(self._scale)
        theme.changed.connect(self._show_scale)
        self._show_scale()

    def _show_scale(self) -> None:
        self._scale.setText(f"{self._theme.scale}%")

    def tell(self, text: str) -> None:
        """Show a sentence for a while."""
        self._told = text
        self.words.setText(text)
        self._timer.start()

    def withdraw(self, text: str) -> None:
        """Say a sentence no longer, if it is being said: it holds no more."""
        if self.is_telling() and self._told == text:
            self._timer.stop()
            self.idle.emit()

    def is_telling(self) -> bool:
        """Whether a sentence is being shown."""
        return self._timer.isActive()

    def show_saving(self, state: Saving, at: datetime | None) -> None:
        """Say how what was typed stands: saved at what time, still being typed, or not taken."""
        saved = f"已保存 {at:%H:%M}" if at else "已保存"
        text, look = {
            Saving.SAVED: (saved, "saved"),
            Saving.TYPED: (TYPING, "soft"),
            Saving.REFUSED: (NOT_SAVED, "unsaved"),
        }[state]
        self.saved.setText(text)
        if self.saved.objectName() != look:
            self.saved.setObjectName(look)
            self.saved.style().polish(self.saved)
