from __future__ import annotations

from dataclasses import replace

import pytest

from models.documents.findings import Finding, Severity
from models.school.people import Office, Person, School
from models.task_list.contents import Entry, MonthPlan, Span, TaskList
from models.task_list.findings import Facts, check_task_list, is_far_above

SCHOOL = School("甲校", "", "王某", "0356-4220000", "县职业高中")


def check(notice, entries, school=SCHOOL, staff=(), shares=None, explained=None) -> list[Finding]:
    facts = Facts(school, staff, shares or {}, notice)
    return check_task_list(TaskList(2023, None, tuple(entries)), facts, explained or {})


def full(task: int, **more) -> Entry:
    return replace(Entry(task, "举措", "处室", "某人", {3: MonthPlan("目标")}), **more)


def codes(found: list[Finding], task: int) -> list[str]:
    return [f.code for f in found if f.place.task == task]


def test_an_empty_list_has_four_gaps_a_task(notice) -> None:
    found = check(notice, [])
    hard = [f for f in found if f.severity is Severity.HARD]
    assert len(hard) == 36
    assert codes(hard, 7) == [
        "goals_missing",
        "measures_missing",
        "office_missing",
        "person_missing",
    ]


def test_hard_findings_stand_before_soft_ones(notice) -> None:
    found = check(notice, [full(1)])
    severities = [f.severity for f in found]
    assert severities == sorted(severities)


@pytest.mark.parametrize("field", ["name", "contact", "phone"])
def test_the_head_must_be_filled(notice, field: str) -> None:
    found = check(notice, [full(n) for n in range(1, 10)], replace(SCHOOL, **{field: " "}))
    assert codes(found, 0) == [f"head_{field}_missing"]


@pytest.mark.parametrize("phone", ["12", "没有", "0356", "1" * 41])
def test_an_odd_phone_is_asked_about(notice, phone: str) -> None:
    assert codes(check(notice, [], replace(SCHOOL, phone=phone)), 0) == ["phone_odd"]


@pytest.mark.parametrize(
    "phone", ["0356-4220000", "13900000000", "(0356)4220000转8", "+86 139 0000 0000"]
)
def test_usual_phones_are_fine(notice, phone: str) -> None:
    assert codes(check(notice, [], replace(SCHOOL, phone=phone)), 0) == []


def amounts(key: str, *numbers: int) -> dict[int, MonthPlan]:
    return {m: MonthPlan("做", amounts={key: n}) for m, n in enumerate(numbers, start=3)}


def test_less_than_the_share_is_asked_about_more_is_no_fault(notice) -> None:
    under = full(5, months=amounts("5.skill_assessment", 300, 250))
    found = check(notice, [under])
    first = next(f for f in found if f.values.get("key") == "5.skill_assessment")
    assert (first.values["planned"], first.values["share"], first.values["missing"]) == (
        "550",
        "600",
        "50",
    )
    over = full(8, months=amounts("8.enrolment", 400, 350))
    assert codes(check(notice, [over]), 8) == []


def test_outside_a_range_is_asked_about(notice) -> None:
    row = full(4, months=amounts("4.backbone_majors", 2, 1))
    found = [f for f in check(notice, [row]) if f.values.get("key") == "4.backbone_majors"]
    assert [f.code for f in found] == ["planned_outside_range"]


def test_a_figure_for_all_asks_what_the_school_takes_on_where_it_takes_part(notice) -> None:
    (asked,) = [f for f in check(notice, [full(6)]) if f.place.task == 6]
    assert (asked.code, asked.values["total"], asked.place.indicator) == (
        *("share_not_filled", "400"),
        "6.training",
    )
    assert codes(check(notice, [full(6, months=amounts("6.training", 5))]), 6) == []
    no_goal = full(6, months={3: MonthPlan()}, spans=(Span(4, 6, "二季度", "走访"),))
    assert codes(check(notice, [no_goal]), 6) == []
    assert codes(check(notice, [full(6)], shares={"6.training": 400}), 6) == ["planned_under_share"]


def test_lowering_the_notice_s_figure_is_asked_about(notice) -> None:
    found = check(
        notice, [full(8, months=amounts("8.enrolment", 500))], shares={"8.enrolment": 500}
    )
    assert codes(found, 8) == ["share_lowered"]


