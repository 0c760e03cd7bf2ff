"""年度清单: the sheet in the paper's shape, the panel of its selected row, its findings."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal

import resources
from models.notices.columns import Role, widths_mm
from models.notices.sound import usable_mm
from models.overriding import override
from models.task_list import columns as columns_of
from models.task_list import edits as list_edits
from models.task_list import plan
from ui.kit.first_paint import AfterFirstPaint
from ui.sheet.document_page import DocumentPage
from ui.sheet.sheet_view import SheetShape, SheetView
from ui.task_list.model import SheetModel
from ui.task_list.paper import ListPaper
from ui.use_cases.words import state_pill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from forms.form.declaration import Look
    from models.documents.findings import Finding, Place
    from models.documents.kinds import DocumentId
    from models.storage.store import Batch, Change
    from models.task_list.sheet import Sheet
    from ui.kit.background import Job
    from ui.sheet.search_bar import SearchBar
    from ui.task_list.panel import SidePanel
    from ui.tools import Tools
    from ui.use_cases.documents.finalising import Analysis
    from ui.use_cases.documents.searching import Hit

ANALYSE_AFTER_MS = 500


class TaskListPage(DocumentPage):
    """The page of the yearly list.

    Signals:
        analysed(): findings and page starts are new. hit_chosen(object): a search leads to
            another document.
    """

    analysed = Signal()
    hit_chosen = Signal(object)
    finds_all = False

    def __init__(self, tools: Tools) -> None:
        self.model = SheetModel(tools.workspace)
        table = SheetView(self.model, _shape(self.model, tools), tools.theme, tools.messages)
        table.setAccessibleName("年度任务清单")
        paper = ListPaper(tools.workspace, table, tools.theme)
        super().__init__(tools, self.model, paper)
        self._tools = tools
        self._form = tools.workspace.sheet.notice.attachment
        self._notice = tools.workspace.notice
        self._task = 0  # the id of the task whose row is current
        self._background = tools.background
        self._analyse_timer = QTimer(self, singleShot=True, interval=ANALYSE_AFTER_MS)
        self._analyse_timer.timeout.connect(self._analyse)
        self.first_focus = table
        self.build(self.desk)
        self._refresh()
        AfterFirstPaint(self, self._build_panel)

    # The parts below are built when first needed, the panel right after the window stands: the
    # sheet can be typed into before.

    @cached_property
    def panel(self) -> SidePanel:
        """The panel of the selected row."""
        from ui.task_list.panel import SidePanel

        made = SidePanel(self._workspace, self._theme, self._messages)
        made.fold.clicked.connect(self.desk.hide_panel)
        made.parts.moved.connect(self._go_to_task)
        for grid in (made.grid, made.item_grid):
            grid.told.connect(self.told)
        made.show_row(self.table.currentIndex())
        self.desk.panel_area.setWidget(made)
        made.grid.selectionModel().currentChanged.connect(self._show_month)
        # Queued: the panel takes the new height of the grid only after the grid has it.
        made.grid.cells.grown.connect(self._show_month, Qt.ConnectionType.QueuedConnection)
        return made

    @cached_property
    def search(self) -> SearchBar:
        """The search bar above the sheet."""
        from ui.sheet.search_bar import SearchBar

        made = SearchBar(self.table, self._elsewhere)
        made.found.connect(self.desk.keep_visible)
        made.hit_chosen.connect(self.hit_chosen)
        self.desk.put_above(made)
        return made

    def _elsewhere(self, text: str) -> list[Hit]:
        from ui.use_cases.documents.searching import elsewhere

        besides = self._workspace.sheet.version.document
        return elsewhere(self._workspace.store, text, besides)

    def _go_to_task(self, task: int) -> None:
        """Go to the row of a task that was just added, or lost a part."""
        self.table.show_cell(self._workspace.sheet.row_of(task), self.model.place(Role.GOALS))
        self.table.setFocus()
        QTimer.singleShot(0, self.desk, self.desk.keep_visible)  # once its rows have their height

    def _show_month(self) -> None:
        """Scroll the panel so that the month's row, or the line being typed, is in sight."""
        grid = self.panel.grid
        editor = grid.cells.editor
        if editor is not None:
            place = editor.mapTo(self.panel, editor.cursorRect().center())
        else:
            middle = grid.visualRect(grid.currentIndex()).center()
            place = grid.viewport().mapTo(self.panel, middle)
        self.desk.panel_area.ensureVisible(0, place.y(), 0, self._theme.px(24))

    def _build_panel(self) -> None:
        self.panel.show()

    # -- showing -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        sheet = self._workspace.sheet
        self._title.setText(sheet.notice.attachment.title)
        word, colour = state_pill(sheet.version)
        self._state.show_state(word, colour)
        draft = sheet.version.is_draft
        self.desk.hint.setText(self._hint() if draft else resources.sentence("sheet.list_final"))
        self._follow_revision(sheet.version)
        self._show_undo()
        self._analyse_timer.start()

    def _hint(self) -> str:
        """Return where goals are written: the column has its place in each notice's form."""
        places = self.model.places({Role.GOALS})
        if not places:
            return resources.sentence("sheet.hint_without_goals")
        return resources.sentence("sheet.hint", column=places[0] + 1)

    @override
    def _on_changed(self, batch: Batch) -> None:
        if list_edits.touches_tasks(batch):
            self._follow_tasks()
        self._show_undo()
        self._analyse_timer.start()
        self._show_findings()

    @override
    def _on_reloaded(self) -> None:
        form = self._workspace.sheet.notice.attachment
        notice = self._workspace.notice
        if (form, notice) != (self._form, self._notice):  # another notice, or another data file
            self._form, self._notice = form, notice
            self.table.reshape(_shape(self.model, self._tools))
            if "search" in self.__dict__:
                self.search.forget()
            if self.isVisible():
                self.open()
        self._refresh()
        self._show_findings()

    def _follow_tasks(self) -> None:
        """Stay at the task at hand where rows came or went."""
        row, column = self._workspace.sheet.row_of(self._task), self.model.place(Role.GOALS)
        if "panel" in self.__dict__:
            self.panel.follow_row(row)
        self.table.setCurrentIndex(self.model.index(row, column))

    @override
    def show_row(self, current: QModelIndex) -> bool:
        if current.isValid():
            self._task = self._workspace.sheet.task(current.row()).id
        return "panel" not in self.__dict__ or self.panel.show_row(current)

    @override
    def return_to(self, row: int, column: int) -> None:
        super().return_to(row, column)
        self.panel.return_to_editor()

    # -- commands ------------------------------------------------------------------------------

    @override
    def open(self) -> None:
        """Give the table the keyboard."""
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, self.model.place(Role.GOALS)))
        self.table.setFocus()

    @property
    @override
    def document(self) -> DocumentId:
        return plan.document(self._workspace.notice)

    @override
    def show_document(self, document: DocumentId) -> bool:
        self.open()
        return True

    def stop(self) -> None:
        """Start no more work; the data is about to be closed."""
        self._analyse_timer.stop()

    @override
    def check(self) -> None:
        super().check()
        self._analyse()

    @override
    def shown(self) -> Sheet:
        return self._workspace.sheet

    @override
    def all_findings(self) -> Sequence[Finding]:
        """What the rules find; the rest comes with the analysis, off the GUI thread."""
        return self._workspace.sheet.rule_findings()

    @override
    def editors(self) -> Iterable[Callable[[], bool]]:
        panel = [self.panel.commit_open_editors] if "panel" in self.__dict__ else []
        return [self.table.commit_open_editor, *panel, self.paper.commit_head]

    @override
    def show_place(self, place: Place) -> None:
        row = self._workspace.sheet.row_of(place.task)
        if place.indicator:
            self.table.setCurrentIndex(self.model.index(row, self.model.place(Role.GOALS)))
            self.desk.show_panel()
            if self.panel.edit_figure(place.indicator, place.month):
                return
        self.table.edit_cell(row, self.model.place(place.column or Role.GOALS))

    @override
    def index_of(self, change: Change) -> QModelIndex | None:
        place = self._workspace.sheet.place_of(change)
        if place is None:
            return None
        task, field = place
        keys = {column.key for column in self.model.columns}
        column = self.model.place(field if field in keys else Role.GOALS)
        return self.model.index(self._workspace.sheet.row_of(task), column)

    # -- what the printed sheet will be --------------------------------------------------------

    def _analyse(self) -> None:
        sheet = self._workspace.sheet
        work = partial(_analyse, sheet, self._workspace.look(sheet.version.kind))
        self._background.run(self, work, partial(self._show_analysis, sheet), _raise)

    def _show_analysis(self, sheet: Sheet, analysis: Analysis) -> None:
        if sheet is not self._workspace.sheet:
            return  # edited meanwhile; the next analysis is on its way
        starts = analysis.page_starts if sheet.version.is_draft else {}
        self.table.show_page_starts(starts)
        if self.shows_findings:
            self.findings.show_findings(analysis.findings)
        self.analysed.emit()


def _shape(model: SheetModel, tools: Tools) -> SheetShape:
    """Return what the table looks like in the columns of the notice's form."""
    form = tools.workspace.sheet.notice.attachment
    return SheetShape(
        widths_mm(form.columns, usable_mm(form)),
        model.places(columns_of.LONG),
        model.places(columns_of.NAMES),
        model.names,
        merged_columns=model.places({Role.SECTION}),
    )


def _analyse(sheet: Sheet, look: Look, _job: Job) -> object:
    # Imported here, on the worker: reportlab and its fonts must not delay the window.
    from ui.use_cases.documents import finalising

    return finalising.analyse(sheet, look)


def _raise(error: Exception) -> None:
    raise error
