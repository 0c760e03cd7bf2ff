"""Beside the selected row: the notice's sentence, the indicators against the share, the months."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

import resources
from models.months import MONTHS
from models.notices.indicator import Indicator, Kind
from models.school import notices_kept
from models.task_list import edits as list_edits
from models.task_list import items as items_of
from models.task_list.monthly_split import is_spread
from models.task_list.targets import Judgement, planned_against, ratio_against
from ui.kit import theme as look
from ui.kit.widgets import Bar, button, clear, label
from ui.task_list.item_model import ItemModel
from ui.task_list.last_year import LastYearPart
from ui.task_list.month_model import MonthModel
from ui.task_list.panel_grid import NAMES_PX, PanelGrid
from ui.task_list.part_buttons import PartButtons
from ui.task_list.split_dialog import SplitDialog

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from models.notices.notice import Notice, NoticeTask
    from models.storage.store import Batch
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace


COLOURS = {Judgement.OPEN: look.INK, Judgement.REACHED: look.GOOD, Judgement.MIND: look.MIND}


class SidePanel(QFrame):
    """Follows the current row of the sheet; can be folded away."""

    def __init__(self, workspace: Workspace, theme: Theme, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self.months = MonthModel(workspace)
        self.grid = PanelGrid(self.months, theme, messages)
        self.grid.setAccessibleName("各月的目标和数字")
        self.items = ItemModel(workspace)
        self.item_grid = PanelGrid(self.items, theme, messages, NAMES_PX)
        self.item_grid.setAccessibleName("各分项")
        self._items_heading = label("", "heading", wrap=True)
        self._title = label("", "heading", wrap=True)
        self._said = QFrame()
        self._quote = label("", wrap=True)
        self._source = label("", "small", wrap=True)
        self._indicators = QVBoxLayout()
        self.fold = QPushButton("收起右栏")
        self._none = button("本月无安排", self._mark_none)
        self._split = button("分月拆数", self._split_amounts)
        self.parts = PartButtons(workspace, messages)
        self.last_year = LastYearPart(workspace, theme)
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
        self._said.setObjectName("quote")
        inner = QVBoxLayout(self._said)
        inner.addWidget(self._quote)
        inner.addWidget(self._source)
        column.addWidget(self._said)
        column.addLayout(self._indicators)
        column.addWidget(self.parts)
        months = QHBoxLayout()
        months.addWidget(label("按月安排", "heading"))
        months.addStretch()
        months.addWidget(self._none)
        months.addWidget(self._split)
        column.addLayout(months)
        column.addWidget(self.grid)
        column.addWidget(self._items_heading)
        column.addWidget(self.item_grid)
        column.addWidget(self.last_year)
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
            if not self.commit_open_editors():
                return False
            self.months.show_row(index.row())
            self.items.show_row(index.row())
        if index.isValid():
            self._show()
        return True

    def follow_row(self, row: int) -> None:
        """Show a row anew whose place may have changed."""
        for model in (self.months, self.items):
            model.follow_row(row)
        self._show()

    def commit_open_editors(self) -> bool:
        """Write what is being typed in its tables; False where it was not taken."""
        return not [g for g in (self.grid, self.item_grid) if not g.commit_open_editor()]

    def return_to_editor(self) -> None:
        """Put the keyboard back into the open editor whose text was not taken."""
        for grid in (self.grid, self.item_grid):
            if grid.cells.editor is not None:
                grid.return_to_editor()

    def edit_figure(self, indicator: str, month: int) -> bool:
        """Put the cursor into a figure; False where the row shown has none of it.

        ``month`` is 1–12, or YEAR_GOAL as in ``MonthModel.place_of``. What is planned item by
        item is in the table of the items.
        """
        scope = self.items.indicator
        if scope is not None and scope.key == indicator and self.items.items:
            self.item_grid.edit_cell(*self.items.first_open())
            return True
        place = self.months.place_of(indicator, month)
        if place is None:
            return False
        self.grid.edit_cell(*place)
        return True

    def _on_changed(self, batch: Batch) -> None:
        if list_edits.touches_figures(batch) or list_edits.touches_taken(batch):
            self._show()

    def _show(self) -> None:
        sheet = self._workspace.sheet
        task = sheet.task(self.months.row)
        self._title.setText(f"第{task.number}项 {task.title}")
        self._quote.setText("\n".join(task.quotes))
        self._source.setText(_source(task, sheet.notice.doc_number))
        self._said.setVisible(not task.is_own)  # the notice says nothing of what the school added
        clear(self._indicators)
        for indicator in task.indicators:
            self._indicators.addWidget(self._indicator_row(indicator))
        editable = sheet.version.is_draft
        self._none.setEnabled(editable)
        self._split.setEnabled(editable)
        self._split.setVisible(any(map(self._may_spread, self.months.indicators)))
        self.parts.show_row(self.months.row)
        self.last_year.show_row(self.months.row)
        scope = self.items.indicator
        self._items_heading.setText(f"{scope.name}：逐项写名称和完成月份" if scope else "")
        for widget in (self._items_heading, self.item_grid):
            widget.setVisible(scope is not None)

    def _may_spread(self, indicator: Indicator) -> bool:
        items = self._workspace.sheet.contents.items.get(indicator.key, ())
        return is_spread(indicator) and not items_of.is_planned(items)

    def _indicator_row(self, indicator: Indicator) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(3))
        line = QHBoxLayout()
        name = label(indicator.name, wrap=True)
        line.addWidget(name, 1)
        column.addLayout(line)
        if indicator.note:
            column.addWidget(label(indicator.note, "small", wrap=True))
        if not indicator.is_planned and not indicator.is_ratio:
            line.addWidget(label(demand(indicator), "small"))
            return made
        sheet, entry = self._workspace.sheet, self.months.entry
        share = sheet.share(indicator)
        planned = entry.planned(indicator)
        if indicator.is_ratio:
            stands = ratio_against(indicator, entry.ratio_by(indicator.key, MONTHS[-1]), share)
        else:
            stands = planned_against(indicator, planned, share)
        colour = COLOURS[stands.judgement]
        figure = label(stands.words)
        figure.setStyleSheet(f"color: {colour};")
        if indicator.is_ratio:  # long: beside it the name would have no room
            column.addWidget(figure)
        else:
            line.addWidget(figure)
        is_asked = indicator.kind is not Kind.MILESTONE and not isinstance(share, tuple)
        if sheet.version.is_draft and is_asked:
            word = "填任务数" if share is None else "改"
            line.addWidget(button(word, partial(self._enter_share, indicator), "link"))
        top = share[1] if isinstance(share, tuple) else share
        if top and indicator.is_planned:
            bar = Bar(self._theme)
            bar.show_share(planned / top, colour if colour != look.INK else look.ACCENT)
            column.addWidget(bar)
        return made

    def _enter_share(self, indicator: Indicator) -> None:
        """Ask for this school's figure; what the notice gives it may be corrected, and is asked."""
        total = indicator.total
        sheet = self._workspace.sheet
        now = sheet.share(indicator)
        unit = "%" if indicator.is_ratio else indicator.unit
        asked = indicator.asked_text(total) if total else ""
        given = notices_kept.share_of(indicator, sheet.school, {}, sheet.notice)
        if isinstance(given, int):
            share = indicator.asked_text(given)
            question = resources.sentence("sheet.share_given", name=indicator.name, share=share)
        else:
            question = _share_question(sheet.notice, indicator.name, asked)
        start = now if isinstance(now, int) else None
        number = self._messages.ask_amount("本校任务数", question, start, unit, indicator.decimals)
        if number is not None and number != now and self._is_meant(indicator, number):
            under = self._workspace.notice
            self._workspace.edit([notices_kept.share_change(under, indicator.key, number)])
        self.grid.setFocus()

    def _is_meant(self, indicator: Indicator, number: int) -> bool:
        """Ask about a school's figure that is more than the whole county's."""
        total = indicator.total
        top = total[1] if isinstance(total, tuple) else total
        if indicator.is_ratio or top is None or number <= top:
            return True
        words = {
            "indicator": indicator.name,
            "total": indicator.asked_text(top),
            "amount": indicator.amount_text(number),
        }
        question = resources.sentence("sheet.share_above_county", **words)
        return self._messages.confirm(question, "就填这个数")

    def _mark_none(self) -> None:
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        empty = [row for row in range(self.months.rowCount()) if self.months.plan(row).is_empty]
        # Without a selection the button answers for every month that is still a gap.
        self.months.mark_none(rows or empty)

    def _split_amounts(self) -> None:
        sheet = self._workspace.sheet
        entry = self.months.entry
        indicators = [i for i in self.months.indicators if self._may_spread(i)]
        totals, planned = {}, {}
        for indicator in indicators:
            by_month = ((m, entry.month(m).amounts.get(indicator.key)) for m in self.months.months)
            planned[indicator.key] = {month: amount for month, amount in by_month if amount}
            share = sheet.share(indicator)
            figure = share[0] if isinstance(share, tuple) else share
            totals[indicator.key] = figure or entry.planned(indicator)
        dialog = SplitDialog(indicators, totals, planned, self.months.months, self._theme, self)
        dialog.begin_with(self.months.indicator_at(self.grid.currentIndex().column()))
        while dialog.exec():  # what was not taken stands there again, to be tried once more
            version, key = sheet.version.id, dialog.indicator.key
            changes = [
                list_edits.amount_change(version, entry.task, month, key, amount)
                for month, amount in dialog.result_amounts().items()
            ]
            if not self._workspace.edit(changes).is_refused:
                break
        dialog.deleteLater()


def _source(task: NoticeTask, doc_number: str) -> str:
    """Return where the notice says it, who is to see to it, and until when."""
    units, due = task.units_text(), task.due.words if task.due else ""
    lines = (
        f"通知 {task.paragraph}　{doc_number}",
        f"责任单位：{units}" if units else "",
        f"时限：{due}" if due else "",
    )
    return "\n".join(filter(None, lines))


def demand(indicator: Indicator) -> str:
    """Return what is asked for in words, or as a rule: ``每年不少于1月/人·年``."""
    if indicator.total is None:
        return indicator.qualifier
    return f"{indicator.qualifier}{indicator.asked_text(indicator.total)}"


def _share_question(notice: Notice, name: str, asked: str) -> str:
    """Return how a school's figure is asked for; 全县 only where the notice gives others theirs."""
    area = re.search("[县市区旗]", notice.issuer)
    if not asked:
        return resources.sentence("sheet.share_not_given", name=name)
    if area is None or not notice.schools:
        return resources.sentence("sheet.share_of_none", name=name, asked=asked)
    return resources.sentence("sheet.share_of_all", name=name, all=f"全{area[0]}", asked=asked)
