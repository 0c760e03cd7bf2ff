"""The result that figures and texts suggest for a row; the clerk decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.monthly_report.results import Result
from models.months import YEAR_GOAL
from models.notices.indicator import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.monthly_report.report import Line, Standings
    from models.monthly_report.rows import ReportContents, ReportRow


class _Judged(NamedTuple):
    """One figure that a row answers to."""

    is_answered: bool
    is_short: bool
    has_moved: bool
    is_early: bool


def propose(line: Line, standings: Standings) -> Result | None:
    """Return the result that figures and texts suggest; None where the clerk has to say."""
    if _has_incident(line, standings):
        return Result.LATE
    if not line.has_plan:
        has_year_goal = bool(line.entry.month(YEAR_GOAL).goal)
        return Result.NOT_DUE if has_year_goal and line.row.progress else Result.NONE
    if not line.is_due:
        return Result.NOT_DUE
    return _by_figures(list(_judged(line, standings)), has_text=bool(line.row.progress.strip()))


def _by_figures(judged: Sequence[_Judged], *, has_text: bool) -> Result | None:
    """Return what the figures of what is due suggest; without any, what was written."""
    if not judged:
        return Result.ON_TIME if has_text else None
    if not any(one.is_answered for one in judged):
        return None
    if any(one.is_short for one in judged):
        return Result.PARTIAL if any(one.has_moved for one in judged) else Result.LATE
    return Result.EARLY if all(one.is_early for one in judged) else Result.ON_TIME


def _judged(line: Line, standings: Standings) -> Iterator[_Judged]:
    """Yield the figures that are planned for the row's months."""
    for key in line.goal.amounts:
        one = standings.amounts.get(key)
        if one is not None:
            short = one.cumulative < one.planned_so_far
            early = one.planned_so_far < one.planned_year <= one.cumulative
            yield _Judged(one.now is not None, short, bool(one.now), early)
    for key in line.goal.ratios:
        told = standings.ratios.get(key)
        if told is not None:
            yield _Judged(told.now is not None, told.is_short, told.now is not None, is_early=False)


def _has_incident(line: Line, standings: Standings) -> bool:
    """Whether something happened that must not (事故), more than the notice allows."""
    for indicator in line.task.indicators:
        one = standings.amounts.get(indicator.key)
        if indicator.kind is Kind.NIL and one is not None and one.now:
            limit = indicator.total if isinstance(indicator.total, int) else 0
            if one.cumulative > limit:
                return True
    return False


def propose_moved(*, in_time: bool) -> Result:
    """An adjustment asked for in time is judged by the new date, a late one by the old."""
    return Result.ADJUSTED if in_time else Result.LATE


def propose_open(last: ReportRow, contents: ReportContents) -> Result | None:
    """An open item is not late again before the day it was promised for."""
    if last.expected_on is None or contents.as_of is None:
        return None
    return Result.NOT_DUE if contents.as_of < last.expected_on else Result.LATE
