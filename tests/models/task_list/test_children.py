"""Parts that the school adds to a task: rows like all others, in every document that follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from models.documents import document, lifecycle, revisions
from models.errors import Refusal
from models.interchange import document as interchange
from models.monthly_report import kept
from models.monthly_report.results import RowKind
from models.monthly_report.sheet import ReportSheet
from models.notices.shipped import shipped_notices
from models.task_list import children, edits, plan
from models.task_list.sheet import Sheet
from tests.helpers import NOTICE, deliver, finalise

if TYPE_CHECKING:
    from models.storage.store import Store
    from models.task_list.children import Child


def sheet_of(store: Store) -> Sheet:
    return document.as_kind(document.newest(store, plan.document(NOTICE)), Sheet)


def add(store: Store, number: str, title: str) -> Child:
    sheet = sheet_of(store)
    parent = next(task for task in sheet.notice.tasks if task.number == number)
    child = children.new_child(store, sheet.notice, parent, title)
    store.edit(children.child_changes(sheet.version.id, child))
    return child


def fill(store: Store, child: Child) -> None:
    version = sheet_of(store).version.id
    changes = edits.month_changes(version, child.id, 3, "做完调研")
    for field in ("measures", "office", "person"):
        changes.append(edits.entry_change(version, child.id, field, "写明"))
    store.edit(changes)


def numbers(store: Store) -> list[str]:
    return [task.number for task in sheet_of(store).notice.tasks]


def test_a_part_stands_behind_its_task_and_its_siblings(filled: Store) -> None:
    add(filled, "3", "专业建设")
    add(filled, "3", "实训基地")
    add(filled, "3.1", "申报材料")
    assert numbers(filled)[2:7] == ["3", "3.1", "3.1.1", "3.2", "4"]
    task = sheet_of(filled).notice.tasks[3]
    assert (task.title, task.is_own, task.parent) == ("专业建设", True, 3)
    with pytest.raises(Refusal, match=r"sheet.too_deep"):
        add(filled, "3.1.1", "再分一层")
    with pytest.raises(Refusal, match=r"sheet.child_title"):
        add(filled, "3", " ")


def test_undo_takes_a_part_away_and_brings_it_back_with_what_it_held(filled: Store) -> None:
    child = add(filled, "3", "专业建设")
    fill(filled, child)
    scope = sheet_of(filled).version.scope
    filled.undo(scope)
    filled.undo(scope)
    assert "3.1" not in numbers(filled)
    filled.redo(scope)
    filled.redo(scope)
    assert sheet_of(filled).contents.entry(child.id).office == "写明"


def test_an_id_is_never_used_again(filled: Store) -> None:
    first = add(filled, "3", "专业建设")
    sheet = sheet_of(filled)
    task = sheet.notice.task(first.id)
    filled.edit(children.remove_changes(filled, sheet.version.id, task))
    assert "3.1" not in numbers(filled)
    assert add(filled, "3", "实训基地").id > first.id


def test_a_part_must_be_filled_in_and_its_task_need_not_be(filled: Store) -> None:
    add(filled, "3", "专业建设")
    version = sheet_of(filled).version.id
    filled.edit([edits.entry_change(version, 3, "office", "")])
    missing = {(f.code, f.place.task) for f in sheet_of(filled).rule_findings()}
    assert ("office_missing", 3) not in missing
    assert {code for code, task in missing if task > 9} >= {"goals_missing", "office_missing"}


def test_a_report_has_a_row_for_each_part_of_the_plan_in_force(filled: Store) -> None:
    child = add(filled, "3", "专业建设")
    fill(filled, child)
    finalise(filled, plan.newest(filled, NOTICE))
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    found = document.newest(filled, kept.document(NOTICE, 3))
    report = document.as_kind(found, ReportSheet).report
    line = report.line((RowKind.GOAL, child.id, 3))
    assert (line.task.number, line.goal.goal) == ("3.1", "做完调研")
    assert [line.task.number for line in report.lines][2:4] == ["3", "3.1"]


def test_what_was_finalised_stays_a_row(filled: Store) -> None:
    child = add(filled, "3", "专业建设")
    fill(filled, child)
    deliver(filled, finalise(filled, plan.newest(filled, NOTICE)))
    revisions.begin_adjustment(filled, plan.newest(filled, NOTICE), 5)
    sheet = sheet_of(filled)
    assert sheet.notice.task(child.id).title == "专业建设"
    with pytest.raises(Refusal, match=r"sheet.child_kept"):
        children.remove_changes(filled, sheet.version.id, sheet.notice.task(child.id))
    with pytest.raises(Refusal, match=r"sheet.child_kept"):
        children.remove_changes(filled, sheet.version.id, sheet.notice.task(3))


def test_files_carry_parts_by_their_numbers(filled: Store, data_file) -> None:
    from models.storage.store import Store

    fill(filled, add(filled, "3", "专业建设"))
    fill(filled, add(filled, "3.1", "申报材料"))
    dumped = interchange.dump(filled)
    assert '"version": 2' in dumped
    contents = interchange.read(dumped.encode(), shipped_notices())
    other = Store.create(data_file.parent / "other" / "zhijiao.sqlite3")
    interchange.load(other, contents)
    assert interchange.dump(other) == dumped
    other.close()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('"number": "3.1", "title": ""', "document.empty"),
        ('"number": "", "title": "x"', "document.empty"),
        ('"number": "3.1", "title": "x"}, {"parent": 3, "number": "3.1", "title": "y"', "twice"),
    ],
)
def test_a_file_s_part_that_is_none_is_refused(filled: Store, wrong: str, code: str) -> None:
    add(filled, "3", "专业建设")
    dumped = interchange.dump(filled).replace("\n", "")
    bad = re.sub(r'"children": \[.*?\]', f'"children": [{{"parent": 3, {wrong}}}]', dumped)
    with pytest.raises(Refusal, match=code):
        interchange.read(bad.encode(), shipped_notices())
