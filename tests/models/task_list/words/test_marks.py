"""Months as people write them: every wording is months, a span, or told; none goes astray."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.task_list.contents import Entry, MonthPlan, Span, in_order
from models.task_list.findings import month_findings
from models.task_list.words.marks import month_words, months_named, pieces
from models.task_list.words.wording import compose_goals, goals_text, parse_goals, parse_measures

YEAR = 2023
A, B = "启动建设", "组织报名"


def each(first: int, last: int, text: str = A) -> dict[int, str]:
    return dict.fromkeys(range(first, last + 1), text)


def span(first: int, last: int, words: str, goal: str = A) -> Span:
    return Span(first, last, words, goal)


MONTHS: dict[str, dict[int, str]] = {
    f"3月：{A}": {3: A},
    f"3月: {A}": {3: A},
    f"03月：{A}": {3: A},
    f"3 月 ：{A}": {3: A},
    f"\uff13月：{A}": {3: A},
    f"\uff11\uff12月\uff1a{A}": {12: A},
    f"三月：{A}": {3: A},
    f"3⽉：{A}": {3: A},
    f"三月份：{A}": {3: A},
    f"十一月：{A}": {11: A},
    f"2023年3月：{A}": {3: A},
    f"2023年 3 月份：{A}": {3: A},
    f"23年3月：{A}": {3: A},
    f"2023.3：{A}": {3: A},
    f"2023.3月：{A}": {3: A},
    f"本年3月：{A}": {3: A},
    f"2023.3—2023.7：{A}": each(3, 7),
    f"2023年3月至6月：{A}": each(3, 6),
    f"2023年3—6月：{A}": each(3, 6),
    f"3-6月：{A}": each(3, 6),
    f"3\uff5e6月：{A}": each(3, 6),
    f"3——6月：{A}": each(3, 6),
    f"3月至5月：{A}": each(3, 5),
    f"3月 — 5月：{A}": each(3, 5),
    f"3月到5月：{A}": each(3, 5),
    f"三至五月：{A}": each(3, 5),
    f"9月至12月份：{A}": each(9, 12),
    f"3、4月：{A}": each(3, 4),
    f"5、6月份：{A}": each(5, 6),
    f"3/4月：{A}": each(3, 4),
    f"3，4月：{A}": each(3, 4),
    f"3月和4月：{A}": each(3, 4),
    f"3、4、5月：{A}": each(3, 5),
    f"3月、6月、9月：{A}": {3: A, 6: A, 9: A},
    f"3-5月、9-10月：{A}": {**each(3, 5), **each(9, 10)},
    f"4月上旬：{A}；4月下旬：{B}": {4: f"上旬{A}\n下旬{B}"},
    f"六月中旬：{A}": {6: f"中旬{A}"},
    f"4月初：{A}": {4: f"月初{A}"},
    f"4月底前：{A}": {4: f"月底前{A}"},
    f"4月底前{A}": {4: f"月底前{A}"},
    f"4月末：{A}": {4: f"月末{A}"},
    f"4月15日前：{A}": {4: f"15日前{A}"},
    f"4月15日之前{A}": {4: f"15日之前{A}"},
    f"4月15日：{A}": {4: f"15日{A}"},
    f"4月1—15日：{A}": {4: f"1—15日{A}"},
    f"（1）3月：{A}（2）4月：{B}": {3: A, 4: B},
    f"①3月{A}②4月{B}": {3: A, 4: B},
    f"【3月】{A}【4月】{B}": {3: A, 4: B},
    f"（3月）{A}\n（4月）{B}": {3: A, 4: B},
    f"1、3月：{A}\n2、4月：{B}": {3: A, 4: B},
    f"1.3月：{A}\n2.4月：{B}": {3: A, 4: B},
    f"一、3月：{A}\n二、4月：{B}": {3: A, 4: B},
    f"2\uff0e4月—6月：{A}": each(4, 6),
    f"•3月：{A}": {3: A},
    f"3月{A}；4月{B}。": {3: A, 4: f"{B}。"},
    f"3月{A}\n4月{B}": {3: A, 4: B},
    f"3月，{A}": {3: A},
    f"3月\t{A}": {3: A},
    f"3月：\n{A}\n4月：\n{B}": {3: A, 4: B},
    f"3月：{A}，4月：{B}": {3: A, 4: B},
    f"3月：{A}！4月：{B}": {3: f"{A}！", 4: B},
    f"3月：办好“职教周”4月：{B}": {3: "办好“职教周”", 4: B},
    f"3月：参赛（两项）4月：{B}": {3: "参赛（两项）", 4: B},
    f"3月：{A}。4月{B}": {3: f"{A}。", 4: B},
    "3月2场；6月2场；9月1场": {3: "2场", 6: "2场", 9: "1场"},
    "6月1+X证书考核": {6: "1+X证书考核"},
    "4月10人参赛；5月一对一帮扶": {4: "10人参赛", 5: "一对一帮扶"},
    "5月8日至12日举办职教周": {5: "8日至12日举办职教周"},
    "9月1日、2日报到": {9: "1日、2日报到"},
    "6月7、8日考试": {6: "7、8日考试"},
    "三月八日：启动": {3: "八日启动"},
    "3月5～10日：启动": {3: "5～10日启动"},
    "3月起草方案": {3: "起草方案"},
    "3月初赛；4月初启动": {3: "初赛", 4: "月初启动"},
    "3月底稿完成；4月底完成": {3: "底稿完成", 4: "月底完成"},
    "5月中下旬：活动": {5: "中下旬活动"},
    "6月期末考试；7月到企业调研": {6: "期末考试", 7: "到企业调研"},
    "3月（启动）": {3: "（启动）"},
    "制定方案；3月15日前上报": {0: "制定方案", 3: "15日前上报"},
    f"3月：{A}（4月：{B}）": {3: f"{A}（4月：{B}）"},
    f"全年：{A}": {0: A},
    f"全年度：{A}；3月：{B}": {0: A, 3: B},
    f"{A}；3月：{B}": {0: A, 3: B},
}
SPANS: dict[str, Span] = {
    f"一季度：{A}": span(1, 3, "一季度"),
    f"第二季度：{A}": span(4, 6, "第二季度"),
    f"3季度：{A}": span(7, 9, "3季度"),
    f"三、四季度：{A}": span(7, 12, "三、四季度"),
    f"一至三季度：{A}": span(1, 9, "一至三季度"),
    f"四季度末前：{A}": span(10, 12, "四季度末前"),
    f"Q1：{A}": span(1, 3, "Q1"),
    f"上半年：{A}": span(1, 6, "上半年"),
    f"2023年下半年：{A}": span(7, 12, "2023年下半年"),
    f"春季学期：{A}": span(2, 7, "春季学期"),
    f"秋季学期：{A}": span(9, 12, "秋季学期"),
    f"暑假期间：{A}": span(7, 8, "暑假期间"),
    f"每月：{A}": span(1, 12, "每月"),
    f"每个月{A}": span(1, 12, "每个月"),
    f"3月起：{A}": span(3, 12, "3月起"),
    f"从9月开始：{A}": span(9, 12, "从9月开始"),
    f"3月上旬—4月中旬：{A}": span(3, 4, "3月上旬—4月中旬"),
    f"3月15日至4月20日：{A}": span(3, 4, "3月15日至4月20日"),
    f"3月底4月初：{A}": span(3, 4, "3月底4月初"),
    f"9月—次年1月：{A}": span(9, 12, "9月—次年1月"),
    f"9月-2024年1月：{A}": span(9, 12, "9月-2024年1月"),
    "秋季学期初级工鉴定": span(9, 12, "秋季学期", "初级工鉴定"),
    "上半年中级工鉴定60人": span(1, 6, "上半年", "中级工鉴定60人"),
    f"2023年3月1日至5月31日：{A}": span(3, 5, "2023年3月1日至5月31日"),
}
# What stays in its text, the words that are told of it, and the month that holds it.
TOLD: dict[str, tuple[list[str], int]] = {
    f"2024年1月：{A}": (["2024年1月"], 0),
    f"2022年12月：{A}": (["2022年12月"], 0),
    f"3月：{A}\n13月：{A}": (["13月"], 3),  # it is no 3月
    f"次年1月：{A}": (["次年1月"], 0),
    f"9—3月：{A}": (["3月"], 0),
    f"6月前完成{A}": (["6月"], 0),
    f"3月份以来，{A}": (["3月"], 0),
    f"1、5月：{A}": (["5月"], 0),
    f"全年目标600人，3月{A}": (["3月"], 0),
    f"3月：{A}，5月验收": (["5月"], 3),
    f"3月：在4月：之前{A}": (["4月"], 3),
    f"3月：{A}，下半年验收": (["下半年"], 3),
    f"每季度{A}": (["每季度"], 0),
    f"每学期{A}": (["每学期"], 0),
    f"第一、三季度{A}": (["三季度"], 0),
    f"13月：{A}": (["13月"], 0),
    f"十一、12月：{A}": (["12月"], 0),
    f"3.4月：{A}": (["4月"], 0),
    "启动（3月）；报名（4月）": (["3月", "4月"], 0),
    "依据通知（2023年2月27日）落实": (["2023年2月"], 0),
    "（3月启动；4月报名）": (["3月", "4月"], 0),
    f"3月：{A}；2024年3月：{B}": (["2024年3月"], 3),
    "一、总结5月工作\n十三、验收": (["5月"], 0),
}


@pytest.mark.parametrize("text", MONTHS)
def test_months_are_understood(text: str) -> None:
    found = parse_goals(text, YEAR)
    assert (found.months, found.spans) == (MONTHS[text], ())


@pytest.mark.parametrize("text", SPANS)
def test_spans_are_understood_and_keep_their_words(text: str) -> None:
    found = parse_goals(text, YEAR)
    assert (found.months, found.spans) == ({}, (SPANS[text],))


@pytest.mark.parametrize("text", TOLD)
def test_what_is_not_understood_stays_in_its_text_and_is_told(text: str) -> None:
    words, month = TOLD[text]
    found = parse_goals(text, YEAR)
    assert set(found.months) == {month}
    assert found.spans == ()
    told = list(month_findings(read_back(text), "3", YEAR))
    assert [finding.values["word"] for finding in told] == words
    assert {finding.place.month for finding in told} == {month}


def test_the_words_of_a_text_that_name_months() -> None:
    text = "4月底前、2024年1月、3个月、下半年、１０月饼干、五月，第三季度"
    assert month_words(text) == ["4月", "2024年1月", "下半年", "五月", "三季度"]
    assert next(iter(pieces("", YEAR))).text == ""


@pytest.mark.parametrize(
    ("word", "months"),
    [
        ("3月", [3]),
        ("一季度", [1, 2, 3]),
        ("下半年", [7, 8, 9, 10, 11, 12]),
        *((word, []) for word in ("学期", "每季度", "全年", "暑假", "2024年1月", "13月")),
    ],
)
def test_a_word_names_its_months_and_one_that_names_none_is_not_january(
    word: str, months: list[int]
) -> None:
    assert list(months_named(word, YEAR)) == months


def read_back(text: str) -> Entry:
    found = parse_goals(text, YEAR)
    months = {month: MonthPlan(goal) for month, goal in found.months.items()}
    return Entry(3, months=months, spans=found.spans)


@pytest.mark.parametrize("text", [*MONTHS, *SPANS, *TOLD])
def test_what_is_printed_reads_back_the_same(text: str) -> None:
    entry = read_back(text)
    assert read_back(goals_text(entry, YEAR)) == entry
    printed = compose_goals(entry, (), YEAR)
    again = read_back(printed)
    assert {m: p.goal.rstrip("。") for m, p in again.months.items()} == {
        m: p.goal.rstrip("。") for m, p in entry.months.items()
    }
    assert [s.period for s in again.spans] == [s.period for s in entry.spans]


def test_spans_stand_among_the_months_in_the_order_of_time() -> None:
    text = f"下半年：{A}\n4月：{B}\n一季度：{A}\n3月：{A}\n上半年：{A}\n每月：{B}"
    assert goals_text(read_back(text), YEAR).split("\n") == [
        f"每月：{B}",
        f"上半年：{A}",
        f"一季度：{A}",
        f"3月：{A}",
        f"4月：{B}",
        f"下半年：{A}",
    ]


def test_a_goal_of_the_year_that_names_months_stands_first_without_a_mark() -> None:
    entry = read_back(f"从3月到6月完成{A}；5月：{B}")
    assert compose_goals(entry, (), YEAR) == f"从3月到6月完成{A}；\n5月：{B}。"
    fixed = read_back(f"全年：3月{A}，12月总结；5月：{B}")  # would be read as March without it
    assert compose_goals(fixed, (), YEAR).endswith(f"全年：3月{A}，12月总结。")


def test_months_inside_a_span_are_told_where_they_are_not_its_own() -> None:
    entry = read_back("上半年：启动，9月验收；每月：例会，6月总结；一季度：启动，二季度推进")
    told = [(f.values["when"], f.values["word"]) for f in month_findings(entry, "3", YEAR)]
    assert told == [("上半年", "9月"), ("一季度", "二季度")]


@pytest.mark.parametrize(
    "text",
    [
        "加强宣传；全年：3月启动，12月总结",
        "完成600人；全年：每月一次例会",
        "4月：制定方案；4月：每月例会",
        "一季度：走访；一季度：3月总结",
    ],
)
def test_what_is_joined_reads_back_the_same_however_often(text: str) -> None:
    entry = read_back(text)
    for _ in range(3):
        again = read_back(goals_text(entry, YEAR))
        assert again == entry
        entry = again


@pytest.mark.parametrize(
    "measures",
    ["成立专班（3月底前），制定方案（4月底前），落实责任人。", "组织培训。5月10日召开会议"],
)
def test_measures_are_prose_but_for_months_with_a_colon(measures: str) -> None:
    assert parse_measures(measures, YEAR) == {0: measures}
    assert parse_measures(f"3月：{A}；{B}", YEAR) == {3: f"{A}；{B}"}


WORDS = st.text(alphabet="甲乙丙“”2人", min_size=1, max_size=12)
PERIODS = st.sampled_from(
    [(1, 3, "一季度"), (1, 6, "上半年"), (1, 12, "每月"), (9, 12, "秋季学期")]
)


@given(
    st.dictionaries(st.integers(0, 12), WORDS, max_size=13),
    st.dictionaries(PERIODS, WORDS, max_size=4),
)
def test_any_plan_that_is_composed_is_read_back(
    goals: dict[int, str], spans: dict[tuple[int, int, str], str]
) -> None:
    entry = Entry(
        1,
        months={month: MonthPlan(goal) for month, goal in goals.items()},
        spans=in_order(Span(*period, goal) for period, goal in spans.items()),
    )
    found = parse_goals(goals_text(entry, YEAR), YEAR)
    assert (found.months, found.spans) == (goals, entry.spans)


SIGNS = "1234567890一二三十月日年：:；，。、—-（）()【】甲乙人次起初底前至和 \n"
TOKENS = ("月：", "季度", "每月", "上半年", "全年：", "2023年", "次年", "月底前", "（1）", "3月")
PIECES = st.lists(st.sampled_from([*SIGNS, *TOKENS]), max_size=14).map("".join)


@settings(max_examples=600, deadline=None)
@given(PIECES)
def test_whatever_is_typed_is_read_back_the_same_and_nobody_s_words_are_lost(text: str) -> None:
    entry = read_back(text)
    again = read_back(goals_text(entry, YEAR))
    assert again == entry
    kept = "".join(p.goal for p in entry.months.values())
    kept += "".join(span.words + span.goal for span in entry.spans)
    for word in "甲乙":
        assert kept.count(word) >= text.count(word)
