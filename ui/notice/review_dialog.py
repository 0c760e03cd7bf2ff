"""The text of a notice on the left, on the right what was read of it: a new one, or one begun."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

import resources
from models.errors import Refusal
from models.notice_text import from_file, reading, review
from models.notice_text.proposal import Find
from models.overriding import override
from models.storage import files
from models.storage.paths import NOTICE_ENDING
from ui.kit.foreign_files import accept_files, dropped_file
from ui.kit.pasting import copied_text
from ui.kit.widgets import button, fill_scrolling, label
from ui.kit.wrap_row import WrapRow
from ui.notice.columns_table import ColumnsTable
from ui.notice.head_form import HeadForm
from ui.notice.source_view import SourceView
from ui.notice.task_tables import TaskTables
from ui.notice.work import Work
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from models.notice_text.proposal import Proposal
    from models.notices.notice import Notice
    from ui.kit.background import Background, Job
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages
    from ui.notice.purpose import Purpose

SIZE = QSize(1_240, 660)
SOURCES = (
    "通知 (*.docx *.xlsx *.pdf *.txt *.html *.htm *.md *.zjtz *.json"
    " *.doc *.wps *.xls *.et);;所有文件 (*)"  # the old ones are told how to become new
)
OWN_FILE = "通知文件 (*.zjtz)"
OWN_ENDINGS = (NOTICE_ENDING, ".json")


class ReviewDialog(QDialog):
    """``notice`` is what goes in, None where it was left; what was done is kept till then.

    ``purpose`` is what for: a notice that is new, or one that is worked under.
    """

    def __init__(
        self,
        purpose: Purpose,
        folder: Path,
        messages: Messages,
        foreign_files: ForeignFiles,
        background: Background,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._purpose = purpose
        self.setWindowTitle(purpose.title)
        self.setAcceptDrops(True)
        self._messages = messages
        self._foreign_files = foreign_files
        self._background = background
        self.notice: Notice | None = None
        self.is_of_work = False  # the notice is what was looked at, not another that came whole
        self._is_unreadable = False  # what lies there is kept as it is
        self.work = Work(self._kept(folder), folder, purpose, self)
        self.source = SourceView()
        self.head = HeadForm(self.work, has_year=purpose.has_year)
        self.columns = ColumnsTable(self.work)
        self.tasks = TaskTables(self.work)
        self.tabs = QTabWidget()
        self.told = label("", wrap=True)
        self._hint = label(resources.sentence("review.hint"), "soft", wrap=True)
        self._chosen = _line(
            label("选中的文字：", "soft"),
            button("作为一项任务", self._take_as_task),
            button("作为标题", self._take_as_title),
        )
        self.undo_button = button("撤销", self.work.undo)
        self.redo_button = button("重做", self.work.redo)
        self.put_in = button(purpose.done_word, self._put_in, "primary")
        self._build()
        self._connect()
        self._show()
        self.resize(SIZE.boundedTo(self.screen().availableSize()))

    def _kept(self, folder: Path) -> Proposal:
        """Return what was being looked at when the dialog was left, or the PC went dark."""
        try:
            return self._purpose.kept(folder)
        except Refusal as refusal:
            self._is_unreadable = True
            self._messages.refuse(refusal)
            return self._purpose.start

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self._build_left())
        sides.addWidget(self.tabs)
        sides.setSizes([SIZE.width() * 45 // 100, SIZE.width() * 55 // 100])
        head = QWidget()
        fill_scrolling(head, self.head)
        self.tabs.addTab(head, "通知和期限")
        self.tabs.addTab(self.tasks, "工作任务")
        self.tabs.addTab(self.columns, "表格栏目")
        column.addWidget(sides, 1)
        column.addWidget(self.told)
        row = QHBoxLayout()
        for made_button in (self.undo_button, self.redo_button):
            row.addWidget(made_button)
        row.addStretch()
        row.addWidget(button("存成文件…", self._save))
        row.addWidget(button("以后接着做", self.reject))
        row.addWidget(self.put_in)
        column.addLayout(row)

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            _line(
                button("打开文件…", self._choose),
                button("粘贴全文", self.paste_text),
                button(self._purpose.anew_word, self._begin_anew, "link"),
            )
        )
        column.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.source, 1)
        column.addWidget(self._chosen)
        return left

    def _connect(self) -> None:
        self.work.changed.connect(self._show)
        self.work.unkept.connect(self._messages.refuse)
        self.source.pointed.connect(self._go_to)
        for part in (self.head, self.tasks):
            part.pointed.connect(self.source.show_spot)
        for table in (self.tasks, self.columns):
            table.told.connect(self._messages.warn)
        for keys, action in (
            (QKeySequence.StandardKey.Undo, self.work.undo),
            (QKeySequence("Ctrl+Y"), self.work.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    # -- showing -------------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.work.found
        self.source.show_found(found)
        self.source.setVisible(bool(found.text))
        self._chosen.setVisible(bool(found.text))
        self._hint.setVisible(not found.text)
        for part in (self.head, self.tasks, self.columns):
            part.show_found(found)
        self.undo_button.setEnabled(self.work.can_undo)
        self.redo_button.setEnabled(self.work.can_redo)
        wanting = review.wanting(found)
        told = _standing(self._purpose, found, wanting) if found.tasks or found.text else ""
        self.told.setText(told)

    def _go_to(self, spot: review.Spot) -> None:
        if spot.row >= 0:
            self.tabs.setCurrentWidget(self.tasks)
            self.tasks.go_to(spot)
        else:
            self.tabs.setCurrentIndex(0)
            self.head.go_to(spot.part)
        self.source.show_spot(spot)  # on the way there others were pointed at

    # -- reading -------------------------------------------------------------------------------

    def _choose(self) -> None:
        path = self._messages.open_path("打开通知", SOURCES)
        if path is not None:
            self.take(path)

    def begin_with_file(self, path: Path) -> None:
        """Read a file as soon as the dialog stands."""
        QTimer.singleShot(0, self, partial(self.take, path))

    def take(self, path: Path) -> None:
        """Read a file: a notice's text, or one of ours."""
        self._take_typing()
        if path.suffix.lower() in OWN_ENDINGS:
            self._foreign_files.read(path, foreign.read_notice_file, self._take_own, self)
        else:
            self._foreign_files.read(path, foreign.read_notice, self._take_answer, self)

    def _take_answer(self, answer: dict[str, object]) -> None:
        try:
            self._begin_with(from_file.proposal_of(answer))
        except Refusal as refusal:
            self._messages.refuse(refusal)

    def _take_own(self, content: bytes) -> None:
        """Take a whole notice, or one that was only read."""
        try:
            notice = from_file.whole(content)
            if notice is None:
                self._begin_with(from_file.read_proposal(content))
                return
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        found = self._purpose.of_file(notice)
        if found is not None:
            self._begin_with(found)
            return
        question = resources.sentence("review.put_in", name=notice.name)
        if self._messages.confirm(question, "放入"):
            self._end_with(notice)

    def paste_text(self) -> None:
        """Read the text that was copied."""
        try:
            text = copied_text()
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        if not text.strip():
            self._messages.warn(resources.sentence("review.nothing_copied"))
            return

        def work(_job: Job) -> Proposal:
            return reading.read(text)

        words = resources.sentence("review.reading")
        self._background.run_visibly(words, work, self._begin_with, self._refuse, self)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._messages.refuse(error)

    def _begin_with(self, found: Proposal) -> None:
        joined = self._purpose.joined(self.work.found, found, self._messages)
        if joined is None:
            return
        self.work.put(joined)
        self.tabs.setCurrentWidget(self.tasks if joined.tasks else self.tabs.widget(0))

    def _begin_anew(self) -> None:
        start, question = self._purpose.start, resources.sentence(self._purpose.anew_code)
        if self.work.found != start and self._messages.confirm(question, self._purpose.anew_word):
            self.work.put(start)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            self.take(path)

    # -- what is selected in the text ----------------------------------------------------------

    def _selected(self) -> Find | None:
        start, end = self.source.chosen()
        text = " ".join(self.work.found.text[start:end].split())
        if not text:
            self._messages.warn(resources.sentence("review.nothing_selected"))
            return None
        return Find(text, start, end)

    def _take_as_task(self) -> None:
        chosen = self._selected()
        if chosen is not None:
            self.tabs.setCurrentWidget(self.tasks)
            self.tasks.add_task(chosen)

    def _take_as_title(self) -> None:
        chosen = self._selected()
        if chosen is not None:
            self.work.put(review.with_head_at(self.work.found, "title", chosen))

    # -- leaving -------------------------------------------------------------------------------

    def _made(self) -> Notice | None:
        """Return the notice as it stands, None where it is none yet: why was said."""
        try:
            return self._purpose.made(self.work.found)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return None

    def _save(self) -> None:
        """Write it as a file that another school can put in."""
        notice = self._made()
        name = files.safe_name(notice.name) + NOTICE_ENDING if notice is not None else ""
        chosen = self._messages.save_path("存成文件", name, OWN_FILE) if notice else None
        path = self._messages.with_ending(chosen, NOTICE_ENDING) if chosen is not None else None
        if path is None or notice is None:
            return
        try:
            files.write_atomically(path, from_file.written(notice).encode())
        except Refusal as refusal:
            self._messages.refuse(refusal)
        else:
            self._messages.tell(resources.sentence("review.saved", path=path))

    def _put_in(self) -> None:
        self._take_typing()
        wanting = review.wanting(self.work.found)
        if wanting:
            what = "、".join(resources.word("wanting", part) for part in wanting)
            self._messages.warn(resources.sentence("review.cannot", what=what))
            return
        notice = self._made()
        if notice is not None:
            self.is_of_work = True
            self._end_with(notice)

    def _take_typing(self) -> None:
        """Have what is being typed taken: a field and a cell are, when they are left."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def _end_with(self, notice: Notice) -> None:
        self.notice = notice
        self.work.keep()
        self.accept()

    @override
    def done(self, result: int) -> None:
        """Write down what was not yet; what is empty is not kept."""
        self._take_typing()
        if self.work.is_changed:
            self.work.keep()
        elif not self._is_unreadable:
            self.work.forget()
        super().done(result)


def _line(*widgets: QWidget) -> QWidget:
    line = QWidget()
    row = WrapRow(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.add(*widgets)
    return line


def _standing(purpose: Purpose, found: Proposal, wanting: list[str]) -> str:
    """Return what was found, and what is still wanted before it can go in."""
    rows = review.rows(found)
    figures = sum(len(row.task.figures) for row in rows)
    words = {"tasks": len(found.tasks), "parts": len(rows) - len(found.tasks), "figures": figures}
    said = resources.sentence(purpose.standing_code, unused=len(found.unused), **words)
    lacking = "、".join(resources.word("wanting", part) for part in wanting)
    return said + (resources.sentence("review.wanting", what=lacking) if lacking else "")
