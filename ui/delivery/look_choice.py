"""How a sheet is printed: text size and 版面, each 版面 with its number of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

import resources
from forms.form.declaration import TEXT_SIZES, Look
from ui.kit.widgets import Choice, label, set_tip
from ui.use_cases import settings

if TYPE_CHECKING:
    from collections.abc import Mapping


class LookChoice(QWidget):
    """Two choices, one below the other.

    Signals:
        chosen(object): the ``Look`` that the clerk wants.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.size_choice, self.layout_choice = Choice(), Choice()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        self.size_choice.addItems(list(TEXT_SIZES))
        for layout in settings.LAYOUTS:
            self.layout_choice.addItem(layout, layout)
        set_tip(self.layout_choice, resources.sentence("print.layout_tip"))
        choices = {"表格字号": self.size_choice, "版面": self.layout_choice}
        for row, (word, choice) in enumerate(choices.items()):
            choice.setAccessibleName(word)
            choice.activated.connect(self._choose)
            grid.addWidget(label(word), row, 0)
            grid.addWidget(choice, row, 1)

    def show_look(self, look: Look, *, editable: bool) -> None:
        """Show what is chosen."""
        self.size_choice.setCurrentText(look.text_size)
        self.layout_choice.setCurrentIndex(self.layout_choice.findData(look.layout))
        for choice in (self.size_choice, self.layout_choice):
            choice.setEnabled(editable)

    def show_counts(self, pages: Mapping[str, int]) -> None:
        """Say beside each 版面 how many pages it takes, where that is known."""
        for place, layout in enumerate(settings.LAYOUTS):
            count = pages.get(layout)
            words = layout if count is None else f"{layout}（{count}页）"
            self.layout_choice.setItemText(place, words)

    def _choose(self, _place: int) -> None:
        look = Look(self.size_choice.currentText(), str(self.layout_choice.currentData()))
        self.chosen.emit(look)
