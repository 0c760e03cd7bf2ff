"""年度清单: the sheet in the paper's shape, the panel of its selected row, its findings."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from models.findings import Severity
from ui.paper import Paper
from ui.sheet_model import GOALS, MEASURES, OFFICE, PERSON, SheetModel
from ui.sheet_view import SheetView
from ui.widgets import ElidedLabel, Pill, SidePanelArea, button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from models.findings import Place
    from models.store import Batch
    from ui.background import Background, Job
    from ui.findings_bar import FindingsBar
    from ui.messages import Messages
    from ui.search_bar import SearchBar
    from ui.side_panel import SidePanel
    from ui.theme import Theme
    from ui.use_cases.finalising import Analysis
    from ui.use_cases.sheets import Sheet
    from ui.workspace import Workspace

ANALYSE_AFTER_MS = 500
PANEL_AFTER_MS = 30
PANEL_PX = 316
COLUMNS = {"goals": GOALS, "measures": MEASURES, "office": OFFICE, "person": PERSON}
GUTTER_PX = 16
NARROW_PX = 860  # at 100 %: a narrower page starts with the panel folded away
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
        self.table = SheetView(workspace, self.model, theme)
        self.paper = Paper(workspace, self.table, theme)
        self._messages = messages
        self._title = ElidedLabel("heading")
        self._state = Pill(theme)
        self._hint = label(HINT, "small", wrap=True)
        self._area = QScrollArea()
        self._panel_area = SidePanelArea()
        self._unfold = button("展开右栏", self._show_panel, "link")
        self.undo = button("撤销", self._undo)
        self.redo = button("重做", self._redo)
        self._preview = button("预览与打印", self.preview_wanted.emit, "primary")
        self._preview.setToolTip("Ctrl+P")
        self._analyse_timer = QTimer(self, singleShot=True, interval=ANALYSE_AFTER_MS)
        self._narrow = False
        self._build()
        self._connect()
        self._unfold.hide()
        self._on_scale()
        self._refresh()
        QTimer.singleShot(PANEL_AFTER_MS, self, self._build_panel)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_toolbar())
        body = QHBoxLayout()
        body.setSpacing(0)
        middle = QVBoxLayout()
        desk = QWidget()
        desk.setObjectName("desk")
        inner = QVBoxLayout(desk)
        inner.setContentsMargins(GUTTER_PX, GUTTER_PX, GUTTER_PX, GUTTER_PX)
        inner.addWidget(self._hint)
        inner.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch()
        self._area.setWidgetResizable(True)
        self._area.setWidget(desk)
        self._area.viewport().installEventFilter(self)
        middle.addWidget(self._area, 1)
        self._middle = middle
        body.addLayout(middle, 1)
        body.addWidget(self._panel_area)
        column.addLayout(body, 1)

    def _build_toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(GUTTER_PX, 8, GUTTER_PX, 8)
        row.addWidget(self._title, 1)
        row.addWidget(self._state)
        row.addStretch(2)
        row.addWidget(self._unfold)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(button("检查 F5", self.check))
        row.addWidget(self._preview)
        self.undo.setToolTip("Ctrl+Z")
        self.redo.setToolTip("Ctrl+Y")
        return bar

    def _connect(self) -> None:
        self._analyse_timer.timeout.connect(self._analyse)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.told.connect(self.told)
        self.table.height_changed.connect(self._keep_visible)
        self._theme.changed.connect(self._on_scale)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.reloaded.connect(self._refresh)

    # The parts below are built when first needed, the panel right after the window stands: the
    # sheet can be typed into before.

    @cached_property
    def panel(self) -> SidePanel:
        """The panel of the selected row."""
        from ui.side_panel import SidePanel

        made = SidePanel(self._workspace, self._theme, self._messages)
        made.fold.clicked.connect(self._hide_panel)
        made.grid.told.connect(self.told)
        made.show_row(self.table.currentIndex())
        self._panel_area.setWidget(made)
        made.grid.selectionModel().currentChanged.connect(self._show_month)
        return made

    @cached_property
    def findings(self) -> FindingsBar:
        """The list of findings at the bottom edge."""
        from ui.findings_bar import FindingsBar

        made = FindingsBar(self._workspace, self._theme, self._messages)
        made.jump.connect(self.jump)
        self._middle.addWidget(made)
        return made

    @cached_property
    def search(self) -> SearchBar:
        """The search bar above the sheet."""
        from ui.search_bar import SearchBar

        made = SearchBar(self.table)
        made.found.connect(self._keep_visible)
        self._middle.insertWidget(0, made)
        return made

    def _show_month(self, current: QModelIndex) -> None:
        """Scroll the panel so that the month's row is in sight."""
        grid = self.panel.grid
        place = grid.viewport().mapTo(self.panel, grid.visualRect(current).center())
        self._panel_area.ensureVisible(0, place.y(), 0, self._theme.px(24))

    def _build_panel(self) -> None:
        self.panel.show()

    def _findings_open(self) -> bool:
        return "findings" in self.__dict__ and self.findings.isVisible()

    # -- showing -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        sheet = self._workspace.sheet
        self._title.setText(sheet.pack.attachment.title)
        if sheet.version.is_draft:
            self._state.show_state("草稿", "accent")
            self._hint.setText(HINT)
        else:
            self._state.show_state(f"✓ 定稿 v{sheet.version.number}", "good")
            self._hint.setText("已定稿，不能再改；确实要改，请到“打印报送”撤回定稿。")
        self._show_undo()
        self._analyse_timer.start()

    def _show_undo(self) -> None:
        draft = self._workspace.sheet.version.is_draft
        self.undo.setEnabled(draft and self._workspace.store.can_undo())
        self.redo.setEnabled(draft and self._workspace.store.can_redo())

    def _on_changed(self, _batch: Batch) -> None:
        self._show_undo()
        self._analyse_timer.start()
        if self._findings_open():
            self.findings.show_findings(self._workspace.sheet.rule_findings())

    def _on_current(self, current: QModelIndex) -> None:
        if "panel" in self.__dict__:
            self.panel.show_row(current)
        self._keep_visible()

    def _keep_visible(self) -> None:
        """Scroll the desk so that the current cell, or the line being typed, is in sight."""
        editor = self.table.cells.editor
        if editor is not None:
            spot = editor.cursorRect().bottomLeft()
            place = editor.mapTo(self._area.widget(), spot)
            margin = self._theme.px(40)
        else:
            rect = self.table.visualRect(self.table.currentIndex())
            place = self.table.viewport().mapTo(self._area.widget(), rect.center())
            room = self._area.viewport().height()
            margin = min(rect.height(), room) // 2
            if rect.height() > room:  # of a row higher than the view, show the beginning
                place.setY(place.y() - rect.height() // 2 + margin)
        self._area.ensureVisible(place.x(), place.y(), 10, margin)

    def _on_scale(self) -> None:
        self._panel_area.setFixedWidth(self._theme.px(PANEL_PX))
        if self.isVisible():  # before, it has no width worth fitting into
            self._make_room()
            self._fit()

    def _fit(self) -> None:
        self.paper.fit(self._area.viewport().width() - 2 * GUTTER_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Fold the panel away where the window becomes narrow, and back where it becomes wide."""
        narrow = self.width() < self._theme.px(NARROW_PX)
        if narrow != self._narrow:
            self._narrow = narrow
            self._panel_area.setHidden(narrow)
            self._unfold.setVisible(narrow)

    def _hide_panel(self) -> None:
        self._panel_area.hide()
        self._unfold.show()

    def _show_panel(self) -> None:
        self._panel_area.show()
        self._unfold.hide()

    # -- commands ------------------------------------------------------------------------------

    def commit_open_editor(self) -> None:
        """Write what is being typed; before a check, a preview, closing."""
        editor = self.table.cells.editor
        if editor is not None:
            self.table.cells.commitData.emit(editor)
        if "panel" in self.__dict__ and self.panel.grid.cells.editor is not None:
            self.panel.grid.cells.commitData.emit(self.panel.grid.cells.editor)

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
        if place.task == 0:
            self.paper.head[place.column].setFocus()
            return
        row = self._workspace.sheet.row_of(place.task)
        self.table.edit_cell(row, COLUMNS.get(place.column, GOALS))

    def _undo(self) -> None:
        self._follow(self._workspace.undo())

    def _redo(self) -> None:
        self._follow(self._workspace.redo())

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
        work = partial(_analyse, sheet, self._workspace.text_size)
        self._background.run(work, partial(self._show_analysis, sheet), _raise)

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
    from ui.use_cases import finalising

    return finalising.analyse(sheet, size)


def _raise(error: Exception) -> None:
    raise error


def open_items(sheet: Sheet) -> int:
    """Return how many hard findings the rules see."""
    return sum(f.severity is Severity.HARD for f in sheet.rule_findings())
