"""明年套用: which task of an earlier list each task was, and what is taken over of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from models.notices.columns import Role
from models.notices.likeness import LIKE, likeness, pairs
from models.school import kept_settings, notices_kept
from models.task_list import sheet
from models.task_list.earlier import carried

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.notices.notice import Notice, NoticeTask
    from models.storage.store import Change, Store
    from models.task_list.sheet import Sheet

OFFICE_AND_PERSON = ("office", "person")
_SETTING = "matched_"


class Match(NamedTuple):
    """A task of this list and the one of the earlier list that it was; None where there is none."""

    task: NoticeTask | None
    before: NoticeTask | None


def earlier(store: Store, notice: int) -> Sheet | None:
    """Return the newest list of an earlier year, None where there is none.

    Of several in that year the one whose tasks are most like these.
    """
    opened = {one.id: one for one in notices_kept.opened(store)}
    if notice not in opened:
        return None
    before = [one for one in opened.values() if one.year < opened[notice].year]
    year = max((one.year for one in before), default=None)
    found = [sheet.newest(store, one.id) for one in before if one.year == year]
    own = notices_kept.notice(store, notice)
    return max(found, key=lambda one: len(likely(own, one.notice)), default=None)


def likely(notice: Notice, before: Notice) -> dict[int, int]:
    """Return which tasks two notices share by their titles: id here -> id there, each once."""
    own, others = ([pairs(task.title) for task in one.tasks] for one in (notice, before))
    couples = sorted(
        (
            (likeness(own[at], others[place]), -at, -place, task.id, old.id)
            for at, task in enumerate(notice.tasks)
            for place, old in enumerate(before.tasks)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for shared, _, _, task, old in couples:
        if shared >= LIKE and task not in found and old not in found.values():
            found[task] = old
    return found


def matched(
    store: Store, own: Sheet, before: Sheet, likely_ones: Mapping[int, int] | None = None
) -> dict[int, int]:
    """Return which task each was: as the clerk said, else as the titles say.

    ``likely_ones`` is what ``likely`` returns of the two, where that is known.
    """
    said = _said(store, own.version.document.notice)
    tasks = {task.id for task in own.notice.tasks}
    there = {task.id for task in before.notice.tasks}
    by_title = likely(own.notice, before.notice) if likely_ones is None else likely_ones
    taken = {old for old in said.values() if old}
    found = {n: o for n, o in by_title.items() if n not in said and o not in taken}
    found |= {new: old for new, old in said.items() if old in there and new in tasks}
    return found


def _said(store: Store, notice: int) -> Mapping[int, int]:
    """Return what the clerk said: id here -> id there, 0 for none; nothing where that is odd."""
    text = kept_settings.setting(store, f"{_SETTING}{notice}", "")
    try:
        raw = json.loads(text or "{}")
        return {int(new): int(old) for new, old in raw.items()}
    except (ArithmeticError, ValueError, TypeError, AttributeError, RecursionError):
        return {}  # the titles say it then


def match_setting(store: Store, notice: int, task: int, before: int | None) -> tuple[str, str]:
    """Return the setting, name and value, by which a task was one of the earlier list's.

    ``before`` is its id; None: none of them.
    """
    said = {**_said(store, notice), task: before or 0}
    return f"{_SETTING}{notice}", json.dumps(said)


def table(store: Store, own: Sheet, before: Sheet) -> list[Match]:
    """Return the tasks of both lists side by side, those without a partner too."""
    found = matched(store, own, before)
    old = {task.id: task for task in before.notice.tasks}
    rows = [Match(task, old.get(found.get(task.id, 0))) for task in own.notice.tasks]
    return [*rows, *(Match(None, task) for task in old.values() if task.id not in found.values())]


def carry_changes(store: Store, own: Sheet, before: Sheet) -> list[Change]:
    """Return the changes that take office and person over into the rows that have neither."""
    changes: list[Change] = []
    for task, old in matched(store, own, before).items():
        entry = own.contents.entry(task)
        empty = [
            field
            for field in OFFICE_AND_PERSON
            if not getattr(entry, field) and own.notice.attachment.column(Role(field))
        ]
        source = before.contents.entry(old)
        changes += carried.take_changes(own.version.id, entry, source, empty)
    return changes
