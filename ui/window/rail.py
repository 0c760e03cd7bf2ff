"""The rail on the left: a word for each page, and the key that opens it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.kit.widgets import RailButton, set_tip
from ui.window.pages import HISTORY, HOME, LIST, MONTH, PRINT, SETTINGS, VERIFY

if TYPE_CHECKING:
    from ui.kit.theme import Theme

PAGES = (
    (HOME, "首页", "1"),
    (LIST, "年度清单", "2"),
    (MONTH, "月度报告", "3"),
    (PRINT, "打印报送", "4"),
    (VERIFY, "核对", "6"),
    (HISTORY, "修改记录", "7"),
    (SETTINGS, "设置", "5"),
)
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
        for name, word, key in PAGES:
            made = RailButton(word, key)
            set_tip(made, f"Ctrl+{key}")
            made.clicked.connect(partial(self.chosen.emit, name))
            self.buttons[name] = made
            if name == SETTINGS:
                column.addStretch()
            column.addWidget(made)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedWidth(self._theme.px(RAIL_PX))
