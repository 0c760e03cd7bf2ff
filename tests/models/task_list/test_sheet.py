"""A list read again after an edit is the one that a full reading gives, whatever changed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from models.documents import cells
from models.school import notices_kept, register
from models.task_list import children, edits, sheet
from models.task_list import items as items_of
from models.task_list.contents import Item, Span
from tests.helpers import NOTICE

if TYPE_CHECKING:
    from models.storage.store import Change, Store
    from models.task_list.sheet import Sheet

SCOPE, COUNT = "3.double_high_tasks", "5.skill_assessment"
STEPS = 120


def any_edit(rng: random.Random, store: Store, shown: Sheet, step: int) -> list[Change]:
    version, task, month = shown.version.id, rng.randint(1, 9), rng.randint(1, 12)
    entry = shown.contents.entry(task)
    span = Span(1, 3, "一季度", f"走访{step}") if rng.random() < 0.5 else None
    items = shown.contents.items.get(SCOPE, ())
    choices = [
        lambda: edits.month_changes(version, task, month, f"第{step}次"),
        lambda: [edits.amount_change(version, 5, month, COUNT, rng.choice([None, step]))],
        lambda: [edits.entry_change(version, task, "person", f"王{step}")],
        lambda: edits.span_changes(version, entry, [span] if span else []),
        lambda: edits.none_changes(version, task, [month], is_none=rng.random() < 0.5),
        lambda: [cells.change(version, task, "remark", f"备注{step}")],
        lambda: items_of.changes(version, SCOPE, items, [Item(1, f"分项{step}", month=month)]),
        lambda: [register.school_change("contact", f"李{step}")],
        lambda: [notices_kept.share_change(NOTICE, COUNT, 600 + step)],
        lambda: children.child_changes(
            version, children.new_child(store, shown.notice, shown.notice.task(task), f"子{step}")
        ),
    ]
    return rng.choice(choices)()


def test_what_is_read_again_is_what_a_full_reading_gives(filled: Store) -> None:
    rng = random.Random(17)  # noqa: S311  (seeded on purpose)
    shown = sheet.newest(filled, NOTICE)
    again = 0
    for step in range(STEPS):
        if rng.random() < 0.2:
            batch = filled.undo(shown.version.scope)
        else:
            batch = filled.edit(any_edit(rng, filled, shown, step))
        if batch is None:
            continue
        again += edits.is_of_tasks(batch, shown.version.id)
        shown = sheet.renewed(filled, shown, batch)
        assert shown == sheet.newest(filled, NOTICE)
    assert again > STEPS / 4  # the short way was taken often