def test_an_amount_in_a_month_without_plans_is_asked_about(notice) -> None:
    row = full(6, months={3: MonthPlan("做"), 7: MonthPlan(none=True, amounts={"6.training": 5})})
    assert codes(check(notice, [row]), 6) == ["amount_in_none_month"]


def test_a_scope_is_not_measured_against_its_number(notice) -> None:
    assert codes(check(notice, [full(3, months=amounts("3.double_high_tasks", 3))]), 3) == []


def test_unknown_persons_are_asked_about_one_by_one(notice) -> None:
    staff = (Office(1, "教务处", (Person(1, "王某"),)),)
    found = check(notice, [full(7, person="王某、李𬱖，赵某")], staff=staff)
    assert [f.values["person"] for f in found if f.place.task == 7] == ["李𬱖", "赵某"]


def test_an_explained_finding_stays_quiet_until_its_value_changes(notice) -> None:
    row = full(5, months=amounts("5.skill_assessment", 550))
    finding = next(f for f in check(notice, [row]) if f.values.get("key") == "5.skill_assessment")
    explained = {finding.key: finding.value}
    assert finding.key not in {f.key for f in check(notice, [row], explained=explained)}
    lower = full(5, months=amounts("5.skill_assessment", 500))
    assert finding.key in {f.key for f in check(notice, [lower], explained=explained)}


def test_a_hard_finding_cannot_be_explained_away(notice) -> None:
    found = check(notice, [])
    explained = {f.key: f.value for f in found}
    assert (
        len([f for f in check(notice, [], explained=explained) if f.severity is Severity.HARD])
        == 36
    )


@pytest.mark.parametrize(
    ("planned", "wanted"),
    [
        (600, []),
        (1199, []),
        (1200, ["planned_far_above"]),
        (6000, ["planned_far_above"]),
    ],
)
def test_double_the_share_or_a_digit_too_many_is_asked_about(
    notice, planned: int, wanted: list[str]
) -> None:
    found = check(notice, [full(5, months=amounts("5.skill_assessment", planned))])
    asked = [f for f in found if f.values.get("key") == "5.skill_assessment"]
    assert [f.code for f in asked] == wanted
    assert all(f.severity is Severity.SOFT for f in asked)
    assert all((f.values["planned"], f.values["share"]) == (str(planned), "600") for f in asked)


def test_a_scope_planned_at_double_is_asked_about_too(notice) -> None:
    key = "3.double_high_tasks"
    found = check(notice, [full(3, months=amounts(key, 100))], shares={key: 10})
    assert "planned_far_above" in codes(found, 3)
    fine = check(notice, [full(3, months=amounts(key, 5))], shares={key: 10})
    assert "planned_far_above" not in codes(fine, 3)


def test_far_above_needs_a_share_and_of_a_range_its_upper_end() -> None:
    assert [is_far_above(10, share) for share in (None, 0, 6, (1, 6))] == [False] * 4
    assert [is_far_above(10, share) for share in (5, (1, 2))] == [True] * 2


@pytest.mark.parametrize(
    ("typed", "known", "asked"),
    [
        ("王\u3000明", "王\u3000明", []),
        ("王\u3000明", "王明", []),
        ("王明", "王\u3000明", []),
        ("王 明、李某", "王明", ["李某"]),
        ("王明 李某", "王明", ["李某"]),
        ("王明\n李某", "李某", ["王明"]),
        ("\u2f29某", "小某", []),  # a radical that looks like the character
    ],
)
def test_a_blank_inside_a_name_or_a_radical_asks_nothing(
    notice, typed: str, known: str, asked: list[str]
) -> None:
    staff = (Office(1, "处室", (Person(1, known),)),)
    found = check(notice, [full(7, person=typed)], staff=staff)
    assert [
        f.values["person"] for f in found if f.code == "person_unknown" and f.place.task == 7
    ] == (asked)


def test_a_month_without_plans_inside_a_span_is_asked_about(notice) -> None:
    row = full(7, months={5: MonthPlan(none=True)}, spans=(Span(4, 6, "二季度", "走访"),))
    assert codes(check(notice, [row]), 7) == ["none_in_span"]
    row = full(7, months={7: MonthPlan(none=True)}, spans=(Span(4, 6, "二季度", "走访"),))
    assert codes(check(notice, [row]), 7) == []
