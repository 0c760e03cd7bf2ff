"""The line at the top: the product, the school and its year, the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.kit.widgets import ElidedLabel, label

if TYPE_CHECKING:
    from models.task_list.sheet import Sheet
    from ui.window.notice_chooser import NoticeChooser


class TopBar(QFrame):
    """Says whose data these are."""

    def __init__(self, chooser: NoticeChooser) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._school = ElidedLabel("soft")
        self._chooser = chooser
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(label("职教清单", "heading"))
        row.addWidget(self._school, 1)
        row.addWidget(chooser)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the school, the year and the notice of a list."""
        self._school.setText(f"{sheet.school.printed_name} · {sheet.version.year}年")
        self._chooser.show_notice()
