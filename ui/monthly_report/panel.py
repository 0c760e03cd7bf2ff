"""Beside the selected row of a report: goal and figures, the result, the shortfall, last month."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import resources
from models.errors import Refusal
from models.monthly_report import edits as report_edits
from models.monthly_report import wording
from models.monthly_report.results import CHOICES, SHORTFALLS, Result, RowKind
from models.task_list import items as items_of
from models.text import NAMES_LIMIT, clean_name, clean_text
from ui.kit.widgets import button, clear, label, set_tip
from ui.monthly_report.amount_fields import AmountFields
from ui.monthly_report.item_checks import ItemChecks
from ui.monthly_report.last_month import LastMonth
from ui.monthly_report.model import SHORT_WORDS
from ui.monthly_report.shortfall_fields import ShortfallFields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.documents.findings import Place
    from models.monthly_report.report import Line
    from models.monthly_report.rows import RowKey
    from models.notices.amounts import Amount
    from models.storage.store import Batch, Change
    from models.task_list.contents import Item
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.monthly_report.model import ReportModel
    from ui.workspace import Workspace

CHOICES_A_LINE = 4


class ReportPanel(QFrame):
    """Follows the current row; every change is saved at once."""

    def __init__(
        self, workspace: Workspace, model: ReportModel, theme: Theme, messages: Messages
    ) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._workspace = workspace
        self._model = model
        self._theme = theme
        self._messages = messages
        self._row = -1
        self._buttons: dict[Result, QPushButton] = {}
        self._typing_place: tuple[RowKey, str] | None = None
        self._typing_batch: int | None = None  # the edit that further typing there joins
        self._title = label("", "heading", wrap=True)
        self._quote = QFrame()
        self._goal = label("", wrap=True)
        self.fold = button("收起右栏", lambda: None, "link")
        self._results = QGridLayout()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._proposal = label("", "small", wrap=True)
        self.accept = button("采用", self._accept, "link")
        self.accept_all = button("各项都采用", lambda: None, "link")
        self.late = button("补报一行…", lambda: None, "link")
        self.amounts = AmountFields(theme, workspace.unsaved)
        self.items = ItemChecks()
        self.shortfall = ShortfallFields(theme, workspace.unsaved)
        self.last_month = LastMonth(theme)
        self._remove = button("删除这一行", self._remove_row, "link")
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.fold)
        column.addLayout(top)
        self._quote.setObjectName("quote")
        inner = QVBoxLayout(self._quote)
        inner.addWidget(self._goal)
        column.addWidget(self._quote)
        column.addWidget(self.amounts)
        column.addWidget(self.items)
        self._results.setSpacing(4)
        column.addLayout(self._results)
        proposal = QHBoxLayout()
        proposal.addWidget(self._proposal, 1)
        proposal.addWidget(self.accept)
        proposal.addWidget(self.accept_all)
        column.addLayout(proposal)
        column.addWidget(self.amounts.note)
        column.addWidget(self.shortfall)
        column.addWidget(self.last_month)
        last = QHBoxLayout()
        last.addWidget(self.late)
        last.addStretch()
        last.addWidget(self._remove)
        column.addLayout(last)
        column.addStretch()

    def _connect(self) -> None:
        self.amounts.entered.connect(self._enter_amount)
        self.items.ticked.connect(self._tick)
        self.shortfall.entered.connect(self._enter_text)
        self.shortfall.left.connect(self._end_typing)
        self.shortfall.emptied.connect(self._empty_shortfall)
        self.last_month.taken.connect(self._take)
        self.last_month.confirmed.connect(self._confirm)
        self._theme.changed.connect(self._restyle)
        self._workspace.changed.connect(self._on_changed)
        self._model.modelReset.connect(self._on_reset)
        self._restyle()

    def _restyle(self) -> None:
        px = self._theme.px
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(16), px(12), px(12), px(8))
            layout.setSpacing(px(8))

    # -- showing -------------------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The line shown, None without a report."""
        return self._model.line(self._row)

    def show_row(self, row: int) -> bool:
        """Show another row; False where something typed here was not taken, and stays."""
        if row != self._row:
            if not self.commit():
                return False
            self._end_typing()
            self._row = row
            self._show(another=True)
        return True

    def _on_reset(self) -> None:
        self._row = min(max(self._row, 0), self._model.rowCount() - 1)
        self._show(another=True)

    def _on_changed(self, _batch: Batch) -> None:
        self._show(another=False)

    def _show(self, *, another: bool) -> None:
        line, sheet = self.line, self._model.sheet
        self.setVisible(line is not None)
        if line is None or sheet is None:
            return
        draft = sheet.version.is_draft
        self._title.setText(f"第{line.task.number}项 {wording.task_text(line)}")
        goal = wording.goal_text(line)
        self._goal.setText(f"{wording.period_name(line.months)}目标：{goal}")
        self._quote.setVisible(line.row.kind is not RowKind.LATE)
        self._show_results(line, editable=draft)
        self.amounts.show_line(line, sheet, editable=draft, another=another)
        self.items.show_line(line, sheet, editable=draft)
        self.shortfall.show_line(line, sheet.version.year, editable=draft, another=another)
        self.last_month.show_line(line, editable=draft)
        self._remove.setVisible(draft and line.row.kind is RowKind.LATE)
        self.late.setVisible(draft)
        self._order_keys()
        set_tip(
            self.late, resources.sentence("report.late_tip", **wording.period_words(line.months))
        )
        set_tip(self.accept_all, resources.sentence("report.accept_tip"))

    def _order_keys(self) -> None:
        """Let Tab go as the eye does: parts of the panel are rebuilt, which puts them last."""
        chain: list[QWidget] = [
            *(self.fold, *self.amounts.chain(), *self.items.chain(), *self._buttons.values()),
            *(self.accept, self.accept_all, *self.shortfall.chain()),
            *(*self.last_month.chain(), self.late, self._remove),
        ]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)

    def _show_results(self, line: Line, *, editable: bool) -> None:
        """Show the decision; the buttons stay, for one of them may be being pressed."""
        choices = CHOICES[line.row.kind]
        if tuple(self._buttons) != choices:
            clear(self._results)
            self._buttons = {}
            for place, result in enumerate(choices):
                made = button(SHORT_WORDS[result], partial(self._decide, result), "choice")
                made.setCheckable(True)
                set_tip(made, result.value)
                made.setProperty("shortfall", result in SHORTFALLS)
                self._buttons[result] = made
                self._results.addWidget(made, place // CHOICES_A_LINE, place % CHOICES_A_LINE)
        for result, made in self._buttons.items():
            made.setChecked(line.result is result)
            made.setEnabled(editable)
        undecided = line.result is None and line.proposal is not None
        for widget in (self._proposal, self.accept, self.accept_all):
            widget.setVisible(undecided and editable)
        if line.proposal is not None:
            self._proposal.setText(f"建议：{line.proposal.value}")

    def focus_field(self, place: Place) -> None:
        """Put the cursor into the field that a finding names."""
        field: QWidget | None = None
        if place.indicator:
            field = self.amounts.fields.get(place.indicator) or self.items.first(place.indicator)
        (field or self.shortfall.field(place.column)).setFocus()

    # -- writing -------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Write what is being typed; False where something was not taken."""
        return all([self.amounts.commit(), self.shortfall.commit()])

    def _edit(
        self,
        changes: Sequence[Change],
        typing_in: tuple[RowKey, str] | None = None,
        *,
        aloud: bool = True,
    ) -> bool:
        """Write changes; further typing in the same place joins them. False when refused."""
        joins = self._typing_batch if typing_in and typing_in == self._typing_place else None
        edit = self._workspace.edit(changes, joins=joins, aloud=aloud)
        self._typing_place = typing_in
        self._typing_batch = (edit.batch or joins) if typing_in else None
        return not edit.is_refused

    def _end_typing(self) -> None:
        self._typing_place = self._typing_batch = None

    def _version_id(self) -> int:
        sheet = self._model.sheet
        if sheet is None:
            raise RuntimeError("the panel is shown without a report")
        return sheet.version.id

    def _accept(self) -> None:
        line = self.line
        if line is not None and line.proposal is not None:
            self._decide(line.proposal)

    def _decide(self, result: Result) -> None:
        line = self.line
        if line is not None:
            chosen = None if line.result is result else result
            self._edit(report_edits.decide_changes(self._version_id(), line, chosen))

    def _enter_text(self, field: str, text: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        line = self.line
        if line is None:
            return
        is_name = field == "person"
        try:
            cleaned = clean_name(text, NAMES_LIMIT) if is_name else clean_text(text)
        except Refusal as refusal:
            self.shortfall.keep_refused(field)
            self._workspace.refuse(refusal, aloud=aloud)
            return
        changes = report_edits.row_change(self._version_id(), line.row, field, cleaned.text.strip())
        place = (line.row.key, field) if field in self.shortfall.texts else None
        if not self._edit(changes, typing_in=place, aloud=aloud):
            self.shortfall.keep_refused(field)

    def _enter_amount(self, place: tuple[str, str], amount: Amount | None, aloud: bool) -> None:  # noqa: FBT001
        line = self.line
        if line is not None:
            changes = report_edits.figure_changes(self._version_id(), line, place[0], amount)
            if not self._edit(changes, aloud=aloud):
                self.amounts.keep_refused(place)

    def _tick(self, indicator: str, item: Item, is_done: bool) -> None:  # noqa: FBT001  (a slot)
        """Say that a named item was done in this report, or was not."""
        sheet = self._model.sheet
        month = sheet.month if sheet is not None and is_done else None
        self._edit(items_of.done_changes(self._version_id(), indicator, item, month))

    def _empty_shortfall(self) -> None:
        line = self.line
        if line is not None:
            changes = [
                change
                for field in ("category", "gap", "reason", "remedy", "expected_on")
                for change in report_edits.row_change(self._version_id(), line.row, field, "")
            ]
            if self._edit(changes):
                for field in self.shortfall.texts:
                    self.shortfall.show_taken(field, "")

    def _take(self, field: str, text: str) -> None:
        line = self.line
        if line is None:
            return
        own = str(getattr(line.row, field))
        question = resources.sentence("report.confirm_take", **wording.period_words(line.months))
        if own.strip() and own != text and not self._messages.confirm(question, "取用"):
            return
        changes = report_edits.take_changes(self._version_id(), line.row, field, text)
        if self._edit(changes):
            self.shortfall.show_taken(field, text)

    def _confirm(self) -> None:
        line = self.line
        if line is not None:
            self._edit([report_edits.confirm_change(self._version_id(), line.row)])

    def _remove_row(self) -> None:
        self.commit()
        line = self.line
        if line is not None:
            self._edit(report_edits.late_row_changes(self._version_id(), line.row, present=False))
