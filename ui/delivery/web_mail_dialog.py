"""For mail in the browser: address, subject and text to copy one by one, and the folder to open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import resources
from ui.kit.widgets import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.use_cases.documents.mail import Letter

WIDTH_PX = 560


class WebMailDialog(QDialog):
    """Shows a letter's parts, each with its own 复制."""

    def __init__(
        self, letter: Letter, open_folder: Callable[[], object], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("网页邮箱发送")
        self._told = label("", "saved")
        column = QVBoxLayout(self)
        column.addWidget(label(resources.sentence("mail.web_steps"), wrap=True))
        grid = QGridLayout()
        parts = (
            ("收件人", letter.recipient, "地址"),
            ("主题", letter.subject, "主题"),
            ("正文", letter.text, "正文"),
        )
        for row, (word, text, name) in enumerate(parts):
            field = QPlainTextEdit(text) if "\n" in text else QLineEdit(text)
            field.setReadOnly(True)
            grid.addWidget(label(word), row, 0)
            grid.addWidget(field, row, 1)
            made = button(f"复制{name}", partial(self.copy, name, text))
            made.setEnabled(bool(text))
            grid.addWidget(made, row, 2)
        column.addLayout(grid)
        if not letter.recipient:
            column.addWidget(label(resources.sentence("mail.no_recipient"), "fault", wrap=True))
        column.addWidget(self._told)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        folder = buttons.addButton("打开文件夹", QDialogButtonBox.ButtonRole.ActionRole)
        folder.clicked.connect(open_folder)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(WIDTH_PX)

    def copy(self, name: str, text: str) -> None:
        """Put one part on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self._told.setText(f"已复制{name}")
