"""年度清单: the sheet in the paper's shape, the panel of its selected row, its findings."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from forms.documents.task_list import WIDTHS_MM
from ui.kit.first_paint import AfterFirstPaint
from ui.kit.widgets import Pill, button, label, set_tip
from ui.kit.wrap_row import toolbar
from ui.sheet.desk import Desk
from ui.sheet.sheet_view import SheetShape, SheetView
from ui.task_list.model import GOALS, LONG, MEASURES, OFFICE, PERSON, SheetModel
from ui.task_list.paper import ListPaper
from ui.use_cases.words import state_pill

if TYPE_CHECKING:
    from models.documents.findings import Place
    from models.storage.store import Batch
    from ui.kit.background import Background, Job
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.sheet.findings_bar import FindingsBar
    from ui.sheet.revision_bar import RevisionBar
    from ui.sheet.search_bar import SearchBar
    from ui.task_list.panel import SidePanel
    from ui.use_cases.documents.finalising import Analysis
    from ui.use_cases.documents.sheets import Sheet
    from ui.workspace import Workspace

ANALYSE_AFTER_MS = 500
COLUMNS = {"goals": GOALS, "measures": MEASURES, "office": OFFICE, "person": PERSON}
HINT = "点格子就能写，写完自动保存。第3列可以写“3月：…；4月：…”，人数等数字在右边按月填。"


class TaskListPage(QWidget):
    """The page of the yearly list.

    Signals:
        preview_wanted(): 预览与打印. told(str): a sentence for the status line.
        analysed(): findings and page starts are new.
    """

    preview_wanted = Signal()
    told = Signal(str)
    analysed = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, messages: Messages, background: Background
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = workspace
        self._theme = theme
        self._background = background
        self.model = SheetModel(workspace)
        shape = SheetShape(WIDTHS_MM, LONG, (OFFICE, PERSON), self.model.names)
        self.table = SheetView(self.model, shape, theme)
        self.table.setAccessibleName("年度任务清单")
        self.paper = ListPaper(workspace, self.table, theme)
        self.desk = Desk(self.paper, theme)
        self._messages = messages
        self._title = label("", "heading")
        self._state = Pill(theme)
        self.undo = button("撤销", self._undo)
        self.redo = button("重做", self._redo)
        self._preview = button("预览与打印", self.preview_wanted.emit, "primary")
        set_tip(self._preview, "Ctrl+P")
        self._analyse_timer = QTimer(self, singleShot=True, interval=ANALYSE_AFTER_MS)
        self._build()
        self._connect()
        self._refresh()
        AfterFirstPaint(self, self._build_panel)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_toolbar())
        column.addWidget(self.desk, 1)

    def _build_toolbar(self) -> QWidget:
        bar, row = toolbar()
        row.add(self._title, self._state)
        check = button("检查 F5", self.check)
        row.add_buttons(self.desk.unfold, self.undo, self.redo, check, self._preview)
        set_tip(self.undo, "Ctrl+Z")
        set_tip(self.redo, "Ctrl+Y")
        return bar

    def _connect(self) -> None:
        self._analyse_timer.timeout.connect(self._analyse)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.told.connect(self.told)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.reloaded.connect(self._refresh)

    # The parts below are built when first needed, the panel right after the window stands: the
    # sheet can be typed into before.

    @cached_property
    def panel(self) -> SidePanel:
        """The panel of the selected row."""
        from ui.task_list.panel import SidePanel

        made = SidePanel(self._workspace, self._theme, self._messages)
        made.fold.clicked.connect(self.desk.hide_panel)
        made.grid.told.connect(self.told)
        made.show_row(self.table.currentIndex())
        self.desk.panel_area.setWidget(made)
        made.grid.selectionModel().currentChanged.connect(self._show_month)
        return made

    @cached_property
    def findings(self) -> FindingsBar:
        """The list of findings at the bottom edge."""
        from ui.sheet.findings_bar import FindingsBar

        made = FindingsBar(self._workspace, self._theme, self._messages, self.paper.version)
        made.jump.connect(self.jump)
        self.desk.put_below(made)
        return made

    @cached_property
    def search(self) -> SearchBar:
        """The search bar above the sheet."""
        from ui.sheet.search_bar import SearchBar

        made = SearchBar(self.table)
        made.found.connect(self.desk.keep_visible)
        self.desk.put_above(made)
        return made

    @cached_property
    def revision(self) -> RevisionBar:
        """The bar of an open correction or adjustment."""
        from ui.sheet.revision_bar import RevisionBar

        made = RevisionBar(self._workspace, self._theme, self._messages)
        self.desk.put_above(made)
        return made

    def _show_month(self, current: QModelIndex) -> None:
        """Scroll the panel so that the month's row is in sight."""
        grid = self.panel.grid
        place = grid.viewport().mapTo(self.panel, grid.visualRect(current).center())
        self.desk.panel_area.ensureVisible(0, place.y(), 0, self._theme.px(24))

    def _build_panel(self) -> None:
        self.panel.show()

    def _findings_open(self) -> bool:
        return "findings" in self.__dict__ and self.findings.isVisible()

    # -- showing -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        sheet = self._workspace.sheet
        self._title.setText(sheet.pack.attachment.title)
        word, colour = state_pill(sheet.version)
        self._state.show_state(word, colour)
        draft = sheet.version.is_draft
        self.desk.hint.setText(HINT if draft else resources.sentence("sheet.list_final"))
        if not sheet.version.is_first or "revision" in self.__dict__:
            self.revision.show_version(sheet.version)
        self._show_undo()
        self._analyse_timer.start()

    def _show_undo(self) -> None:
        undo, redo = self._workspace.can_undo(self._workspace.sheet.version)
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def _on_changed(self, _batch: Batch) -> None:
        self._show_undo()
        self._analyse_timer.start()
        if self._findings_open():
            self.findings.show_findings(self._workspace.sheet.rule_findings())

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if "panel" in self.__dict__ and not self.panel.show_row(current):
            go_back = partial(self._stay, previous.row(), previous.column())
            QTimer.singleShot(0, self.table, go_back)  # not while the view is still on its way
            return
        self.desk.keep_visible()

    def _stay(self, row: int, column: int) -> None:
        """What was typed beside a row was not taken: the row is not left."""
        self.table.setCurrentIndex(self.model.index(row, column))
        self.panel.grid.return_to_editor()

    # -- commands ------------------------------------------------------------------------------

    def commit_open_editor(self) -> bool:
        """Write what is being typed; before a check, a preview, closing.

        False where it was not taken.
        """
        tables = [self.table, self.panel.grid] if "panel" in self.__dict__ else [self.table]
        written = [table.commit_open_editor() for table in tables]
        return all([*written, self.paper.commit_head()])

    def stop(self) -> None:
        """Start no more work; the data is about to be closed."""
        self._analyse_timer.stop()

    def check(self) -> None:
        """Show the findings (F5)."""
        self.commit_open_editor()
        self.findings.show_findings(self._workspace.sheet.rule_findings())
        self.findings.show()
        self._analyse()

    def jump(self, place: Place) -> None:
        """Put the cursor into the cell or head field of a finding."""
        if place.column.startswith("revision:"):
            self.revision.edit()
        elif place.task == 0:
            field = self.paper.head.get(place.column)
            if field is not None:
                field.setFocus()
        else:
            row = self._workspace.sheet.row_of(place.task)
            self.table.edit_cell(row, COLUMNS.get(place.column, GOALS))

    def _undo(self) -> None:
        self._follow(self._workspace.undo(self.paper.version()))

    def _redo(self) -> None:
        self._follow(self._workspace.redo(self.paper.version()))

    def _follow(self, batch: Batch | None) -> None:
        """Show where an undo or redo changed something."""
        for change in batch.changes if batch else ():
            if change.table in ("entry", "goal", "amount"):
                row = self._workspace.sheet.row_of(int(change.key[1]))
                column = COLUMNS.get(change.field, MEASURES if change.field == "measure" else GOALS)
                self.table.setCurrentIndex(self.model.index(row, column))
                return

    # -- what the printed sheet will be --------------------------------------------------------

    def _analyse(self) -> None:
        sheet = self._workspace.sheet
        work = partial(_analyse, sheet, self._workspace.text_size())
        self._background.run(self, work, partial(self._show_analysis, sheet), _raise)

    def _show_analysis(self, sheet: Sheet, analysis: Analysis) -> None:
        if sheet is not self._workspace.sheet:
            return  # edited meanwhile; the next analysis is on its way
        starts = analysis.page_starts if sheet.version.is_draft else ()
        self.table.show_page_starts(starts)
        if self._findings_open():
            self.findings.show_findings(analysis.findings)
        self.analysed.emit()


def _analyse(sheet: Sheet, size: str, _job: Job) -> object:
    # Imported here, on the worker: reportlab and its fonts must not delay the window.
    from ui.use_cases.documents import finalising

    return finalising.analyse(sheet, size)


def _raise(error: Exception) -> None:
    raise error
