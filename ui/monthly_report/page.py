"""月度报告: the months as tabs, the report of one in the paper's shape, its panel and findings."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

import resources
from forms.form.papers import LAYOUT_B
from models.documents import lifecycle
from models.monthly_report.results import RowKind
from ui.kit.widgets import Pill, button, label, set_tip
from ui.kit.wrap_row import toolbar
from ui.monthly_report.commands import ReportCommands
from ui.monthly_report.model import LONG, NEXT_STEPS, ON_TIME, PROGRESS, REASON, ReportModel
from ui.monthly_report.month_tabs import MonthTabs
from ui.monthly_report.not_begun import NotBegun
from ui.monthly_report.panel import ReportPanel
from ui.monthly_report.paper import ReportPaper
from ui.sheet.desk import Desk
from ui.sheet.findings_bar import FindingsBar
from ui.sheet.revision_bar import RevisionBar
from ui.sheet.sheet_view import SheetShape, SheetView
from ui.use_cases.dates import today
from ui.use_cases.documents.overview import overview
from ui.use_cases.words import state_pill

if TYPE_CHECKING:
    from models.documents.findings import Finding, Place
    from models.documents.versions import Version
    from models.monthly_report.report import RowKey
    from models.storage.store import Batch
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.use_cases.documents.overview import Overview
    from ui.use_cases.documents.sheets import ReportSheet
    from ui.workspace import Workspace

TEXT_PX, HEADING_MM = 12.5, 3.6  # nine columns want smaller letters than the list's six
COLUMNS = {"progress": PROGRESS, "result": ON_TIME, "reason": REASON, "remedy": NEXT_STEPS}


class MonthPage(QWidget):
    """The page of the monthly reports.

    Signals:
        preview_wanted(int): 预览与打印 of a month. told(str): for the status line.
        opened(): another month is shown.
    """

    preview_wanted = Signal(int)
    told = Signal(str)
    opened = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self.model = ReportModel(workspace)
        shape = SheetShape(LAYOUT_B.widths, LONG, (ON_TIME,), self.model.names, TEXT_PX, HEADING_MM)
        self.table = SheetView(self.model, shape, theme)
        self.table.setAccessibleName("任务完成情况")
        self.paper = ReportPaper(workspace, self.table, theme, self.model)
        self.desk = Desk(self.paper, theme)
        self.panel = ReportPanel(workspace, self.model, theme, messages)
        self.revision = RevisionBar(workspace, theme, messages)
        self._commands = ReportCommands(workspace, self.model, messages)
        self.tabs = MonthTabs(theme)
        self._title = label("", "heading")
        self._state = Pill(theme)
        self._open_items = Pill(theme)
        self.not_begun = NotBegun(self.begin)
        self._stack = QStackedWidget()
        self._key: RowKey | None = None  # of the row the clerk was last on
        self.undo = button("撤销", self._undo)
        self.redo = button("重做", self._redo)
        self._fill_none = button("无安排的一次填好", self.fill_none)
        self._check = button("检查 F5", self.check)
        self._preview = button("预览与打印", self._ask_preview, "primary")
        self._build()
        self._connect()

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._build_toolbar())
        self.desk.put_above(self.revision)
        self.desk.panel_area.setWidget(self.panel)
        self.desk.hint.setText(resources.sentence("report.hint"))
        self._stack.addWidget(self.desk)
        self._stack.addWidget(self.not_begun)
        column.addWidget(self._stack, 1)

    def _build_toolbar(self) -> QWidget:
        bar, row = toolbar()
        row.add(self._title, self._state, self._open_items)
        row.add_buttons(
            self.desk.unfold, self.undo, self.redo, self._fill_none, self._check, self._preview
        )
        set_tip(self.undo, "Ctrl+Z")
        set_tip(self.redo, "Ctrl+Y")
        set_tip(self._preview, "Ctrl+P")
        return bar

    def _connect(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.told.connect(self.told)
        self.tabs.chosen.connect(self.show_month)
        self.panel.fold.clicked.connect(self.desk.hide_panel)
        self.panel.accept_all.clicked.connect(self.accept_proposals)
        self.panel.late.clicked.connect(self.add_late_row)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.reloaded.connect(self._on_reloaded)

    @cached_property
    def findings(self) -> FindingsBar:
        """The list of findings at the bottom edge."""
        made = FindingsBar(self._workspace, self._theme, self._messages, self._version)
        made.jump.connect(self.jump)
        self.desk.put_below(made)
        return made

    def _version(self) -> Version:
        if self.model.sheet is None:
            raise RuntimeError("findings are shown without a report")
        return self.model.sheet.version

    def _findings_open(self) -> bool:
        return "findings" in self.__dict__ and self.findings.isVisible()

    # -- showing -------------------------------------------------------------------------------

    @property
    def sheet(self) -> ReportSheet | None:
        """The report shown, None while its month was not begun."""
        return self.model.sheet

    def open(self) -> None:
        """Show the month at hand anew."""
        self.show_month(self.month_at_hand())

    def month_at_hand(self) -> int:
        """Return the month shown last, at first the one to see to."""
        return self.model.month or self._first_open(self._year())

    def show_month(self, month: int) -> bool:
        """Show a month; False where what was typed in another was not taken: that one stays."""
        if month != self.model.month and self.commit_open_editor():
            self.model.show_month(month)
        is_shown, month = month == self.model.month, self.model.month
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
        return overview(self._workspace.store, self._workspace.sheet.pack, today())

    @staticmethod
    def _first_open(year: Overview) -> int:
        waiting = [month for month, standing in year.months.items() if not standing.is_handed_in]
        return waiting[0] if waiting else max(year.months)

    def _refresh(self) -> None:
        sheet = self.sheet
        self._title.setText(f"{self.model.month}月任务完成情况")
        self.paper.show_contents()
        self.revision.show_version(sheet.version if sheet else None)
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
            self.not_begun.show_month(self.model.month, is_list_final=is_final)
        elif not draft and "findings" in self.__dict__:
            self.findings.hide()

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
        self.desk.hint.setText(resources.sentence(hint))

    def _show_undo(self) -> None:
        undo, redo = self._workspace.can_undo(self.sheet.version if self.sheet else None)
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def _on_changed(self, _batch: Batch) -> None:
        if not self.isVisible():
            return
        self._show_state(self.sheet)
        self._show_undo()
        if self._findings_open() and self.sheet is not None:
            self.findings.show_findings(self._all_findings())

    def _all_findings(self) -> list[Finding]:
        """What 定稿 will find, no less: the rules, the fonts, what a correction changed."""
        from ui.use_cases.documents.composing import compose

        return compose(self.sheet).check() if self.sheet is not None else []

    def _on_reloaded(self) -> None:
        if self.isVisible():
            self.open()

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not self.panel.show_row(current.row()):
            self._stay(previous)
            return
        line = self.model.line(current.row())
        self._key = line.row.key if line is not None else self._key
        self.desk.keep_visible()

    # -- commands ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin the month shown."""
        month, store = self.model.month, self._workspace.store
        year = self._workspace.year
        self._workspace.attempt(lambda: lifecycle.begin_report(store, year, month))

    def _stay(self, place: QModelIndex) -> None:
        """What was typed beside a row was not taken: the row is not left."""
        self._say_unsaved()
        go_back = partial(self.table.setCurrentIndex, self.model.index(place.row(), place.column()))
        QTimer.singleShot(0, self.table, go_back)  # not while the view is still on its way

    def commit_open_editor(self) -> bool:
        """Write what is being typed; before a check, a preview, another month, closing.

        False where it was not taken.
        """
        parts = self.table.commit_open_editor, self.panel.commit, self.paper.commit_head
        return not [commit for commit in parts if not commit()]

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
            key = self._commands.add_late_row(line.task.number, list(self.tabs.tabs))
        if key is not None:
            self._go_to(key)

    def _go_to(self, key: tuple[RowKind, int, int], column: int = PROGRESS) -> None:
        keys = self.model.keys()
        if key in keys:
            self.table.edit_cell(keys.index(key), column)

    def check(self) -> None:
        """Show the findings (F5)."""
        self.commit_open_editor()
        if self.sheet is not None:
            self.findings.show_findings(self._all_findings())
            self.findings.show()

    def _ask_preview(self) -> None:
        self.preview_wanted.emit(self.model.month)

    def _undo(self) -> None:
        self._follow(self._workspace.undo(self._version()))

    def _redo(self) -> None:
        self._follow(self._workspace.redo(self._version()))

    def _follow(self, batch: Batch | None) -> None:
        """Show where an undo or redo changed something."""
        keys = self.model.keys()
        for change in batch.changes if batch else ():
            if change.table in ("report_row", "report_amount"):
                kind, task, month = change.key[1:4]
                key = (RowKind(str(kind)), int(task), int(month))
                if key in keys:
                    self.table.setCurrentIndex(self.model.index(keys.index(key), PROGRESS))
                return

    def jump(self, place: Place) -> None:
        """Put the cursor into the cell, field or dialog of a finding."""
        if place.column.startswith("revision:"):
            self.revision.edit()
            return
        if place.task == 0:
            field = self.paper.head.get(place.column)
            if field is not None:
                field.setFocus()
            return
        key = (RowKind(place.kind or RowKind.GOAL), place.task, place.month or self.model.month)
        keys = self.model.keys()
        if key not in keys:
            return
        column = COLUMNS.get(place.column)
        index = self.model.index(keys.index(key), column or PROGRESS)
        self.table.setCurrentIndex(index)
        if column is not None:
            self.table.edit_cell(index.row(), column)
        else:
            self.desk.show_panel()
            self.panel.focus_field(place.column)
