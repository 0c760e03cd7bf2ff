"""Notices that the date has changed: overnight, or while the PC was asleep."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from ui.use_cases.dates import today

EVERY_MS = 60_000


class NewDay(QObject):
    """Looks once a minute, and whenever the program comes to the front again.

    Signals:
        came(): it is another day than when it last looked.
    """

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._day = today()
        timer = QTimer(self, interval=EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self.look)

    def look(self) -> None:
        """Compare the date with the one seen last."""
        if today() != self._day:
            self._day = today()
            self.came.emit()
