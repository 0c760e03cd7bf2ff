"""A notice is begun: which, how it calls the school, and what an earlier year has for its list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import resources
from models.errors import Refusal
from models.monthly_report.edits import start_changes
from models.monthly_report.years import openings
from models.school import notices_kept, register
from models.task_list.earlier import matching
from ui.help.manual_key import ManualKey
from ui.notice.purpose import NewNotice
from ui.notice.review_dialog import ReviewDialog
from ui.use_cases.data.notices import begin_notice
from ui.use_cases.documents.last_year_words import LastYear
from ui.use_cases.words import NOT_LISTED, named

if TYPE_CHECKING:
    from pathlib import Path

    from models.notices.notice import Notice
    from models.school.notices_kept import Opened
    from ui.tools import Tools
    from ui.window.notice_chooser import NoticeChooser


class Beginning:
    """What the chooser leads to where a notice is not begun yet."""

    def __init__(self, tools: Tools, chooser: NoticeChooser) -> None:
        self._tools = tools
        self._workspace = tools.workspace
        self._messages = tools.messages
        self._chooser = chooser

    def of_another(self) -> None:
        """Ask which notice, and begin its list."""
        waiting = {
            named(notice): notice for notice in notices_kept.not_begun(self._workspace.store)
        }
        question = resources.sentence("year.which_notice")
        chosen = self._messages.ask_choice("另一份通知", question, list(waiting), 0)
        if chosen is None:
            return
        self._begin(waiting[chosen])

    def of_new(self, path: Path | None) -> None:
        """Have a notice read, looked at and put in, ``path`` at first; then begin its list."""
        if not self._workspace.may_go_on():
            return
        files, background = self._tools.foreign_files, self._tools.background
        folder, window = self._workspace.folder, self._chooser.window()
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
        self._chooser.choose(there.id)
        return True

    def _begin(self, wanted: Notice) -> bool:
        store = self._workspace.store
        called = self._called(wanted)
        if called is None or not self._workspace.attempt(
            partial(begin_notice, store, wanted, called)
        ):
            return False
        self._chooser.chosen.emit()
        self._chooser.begun.emit()
        if wanted.notes:  # what is not the notice's own
            self._messages.tell("".join(wanted.notes))
        self._go_on(wanted)
        self._carry()
        return True

    def _carry(self) -> None:
        """Offer office and person of the list of an earlier year, task by task."""
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


def _key(one: Notice | Opened) -> tuple[str, int]:
    return one.key, one.year
