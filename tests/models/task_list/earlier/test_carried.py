"""What is taken over from last year's list is 待确认 until it is touched, by whatever way."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from models.interchange import document as interchange
from models.interchange import editing
from models.notices.columns import Role
from models.storage.store import Change
from models.task_list import edits, sheet
from models.task_list.earlier import carried, matching
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE


@pytest.fixture
def next_year(filled, notice) -> int:
    return open_notice(filled, replace(notice, year=notice.year + 1)).document.notice


@pytest.fixture
def taken(filled, next_year):
    """The next year's list, into whose first task everything was taken over."""
    own, before = sheet.newest(filled, next_year), sheet.newest(filled, NOTICE)
    version = own.version.id
    changes = carried.take_changes(version, own.entry(0), before.entry(0), carried.FIELDS)
    filled.edit(changes)
    return sheet.newest(filled, next_year)


def codes(sheet_) -> list[tuple[str, str]]:
    found = sheet_.rule_findings()
    return [(f.code, f.place.column) for f in found if f.code == "carried_pending"]


def test_all_that_last_year_had_stands_there_but_its_figures(filled, taken) -> None:
    before, entry = sheet.newest(filled, NOTICE).entry(0), taken.entry(0)
    for field in carried.FIELDS:
        assert carried.text_of(entry, field) == carried.text_of(before, field) != ""
    assert entry.pending == set(carried.FIELDS)
    assert any(before.month(m).amounts for m in range(1, 13))
    assert not any(entry.month(m).amounts or entry.month(m).none for m in range(1, 13))


def test_each_field_blocks_until_it_is_touched(filled, taken) -> None:
    assert codes(taken) == [("carried_pending", field) for field in carried.FIELDS]
    version, task = taken.version.id, taken.task(0).id
    steps = (
        ("office", [edits.entry_change(version, task, "office", "别的处")]),
        ("measures", [Change("goal", (version, task, 5), "measure", "另外的举措")]),
        ("goals", edits.month_changes(version, task, 4, "今年四月的目标")),
        ("person", [carried.confirm_change(version, taken.entry(0), "person")]),
    )
    left = set(carried.FIELDS)
    for field, changes in steps:
        if field == "person":
            entry = sheet.newest(filled, taken.version.document.notice).entry(0)
            changes = [carried.confirm_change(version, entry, "person")]  # noqa: PLW2901
        filled.edit(changes)
        left.discard(field)
        again = sheet.newest(filled, taken.version.document.notice)
        assert again.entry(0).pending == left
        assert [place for _, place in codes(again)] == [f for f in carried.FIELDS if f in left]


def test_confirming_one_leaves_the_others(filled, taken) -> None:
    change = carried.confirm_change(taken.version.id, taken.entry(0), "goals")
    filled.edit([change])
    again = sheet.newest(filled, taken.version.document.notice)
    assert again.entry(0).pending == set(carried.FIELDS) - {"goals"}


def test_undo_brings_back_what_was_there(filled, taken, next_year) -> None:
    filled.undo()
    entry = sheet.newest(filled, next_year).entry(0)
    assert (entry.pending, entry.office, carried.text_of(entry, "goals")) == (frozenset(), "", "")


def test_nothing_is_taken_of_an_empty_row(filled, next_year) -> None:
    own = sheet.newest(filled, next_year)
    assert carried.take_changes(own.version.id, own.entry(0), own.entry(1), carried.FIELDS) == []


def test_it_travels_with_the_data_and_a_part_that_changes_it_makes_it_ones_own(
    filled, taken, next_year
) -> None:
    document = json.loads(interchange.dump(filled))
    year = next(one for one in document["years"] if one["year"] == taken.contents.year)
    assert set(year["task_list"]["entries"][0]["pending"]) == set(carried.FIELDS)
    entry = {"task": year["task_list"]["entries"][0]["task"], "office": "别的处"}
    part = {
        **{key: document[key] for key in ("format", "version")},
        "years": [
            {"year": year["year"], "notice": year["notice"], "task_list": {"entries": [entry]}}
        ],
    }
    editing.edit(filled, json.dumps(part).encode())
    again = sheet.newest(filled, next_year).entry(0)
    assert (again.office, again.pending) == ("别的处", frozenset(carried.FIELDS) - {"office"})


@pytest.mark.parametrize("kept", ["rubbish", "office", "office:", ":x", "office:0,zz:1", None, 5])
def test_what_is_no_mark_marks_nothing(taken, kept: object) -> None:
    assert carried.pending(carried.marks_of(kept), taken.entry(0)) == frozenset()


def test_office_and_person_come_over_into_rows_that_have_none(filled, next_year) -> None:
    own, before = sheet.newest(filled, next_year), sheet.newest(filled, NOTICE)
    filled.edit([edits.entry_change(own.version.id, own.task(0).id, "office", "自己写的")])
    own = sheet.newest(filled, next_year)
    filled.edit(matching.carry_changes(filled, own, before))
    after = sheet.newest(filled, next_year)
    assert (after.entry(0).office, after.entry(0).pending) == ("自己写的", frozenset({"person"}))
    for row in range(1, len(after.notice.tasks)):
        assert after.entry(row).office == before.entry(row).office
        assert after.entry(row).pending == {"office", "person"}
        assert after.entry(row).measures == ""


def test_what_the_new_form_has_no_column_for_is_not_carried(filled, notice) -> None:
    form = notice.attachment
    columns = tuple(c for c in form.columns if c.role not in (Role.OFFICE, Role.PERSON))
    widths = tuple(column._replace(width_mm=None) for column in columns)
    other = replace(notice, year=notice.year + 1, attachment=form._replace(columns=widths))
    made = open_notice(filled, other).document.notice
    own, before = sheet.newest(filled, made), sheet.newest(filled, NOTICE)
    assert matching.carry_changes(filled, own, before) == []
    taken = carried.take_changes(own.version.id, own.entry(0), before.entry(0), ["office"])
    filled.edit(taken)
    assert codes(sheet.newest(filled, made)) == []
