"""What is stored of a monthly report, as plain values: its rows, and what earlier ones leave open.

Amounts are signed increments of one report, in 10^-decimals; of a ratio the newest counts.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from models.monthly_report.fields import SHORTFALL_NAMES
from models.monthly_report.results import CLOSING, SHORTFALLS, Result, RowKind
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.notices.indicator import Ratio
    from models.notices.notice import Notice
    from models.task_list.contents import Item

RowKey = tuple[RowKind, int, int]  # kind, task, origin month


def sheet_order(key: RowKey) -> tuple[int, int, int]:
    """Return what sorts rows as the sheet has them: goals, open items, 补报, each by month."""
    kind, task, origin_month = key
    return list(RowKind).index(kind), origin_month, task


@value_class
class ReportRow:
    """What the clerk entered in one row; ``pending`` names fields taken over, not yet touched."""

    kind: RowKind
    task: int
    origin_month: int
    result: Result | None = None
    progress: str = ""
    category: str = ""
    gap: str = ""
    reason: str = ""
    remedy: str = ""
    expected_on: date | None = None
    person: str = ""
    amounts: Mapping[str, int] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    ratios: Mapping[str, Ratio] = field(default_factory=dict)

    @property
    def key(self) -> RowKey:
        """What names the row inside its report."""
        return self.kind, self.task, self.origin_month

    @property
    def is_shortfall(self) -> bool:
        """Whether it needs gap, reason, remedy, date, person and category."""
        return self.result in SHORTFALLS


@value_class
class ReportContents:
    """One version of a month's report as it is stored."""

    month: int
    as_of: date | None
    filled_on: date | None
    rows: Mapping[RowKey, ReportRow]
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)  # done, by indicator


def known_to(contents: ReportContents, notice: Notice) -> ReportContents:
    """Return a report without what its notice does not know.

    Rows of a task, and amounts of a figure, that a 计划调整 brought and that was given up or taken
    back stay stored; nothing is asked of them.
    """
    tasks = {task.id for task in notice.tasks}
    keys = set(notice.indicators())

    def own(row: ReportRow) -> ReportRow:
        if keys >= {*row.amounts, *row.ratios}:
            return row
        amounts = {key: amount for key, amount in row.amounts.items() if key in keys}
        ratios = {key: ratio for key, ratio in row.ratios.items() if key in keys}
        return replace(row, amounts=amounts, ratios=ratios)

    rows = {place: own(row) for place, row in contents.rows.items() if row.task in tasks}
    items = {key: found for key, found in contents.items.items() if key in keys}
    return replace(contents, rows=rows, items=items)


def open_items(earlier: Iterable[ReportContents]) -> dict[tuple[int, int], ReportRow]:
    """Return what is not struck off after the given reports, in order: (task, month) → last row.

    What a later month left empty of a shortfall stays as it was last said.
    """
    found: dict[tuple[int, int], ReportRow] = {}
    for report in sorted(earlier, key=lambda report: report.month):
        for row in report.rows.values():
            place = (row.task, row.origin_month)
            if row.kind is RowKind.GOAL and row.is_shortfall:
                found[place] = row
            elif row.kind is RowKind.OPEN_ITEM and place in found:
                if row.result in CLOSING:
                    del found[place]
                elif row.result is not None:
                    found[place] = filled_from(row, found[place], SHORTFALL_NAMES)
    return dict(sorted(found.items(), key=lambda item: (item[0][1], item[0][0])))


def filled_from(row: ReportRow, last: ReportRow, fields: Iterable[str]) -> ReportRow:
    """Return a row whose empty fields are those of the row before."""
    return replace(row, **{f: getattr(last, f) for f in fields if not getattr(row, f)})


def counted(
    contents: ReportContents, left: Mapping[tuple[int, int], ReportRow]
) -> Iterable[ReportRow]:
    """Return the rows that stand on a report: open items only where there is one."""
    for row in contents.rows.values():
        if row.kind is not RowKind.OPEN_ITEM or (row.task, row.origin_month) in left:
            yield row
