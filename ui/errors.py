"""Unexpected errors: a crash file without personal data, and the dialog that shows it.

An exception's own text may hold what the clerk typed (openpyxl, reportlab), so only its type and
the places in the code are kept.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from models import files
from models.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from ui.messages import Messages

CRASH_FOLDER = "错误记录"
KEPT = 20
NO_WINDOW_MANAGER = "propagateSizeHints"  # what the offscreen platform says of every window


class CrashHandler:
    """Takes every exception that nothing else caught."""

    def __init__(self, folder: Path, messages: Messages) -> None:
        self._messages = messages
        self._folder = folder / CRASH_FOLDER
        self._open = False

    def install(self) -> None:
        """Take over from Python's and Qt's own handlers."""
        sys.excepthook = self.handle
        quieten_qt()

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the crash file and show the dialog; one dialog at a time.

        A refusal that nobody took is still an answer to the clerk, not a fault of ours.
        """
        if isinstance(error, Refusal):
            self._messages.refuse(error)
            return
        from ui.error_dialog import ErrorDialog, describe  # most runs of the program need neither

        details = describe(kind, trace)
        with suppress(Refusal):  # where even this cannot be written, the dialog still shows it
            self._write(details)
        if not self._open:
            self._open = True
            ErrorDialog(details).exec()
            self._open = False

    def _write(self, details: str) -> None:
        files.make_folder(self._folder, 0o700)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
        files.write_atomically(self._folder / name, details.encode(), 0o600)
        for old in sorted(self._folder.glob("*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)


def quieten_qt() -> None:
    """Send Qt's warnings to standard error and drop its chatter."""
    qInstallMessageHandler(_pass_on)


def _pass_on(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    serious = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    if kind in serious and NO_WINDOW_MANAGER not in text:
        sys.stderr.write(f"{text}\n")
