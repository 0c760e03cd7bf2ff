"""What another state of the data holds otherwise: found field by field, and written as it was."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from models.documents import comparing, history, lifecycle, revisions
from models.monthly_report import kept
from models.notices.shipped import shipped_notices
from models.school import register
from models.storage.data_file import view, view_current
from models.storage.schema import EDITABLE
from models.storage.store import Change, Store
from models.task_list import edits as list_edits
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, deliver, finalise, list_of
from tests.models.storage.test_migrations import KEPT

if TYPE_CHECKING:
    from models.documents.comparing import Comparison


def compared(store: Store, image: bytes) -> Comparison:
    """Compare a store with an earlier image of it."""
    ours, theirs = view(store.image(), store.path), view_current(image, store.path)
    return comparing.compare(
        Store(store.path, ours), Store(store.path, theirs), history.last_common(ours, theirs)
    )


def bring_all(store: Store, found: Comparison) -> None:
    for edit in comparing.edits(found.differences):
        store.edit(edit)


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that edits may touch; a row that says nothing is none."""
    every = {}
    for table, known in EDITABLE.items():
        columns = ", ".join((*known.key, *known.fields))
        found = store.query(f"SELECT {columns} FROM {table}")  # noqa: S608
        told = (row for row in found if any(row[len(known.key) :]))
        every[table] = sorted(told, key=repr)
    return every


def test_the_same_data_differ_in_nothing(march, filled: Store) -> None:
    assert compared(filled, filled.image()).is_empty


def test_a_changed_cell_is_found_with_both_its_texts(filled: Store) -> None:
    before = filled.image()
    version = list_of(filled).version
    was = list_of(filled).entry(2).office
    filled.edit([list_edits.entry_change(version.id, 3, "office", "总务处")])
    (difference,) = compared(filled, before).differences
    (entry,) = difference.entries
    assert (entry.table, entry.key, entry.field) == ("entry", (version.id, 3), "office")
    assert (entry.old, entry.new) == (was, "总务处")


def test_a_goal_and_nothing_planned_are_one_answer(filled: Store) -> None:
    version = list_of(filled).version
    before = filled.image()
    entries = (list_of(filled).entry(at) for at in range(5))
    task, month = next((e.task, m) for e in entries for m, plan in e.months.items() if plan.goal)
    filled.edit(list_edits.month_changes(version.id, task, month, "本月无安排"))
    found = compared(filled, before)
    assert [[e.field for e in one.entries] for one in found.differences] == [["goal", "none"]]
    bring_all(filled, found)
    assert rows(filled) == rows(Store(filled.path, view(before, filled.path)))


def test_a_figure_of_nought_is_another_answer_than_none(filled: Store) -> None:
    version = list_of(filled).version
    key = list_of(filled).notice.indicators()
    name, (task, _) = next(iter(key.items()))
    filled.edit([list_edits.amount_change(version.id, task.id, 5, name, None)])
    before = filled.image()
    filled.edit([list_edits.amount_change(version.id, task.id, 5, name, 0)])
    assert len(compared(filled, before).differences) == 1


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_changed_is_as_it_was_once_all_is_brought_back(
    march, filled: Store, seed: int
) -> None:
    """The draft of March, the staff, the start: any fields, also of rows that were not there."""
    chance = random.Random(seed)  # noqa: S311  (a choice that can be repeated)
    before = filled.image()
    was = rows(filled)
    changes = []
    for table in ("report_row", "report_amount", "cell", "school", "office", "explanation"):
        for key in keys_of(filled, table, march.id, chance):
            field = chance.choice(EDITABLE[table].fields)
            is_number = field in ("amount", "whole", "present")
            value = chance.choice([None, 7, 1] if is_number else [None, "别的文字", "二"])
            changes.append(Change(table, key, field, value))
    filled.edit(changes)
    assert rows(filled) != was
    bring_all(filled, compared(filled, before))
    after = compared(filled, before)
    assert not after.differences
    for table in set(EDITABLE) - {"report_row", "cell"}:
        assert rows(filled)[table] == was[table], table
    assert without_marks(rows(filled)["report_row"]) == without_marks(was["report_row"])


