"""Parts of a task that the school adds itself (3.1 under 3): rows of its list like all others.

A notice's own parts are tasks of the notice. What was on a finalised list stays a row: a part is
taken away only in the version that it was added in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from models import stored
from models.errors import Refusal
from models.notices.notice import NoticeTask
from models.notices.sound import DEPTH
from models.school import notice_editions
from models.storage.store import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.notices.notice import Notice
    from models.storage.store import Store

FIELDS = ("parent", "number", "title")


class Child(NamedTuple):
    """A part that the school added: its id, the id of the task above it, number and title."""

    id: int
    parent: int
    number: str
    title: str


def read(store: Store, versions: Sequence[int]) -> list[Child]:
    """Return the parts of some versions of a list, each once, in the order they were added."""
    marks = ", ".join("?" * len(versions))
    found: dict[int, Child] = {}
    for task, parent, number, title in store.query(
        "SELECT task, parent, number, title FROM child"  # noqa: S608  (marks)
        f" WHERE version_id IN ({marks}) AND title IS NOT NULL AND parent IS NOT NULL"
        " ORDER BY task, version_id",
        list(versions),
    ):
        texts = stored.name(number or ""), stored.name(title)
        found[task] = Child(task, parent, *texts)
    return list(found.values())


def with_children(notice: Notice, children: Iterable[Child]) -> Notice:
    """Return a notice with the school's own parts among its tasks, each behind its siblings."""
    tasks = list(notice.tasks)
    for child in children:
        place = _behind(tasks, child.parent)
        if place is not None:
            above = next(task for task in tasks if task.id == child.parent)
            tasks.insert(place, _task(child, above))
    return replace(notice, tasks=tuple(tasks)) if len(tasks) > len(notice.tasks) else notice


def _task(child: Child, above: NoticeTask) -> NoticeTask:
    texts = (child.title, child.title, above.paragraph, "")
    return NoticeTask(
        *(child.id, child.number, *texts), section=above.section, parent=child.parent, is_own=True
    )


def _behind(tasks: Sequence[NoticeTask], parent: int) -> int | None:
    """Return the place behind a task and all its parts, None where there is no such task."""
    within: set[int | None] = {parent}
    place = None
    for at, task in enumerate(tasks):
        if task.id == parent or task.parent in within:
            within.add(task.id)
            place = at + 1
    return place


def noticed(store: Store, notice: Notice, versions: Sequence[int]) -> Notice:
    """Return a notice with the parts that some versions of its list have."""
    return with_children(notice, read(store, versions))


def numbers(store: Store) -> dict[tuple[int, int], str]:
    """Return the number of every part by notice and id, also of one that was taken away."""
    sql = (
        "SELECT d.notice, c.task, c.number FROM child c JOIN version v ON v.id = c.version_id"
        " JOIN document d ON d.id = v.document_id WHERE c.number IS NOT NULL"
    )
    return {(notice, task): stored.name(number) for notice, task, number in store.query(sql)}


def new_child(store: Store, notice: Notice, parent: NoticeTask, title: str) -> Child:
    """Return a new part of a task; its number follows its siblings'.

    Raises:
        Refusal: ``sheet.too_deep``; ``sheet.child_title``: it is empty.
    """
    if depth(notice, parent) >= DEPTH:
        raise Refusal("sheet.too_deep", number=parent.number, limit=DEPTH)
    if not title.strip():
        raise Refusal("sheet.child_title")
    return Child(next_id(store, notice), parent.id, next_number(notice, parent), title)


def child_changes(version_id: int, child: Child) -> list[Change]:
    """Return the changes that write a part."""
    key = (version_id, child.id)
    return [Change("child", key, field, getattr(child, field)) for field in FIELDS]


def title_change(version_id: int, task: int, title: str) -> Change:
    """Return the change of a part's title.

    Raises:
        Refusal: ``sheet.child_title``: it is empty.
    """
    if not title.strip():
        raise Refusal("sheet.child_title")
    return Change("child", (version_id, task), "title", title)


def remove_changes(store: Store, version_id: int, task: NoticeTask) -> list[Change]:
    """Return the changes that take a part away that was added in this version.

    Raises:
        Refusal: ``sheet.child_kept``: an earlier version has it, or the notice.
    """
    others = store.query(
        "SELECT count(*) FROM child WHERE task = ? AND version_id <> ? AND title IS NOT NULL",
        (task.id, version_id),
    )
    if not task.is_own or others != [(0,)]:
        raise Refusal("sheet.child_kept", number=task.number)
    return [Change("child", (version_id, task.id), "title", None)]


def depth(notice: Notice, task: NoticeTask) -> int:
    """Return how deep a task lies: 1 of one that is a part of none."""
    return 1 if task.parent is None else 1 + depth(notice, notice.task(task.parent))


def next_number(notice: Notice, parent: NoticeTask) -> str:
    """Return the number of the next part of a task: 3.2 behind 3.1, （一）1 under （一）."""
    taken = {task.number for task in notice.children(parent.id)}
    between = "." if parent.number[-1:].isdecimal() else ""
    numbers = (f"{parent.number}{between}{place}" for place in range(1, len(taken) + 2))
    return next(number for number in numbers if number not in taken)


def next_id(store: Store, notice: Notice) -> int:
    """Return an id that no task has or had, in whatever row it left: none is used again."""
    columns = {"cell": "row", **dict.fromkeys(_WITH_TASK, "task")}
    rows = (
        store.query(f"SELECT coalesce(max({column}), 0) FROM {table}")  # noqa: S608  (our names)
        for table, column in columns.items()
    )
    left = (int(last) for ((last,),) in rows)
    had, _ = notice_editions.words_of(store)
    return max(*left, *had, *(task.id for task in notice.tasks)) + 1


_WITH_TASK = ("entry", "goal", "span", "amount", "child", "report_row", "report_amount")
