"""Beside the selected row: the notice's sentence, the indicators against the share, the months."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from models.notices.indicator import Indicator, Kind
from models.school import notices_kept
from models.task_list import edits as list_edits
from models.task_list.findings import is_far_above
from ui.kit import theme as look
from ui.kit.widgets import Bar, button, clear, label
from ui.task_list.month_grid import MonthGrid
from ui.task_list.month_model import MonthModel
from ui.task_list.split_dialog import SplitDialog

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from models.notices.indicator import Figure
    from models.storage.store import Batch
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace


class SidePanel(QFrame):
    """Follows the current row of the sheet; can be folded away."""

    def __init__(self, workspace: Workspace, theme: Theme, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self.months = MonthModel(workspace)
        self.grid = MonthGrid(self.months, theme, messages)
        self.grid.setAccessibleName("各月的目标和数字")
        self._title = label("", "heading", wrap=True)
        self._quote = label("", wrap=True)
        self._source = label("", "small", wrap=True)
        self._indicators = QVBoxLayout()
        self.fold = QPushButton("收起右栏")
        self._none = button("本月无安排", self._mark_none)
        self._split = button("分月拆数", self._split_amounts)
        self.fold.setObjectName("link")
        self._build()
        self._restyle()
        theme.changed.connect(self._restyle)
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._show)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.fold)
        column.addLayout(top)
        quote = QFrame()
        quote.setObjectName("quote")
        inner = QVBoxLayout(quote)
        inner.addWidget(self._quote)
        inner.addWidget(self._source)
        column.addWidget(quote)
        column.addLayout(self._indicators)
        months = QHBoxLayout()
        months.addWidget(label("按月安排", "heading"))
        months.addStretch()
        months.addWidget(self._none)
        months.addWidget(self._split)
        column.addLayout(months)
        column.addWidget(self.grid)
        column.addStretch()

    def _restyle(self) -> None:
        px = self._theme.px
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(16), px(12), px(12), px(8))
            layout.setSpacing(px(8))

    def show_row(self, index: QModelIndex) -> bool:
        """Show the row of the sheet's current cell; False where a month here was not taken."""
        if index.isValid() and index.row() != self.months.row:
            if not self.grid.commit_open_editor():
                return False
            self.months.show_row(index.row())
        if index.isValid():
            self._show()
        return True

    def _on_changed(self, batch: Batch) -> None:
        if list_edits.touches_figures(batch):
            self._show()

    def _show(self) -> None:
        sheet = self._workspace.sheet
        task = sheet.task(self.months.row)
        self._title.setText(f"第{task.number}项 {task.title}")
        self._quote.setText(task.quote)
        self._source.setText(f"通知 {task.paragraph}　{sheet.notice.doc_number}")
        clear(self._indicators)
        for indicator in task.indicators:
            self._indicators.addWidget(self._indicator_row(indicator))
        editable = sheet.version.is_draft
        self._none.setEnabled(editable)
        self._split.setEnabled(editable)
        self._split.setVisible(bool(self.months.indicators))

    def _indicator_row(self, indicator: Indicator) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(3))
        line = QHBoxLayout()
        line.addWidget(label(indicator.name, wrap=True), 1)
        column.addLayout(line)
        if not indicator.has_amounts:
            line.addWidget(label(_demand(indicator), "small"))
            return made
        sheet = self._workspace.sheet
        share = sheet.share(indicator)
        planned = self.months.entry.planned(indicator)
        words, colour = standing(indicator, planned, share)
        figure = label(words)
        figure.setStyleSheet(f"color: {colour};")
        line.addWidget(figure)
        if sheet.version.is_draft and not isinstance(share, tuple):
            word = "填任务数" if share is None else "改"
            line.addWidget(button(word, partial(self._enter_share, indicator), "link"))
        top = share[1] if isinstance(share, tuple) else share
        if top:
            bar = Bar(self._theme)
            bar.show_share(planned / top, colour if colour != look.INK else look.ACCENT)
            column.addWidget(bar)
        return made

    def _enter_share(self, indicator: Indicator) -> None:
        """Ask for this school's figure; what the notice gives it may be corrected, and is asked."""
        total = indicator.total
        now = self._workspace.sheet.share(indicator)
        county = f"通知只给了全县 {total}{indicator.unit}。" if total else "通知没有给数。"
        question = f"{indicator.name}：{county}本校承担多少？"
        start = now if isinstance(now, int) else 0
        number = self._messages.ask_amount("本校任务数", question, start, indicator.unit)
        if number is not None and number != now:
            under = self._workspace.notice
            self._workspace.edit([notices_kept.share_change(under, indicator.key, number)])
        self.grid.setFocus()

    def _mark_none(self) -> None:
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        empty = [row for row in range(self.months.rowCount()) if self.months.plan(row).is_empty]
        # Without a selection the button answers for every month that is still a gap.
        self.months.mark_none(rows or empty)

    def _split_amounts(self) -> None:
        sheet = self._workspace.sheet
        entry = self.months.entry
        indicators = self.months.indicators
        totals = {}
        for indicator in indicators:
            share = sheet.share(indicator)
            figure = share[0] if isinstance(share, tuple) else share
            totals[indicator.key] = figure or entry.planned(indicator)
        dialog = SplitDialog(indicators, totals, self.months.months, self._theme, self)
        while dialog.exec():  # what was not taken stands there again, to be tried once more
            version, key = sheet.version.id, dialog.indicator.key
            changes = [
                list_edits.amount_change(version, entry.task, month, key, amount)
                for month, amount in dialog.result_amounts().items()
            ]
            if not self._workspace.edit(changes).is_refused:
                break
        dialog.deleteLater()


def _demand(indicator: Indicator) -> str:
    if indicator.total is None:
        return indicator.qualifier
    amount = indicator.total
    figure = "—".join(map(str, amount)) if isinstance(amount, tuple) else str(amount)
    return f"{indicator.qualifier}{figure}{indicator.unit}"


def standing(indicator: Indicator, planned: int, share: Figure | None) -> tuple[str, str]:
    """Return how the plan stands against the share, as words and the colour that goes with them."""
    unit = indicator.unit
    if share is None:
        return f"{planned} {unit}", look.INK
    if isinstance(share, tuple):
        low, high = share
        inside = low <= planned <= high
        word = "✓" if inside else f"还差{low - planned}" if planned < low else "超出"
        return f"{planned} / {low}—{high} {unit} {word}", look.GOOD if inside else look.MIND
    if is_far_above(planned, share):
        return f"{planned} / {share} {unit} 请核对", look.MIND
    if planned >= share:
        return f"{planned} / {share} {unit} ✓", look.GOOD
    if indicator.kind is Kind.SCOPE:
        return f"{planned} / {share} {unit}", look.INK
    return f"{planned} / {share} {unit} 还差{share - planned}", look.MIND
