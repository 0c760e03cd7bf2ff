"""The shipped notice says what the notice says, word for word."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from models.notices.notice import Duty, Kind, Notice, require_sound
from models.notices.shipped import shipped_notices

WORDING = Path(__file__).parents[2] / "data" / "notices" / "yangcheng_2023.txt"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def wording() -> str:
    return bare(WORDING.read_text(encoding="utf-8"))


def test_every_quote_stands_in_the_notice(notice: Notice, wording: str) -> None:
    for task in notice.tasks:
        for clause in re.split(r"[；。]", task.quote):
            assert bare(clause) in wording, task.number


def test_titles_and_columns_are_the_wording_of_the_attachment(notice: Notice) -> None:
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in WORDING.read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    assert tuple(table[0]) == notice.attachment.columns
    assert [row[1] for row in table[1:]] == [task.title for task in notice.tasks]
    assert [row[0] for row in table[1:]] == [str(n) for n in range(1, 10)]


def test_headings_number_and_dates_are_the_notice_s(notice: Notice, wording: str) -> None:
    assert notice.doc_number in wording
    assert notice.attachment.title in wording
    assert all(task.heading in wording for task in notice.tasks)
    assert notice.duties == {
        "task_list": Duty(due=date(2023, 3, 8)),
        "monthly_report": Duty(months=tuple(range(3, 13)), day=25),
    }
    assert notice.first_month == 3
    assert notice.stated_day("monthly_report", 4) == date(2023, 4, 25)


def test_shares_are_only_what_the_notice_gives(notice: Notice) -> None:
    given = {
        (key, school): figure
        for key, (_, indicator) in notice.indicators().items()
        for school, figure in indicator.share.items()
    }
    assert given == {
        ("1.ideology_studio", "县职业高中"): 1,
        ("1.culture_brand", "县职业高中"): 1,
        ("1.culture_brand", "二职"): 1,
        ("1.ideology_micro_lesson", "县职业高中"): 10,
        ("1.ideology_micro_lesson", "二职"): 10,
        ("3.double_high_tasks", "县职业高中"): 10,
        ("5.skill_assessment", "县职业高中"): 600,
        ("5.one_plus_x_certificate", "县职业高中"): 450,
        ("8.enrolment", "县职业高中"): 700,
    }
    assert notice.indicators()["6.training"][1].total == 400
    assert notice.indicators()["4.backbone_majors"][1].total == (1, 2)


@pytest.mark.parametrize("shipped", shipped_notices().values(), ids=lambda p: p.key)
def test_a_shipped_notice_is_consistent(shipped: Notice) -> None:
    keys = [i.key for task in shipped.tasks for i in task.indicators]
    assert len(keys) == len(set(keys))
    assert [(t.id, t.number) for t in shipped.tasks] == [
        (n, str(n)) for n in range(1, len(shipped.tasks) + 1)
    ]
    for task in shipped.tasks:
        for indicator in task.indicators:
            assert indicator.key.startswith(f"{task.number}.")
            assert set(indicator.share) <= set(shipped.schools)
            assert (indicator.kind in (Kind.COUNT, Kind.SCOPE)) == indicator.has_amounts
            assert bool(indicator.unit) == (indicator.kind is not Kind.QUALITATIVE)
    require_sound(shipped)
