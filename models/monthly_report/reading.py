"""Reading reports from the data file, and naming the changes that edit them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models.documents import revisions, versions
from models.documents.states import DocumentKind
from models.errors import Refusal
from models.monthly_report.report import (
    Plans,
    Report,
    ReportContents,
    ReportRow,
    build,
    month_end,
    sheet_order,
)
from models.monthly_report.results import Result, RowKind
from models.storage.store import Change
from models.task_list import reading as register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.documents.versions import Version
    from models.monthly_report.report import RowKey
    from models.notices.notice import Pack
    from models.storage.store import Store
    from models.task_list.contents import TaskList


def contents(store: Store, found: Iterable[Version]) -> dict[int, ReportContents]:
    """Return the stored contents of report versions, by month, in four reads for all of them."""
    by_id = {version.id: version for version in found}
    marks = ", ".join("?" * len(by_id))
    rows = _rows(store, marks, list(by_id))
    dates = {
        identity: (_day(as_of), _day(filled_on))
        for identity, as_of, filled_on in store.query(
            f"SELECT id, as_of, filled_on FROM version WHERE id IN ({marks})",  # noqa: S608
            list(by_id),
        )
    }
    return {
        version.month: ReportContents(
            version.month, dates[identity][0], dates[identity][1], rows[identity]
        )
        for identity, version in by_id.items()
    }


def _rows(store: Store, marks: str, identities: list[int]) -> dict[int, dict[RowKey, ReportRow]]:
    rows: dict[int, dict[RowKey, ReportRow]] = {identity: {} for identity in identities}
    amounts = _amounts(store, marks, identities)
    for found in store.query(
        "SELECT version_id, present, kind, task, origin_month, result, progress, category, gap,"  # noqa: S608
        " reason, remedy, expected_on, person, pending FROM report_row"
        f" WHERE version_id IN ({marks})",
        identities,
    ):
        identity, present, kind, *columns = found
        task, origin = columns[:2]
        own = amounts.pop((identity, RowKind(kind), task, origin), {})
        row = _row(RowKind(kind), columns, own)
        if row.kind is not RowKind.LATE or present:
            rows[identity][row.key] = row
    for (identity, row_kind, task, origin), own in amounts.items():
        if row_kind is not RowKind.LATE:
            key = (row_kind, task, origin)
            rows[identity][key] = ReportRow(*key, amounts=own)
    return {
        identity: dict(sorted(own_rows.items(), key=lambda item: sheet_order(item[0])))
        for identity, own_rows in rows.items()
    }


def _row(kind: RowKind, columns: list[Any], amounts: Mapping[str, int]) -> ReportRow:
    task, origin, result, progress, category, gap, reason, remedy, expected, person, pending = (
        columns
    )
    return ReportRow(
        kind,
        task,
        origin,
        Result(result) if result else None,
        progress=progress or "",
        category=category or "",
        gap=gap or "",
        reason=reason or "",
        remedy=remedy or "",
        expected_on=_day(expected),
        person=person or "",
        amounts=amounts,
        pending=frozenset(filter(None, (pending or "").split(","))),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _amounts(
    store: Store, marks: str, identities: list[int]
) -> dict[tuple[int, RowKind, int, int], dict[str, int]]:
    found: dict[tuple[int, RowKind, int, int], dict[str, int]] = {}
    for identity, kind, task, origin, indicator, amount in store.query(
        "SELECT version_id, kind, task, origin_month, indicator, amount FROM report_amount"  # noqa: S608
        f" WHERE amount IS NOT NULL AND version_id IN ({marks})",
        identities,
    ):
        found.setdefault((identity, RowKind(kind), task, origin), {})[indicator] = amount
    return found


def report(store: Store, version: Version, pack: Pack) -> Report:
    """Return a version of a report with what earlier months and the plan say to it.

    Raises:
        Refusal: there is no finalised list for the month.
    """
    in_force = versions.reports_in_force(store, version.year)
    first = register.first_month(store, version.year)
    kept = (v for month, v in in_force.items() if first <= month < version.month)
    earlier = contents(store, kept)
    own = contents(store, [version])[version.month]
    plans = _plans(store, version, pack)
    return build(own, earlier, pack, plans, register.openings(store, version.year))


def _plans(store: Store, version: Version, pack: Pack) -> Plans:
    read: dict[int, TaskList] = {}
    by_month: dict[int, TaskList] = {}
    now = None
    for month in range(1, version.month + 1):
        plan = versions.plan_in_force(store, version.year, month)
        if plan is None:
            continue
        if plan.id not in read:
            read[plan.id] = register.task_list(store, plan.id, pack)
        by_month[month], now = read[plan.id], plan
    if now is None or version.month not in by_month:
        raise Refusal("report.list_first", month=version.month)
    return _with_adjustment(store, version, now, Plans(by_month), pack)


def _with_adjustment(
    store: Store, version: Version, plan: Version, plans: Plans, pack: Pack
) -> Plans:
    """Add what an adjustment in force changed in the report's month.

    Asked for before the old date (the end of the month) and not refused, it is 经调整.
    """
    adjustment, baseline = _adjustment(store, plan)
    if adjustment is None or baseline is None:
        return plans
    record = register.revision(store, adjustment.id)
    end = month_end(version.year, version.month).isoformat()
    in_time = record.reply != revisions.REFUSED and bool(record.asked_on) and record.asked_on <= end
    old = register.task_list(store, baseline.id, pack)
    was = {}
    for task in pack.tasks:
        before = old.entry(task.number).month(version.month)
        now = plans.entry(version.month, task.number).month(version.month)
        same = (before.goal, before.amounts) == (now.goal, now.amounts)
        if (before.goal or before.amounts) and not same:
            was[task.number] = before
    return Plans(plans.by_month, was, in_time)


def _adjustment(store: Store, plan: Version) -> tuple[Version | None, Version | None]:
    """Return the adjustment that a plan in force belongs to, and the version it went out from."""
    family = versions.of_document(store, plan.year, DocumentKind.TASK_LIST)
    own = [v for v in family if v.major == plan.major and not v.is_draft]
    before = [v for v in family if v.major < plan.major and not v.is_draft]
    if plan.major == 1 or not own or not before:
        return None, None
    return own[0], before[-1]


# -- changes -------------------------------------------------------------------------------------


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


def amount_change(version_id: int, row: ReportRow, indicator: str, amount: int | None) -> Change:
    """Return the change of a reported amount, a signed increment; None empties it."""
    return Change("report_amount", (version_id, *row.key, indicator), "amount", amount)


def late_row_changes(version_id: int, row: ReportRow, *, present: bool) -> list[Change]:
    """Return the changes that add a 补报 row, or take it away with its amounts."""
    key = (version_id, *row.key)
    changes = [Change("report_row", key, "present", 1 if present else None)]
    if not present:
        changes += [amount_change(version_id, row, indicator, None) for indicator in row.amounts]
    return changes


def start_changes(
    store: Store, year: int, first_month: int, openings: Mapping[str, int]
) -> list[Change]:
    """Return the changes that set the first month kept here and the opening figures.

    Raises:
        Refusal: a report is finalised already, its figures rest on them; or an earlier one begun.
    """
    if versions.frozen_months(store, year):
        raise Refusal("report.start_fixed")
    begun = [month for month in versions.reports(store, year) if month < first_month]
    if begun:
        raise Refusal("report.start_begun", month=min(begun))
    known = register.openings(store, year)
    changes = [Change("report_start", (year,), "first_month", first_month)]
    changes += [
        Change("opening", (year, key), "amount", openings.get(key)) for key in {*known, *openings}
    ]
    return changes
