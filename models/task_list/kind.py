"""The yearly list as a kind of document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from models.documents import versions
from models.documents.kinds import Kind, register
from models.overriding import override
from models.school import notice_editions
from models.task_list import children, edits, items, reading
from models.task_list.its_notice import changing
from models.task_list.plan import TASK_LIST
from models.task_list.sheet import Sheet

if TYPE_CHECKING:
    import sqlite3

    from models.documents.document import Document
    from models.documents.history import Entry
    from models.documents.states import Action
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Change, Store


class TaskListKind(Kind):
    """One a notice; the only kind whose plan may change after the stamp (计划调整)."""

    name = TASK_LIST
    order = 1
    paper_word = "任务清单"
    page_word = "年度清单"
    text_size_setting = "text_size"
    layout_setting = "layout"
    forbidden: ClassVar[frozenset[Action]] = frozenset()
    copied = ("entry", "goal", "span", "amount", "item", "child", "cell", "explanation")

    @override
    def word(self, serial: int, months: range | None = None) -> str:
        return "年度清单"

    @override
    def begin(self, con: sqlite3.Connection, version_id: int, notice: Notice, serial: int) -> None:
        con.executemany(
            "INSERT INTO entry (version_id, task) VALUES (?, ?)",
            [(version_id, task.id) for task in notice.tasks],
        )

    @override
    def require_may_finalise(self, store: Store, version: Version) -> None:
        """An adjustment may have waited until what it changes was reported."""
        if version.is_adjustment:
            under = version.document.notice
            versions.require_may_take_effect(store, under, version.effective_month)

    @override
    def put_back_changes(self, entry: Entry) -> list[Change] | None:
        return edits.put_back_changes(entry)

    @override
    def named_place(self, entry: Entry, notice: Notice) -> tuple[int, str] | None:
        if entry.table == "cell":
            columns = {column.key: column.name for column in notice.attachment.columns}
            return int(entry.key[1]), columns.get(str(entry.key[2]), str(entry.key[2]))
        return items.named_place(entry.table, entry.key, notice)

    @override
    def notice_of(self, store: Store, version: Version) -> Notice:
        return notice_editions.of_plan(store, version.document.notice, version.major)

    @override
    def given_up(self, store: Store, con: sqlite3.Connection, version: Version) -> None:
        """The notice is again what it was before the 计划调整 that was given up."""
        if version.is_adjustment:
            changing.give_up(store, con, version)

    @override
    def load(self, store: Store, around: Document) -> Sheet:
        notice = children.noticed(store, around.notice, [around.version.id])
        contents = reading.task_list(store, around.version.id, notice)
        return Sheet(**vars(replace(around, notice=notice)), contents=contents)


KIND = register(TaskListKind())
