from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from models.documents import lifecycle
from models.notices.shipped import shipped_notices
from models.school import kept_settings, notices_kept, register
from models.storage import digest
from models.storage.digest import part_of, row_hash
from models.storage.proof import Proof
from models.storage.schema import EDITABLE, NOTICE_SHOWN, SCHEMA_VERSION, parts_of
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE

if TYPE_CHECKING:
    from pathlib import Path


def wrong(store: Store) -> list[str]:
    return list(Proof(store._con).wrong_parts())


def fail_after(store: Store, sql: str) -> None:
    """Write something in a transaction that then comes to nothing."""

    def step() -> None:
        with store.transaction() as con:
            con.execute(sql)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        step()


def test_a_row_s_hash_never_changes_between_releases() -> None:
    """The sums are stored in the clerks' files: another way of hashing would call all damaged."""
    assert (
        row_hash("goal", 1, 5, 3, "组织学生", None, b"\0\1") == 0x48F96DD881920C12D1ED6A4D92BA1042
    )


@pytest.mark.parametrize(
    "other", [("goal", 1, "2"), ("goal", "1", 2), ("goals", 1, 2), ("goal", 12)]
)
def test_different_rows_have_different_hashes(other: tuple[object, ...]) -> None:
    assert row_hash(*other) != row_hash("goal", 1, 2)


def test_random_edits_undos_and_failures_keep_the_sums(filled: Store) -> None:
    rng = random.Random(7)  # noqa: S311  (seeded on purpose)
    version = plan.newest(filled, NOTICE).id
    for _ in range(150):
        task, text = rng.randint(1, 9), rng.choice(["", "甲", "乙" * rng.randint(1, 3000)])
        match rng.randrange(5):
            case 0:
                filled.undo()
            case 1:
                filled.redo()
            case 2:
                kept_settings.set_setting(filled, rng.choice(["geometry", "copies"]), text)
            case 3:
                fail_after(filled, "UPDATE school SET name = 'x'")
            case _:
                filled.edit([list_edits.entry_change(version, task, "measures", text)])
    assert wrong(filled) == []


def test_the_generation_counts_what_was_committed(store: Store) -> None:
    before = store.generation
    store.edit([register.school_change("name", "甲")])
    store.edit([register.school_change("name", "甲")])  # changes nothing
    fail_after(store, "UPDATE school SET name = '乙'")
    store.edit([register.school_change("name", "丙")])
    assert store.generation == before + 2


def test_another_window_size_is_no_other_content(filled: Store) -> None:
    before = filled.content_id
    kept_settings.set_setting(filled, "geometry", "x")
    assert filled.content_id == before
    kept_settings.set_setting(filled, "copies", "3")
    assert filled.content_id != before


def test_the_same_rows_in_another_file_have_the_same_name(filled: Store, tmp_path: Path) -> None:
    other = tmp_path / "copy.sqlite3"
    other.write_bytes(filled.image())
    copy = Store.open(other)
    assert copy.content_id == filled.content_id
    copy.close()


@pytest.mark.parametrize(
    ("sql", "part"),
    [
        ("UPDATE goal SET goal = 'x' WHERE task = 3 AND month = 4", "v1"),
        ("UPDATE version SET filled_on = '2023-01-01'", "d1"),
        ("UPDATE document SET serial = 3", f"n{NOTICE}"),
        ("UPDATE notice SET key = key || ' '", f"n{NOTICE}"),
        ("UPDATE notice_task SET title = 'x' WHERE id = 3", f"n{NOTICE}"),
        ("UPDATE office SET name = 'x'", "shared"),
        ("UPDATE digest SET rows = 7 WHERE part = 'generation'", "generation"),
        ("UPDATE digest SET sum = 'ff' WHERE part = 'v1'", "v1"),
        ("DELETE FROM digest WHERE part = 'h0'", "h0"),
        ("CREATE INDEX i ON goal (goal)", "schema"),
    ],
)
def test_what_goes_by_is_named(filled: Store, sql: str, part: str) -> None:
    """SQL of another connection, as a flipped bit would: the sums stay what they were."""
    con = sqlite3.connect(":memory:")
    con.deserialize(filled.image())
    con.execute(sql)
    assert list(Proof(con).wrong_parts()) == [part]
    assert not Proof(con).holds(part)
    con.close()


def test_the_first_proof_covers_everything_of_the_newest_year(filled: Store) -> None:
    lifecycle.finalise(filled, plan.newest(filled, NOTICE), lifecycle.Final("{}", "", b"pdf"))
    found = set(Proof(filled._con).first_parts())
    assert {"schema", "shared", f"n{NOTICE}", "d1", "v1", "k1"} <= found
    assert "h0" not in found  # the history comes right after


def test_the_notice_shown_last_is_proved_first(filled: Store) -> None:
    """And the newest where none was chosen, or what was is gone."""
    older = open_notice(filled, shipped_notices()["xinjiang_plan/2022"]).document.notice

    def first() -> set[str]:
        return {part for part in Proof(filled._con).first_parts() if part[0] == "n"}

    assert first() == {f"n{NOTICE}"}
    notices_kept.show(filled, older)
    assert first() == {f"n{older}"}
    for gone in ("99", "x", ""):
        kept_settings.set_setting(filled, NOTICE_SHOWN, gone)
        assert first() == {f"n{NOTICE}"}


def test_every_table_is_in_a_part(filled: Store) -> None:
    """A new table is counted without anybody's doing; a part names columns that exist."""
    columns = digest.tables(filled._con)
    for table, rule in parts_of(SCHEMA_VERSION).items():
        assert columns[table][rule.place] == rule.column
    assert set(EDITABLE) <= set(columns)
    assert part_of("a_table_to_come", (1,), {}) == "shared"
