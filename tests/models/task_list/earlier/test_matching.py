"""Which task of last year's list each task of this one was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.notices.shipped import shipped_notices
from models.school import kept_settings
from models.task_list import sheet
from models.task_list.earlier import matching
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, there


def titled(notice, titles: list[str]):
    """The notice of a year later with other tasks."""
    tasks = [
        replace(task, title=title, number=str(at + 1), id=100 + at, indicators=(), parent=None)
        for at, (task, title) in enumerate(
            zip([*notice.tasks, *notice.tasks], titles, strict=False)
        )
    ]
    return replace(notice, year=notice.year + 1, tasks=tuple(tasks))


@pytest.fixture
def reworded(filled, notice):
    titles = [task.title for task in notice.tasks]
    wanted = ["加强安全工作", titles[1] + "工作", f"进一步{titles[0]}", *titles[3:]]
    version = open_notice(filled, titled(notice, wanted))
    return sheet.newest(filled, version.document.notice), sheet.newest(filled, NOTICE)


def test_tasks_are_found_by_their_titles_wherever_they_stand(filled, reworded) -> None:
    own, before = reworded
    ids = [task.id for task in before.notice.tasks]
    found = matching.matched(filled, own, before)
    assert found == {101: ids[1], 102: ids[0], **{100 + at: ids[at] for at in range(3, len(ids))}}


def test_those_without_a_partner_are_shown_on_both_sides(filled, reworded) -> None:
    own, before = reworded
    rows = matching.table(filled, own, before)
    assert [there(row.task).title for row in rows if row.before is None] == ["加强安全工作"]
    assert [row.before for row in rows if row.task is None] == [before.notice.tasks[2]]


def test_the_clerk_says_otherwise(filled, reworded) -> None:
    own, before = reworded
    ids = [task.id for task in before.notice.tasks]
    notice = own.version.document.notice
    for task, old in ((100, ids[0]), (103, None)):
        kept_settings.set_setting(filled, *matching.match_setting(filled, notice, task, old))
    found = matching.matched(filled, own, before)
    assert found[100] == ids[0]
    assert 102 not in found  # another has its task now
    assert 103 not in found or found[103] == 0


def test_the_earlier_list_is_the_newest_of_an_earlier_year_and_the_likest_of_it(
    filled, notice
) -> None:
    assert matching.earlier(filled, NOTICE) is None
    for key in ("xinjiang_plan/2022", "jishan_plan/2022"):
        open_notice(filled, shipped_notices()[key])
    assert there(matching.earlier(filled, NOTICE)).notice.year == 2022
    other = open_notice(filled, replace(shipped_notices()["jishan_plan/2022"], year=2024))
    found = matching.earlier(filled, other.document.notice)
    assert there(found).notice.year == 2023


@pytest.mark.parametrize("kept", ["{", "[]", '{"x": 1}', "5", '{"1": Infinity}'])
def test_what_was_kept_and_is_none_is_passed_over(filled, reworded, kept: str) -> None:
    own, before = reworded
    before_that = matching.matched(filled, own, before)
    kept_settings.set_setting(filled, f"matched_{own.version.document.notice}", kept)
    assert matching.matched(filled, own, before) == before_that
