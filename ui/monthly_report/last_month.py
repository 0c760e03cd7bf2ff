"""What last month's report said of a row: to be taken over, and confirmed where it was."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.monthly_report.wording import period_words
from ui.kit.widgets import Pill, action_row, clear, label

if TYPE_CHECKING:
    from models.monthly_report.report import Line
    from ui.kit.theme import Theme

TAKEABLE = (("progress", "完成情况"), ("gap", "差距"), ("reason", "原因"), ("remedy", "措施"))


class LastMonth(QWidget):
    """Last month's texts with a button each.

    Signals:
        taken(str, str): a field and the text to put into it. confirmed(): what was taken stays.
    """

    taken = Signal(str, str)
    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.px(8))

    def chain(self) -> list[QPushButton]:
        """Return the buttons in the order of Tab."""
        return self.findChildren(QPushButton)

    def show_line(self, line: Line, *, editable: bool) -> None:
        """Show what belongs to a row; rebuilt only where it is something else."""
        shown = (line.row.key, line.row.pending, line.before, editable)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        last = period_words(line.months)["last"]
        for name in sorted(line.row.pending):
            words = dict(TAKEABLE).get(name, name)
            said = label(f"{words}是从{last}取来的", "small")
            mark = Pill(self._theme, "待确认", "mind")
            self._column.addLayout(action_row(said, "确认", self.confirmed.emit, mark))
        before = line.before if editable else None
        texts = [(name, word, getattr(before, name, "")) for name, word in TAKEABLE]
        if any(text for _, _, text in texts):
            self._column.addWidget(label(f"{last}是怎么写的", "heading"))
        for name, word, text in texts:
            if text:
                take = partial(self.taken.emit, name, text)
                said = label(f"{word}：{text}", wrap=True)
                self._column.addLayout(action_row(said, "取用", take))
        self.setVisible(self._column.count() > 0)  # empty, it would still have a space above it
