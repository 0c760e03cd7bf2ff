"""The county worked out by hand comes out so, under each rule for rest days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import resources
from models.bureau.counting import Seen, judge
from models.bureau.expected import days_of, expected
from models.bureau.reckoning import reckon
from models.bureau.summary import rows, summary
from models.monthly_report.results import Result
from models.notices.working_days import Calendar, Rule, read_holidays
from tests.models.bureau.county import (
    AS_OF,
    FILES,
    MEMBERS,
    NOTICE,
    PAPERS,
    A,
    B,
    C,
    D,
    E,
    at,
    facts,
    row,
)

CALENDAR = Calendar(map(read_holidays, resources.holiday_paths()))
# Worked out on paper, before the code ran.
BY_SCHOOL = {
    A: {"list": "on_time", "3": "on_time", "4": "late", "5": "on_time"},
    B: {"list": "late", "3": "on_time", "4": "pending", "5": "on_time"},
    C: {"list": "missing", "4": "undated", "5": "missing"},
    D: {"list": "excused", "3": "excused", "4": "excused", "5": "excused"},
    E: {"list": "on_time", "3": "late", "4": "missing", "5": "missing"},
}
LISTS = {
    "due": 4,
    "in": 3,
    "on_time": 2,
    "late": 1,
    "undated": 0,
    "missing": 1,
    "pending": 0,
    "excused": 1,
}
VERDICTS = {
    "甲/清单.xlsx": "counted",
    "甲/3月.xlsx": "counted",
    "甲/4月.xlsx": "superseded",
    "甲/4月更正.xlsx": "counted",
    "甲/5月.xlsx": "counted",
    "甲/5月（副本）.xlsx": "copy",
    "乙/清单.xlsx": "counted",
    "乙/4月.xlsx": "pending",
    "乙/5月.xlsx": "superseded",
    "乙/5月新.xlsx": "counted",
    "丙/4月.xlsx": "counted",
    "润城/清单.xlsx": "counted",
    "润城/3月.xlsx": "counted",
    "润城/4月草稿.xlsx": "draft",
    "润城/5月.xlsx": "other_year",
    "别县/3月.xlsx": "unlisted",
    "别县/别的通知.xlsx": "other_notice",
    "甲/说明.xlsx": "note",
    "甲/责任清单.xlsx": "other_form",
    "甲/~$3月.xlsx": "lock",
    "甲/照片.jpg": "foreign",
    "甲/炸弹.xlsx": "unreadable",
}


def reckoned(rule: Rule = Rule.POSTPONE) -> dict[str, Any]:
    judged = judge(NOTICE, MEMBERS, FILES, PAPERS)
    due = expected(MEMBERS, days_of(NOTICE, CALENDAR, rule), AS_OF)
    return summary(NOTICE, rule, reckon(NOTICE, due, judged, AS_OF), judged)


def reports(on_time: int, late: int) -> dict[str, int]:
    return {
        "due": 11,
        "in": 7,
        "on_time": on_time,
        "late": late,
        "undated": 1,
        "missing": 3,
        "pending": 1,
        "excused": 3,
    }


@pytest.mark.parametrize(
    ("rule", "march", "counts"),
    [
        (Rule.POSTPONE, "on_time", reports(4, 2)),
        (Rule.KEEP, "on_time", reports(4, 2)),
        (Rule.ADVANCE, "late", reports(3, 3)),  # 25 March came a day after the Friday before it
    ],
)
def test_what_is_in_and_when_is_as_worked_out(
    rule: Rule, march: str, counts: dict[str, int]
) -> None:
    found = reckoned(rule)
    assert found["by_school"] == {**BY_SCHOOL, A: {**BY_SCHOOL[A], "3": march}}
    assert found["reports"] == counts
    assert found["lists"] == LISTS
    assert (found["rest_days"], found["as_of"]) == (rule.value, "2023-05-31")


def test_what_was_done_is_as_worked_out() -> None:
    found = reckoned()
    assert found["completion_by_school"] == {
        A: {"3": [2, 1, 1], "4": [2, 1, 1], "5": [1, 1, 0]},
        B: {"3": [5, 4, 1], "5": [2, 0, 2]},
        C: {"4": [1, 1, 0]},
        E: {"3": [1, 1, 0]},
    }
    assert found["completion_by_task"] == {"1": [6, 4, 2], "2": [3, 1, 2]}
    assert found["completion"] == {
        "due": 14,
        "on_time": 9,
        "short": 5,
        "overdue": 1,
        "rate": "64.3",
    }
    assert found["open_items"] == 3


def test_figures_are_summed_and_what_lacks_in_them_is_said() -> None:
    found = reckoned()["indicators"]
    lacks = [[C, 5], [E, 4], [E, 5]]
    assert found["5.skill_assessment"] == {
        "total": "160",
        "of": None,
        "rate": None,
        "missing": lacks,
    }
    assert found["6.training"] == {"total": "253", "of": "400", "rate": "63.3", "missing": lacks}
    assert found["8.enrolment"]["total"] is None


def test_every_file_has_its_verdict_and_a_sentence_where_it_does_not_count() -> None:
    found = reckoned()["files"]
    assert {one["name"]: one["verdict"] for one in found if one["name"]} == VERDICTS
    papers = [(one["school"], one["verdict"]) for one in found if not one["name"]]
    assert papers == [(B, "paper"), (None, "unlisted")]
    assert [one["name"] for one in found if not one["says"] and one["verdict"] != "counted"] == []
    (pending,) = (one for one in found if one["verdict"] == "pending")
    assert pending["cells"] == ["F11"]


def test_what_nobody_knows_is_asked() -> None:
    said = "\n".join(reckoned()["questions"])
    for words in (
        "“阳城润城职业学校”不在名单里，先按“阳城县润城职业学校”算了",
        "“泽州县职业中学”不在名单里，没有计入",
        "乙/5月.xlsx、乙/5月新.xlsx",
        "有 1 个文件不知道哪天收到的",
        "“乙/4月.xlsx”有格子和校验码对不上（F11）",
        "第3行的“无名校”不在名单里",
    ):
        assert words in said
    assert len(reckoned()["questions"]) == 6


def test_the_rows_of_the_files_that_count_make_the_same_totals() -> None:
    found = reckoned()
    judged = judge(NOTICE, MEMBERS, FILES, PAPERS)
    counted = [one for one in rows(NOTICE, judged) if one["verdict"] in ("counted", "paper")]
    for name in ("due", "on_time", "short"):
        assert sum(one[name] for one in counted) == found["completion"][name]


def test_an_empty_folder_is_everything_missing_that_is_due() -> None:
    judged = judge(NOTICE, MEMBERS, (), ())
    due = expected(MEMBERS, days_of(NOTICE, CALENDAR, Rule.KEEP), AS_OF)
    found = summary(NOTICE, Rule.KEEP, reckon(NOTICE, due, judged, AS_OF), judged)
    assert found["reports"]["missing"] == found["reports"]["due"] == 11
    assert found["completion"]["rate"] is None
    standings = {one for school in found["by_school"].values() for one in school.values()}
    assert standings == {"missing", "excused"}
    assert found["questions"] == []


def test_of_equal_files_the_one_with_a_day_tells_when_it_came() -> None:
    """A copy that nobody noted the day of takes nothing away from the one that came by mail."""
    own = facts(A, 3, row("1", Result.ON_TIME))
    files = (Seen("副本.xlsx", None, own), Seen("邮件.eml／3月.xlsx", at(3, 28), own))
    judged = judge(NOTICE, MEMBERS, files, ())
    assert {one.file: one.verdict.value for one in judged.files} == {
        "副本.xlsx": "copy",
        "邮件.eml／3月.xlsx": "counted",
    }
    assert judged.questions == ()


def test_a_paper_tells_when_a_report_came_whose_file_followed() -> None:
    own = facts(B, 3, row("1", Result.ON_TIME))
    judged = judge(NOTICE, MEMBERS, (Seen("3月.xlsx", at(4, 3), own),), PAPERS[:1])
    due = expected(MEMBERS, days_of(NOTICE, CALENDAR, Rule.KEEP), AS_OF)
    found = summary(NOTICE, Rule.KEEP, reckon(NOTICE, due, judged, AS_OF), judged)
    assert found["by_school"][B]["3"] == "on_time"
    assert found["completion_by_school"][B] == {"3": [1, 1, 0]}  # of the file, not of the foot


def test_a_guessed_name_never_displaces_the_school_s_own() -> None:
    """A stranger whose name is only like, received later: the school's own file counts."""
    own = facts(E, 3, row("1", Result.ON_TIME), code="own")
    like = facts("阳城润城职业学校", 3, row("1", Result.LATE), code="like")
    files = (Seen("像.xlsx", at(3, 24), like), Seen("自己的.xlsx", at(3, 20), own))
    judged = judge(NOTICE, MEMBERS, files, ())
    said = {one.file: one.verdict.value for one in judged.files}
    assert said == {"像.xlsx": "unlisted", "自己的.xlsx": "counted"}
    assert [one.code for one in judged.questions] == ["bureau.ask_unlisted"]  # not 先按…算了
    alone = judge(NOTICE, MEMBERS, files[:1], ())
    assert [one.code for one in alone.questions] == ["bureau.ask_name"]


