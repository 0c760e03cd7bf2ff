"""Which notice is worked under: named at the top right, chosen and begun there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

import resources
from models.errors import Refusal
from models.monthly_report.edits import start_changes
from models.monthly_report.years import openings
from models.notices.shipped import shipped_notices
from models.school import notices_kept, register
from models.task_list.earlier import matching
from models.task_list.its_notice.changing import Way
from ui.help.manual_key import ManualKey
from ui.kit.widgets import set_tip
from ui.use_cases.data.notice_work import is_kept, name_of
from ui.use_cases.words import NOT_LISTED
from ui.window.notice_change import NoticeChange

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from models.notices.notice import Notice
    from models.school.notices_kept import Opened
    from ui.tools import Tools

NAME_SHOWN = 24  # characters of a name on the button
ANOTHER, NEW = "按另一份通知填…", "放入新通知…"
CHANGE = "修改这份通知，放入补充通知…"


class NoticeChooser(QPushButton):
    """Names the notice and its year; a click lists the others, and those not begun yet.

    Signals:
        chosen(): another notice is worked under now. begun(): its list has just been begun.
    """

    chosen = Signal()
    begun = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("noticeChooser")
        self._tools = tools
        self._workspace = tools.workspace
        self._messages = tools.messages
        self._list = QMenu(self)
        self._list.aboutToShow.connect(self._fill)
        self.setMenu(self._list)

    def show_notice(self) -> None:
        """Name the notice that is worked under."""
        notice = self._workspace.sheet.notice
        self.setText(_short(notice).replace("&", "&&"))
        self.setAccessibleName(f"通知：{named(notice)}")
        set_tip(self, named(notice))

    def _fill(self) -> None:
        self._list.clear()
        store, shown = self._workspace.store, self._workspace.notice
        for one in reversed(notices_kept.opened(store)):
            entry = self._add(named(notices_kept.notice(store, one.id)))
            entry.setCheckable(True)
            entry.setChecked(one.id == shown)
            entry.triggered.connect(partial(self.choose, one.id))
        self._list.addSeparator()
        entry = self._add(ANOTHER)
        entry.setEnabled(store.is_writable and bool(self._not_begun()))
        entry.triggered.connect(self.begin_another)
        entry = self._add(NEW)
        entry.setEnabled(store.is_writable)
        entry.triggered.connect(self.put_in_new)
        draft = name_of(shown)
        is_left = is_kept(self._workspace.folder, draft)
        entry = self._add(CHANGE + resources.sentence("notice_change.unfinished") * is_left)
        entry.setEnabled(store.is_writable)
        entry.triggered.connect(self.change)

    def _add(self, text: str) -> QAction:
        return self._list.addAction(text.replace("&", "&&"))

    def choose(self, notice: int) -> None:
        """Work under a notice that was begun."""
        if notice != self._workspace.notice and self._workspace.choose_notice(notice):
            self.chosen.emit()

    def choose_next(self) -> None:
        """Ctrl+Tab: the next in the list of those that were begun, after the last the first."""
        found = [one.id for one in reversed(notices_kept.opened(self._workspace.store))]
        at = found.index(self._workspace.notice)
        self.choose(found[(at + 1) % len(found)])

    def begin_another(self) -> None:
        """Ask which notice, and begin its list."""
        waiting = {named(notice): notice for notice in self._not_begun()}
        question = resources.sentence("year.which_notice")
        chosen = self._messages.ask_choice("另一份通知", question, list(waiting), 0)
        if chosen is None:
            return
        self._begin(waiting[chosen])

    def put_in_new(self) -> None:
        """Have a notice read, looked at and put in; then begin its list."""
        self._review(None)

    def change(self) -> None:
        """Change the notice that is worked under, or take what a second document says to it."""
        if not self._workspace.may_go_on():
            return
        way = NoticeChange(self._tools, self.window()).run()
        if way is Way.BY_ADJUSTMENT:
            self.begun.emit()

    def offer_notice(self, path: Path) -> None:
        """Take a notice that was opened by a double click."""
        self._review(path)

    def _review(self, path: Path | None) -> None:
        from ui.notice.purpose import NewNotice  # once in the life of a year
        from ui.notice.review_dialog import ReviewDialog

        if not self._workspace.may_go_on():
            return
        files, background = self._tools.foreign_files, self._tools.background
        folder, window = self._workspace.folder, self.window()
        dialog = ReviewDialog(NewNotice(), folder, self._messages, files, background, window)
        ManualKey(dialog, self._tools.theme, lambda: NewNotice.page)
        if path is not None:
            dialog.begin_with_file(path)
        while dialog.exec() and dialog.notice is not None:  # what was not taken stands there again
            if self.take(dialog.notice):
                if dialog.is_of_work:
                    dialog.work.forget()
                break
        dialog.deleteLater()

    def take(self, wanted: Notice) -> bool:
        """Begin a notice that was put in; False where it was not, and why was said."""
        store = self._workspace.store
        there = next((one for one in notices_kept.opened(store) if _key(one) == _key(wanted)), None)
        if there is None:
            return self._begin(wanted)
        if notices_kept.notice(store, there.id) != wanted:
            self._messages.refuse(Refusal("year.other_content", name=wanted.name))
            return False
        self._messages.tell(resources.sentence("review.kept_there", name=wanted.name))
        self.choose(there.id)
        return True

    def _begin(self, wanted: Notice) -> bool:
        from ui.use_cases.data.notices import begin_notice  # once in the life of a year

        store = self._workspace.store
        called = self._called(wanted)
        if called is None or not self._workspace.attempt(
            partial(begin_notice, store, wanted, called)
        ):
            return False
        self.chosen.emit()
        self.begun.emit()
        if wanted.notes:  # what is not the notice's own
            self._messages.tell("".join(wanted.notes))
        self._go_on(wanted)
        self._carry()
        return True

    def _carry(self) -> None:
        """Offer office and person of the list of an earlier year, task by task."""
        from ui.use_cases.documents.last_year_words import LastYear

        store, own = self._workspace.store, self._workspace.sheet
        year = LastYear(store, self._workspace.notice)
        changes = matching.carry_changes(store, own, year.before) if year.before else []
        if not changes or year.before is None:
            return
        question = resources.sentence("carry.question", year=year.year)
        headings = (f"{own.notice.year}年的任务", f"{year.year}年的任务", "带过来的处室、责任人")
        if self._messages.choose_with_list(
            question, headings, year.table(own), ("带过来",), "先不带"
        ):
            self._workspace.edit(changes)

    def _go_on(self, wanted: Notice) -> None:
        """Offer what the year before of the same plan left as opening figures."""
        store, under = self._workspace.store, self._workspace.notice
        before = openings.proposed(store, under)
        if before is None:
            return
        known = wanted.indicators()
        figures = "、".join(known[key][1].said(amount) for key, amount in before.amounts.items())
        words = {"before": before.year, "month": before.month, "year": wanted.year}
        question = resources.sentence("year.go_on", figures=figures, **words)
        if self._messages.confirm(question, "接着算"):
            self._workspace.edit(start_changes(store, under, wanted.first_month, before.amounts))

    def _called(self, wanted: Notice) -> str | None:
        """Ask what a notice calls the school; empty where that is known or none, None: left."""
        names = register.school(self._workspace.store).notice_school
        if not wanted.schools or wanted.school(names) is not None:
            return ""
        question = resources.sentence("year.which_school", name=wanted.name)
        listed = [*(school.name for school in wanted.schools), NOT_LISTED]
        chosen = self._messages.ask_choice("通知里的叫法", question, listed, len(listed) - 1)
        return "" if chosen == NOT_LISTED else chosen

    def _not_begun(self) -> list[Notice]:
        begun = {_key(one) for one in notices_kept.opened(self._workspace.store)}
        return [one for one in shipped_notices().values() if _key(one) not in begun]


def _key(one: Notice | Opened) -> tuple[str, int]:
    return one.key, one.year


def _short(notice: Notice) -> str:
    """Return what stands on the button: year and number, and the name where two could be meant."""
    name = notice.name if len(notice.name) <= NAME_SHOWN else f"{notice.name[: NAME_SHOWN - 1]}…"
    return name if str(notice.year) in name else f"{notice.year}年　{name}"


def named(notice: Notice) -> str:
    """Return how a list of notices names one: ``阳城县2023年职业教育工作（…〔2023〕4号）``."""
    return f"{notice.name}（{notice.doc_number}）"
