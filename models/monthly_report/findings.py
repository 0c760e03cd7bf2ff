"""Findings of the monthly report: hard ones block 定稿, soft ones are fixed or explained.

The notice asks for reasons (未按期完成的要说明原因); what a reason must be is the product's rule.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.documents.findings import (
    AMOUNT,
    Finding,
    Fix,
    Place,
    Severity,
    head_findings,
    in_head,
    sort_findings,
)
from models.monthly_report.fields import SHORTFALL_NAMES, WORDS
from models.monthly_report.results import MEANINGS, Count, Result, RowKind
from models.monthly_report.wording import period_words, says_nothing, still_lacking
from models.notices.indicator import Kind
from models.school.notices_kept import share_of
from models.task_list.words.figures import exact, figures_in
from models.text import bare, date_text
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from models.monthly_report.report import Line, Report
    from models.monthly_report.standings import Standing
    from models.notices.indicator import Indicator
    from models.notices.notice import Notice
    from models.school.people import School


# What is said of a figure that was not answered, where it is no plain number.
_MISSING = {
    Kind.RATIO: "ratio_missing",
    Kind.MILESTONE: "milestone_missing",
    Kind.NIL: "nil_missing",
}


@value_class
class ReportFacts:
    """What the rules look at besides the report itself."""

    school: School
    shares: Mapping[str, int]
    notice: Notice
    today: date | None = None  # None: it is final, and its day was come


def check_report(report: Report, facts: ReportFacts, explained: Mapping[str, str]) -> list[Finding]:
    """Return the findings of a report, hard before soft, in the order of the sheet."""
    found = [*head_findings(facts.school), *_day_findings(report, facts.today)]
    for line in report.lines:
        found += _line_findings(line, report.as_of, report.standings)
        found += _closing_ratios(line, report)
        found += _said_otherwise(line, report.standings)
    for task in facts.notice.tasks:
        for indicator in task.indicators:
            if indicator.has_amounts:
                found += _figure_findings(task.id, indicator, report, facts)
            elif indicator.is_ratio:
                found += _ratio_findings(task.id, indicator, report)
    return sort_findings(f for f in found if explained.get(f.key) != f.value or not f.value)


def _day_findings(report: Report, today: date | None) -> Iterator[Finding]:
    """Yield what is odd about the day that the report tells of."""
    day, place = report.as_of, in_head("as_of")
    if day is None:
        yield Finding(Severity.HARD, "as_of_missing", place)
        return
    if (day.year, day.month) != (report.year, report.month):
        yield Finding(Severity.SOFT, "as_of_odd", place, {"month": report.month}, day.isoformat())
    if today is not None and day > today:
        said = {"day": date_text(day), "today": date_text(today)}
        yield Finding(Severity.SOFT, "as_of_to_come", place, said, day.isoformat())


def _place(line: Line, column: str, figure: str = "") -> Place:
    return Place(line.row.task, column, line.row.origin_month, line.row.kind.value, figure)


def _values(line: Line, at: Place, **more: object) -> dict[str, object]:
    """Return what sentences name: the row's number and, for open items and 补报, its month."""
    month = f"（{line.row.origin_month}月）" if line.row.kind is not RowKind.GOAL else ""
    kind, origin = line.row.kind.value, line.row.origin_month
    return {
        "task": f"{line.task.number}项{month}",
        "key": f"{kind}/{origin}/{at.name}",
        "field": WORDS.get(at.column, ""),
        **period_words(line.months),
        **more,
    }


def _hard(line: Line, code: str, column: str, figure: str = "", **more: object) -> Finding:
    at = _place(line, column, figure)
    return Finding(Severity.HARD, code, at, _values(line, at, **more))


def _soft(
    line: Line, code: str, column: str, value: str, figure: str = "", **more: object
) -> Finding:
    at = _place(line, column, figure)
    return Finding(Severity.SOFT, code, at, _values(line, at, **more), value)


def _line_findings(
    line: Line, as_of: date | None, standings: Mapping[str, Standing]
) -> Iterator[Finding]:
    row = line.row
    yield from _answers(line)
    yield from _missing_amounts(line, standings)
    yield from _closing_amounts(line)
    for name in sorted(row.pending):
        yield _hard(line, "text_pending", name)
    if row.is_shortfall:
        yield from _shortfall_findings(line, as_of)
    elif (
        row.result is not None
        and MEANINGS[row.result].count is Count.DONE
        and (row.reason + row.gap).strip()
    ):
        yield _soft(line, "reason_on_time", "reason", row.reason + row.gap)
    if row.kind is RowKind.GOAL and row.result is Result.NONE and line.is_due:
        planned = line.goal.goal or str(sorted(line.goal.amounts.items()))
        yield _soft(line, "none_with_goal", "result", planned)
    said = bare(row.progress)
    if said and line.before is not None and said == bare(line.before.progress):
        yield _soft(line, "progress_repeated", "progress", row.progress)


