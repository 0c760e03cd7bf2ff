"""What stands in the place of a report that was not begun: why, and the button that begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.kit.widgets import button, label

if TYPE_CHECKING:
    from collections.abc import Callable


class NotBegun(QWidget):
    """One sentence in the middle; ``begin`` is there where the month can be begun."""

    def __init__(self, action: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.words = label("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.begin = button("开始填写", action, "primary")
        column = QVBoxLayout(self)
        column.addStretch()
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.begin)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def show_document(self, document: str, *, is_list_final: bool) -> None:
        """Say of a report, by what it is called, what comes first: its beginning, or the list."""
        code = "report.begin" if is_list_final else "report.begin_after_list"
        self.words.setText(resources.sentence(code, document=document))
        self.begin.setVisible(is_list_final)
