"""Which notice is worked under: named at the top right, chosen and begun there."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

import resources
from models.school import notices_kept
from ui.kit.widgets import set_tip
from ui.use_cases.data import notice_left
from ui.use_cases.words import named

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAction

    from models.notices.notice import Notice
    from ui.tools import Tools
    from ui.window.beginning import Beginning

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
        entry.setEnabled(store.is_writable and bool(notices_kept.not_begun(store)))
        entry.triggered.connect(self.begin_another)
        entry = self._add(NEW)
        entry.setEnabled(store.is_writable)
        entry.triggered.connect(self.put_in_new)
        is_left = notice_left.is_there(self._workspace.folder, notice_left.name_of(shown))
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
        self._beginning.of_another()

    def put_in_new(self) -> None:
        """Have a notice read, looked at and put in; then begin its list."""
        self._beginning.of_new(None)

    def offer_notice(self, path: Path) -> None:
        """Take a notice that was opened by a double click."""
        self._beginning.of_new(path)

    def change(self) -> None:
        """Change the notice that is worked under, or take what a second document says to it."""
        from models.task_list.its_notice.changing import Way  # some times in the life of a year
        from ui.window.notice_change import NoticeChange

        if not self._workspace.may_go_on():
            return
        way = NoticeChange(self._tools, self.window()).run()
        if way is Way.BY_ADJUSTMENT:
            self.begun.emit()

    @cached_property
    def _beginning(self) -> Beginning:
        from ui.window.beginning import Beginning  # once in the life of a year

        return Beginning(self._tools, self)


def _short(notice: Notice) -> str:
    """Return what stands on the button: year and number, and the name where two could be meant."""
    name = notice.name if len(notice.name) <= NAME_SHOWN else f"{notice.name[: NAME_SHOWN - 1]}…"
    return name if str(notice.year) in name else f"{notice.year}年　{name}"
