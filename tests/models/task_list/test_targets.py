"""How a plan stands against what is asked, in words and with its judgement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.notices.indicator import Indicator, Kind, Ratio
from models.task_list.targets import Judgement, planned_against, ratio_against

if TYPE_CHECKING:
    from models.notices.indicator import Figure

COUNT = Indicator("a", "职业技能鉴定", "鉴定", Kind.COUNT, "≥", unit="人")
MONEY = Indicator("b", "实训设备", "设备", Kind.MONEY, "≤", unit="万元", decimals=2)
SCOPE = replace(COUNT, kind=Kind.SCOPE, unit="项")
BUILT = Indicator("c", "建成示范校", "示范校", Kind.MILESTONE)
TEACHERS = Indicator("d", "“双师型”教师比例", "双师型", Kind.RATIO, "≥", unit="人")


@pytest.mark.parametrize(
    ("indicator", "planned", "share", "words", "judgement"),
    [
        (COUNT, 600, 600, "600 / 600 人 ✓", Judgement.REACHED),
        (COUNT, 550, 600, "550 / 600 人 还差50", Judgement.MIND),
        (COUNT, 1199, 600, "1199 / 600 人 ✓", Judgement.REACHED),
        (COUNT, 1200, 600, "1200 / 600 人 请核对", Judgement.MIND),
        (COUNT, 60, None, "60 人", Judgement.OPEN),
        (COUNT, 3, (1, 2), "3 / 1—2 人 超出", Judgement.MIND),
        (COUNT, 0, (1, 2), "0 / 1—2 人 还差1", Judgement.MIND),
        (COUNT, 2, (1, 2), "2 / 1—2 人 ✓", Judgement.REACHED),
        (SCOPE, 4, 10, "4 / 10 项", Judgement.OPEN),
        (MONEY, 1250, 1300, "12.50 / 13.00 万元 ✓", Judgement.REACHED),
        (MONEY, 1301, 1300, "13.01 / 13.00 万元 超出", Judgement.MIND),
        (BUILT, 1, None, "已安排", Judgement.REACHED),
        (BUILT, 0, None, "还没有安排", Judgement.OPEN),
    ],
)
def test_a_plan_is_told_against_what_is_asked(
    indicator: Indicator, planned: int, share: Figure | None, words: str, judgement: Judgement
) -> None:
    assert planned_against(indicator, planned, share) == (words, judgement)


@pytest.mark.parametrize(
    ("planned", "words", "judgement"),
    [
        (Ratio(45, 75), "45/75人（60%） 要求≥60% ✓", Judgement.REACHED),
        (Ratio(599, 1000), "599/1000人（59.9%） 要求≥60%", Judgement.MIND),
        (Ratio(5999, 10000), "5999/10000人（59.9%） 要求≥60%", Judgement.MIND),
        (None, "要求≥60%", Judgement.OPEN),
    ],
)
def test_a_ratio_is_compared_exactly(
    planned: Ratio | None, words: str, judgement: Judgement
) -> None:
    assert ratio_against(TEACHERS, planned, 60) == (words, judgement)
    assert ratio_against(TEACHERS, planned, None).judgement is Judgement.OPEN
