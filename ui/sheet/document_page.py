"""What every page of a document has: the sheet on its desk, its bars, undo, 检查, jumps."""

from __future__ import annotations

from abc import abstractmethod
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

import resources
from ui.kit.page import Page
from ui.kit.widgets import Pill, button, label, set_tip
from ui.kit.wrap_row import toolbar
from ui.sheet.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.documents.document import Document
    from models.documents.findings import Finding, Place
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from models.storage.store import Batch, Change
    from ui.sheet.cells_model import CellsModel
    from ui.sheet.findings_bar import FindingsBar
    from ui.sheet.paper import Paper
    from ui.sheet.revision_bar import RevisionBar
    from ui.tools import Tools


class DocumentPage(Page):
    """A kind's page says what stands where; the rest is the same for all.

    Signals:
        preview_wanted(): 预览与打印. opened(): another document is shown.
    """

    preview_wanted = Signal()
    opened = Signal()
    finds_all: ClassVar[bool] = True  # at once; else the rest comes off the GUI thread

    def __init__(self, tools: Tools, model: CellsModel, paper: Paper) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = tools.workspace
        self._theme = theme = tools.theme
        self._messages = tools.messages
        self._cells = model
        self.paper = paper
        self.table = paper.table
        self.desk = Desk(paper, theme)
        self._title = label("", "heading")
        self._state = Pill(theme)
        self.undo = button("撤销", self._undo)
        self.redo = button("重做", self._redo)
        self._check = button("检查 F5", self.check)
        self._preview = button("预览与打印", self.preview_wanted.emit, "primary")
        for made, key in ((self.undo, "Ctrl+Z"), (self.redo, "Ctrl+Y"), (self._preview, "Ctrl+P")):
            set_tip(made, key)

    def build(
        self, *parts: QWidget, own: Sequence[QWidget] = (), pills: Sequence[Pill] = ()
    ) -> None:
        """Lay the page out: toolbar and parts from above; connect what all pages have.

        ``own`` are the kind's own buttons, ``pills`` what stands beside its state.
        """
        bar, row = toolbar()
        row.add(self._title, self._state, *pills)
        row.add_buttons(self.desk.unfold, self.undo, self.redo, *own, self._check, self._preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        *above, below = parts
        for part in (*above, bar):
            column.addWidget(part)
        column.addWidget(below, 1)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.told.connect(self.told)
        self._workspace.changed.connect(self._on_changed)
        self._workspace.reloaded.connect(self._on_reloaded)

    # -- what a kind says ----------------------------------------------------------------------

    @abstractmethod
    def show_document(self, document: DocumentId) -> bool:
        """Show a document of the kind; False where what was typed in another keeps that one."""

    @abstractmethod
    def all_findings(self) -> Sequence[Finding]:
        """Return what 检查 shows of the document at hand."""

    @abstractmethod
    def shown(self) -> Document | None:
        """Return the document on the sheet, None where there is none."""

    def settle(self, finding: Finding) -> None:
        """Do what a finding offers by one click; one undo takes it back."""
        document = self.shown()
        if document is not None and finding.fix is not None:
            self._workspace.edit(document.fix_changes(finding.fix, finding.place))

    @abstractmethod
    def index_of(self, change: Change) -> QModelIndex | None:
        """Return the cell that shows a change, None where the sheet shows it in none."""

    @abstractmethod
    def show_place(self, place: Place) -> None:
        """Put the cursor into the cell or field of a finding in the table or the panel."""

    @abstractmethod
    def editors(self) -> Iterable[Callable[[], bool]]:
        """Return what writes each part in which something may be typed; False: not taken."""

    @abstractmethod
    def show_row(self, current: QModelIndex) -> bool:
        """Show a row in the panel; False where what was typed beside another was not taken."""

    @abstractmethod
    def _on_changed(self, batch: Batch) -> None:
        """Follow an edit."""

    @abstractmethod
    def _on_reloaded(self) -> None:
        """Show everything anew."""

    # -- bars, built when they are first needed -------------------------------------------------

    @cached_property
    def findings(self) -> FindingsBar:
        """The list of findings at the bottom edge."""
        from ui.sheet.findings_bar import FindingsBar

        made = FindingsBar(self._workspace, self._theme, self._messages, self.version)
        made.jump.connect(self.jump)
        made.fix.connect(self.settle)
        made.put_aside.connect(self.table.setFocus)
        self.desk.put_below(made)
        return made

    @cached_property
    def revision(self) -> RevisionBar:
        """The bar of an open correction or adjustment."""
        from ui.sheet.revision_bar import RevisionBar

        made = RevisionBar(self._workspace, self._theme, self._messages)
        self.desk.put_above(made)
        return made

    def _follow_revision(self, version: Version | None) -> None:
        if "revision" in self.__dict__ or (version is not None and not version.is_first):
            self.revision.show_version(version)

    @property
    def shows_findings(self) -> bool:
        """Whether the findings are open, also while another page is shown: they stay right."""
        return "findings" in self.__dict__ and not self.findings.isHidden()

    def _show_findings(self, *, anyway: bool = False) -> None:
        """Show the findings anew where they are open, or open them."""
        if self.paper.version() is not None and (self.shows_findings or anyway):
            self.findings.show_findings(self.all_findings(), is_all=self.finds_all)
            self.findings.show()

    # -- commands ------------------------------------------------------------------------------

    def version(self) -> Version:
        """Return the version on the sheet.

        Raises:
            RuntimeError: there is no sheet.
        """
        found = self.paper.version()
        if found is None:
            raise RuntimeError("no document is shown")
        return found

    def commit_open_editor(self) -> bool:
        """Write what is being typed; before a check, a preview, another document, closing.

        False where it was not taken.
        """
        return not [commit for commit in self.editors() if not commit()]

    def check(self) -> None:
        """Show the findings (F5)."""
        self.commit_open_editor()
        self._show_findings(anyway=True)

    def jump(self, place: Place) -> None:
        """Put the cursor into the cell, field or dialog of a finding."""
        if place.is_record:
            self.revision.edit()
        elif place.task:
            self.show_place(place)
        elif place.column in self.paper.head:
            self.desk.show_head()
            self.paper.head[place.column].setFocus()

    def _undo(self) -> None:
        self._follow(self._workspace.undo(self.version()), "撤销")

    def _redo(self) -> None:
        self._follow(self._workspace.redo(self.version()), "重做")

    def _follow(self, batch: Batch | None, step: str) -> None:
        """Show where an undo or redo changed something; ``step`` is its word."""
        shown = (self.index_of(change) for change in (batch.changes if batch else ()))
        index = next((one for one in shown if one is not None and one.isValid()), None)
        if index is not None:
            self.table.setCurrentIndex(index)
        if batch is not None:  # in place of what the step taken back had said
            code = "sheet.undone_elsewhere" if index is None else "sheet.undone"
            self.told.emit(resources.sentence(code, step=step))
        if self.undo.hasFocus() or self.redo.hasFocus():
            self.table.setFocus()  # a click on a button takes the keyboard from nobody

    def _show_undo(self) -> None:
        undo, redo = self._workspace.can_undo(self.paper.version())
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self.show_row(current):
            self.desk.keep_visible()
            if current.row() != previous.row():
                self.desk.panel_area.verticalScrollBar().setValue(0)  # its title first
        else:  # the row is not left; not while the view is still on its way
            go_back = partial(self.return_to, previous.row(), previous.column())
            QTimer.singleShot(0, self.table, go_back)

    def return_to(self, row: int, column: int) -> None:
        """Go back to the cell beside which something was not taken."""
        self.table.setCurrentIndex(self._cells.index(row, column))
