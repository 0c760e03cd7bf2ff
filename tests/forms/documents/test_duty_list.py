"""责任清单: each task stands once for each person in charge; a person gets their own, no others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.documents.duty_list import NOBODY, fill_duty_list, in_charge
from forms.documents.kinds import Wanted
from forms.render import pdf
from models.documents import document
from models.school.people import Office, Person
from models.task_list import plan
from models.task_list.contents import Item
from models.task_list.sheet import Sheet
from tests.forms.sound import assert_sound
from tests.helpers import NOTICE

if TYPE_CHECKING:
    from models.storage.store import Store

CODE = "1N9Z-11KR-V081-0"


@pytest.fixture
def sheet(filled: Store) -> Sheet:
    return document.as_kind(document.newest(filled, plan.document(NOTICE)), Sheet)


def with_entry(sheet: Sheet, task: int, office: str, person: str) -> Sheet:
    entries = tuple(
        replace(entry, office=office, person=person) if entry.task == task else entry
        for entry in sheet.contents.entries
    )
    return replace(sheet, contents=replace(sheet.contents, entries=entries))


def rows(sheet: Sheet, wanted: Wanted = Wanted()) -> list[tuple[str, str, str]]:  # noqa: B008
    form = fill_duty_list(sheet, CODE, wanted)
    return [(row["office"], row["person"], row["number"]) for row in form.rows]


def test_every_task_falls_to_whom_the_list_names(sheet: Sheet) -> None:
    found = rows(sheet)
    wanted = [
        (entry.office, person, str(entry.task))
        for entry in sheet.contents.entries
        for person in entry.person.split("、")
    ]
    assert sorted(found) == sorted(wanted)
    assert len(found) > len(sheet.notice.tasks)  # two are in charge of one of them
    offices = [office for office, _, _ in found]
    assert offices == sorted(offices, key=offices.index)  # an office stands together


def test_several_persons_of_several_offices_get_a_row_each(sheet: Sheet) -> None:
    first, second = sheet.staff[0], sheet.staff[1]
    people = (first.persons[0].name, second.persons[0].name)
    both = with_entry(sheet, 5, f"{second.name}、{first.name}", "、".join(people))
    own = [row for row in rows(both) if row[2] == "5"]
    assert own == [(first.name, people[0], "5"), (second.name, people[1], "5")]


def test_an_office_without_a_person_is_not_left_out(sheet: Sheet) -> None:
    odd = with_entry(sheet, 5, "培训处、招生办", "")
    assert {row for row in rows(odd) if row[2] == "5"} == {
        ("培训处", NOBODY, "5"),
        ("招生办", NOBODY, "5"),
    }
    unsaid = with_entry(sheet, 5, "", "")
    assert rows(unsaid)[-1] == (NOBODY, NOBODY, "5")


def test_a_person_gets_their_own_tasks_and_no_others(sheet: Sheet) -> None:
    offices, persons = in_charge(sheet)
    assert sum(len(rows(sheet, Wanted(office=name))) for name in offices) == len(rows(sheet))
    assert sum(len(rows(sheet, Wanted(person=name))) for name in persons) == len(rows(sheet))
    name = persons[0]
    assert {person for _, person, _ in rows(sheet, Wanted(person=name))} == {name}
    assert rows(sheet, Wanted(office="没有的处室")) == []


def test_named_items_fall_to_their_own_persons(sheet: Sheet) -> None:
    staff = (Office(90, "基建办", (Person(91, "赵明"),)), *sheet.staff)
    items = {"3.double_high_tasks": (Item(1, "建成实训中心", "基建办", "赵明", 6),)}
    made = replace(sheet, staff=staff, contents=replace(sheet.contents, items=items))
    form = fill_duty_list(made, CODE, Wanted(person="赵明"))
    assert [(row["target"], row["goals"]) for row in form.rows] == [("建成实训中心", "6月：完成")]


def test_it_says_which_list_it_was_made_from_and_prints(sheet: Sheet) -> None:
    form = fill_duty_list(sheet, CODE, Wanted())
    assert form.title == "2023年职业教育工作责任清单"
    assert form.subtitle == f"\uff08依据任务清单草稿\uff0c校验码 {CODE}\uff09"
    assert form.mark == "草稿"
    assert [row["target"] for row in form.rows if row["number"] == "8"] == ["力争招生≥700人"]
    standing = "教师全员轮训周期\uff0c5年/周期\n专业教师企业实践时间\uff0c每年不少于1月/人·年"
    assert {row["target"] for row in form.rows if row["number"] == "2"} == {standing}
    pages = assert_sound(pdf.render(replace(form, spec=unmerged(form))))
    assert len(pages) >= 2


def unmerged(form):
    """The declaration with each row's own cells, as the reader of pages knows them."""
    columns = tuple(replace(column, merges=False) for column in form.spec.columns)
    return replace(form.spec, columns=columns)
