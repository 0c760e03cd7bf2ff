"""The notice that is worked under is changed: by hand, or by what a second document says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import resources
from models.documents import revisions
from models.errors import Refusal
from models.notices.difference import differences
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.task_list import plan
from models.task_list.its_notice import changing
from models.task_list.its_notice.changing import Basis, Way
from ui.help.manual_key import ManualKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from models.notices.difference import Difference
    from models.notices.notice import Notice
    from ui.tools import Tools

HEADINGS = ("在哪里", "原来", "改成")
CHANGE, GO_ON = "就这样改", "再看看"
RENEW, KEEP = "换成新的文字", "不换"
_QUESTIONS = {
    Way.AT_ONCE: "notice_change.at_once",
    Way.IN_DRAFT: "notice_change.in_draft",
    Way.BY_ADJUSTMENT: "notice_change.by_adjustment",
}


class NoticeChange:
    """One visit to the page of finds with the notice that is worked under."""

    def __init__(self, tools: Tools, window: QWidget) -> None:
        self._tools = tools
        self._workspace = tools.workspace
        self._messages = tools.messages
        self._window = window

    def run(self) -> Way:
        """Show the page until it is left or its changes are in; returns how they went in.

        Where the wording that is shipped was mended since, that is offered first.
        """
        renewed = self._offer_wording()
        changed = self._run_page()
        return renewed if changed is Way.NONE else changed

    def _offer_wording(self) -> Way:
        """Offer the shipped notice's newer words, without a 计划调整; returns how they went in."""
        identity, store = self._workspace.notice, self._workspace.store
        before = notices_kept.notice(store, identity)
        way, after = changing.with_shipped_words(store, identity, shipped_notices().values())
        found = differences(before, after)
        if way is Way.NONE:
            return way
        question = resources.sentence("notice_change.wording", count=len(found))
        rows = [(place(one, before, after), one.old, one.new) for one in found]
        word = self._messages.choose_with_list(question, HEADINGS, rows, (RENEW,), KEEP)
        step = partial(changing.change, store, identity, after)
        return way if word == RENEW and self._workspace.attempt(step) else Way.NONE

    def _run_page(self) -> Way:
        from ui.notice.purpose import BegunNotice  # some times in the life of a year
        from ui.notice.review_dialog import ReviewDialog

        identity, store = self._workspace.notice, self._workspace.store
        before = notices_kept.notice(store, identity)
        names, filled = changing.next_names(store, identity), changing.filled(store, identity)
        purpose = BegunNotice(identity, before, names, filled)
        files, background = self._tools.foreign_files, self._tools.background
        dialog = ReviewDialog(
            purpose, self._workspace.folder, self._messages, files, background, self._window
        )
        ManualKey(dialog, self._tools.theme, lambda: purpose.page)
        way = None
        while way is None and dialog.exec() and dialog.notice is not None:
            changed = before, dialog.notice
            basis = dialog.work.found.basis
            way = self._put_in(identity, changed, basis, is_changed=dialog.work.is_changed)
        if way is not None and not (way is Way.NONE and dialog.work.is_changed):
            dialog.work.forget()
        elif dialog.work.is_changed:
            self._messages.tell(resources.sentence("notice_change.left"))
        dialog.deleteLater()
        return way or Way.NONE

    def _put_in(
        self, identity: int, changed: tuple[Notice, Notice], basis: str, *, is_changed: bool
    ) -> Way | None:
        """Have it confirmed and put it in; None where it is gone on with.

        ``changed`` are the notice before and after; ``is_changed``: something was done on the page.
        """
        store, (before, after) = self._workspace.store, changed
        try:
            way = changing.way_of(store, identity, after)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return None
        if way is Way.NONE:
            code = "notice_change.no_effect" if is_changed else "notice_change.nothing"
            self._messages.tell(resources.sentence(code))
            return None if is_changed else way
        found = differences(before, after)
        is_wanted = self._is_confirmed(way, before, after, found)
        holds = self._basis(way, identity, basis) if is_wanted else None
        step = partial(changing.change, store, identity, after, holds)
        if holds is None or not self._workspace.attempt(step):
            return None
        self._messages.tell(resources.sentence("notice_change.done", count=len(found)))
        return way

    def _basis(self, way: Way, identity: int, text: str) -> Basis | None:
        """Return from when it holds and what asks for it; None where that was left."""
        if way is not Way.BY_ADJUSTMENT:
            return Basis(0, text)
        month = self._month(identity)
        return Basis(month, text) if month is not None else None

    def _is_confirmed(
        self, way: Way, before: Notice, after: Notice, found: Sequence[Difference]
    ) -> bool:
        number = plan.newest(self._workspace.store, self._workspace.notice).mark
        question = resources.sentence(_QUESTIONS[way], count=len(found), number=number)
        rows = [(place(one, before, after), one.old, one.new) for one in found]
        word = self._messages.choose_with_list(question, HEADINGS, rows, (CHANGE,), GO_ON)
        return word == CHANGE

    def _month(self, identity: int) -> int | None:
        """Ask from which month (1–12) the changed plan holds; None where there is none, or left."""
        store = self._workspace.store
        months = revisions.effective_months(store, plan.newest(store, identity))
        if not months:
            self._messages.warn(resources.sentence("revision.year_reported"))
            return None
        words = [f"{month}月" for month in months]
        question = resources.sentence("notice_change.from_month")
        chosen = self._messages.ask_choice("计划调整", question, words, 0)
        return months[words.index(chosen)] if chosen is not None else None


def place(one: Difference, before: Notice, after: Notice) -> str:
    """Return where a difference is: ``第3项　数量``."""
    word = resources.word("notice_part", one.part)
    if not one.task:
        return word
    there = after if any(task.id == one.task for task in after.tasks) else before
    return f"第{there.number_of(one.task)}项　{word}"
