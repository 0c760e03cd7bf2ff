from __future__ import annotations

import sqlite3

import pytest

from models.documents import deliveries, lifecycle, versions
from models.documents.versions import State, Version
from models.errors import Refusal
from models.storage.store import Change, Store
from models.task_list import edits as list_edits
from models.task_list import reading as list_reading
from models.task_list.its_notice.opening import open_notice


def finalise(store: Store, version: Version) -> Version:
    final = lifecycle.Final('{"a":1}', "0000-0000-0000-0", b"%PDF-1")
    return lifecycle.finalise(store, version, final)


def test_a_year_opens_as_a_draft_with_every_task(store: Store, version: Version, notice) -> None:
    assert (version.number, version.state) == ("1.0", State.DRAFT)
    assert len(list_reading.task_list(store, version.id, notice).entries) == 9
    with pytest.raises(Refusal, match=r"year.open_already"):
        open_notice(store, notice)


def test_a_final_version_cannot_be_edited(store: Store, version: Version) -> None:
    finalise(store, version)
    for change in (
        list_edits.entry_change(version.id, 1, "measures", "x"),
        list_edits.amount_change(version.id, 5, 3, "5.skill_assessment", 1),
        Change("goal", (version.id, 1, 3), "goal", "x"),
        Change("version", (version.id,), "filled_on", "2023-03-06"),
    ):
        with pytest.raises(Refusal, match=r"version.not_draft"):
            store.edit([change])


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM entry",
        "UPDATE entry SET measures = 'x'",
        "INSERT OR REPLACE INTO entry (version_id, task) VALUES (1, 1)",
        "UPDATE version SET major = 2",
        "DELETE FROM version",
        "UPDATE snapshot SET canonical = ''",
        "UPDATE version SET discarded = 1",
        "INSERT INTO report_row (version_id, kind, task, origin_month) VALUES (1, 'goal', 1, 3)",
        "INSERT INTO report_amount VALUES (1, 'goal', 1, 3, '5.skill_assessment', 1, NULL)",
        "INSERT INTO revision (version_id, reason) VALUES (1, 'x')",
        "INSERT INTO change_reason VALUES (1, 'x', 'y')",
    ],
)
def test_not_even_sql_alters_a_final_version(store: Store, version: Version, sql: str) -> None:
    finalise(store, version)
    with pytest.raises((sqlite3.IntegrityError, Refusal)), store.transaction() as con:
        con.execute(sql)


def test_the_snapshot_is_what_was_finalised(store: Store, version: Version) -> None:
    final = finalise(store, version)
    kept = versions.snapshot(store, final)
    assert (kept.canonical, kept.pdf) == ('{"a":1}', b"%PDF-1")


def test_a_final_version_is_not_finalised_again(store: Store, version: Version) -> None:
    with pytest.raises(Refusal, match=r"state.refused"):
        finalise(store, finalise(store, version))


def test_withdrawing_needs_a_reason_and_keeps_the_snapshot(store: Store, version: Version) -> None:
    final = finalise(store, version)
    with pytest.raises(Refusal, match=r"version.reason_missing"):
        lifecycle.withdraw(store, final, "  ")
    draft = lifecycle.withdraw(store, final, "电话写错")
    assert draft.is_draft
    assert [(e.kind, e.note) for e in deliveries.events(store, draft.id)] == [
        ("finalised", ""),
        ("withdrawn", "电话写错"),
    ]
    assert store.query("SELECT count(*) FROM snapshot") == [(1,)]
    store.edit([list_edits.entry_change(draft.id, 1, "measures", "又能改")])
    with pytest.raises(Refusal, match=r"state.refused"):
        lifecycle.withdraw(store, draft, "再来")


def test_undo_stops_at_a_final_version_and_goes_on_after_withdrawal(
    store: Store, version: Version
) -> None:
    store.edit([list_edits.entry_change(version.id, 1, "measures", "甲")])
    final = finalise(store, version)
    with pytest.raises(Refusal, match=r"version.not_draft"):
        store.undo()
    lifecycle.withdraw(store, final, "改")
    store.undo()
    assert store.query("SELECT measures FROM entry WHERE task = 1") == [(None,)]
