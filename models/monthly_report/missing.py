"""What figures still lack: of a month's own row, and of an open item that earlier months left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.notices.notice import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.monthly_report.report import ReportContents, ReportRow, Standing
    from models.notices.notice import Indicator
    from models.task_list.contents import MonthPlan

Place = tuple[int, int]
"""A task and the month that its open item is from."""


def of_goal(
    row: ReportRow, plan: MonthPlan, standings: Mapping[str, Standing], kinds: Mapping[str, Kind]
) -> dict[str, int]:
    """Return by indicator what a month's row lacks of its plan; {} where nothing was entered.

    What earlier months did beyond their plan counts: 60 of 75 with 10 ahead lack 5.
    """
    found = {}
    for key, planned in plan.amounts.items():
        own, standing = row.amounts.get(key), standings.get(key)
        if own is None or standing is None:
            continue
        lacking = standing.planned_so_far - standing.cumulative
        if kinds[key] is Kind.COUNT:
            lacking = min(lacking, planned - own)
        if lacking > 0:
            found[key] = lacking
    return found


def of_open_items(
    items: Mapping[Place, MonthPlan],
    earlier: Iterable[ReportContents],
    indicators: Mapping[str, Indicator],
    deficits: Mapping[str, int],
) -> dict[Place, dict[str, int]]:
    """Return by open item and indicator what is still missing before this month.

    ``items`` are the plans of their months. ``deficits``
    (what the plan up to last month has more than was done) bound it: what later months caught up
    in their own rows is missing no more, the oldest item first.
    """
    done = _done(earlier)
    left = dict(deficits)
    found: dict[Place, dict[str, int]] = {place: {} for place in items}
    for place in sorted(items, key=lambda place: -place[1]):  # the newest first
        for key, planned in items[place].amounts.items():
            if key not in indicators:
                continue
            lacking = left.get(key, 0)
            if indicators[key].kind is Kind.COUNT:
                lacking = min(lacking, planned - done.get((*place, key), 0))
            if lacking > 0:
                found[place][key] = lacking
                left[key] -= lacking
    return found


def _done(earlier: Iterable[ReportContents]) -> dict[tuple[int, int, str], int]:
    """Return what was reported so far for the goal of a month, in whatever row."""
    done: dict[tuple[int, int, str], int] = {}
    for report in earlier:
        for row in report.rows.values():
            for key, amount in row.amounts.items():
                place = (row.task, row.origin_month, key)
                done[place] = done.get(place, 0) + amount
    return done
