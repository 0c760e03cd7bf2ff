"""Which old values may be written again, and why not; odd rows of the history among them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from models.documents import history, revisions
from models.monthly_report import edits as report_edits
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list.contents import Span
from tests.fault.hostile.data import HISTORY, with_sql
from tests.helpers import NOTICE, deliver, finalise, finalise_month, list_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ODD = {
    "words for numbers": ("entry", '["x", "y"]', "measures"),
    "too long": ("school", "[1, 2, 3]", "name"),
    "too short": ("goal", "[1]", "goal"),
    "no JSON": ("entry", "x", "measures"),
    "a table that no edit touches": ("digest", "[1]", "rows"),
    "a field that no edit touches": ("school", "[1]", "id"),
}


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest, filled: Store, tmp_path: Path) -> Iterator[Store]:
    """The sample with an odd row of history as its newest."""
    table, key, field = ODD[request.param]
    row = f"('2023-03-01T00:00:00Z', 90001, '{table}', '{key}', '{field}', 'a', 'b', NULL)"
    path = tmp_path / "odd.sqlite3"
    path.write_bytes(with_sql(filled.image(), HISTORY + row))
    store = Store.open(path)
    yield store
    store.close()


def test_it_belongs_to_no_version_task_or_month_and_is_not_put_back(odd: Store) -> None:
    entry = next(history.newest_first(odd))
    assert (entry.key, entry.version_id, entry.task, entry.month) == ((), None, 0, 0)
    assert history.why_not(odd, entry) == "step"


def test_a_change_tells_its_task_and_its_month(filled: Store) -> None:
    """By the key of its row, whatever the table: the page filters and leads by them."""
    version, entry = plan.newest(filled, NOTICE).id, list_of(filled).entry(6)
    filled.edit(
        [
            list_edits.entry_change(version, 3, "measures", "甲"),
            *list_edits.month_changes(version, 4, 5, "乙"),
            *list_edits.span_changes(version, entry, [Span(3, 6, "3—6月", "丙")]),
        ]
    )
    told = history.newest_first(filled)
    found = {(e.table, e.task, e.month) for e in told if e.new in ("甲", "乙", "丙")}
    assert found == {("entry", 3, 0), ("goal", 4, 5), ("span", entry.task, 0)}


def test_undo_passes_it_by(odd: Store) -> None:
    assert not odd.can_undo()
    assert odd.undo() is None


def test_a_sound_row_keeps_its_place(filled: Store) -> None:
    keys = [entry.key for entry in history.newest_first(filled)]
    assert keys
    assert all(keys)


def test_a_kind_that_is_none_is_called_by_its_name(filled) -> None:
    """A flipped bit, or a program to come: the recovery page still tells what a backup lacks."""
    con = sqlite3.connect(":memory:")
    con.deserialize(filled.image())
    con.execute("UPDATE document SET kind = 'uask_list'")
    assert set(history.documents_in(con).values()) == {"uask_list"}
    con.close()


def newest_edit(store: Store, table: str) -> history.Entry:
    return next(entry for entry in history.newest_first(store) if entry.table == table)


def test_why_a_value_is_not_put_back(filled: Store, sample_reports) -> None:
    """Each reason has its own way on; the clerk reads which."""
    first = list_of(filled).version
    filled.edit([list_edits.entry_change(first.id, 1, "person", "甲")])
    typed = newest_edit(filled, "entry")
    assert history.why_not(filled, typed) == ""
    filled.edit(report_edits.start_changes(filled, NOTICE, 3, {"5.skill_assessment": 4}))
    began = newest_edit(filled, "opening")
    stamped = finalise(filled, first)
    assert history.why_not(filled, typed) == "final"
    deliver(filled, stamped, "stamped", "handed_in")
    draft = revisions.begin_correction(filled, stamped)
    filled.edit([list_edits.entry_change(draft.id, 1, "person", "乙")])
    given_up = newest_edit(filled, "entry")
    revisions.discard(filled, draft)
    assert history.why_not(filled, given_up) == "given_up"
    finalise_month(filled, sample_reports[3])
    assert history.why_not(filled, began) == "start"


def test_blocks_cover_every_change_once_the_newest_first(filled: Store, monkeypatch) -> None:
    monkeypatch.setattr(history, "_CHUNK", 7)
    blocks = list(history.blocks(filled))
    last = filled.last_change[0]
    assert [number for block in blocks for number in reversed(block)] == list(range(last, 0, -1))
    assert len(blocks[0]) == 7


def test_a_block_tells_its_places_and_the_changes_that_have_a_text(filled: Store) -> None:
    filled.edit([list_edits.entry_change(1, 1, "measures", "找得到的举措")])
    block = next(history.blocks(filled))
    every = list(history.changes(filled, block))
    assert {place for place, _ in every} == set(history.places(filled, block))
    found = [history.entry_of(row) for _, row in history.changes(filled, block, ("找得到",))]
    assert [(one.field, one.new) for one in found] == [("measures", "找得到的举措")]
    assert found[0] == next(history.newest_first(filled))
