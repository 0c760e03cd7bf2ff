from __future__ import annotations

import random
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from models.documents import lifecycle, versions
from models.errors import EnvironmentRefusal, Refusal
from models.interchange import document as interchange
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.school import notices_kept, register
from models.storage.data_file import create_file
from models.storage.schema import SCHEMA_VERSION
from models.storage.store import Change, Store
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, finalise, there


def name(text: str) -> Change:
    return register.school_change("name", text)


def test_an_edit_and_its_history_are_one_transaction(store: Store) -> None:
    store.edit([name("甲校")])
    store.edit([name("乙校")])
    rows = store.query("SELECT batch, tbl, field, old, new FROM history ORDER BY seq")
    assert rows == [(1, "school", "name", None, "甲校"), (2, "school", "name", "甲校", "乙校")]


def test_an_edit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    store.edit([name("甲校")])
    assert store.edit([name("甲校")]) is None
    assert store.query("SELECT count(*) FROM history") == [(1,)]


def test_undo_and_redo_survive_a_restart(store: Store, data_file: Path) -> None:
    store.edit([name("甲校")])
    store.edit([name("乙校")])
    store.undo()
    store.close()
    again = Store.open(data_file)
    assert register.school(again).name == "甲校"
    again.redo()
    assert register.school(again).name == "乙校"
    again.undo()
    again.undo()
    assert register.school(again).name == ""
    assert again.undo() is None
    again.close()


def test_a_new_edit_ends_redo(store: Store) -> None:
    store.edit([name("甲校")])
    store.undo()
    store.edit([name("乙校")])
    assert not store.can_redo()
    assert store.redo() is None


def test_typing_that_goes_on_is_one_undo(store: Store) -> None:
    first = there(store.edit([name("甲")]))
    store.edit([name("甲校")], joins=first.number)
    store.edit([name("甲校长")], joins=first.number)
    store.undo()
    assert register.school(store).name == ""
    store.redo()
    assert register.school(store).name == "甲校长"


def test_an_edit_joins_only_the_last_batch(store: Store) -> None:
    first = there(store.edit([name("甲")]))
    store.edit([register.school_change("phone", "1234567")])
    store.edit([name("乙")], joins=first.number)
    store.undo()
    assert register.school(store).name == "甲"


def test_any_series_of_edits_can_be_taken_back_and_brought_back(filled: Store) -> None:
    rng = random.Random(2023)  # noqa: S311  (seeded on purpose)
    before = interchange.dump(filled)
    version = plan.newest(filled, NOTICE).id
    for _ in range(120):
        task, month = rng.randint(1, 9), rng.randint(1, 12)
        filled.edit(
            rng.choice(
                [
                    [list_edits.entry_change(version, task, "measures", str(rng.random()))],
                    list_edits.month_changes(
                        version, task, month, rng.choice(["", "甲", "本月无安排"])
                    ),
                    [
                        list_edits.amount_change(
                            version, 5, month, "5.skill_assessment", rng.choice([None, 1, 2])
                        )
                    ],
                ]
            )
        )
        if rng.random() < 0.3:
            filled.undo()
        if rng.random() < 0.1:
            filled.redo()
    after = interchange.dump(filled)
    steps = 0
    while filled.can_undo():  # the load itself is not undone
        filled.undo()
        steps += 1
    assert interchange.dump(filled) == before
    for _ in range(steps):
        filled.redo()
    assert interchange.dump(filled) == after


@pytest.mark.parametrize("table", ["history", "snapshot", "event"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET utc = ''"])
def test_history_snapshots_and_events_are_append_only(
    filled: Store, table: str, statement: str
) -> None:
    version = plan.newest(filled, NOTICE)
    lifecycle.finalise(filled, version, lifecycle.Final("{}", "", b"pdf"))
    with pytest.raises(sqlite3.IntegrityError, match="append only"), filled.transaction() as con:
        con.execute(statement.format(table))


def test_the_file_is_readable_by_its_owner_only(store: Store, data_file: Path) -> None:
    assert stat.S_IMODE(data_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(data_file.parent.stat().st_mode) == 0o700


def test_the_pragmas_are_those_that_lose_nothing(store: Store) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
    }
    assert {name: store.query(f"PRAGMA {name}")[0][0] for name in wanted} == wanted


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal, match=r"data.missing"):
        Store.open(tmp_path / "no.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "data.empty"),
        (b"not a database", "data.foreign"),
        (b"PK\3\4" + b"\0" * 200, "data.foreign"),
    ],
)
def test_a_file_that_is_not_ours_is_left_alone(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "zhijiao.sqlite3"
    path.write_bytes(content)
    with pytest.raises(EnvironmentRefusal) as refused:
        Store.open(path)
    assert refused.value.code == code
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "zhijiao.sqlite3"
    with sqlite3.connect(path) as con:
        con.execute("CREATE TABLE pupils (name)")
    con.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentRefusal, match=r"data.foreign"):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_left_alone(data_file: Path) -> None:
    create_file(data_file)
    with sqlite3.connect(data_file) as con:
        con.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    con.close()
    before = data_file.read_bytes()
    with pytest.raises(EnvironmentRefusal, match=r"data.newer"):
        Store.open(data_file)
    assert data_file.read_bytes() == before


