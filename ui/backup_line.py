"""Of 首页: how the backups stand, in one line, and the question for a second place, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.use_cases import backing_up
from ui.widgets import ElidedLabel, button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.backup_keeper import BackupKeeper
    from ui.theme import Theme


class BackupLine(QWidget):
    """``上次备份 今天 16:02 · 已验证``, red where it is not so."""

    def __init__(
        self, theme: Theme, keeper: BackupKeeper, make_package: Callable[[], object]
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        state = keeper.state()
        warning = backing_up.place_warning(keeper.folder)
        if warning:
            column.addWidget(label(warning, "fault", wrap=True))
        row = QHBoxLayout()
        row.addWidget(label(state.words, "fault" if state.colour == "bad" else "", wrap=True), 1)
        row.addWidget(button("接班包", make_package, "link"))
        column.addLayout(row)
        if state.asks:
            asks = QHBoxLayout()
            question = ElidedLabel("small")
            question.setText(resources.sentence("backup.second_asks"))
            asks.addWidget(question, 1)
            asks.addWidget(button("再存一处…", keeper.choose_second, "link"))
            asks.addWidget(button("不用", keeper.decline_second, "link"))
            column.addLayout(asks)