def _answers(line: Line) -> Iterator[Finding]:
    """Empty is not nil: result and text are asked for, 本月无进展 is an answer."""
    row = line.row
    if row.kind is not RowKind.LATE and row.result is None:
        code = "result_missing" if line.proposal is None else "result_undecided"
        proposal = line.proposal.value if line.proposal else ""
        yield _hard(line, code, "result", proposal=proposal)
    asked = row.kind is RowKind.LATE or row.result not in (None, Result.NONE)
    # A figure that 销号 put in says nothing of what was done.
    is_told = bool(row.progress.strip()) or (bool(row.amounts) and row.result is not Result.CLOSED)
    if asked and not is_told:
        yield _hard(line, "progress_missing", "progress")


def _closing_amounts(line: Line) -> Iterator[Finding]:
    """An item is not struck off without saying what was made good of its figures."""
    if line.row.kind is not RowKind.OPEN_ITEM or line.result is not Result.CLOSED:
        return
    for indicator in line.task.indicators:
        lacking = line.to_make_good.get(indicator.key, 0)
        done = line.row.amounts.get(indicator.key)
        text = indicator.figure_text
        more = {"indicator": indicator.short, "missing": text(lacking), "unit": indicator.unit}
        if lacking and done is None:
            yield _hard(line, "closing_amount_missing", AMOUNT, indicator.key, **more)
            continue
        least = min(lacking, line.least.get(indicator.key, 0))
        if least > (done or 0):
            left = text(least - (done or 0))
            more |= {"missing": text(least), "done": text(done or 0), "left": left}
            value = f"{done}/{least}"
            yield _soft(line, "closing_amount_short", AMOUNT, value, indicator.key, **more)


def _closing_ratios(line: Line, report: Report) -> Iterator[Finding]:
    """A ratio that fell short is struck off by one that reaches what was planned."""
    if line.row.kind is not RowKind.OPEN_ITEM or line.result is not Result.CLOSED:
        return
    for indicator in line.task.indicators:
        planned, told = line.goal.ratios.get(indicator.key), None
        if planned is not None:
            told = line.row.ratios.get(indicator.key) or report.ratios[indicator.key].now
        if planned is None or (told is not None and told.reaches(planned)):
            continue
        more = {"indicator": indicator.short, "planned": indicator.ratio_text(planned)}
        if told is None:
            yield _hard(line, "closing_ratio_missing", AMOUNT, indicator.key, **more)
        else:
            values = {**more, "done": indicator.ratio_text(told)}
            value = f"{told.part}/{told.whole}"
            yield _soft(line, "closing_ratio_low", AMOUNT, value, indicator.key, **values)


def _said_otherwise(line: Line, standings: Mapping[str, Standing]) -> Iterator[Finding]:
    """Figures in the words of a row that are not those of its fields.

    差多少 may be told of the month (75 less 40), or of all that is planned and done by now.
    """
    said = figures_in(line.row.progress, line.task.indicators)
    lacking = still_lacking(line)
    for indicator in line.task.indicators:
        key = indicator.key
        amount, told = line.row.amounts.get(key), said.get(key)
        more: dict[str, object] = {"unit": indicator.unit}
        if amount is not None and told not in (None, amount):
            figures = {"said": indicator.figure_text(told or 0)}
            figures["amount"] = indicator.figure_text(amount)
            values = {**more, "indicator": indicator.short, **figures}
            found = _soft(line, "progress_differs", AMOUNT, f"{told}/{amount}", key, **values)
            fix = Fix("fix.enter_figure", ((line.row.origin_month, key, told),), figures["said"])
            # What is counted from ticks is put right by a tick, not by a figure.
            yield found if key in line.counted else replace(found, fix=fix)
        gap = _gap_told(line.row.gap, indicator)
        if gap is None or key not in lacking or not line.row.is_shortfall:
            continue
        behind = standings[key].planned_so_far - standings[key].cumulative
        if gap not in (lacking[key], behind):
            text = indicator.figure_text
            values = {**more, "said": text(gap), "missing": text(lacking[key])}
            yield _soft(line, "gap_differs", "gap", f"{gap}/{lacking[key]}", "", **values)


def _gap_told(text: str, indicator: Indicator) -> int | None:
    """Return what 差多少 says in words, in 10^-decimals: 差0.75万元."""
    if not indicator.unit:
        return None
    fraction = rf"(?:\.\d{{1,{indicator.decimals}}})?" if indicator.decimals else ""
    found = re.search(rf"差(\d{{1,7}}{fraction}){re.escape(indicator.unit)}", text)
    return exact(found[1], indicator.decimals) if found else None


def _missing_amounts(line: Line, standings: Mapping[str, Standing]) -> Iterator[Finding]:
    """A planned figure without an answer; 0 is an answer."""
    judged = line.result is not None and line.result not in (Result.NONE, Result.ADJUSTED)
    if line.row.kind is not RowKind.GOAL or not judged:
        return
    for indicator in line.task.indicators:
        words = _asked_words(line, indicator, standings)
        if words and indicator.key not in {**line.row.amounts, **line.row.ratios}:
            more = {"indicator": indicator.short, "planned": words}
            code = _MISSING.get(indicator.kind, "amount_missing")
            missing = _hard(line, code, AMOUNT, indicator.key, **more)
            said = figures_in(line.row.progress, line.task.indicators).get(indicator.key)
            at = ((line.row.origin_month, indicator.key, said),)
            word = "" if said is None else indicator.figure_text(said)
            fix = None if said is None else Fix("fix.enter_figure", at, word)
            yield replace(missing, fix=fix)


