from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.task_list.contents import Entry, MonthPlan
from models.task_list.words.wording import (
    amounts_phrase,
    compose_goals,
    compose_measures,
    goals_text,
    measures_text,
    parse_goals,
    parse_measures,
)


def entry(**months: object) -> Entry:
    plans = {int(k.lstrip("m")): p for k, p in months.items()}
    return Entry(
        5,
        months={m: p if isinstance(p, MonthPlan) else MonthPlan(str(p)) for m, p in plans.items()},
    )


def test_amounts_stand_behind_the_goal_with_their_running_total(notice) -> None:
    row = entry(
        m3=MonthPlan("启动首批鉴定", amounts={"5.skill_assessment": 60}),
        m4=MonthPlan(amounts={"5.skill_assessment": 60}),
    )
    assert compose_goals(row, notice.task(5).indicators, 2023) == (
        "3月：启动首批鉴定，职业技能鉴定60人（累计60人）；\n4月：职业技能鉴定60人（累计120人）。"
    )


def test_a_scope_is_never_added_up(notice) -> None:
    row = entry(
        m6=MonthPlan(amounts={"3.double_high_tasks": 3}),
        m9=MonthPlan(amounts={"3.double_high_tasks": 6}),
    )
    assert compose_goals(row, notice.task(3).indicators, 2023) == (
        "6月：高水平学校建设任务3项；\n9月：高水平学校建设任务6项。"
    )


def test_equal_neighbours_merge_and_the_year_stands_last() -> None:
    row = entry(m0="全年安全", m7="企业实践", m8="企业实践", m10="企业实践")
    assert compose_goals(row, (), 2023) == "7—8月：企业实践；\n10月：企业实践；\n全年：全年安全。"


def test_neighbours_with_amounts_do_not_merge(notice) -> None:
    plan = MonthPlan("鉴定", amounts={"5.skill_assessment": 60})
    text = compose_goals(entry(m3=plan, m4=plan), notice.task(5).indicators, 2023)
    assert text.count("月：") == 2


def test_a_goal_s_own_end_is_kept() -> None:
    assert (
        compose_goals(entry(m3="做什么？", m4="完成。", m5="收尾；"), (), 2023)
        == "3月：做什么？\n4月：完成。\n5月：收尾。"
    )


def test_months_without_plans_are_not_printed() -> None:
    assert compose_goals(entry(m3=MonthPlan(none=True)), (), 2023) == ""


def test_measures_stand_before_those_by_month() -> None:
    row = Entry(1, "总的举措。", months={3: MonthPlan(measure="三月举措")})
    assert compose_measures(row) == "总的举措。\n3月：三月举措。"
    assert parse_measures(measures_text(row), 2023) == {0: "总的举措。", 3: "三月举措"}


def test_typed_marks_open_months() -> None:
    text = "全年的话；3月：甲；4-5月: 乙\n6月份：丙。7～8月：丁；全年：戊"
    assert parse_goals(text, 2023).months == {
        0: "全年的话\n戊",
        3: "甲",
        4: "乙",
        5: "乙",
        6: "丙。",
        7: "丁",
        8: "丁",
    }


def test_what_is_no_mark_is_prose_and_nothing_is_lost() -> None:
    assert parse_goals("13月：甲", 2023).months == {0: "13月：甲"}
    assert parse_goals("3月：在4月：之前", 2023).months == {3: "在4月：之前"}
    assert parse_goals("9—3月：甲", 2023).months == {0: "9—3月：甲"}


def test_a_printed_cell_pasted_back_does_not_say_its_figures_twice(notice) -> None:
    indicators = notice.task(5).indicators
    row = entry(
        m3=MonthPlan("启动", amounts={"5.skill_assessment": 60}),
        m4=MonthPlan(amounts={"5.skill_assessment": 9}),
    )
    phrases = {m: amounts_phrase(row, m, indicators) for m in range(1, 13)}
    assert parse_goals(compose_goals(row, indicators, 2023), 2023, phrases).months == {3: "启动"}


def test_a_long_run_of_blanks_is_read_at_once() -> None:
    text = "1" + " " * 100_000 + "x"
    assert parse_goals(text, 2023).months == {0: text}


WORDS = (
    st.text(alphabet="甲乙丙，、（）“”2人 1", min_size=1, max_size=12).map(str.strip).filter(bool)
)


@given(st.dictionaries(st.integers(0, 12), WORDS, max_size=13))
def test_what_is_shown_for_editing_reads_back_the_same(goals: dict[int, str]) -> None:
    row = Entry(1, months={month: MonthPlan(goal) for month, goal in goals.items()})
    assert parse_goals(goals_text(row, 2023), 2023).months == goals


@given(st.text(max_size=200))
def test_no_text_is_refused_and_no_word_is_dropped(text: str) -> None:
    found = parse_goals(text, 2023)
    kept = "".join(found.months.values())
    kept += "".join(span.words + span.goal for span in found.spans)
    marks = "；;，,、 \u3000\n：:月份全年整度—–-－～~至到和及与/.0123456789一二三四五六七八九十"
    marks += "".join(map(chr, [*range(0xFF10, 0xFF1A), *range(0x2460, 0x2474)]))
    marks += "•·●◆■▪★☆✓➢-（）()【】〔〕\uff3b\uff3d[]《》 \t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0"
    for char in set(text) - set(marks):
        assert char.isspace() or char in kept
