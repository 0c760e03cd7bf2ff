"""The shipped pack says what the notice says, word for word."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from models.notices.notice import Kind, Pack, from_json, shipped

NOTICE = Path(__file__).parents[2] / "data" / "notices" / "yangcheng_2023.txt"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def wording() -> str:
    return bare(NOTICE.read_text(encoding="utf-8"))


def test_every_quote_stands_in_the_notice(pack: Pack, wording: str) -> None:
    for task in pack.tasks:
        for clause in re.split(r"[；。]", task.quote):
            assert bare(clause) in wording, task.number


def test_titles_and_columns_are_the_wording_of_the_attachment(pack: Pack) -> None:
    table = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in NOTICE.read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and "---" not in line
    ]
    assert tuple(table[0]) == pack.attachment.columns
    assert [row[1] for row in table[1:]] == [task.title for task in pack.tasks]
    assert [row[0] for row in table[1:]] == [str(n) for n in range(1, 10)]


def test_headings_number_and_dates_are_the_notice_s(pack: Pack, wording: str) -> None:
    assert pack.doc_number in wording
    assert pack.attachment.title in wording
    assert all(task.heading in wording for task in pack.tasks)
    assert (pack.list_due, pack.report_day, pack.first_month) == (date(2023, 3, 8), 25, 3)


def test_shares_are_only_what_the_notice_gives(pack: Pack) -> None:
    given = {
        (key, school): figure
        for key, (_, indicator) in pack.indicators().items()
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
    assert pack.indicators()["6.training"][1].total == 400
    assert pack.indicators()["4.backbone_majors"][1].total == (1, 2)


@pytest.mark.parametrize("shipped", shipped().values(), ids=lambda p: p.key)
def test_a_pack_is_consistent(shipped: Pack) -> None:
    keys = [i.key for task in shipped.tasks for i in task.indicators]
    assert len(keys) == len(set(keys))
    assert [t.number for t in shipped.tasks] == list(range(1, len(shipped.tasks) + 1))
    for task in shipped.tasks:
        for indicator in task.indicators:
            assert indicator.key.startswith(f"{task.number}.")
            assert set(indicator.share) <= set(shipped.schools)
            assert (indicator.kind in (Kind.COUNT, Kind.SCOPE)) == indicator.has_amounts
            assert bool(indicator.unit) == (indicator.kind is not Kind.QUALITATIVE)


def test_a_pack_survives_the_data_file(pack: Pack) -> None:
    assert from_json(pack.to_json()) == pack
