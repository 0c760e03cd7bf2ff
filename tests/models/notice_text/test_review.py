"""What was read is kept, changed, dropped or added to, a step at a time; nothing else moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.notice_text import review
from models.notice_text.figures import FigureFind
from models.notice_text.proposal import Find
from models.notice_text.reading import read
from tests.helpers import there
from tests.models.notice_text.test_seeds import SEEDS, text_of

TEXT = """某县教育局关于做好2024年职业教育工作的通知
某教字〔2024〕3号
一、重点任务
（一）加强师资。培训教师30人。（责任单位：教务处、人事科）
（二）扩大招生。招生600人以上。
请于3月8日前将任务清单报送至教育局201室。
"""


@pytest.fixture
def found():
    return read(TEXT)


def titles(found) -> list[str]:
    return [row.task.title.text for row in review.rows(found)]


@pytest.mark.parametrize("name", SEEDS)
def test_every_find_is_met_where_it_stands(name: str) -> None:
    found = read(text_of(name))
    places = review.places(found)
    assert len(places) > 20
    for place in places:
        spot = review.spot_at(found, place.start)
        assert spot is not None
        met = [one for one in places if one.spot == spot and one.start <= place.start < one.end]
        assert min(p.end - p.start for p in met) <= place.end - place.start


def test_a_place_between_the_finds_is_none(found) -> None:
    assert review.spot_at(found, found.text.index("一、重点任务")) is None


def test_a_title_is_dropped_and_typed_anew(found) -> None:
    dropped = review.with_head(found, "title", "")
    assert dropped.title is None
    assert any("职业教育工作的通知" in piece.text for piece in dropped.unused)
    assert review.wanting(dropped) == ["title"]
    anew = review.with_head(dropped, "title", "职业教育通知")
    assert (anew.title, review.wanting(anew)) == (Find("职业教育通知", 0, 0), [])


def test_the_same_text_changes_nothing(found) -> None:
    assert review.with_head(found, "title", found.title.text) is found


def test_a_task_that_is_dropped_is_unused_text(found) -> None:
    dropped = review.without_task(found, 0)
    assert titles(dropped) == ["扩大招生"]
    assert any("加强师资" in piece.text for piece in dropped.unused)


def test_tasks_and_parts_are_added_where_the_clerk_stands(found) -> None:
    found = review.with_new_task(found, 0, review.new_task(review.typed("甲")))
    found = review.with_new_part(found, 0, review.new_task(review.typed("乙")))
    found = review.with_new_task(found, -1, review.new_task(review.typed("丙")))
    assert titles(found) == ["丙", "加强师资", "乙", "甲", "扩大招生"]
    assert [len(row.path) for row in review.rows(found)] == [1, 1, 2, 1, 1]
    part = review.rows(found)[2].task
    found = review.with_task(found, 2, review.with_title(part, "丁"))
    assert titles(found) == ["丙", "加强师资", "丁", "甲", "扩大招生"]
    assert titles(review.without_task(found, 1)) == ["丙", "甲", "扩大招生"]


def test_a_task_moves_among_its_equals_and_no_further(found) -> None:
    moved, row = review.moved(found, 0, 1)
    assert (titles(moved), row) == (["扩大招生", "加强师资"], 1)
    assert review.moved(moved, 1, 1) == (moved, 1)
    assert review.moved(moved, 1, -1) == (found, 0)


def test_a_task_moves_with_its_parts(found) -> None:
    found = review.with_new_part(found, 0, review.new_task(review.typed("乙")))
    moved, row = review.moved(found, 0, 1)
    assert (titles(moved), row) == (["扩大招生", "加强师资", "乙"], 1)


def test_units_that_stay_keep_their_place(found) -> None:
    task = review.rows(found)[0].task
    assert [unit.name for unit in task.units] == ["教务处", "人事科"]
    changed = review.with_units(task, "人事科、 办公室、")
    assert [unit.name for unit in changed.units] == ["人事科", "办公室"]
    assert changed.units[0] == task.units[1]
    assert (changed.units[1].start, changed.units[1].end) == (0, 0)


def test_a_due_that_is_typed_names_no_day(found) -> None:
    task = review.rows(found)[0].task
    typed = review.with_due(task, "6月底")
    assert (there(typed.due).printed, there(typed.due).day) == ("6月底", None)
    assert review.with_due(typed, "6月底") is typed
    assert review.with_due(typed, "").due is None


def test_a_figure_is_dropped_and_its_text_stays_in_the_paragraph(found) -> None:
    task = review.rows(found)[1].task
    assert [(f.value, f.comparator) for f in task.figures] == [("600", ">=")]
    made = FigureFind("5", "个", "=", "", "", "班", 0, 0)
    changed = review.with_task(found, 1, review.with_figures(task, [made]))
    assert review.rows(changed)[1].task.figures == (made,)
    assert found.tasks[1].figures[0].value == "600"


def test_deadlines_are_changed_and_taken_out(found) -> None:
    assert (found.list_due.day, found.report) == ("2024-03-08", None)
    words = there(review.with_list_due(found, None, "3月中旬前").list_due)
    assert (words.day, words.words) == (None, "3月中旬前")
    assert review.with_list_due(found, None, "").list_due is None
    asked = review.with_report(found, "quarter", "last", None)
    assert (there(asked.report).period, there(asked.report).day) == ("quarter", "last")
    assert review.with_report(asked, "", 5, 3).report is None


def test_schools_that_stay_keep_their_place(found) -> None:
    known = replace(found, schools=(Find("一职", 3, 5),))
    changed = review.with_schools(known, ["二职", "一职", "二职"])
    assert changed.schools == (Find("二职", 0, 0), Find("一职", 3, 5))


def test_what_the_table_asks_for_in_words_is_changed_at_its_place() -> None:
    table = "序号\t工作任务\t年度目标\n1\t安全\t无责任事故\n2\t招生\t招生650人\n"
    found = read(f"关于2024年工作的通知\n{table}")
    task = review.rows(found)[0].task
    target = there(task.target)
    assert target.text == "无责任事故"
    assert review.spot_at(found, target.start) == review.Spot(review.TARGET, 0)
    changed = review.with_target(task, "零事故")
    assert changed.target == Find("零事故", target.start, target.end)
    assert review.with_target(changed, "").target is None
    assert review.with_target(replace(task, target=None), "零事故").target == Find("零事故", 0, 0)


def test_the_day_of_the_list_is_that_of_its_words_in_the_year_that_is_typed(found) -> None:
    assert there(review.with_year(found, 2026).list_due).day == "2026-03-08"
    nowhere = review.with_year(found, None)
    assert there(nowhere.list_due).day is None
    assert there(review.with_year(nowhere, 2024).list_due).day == "2024-03-08"
    named = review.with_list_due(found, "2024-03-08", "2024年3月8日前")
    assert there(review.with_year(named, 2026).list_due).day == "2024-03-08"
