"""Naming the changes that edit a monthly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Refusal
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.notices.indicator import Ratio
from models.storage.store import Change
from models.task_list import items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.monthly_report.report import Line
    from models.monthly_report.rows import ReportRow, RowKey
    from models.notices.amounts import Amount
    from models.notices.notice import Notice
    from models.storage.store import Batch, Store


def row_change(version_id: int, row: ReportRow, field: str, text: str) -> list[Change]:
    """Return the changes that put a text into a field of a row; it is no longer 待确认."""
    key = (version_id, *row.key)
    changes = [Change("report_row", key, field, text or None)]
    if field in row.pending:
        left = ",".join(sorted(row.pending - {field}))
        changes.append(Change("report_row", key, "pending", left or None))
    return changes


def confirm_change(version_id: int, row: ReportRow) -> Change:
    """Return the change that confirms everything taken over in a row."""
    return Change("report_row", (version_id, *row.key), "pending", None)


def take_changes(version_id: int, row: ReportRow, field: str, text: str) -> list[Change]:
    """Return the changes that take last month's text over; it is 待确认 until it is touched."""
    key = (version_id, *row.key)
    pending = ",".join(sorted(row.pending | {field}))
    return [
        Change("report_row", key, field, text or None),
        Change("report_row", key, "pending", pending),
    ]


def result_changes(version_id: int, row: ReportRow, result: Result | None) -> list[Change]:
    """Return the changes that decide a row; an open item keeps its person and category."""
    key = (version_id, *row.key)
    changes = [Change("report_row", key, "result", result.value if result else None)]
    if row.kind is RowKind.OPEN_ITEM:
        changes += [
            Change("report_row", key, "category", row.category or None),
            Change("report_row", key, "person", row.person or None),
        ]
    return changes


def decide_changes(version_id: int, line: Line, result: Result | None) -> list[Change]:
    """Return the changes that decide a row as the clerk does.

    Who strikes an item off has made good what it still lacks: that figure is put where none was
    typed, and goes again where the decision is taken back.
    """
    row = line.row
    changes = result_changes(version_id, row, result)
    if row.kind is not RowKind.OPEN_ITEM:
        return changes
    is_taken_back = row.result is Result.CLOSED and result is not Result.CLOSED
    for key, lacking in line.to_make_good.items():
        if result is Result.CLOSED and key not in row.amounts:
            changes.append(amount_change(version_id, row, key, lacking))
        elif is_taken_back and row.amounts.get(key) == lacking:
            changes.append(amount_change(version_id, row, key, None))
    return changes


def amount_change(version_id: int, row: ReportRow, indicator: str, amount: int | None) -> Change:
    """Return the change of a reported amount, a signed increment; None empties it."""
    return Change("report_amount", (version_id, *row.key, indicator), "amount", amount)


def ratio_changes(
    version_id: int, row: ReportRow, indicator: str, ratio: Ratio | None
) -> list[Change]:
    """Return the changes of a reported ratio; None empties it."""
    key = (version_id, *row.key, indicator)
    part, whole = ratio if ratio is not None else (None, None)
    return [
        Change("report_amount", key, "amount", part),
        Change("report_amount", key, "whole", whole),
    ]


def figure_changes(
    version_id: int, line: Line, indicator: str, amount: Amount | None
) -> list[Change]:
    """Return the changes of a reported figure, whichever it is; None empties it."""
    known = {one.key: one for one in line.task.indicators}
    if known[indicator].is_ratio:
        ratio = amount if isinstance(amount, Ratio) else None
        return ratio_changes(version_id, line.row, indicator, ratio)
    number = amount if isinstance(amount, int) else None
    return [amount_change(version_id, line.row, indicator, number)]


def late_row_changes(version_id: int, row: ReportRow, *, present: bool) -> list[Change]:
    """Return the changes that add a 补报 row, or take it away with its amounts."""
    key = (version_id, *row.key)
    changes = [Change("report_row", key, "present", 1 if present else None)]
    if not present:
        changes += [amount_change(version_id, row, indicator, None) for indicator in row.amounts]
        for indicator in row.ratios:
            changes += ratio_changes(version_id, row, indicator, None)
    return changes


def start_changes(
    store: Store, notice: int, first_month: int, openings: Mapping[str, int]
) -> list[Change]:
    """Return the changes that set the first month kept here and the opening figures.

    Raises:
        Refusal: a report is finalised already, its figures rest on them; or an earlier one begun.
    """
    if kept.frozen_months(store, notice):
        raise Refusal("report.start_fixed")
    begun = [month for month in kept.newest(store, notice) if month < first_month]
    if begun:
        raise Refusal("report.start_begun", month=min(begun))
    known = kept.openings(store, notice)
    changes = [first_month_change(notice, first_month)]
    changes += [opening_change(notice, key, openings.get(key)) for key in {*known, *openings}]
    return changes


def first_month_change(notice: int, month: int) -> Change:
    """Return the change of the first month (1–12) kept here."""
    return Change("report_start", (notice,), "first_month", month)


def opening_change(notice: int, indicator: str, amount: int | None) -> Change:
    """Return the change of what was done of an indicator before that month."""
    return Change("opening", (notice, indicator), "amount", amount)


# -- what an edit of anybody's means to a report ---------------------------------------------------


def ticked_row_of(change: Change, notice: Notice, month: int) -> RowKey | None:
    """Return the row of a month's report (1–12) beside which an item was ticked, else None."""
    place = items.named_place(change.table, change.key, notice)
    return (RowKind.GOAL, place[0], month) if place is not None else None


def row_key_of(change: Change) -> RowKey | None:
    """Return the row of the report that shows a change, None where none does."""
    if change.table not in ("report_row", "report_amount"):
        return None
    kind, task, month = change.key[1:4]
    return RowKind(str(kind)), int(task), int(month)


def touches_rows(batch: Batch) -> bool:
    """Whether an edit changed what a row says, and so the counts."""
    return batch.touches("report_row")


def touches_report(batch: Batch) -> bool:
    """Whether an edit changed anything that a report shows."""
    return batch.touches("report_row", "report_amount", "item", "school", "share", "version")
