"""What was taken over from an earlier list: 待确认 until it is changed or confirmed.

The row keeps a mark of each text that was taken over. What stands there is 待确认 as long as it is
that very text; whatever edit changes it, by whatever way, makes it the clerk's own.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from models.months import MONTHS, YEAR_GOAL
from models.storage.store import Change
from models.task_list import edits

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from models.task_list.contents import Entry

FIELDS = ("goals", "measures", "office", "person")  # in the order of the form's columns
_MARK_BYTES = 4
_AT, _BETWEEN = ":", ","


def text_of(entry: Entry, field: str) -> str:
    """Return what stands in a field, that of the months together; amounts belong to none."""
    if field in ("office", "person"):
        return str(getattr(entry, field))
    months = [m for m in (YEAR_GOAL, *MONTHS) if m in entry.months]
    if field == "measures":
        own = [f"{m} {entry.months[m].measure}" for m in months if entry.months[m].measure]
        return "\n".join(filter(None, (entry.measures, *own)))
    goals = [f"{m} {entry.months[m].goal}" for m in months if entry.months[m].goal]
    return "\n".join([*goals, *(f"{span.words} {span.goal}" for span in entry.spans)])


def _mark(entry: Entry, field: str) -> str:
    text = text_of(entry, field)
    return blake2b(text.encode(), digest_size=_MARK_BYTES).hexdigest() if text else ""


def marks_of(kept: object) -> dict[str, str]:
    """Return the marks that a row keeps, by field; what is none is passed over."""
    found = dict(one.partition(_AT)[::2] for one in str(kept or "").split(_BETWEEN))
    return {field: found[field] for field in FIELDS if found.get(field)}


def pending(marks: Mapping[str, str], entry: Entry) -> frozenset[str]:
    """Return the fields that are still as they were taken over."""
    return frozenset(field for field, mark in marks.items() if mark == _mark(entry, field))


def marks(entry: Entry) -> dict[str, str]:
    """Return the marks of what is 待确认 in a row."""
    return {field: _mark(entry, field) for field in FIELDS if field in entry.pending}


def pending_change(version_id: int, entry: Entry, fields: Collection[str]) -> Change:
    """Return the change that makes these fields of a row, as it stands, 待确认, and no others."""
    own = {field: _mark(entry, field) for field in FIELDS if field in fields}
    kept = _BETWEEN.join(f"{field}{_AT}{mark}" for field, mark in own.items() if mark)
    return Change("entry", (version_id, entry.task), "pending", kept or None)


def confirm_change(version_id: int, entry: Entry, *fields: str) -> Change:
    """Return the change that makes texts that were taken over the clerk's own."""
    return pending_change(version_id, entry, entry.pending - set(fields))


def take_changes(
    version_id: int, entry: Entry, before: Entry, fields: Collection[str]
) -> list[Change]:
    """Return the changes that take fields of an earlier list's row over, 待确认.

    Amounts and 本月无安排 are answers of their own year: they stay as they are.
    """
    made, changes = entry, []
    for field in (f for f in FIELDS if f in fields and text_of(before, f)):
        if field == "goals":
            changes += _goals_changes(version_id, entry, before)
            made = _with_goals(made, before)
        elif field == "measures":
            changes += _measures_changes(version_id, entry, before)
            made = _with_measures(made, before)
        else:
            text = str(getattr(before, field))
            changes.append(edits.entry_change(version_id, entry.task, field, text))
            own: dict[str, Any] = {field: text}
            made = replace(made, **own)
    taken = [field for field in fields if text_of(before, field)]
    kept = entry.pending | set(taken)
    return [*changes, pending_change(version_id, made, kept)] if changes else []


def _goals_changes(version_id: int, entry: Entry, before: Entry) -> list[Change]:
    changes = edits.span_changes(version_id, entry, before.spans)
    for month in (YEAR_GOAL, *MONTHS):
        goal = before.month(month).goal
        if goal or entry.month(month).goal:
            changes += edits.month_changes(version_id, entry.task, month, goal)
    return changes


def _with_goals(entry: Entry, before: Entry) -> Entry:
    months = {
        m: replace(entry.month(m), goal=before.month(m).goal)
        for m in sorted({*entry.months, *before.months})
    }
    return replace(entry, months=months, spans=before.spans)


def _measures_changes(version_id: int, entry: Entry, before: Entry) -> list[Change]:
    changes = [edits.entry_change(version_id, entry.task, "measures", before.measures)]
    changes += [
        Change("goal", (version_id, entry.task, m), "measure", before.month(m).measure or None)
        for m in MONTHS
        if before.month(m).measure or entry.month(m).measure
    ]
    return changes


def _with_measures(entry: Entry, before: Entry) -> Entry:
    months = {
        m: replace(entry.month(m), measure=before.month(m).measure)
        for m in sorted({*entry.months, *before.months})
    }
    return replace(entry, measures=before.measures, months=months)
