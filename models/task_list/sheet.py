"""The list of a year with everything around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.documents import document
from models.documents.document import Document
from models.documents.findings import sort_findings
from models.overriding import override
from models.school.notices_kept import share_given
from models.task_list import edits, findings, plan, reading
from models.task_list.findings import Facts
from models.value_class import value_class

if TYPE_CHECKING:
    from datetime import date

    from models.documents.findings import Finding, Fix, Place
    from models.notices.indicator import Figure, Indicator
    from models.notices.notice import NoticeTask
    from models.storage.store import Batch, Change, Store
    from models.task_list.contents import Entry, TaskList


@value_class
class Sheet(Document):
    """The list of a year."""

    contents: TaskList

    @property
    @override
    def filled_on(self) -> date | None:
        return self.contents.filled_on

    def task(self, row: int) -> NoticeTask:
        """Return the task of a row, counted from 0; the last where parts were taken away."""
        return self.notice.tasks[min(row, len(self.notice.tasks) - 1)]

    def entry(self, row: int) -> Entry:
        """Return the entry of a row, counted from 0."""
        return self.contents.entry(self.task(row).id)

    def asked(self, indicator: Indicator) -> tuple[Figure, str] | None:
        """Return what is asked of this school: figure and qualifier; None for nothing."""
        share = self.share(indicator)
        if share is None:
            return None
        given = share_given(indicator, self.school, self.notice)
        is_given = given is not None and given.figure == share
        own = given.qualifier if given is not None and is_given else ""
        return share, own or indicator.qualifier

    def place_of(self, change: Change) -> tuple[int, str] | None:
        """Return the task and the field of the list that show a change, None where none does."""
        if change.table == "item":
            known = self.notice.indicators().get(str(change.key[1]))
            return (known[0].id, "goals") if known is not None else None
        return edits.place_of(change)

    def row_of(self, task: int) -> int:
        """Return the row of a task, by its id; the first of one that was taken away."""
        return next((i for i, t in enumerate(self.notice.tasks) if t.id == task), 0)

    @override
    def rule_findings(self) -> list[Finding]:
        facts = Facts(self.school, self.staff, self.shares, self.notice)
        found = findings.check_task_list(self.contents, facts, self.explained)
        return sort_findings([*found, *self._revision_findings()])

    @override
    def fix_changes(self, fix: Fix, place: Place) -> list[Change]:
        version = self.version.id
        return [
            edits.amount_change(version, place.task, month, key, amount)
            for month, key, amount in fix.amounts
        ]


def newest(store: Store, notice: int) -> Sheet:
    """Return the newest version of a notice's list.

    Raises:
        Refusal: it was not begun.
    """
    return document.as_kind(document.newest(store, plan.document(notice)), Sheet)


def renewed(store: Store, before: Sheet, batch: Batch) -> Sheet:
    """Return a list after an edit; only the tasks that it touched are read again.

    Raises:
        Refusal: as ``newest``.
    """
    version = before.version
    if not edits.is_of_tasks(batch, version.id):
        return newest(store, version.document.notice)
    tasks = edits.tasks_of(batch)
    contents = reading.renewed(store, version.id, before.notice, before.contents, tasks)
    return replace(before, contents=contents)
