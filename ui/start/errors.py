"""Unexpected errors: a crash file without personal data, and the dialog that shows it.

An exception's own text may hold what the clerk typed (openpyxl, reportlab), so only its type and
the places in the code are kept.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QThread, QTimer, QtMsgType, qInstallMessageHandler

import resources
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.storage import files
from ui.kit import trail

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from ui.kit.messages import Messages

CRASH_FOLDER = "错误记录"
NATIVE_LOG = "native.log"
_FILE = lazy_regex(r'File "(?:[^"]*[/\\\\])?([^"/\\\\]+)"')
KEPT = 20
NATIVE_LIMIT = 2**20  # bytes
NO_WINDOW_MANAGER = "propagateSizeHints"  # what the offscreen platform says of every window


class CrashHandler:
    """Takes every exception that nothing else caught."""

    def __init__(self, folder: Path, messages: Messages) -> None:
        self.messages = messages
        self._folder = folder / CRASH_FOLDER
        self._open = False
        self._native: TextIO | None = None  # kept open: a dying process opens nothing

    def install(self) -> None:
        """Take over from Python's and Qt's own handlers."""
        sys.excepthook = self.handle
        threading.excepthook = self._handle_of_thread
        quieten_qt()

    def watch(self) -> bool:
        """Have the end of the process itself reported too; whether the last one ended so.

        Called when the data folder is there for good.
        """
        log = self._folder / NATIVE_LOG
        left = native_report(log)
        if left:
            with suppress(Refusal):
                self._write(left)
        with suppress(Refusal):
            files.make_folder(self._folder, files.PRIVATE_FOLDER)
            self._native = files.open_log(log)
            faulthandler.enable(self._native)
        return bool(left)

    def _handle_of_thread(self, caught: threading.ExceptHookArgs) -> None:
        """Of a worker: the same report; the dialog belongs to the GUI thread, which goes on."""
        from ui.start.error_dialog import describe

        with suppress(Refusal):
            self._write(describe(caught.exc_type, caught.exc_traceback))

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the crash file and show the dialog; one dialog at a time.

        A refusal that nobody took is still an answer to the clerk, not a fault of ours.
        """
        if isinstance(error, Refusal):
            self.messages.refuse(error)
            return
        from ui.start.error_dialog import describe

        details = describe(kind, trace)
        with suppress(Refusal):  # where even this cannot be written, the dialog still shows it
            self._write(details)
        if self._open:
            return
        self._open = True
        code, values = trail.what_is_saved()  # now: later steps say nothing about this one
        show = partial(self._show, details, resources.sentence(code, **values))
        if QThread.currentThread().loopLevel():
            # What is under way ends first: a dialog in its midst would take its focus, and a cell
            # being left would be left a second time.
            QTimer.singleShot(0, show)
        else:
            show()

    def _show(self, details: str, saved: str) -> None:
        from ui.start.error_dialog import ErrorDialog  # most runs of the program need it never

        try:
            ErrorDialog(details, saved).exec()
        finally:
            self._open = False

    def _write(self, details: str) -> None:
        files.make_folder(self._folder, files.PRIVATE_FOLDER)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
        files.write_atomically(self._folder / name, details.encode(), files.PRIVATE_FILE)
        for old in sorted(self._folder.glob("*.txt"))[:-KEPT]:
            old.unlink(missing_ok=True)


def native_report(log: Path) -> str:
    """Return what a dying process left, without the folders' names (they hold the user's)."""
    if not log.exists():
        return ""
    with suppress(Refusal):
        text = files.read_limited(log, NATIVE_LIMIT).decode("utf-8", "replace")
        return _FILE.sub(r'File "\1"', text)
    return ""


def quieten_qt() -> None:
    """Send Qt's warnings to standard error and drop its chatter."""
    qInstallMessageHandler(_pass_on)


def _pass_on(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    serious = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    if kind in serious and NO_WINDOW_MANAGER not in text:
        sys.stderr.write(f"{text}\n")
