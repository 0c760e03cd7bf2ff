"""The months above the report: a tab each, with its state as a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from models.overriding import override
from ui.kit.widgets import button, clear, set_tip
from ui.kit.wrap_row import WrapRow

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.kit.theme import Theme
    from ui.use_cases.documents.overview import Overview

COMPACT_PX = 1000  # at 100 %: a narrower page has no room for words on every tab


class MonthTabs(QFrame):
    """Shows the months that are reported here.

    Signals:
        chosen(int): a month.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._theme = theme
        self._row = WrapRow(self)
        self._group = QButtonGroup(self)
        self._year: Overview | None = None
        self._month = 0
        self.tabs: dict[int, QPushButton] = {}

    def show_year(self, year: Overview, month: int) -> None:
        """Show how the months stand, with one of them as the chosen one."""
        self._year, self._month = year, month
        if set(self.tabs) != set(year.months):
            self._build(year)
        self._fill(year)

    def take_keyboard(self) -> None:
        """Give the tab of the chosen month the keyboard."""
        if self._month in self.tabs:  # a notice may ask for no month
            self.tabs[self._month].setFocus()

    def _build(self, year: Overview) -> None:
        clear(self._row)
        self.tabs = {}
        for month in year.months:
            tab = button("", partial(self.chosen.emit, month), "tab")
            tab.setCheckable(True)
            self._group.addButton(tab)
            self.tabs[month] = tab
            self._row.add(tab)
            tab.show()  # now: a hidden one takes no keyboard

    def _fill(self, year: Overview) -> None:
        compact = self.width() < self._theme.px(COMPACT_PX)
        for month, tab in self.tabs.items():
            standing = year.months[month]
            started = standing.version is not None
            period = standing.period
            words = f"{period} {standing.words}" if started else period
            brief = f"{period} ✓" if standing.is_handed_in else period
            set_tip(tab, words)
            tab.setAccessibleName(words)
            tab.setText(brief if compact and month != self._month else words)
            tab.setProperty("state", standing.colour if started else "")
            tab.setChecked(month == self._month)
            tab.style().polish(tab)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._year is not None:
            self._fill(self._year)
