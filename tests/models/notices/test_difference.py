"""Notices compared: what is equal differs in nothing, however it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.notices.difference import Difference, differences, is_on_paper
from models.notices.shipped import shipped_notices

YANGCHENG = shipped_notices()["yangcheng_2023"]


def with_shares_turned(notice):
    tasks = (
        replace(
            task,
            indicators=tuple(
                replace(one, share=dict(reversed(one.share.items()))) for one in task.indicators
            ),
        )
        for task in notice.tasks
    )
    return replace(notice, tasks=tuple(tasks))


@pytest.mark.parametrize("name", shipped_notices())
def test_the_order_of_shares_is_no_difference(name: str) -> None:
    notice = shipped_notices()[name]
    turned = with_shares_turned(notice)
    assert turned == notice
    assert differences(notice, turned) == []


def test_whom_to_send_it_is_on_no_paper() -> None:
    other = replace(YANGCHENG, phone="1234567", duties={})
    assert not is_on_paper(YANGCHENG, other)
    assert [one.part for one in differences(YANGCHENG, other)] == [
        *("phone", "due_once", "due_months"),
    ]


def test_a_title_is() -> None:
    first, *others = YANGCHENG.tasks
    other = replace(YANGCHENG, tasks=(replace(first, title="甲"), *others))
    assert is_on_paper(YANGCHENG, other)
    assert differences(YANGCHENG, other)[0] == Difference("task_title", 1, first.title, "甲")
