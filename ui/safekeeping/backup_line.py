"""Of 首页: how the backups stand, and the question for a second place, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.kit.widgets import ElidedLabel, button, label, set_tip
from ui.use_cases.data import backing_up

if TYPE_CHECKING:
    from ui.kit.theme import Theme
    from ui.safekeeping.backup_keeper import BackupKeeper


class BackupLine(QWidget):
    """``上次备份 今天 16:02 · 已验证``, red where it is not so; below it what can be done.

    Signals:
        package_wanted(): a 接班包 is to be made.
    """

    package_wanted = Signal()

    def __init__(self, theme: Theme, keeper: BackupKeeper) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, 0)
        state = keeper.state()
        warning = backing_up.place_warning(keeper.folder)
        if warning:
            column.addWidget(label(warning, "fault", wrap=True))
        column.addWidget(label(state.words, "fault" if state.colour == "bad" else "", wrap=True))
        row = QHBoxLayout()
        hint = ElidedLabel("small")
        row.addWidget(hint, 1)
        if state.asks:
            hint.setText(resources.sentence("backup.second_asks"))
        if state.asks or state.is_second_missing:
            word = "再存一处…" if state.asks else "另选一处…"
            row.addWidget(button(word, keeper.choose_second, "link"))
            no = button("不用", keeper.decline_second, "link")
            set_tip(no, resources.sentence("backup.decline_tip"))
            row.addWidget(no)
        row.addWidget(button("接班包", self.package_wanted.emit, "link"))
        column.addLayout(row)