def keys_of(
    store: Store, table: str, version: int, chance: random.Random
) -> list[tuple[str | int, ...]]:
    """Some keys of rows that are there, and one that is not."""
    columns = ", ".join(EDITABLE[table].key)
    is_ours = "" if table in ("school", "office") else f" WHERE version_id = {version}"
    there = [tuple(row) for row in store.query(f"SELECT {columns} FROM {table}{is_ours}")]  # noqa: S608
    new = {"cell": (version, 2, "x"), "explanation": (version, "a|b")}.get(table)
    chosen = chance.sample(there, min(3, len(there)))
    return [*chosen, *([new] if new else [])]


def without_marks(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows of a report without their last fields but one, the marks of what awaits a look."""
    return [(*row[:-2], row[-1]) for row in found]


def test_of_a_document_that_is_final_here_nothing_is_brought_back(filled: Store) -> None:
    first = list_of(filled).version
    before = filled.image()
    filled.edit([list_edits.entry_change(first.id, 1, "person", "甲")])
    finalise(filled, first)
    found = compared(filled, before)
    assert found.differences == ()
    assert [version.id for version in found.final] == [first.id]


def test_a_document_that_is_not_begun_here_is_named(final_list, filled: Store) -> None:
    """An older state was gone back to; the newer one is compared."""
    older = Store(filled.path, view(filled.image(), filled.path))
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    found = compared(older, filled.image())
    assert [version.word for version in found.only_there] == ["3月报告"]


def test_a_document_that_was_begun_since_is_named_too(final_list, filled: Store) -> None:
    before = filled.image()
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    found = compared(filled, before)
    assert [version.word for version in found.only_here] == ["3月报告"]
    assert not found.is_empty


def test_documents_are_paired_by_what_they_are_and_not_by_their_numbers(
    final_list, filled: Store
) -> None:
    """A correction begun, given up, begun again: the same one under another number."""
    deliver(filled, final_list, "stamped", "handed_in")
    first = revisions.begin_correction(filled, final_list)
    filled.edit([list_edits.entry_change(first.id, 1, "person", "甲")])
    before = filled.image()
    revisions.discard(filled, first)
    again = revisions.begin_correction(filled, final_list)
    assert again.id != first.id
    (difference,) = compared(filled, before).differences
    (entry,) = difference.entries
    assert (entry.key, entry.field, entry.old) == ((again.id, 1), "person", "甲")


def test_each_document_is_an_edit_of_its_own(march, filled: Store) -> None:
    """So the page of each undoes what came to it, and nothing else."""
    before = filled.image()
    filled.edit([register.school_change("phone", "0356-7654321")])
    filled.edit([Change("report_row", (march.id, "goal", 1, 3), "progress", "改过的")])
    edits = comparing.edits(compared(filled, before).differences)
    assert sorted({change.table for change in edit} == {"school"} for edit in edits) == [
        False,
        True,
    ]


def test_what_another_measure_was_typed_for_is_not_brought_back(filled: Store) -> None:
    version = list_of(filled).version
    before = filled.image()
    filled.edit([list_edits.entry_change(version.id, 1, "person", "甲")])
    with filled.transaction() as con:
        filled.record(con, "notice", (NOTICE, 1), "task", "改过的任务")
    found = compared(filled, before)
    assert (found.differences, found.kept_back) == ((), 1)


@pytest.mark.parametrize("fixture", sorted(KEPT.glob("*.sqlite3")), ids=lambda p: p.stem)
def test_a_backup_of_every_release_is_compared(fixture, filled: Store) -> None:
    image = fixture.read_bytes()
    con = view_current(image, fixture)
    other = Store(fixture, con)
    assert comparing.compare(other, other, 0).is_empty
    con.close()


def test_documents_of_a_notice_that_only_one_has_are_named(filled: Store) -> None:
    before = filled.image()
    older = Store(filled.path, view(before, filled.path))
    open_notice(filled, shipped_notices()["xinjiang_plan/2022"])
    assert [version.year for version in compared(filled, before).only_here] == [2022]
    assert [version.year for version in compared(older, filled.image()).only_there] == [2022]
