"""The shipped notice says what the notice says, word for word."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from models.notices.indicator import Indicator, Kind, Share
from models.notices.notice import LAST_DAY, Notice
from models.notices.shipped import shipped_notices
from models.notices.sound import require_sound

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
    assert table[0] == [column.heading for column in notice.attachment.columns]
    assert [row[1] for row in table[1:]] == [task.title for task in notice.tasks]
    assert [row[0] for row in table[1:]] == [str(n) for n in range(1, 10)]


def test_headings_number_and_dates_are_the_notice_s(notice: Notice, wording: str) -> None:
    assert notice.doc_number in wording
    assert notice.attachment.title in wording
    assert all(task.heading in wording for task in notice.tasks)
    asked = {kind: (d.due, d.months, d.day) for kind, d in notice.duties.items()}
    assert asked == {
        "task_list": (date(2023, 3, 8), (), LAST_DAY),
        "monthly_report": (None, tuple(range(3, 13)), 25),
    }
    assert all(bare(duty.quote) in wording for duty in notice.duties.values())
    assert notice.first_month == 3
    assert notice.stated_day("monthly_report", 4) == date(2023, 4, 25)


def test_shares_are_only_what_the_notice_gives(notice: Notice) -> None:
    given = {
        (key, school): share.figure
        for key, (_, indicator) in notice.indicators().items()
        for school, share in indicator.share.items()
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


def test_a_qualifier_belongs_to_the_figure_that_it_stands_at(notice: Notice) -> None:
    """2023年完成招生800人，其中县职业高中力争完成招生700人: 力争 is said of 700 alone."""
    enrolment = notice.indicators()["8.enrolment"][1]
    assert (enrolment.total, enrolment.qualifier) == (800, "")
    assert enrolment.share["县职业高中"] == Share(700, "力争")


def test_a_school_is_found_by_each_of_its_names(notice: Notice, wording: str) -> None:
    school = notice.school("县职中")
    assert school is not None
    assert school == notice.school("县职业高中") == notice.school("县职业中学")
    assert all(alias.name in wording and alias.note for alias in school.aliases)
    assert notice.school("") is None
    assert notice.school("三职") is None


@pytest.mark.parametrize("shipped", shipped_notices().values(), ids=lambda n: f"{n.key}/{n.year}")
def test_a_shipped_notice_is_consistent(shipped: Notice) -> None:
    require_sound(shipped)
    assert [task.id for task in shipped.tasks] == list(range(1, len(shipped.tasks) + 1))
    names = {school.name for school in shipped.schools}
    for task in shipped.tasks:
        for indicator in task.indicators:
            assert set(indicator.share) <= names
            assert is_figure_or_words(indicator)


def is_figure_or_words(indicator: Indicator) -> bool:
    """A figure has its unit, a milestone and a demand in words have none."""
    without = (Kind.QUALITATIVE, Kind.MILESTONE)
    return bool(indicator.unit) == (indicator.kind not in without)
