"""What a notice must keep to: each fault is one sentence that names its place, nothing is taken."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import resources
from models.errors import Refusal
from models.notices import shipped
from models.notices.columns import Role, keyed
from models.notices.indicator import Indicator, Kind, Share
from models.notices.notice import Duty
from models.notices.sound import require_sound
from models.school import notices_kept
from models.task_list.its_notice.opening import open_notice
from tests import any_notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.notices.notice import Notice
    from models.storage.store import Store

COUNT = Indicator("1.a", "技能鉴定", "鉴定", Kind.COUNT, "≥", unit="人")


def made(roles: tuple[Role, ...] = any_notice.SIX, **more: Any) -> Notice:
    return any_notice.notice(any_notice.form(roles, **more))


def with_indicator(**changes: Any) -> Notice:
    form = any_notice.form(any_notice.SIX)
    return any_notice.notice(form, indicators=(replace(COUNT, **changes),))


def with_tasks(change: Callable[[tuple], tuple]) -> Notice:
    notice = made()
    return replace(notice, tasks=change(notice.tasks))


def with_duty(**parts: Any) -> Notice:
    return replace(made(), duties={"monthly_report": Duty(**parts)})


def under_each_other(count: int) -> Notice:
    """A task, a part of it, a part of that, and so on."""

    def change(tasks: tuple) -> tuple:
        parts = [replace(tasks[n], parent=n or None) for n in range(count)]
        return (*parts, *tasks[count:])

    return with_tasks(change)


def again(tasks: tuple) -> tuple:
    return (tasks[0], replace(tasks[1], number=tasks[0].number), *tasks[2:])


BAD: dict[str, tuple[Callable[[], Notice], str | None]] = {
    "13 columns": (lambda: made((*any_notice.TWELVE, Role.REMARK)), "columns"),
    "widths that are too wide": (lambda: made(widths=(12, 40, 75, 75, 25, 20)), "widths"),
    "a width of 5 mm": (lambda: made(widths=(5, 40, 70, 70, 22, 18)), "widths"),
    "widths for some columns": (lambda: made(widths=(12, 40, None, 75, 25, 20)), "widths"),
    "two number columns": (lambda: made((Role.NUMBER, *any_notice.SIX)), "role_twice"),
    "no column of tasks": (lambda: made((Role.NUMBER, Role.GOALS)), "no_task_column"),
    "a number twice under one parent": (lambda: with_tasks(again), "number_twice"),
    "a fourth level": (lambda: under_each_other(4), "too_deep"),
    "a parent that is not there": (
        lambda: with_tasks(lambda tasks: (replace(tasks[0], parent=99), *tasks[1:])),
        "no_parent",
    ),
    "a task twice": (lambda: with_tasks(lambda tasks: (*tasks, tasks[0])), "task_id"),
    "no task": (lambda: with_tasks(lambda _tasks: ()), "tasks"),
    "four headings above": (
        lambda: with_tasks(lambda tasks: (replace(tasks[0], section=("a",) * 4), *tasks[1:])),
        "sections",
    ),
    "a ratio of 101 per cent": (
        lambda: with_indicator(kind=Kind.RATIO, total=101),
        "ratio_over",
    ),
    "an amount in a demand of words": (
        lambda: with_indicator(kind=Kind.QUALITATIVE, unit="", total=5),
        "figure_in_words",
    ),
    "an amount in a milestone": (
        lambda: with_indicator(kind=Kind.MILESTONE, unit="", share={"甲": Share(1)}),
        None,
    ),
    "a range from more to less": (lambda: with_indicator(total=(3, 1)), "figure"),
    "a figure below 0": (lambda: with_indicator(total=-1), "figure"),
    "three decimals": (lambda: with_indicator(decimals=3), "decimals"),
    "no unit": (lambda: with_indicator(unit=""), "unit"),
    "a strange comparator": (lambda: with_indicator(comparator="约"), "comparator"),
    "the 32nd": (lambda: with_duty(months=(3,), day=32), "duty_day"),
    "month 13": (lambda: with_duty(months=(3, 13), day=25), "duty_day"),
    "months out of order": (lambda: with_duty(months=(6, 3), day=25), "duty_day"),
    "no year": (lambda: replace(made(), year=0), "year"),
    "no name": (lambda: replace(made(), short_name=" "), "nameless"),
    "a text of megabytes": (lambda: replace(made(), title="长" * 3000), "text"),
}


@pytest.mark.parametrize("name", [name for name, (_, code) in BAD.items() if code])
def test_a_fault_is_one_sentence_and_nothing_is_taken(store: Store, name: str) -> None:
    build, code = BAD[name]
    with pytest.raises(Refusal) as refused:
        open_notice(store, build())
    assert refused.value.code == f"notice.{code}"
    said = resources.sentence(refused.value.code, **refused.value.values)
    assert said.endswith("。")
    assert "没有采用" in said
    assert "{" not in said
    assert notices_kept.opened(store) == []
    assert store.query("SELECT count(*) FROM notice") == [(0,)]


def test_a_milestone_may_have_no_unit() -> None:
    require_sound(BAD["an amount in a milestone"][0]())


@pytest.mark.parametrize(
    ("roles", "sound"),
    [
        ((Role.LEAD_UNITS, Role.SUPPORT_UNITS), True),
        ((Role.LEAD_UNITS, Role.OFFICE, Role.SUPPORT_UNITS), False),
        ((Role.LEAD_UNITS,), False),
    ],
)
def test_a_heading_stands_over_two_neighbours(roles: tuple[Role, ...], sound: bool) -> None:  # noqa: FBT001
    notice = made((Role.TASK, *roles))
    if sound:
        require_sound(notice)
        return
    with pytest.raises(Refusal, match=r"notice.heading_over"):
        require_sound(notice)


def test_three_levels_and_free_columns_are_sound() -> None:
    require_sound(under_each_other(3))
    free = keyed((role, "自填", "", None) for role in (Role.TASK, Role.FREE, Role.FREE))
    assert [column.key for column in free] == ["task", "free", "free_2"]
    notice = made()
    require_sound(replace(notice, attachment=notice.attachment._replace(columns=free)))


# -- as a file says it -----------------------------------------------------------------------------

FILE = """
key = "x"
year = 2022
name = "某县2022年"
short_name = "重点工作"
title = "通知"
doc_number = ""
issuer = ""
schools = []
[attachment]
label = ""
title = "任务清单"
head = ["学校", "联系人", "电话"]
columns = [{ role = "ROLE", heading = "任务" }]
[[tasks]]
number = 1
title = "甲"
heading = "甲"
paragraph = "一"
quote = ""
[[tasks.indicators]]
key = "1.a"
name = "投入"
short = "投入"
kind = "money"
unit = "万元"
decimals = 2
total = TOTAL
"""


def read(role: str = "task", total: str = '"12.50"') -> Notice:
    (notice,) = shipped.read(tomllib.loads(FILE.replace("ROLE", role).replace("TOTAL", total)))
    return notice


def test_an_amount_is_read_exactly() -> None:
    assert read().indicators()["1.a"][1].total == 1250
    assert read(total="12").indicators()["1.a"][1].total == 1200
    assert read(total='["1", "2.5"]').indicators()["1.a"][1].total == (100, 250)


@pytest.mark.parametrize("total", ['"1.005"', "12.5", '"一百"', "true", '"-1"'])
def test_what_is_not_exact_is_refused(total: str) -> None:
    with pytest.raises(Refusal, match=r"notice.exact"):
        read(total=total)


def test_an_unknown_role_is_refused_by_its_heading() -> None:
    with pytest.raises(Refusal, match=r"notice.role") as refused:
        read(role="owner")
    assert refused.value.values == {"heading": "任务", "role": "owner"}
