"""Reading the yearly list from the data file as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.documents import cells as cells_of
from models.notices.indicator import Ratio
from models.task_list import items as items_of
from models.task_list.contents import Entry, MonthPlan, Span, TaskList, in_order
from models.task_list.fields import FIELDS, NAMES
from models.text import GOAL_LIMIT, LONG_TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.notices.notice import Notice
    from models.storage.store import Store
    from models.task_list.contents import Item

_Place = tuple[int, int]  # task and month


def task_list(store: Store, version_id: int, notice: Notice) -> TaskList:
    """Return the contents of a version, one entry for each task of the notice."""
    items = items_of.read(store, version_id)
    amounts, ratios = _amounts(store, version_id, notice, items)
    texts = {
        (task, month): (
            stored.text(goal, GOAL_LIMIT if month else LONG_TEXT_LIMIT),
            bool(none),
            stored.text(measure, GOAL_LIMIT),
        )
        for task, month, goal, none, measure in store.query(
            "SELECT task, month, goal, none, measure FROM goal WHERE version_id = ?", (version_id,)
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
    sql = f"SELECT task, {', '.join(NAMES)} FROM entry WHERE version_id = ?"  # noqa: S608  (our names)
    heads = {
        task: {field.name: field.read(value) for field, value in zip(FIELDS, values, strict=True)}
        for task, *values in store.query(sql, (version_id,))
    }
    spans = _spans(store, version_id)
    cells = cells_of.texts(store, version_id)
    entries = tuple(
        Entry(
            t.id,
            **heads.get(t.id, {}),
            months=months.get(t.id, {}),
            spans=in_order(spans.get(t.id, ())),
            cells=cells.get(t.id, {}),
        )
        for t in notice.tasks
    )
    ((filled_on,),) = store.query("SELECT filled_on FROM version WHERE id = ?", (version_id,))
    return TaskList(notice.year, stored.day(filled_on), entries, items)


def _amounts(
    store: Store, version_id: int, notice: Notice, items: Mapping[str, tuple[Item, ...]]
) -> tuple[dict[_Place, dict[str, int]], dict[_Place, dict[str, Ratio]]]:
    """Return the planned amounts, those of named items counted; and the planned ratios."""
    amounts: dict[_Place, dict[str, int]] = {}
    ratios: dict[_Place, dict[str, Ratio]] = {}
    for task, month, indicator, amount, whole in store.query(
        "SELECT task, month, indicator, amount, whole FROM amount"
        " WHERE version_id = ? AND amount IS NOT NULL",
        (version_id,),
    ):
        if whole is not None:
            ratios.setdefault((task, month), {})[indicator] = Ratio(amount, whole)
        elif indicator not in items:
            amounts.setdefault((task, month), {})[indicator] = amount
    known = notice.indicators()
    for key in items.keys() & known.keys():
        for month, level in items_of.levels(items[key]).items():
            amounts.setdefault((known[key][0].id, month), {})[key] = level
    return amounts, ratios


def _spans(store: Store, version_id: int) -> dict[int, list[Span]]:
    """Return the goals of several months by task; one that was undone is an empty row."""
    found: dict[int, list[Span]] = {}
    for task, first, last, words, goal in store.query(
        "SELECT task, first, last, words, goal FROM span WHERE version_id = ? ORDER BY serial",
        (version_id,),
    ):
        text, name = stored.text(goal, GOAL_LIMIT), stored.name(words)
        if text and name and first and last and first <= last:
            found.setdefault(task, []).append(Span(first, last, name, text))
    return found
