"""The system asks the program to end (log-off, shutdown): the window closes as by hand."""

from __future__ import annotations

import os
import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from types import FrameType

ASKED_BY = ("SIGTERM", "SIGHUP")


class Endings(QObject):
    """Turns the signals of a POSIX system into one of Qt; Windows asks the windows itself.

    Python runs its handlers only between two of its own steps, and Qt's loop takes none: a byte in
    a socket pair (AF_UNIX, nothing that leaves the PC) wakes the loop.

    Signals:
        asked(): the program is to end.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if os.name != "posix":
            return
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.settimeout(0)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in ASKED_BY]
        self._before = {number: signal.signal(number, _pass_by) for number in numbers}
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def stop(self) -> None:
        """Leave the signals as they were."""
        if os.name != "posix":
            return
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._reading.close()
        self._writing.close()

    def _wake(self) -> None:
        self._reading.recv(16)
        self.asked.emit()


def _pass_by(_number: int, _frame: FrameType | None) -> None:
    """The handler must be Python's own for the byte to be written; the rest is the loop's."""
