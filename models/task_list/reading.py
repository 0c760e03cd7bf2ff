"""Reading the yearly list from the data file as plain values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models import stored
from models.notices.indicator import Ratio
from models.task_list import items as items_of
from models.task_list.contents import Entry, MonthPlan, Span, TaskList, in_order
from models.task_list.earlier import carried
from models.task_list.fields import FIELDS, NAMES
from models.text import GOAL_LIMIT, LONG_TEXT_LIMIT
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from models.notices.notice import Notice, NoticeTask
    from models.storage.store import Store
    from models.task_list.contents import Item

_Place = tuple[int, int]  # task and month


def task_list(store: Store, version_id: int, notice: Notice) -> TaskList:
    """Return the contents of a version, one entry for each task of the notice.

    What is stored of tasks, figures and columns that the notice does not have is passed by.
    """
    known = notice.indicators()
    read = items_of.read(store, version_id).items()
    items = {key: found for key, found in read if key in known}
    entries = _entries(_Rows(store, version_id), notice, notice.tasks, items)
    ((filled_on,),) = store.query("SELECT filled_on FROM version WHERE id = ?", (version_id,))
    return TaskList(notice.year, stored.day(filled_on), entries, items)


def renewed(
    store: Store, version_id: int, notice: Notice, before: TaskList, changed: Collection[int]
) -> TaskList:
    """Return the contents after an edit of some tasks alone; the others are not read again."""
    tasks = [task for task in notice.tasks if task.id in changed]
    rows = _Rows(store, version_id, tuple(task.id for task in tasks))
    fresh = {entry.task: entry for entry in _entries(rows, notice, tasks, before.items)}
    entries = tuple(fresh.get(entry.task, entry) for entry in before.entries)
    return replace(before, entries=entries)


@value_class
class _Rows:
    """The rows of a version in a table; only of some tasks where they are named."""

    store: Store
    version_id: int
    tasks: tuple[int, ...] | None = None

    def of(self, what: str, more: str = "", task: str = "task") -> list[tuple[Any, ...]]:
        """Return the columns of a table; ``what`` is ``columns FROM table``."""
        only = ""
        if self.tasks is not None:
            only = f" AND {task} IN ({', '.join('?' * len(self.tasks))})"
        sql = f"SELECT {what} WHERE version_id = ?{only}{more}"
        return self.store.query(sql, (self.version_id, *(self.tasks or ())))


def _entries(
    rows: _Rows,
    notice: Notice,
    tasks: Iterable[NoticeTask],
    items: Mapping[str, tuple[Item, ...]],
) -> tuple[Entry, ...]:
    tasks = list(tasks)
    columns = {column.key for column in notice.attachment.columns}
    months = _months(rows, tasks, items)
    heads, taken = {}, {}
    for task, kept, *values in rows.of(f"task, pending, {', '.join(NAMES)} FROM entry"):
        heads[task] = {f.name: f.read(value) for f, value in zip(FIELDS, values, strict=True)}
        taken[task] = kept
    spans = _spans(rows)
    cells: dict[int, dict[str, str]] = {}
    for row, name, text in rows.of("row, field, text FROM cell", task="row"):
        if text and name in columns:
            cells.setdefault(row, {})[name] = stored.text(text)
    found = (
        Entry(
            t.id,
            **heads.get(t.id, {}),
            months=months.get(t.id, {}),
            spans=in_order(spans.get(t.id, ())),
            cells=cells.get(t.id, {}),
        )
        for t in tasks
    )
    return tuple(_with_pending(entry, taken.get(entry.task)) for entry in found)


def _with_pending(entry: Entry, kept: object) -> Entry:
    return replace(entry, pending=carried.pending(carried.marks_of(kept), entry)) if kept else entry


def _months(
    rows: _Rows, tasks: Sequence[NoticeTask], items: Mapping[str, tuple[Item, ...]]
) -> dict[int, dict[int, MonthPlan]]:
    amounts, ratios = _amounts(rows, tasks, items)
    texts = {
        (task, month): (
            stored.text(goal, GOAL_LIMIT if month else LONG_TEXT_LIMIT),
            bool(none),
            stored.text(measure, GOAL_LIMIT),
        )
        for task, month, goal, none, measure in rows.of(
            "task, month, goal, none, measure FROM goal"
        )
    }
    months: dict[int, dict[int, MonthPlan]] = {}
    for place in sorted({*texts, *amounts, *ratios}):
        said, own = texts.get(place, ("", False, "")), amounts.get(place, {})
        task, month = place
        named = {key: items_of.due_in(items[key], month) for key in own if key in items}
        plan = MonthPlan(*said, own, ratios=ratios.get(place, {}), items=named)
        if not plan.is_empty:
            months.setdefault(task, {})[month] = plan
    return months


def _amounts(
    rows: _Rows, tasks: Sequence[NoticeTask], items: Mapping[str, tuple[Item, ...]]
) -> tuple[dict[_Place, dict[str, int]], dict[_Place, dict[str, Ratio]]]:
    """Return the planned amounts, those of named items counted; and the planned ratios."""
    amounts: dict[_Place, dict[str, int]] = {}
    ratios: dict[_Place, dict[str, Ratio]] = {}
    known = {one.key for owner in tasks for one in owner.indicators}
    found = rows.of("task, month, indicator, amount, whole FROM amount", " AND amount IS NOT NULL")
    for task, month, indicator, amount, whole in found:
        if indicator not in known:
            continue
        ratio = Ratio.of(amount, whole) if whole is not None else None
        if ratio is not None:
            ratios.setdefault((task, month), {})[indicator] = ratio
        elif whole is None and not items_of.is_planned(items.get(indicator, ())):
            amounts.setdefault((task, month), {})[indicator] = amount
    for owner in tasks:
        for key in (one.key for one in owner.indicators if one.key in items):
            # Without a month there is no level: what was typed stands.
            for month, level in items_of.levels(items[key]).items():
                amounts.setdefault((owner.id, month), {})[key] = level
    return amounts, ratios


def _spans(rows: _Rows) -> dict[int, list[Span]]:
    """Return the goals of several months by task; one that was undone is an empty row."""
    found: dict[int, list[Span]] = {}
    what = "task, first, last, words, goal FROM span"
    for task, first, last, words, goal in rows.of(what, " ORDER BY serial"):
        text, name = stored.text(goal, GOAL_LIMIT), stored.name(words)
        if text and name and first and last and first <= last:
            found.setdefault(task, []).append(Span(first, last, name, text))
    return found