def _shortfall_findings(line: Line, as_of: date | None) -> Iterator[Finding]:
    row = line.row
    for name in SHORTFALL_NAMES:
        value = getattr(row, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield _hard(line, "shortfall_missing", name, result=row.result)
    if row.reason.strip():
        if says_nothing(row.reason):
            yield _hard(line, "reason_empty", "reason", reason=row.reason.strip()[:20])
        elif line.before is not None and bare(row.reason) == bare(line.before.reason):
            yield _hard(line, "reason_repeated", "reason")
    if row.expected_on is not None and as_of is not None and row.expected_on <= as_of:
        yield _soft(line, "expected_past", "expected_on", row.expected_on.isoformat())


def _figure_findings(
    task: int, indicator: Indicator, report: Report, facts: ReportFacts
) -> Iterator[Finding]:
    standing = report.standings[indicator.key]
    line = report.line((RowKind.GOAL, task, report.month))
    key = indicator.key
    more: dict[str, object] = {
        "indicator": f"“{indicator.short}”",
        "unit": indicator.unit,
        "done": indicator.figure_text(standing.cumulative),
    }
    value = str(standing.cumulative)
    if standing.now is not None and standing.now < 0:
        before = indicator.figure_text(standing.before)
        yield _soft(line, "cumulative_falls", AMOUNT, value, key, before=before, **more)
    if standing.cumulative < 0:
        yield _hard(line, "cumulative_negative", AMOUNT, key, **more)
    share = share_of(indicator, facts.school, facts.shares, facts.notice)
    top = share[1] if isinstance(share, tuple) else share
    if indicator.kind is Kind.NIL:
        yield from _incident(line, indicator, standing, more)
    elif top is not None and standing.now and standing.cumulative > top:
        target = indicator.figure_text(top)
        yield _soft(line, "over_target", AMOUNT, value, key, target=target, **more)
    yield from _contradiction(line, indicator, standing, more)


def _contradiction(
    line: Line, indicator: Indicator, standing: Standing, more: Mapping[str, object]
) -> Iterator[Finding]:
    """是 with figures that fall short; 否 may have other grounds, and gives them as its reason."""
    planned = line.goal.amounts.get(indicator.key)
    if line.result is None or not planned or standing.now is None:
        return
    short = standing.cumulative < standing.planned_so_far
    said = MEANINGS[line.result].count
    if short and said is Count.DONE:
        missing = indicator.figure_text(standing.planned_so_far - standing.cumulative)
        value = f"{line.result.value}/{standing.cumulative}"
        key = indicator.key
        yield _soft(line, "on_time_but_short", AMOUNT, value, key, missing=missing, **more)


def _asked_words(line: Line, indicator: Indicator, standings: Mapping[str, Standing]) -> str:
    """Return what is asked of an indicator in a row that was judged, empty for nothing."""
    key = indicator.key
    if indicator.kind is Kind.NIL:
        return indicator.amount_text(indicator.total if isinstance(indicator.total, int) else 0)
    if key in line.goal.ratios:
        return indicator.ratio_text(line.goal.ratios[key])
    planned = line.goal.amounts.get(key)
    if indicator.kind is Kind.MILESTONE and standings[key].before > 0:
        return ""  # done before its month
    return indicator.amount_text(planned) if planned else ""


def _incident(
    line: Line, indicator: Indicator, standing: Standing, more: Mapping[str, object]
) -> Iterator[Finding]:
    """是 though something happened that must not: 事故1起."""
    limit = indicator.total if isinstance(indicator.total, int) else 0
    said = MEANINGS[line.result].count if line.result is not None else None
    if standing.now and standing.cumulative > limit and said is Count.DONE:
        value = f"{line.result}/{standing.cumulative}"
        values = {**more, "limit": indicator.figure_text(limit)}
        yield _soft(line, "on_time_but_incident", AMOUNT, value, indicator.key, **values)


def _ratio_findings(task: int, indicator: Indicator, report: Report) -> Iterator[Finding]:
    """是 with a ratio below the planned one; a ratio that falls."""
    standing, key = report.ratios[indicator.key], indicator.key
    line = report.line((RowKind.GOAL, task, report.month))
    if standing.now is None:
        return
    text = indicator.ratio_text
    more: dict[str, object] = {"indicator": f"“{indicator.short}”", "done": text(standing.now)}
    value = f"{standing.now.part}/{standing.now.whole}"
    if standing.before is not None and not standing.now.reaches(standing.before):
        before = text(standing.before)
        yield _soft(line, "ratio_falls", AMOUNT, value, key, before=before, **more)
    said = MEANINGS[line.result].count if line.result is not None else None
    if standing.is_short and standing.planned_so_far is not None and said is Count.DONE:
        planned = text(standing.planned_so_far)
        yield _soft(line, "on_time_but_low", AMOUNT, value, key, planned=planned, **more)
