"""The rail on the left: a word for each page, and the key that opens it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.kit.widgets import RailButton, set_tip
from ui.window.pages import SIGNS

if TYPE_CHECKING:
    from ui.kit.theme import Theme

RAIL_PX = 136


class Rail(QFrame):
    """``buttons`` by the name of their page.

    Signals:
        chosen(str): the page of a name is wanted.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._theme = theme
        self.buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        for sign in SIGNS:
            made = RailButton(sign.word, sign.key)
            set_tip(made, f"Ctrl+{sign.key}")
            made.clicked.connect(partial(self.chosen.emit, sign.name))
            self.buttons[sign.name] = made
            if sign is SIGNS[-1]:
                column.addStretch()
            column.addWidget(made)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(self._theme.px(RAIL_PX))
