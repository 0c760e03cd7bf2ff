"""A notice that was begun is shown, changed and made again: what the page left alone stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.errors import Refusal
from models.json_reader import Node
from models.notice_text import from_file, review
from models.notice_text.begun.edited import edited
from models.notice_text.begun.shown import proposal_of
from models.notice_text.days import ReportDue
from models.notice_text.figures import FigureFind
from models.notice_text.made import duty_notes, notice_of
from models.notice_text.proposal import as_json
from models.notice_text.reading import read
from models.notices import portable
from models.notices.columns import Role, keyed
from models.notices.difference import Difference, differences
from models.notices.indicator import Kind
from models.notices.shipped import shipped_notices
from tests import any_notice
from tests.every_figure import KINDS
from tests.models.notice_text.test_review import TEXT

if TYPE_CHECKING:
    from models.notice_text.proposal import Proposal
    from models.notices.notice import Notice

YANGCHENG = shipped_notices()["yangcheng_2023"]
XINJIANG = shipped_notices()["xinjiang_plan/2022"]
FREE_ID = 900
TWELVE = any_notice.form(any_notice.TWELVE)
EVERY_FIGURE = any_notice.notice(TWELVE, indicators=KINDS)
NOTICES = {
    **shipped_notices(),
    "every figure": EVERY_FIGURE,
    "12 columns": any_notice.notice(TWELVE, 16),
    "read": notice_of(read(TEXT)),
}


def again(notice: Notice, found: Proposal) -> Notice:
    return edited(notice, found, FREE_ID, set())


def changes(notice: Notice, found: Proposal) -> list[Difference]:
    return differences(notice, again(notice, found))


@pytest.mark.parametrize("name", NOTICES)
def test_a_page_that_nobody_touched_is_the_same_notice(name: str) -> None:
    notice = NOTICES[name]
    found = proposal_of(notice)
    assert again(notice, found) == notice
    kept = from_file.read_proposal(json.dumps(as_json(found)).encode())
    assert again(notice, kept) == notice


@pytest.mark.parametrize("name", NOTICES)
def test_one_title_changes_and_nothing_else(name: str) -> None:
    notice = NOTICES[name]
    found = proposal_of(notice)
    task = review.rows(found)[1].task
    made = again(notice, review.with_task(found, 1, review.with_title(task, "另一个名称")))
    assert made.tasks[1].title == "另一个名称"
    kept = replace(made.tasks[1], title=notice.tasks[1].title, heading=notice.tasks[1].heading)
    assert (*made.tasks[:1], kept, *made.tasks[2:]) == notice.tasks
    assert replace(made, tasks=notice.tasks) == notice


def test_its_text_shows_every_task_at_its_place() -> None:
    found = proposal_of(XINJIANG)
    for row in review.rows(found):
        heading = row.task.heading
        assert heading is not None
        assert found.text[heading.start : heading.end] == heading.text
    assert review.with_basis(found, "").unused == ()


def test_a_figure_changes_by_its_number_alone() -> None:
    found = proposal_of(YANGCHENG)
    row = next(i for i, r in enumerate(review.rows(found)) if r.task.id == 5)
    task = review.rows(found)[row].task
    (old,) = [one for one in task.figures if one.value == "600"]
    other = [replace(one, value="700") if one is old else one for one in task.figures]
    made = again(YANGCHENG, review.with_task(found, row, review.with_figures(task, other)))
    before, now = (n.indicators()[old.key][1] for n in (YANGCHENG, made))
    assert now == replace(before, share={old.school: before.share[old.school]._replace(figure=700)})


def test_a_figure_that_is_dropped_and_one_that_is_added() -> None:
    found = proposal_of(XINJIANG)
    row = next(i for i, r in enumerate(review.rows(found)) if r.task.figures)
    task = review.rows(found)[row].task
    kept = [one for one in task.figures if one.key != task.figures[0].key]
    new = FigureFind("3", "次", ">=", "力争", "", "走访企业", 0, 0)
    with_new = review.with_task(found, row, review.with_figures(task, [*kept, new]))
    made = edited(XINJIANG, with_new, FREE_ID, {f"{task.id}.1"})
    own = next(t for t in made.tasks if t.id == task.id)
    assert task.figures[0].key not in made.indicators()
    added = own.indicators[-1]
    assert (added.name, added.total, added.comparator, added.qualifier) == (
        *("走访企业", 3, "≥", "力争"),
    )
    assert added.key not in {*XINJIANG.indicators(), f"{task.id}.1"}


def test_a_share_of_one_more_school_joins_its_figure() -> None:
    found = proposal_of(YANGCHENG)
    row = next(i for i, r in enumerate(review.rows(found)) if r.task.id == 5)
    task = review.rows(found)[row].task
    old = next(one for one in task.figures if one.value == "600")
    more = replace(old, key="", school="凤城职中", value="80")
    figures = [*task.figures, more]
    made = again(YANGCHENG, review.with_task(found, row, review.with_figures(task, figures)))
    share = made.indicators()[old.key][1].share
    assert {name: own.figure for name, own in share.items()} == {old.school: 600, "凤城职中": 80}


def test_figures_without_a_number_stay_with_their_task() -> None:
    """A milestone, 无事故 and words are not on the page; only with their task they go."""
    notice = EVERY_FIGURE
    quiet = {k for k, (_, one) in notice.indicators().items() if one.total is None}
    assert any(notice.indicators()[key][1].kind is Kind.MILESTONE for key in quiet)
    found = proposal_of(notice)
    for row, line in enumerate(review.rows(found)):
        found = review.with_task(found, row, review.with_figures(line.task, ()))
    made = again(notice, found)
    bare = {k for k in quiet if not notice.indicators()[k][1].share}
    assert set(made.indicators()) == bare


def test_a_new_task_gets_a_free_id_and_stands_where_it_was_put() -> None:
    found = proposal_of(YANGCHENG)
    task = replace(review.new_task(review.typed("职业教育宣传月"), "10"))
    made = again(YANGCHENG, review.with_new_task(found, 2, task))
    assert [t.id for t in made.tasks] == [1, 2, 3, FREE_ID, *range(4, 10)]
    assert differences(YANGCHENG, made) == [
        Difference("task", FREE_ID, "", "10　职业教育宣传月"),
    ]


def test_tasks_change_places_and_go() -> None:
    found = proposal_of(YANGCHENG)
    moved, _ = review.moved(found, 0, 1)
    assert changes(YANGCHENG, moved) == [
        Difference("order", 0, "1、2、3、4、5、6、7、8、9", "2、1、3、4、5、6、7、8、9")
    ]
    assert changes(YANGCHENG, review.without_task(found, 8)) == [
        Difference("task", 9, f"9　{YANGCHENG.task(9).title}", "")
    ]


def test_one_task_twice_is_two_tasks() -> None:
    """A copy of a row is a task of its own: an id stands for one."""
    found = proposal_of(YANGCHENG)
    twin = replace(review.rows(found)[0].task, number="10")
    made = again(YANGCHENG, replace(found, tasks=(*found.tasks, twin)))
    assert [t.id for t in made.tasks] == [*range(1, 10), FREE_ID]
    keys = [one.key for task in made.tasks for one in task.indicators]
    assert len(keys) == len(set(keys))


def test_days_and_addresses() -> None:
    found = review.with_head(proposal_of(YANGCHENG), "phone", "0356-4222222")
    found = review.with_list_due(found, "2023-03-15", "3月15日")
    found = replace(found, report=ReportDue("month", 20, 0, 0))
    made = again(YANGCHENG, found)
    assert made.duties["task_list"].due == date(2023, 3, 15)
    was = YANGCHENG.duties["monthly_report"]
    assert made.duties["monthly_report"] == was._replace(day=20, quote="")
    assert [(one.part, one.new) for one in differences(YANGCHENG, made)] == [
        ("phone", "0356-4222222"),
        ("due_once", "2023年3月15日"),
        ("due_months", "3—12月每月20日"),
    ]


def test_a_duty_that_is_given_takes_its_note_away() -> None:
    assert set(duty_notes()) & set(XINJIANG.notes) or not XINJIANG.duties
    own = notice_of(read(TEXT.replace("请于3月8日前将任务清单报送至教育局201室。\n", "")))
    assert set(own.notes) & set(duty_notes())
    made = again(own, review.with_list_due(proposal_of(own), "2024-03-08", "3月8日"))
    assert not set(made.notes) & set(duty_notes())


def test_a_column_more_keeps_the_others_as_they_are() -> None:
    found = proposal_of(XINJIANG)
    made = again(XINJIANG, review.with_columns(found, (*found.columns, "备注")))
    columns = made.attachment.columns
    assert [c._replace(width_mm=None) for c in XINJIANG.attachment.columns] == [*columns[:-1]]
    assert (columns[-1].role, columns[-1].heading) == (Role.REMARK, "备注")


def test_words_of_the_table_change() -> None:
    notice = any_notice.notice(TWELVE)
    found = proposal_of(notice)
    row = next((i for i, r in enumerate(review.rows(found)) if r.task.target), 0)
    task = review.rows(found)[row].task
    made = again(notice, review.with_task(found, row, review.with_target(task, "办好一件实事")))
    own = next(t for t in made.tasks if t.id == task.id)
    assert "办好一件实事" in [one.quote for one in own.indicators]
    gone = again(made, review.with_task(proposal_of(made), row, review.with_target(task, "")))
    own = next(t for t in gone.tasks if t.id == task.id)
    assert "办好一件实事" not in [one.quote for one in own.indicators]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda found: replace(found, tasks=()), "notice_text.no_task"),
        (lambda found: review.with_head(found, "title", ""), "notice_text.no_title"),
        (lambda found: review.with_columns(found, ("序号", "备注")), "notice.no_task_column"),
    ],
)
def test_what_could_not_be_worked_with_is_refused(change, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        again(YANGCHENG, change(proposal_of(YANGCHENG)))
    assert refused.value.code == code


def test_a_column_keeps_the_key_that_its_cells_have() -> None:
    """Two of no role change places, one goes, another comes: none gets another's texts."""
    free = ("佐证材料", "经费", "联系方式")
    own = any_notice.form(any_notice.SIX)
    more = [(Role.FREE, heading, "", None) for heading in free]
    columns = keyed([*((c.role, c.heading, c.over, None) for c in own.columns), *more])
    notice = any_notice.notice(own._replace(columns=columns))
    keys = {column.name: column.key for column in columns}
    found = proposal_of(notice)
    names = [*found.columns[:6], "新的一栏", "经费", "联系方式", "佐证材料"]
    made = again(notice, review.with_columns(found, names))
    now = {column.name: column.key for column in made.attachment.columns}
    assert {name: now[name] for name in free} == {name: keys[name] for name in free}
    assert now["新的一栏"] not in keys.values()
    fewer = again(made, review.with_columns(proposal_of(made), [*names[:6], "经费"]))
    assert [c.key for c in fewer.attachment.columns if c.role is Role.FREE] == [keys["经费"]]
    kept = portable.read(Node(json.loads(json.dumps(portable.written(made)))))
    assert kept == made
