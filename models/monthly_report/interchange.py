"""The monthly reports of the interchange document: read strictly, written, and named as changes."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from models.json_reader import Node, fault
from models.monthly_report import edits
from models.monthly_report.fields import (
    FIELDS,
    PENDING,
    PRESENT,
    PROGRESS,
    RESULT,
    SHORTFALL,
    SHORTFALL_NAMES,
)
from models.monthly_report.results import CHOICES, RowKind
from models.monthly_report.rows import ReportRow, sheet_order
from models.notices import amounts as amounts_of
from models.notices.indicator import Kind, Ratio
from models.storage.store import Change
from models.task_list import items as items_of
from models.task_list.contents import Item
from models.task_list.interchange import ITEMS_LIMIT
from models.text import AMOUNT_LIMIT, NAME_LIMIT
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.monthly_report.rows import ReportContents
    from models.monthly_report.sheet import ReportSheet
    from models.notices.notice import Notice, NoticeTask

DIGITS = 6  # of a serial
_ITEMS = "items"  # came with version 2 of the document
_OWN = (RESULT, PROGRESS, PENDING)  # stand beside the shortfall, which is a part of its own


@value_class
class LoadedReport:
    """One report of the document."""

    month: int
    as_of: date | None
    filled_on: date | None
    rows: tuple[ReportRow, ...]
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)  # done in it


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
    found = node.fields({"month", "rows"}, {"as_of", "filled_on", _ITEMS})
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
    items = _read_items(found[_ITEMS], notice, month) if _ITEMS in found else {}
    return LoadedReport(month, as_of, filled_on, tuple(in_order), items)


def _read_items(node: Node, notice: Notice, month: int) -> dict[str, tuple[Item, ...]]:
    """Read what was done of named items: ``{"3.…": {"2": "建成实训中心"}}`` by serial."""
    scopes = {key for key, (_, one) in notice.indicators().items() if one.kind is Kind.SCOPE}
    found = {}
    for key, items in node.members():
        if key not in scopes:
            raise fault(items.path, "unknown_indicator")
        read = []
        for serial, name in items.members():
            is_plain = serial.isascii() and serial.isdecimal() and len(serial) <= DIGITS
            if not is_plain or not 1 <= int(serial) <= ITEMS_LIMIT:
                raise fault(name.path, "unknown_key")
            read.append(Item(int(serial), name.name(NAME_LIMIT), month=month))
        found[key] = tuple(read)
    return found


def _read_row(node: Node, month: int, notice: Notice) -> ReportRow:
    found = node.fields(
        {"task", "kind", "origin_month"}, {"amounts", "shortfall", *(field.name for field in _OWN)}
    )
    task = amounts_of.task_in_file(found["task"], notice)
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
    amounts, ratios = _read_amounts(found.get("amounts"), task)
    return ReportRow(kind, task.id, origin, **read, amounts=amounts, ratios=ratios)


def _kind(node: Node) -> RowKind:
    try:
        return RowKind(node.text(NAME_LIMIT))
    except ValueError as error:
        raise fault(node.path, "unknown_word") from error


def _read_shortfall(node: Node) -> dict[str, Any]:
    found = node.fields(set(), set(SHORTFALL_NAMES))
    return {field.name: field.take(found[field.name]) for field in SHORTFALL if field.name in found}


def _read_amounts(node: Node | None, task: NoticeTask) -> tuple[dict[str, int], dict[str, Ratio]]:
    known = {i.key: i for i in task.indicators if i.has_amounts or i.is_ratio}
    amounts: dict[str, int] = {}
    ratios: dict[str, Ratio] = {}
    for key, one in node.members() if node else ():
        if key not in known:
            raise fault(one.path, "unknown_indicator")
        amount = amounts_of.from_file(one, known[key], -AMOUNT_LIMIT)
        if isinstance(amount, Ratio):
            ratios[key] = amount
        else:
            amounts[key] = amount
    return amounts, ratios


def report_changes(version_id: int, report: LoadedReport) -> list[Change]:
    """Return the changes that write rows, and items that were done, into a report's draft."""
    changes: list[Change] = []
    for indicator, done in report.items.items():
        for item in done:
            changes += items_of.done_changes(version_id, indicator, item, item.month)
    for row in report.rows:
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
        for indicator, ratio in row.ratios.items():
            changes += edits.ratio_changes(version_id, row, indicator, ratio)
    return changes


def dump_reports(found: Mapping[int, ReportContents], notice: Notice) -> list[dict[str, Any]]:
    """Return the reports as the document carries them."""
    return [
        {
            "month": report.month,
            "as_of": report.as_of.isoformat() if report.as_of else None,
            "filled_on": report.filled_on.isoformat() if report.filled_on else None,
            "rows": [_dump_row(row, notice) for row in report.rows.values()],
            **({_ITEMS: _dump_items(report.items)} if report.items else {}),
        }
        for report in found.values()
    ]


def _dump_items(items: Mapping[str, tuple[Item, ...]]) -> dict[str, dict[str, str]]:
    return {key: {str(item.serial): item.name for item in found} for key, found in items.items()}


def _dump_row(row: ReportRow, notice: Notice) -> dict[str, Any]:
    shortfall = {field.name: field.give(getattr(row, field.name)) for field in SHORTFALL}
    pending = {PENDING.name: PENDING.give(row.pending)} if row.pending else {}
    known = {key: indicator for key, (_, indicator) in notice.indicators().items()}
    amounts: dict[str, amounts_of.Amount] = {**row.amounts, **row.ratios}
    return {
        "task": notice.number_in_file(row.task),
        RESULT.name: RESULT.give(row.result),
        "kind": row.kind.value,
        "origin_month": row.origin_month,
        PROGRESS.name: row.progress,
        "amounts": amounts_of.all_to_file(known, amounts),
        "shortfall": shortfall if any(shortfall.values()) else None,
        **pending,
    }


def sheet_data(sheet: ReportSheet) -> dict[str, Any]:
    """Return the rows of a report by keys, as printed, and how each figure stands after it.

    ``cumulative`` has by indicator the amount so far and what is asked of the school (a range as a
    list of two, None for nothing); of a ratio the newest.
    """
    report, notice = sheet.report, sheet.notice
    items = {
        key: {str(item.serial): item.name for item in named if item.serial in line.done_items[key]}
        for line in report.lines
        for key, named in line.items.items()
    }
    return {
        "rows": [_dump_row(line.row, notice) for line in report.lines],
        _ITEMS: {key: done for key, done in items.items() if done},
        "cumulative": _cumulative(sheet),
    }


def _cumulative(sheet: ReportSheet) -> dict[str, list[Any]]:
    report, found = sheet.report, {}
    for key, (_, indicator) in sheet.notice.indicators().items():
        amount: amounts_of.Amount | None = None
        if key in report.standings:
            amount = report.standings[key].cumulative
        elif key in report.ratios:
            amount = report.ratios[key].newest
        share = sheet.share(indicator)
        if amount is not None or share is not None:
            found[key] = [
                None if amount is None else amounts_of.to_file(indicator, amount),
                None if share is None else amounts_of.asked_to_file(indicator, share),
            ]
    return found
