"""Reading reports from the data file, and naming the changes that edit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.documents import revision_record, revisions, versions
from models.errors import Refusal
from models.monthly_report import kept
from models.monthly_report.fields import FIELDS, PRESENT
from models.monthly_report.report import Plans, Report, build, month_end
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportContents, ReportRow, known_to, sheet_order
from models.monthly_report.standings import goal_over
from models.notices.indicator import Ratio
from models.task_list import children
from models.task_list import items as items_of
from models.task_list import plan as plans_of
from models.task_list import reading as list_reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.documents.versions import Version
    from models.monthly_report.rows import RowKey
    from models.notices.notice import Notice
    from models.storage.store import Store
    from models.task_list.contents import MonthPlan, TaskList

_RowPlace = tuple[int, RowKind, int, int]  # version, kind, task, origin month


def contents(store: Store, found: Iterable[Version]) -> dict[int, ReportContents]:
    """Return the stored contents of report versions, by month, in five reads for all of them."""
    by_id = {version.id: version for version in found}
    marks = ", ".join("?" * len(by_id))
    rows = _rows(store, marks, list(by_id))
    dates = {
        identity: (stored.day(as_of), stored.day(filled_on))
        for identity, as_of, filled_on in store.query(
            f"SELECT id, as_of, filled_on FROM version WHERE id IN ({marks})",  # noqa: S608
            list(by_id),
        )
    }
    items = items_of.read_all(store, list(by_id))
    return {
        month: ReportContents(month, *dates[identity], rows[identity], items.get(identity, {}))
        for identity, version in by_id.items()
        for month in (version.document.serial,)
    }


def _rows(store: Store, marks: str, identities: list[int]) -> dict[int, dict[RowKey, ReportRow]]:
    rows: dict[int, dict[RowKey, ReportRow]] = {identity: {} for identity in identities}
    amounts, ratios = _amounts(store, marks, identities)
    names = ", ".join(field.name for field in FIELDS)
    for identity, present, word, task, origin, *values in store.query(
        f"SELECT version_id, {PRESENT}, kind, task, origin_month, {names} FROM report_row"  # noqa: S608
        f" WHERE version_id IN ({marks})",
        identities,
    ):
        kind = RowKind(word)
        place = (identity, kind, task, origin)
        own, own_ratios = amounts.pop(place, {}), ratios.pop(place, {})
        if kind is not RowKind.LATE or present:
            read = {field.name: field.read(v) for field, v in zip(FIELDS, values, strict=True)}
            row = ReportRow(kind, task, origin, **read, amounts=own, ratios=own_ratios)
            rows[identity][row.key] = row
    for place in (*amounts, *(place for place in ratios if place not in amounts)):
        identity, row_kind, task, origin = place
        if row_kind is not RowKind.LATE:
            own, own_ratios = amounts.get(place, {}), ratios.get(place, {})
            row = ReportRow(row_kind, task, origin, amounts=own, ratios=own_ratios)
            rows[identity][row.key] = row
    return {
        identity: dict(sorted(own_rows.items(), key=lambda item: sheet_order(item[0])))
        for identity, own_rows in rows.items()
    }


def _amounts(
    store: Store, marks: str, identities: list[int]
) -> tuple[dict[_RowPlace, dict[str, int]], dict[_RowPlace, dict[str, Ratio]]]:
    """Return the amounts of rows, and their ratios."""
    amounts: dict[_RowPlace, dict[str, int]] = {}
    ratios: dict[_RowPlace, dict[str, Ratio]] = {}
    what = "version_id, kind, task, origin_month, indicator, amount, whole"
    for identity, kind, task, origin, indicator, amount, whole in store.query(
        f"SELECT {what} FROM report_amount"  # noqa: S608
        f" WHERE amount IS NOT NULL AND version_id IN ({marks})",
        identities,
    ):
        place = (identity, RowKind(kind), task, origin)
        ratio = Ratio.of(amount, whole) if whole is not None else None
        if ratio is not None:
            ratios.setdefault(place, {})[indicator] = ratio
        elif whole is None:
            amounts.setdefault(place, {})[indicator] = amount
    return amounts, ratios


def report(store: Store, version: Version, notice: Notice) -> Report:
    """Return a version of a report with what earlier months and the plan say to it.

    Raises:
        Refusal: there is no finalised list for the month.
    """
    under, own_month = version.document.notice, version.document.serial
    first = kept.first_month(store, under)
    in_force = kept.in_force(store, under)
    before = (v for month, v in in_force.items() if first <= month < own_month)
    earlier = {m: known_to(one, notice) for m, one in contents(store, before).items()}
    own = known_to(contents(store, [version])[own_month], notice)
    plans = _plans(store, version, notice)
    return build(own, earlier, notice, plans, kept.openings(store, under))


def noticed(store: Store, version: Version, notice: Notice) -> Notice:
    """Return a notice with the parts that the lists in force up to a report's month have."""
    document = version.document
    months = range(1, document.serial + 1)
    plans = (plans_of.in_force(store, document.notice, month) for month in months)
    return children.noticed(store, notice, list({plan.id for plan in plans if plan is not None}))


def _plans(store: Store, version: Version, notice: Notice) -> Plans:
    read: dict[int, TaskList] = {}
    by_month: dict[int, TaskList] = {}
    now = None
    under, own_month = version.document.notice, version.document.serial
    for month in range(1, own_month + 1):
        plan = plans_of.in_force(store, under, month)
        if plan is None:
            continue
        if plan.id not in read:
            read[plan.id] = list_reading.task_list(store, plan.id, notice)
        by_month[month], now = read[plan.id], plan
    if now is None or own_month not in by_month:
        raise Refusal("report.list_first", report=version.word)
    return _with_adjustment(store, version, now, Plans(by_month), notice)


def _with_adjustment(
    store: Store, version: Version, plan: Version, plans: Plans, notice: Notice
) -> Plans:
    """Add what an adjustment in force changed in the report's month.

    Asked for before the old date (the end of the month) and not refused, it is 经调整.
    """
    adjustment, baseline = _adjustment(store, plan)
    if adjustment is None or baseline is None:
        return plans
    record = revision_record.revision(store, adjustment.id)
    own_month = version.document.serial
    end = month_end(version.year, own_month).isoformat()
    in_time = record.reply != revisions.REFUSED and bool(record.asked_on) and record.asked_on <= end
    months = notice.months_of(own_month)
    old = list_reading.task_list(store, baseline.id, notice)
    was = {}
    for task in notice.tasks:
        entry = old.entry(task.id)
        before = goal_over(dict.fromkeys(months, entry), task)
        now = plans.goal(months, task)
        if before.has_goal and _asked(before) != _asked(now):
            was[task.id] = before
    return Plans(plans.by_month, was, in_time)


def _asked(plan: MonthPlan) -> tuple[object, ...]:
    return plan.goal, plan.amounts, plan.spans, plan.ratios, plan.items


def _adjustment(store: Store, plan: Version) -> tuple[Version | None, Version | None]:
    """Return the adjustment that a plan in force belongs to, and the version it went out from."""
    family = versions.of_document(store, plan.document)
    own = [v for v in family if v.major == plan.major and not v.is_draft]
    before = [v for v in family if v.major < plan.major and not v.is_draft]
    if plan.major == 1 or not own or not before:
        return None, None
    return own[0], before[-1]