def test_a_second_window_is_told_at_once(store: Store, data_file: Path) -> None:
    with pytest.raises(EnvironmentRefusal, match=r"data.locked"):
        Store.open(data_file)


def test_a_broken_edit_is_rolled_back_whole(store: Store) -> None:
    with pytest.raises(ValueError, match="school"):
        store.edit([name("甲校"), Change("school", (1,), "no_such_field", "x")])
    assert register.school(store).name == ""
    store.edit([name("乙校")])
    store.undo()
    assert register.school(store).name == ""


def test_a_full_disk_is_a_refusal_and_loses_nothing_saved(filled: Store) -> None:
    pages = filled.query("PRAGMA page_count")[0][0]
    filled.query(f"PRAGMA max_page_count = {pages}")
    version = plan.newest(filled, NOTICE).id

    def fill() -> None:
        for _ in range(200):
            filled.edit([list_edits.entry_change(version, 1, "measures", "长" * 20_000)])
            filled.undo()

    with pytest.raises(EnvironmentRefusal, match=r"data.disk_full"):
        fill()
    filled.query("PRAGMA max_page_count = 100000")
    filled.edit([name("还能写")])
    assert register.school(filled).name == "还能写"
    assert filled.query("PRAGMA integrity_check") == [("ok",)]


def test_a_copy_taken_in_use_is_complete(filled: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(filled.image())
    other = Store.open(copy)
    assert interchange.dump(other) == interchange.dump(filled)
    other.close()


def test_a_refusal_carries_no_typed_text() -> None:
    assert str(Refusal("text.too_long", text="王某 0356")) == "text.too_long"


def test_a_journal_of_an_older_file_is_not_played_into_a_new_one(
    filled: Store, data_file: Path
) -> None:
    filled.close()
    Path(f"{data_file}-wal").write_bytes(b"left over" * 1000)
    data_file.unlink()
    fresh = Store.create(data_file)
    assert notices_kept.years(fresh) == []
    assert fresh.query("PRAGMA integrity_check") == [("ok",)]
    fresh.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE school SET name = CAST(x'ff00fe' AS TEXT)",
        "UPDATE school SET name = '改过的学校'",
        "UPDATE notice SET head = '{'",
        "DELETE FROM goal WHERE task = 3",
        "UPDATE digest SET rows = rows + 1 WHERE part = 'shared'",
        "CREATE TABLE pupils (name)",
        "DROP TRIGGER entry_only_drafts_update",
        "PRAGMA user_version = 1",
    ],
)
def test_what_was_not_committed_here_is_damage(filled: Store, data_file: Path, damage: str) -> None:
    """Damage that leaves the structure sound is found before anything is shown."""
    filled.close()
    with sqlite3.connect(data_file) as con:
        con.execute(damage)
    con.close()
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        Store.open(data_file)


def test_undo_takes_back_only_what_belongs_to_a_document(filled: Store) -> None:
    """Two documents in turn; each is undone by itself, also after a restart."""
    first = plan.newest(filled, NOTICE)
    finalise(filled, first)
    march = lifecycle.begin(filled, kept.document(NOTICE, 3))
    april = lifecycle.begin(filled, kept.document(NOTICE, 4))
    for version, text in ((march, "三月"), (april, "四月"), (march, "三月改")):
        row = ReportRow(RowKind.GOAL, 1, version.document.serial)
        filled.edit(report_edits.row_change(version.id, row, "progress", text))

    def progress(version: versions.Version) -> str | None:
        sql = "SELECT progress FROM report_row WHERE version_id = ?"
        return filled.query(sql, (version.id,))[0][0]

    for restart in (False, True):
        if restart:
            filled._stacks = None
        filled.undo(april.scope)
        assert (progress(march), progress(april)) == ("三月改", None)
        assert not filled.can_undo(april.scope)
        assert filled.undo(april.scope) is None
        if restart:
            filled._stacks = None
        filled.undo(march.scope)
        assert progress(march) == "三月"
        filled.redo(april.scope)
        filled.redo(march.scope)
        assert (progress(march), progress(april)) == ("三月改", "四月")


def test_a_share_is_undone_on_the_pages_of_its_own_notice_alone(filled: Store, notice) -> None:
    """Of two notices; what all documents share is still undone on any page."""
    own = plan.newest(filled, NOTICE)
    other = open_notice(filled, replace(notice, year=2024))
    filled.edit([notices_kept.share_change(other.document.notice, "6.training", 650)])
    assert not filled.can_undo(own.scope)
    assert filled.can_undo(other.scope)
    filled.edit([register.school_change("contact", "甲")])
    for version in (own, other):
        assert [c.value for c in there(filled.undo(version.scope)).changes] == ["王建国"]
        filled.redo(version.scope)
    filled._stacks = None  # as after a restart
    filled.undo(other.scope)
    assert [c.key for c in there(filled.undo(other.scope)).changes] == [
        (other.document.notice, "6.training")
    ]
    assert notices_kept.entered_shares(filled, other.document.notice) == {}
