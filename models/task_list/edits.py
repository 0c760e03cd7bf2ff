"""Naming the changes that edit the yearly list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.months import MONTHS, YEAR_GOAL
from models.storage.store import Change
from models.task_list.words.wording import NONE_TEXT, amounts_phrase, parse_goals, parse_measures
from models.text import check_goals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.documents import history
    from models.notices.indicator import Indicator, Ratio
    from models.storage.store import Batch
    from models.task_list.contents import Entry, Span

_ROWS = frozenset({"entry", "goal", "amount", "span", "cell"})
SPAN_FIELDS = ("first", "last", "words", "goal")


def entry_change(version_id: int, task: int, field: str, text: str) -> Change:
    """Return the change of measures, office or person of a task."""
    return Change("entry", (version_id, task), field, text or None)


def amount_change(
    version_id: int, task: int, month: int, indicator: str, amount: int | None
) -> Change:
    """Return the change of a planned amount; None empties it."""
    return Change("amount", (version_id, task, month, indicator), "amount", amount)


def milestone_changes(
    version_id: int, entry: Entry, month: int, indicator: str, *, is_done: bool
) -> list[Change]:
    """Return the changes that plan a milestone for a month (1–12), and so for no other.

    未完成 plans nothing: it empties the month. The rule is the product's own: it is reached once.
    """
    others = [m for m in MONTHS if m != month and entry.month(m).amounts.get(indicator)]
    figures = [(month, 1 if is_done else None), *((m, None) for m in others if is_done)]
    return [amount_change(version_id, entry.task, m, indicator, n) for m, n in figures]


def ratio_changes(
    version_id: int, task: int, month: int, indicator: str, ratio: Ratio | None
) -> list[Change]:
    """Return the changes of a planned ratio; None empties it."""
    key = (version_id, task, month, indicator)
    part, whole = ratio if ratio is not None else (None, None)
    return [Change("amount", key, "amount", part), Change("amount", key, "whole", whole)]


def month_changes(version_id: int, task: int, month: int, goal: str) -> list[Change]:
    """Return the changes that make ``goal`` the goal of a month; 本月无安排 is an answer."""
    key = (version_id, task, month)
    none = goal.strip().rstrip("。；") == NONE_TEXT and month != YEAR_GOAL
    return [
        Change("goal", key, "goal", None if none else goal or None),
        Change("goal", key, "none", 1 if none else None),
    ]


def none_changes(
    version_id: int, task: int, months: Iterable[int], *, is_none: bool
) -> list[Change]:
    """Return the changes that answer 本月无安排 for months, or take it back."""
    value = 1 if is_none else None
    return [Change("goal", (version_id, task, month), "none", value) for month in months]


def span_changes(version_id: int, entry: Entry, spans: Sequence[Span]) -> list[Change]:
    """Return the changes that make ``spans`` the goals of several months of a task."""
    changes = []
    for serial in range(1, max(len(spans), len(entry.spans)) + 1):
        span = spans[serial - 1] if serial <= len(spans) else None
        changes += [
            Change("span", (version_id, entry.task, serial), name, getattr(span, name, None))
            for name in SPAN_FIELDS
        ]
    return changes


def goals_changes(
    version_id: int, entry: Entry, text: str, indicators: tuple[Indicator, ...], year: int
) -> list[Change]:
    """Return the changes that a text typed or pasted into column 3 of a year's list means.

    A month marked 本月无安排 that the text does not name stays so: the cell does not show it.

    Raises:
        Refusal: a goal, or all together, is too long.
    """
    phrases = {m: amounts_phrase(entry, m, indicators) for m in range(1, 13)}
    found = parse_goals(text, year, phrases)
    check_goals(found.months, (span.goal for span in found.spans))
    changes = span_changes(version_id, entry, found.spans)
    for month in range(YEAR_GOAL, 13):
        goal = found.months.get(month, "")
        if not goal and entry.month(month).none:
            continue
        if goal or entry.month(month).goal:
            changes += month_changes(version_id, entry.task, month, goal)
    return changes


def measures_changes(version_id: int, entry: Entry, text: str, year: int) -> list[Change]:
    """Return the changes that a text typed or pasted into column 4 of a year's list means.

    Raises:
        Refusal: a month's measures are too long.
    """
    found = parse_measures(text, year)
    check_goals(found)
    changes = [entry_change(version_id, entry.task, "measures", found.pop(YEAR_GOAL, ""))]
    changes += [
        Change("goal", (version_id, entry.task, month), "measure", found.get(month) or None)
        for month in range(1, 13)
        if found.get(month) or entry.month(month).measure
    ]
    return changes


def put_back_changes(entry: history.Entry) -> list[Change] | None:
    """Return the changes that put a month's old answer back; None of any other change.

    A goal and 本月无安排 are one answer in two fields.
    """
    if entry.table != "goal" or entry.field not in ("goal", "none"):
        return None
    version, task, month = (int(part) for part in entry.key)
    text = str(entry.old or "") if entry.field == "goal" else NONE_TEXT * bool(entry.old)
    return month_changes(version, task, month, text)


# -- what an edit of anybody's means to the list ---------------------------------------------------


def place_of(change: Change) -> tuple[int, str] | None:
    """Return the task and the field of the list that show a change, None where none does."""
    if change.table not in _ROWS:
        return None
    if change.table == "cell":
        return int(change.key[1]), str(change.key[2])
    return int(change.key[1]), "measures" if change.field == "measure" else change.field


def tasks_of(batch: Batch) -> set[int]:
    """Return the tasks whose rows show an edit."""
    return {place[0] for place in map(place_of, batch.changes) if place is not None}


def is_of_tasks(batch: Batch, version_id: int) -> bool:
    """Whether an edit changed rows of a version's tasks alone, and nothing around them."""
    return all(c.table in _ROWS and c.key[0] == version_id for c in batch.changes)


def touches_tasks(batch: Batch) -> bool:
    """Whether an edit added a part to a task, renamed one or took one away."""
    return batch.touches("child")


def touches_all_rows(batch: Batch) -> bool:
    """Whether an edit changed what any row may show: named items, what is asked of the school."""
    return batch.touches("item", "share", "school")


def touches_months(batch: Batch, task: int) -> bool:
    """Whether an edit changed a month of a task."""
    tables = ("goal", "amount", "span")
    months = (change for change in batch.changes if change.table in tables)
    return any(change.key[1] == task for change in months) or batch.touches("item")


def touches_taken(batch: Batch) -> bool:
    """Whether an edit changed what may have been taken over from an earlier list."""
    return batch.touches("entry", "goal", "span")


def touches_figures(batch: Batch) -> bool:
    """Whether an edit changed what is planned of a figure, or asked for of this school."""
    return batch.touches("amount", "goal", "span", "item", "share", "school")
