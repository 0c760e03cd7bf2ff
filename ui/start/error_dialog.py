"""The dialog of an unexpected error: what happened, what is safe, what to do."""

from __future__ import annotations

import platform
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout

import resources
from models.storage.data_file import SQLITE_VERSION
from models.storage.schema import SCHEMA_VERSION
from ui.kit import trail
from ui.kit.widgets import label

if TYPE_CHECKING:
    from types import TracebackType


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return versions and the stack (file:line function), without values and messages."""
    lines = [
        f"职教清单 {resources.VERSION}",
        f"Python {platform.python_version()}，Qt {qVersion()}，{platform.platform()}",
        f"SQLite {SQLITE_VERSION}，数据格式 {SCHEMA_VERSION}",
        kind.__name__,
    ]
    lines += [
        f"  {frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([*lines, "最后几步：", *(f"  {step}" for step in trail.steps())])


class ErrorDialog(QDialog):
    """Says what happened, what is safe (``saved``), what to do; the details can be copied."""

    def __init__(self, details: str, saved: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("职教清单")
        column = QVBoxLayout(self)
        said = resources.sentence("error.unexpected", saved=saved)
        column.addWidget(label(said, wrap=True))
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
