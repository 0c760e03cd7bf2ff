"""修改记录: every change with its time and place, filtered; one old value can be put back."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

import resources
from models.documents import comparing, history, versions
from models.errors import Refusal
from models.overriding import override
from models.safekeeping import backups
from models.school import notices_kept
from ui.kit.fields.clipboard import LineEdit
from ui.kit.page import Page
from ui.kit.widgets import Choice, button, label
from ui.safekeeping.comparison import LEAVE, NOW, TAKE, THERE, Asked, Comparison, Sides
from ui.safekeeping.history_table import HistoryTable
from ui.use_cases.data import recovery
from ui.use_cases.documents.history_words import LIMIT, Filter, History, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QHideEvent, QResizeEvent

    from models.documents.comparing import Difference
    from ui.tools import Tools

ALL, ALL_NOTICES = "这份通知的全部文件", "所有通知的全部文件"
ONLY = "全部文件"  # where there is no other notice
ALL_TASKS = "全部任务"
WHOLE_CHARACTERS = 1000  # of each value of the chosen change, below the table
SEARCH_AFTER_MS = 250
SLICE_S = 0.02  # of the GUI thread at a time
WHY_NOT = {
    "final": "history.final",
    "given_up": "history.given_up",
    "start": "history.start",
    "same": "history.same",
    "step": "history.step",
    "elsewhere": "history.elsewhere",
    "notice": "history.notice",
}


class HistoryPage(Page):
    """The newest changes in a table; below it both values of the chosen one in full."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._workspace = workspace = tools.workspace
        self._theme = tools.theme
        self._messages = tools.messages
        self._comparison = Comparison(tools.messages, tools.background, self)
        self._documents: list[tuple[str, int]] = []
        self._tasks: list[int] = []
        self.document_choice = Choice()
        self.task = Choice()
        self.text = LineEdit()
        self.table = HistoryTable()
        self._whole = label("", "small", wrap=True)
        self._note = label("", "small")
        self.put_back = button("恢复为“原来”的值", self.restore_value)
        self._history: History | None = None
        self._filtered = 0  # the notice whose documents and tasks are offered
        self._timer = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._timer.timeout.connect(self.show_lines)
        self._search: Iterator[tuple[float, list[Line]]] = iter(())
        self._found: list[Line] = []  # by the search that goes on
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._go_on)
        self._build()
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self._on_reloaded)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._build_filter())
        self.table.selectionModel().selectionChanged.connect(self._show_whole)
        column.addWidget(self.table, 1)
        column.addWidget(self._whole)
        row = QHBoxLayout()
        row.addWidget(self.put_back)
        row.addWidget(self._note, 1)
        row.addWidget(button("和备份比较…", self._compare))
        column.addLayout(row)

    def _build_filter(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for box, name in ((self.document_choice, "哪份文件"), (self.task, "哪项任务")):
            box.setAccessibleName(name)
            box.activated.connect(self.show_lines)
            row.addWidget(box)
        self.text.setMinimumWidth(1)
        self.text.setPlaceholderText("找文字：姓名、数字、一句话")
        self.text.setAccessibleName("找文字")
        self.text.textChanged.connect(self._timer.start)
        row.addWidget(self.text, 1)
        row.addWidget(button("清除筛选", self.clear, "link"))
        return row

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._slices.stop()  # the data may be closed before it is shown again, which begins anew

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.share_width()

    # -- showing -------------------------------------------------------------------------------

    @override
    def open(self) -> None:
        """Show the newest changes; called whenever the page is shown."""
        store, notice = self._workspace.store, self._workspace.notice
        found = versions.documents_under(store, notice)
        self._documents = [(one.kind, one.serial) for one in found]
        names = (versions.word(store, one) for one in found)
        has_others = len(notices_kept.opened(store)) > 1
        more = [ALL_NOTICES] if has_others else []
        if notice != self._filtered:  # 第3项 of another notice is another task
            self.document_choice.setCurrentIndex(-1)
            self.task.setCurrentIndex(-1)
            self._filtered = notice
        _fill(self.document_choice, [ALL if has_others else ONLY, *names, *more])
        tasks = self._workspace.sheet.notice.tasks
        self._tasks = [task.id for task in tasks]
        _fill(self.task, [ALL_TASKS, *(f"第{task.number}项" for task in tasks)])
        self.table.verticalHeader().setDefaultSectionSize(self._theme.px(30))
        self.table.share_width()
        self.show_lines()

    def clear(self) -> None:
        """Show everything again."""
        self.document_choice.setCurrentIndex(0)
        self.task.setCurrentIndex(0)
        self.text.clear()
        self.show_lines()

    def show_lines(self) -> None:
        """Show the changes that the filter lets through."""
        document, task = self.document_choice.currentIndex(), self.task.currentIndex()
        is_one = 0 < document <= len(self._documents)
        shows_all = document > len(self._documents) or self.document_choice.itemText(0) == ONLY
        own = 0 if shows_all and task <= 0 and not is_one else self._workspace.notice
        wanted = Filter(
            self._documents[document - 1] if is_one else None,
            self._tasks[task - 1] if task > 0 else 0,
            self.text.text(),
            own,
        )
        if self._history is None:
            self._history = History(self._workspace.store)
        self._found = []
        self._search = self._history.search(wanted)
        self._go_on()

    def _go_on(self) -> None:
        """Look through more of the history: a long one is searched in slices nobody notices.

        Until the end the table shows what was found before.
        """
        end = time.perf_counter() + SLICE_S
        for read, lines in self._search:
            self._found += lines
            if time.perf_counter() > end:
                percent = round(read * 100)
                self._note.setText(resources.sentence("history.searching", percent=percent))
                self._slices.start()
                return
        self._show_found()

    def _show_found(self) -> None:
        self.table.show_lines(self._found)
        self._show_whole()
        code = "history.limited" if len(self._found) == LIMIT else ""
        code = code or ("" if self._found else "history.none")
        self._note.setText(resources.sentence(code, count=LIMIT) if code else "")

    def _on_reloaded(self) -> None:
        self._forget()
        if self.isVisible():
            self.open()

    def _forget(self) -> None:
        """Names may be others now, and a search that goes on would miss what is new."""
        self._history = None
        self._slices.stop()

    def _on_changed(self) -> None:
        self._forget()
        if self.isVisible():
            self.show_lines()

    def _show_whole(self) -> None:
        line = self.table.chosen()
        why = self._why_not(line) if line is not None else ""
        self.put_back.setEnabled(line is not None and not why)
        if line is not None:
            self._note.setText(resources.sentence(WHY_NOT[why]) if why else "")
        if line is None:
            self._whole.setText(resources.sentence("history.choose"))
            return
        texts = (text[:WHOLE_CHARACTERS] for text in (line.old, line.new))
        self._whole.setText("{}　{}\n原来：{}\n改成：{}".format(line.time, line.place, *texts))

    def _why_not(self, line: Line) -> str:
        """Return why a value is not put back here, empty where it may be."""
        notice = self._history.notice_of(line.entry) if self._history is not None else 0
        if notice not in (0, self._workspace.notice):
            return "elsewhere"
        return history.why_not(self._workspace.store, line.entry)

    def restore_value(self) -> None:
        """Put the old value of the chosen change back; itself on record, and undoable."""
        line = self.table.chosen()
        if line is None:
            return
        if self._workspace.attempt_edit(
            lambda: history.put_back(self._workspace.store, line.entry)
        ):
            self.told.emit(resources.sentence("history.put_back"))
        self.table.setFocus()

    # -- what a backup holds otherwise ---------------------------------------------------------

    def _compare(self) -> None:
        """Ask for a backup, and show it beside what stands now."""
        folder, store = self._workspace.folder, self._workspace.store
        known = recovery.choices(folder)
        if not known:
            self._messages.tell(resources.sentence("compare.no_backup"))
            return
        names = [recovery.name_of(backup, folder) for backup in known]
        name = self._messages.ask_choice(
            "和备份比较", resources.sentence("compare.which"), names, 0
        )
        if name is None or not self._workspace.may_go_on():
            return
        try:
            image = store.image()
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        backup = known[names.index(name)]
        sides = Sides(lambda: image, partial(backups.load, backup), backup.path)
        question = resources.sentence("compare.backup", name=name)
        asked = Asked(name, question, (THERE, NOW), (TAKE, LEAVE))
        self._comparison.ask(sides, asked, self._take)

    def _take(self, differences: list[Difference]) -> None:
        """Write what was ticked, each document's by itself, so that its page can undo it."""
        write = self._workspace.store.edit
        if differences and all(
            self._workspace.attempt_edit(partial(write, edit))
            for edit in comparing.edits(differences)
        ):
            self.told.emit(resources.sentence("compare.brought", count=len(differences)))


def _fill(box: Choice, words: list[str]) -> None:
    """Offer words anew; the place that was chosen stays chosen."""
    chosen = max(box.currentIndex(), 0)
    box.clear()
    box.addItems(words)
    box.setCurrentIndex(min(chosen, len(words) - 1))
