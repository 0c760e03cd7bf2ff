"""Unexpected errors: a dialog with copyable details and a crash file, both without personal data.

An exception's own text may hold what the clerk typed (openpyxl, reportlab), so only its type and
the places in the code are kept.
"""

from __future__ import annotations

import platform
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

import resources
from models import files
from models.errors import Refusal
from ui.widgets import label

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

CRASH_FOLDER = "错误记录"
KEPT = 20
NO_WINDOW_MANAGER = "propagateSizeHints"  # what the offscreen platform says of every window


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return versions and the stack (file:line function), without values and messages."""
    lines = [
        f"职教清单 {resources.VERSION}",
        f"Python {platform.python_version()}，Qt {qVersion()}，{platform.platform()}",
        kind.__name__,
    ]
    lines += [
        f"  {frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines)


class ErrorDialog(QDialog):
    """Says what happened, what is safe, what to do; the details can be copied."""

    def __init__(self, details: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("职教清单")
        column = QVBoxLayout(self)
        column.addWidget(label(resources.sentence("error.unexpected"), wrap=True))
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        column.addWidget(self._details)
        buttons = QDialogButtonBox()
        copy = buttons.addButton("复制", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        column.addWidget(buttons)
        self.resize(560, 320)

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._details.toPlainText())


class CrashHandler:
    """Takes every exception that nothing else caught."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / CRASH_FOLDER
        self._open = False

    def install(self) -> None:
        """Take over from Python's and Qt's own handlers."""
        sys.excepthook = self.handle
        quieten_qt()

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the crash file and show the dialog; one dialog at a time."""
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
