"""The monthly reports of the interchange document: read strictly, written, and named as changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.json_reader import Node, fault
from models.monthly_report.fields import (
    FIELDS,
    PENDING,
    PRESENT,
    PROGRESS,
    RESULT,
    SHORTFALL,
    SHORTFALL_NAMES,
)
from models.monthly_report.report import ReportRow, sheet_order
from models.monthly_report.results import CHOICES, RowKind
from models.storage.store import Change
from models.text import AMOUNT_LIMIT, NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.monthly_report.report import ReportContents
    from models.notices.notice import Notice, NoticeTask

_OWN = (RESULT, PROGRESS, PENDING)  # stand beside the shortfall, which is a part of its own


@dataclass(frozen=True)
class LoadedReport:
    """One report of the document."""

    month: int
    as_of: date | None
    filled_on: date | None
    rows: tuple[ReportRow, ...]


def read_reports(node: Node | None, notice: Notice) -> tuple[LoadedReport, ...]:
    """Read the reports of a year.

    Raises:
        Refusal: ``document.*`` with the path of the first fault.
    """
    found: list[LoadedReport] = []
    for report_node in node.items() if node else ():
        report = _read_report(report_node, notice)
        if report.month in {r.month for r in found}:
            raise fault(f"{report_node.path}.month", "month_twice")
        found.append(report)
    return tuple(found)


def _read_report(node: Node, notice: Notice) -> LoadedReport:
    found = node.fields({"month", "rows"}, {"as_of", "filled_on"})
    month = found["month"].integer(1, 12)
    as_of, filled_on = (
        found[key].date_or_none() if key in found else None for key in ("as_of", "filled_on")
    )
    rows: list[ReportRow] = []
    for row_node in found["rows"].items():
        row = _read_row(row_node, month, notice)
        if row.key in {r.key for r in rows}:
            raise fault(row_node.path, "row_twice")
        rows.append(row)
    in_order = sorted(rows, key=lambda row: sheet_order(row.key))
    return LoadedReport(month, as_of, filled_on, tuple(in_order))


def _read_row(node: Node, month: int, notice: Notice) -> ReportRow:
    found = node.fields(
        {"task", "kind", "origin_month"}, {"amounts", "shortfall", *(field.name for field in _OWN)}
    )
    task = _task(found["task"], notice)
    kind = _kind(found["kind"])
    origin = found["origin_month"].integer(1, 12)
    if (origin == month) != (kind is RowKind.GOAL) or origin > month:
        raise fault(found["origin_month"].path, "other_month")
    read = {field.name: field.take(found[field.name]) for field in _OWN if field.name in found}
    result = read.get(RESULT.name)
    if result is not None and result not in CHOICES[kind]:
        raise fault(found[RESULT.name].path, "unknown_word")
    shortfall = found.get("shortfall")
    if shortfall and shortfall.value is not None:
        read |= _read_shortfall(shortfall)
    amounts = _read_amounts(found.get("amounts"), task)
    return ReportRow(kind, task.id, origin, **read, amounts=amounts)


def _task(node: Node, notice: Notice) -> NoticeTask:
    try:
        return notice.numbered(str(node.integer(1, 10**6)))
    except KeyError as error:
        raise fault(node.path, "unknown_task") from error


def _kind(node: Node) -> RowKind:
    try:
        return RowKind(node.text(NAME_LIMIT))
    except ValueError as error:
        raise fault(node.path, "unknown_word") from error


def _read_shortfall(node: Node) -> dict[str, Any]:
    found = node.fields(set(), set(SHORTFALL_NAMES))
    return {field.name: field.take(found[field.name]) for field in SHORTFALL if field.name in found}


def _read_amounts(node: Node | None, task: NoticeTask) -> dict[str, int]:
    known = {i.key for i in task.indicators if i.has_amounts}
    amounts = {}
    for key, amount in node.members() if node else ():
        if key not in known:
            raise fault(amount.path, "unknown_indicator")
        amounts[key] = amount.integer(-AMOUNT_LIMIT, AMOUNT_LIMIT)
    return amounts


def report_changes(version_id: int, rows: Iterable[ReportRow]) -> list[Change]:
    """Return the changes that write rows into a report's draft."""
    changes = []
    for row in rows:
        key = (version_id, *row.key)
        changes += [
            Change("report_row", key, field.name, field.keep(getattr(row, field.name)))
            for field in FIELDS
        ]
        late = 1 if row.kind is RowKind.LATE else None
        changes.append(Change("report_row", key, PRESENT, late))
        changes += [
            Change("report_amount", (*key, indicator), "amount", amount)
            for indicator, amount in row.amounts.items()
        ]
    return changes


def dump_reports(found: Mapping[int, ReportContents], notice: Notice) -> list[dict[str, Any]]:
    """Return the reports as the document carries them."""
    return [
        {
            "month": report.month,
            "as_of": report.as_of.isoformat() if report.as_of else None,
            "filled_on": report.filled_on.isoformat() if report.filled_on else None,
            "rows": [_dump_row(row, notice) for row in report.rows.values()],
        }
        for report in found.values()
    ]


def _dump_row(row: ReportRow, notice: Notice) -> dict[str, Any]:
    shortfall = {field.name: field.give(getattr(row, field.name)) for field in SHORTFALL}
    pending = {PENDING.name: PENDING.give(row.pending)} if row.pending else {}
    return {
        "task": notice.number_in_file(row.task),
        RESULT.name: RESULT.give(row.result),
        "kind": row.kind.value,
        "origin_month": row.origin_month,
        PROGRESS.name: row.progress,
        "amounts": dict(row.amounts),
        "shortfall": shortfall if any(shortfall.values()) else None,
        **pending,
    }
