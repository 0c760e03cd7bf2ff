"""Amounts as people type them, by the kind of their indicator; what is none is one sentence."""

from __future__ import annotations

import pytest

import resources
from models.errors import Refusal
from models.json_reader import Node
from models.notices import amounts
from models.notices.indicator import Indicator, Kind, Ratio

COUNT = Indicator("a", "技能鉴定", "鉴定", Kind.COUNT, "≥", unit="人")
MONEY = Indicator("b", "投入", "投入", Kind.MONEY, unit="万元", decimals=2)
RATIO = Indicator("c", "双师型比例", "双师型", Kind.RATIO, "≥", unit="人")
COVERED = Indicator("g", "无线网络覆盖率", "覆盖率", Kind.RATIO)
SPENT = Indicator("d", "附加费比例", "附加费", Kind.RATIO, "≥", unit="万元", decimals=2)
BUILT = Indicator("e", "建成示范校", "示范校", Kind.MILESTONE)
NIL = Indicator("f", "事故", "事故", Kind.NIL, unit="起", total=0)


@pytest.mark.parametrize(
    ("indicator", "text", "amount"),
    [
        (COUNT, "75", 75),
        (COUNT, "1,200人", 1200),
        (COUNT, "", None),
        (MONEY, "12.5", 1250),
        (MONEY, "12.50万元", 1250),
        (MONEY, "\uff11\uff12\uff0e\uff15", 1250),
        (MONEY, "12.500", 1250),
        (RATIO, "45/75", Ratio(45, 75)),
        (RATIO, "45／75人", Ratio(45, 75)),
        (RATIO, "45人 / 75人", Ratio(45, 75)),
        (RATIO, "45/75人（60%）", Ratio(45, 75)),
        (RATIO, "0/75", Ratio(0, 75)),
        (RATIO, "—", None),
        (SPENT, "30.25/100", Ratio(3025, 10000)),
        (COVERED, "100%", Ratio(100, 100)),
        (COVERED, "98.5", Ratio(985, 1000)),
        (COVERED, "45/75", Ratio(45, 75)),
        (BUILT, "完成", 1),
        (BUILT, "已完成。", 1),
        (BUILT, "否", 0),
        (BUILT, "", None),
        (NIL, "0", 0),
        (NIL, "0起", 0),
    ],
)
def test_what_is_typed_is_read_exactly(indicator: Indicator, text: str, amount: object) -> None:
    assert amounts.parse(indicator, text) == amount
    if amount is not None:
        assert amounts.parse(indicator, amounts.edited(indicator, amount)) == amount


@pytest.mark.parametrize(
    ("indicator", "text", "code"),
    [
        (MONEY, "1.005", "sheet.too_exact"),
        (MONEY, "1000000.01", "sheet.number_too_large"),
        (COUNT, "1.5", "sheet.not_a_number"),
        (RATIO, "76/75", "sheet.ratio_over"),
        (RATIO, "60%", "sheet.not_a_ratio"),
        (RATIO, "45", "sheet.not_a_ratio"),
        (RATIO, "45/0", "sheet.not_a_ratio"),
        (RATIO, "/75", "sheet.not_a_ratio"),
        (RATIO, "四十五/75", "sheet.not_a_number"),
        (RATIO, "-1/75", "sheet.not_a_number"),
        (COVERED, "很高", "sheet.not_a_per_cent"),
        (COVERED, "101%", "sheet.ratio_over"),
        (BUILT, "3", "sheet.not_a_milestone"),
        (BUILT, "快了", "sheet.not_a_milestone"),
        (NIL, "无", "sheet.not_a_number"),
    ],
)
def test_what_is_none_is_told_in_a_sentence(indicator: Indicator, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        amounts.parse(indicator, text)
    assert refused.value.code == code
    assert "没有改动" in resources.sentence(code, **refused.value.values)


def test_an_increment_may_take_back() -> None:
    assert amounts.parse_increment(COUNT, "-5") == -5
    assert amounts.parse_increment(MONEY, "\uff0d0.50万元") == -50
    with pytest.raises(Refusal, match=r"sheet.not_an_increment"):
        amounts.parse_increment(COUNT, "-x")
    with pytest.raises(Refusal, match=r"sheet.not_an_increment"):
        amounts.parse_increment(RATIO, "-45/75")


@pytest.mark.parametrize(
    ("indicator", "amount", "written"),
    [
        (COUNT, 75, 75),
        (MONEY, 1250, "12.50"),
        (MONEY, -50, "-0.50"),
        (RATIO, Ratio(45, 75), "45/75"),
        (SPENT, Ratio(3025, 10000), "30.25/100.00"),
        (BUILT, 1, 1),
    ],
)
def test_files_carry_them_exactly(
    indicator: Indicator, amount: int | Ratio, written: object
) -> None:
    assert amounts.to_file(indicator, amount) == written
    assert amounts.from_file(Node(written), indicator, low=-1000) == amount


@pytest.mark.parametrize(
    ("indicator", "written", "code"),
    [
        (MONEY, "1.005", "document.not_exact"),
        (MONEY, 12, "document.wrong_type"),
        (MONEY, "12/13", "document.not_exact"),
        (MONEY, "-1", "document.out_of_range"),
        (RATIO, "76/75", "document.ratio_over"),
        (RATIO, "45/0", "document.ratio_over"),
        (RATIO, "45", "document.not_exact"),
        (COUNT, "75", "document.wrong_type"),
        (COUNT, 1.0, "document.wrong_type"),
    ],
)
def test_a_file_s_amount_that_is_none_is_refused(
    indicator: Indicator, written: object, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        amounts.from_file(Node(written, "x"), indicator)
    assert refused.value.code == code
    assert resources.sentence(code, **refused.value.values)


def test_a_per_cent_never_looks_like_more_than_it_is() -> None:
    assert Ratio(45, 75).per_cent == "60%"
    assert Ratio(5999, 10000).per_cent == "59.9%"
    assert Ratio(1, 3).per_cent == "33.3%"
    assert Ratio(0, 3).per_cent == "0%"
    assert not Ratio(5999, 10000).reaches(RATIO.target_ratio(60))
    assert Ratio(45, 75).reaches(RATIO.target_ratio(60))


def test_a_target_is_said_without_needless_decimals() -> None:
    share = Indicator("6.ratio", "比例", "比例", Kind.RATIO, "≥", unit="人", decimals=2)
    assert [share.demand_text(figure) for figure in (3000, 3050, 3333)] == [
        "≥30%",
        "≥30.5%",
        "≥33.33%",
    ]


def test_a_per_cent_is_shown_as_it_was_typed() -> None:
    """100/100 would be a number of nothing."""
    assert COVERED.ratio_text(Ratio(985, 1000)) == "98.5%"
    assert COVERED.ratio_text(Ratio(45, 75)) == "45/75（60%）"
    assert RATIO.ratio_text(Ratio(45, 100)) == "45/100人（45%）"
