"""The notice made of what was found: sound, with what the text says and what we added named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.errors import Refusal
from models.notice_text import form
from models.notice_text.made import duty_notes, notice_of
from models.notice_text.reading import read
from models.notices.columns import Role
from models.notices.notice import REPORT
from tests.helpers import there
from tests.models.notice_text.test_seeds import SEEDS, text_of


@pytest.mark.parametrize("name", SEEDS)
def test_each_text_becomes_a_notice_that_can_be_worked_with(name: str) -> None:
    found = read(text_of(name))
    notice = notice_of(found)
    titles = [task.title for task in notice.tasks if task.parent is None]
    assert titles == [task.title.text for task in found.tasks]
    assert notice_of(found) == notice
    assert notice.key == notice_of(replace(found, year=notice.year + 1)).key


def test_the_table_of_the_notice_is_the_form() -> None:
    notice = notice_of(read(text_of("yangcheng_2023")))
    roles = [column.role for column in notice.attachment.columns]
    own = (Role.NUMBER, Role.TASK, Role.GOALS, Role.MEASURES, Role.OFFICE, Role.PERSON)
    assert tuple(roles) == own
    assert notice.notes == ()
    assert notice.duties["task_list"].due == date(2023, 3, 8)
    assert (notice.duties[REPORT].day, notice.duties[REPORT].months[0]) == (25, 3)


def test_a_form_of_our_own_is_said_to_be_ours() -> None:
    notice = notice_of(read(text_of("xinjiang_2021")))
    assert notice.notes == (
        "放进来的文字里没有表格，栏目由本程序拟定；通知另附了表的，请照它改，并与局里核实。",
        "通知没有规定报送期限，所以不倒计时。",
    )
    assert notice.duties == {}


def test_headings_of_our_own_form_are_taken_for_what_they_are() -> None:
    """Who changes one heading of it has the others as they were."""
    found = read(text_of("jishan_2021"))
    own = form.form_of(found)
    explicit = form.form_of(replace(found, columns=tuple(heading for _, heading in own)))
    assert explicit == own


def test_a_share_of_a_school_is_its_own() -> None:
    notice = notice_of(read(text_of("yangcheng_2023")))
    of_schools = {s for t in notice.tasks for i in t.indicators for s in i.share}
    assert of_schools >= {"县职业高中", "二职"}


def test_without_a_task_or_a_year_there_is_no_notice() -> None:
    found = read(text_of("yangcheng_2023"))
    for missing, code in (({"tasks": ()}, "no_task"), ({"year": None}, "no_year")):
        with pytest.raises(Refusal) as refused:
            notice_of(replace(found, **missing))
        assert refused.value.code == f"notice_text.{code}"


def test_a_day_of_another_year_stands_as_it_is_printed() -> None:
    found = read(text_of("yangcheng_2023"))
    due = there(found.list_due)
    (words, day) = due.words, notice_of(replace(found, year=2024)).duties["task_list"]
    assert (day.due, day.words) == (None, words)
    bare = replace(found, list_due=replace(due, words=""))
    assert notice_of(replace(bare, year=2024)).duties["task_list"].words == "2023年3月8日"


def test_a_report_without_a_day_is_said_to_have_none() -> None:
    found = read(text_of("yangcheng_2023"))
    silent = replace(found, report=replace(there(found.report), day=None))
    assert notice_of(silent).notes == ("通知要报告，没有写在几日前，所以报告不倒计时。",)
    assert notice_of(silent).notes[0] in duty_notes()


def test_a_form_of_our_own_has_no_room_for_brackets_around_numbers() -> None:
    text = "关于做好2024年工作的通知\n一、重点任务\n（一）师资。培训5人。\n（二）招生。招生6人。\n"
    own = notice_of(read(text)).tasks
    assert [(task.number, task.paragraph) for task in own] == [("一", "（一）"), ("二", "（二）")]
    table = "序号\t工作任务\n（一）\t师资\n（二）\t招生\n"
    theirs = notice_of(read(f"关于做好2024年工作的通知\n{table}")).tasks
    assert [task.number for task in theirs] == ["（一）", "（二）"]
