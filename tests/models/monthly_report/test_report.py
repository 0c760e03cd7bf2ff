"""Counts, cumulative figures and open items of a year of reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.documents import revisions
from models.errors import Refusal
from models.monthly_report import edits as report_edits
from models.monthly_report import kept, wording
from models.monthly_report import reading as report_reading
from models.monthly_report.report import Plans, build
from models.monthly_report.results import CHOICES, MEANINGS, SHORTFALLS, Count, Result, RowKind
from models.monthly_report.rows import ReportContents, ReportRow, open_items
from models.storage.store import Change
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list.contents import Entry, MonthPlan, TaskList
from tests.helpers import NOTICE, begin_and_fill, deliver, finalise, finalise_month

if TYPE_CHECKING:
    from models.monthly_report.report import Report
    from models.notices.notice import Notice

FIRST, LAST = 3, 12
KEYS = ("5.skill_assessment", "5.one_plus_x_certificate", "6.training", "8.enrolment")


# Made once: to make a strategy takes longer than to draw from it.
LAST_MONTHS = st.integers(FIRST, LAST)
OPENINGS = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 500))
INCREMENTS = st.integers(-50, 300)
RESULTS = {kind: st.none() | st.sampled_from(CHOICES[kind]) for kind in RowKind if CHOICES[kind]}
LATE_TASKS = st.sets(st.sampled_from((5, 6, 8)), max_size=2)
EARLIER = {month: st.integers(FIRST, month - 1) for month in range(FIRST + 1, LAST + 1)}
AMOUNTS_OF = {
    task: st.dictionaries(st.sampled_from([key for key in KEYS if key[0] == str(task)]), INCREMENTS)
    for task in (5, 6, 8)
}


@st.composite
def years(draw: st.DrawFn) -> tuple[dict[int, ReportContents], dict[str, int]]:
    """A year as clerks may fill it in: results, signed increments, 补报, open items."""
    opening = draw(OPENINGS)
    found: dict[int, ReportContents] = {}
    for month in range(FIRST, draw(LAST_MONTHS) + 1):
        rows = [
            ReportRow(
                RowKind.GOAL,
                task,
                month,
                draw(RESULTS[RowKind.GOAL]),
                amounts=amounts(draw, task),
            )
            for task in range(1, 10)
        ]
        for task, origin in open_items(found.values()):
            result = draw(RESULTS[RowKind.OPEN_ITEM])
            more = amounts(draw, task)
            rows.append(ReportRow(RowKind.OPEN_ITEM, task, origin, result, amounts=more))
        if month > FIRST:
            for task in draw(LATE_TASKS):
                origin = draw(EARLIER[month])
                rows.append(ReportRow(RowKind.LATE, task, origin, amounts=amounts(draw, task)))
        keyed = {row.key: row for row in rows}
        found[month] = ReportContents(month, date(2023, month, 24), None, keyed)
    return found, opening


def amounts(draw: st.DrawFn, task: int) -> dict[str, int]:
    return draw(AMOUNTS_OF[task]) if task in AMOUNTS_OF else {}


def built(notice: Notice, year: dict[int, ReportContents], opening: dict[str, int]) -> Report:
    last = max(year)
    plan = TaskList(2023, None, tuple(Entry(task.id) for task in notice.tasks))
    plans = Plans(dict.fromkeys(range(1, last + 1), plan))
    return build(year[last], year, notice, plans, opening)


@settings(max_examples=250, deadline=None)
@given(years())
def test_figures_of_any_year_add_up(
    notice: Notice, case: tuple[dict[int, ReportContents], dict[str, int]]
) -> None:
    year, opening = case
    report = built(notice, year, opening)
    goals = [line.result for line in report.lines if line.row.kind is RowKind.GOAL]
    done = sum(r is not None and MEANINGS[r].count is Count.DONE for r in goals)
    missed = sum(r is not None and MEANINGS[r].count is Count.MISSED for r in goals)
    counts = report.counts
    assert (counts.due, counts.done, counts.missed) == (done + missed, done, missed)
    for key in KEYS:
        increments = [
            row.amounts.get(key, 0) for contents in year.values() for row in contents.rows.values()
        ]
        assert report.standings[key].cumulative == opening.get(key, 0) + sum(increments)
    printed = f"本月应完成{done + missed}项，按期完成{done}项，未按期完成{missed}项。"
    assert wording.counts_text(report) == printed
    shown = "".join(
        wording.cumulative_text(line, report, lambda _indicator: None) for line in report.lines
    )
    for key in KEYS:
        figure = report.standings[key].cumulative
        assert figure == 0 or f"{figure}{notice.indicators()[key][1].unit}" in shown


@settings(max_examples=150, deadline=None)
@given(years())
def test_an_open_item_comes_back_until_it_is_struck_off(
    notice: Notice, case: tuple[dict[int, ReportContents], dict[str, int]]
) -> None:
    year, _ = case
    last = max(year)
    for month in range(FIRST, last):
        for row in year[month].rows.values():
            if row.kind is not RowKind.GOAL or row.result not in SHORTFALLS:
                continue
            key = (RowKind.OPEN_ITEM, row.task, month)
            later = [year[m].rows.get(key) for m in range(month + 1, last)]
            closed = any(r and r.result in (Result.CLOSED, Result.ADJUSTED) for r in later)
            shown = {line.row.key for line in built(notice, year, {}).lines}
            assert (key in shown) is not closed


@pytest.mark.parametrize(
    ("planned", "done", "wanted"),
    [
        (60, 60, Result.ON_TIME),
        (60, 75, Result.ON_TIME),
        (60, 40, Result.PARTIAL),
        (60, 0, Result.LATE),
        (60, None, None),
        (60, 600, Result.EARLY),
    ],
)
def test_figures_propose_a_result(notice, planned: int, done: int | None, wanted) -> None:
    key = "5.skill_assessment"
    months = {3: MonthPlan("鉴定", amounts={key: planned}), 9: MonthPlan(amounts={key: 540})}
    plan = TaskList(2023, None, (Entry(5, months=months),))
    row = ReportRow(RowKind.GOAL, 5, 3, amounts={} if done is None else {key: done})
    contents = ReportContents(3, date(2023, 3, 24), None, {row.key: row})
    report = build(contents, {}, notice, Plans({3: plan}), {})
    assert report.line(row.key).proposal is wanted


@pytest.mark.parametrize(
    ("goal", "progress", "wanted"),
    [
        (MonthPlan(none=True), "", Result.NONE),
        (MonthPlan(), "", Result.NONE),
        (MonthPlan("制定方案"), "", None),
        (MonthPlan("制定方案"), "已印发", Result.ON_TIME),
    ],
)
def test_texts_propose_a_result(notice, goal: MonthPlan, progress: str, wanted) -> None:
    plan = TaskList(2023, None, (Entry(1, months={3: goal}),))
    row = ReportRow(RowKind.GOAL, 1, 3, progress=progress)
    contents = ReportContents(3, None, None, {row.key: row})
    report = build(contents, {}, notice, Plans({3: plan}), {})
    assert report.line(row.key).proposal is wanted


def test_an_open_item_is_late_again_only_after_the_promised_day(notice) -> None:
    opened = ReportRow(RowKind.GOAL, 5, 3, Result.PARTIAL, expected_on=date(2023, 4, 20))
    march = ReportContents(3, None, None, {opened.key: opened})
    plan = TaskList(2023, None, ())
    for day, wanted in ((19, Result.NOT_DUE), (20, Result.LATE)):
        april = ReportContents(4, date(2023, 4, day), None, {})
        report = build(april, {3: march}, notice, Plans({3: plan, 4: plan}), {})
        assert report.line((RowKind.OPEN_ITEM, 5, 3)).proposal is wanted


# -- in the data file ----------------------------------------------------------------------------


def test_the_sample_year_reads_back_with_its_open_item(
    filled, march, sample_reports, notice
) -> None:
    finalise(filled, march)
    april = begin_and_fill(filled, sample_reports[4])
    report = report_reading.report(filled, april, notice)
    assert report.counts.due == 8
    assert report.open_items == 1
    assert report.standings["5.skill_assessment"].cumulative == 40 + 64 + 20


def test_text_taken_from_last_month_waits_to_be_touched(filled, march, notice) -> None:
    row = report_reading.report(filled, march, notice).lines[0].row
    filled.edit(report_edits.take_changes(march.id, row, "progress", "上月的话"))
    taken = report_reading.report(filled, march, notice).lines[0].row
    assert taken.pending == {"progress"}
    filled.edit(report_edits.row_change(march.id, taken, "progress", "本月的话"))
    assert report_reading.report(filled, march, notice).lines[0].row.pending == frozenset()
    filled.undo()
    assert report_reading.report(filled, march, notice).lines[0].row.pending == {"progress"}
    filled.edit([report_edits.confirm_change(march.id, taken)])
    assert report_reading.report(filled, march, notice).lines[0].row.pending == frozenset()


def test_each_text_that_was_taken_waits_by_itself(filled, march, notice) -> None:
    def row():
        return report_reading.report(filled, march, notice).lines[0].row

    for field in ("progress", "remedy"):
        filled.edit(report_edits.take_changes(march.id, row(), field, "上月的话"))
    assert row().pending == {"progress", "remedy"}
    filled.edit(report_edits.row_change(march.id, row(), "remedy", "本月的话"))
    assert row().pending == {"progress"}
    filled.edit(report_edits.take_changes(march.id, row(), "progress", ""))
    assert row().progress == ""


def test_a_late_row_comes_and_goes(filled, march, sample_reports, notice) -> None:
    finalise(filled, march)
    april = begin_and_fill(filled, sample_reports[4])
    row = ReportRow(RowKind.LATE, 5, 3)
    filled.edit(report_edits.late_row_changes(april.id, row, present=True))
    key = "5.skill_assessment"
    filled.edit([report_edits.amount_change(april.id, row, key, 7)])
    before = report_reading.report(filled, april, notice).standings[key].cumulative
    shown = report_reading.report(filled, april, notice).line(row.key).row
    filled.edit(report_edits.late_row_changes(april.id, shown, present=False))
    assert report_reading.report(filled, april, notice).standings[key].cumulative == before - 7
    filled.undo()
    assert report_reading.report(filled, april, notice).standings[key].cumulative == before


def test_a_start_during_the_year_has_opening_figures(filled, final_list, sample_reports, notice):
    filled.edit(report_edits.start_changes(filled, NOTICE, 9, {"5.skill_assessment": 300}))
    assert kept.first_month(filled, NOTICE) == 9
    with pytest.raises(Refusal, match=r"report.not_kept"):
        begin_and_fill(filled, sample_reports[8])
    september = begin_and_fill(filled, replace(sample_reports[9], rows=sample_reports[9].rows[:9]))
    assert (
        report_reading.report(filled, september, notice).standings["5.skill_assessment"].before
        == 300
    )
    finalise(filled, september)  # the first month kept is the first in order
    with pytest.raises(Refusal, match=r"report.start_fixed"):
        report_edits.start_changes(filled, NOTICE, 3, {})


@pytest.fixture
def reported(filled, final_list, sample_reports):
    """The list stamped, March finalised."""
    deliver(filled, final_list)
    finalise_month(filled, sample_reports[3])
    return filled, sample_reports


@pytest.mark.parametrize(
    ("asked_on", "reply", "wanted"),
    [
        ("2023-04-03", "同意", Result.ADJUSTED),
        ("2023-04-30", "未答复", Result.ADJUSTED),
        ("2023-05-02", "同意", Result.LATE),
        ("2023-04-03", "不同意", Result.LATE),
    ],
)
def test_an_adjusted_goal_is_judged_by_when_it_was_asked_for(
    reported, notice, asked_on: str, reply: str, wanted
) -> None:
    filled, sample_reports = reported
    draft = revisions.begin_adjustment(filled, plan.newest(filled, NOTICE), 4)
    record = {"reason": "改期", "asked_on": asked_on, "leader": "刘志明", "reply": reply}
    changes = list_edits.month_changes(draft.id, 4, 4, "本月无安排")
    changes += [revisions.revision_change(draft.id, k, v) for k, v in record.items()]
    filled.edit(changes)
    finalise(filled, plan.newest(filled, NOTICE))
    april = begin_and_fill(filled, sample_reports[4])
    line = report_reading.report(filled, april, notice).line((RowKind.GOAL, 4, 4))
    assert line.proposal is wanted
    assert line.was is not None
    assert line.was.goal == "启动产业需求调研"


def test_what_stands_on_no_row_is_not_counted(filled, march, sample_reports, notice) -> None:
    """An open item whose month was corrected away takes its figures along."""
    final = finalise(filled, march)
    deliver(filled, final)
    april = begin_and_fill(filled, sample_reports[4])
    key = "5.skill_assessment"
    assert report_reading.report(filled, april, notice).standings[key].now == 84
    draft = revisions.begin_correction(filled, final)
    row = report_reading.report(filled, draft, notice).line((RowKind.GOAL, 5, 3)).row
    filled.edit(
        [
            *report_edits.result_changes(draft.id, row, Result.ON_TIME),
            report_edits.amount_change(draft.id, row, key, 60),
            revisions.revision_change(draft.id, "reason", "漏计20人"),
        ]
    )
    finalise(filled, draft)
    report = report_reading.report(filled, april, notice)
    assert report.open_items == 0
    assert report.standings[key].now == 64
    assert report.standings[key].cumulative == 60 + 64


def test_a_promise_is_carried_until_the_item_is_struck_off(notice) -> None:
    opened = ReportRow(
        RowKind.GOAL, 5, 3, Result.PARTIAL, gap="差20人", expected_on=date(2023, 6, 1), person="孙"
    )
    on_its_way = ReportRow(RowKind.OPEN_ITEM, 5, 3, Result.NOT_DUE, "在补")
    year = {
        3: ReportContents(3, None, None, {opened.key: opened}),
        4: ReportContents(4, None, None, {on_its_way.key: on_its_way}),
        5: ReportContents(5, date(2023, 5, 24), None, {}),
    }
    plan = TaskList(2023, None, ())
    line = build(year[5], year, notice, Plans(dict.fromkeys(range(1, 6), plan)), {}).line(
        on_its_way.key
    )
    assert line.row.person == "孙"
    assert line.proposal is Result.NOT_DUE
    (left,) = open_items(year.values()).values()
    assert (left.gap, left.expected_on) == ("差20人", date(2023, 6, 1))


def test_months_before_the_start_do_not_count(filled, march, sample_reports, notice) -> None:
    key = ("report_start", (NOTICE,), "first_month", 5)
    filled.edit([Change(*key)])  # as an interchange document may have it
    filled.edit([Change("opening", (NOTICE, "5.skill_assessment"), "amount", 1000)])
    may = begin_and_fill(filled, sample_reports[5])
    report = report_reading.report(filled, may, notice)
    assert report.standings["5.skill_assessment"].before == 1000
    assert report.open_items == 0


def test_a_begun_month_is_not_left_before_the_start(filled, march) -> None:
    with pytest.raises(Refusal, match=r"report.start_begun"):
        report_edits.start_changes(filled, NOTICE, 5, {})
