"""What figures still lack: of a month's own row, and of an open item that earlier months left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from models.monthly_report.rows import ReportRow
    from models.monthly_report.standings import Standing
    from models.notices.indicator import Indicator
    from models.task_list.contents import MonthPlan

Place = tuple[int, int]
"""A task and the month that its open item is from."""


def of_goal(
    row: ReportRow,
    plan: MonthPlan,
    standings: Mapping[str, Standing],
    indicators: Mapping[str, Indicator],
) -> dict[str, int]:
    """Return by indicator what a month's row lacks of its plan; {} where nothing was entered.

    It is the plan less what was done (75 less 40), unless earlier months did so much that the plan
    is met all the same. A scope lacks what is left to its own level.
    """
    found = {}
    for key, planned in plan.amounts.items():
        own, standing = row.amounts.get(key), standings.get(key)
        if own is None or standing is None:
            continue
        if indicators[key].adds_up:
            is_behind = standing.planned_so_far > standing.cumulative
            lacking = planned - own if is_behind else 0
        else:
            lacking = planned - standing.cumulative
        if lacking > 0:
            found[key] = lacking
    return found


def of_open_items(
    items: Mapping[Place, MonthPlan],
    rows: Iterable[ReportRow],
    indicators: Mapping[str, Indicator],
    opening: Mapping[str, int],
    asked: Callable[[str, int], int],
) -> dict[Place, dict[str, int]]:
    """Return by open item and indicator what is still missing after some rows.

    ``items`` are the plans of their months; ``rows`` all that counts as reported so far; ``asked``
    tells what the plan asks for from a month on until then. What was caught up since the oldest
    item in other rows is missing no more, of the oldest first.
    """
    rows = list(rows)
    done = _done(rows)
    first = min((month for _, month in items), default=0)
    since = _sums(row for row in rows if row.origin_month >= first)
    sums = _sums(rows)
    found: dict[Place, dict[str, int]] = {place: {} for place in items}
    left: dict[str, int] = {}
    for place in sorted(items, key=lambda place: -place[1]):  # the newest first
        for key, planned in items[place].amounts.items():
            if key not in indicators:
                continue
            if not indicators[key].adds_up:
                lacking = planned - opening.get(key, 0) - sums[key]
            else:
                behind = left.setdefault(key, asked(key, first) - since[key])
                lacking = min(behind, planned - done.get((*place, key), 0))
                left[key] = behind - max(0, lacking)
            if lacking > 0:
                found[place][key] = lacking
    return found


def _sums(rows: Iterable[ReportRow]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update(row.amounts)
    return sums


def _done(rows: Iterable[ReportRow]) -> dict[tuple[int, int, str], int]:
    """Return what was reported for the goal of a month, in whatever row."""
    done: dict[tuple[int, int, str], int] = {}
    for row in rows:
        for key, amount in row.amounts.items():
            place = (row.task, row.origin_month, key)
            done[place] = done.get(place, 0) + amount
    return done
