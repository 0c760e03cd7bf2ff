"""F1 on any window: the manual, at the chapter of what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.help.help_window import HelpWindow
    from ui.kit.theme import Theme


class ManualKey(QObject):
    """Opens one manual for a window; it is made when it is first asked for.

    ``page()`` names what is shown, as in ``ui.use_cases.manual.OF_PAGE``.
    """

    def __init__(self, window: QWidget, theme: Theme, page: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._page = page
        self.manual: HelpWindow | None = None
        QShortcut(QKeySequence("F1"), window).activated.connect(self.open)

    def open(self) -> None:
        """Show the manual at the page's own chapter."""
        from ui.help.help_window import HelpWindow  # most runs of the program open no manual

        if self.manual is None:
            self.manual = HelpWindow(self._window, self._theme)
        self.manual.open_for(self._page())

    def close(self) -> None:
        """Close the manual with its window."""
        if self.manual is not None:
            self.manual.close()
