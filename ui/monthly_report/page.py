"""月度报告: the months as tabs, the report of one in the paper's shape, its panel and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

import resources
from forms.form.papers import LAYOUT_B
from models.documents import lifecycle, versions
from models.monthly_report import edits as report_edits
from models.monthly_report import kept, wording
from models.monthly_report.results import RowKind
from models.overriding import override
from ui.kit.widgets import Pill, button
from ui.monthly_report.commands import ReportCommands
from ui.monthly_report.model import LONG, NEXT_STEPS, ON_TIME, PROGRESS, REASON, ReportModel
from ui.monthly_report.month_tabs import MonthTabs
from ui.monthly_report.not_begun import NotBegun
from ui.monthly_report.panel import ReportPanel
from ui.monthly_report.paper import ReportPaper
from ui.sheet.document_page import DocumentPage
from ui.sheet.sheet_view import SheetShape, SheetView
from ui.use_cases.dates import today
from ui.use_cases.documents.overview import overview
from ui.use_cases.words import state_pill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtCore import QModelIndex

    from models.documents.findings import Finding, Place
    from models.documents.kinds import DocumentId
    from models.monthly_report.rows import RowKey
    from models.monthly_report.sheet import ReportSheet
    from models.storage.store import Batch, Change
    from ui.tools import Tools
    from ui.use_cases.documents.overview import Overview

TEXT_PX, HEADING_MM = 12.5, 3.6  # nine columns want smaller letters than the list's six
COLUMNS = {"progress": PROGRESS, "result": ON_TIME, "reason": REASON, "remedy": NEXT_STEPS}


class MonthPage(DocumentPage):
    """The page of the monthly reports."""

    def __init__(self, tools: Tools) -> None:
        workspace, theme, messages = tools.workspace, tools.theme, tools.messages
        self.model = ReportModel(workspace)
        shape = SheetShape(LAYOUT_B.widths, LONG, (ON_TIME,), self.model.names, TEXT_PX, HEADING_MM)
        table = SheetView(self.model, shape, theme, messages)
        table.setAccessibleName("任务完成情况")
        paper = ReportPaper(workspace, table, theme, self.model)
        super().__init__(tools, self.model, paper)
        self.panel = ReportPanel(workspace, self.model, theme, messages)
        self._commands = ReportCommands(workspace, self.model, messages)
        self.tabs = MonthTabs(theme)
        self._open_items = Pill(theme)
        self.not_begun = NotBegun(self.begin)
        self._stack = QStackedWidget()
        self._notice = self._workspace.notice
        self._months: dict[int, int] = {}  # shown last under each notice
        self._key: RowKey | None = None  # of the row the clerk was last on
        self._fill_none = button("无安排的一次填好", self.fill_none)
        self.desk.panel_area.setWidget(self.panel)
        for part in (self.desk, self.not_begun):
            self._stack.addWidget(part)
        self.build(self.tabs, self._stack, own=[self._fill_none], pills=[self._open_items])
        self.tabs.chosen.connect(self.show_month)
        self.panel.fold.clicked.connect(self.desk.hide_panel)
        self.panel.accept_all.clicked.connect(self.accept_proposals)
        self.panel.late.clicked.connect(self.add_late_row)

    # -- showing -------------------------------------------------------------------------------

    @property
    def sheet(self) -> ReportSheet | None:
        """The report shown, None while its month was not begun."""
        return self.model.sheet

    @override
    def open(self) -> None:
        """Show the month at hand anew."""
        self.show_month(self.month_at_hand())

    @property
    @override
    def document(self) -> DocumentId:
        return kept.document(self._workspace.notice, self.model.month)

    @override
    def show_document(self, document: DocumentId) -> bool:
        return self.show_month(document.serial)

    def month_at_hand(self) -> int:
        """Return the month to see to; the one shown last where it is begun and not handed in."""
        year = self._year()
        waiting = {month: s for month, s in year.months.items() if s in year.waiting}
        last = self._shown_last()
        is_begun = last in waiting and waiting[last].version is not None
        if last in year.months and (is_begun or not waiting):
            return last
        return min(waiting, default=max(year.months, default=year.first_month))

    def _shown_last(self) -> int:
        return self.model.month or self._months.get(self._workspace.notice, 0)

    def show_month(self, month: int) -> bool:
        """Show a month; False where what was typed in another was not taken: that one stays."""
        if month != self.model.month and self.commit_open_editor():
            self.model.show_month(month)
        is_shown, month = month == self.model.month, self.model.month
        self._months[self._workspace.notice] = month
        if not is_shown:
            self._say_unsaved()
        self.tabs.show_year(self._year(), month)
        self._refresh()
        if self.sheet is not None:
            keys = self.model.keys()
            if not self.table.currentIndex().isValid():
                row = keys.index(self._key) if self._key in keys else 0
                self.table.setCurrentIndex(self.model.index(row, PROGRESS))
            self.panel.show_row(self.table.currentIndex().row())
            self.table.setFocus()
        else:
            self.not_begun.begin.setFocus()
        self.opened.emit()
        return is_shown

    def _year(self) -> Overview:
        return overview(self._workspace.store, self._workspace.notice, today())

    def _refresh(self) -> None:
        sheet = self.sheet
        period = wording.period_name(self.model.months)
        self._title.setText(f"{period}任务完成情况")
        self.paper.show_contents()
        self._follow_revision(sheet.version if sheet else None)
        self._stack.setCurrentIndex(0 if sheet else 1)
        draft = sheet is not None and sheet.version.is_draft
        self._fill_none.setEnabled(draft)
        for made in (self._check, self._preview):
            made.setEnabled(sheet is not None)
        self._show_state(sheet)
        self._show_undo()
        if sheet is None:
            plan = self._workspace.sheet.version
            is_final = not (plan.is_first and plan.is_draft)
            word = versions.word(self._workspace.store, self.document)
            self.not_begun.show_document(word, is_list_final=is_final)
        if not draft and "findings" in self.__dict__:
            self.findings.hide()
        self._show_findings()  # those of the month that is shown now

    def _show_state(self, sheet: ReportSheet | None) -> None:
        if sheet is None:
            self._state.show_state("未开始", "neutral")
        elif sheet.version.is_draft and sheet.version.is_first:
            self._state.show_state("填写中", "accent")
        else:
            self._state.show_state(*state_pill(sheet.version))
        left = sheet.report.open_items if sheet else 0
        self._open_items.setVisible(left > 0)
        self._open_items.show_state(f"未完事项 {left}", "mind")
        hint = "report.hint" if sheet is None or sheet.version.is_draft else "report.final_hint"
        words = wording.period_words(self.model.months)
        self.desk.hint.setText(resources.sentence(hint, **words))

    @override
    def _on_changed(self, _batch: Batch) -> None:
        if not self.isVisible():
            return
        self._show_state(self.sheet)
        self._show_undo()
        self._show_findings()

    @override
    def shown(self) -> ReportSheet | None:
        return self.sheet

    @override
    def all_findings(self) -> Sequence[Finding]:
        """What 定稿 will find, no less: the rules, the fonts, what a correction changed."""
        from ui.use_cases.documents.composing import compose

        return compose(self.sheet).check() if self.sheet is not None else []

    @override
    def _on_reloaded(self) -> None:
        is_another = self._notice != self._workspace.notice
        if is_another:  # its months are others
            self._notice, self._key = self._workspace.notice, None
            self.model.show_month(0)
        if self.isVisible():
            last = self._shown_last()
            self.show_month(last if last in self._year().months else self.month_at_hand())
        if is_another and self.sheet is None:
            self.tabs.take_keyboard()  # what is typed on begins no report of the other notice

    # -- commands ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin the month shown."""
        document, store = self.document, self._workspace.store
        self._workspace.attempt(lambda: lifecycle.begin(store, document))

    def _say_unsaved(self) -> None:
        refusal = self._workspace.unsaved_refusal()
        self.told.emit(resources.sentence(refusal.code, **refusal.values))

    def fill_none(self) -> None:
        """Answer 本月无安排 for every row without a plan."""
        if self._workspace.may_go_on():
            self.told.emit(self._commands.fill_none())

    def accept_proposals(self) -> None:
        """Take the proposal of every row that is not decided yet."""
        if self._workspace.may_go_on():
            self.told.emit(self._commands.accept_proposals())

    def add_late_row(self) -> None:
        """Add a 补报 row for an earlier month of the selected task."""
        line = self.panel.line
        key = None
        if self._workspace.may_go_on() and line is not None:
            key = self._commands.add_late_row(line.task, list(self.tabs.tabs))
        if key is not None:
            self._go_to(key)

    def _go_to(self, key: tuple[RowKind, int, int], column: int = PROGRESS) -> None:
        keys = self.model.keys()
        if key in keys:
            self.table.edit_cell(keys.index(key), column)

    @override
    def show_row(self, current: QModelIndex) -> bool:
        if not self.panel.show_row(current.row()):
            self._say_unsaved()
            return False
        line = self.model.line(current.row())
        self._key = line.row.key if line is not None else self._key
        return True

    @override
    def editors(self) -> Iterable[Callable[[], bool]]:
        return self.table.commit_open_editor, self.panel.commit, self.paper.commit_head

    @override
    def index_of(self, change: Change) -> QModelIndex | None:
        keys, month = self.model.keys(), self.model.month
        key = report_edits.row_key_of(change)
        key = key or report_edits.ticked_row_of(change, self.model.notice, month)
        if key is None:
            return None
        return self.model.index(keys.index(key) if key in keys else -1, PROGRESS)

    @override
    def show_place(self, place: Place) -> None:
        key = (RowKind(place.kind or RowKind.GOAL), place.task, place.month or self.model.month)
        keys = self.model.keys()
        if key not in keys:
            return
        column = COLUMNS.get(place.column)
        index = self.model.index(keys.index(key), column or PROGRESS)
        self.table.setCurrentIndex(index)
        if column is not None:
            self.table.edit_cell(index.row(), column)
        elif place.column or place.indicator:
            self.desk.show_panel()
            self.panel.focus_field(place)
