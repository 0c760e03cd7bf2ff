"""A copy of a shipped notice takes over its mended words, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.notices.difference import differences, is_on_paper
from models.notices.renewed import renewed
from models.notices.shipped import shipped_notices
from tests.models.storage.test_notice_rows import as_it_was_until_1_6

if TYPE_CHECKING:
    from models.notices.notice import Notice

SHIPPED = shipped_notices()["yangcheng_2023"]


@pytest.fixture
def kept() -> Notice:
    """The notice as 1.0 put it into a data file."""
    return as_it_was_until_1_6()


def parts(before: Notice, after: Notice) -> list[tuple[int, str]]:
    return [(one.task, one.part) for one in differences(before, after)]


def test_the_words_behind_demands_and_what_is_not_certain_come_in(kept: Notice) -> None:
    after = renewed(kept, SHIPPED, with_qualifiers=False)
    assert parts(kept, after) == [(4, "quote"), (5, "note"), (5, "note"), (5, "quote")]
    said = after.tasks[4].quotes
    assert said[1] == "要组织专业教师、学生积极参与省、市技能大赛，应参尽参"
    assert not is_on_paper(kept, after)


def test_striving_stands_at_the_700_alone(kept: Notice) -> None:
    after = renewed(kept, SHIPPED, with_qualifiers=True)
    (enrolment,) = after.tasks[7].indicators
    assert (enrolment.qualifier, enrolment.share["县职业高中"].qualifier) == ("", "力争")
    figures = {f.key: f for task in after.tasks for f in task.indicators}
    for key in ("5.skill_assessment", "5.one_plus_x_certificate", "6.training"):
        assert figures[key].qualifier == "力争"
    assert is_on_paper(kept, after)


def test_a_copy_that_is_as_shipped_takes_nothing() -> None:
    assert renewed(SHIPPED, SHIPPED, with_qualifiers=True) == SHIPPED


def test_what_was_changed_by_hand_stays(kept: Notice) -> None:
    (enrolment,) = kept.tasks[7].indicators
    share = {"县职业高中": enrolment.share["县职业高中"]._replace(figure=650)}
    mine = replace(enrolment, share=share)
    tasks = (
        replace(kept.tasks[0], title="别的一项", quote="别的话"),
        *kept.tasks[1:7],
        replace(kept.tasks[7], indicators=(mine,)),
        kept.tasks[8],
    )
    after = renewed(replace(kept, tasks=tasks), SHIPPED, with_qualifiers=True)
    assert after.tasks[0] == tasks[0]
    assert after.tasks[7].indicators[0].share == share
    assert [task.number for task in after.tasks] == [task.number for task in kept.tasks]


def test_a_figure_of_another_measure_stays_as_it_is(kept: Notice) -> None:
    (training,) = kept.tasks[5].indicators
    other = replace(training, unit="人次", note="县里另有口径")
    tasks = (*kept.tasks[:5], replace(kept.tasks[5], indicators=(other,)), *kept.tasks[6:])
    after = renewed(replace(kept, tasks=tasks), SHIPPED, with_qualifiers=True)
    assert after.tasks[5].indicators == (other,)