def test_a_month_that_the_notice_does_not_ask_for_counts_nowhere() -> None:
    files = (Seen("1月.xlsx", at(3, 24), facts(A, 1, row("1", Result.ON_TIME))),)
    (one,) = judge(NOTICE, MEMBERS, files, ()).files
    assert one.verdict.value == "other_form"
    other = facts(A, 1, row("1", Result.ON_TIME), notice="jishan_plan")
    (one,) = judge(NOTICE, MEMBERS, (Seen("1月.xlsx", at(3, 24), other),), ()).files
    assert one.verdict.value == "other_notice"


def test_two_papers_of_one_report_are_asked_about() -> None:
    judged = judge(NOTICE, MEMBERS, (), (PAPERS[0], PAPERS[0]))
    assert [said.code for said in judged.questions] == ["bureau.ask_papers"]


@pytest.mark.parametrize(
    "nonsense", ["1e30", "1e999999", "-5", "1_0", "NaN", "9" * 4000, "", "1/2"]
)
def test_a_figure_that_no_report_has_is_missing_and_not_zero(nonsense: str) -> None:
    files = (
        Seen("甲.xlsx", at(3, 24), facts(A, 3, row("1", Result.ON_TIME), s6_training=nonsense)),
        Seen("乙.xlsx", at(3, 24), facts(B, 3, row("1", Result.ON_TIME), s6_training="3")),
    )
    judged = judge(NOTICE, MEMBERS[:2], files, ())
    as_of = date(2023, 3, 31)
    due = expected(MEMBERS[:2], days_of(NOTICE, CALENDAR, Rule.KEEP), as_of)
    found = reckon(NOTICE, due, judged, as_of).totals["6.training"]
    assert (found.total, found.missing) == ("3", ((A, 3),))


def test_rows_tell_an_amount_and_what_is_asked_of_the_school() -> None:
    own = replace(facts(A, 3, s6_training="3"), asked={"6.training": "12"})
    (found,) = rows(NOTICE, judge(NOTICE, MEMBERS, (Seen("甲.xlsx", at(3, 24), own),), ()))
    assert found["indicators"] == {"6.training": ["3", "12"]}
    assert (found["file"], found["month"]) == ("甲.xlsx", 3)
