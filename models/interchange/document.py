"""The interchange document: the current contents of a school as JSON, read strictly.

Shape and rules: unknown keys, wrong types and unknown tasks are refused with the path of the
fault, and nothing is taken. A month that is missing is unanswered, ``{"none": true}`` is
本月无安排, ``"year"`` beside the months holds the goal of the whole year.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.documents import lifecycle, versions
from models.errors import Refusal
from models.json_reader import BYTES_LIMIT, Node, fault, parse
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report import reading as report_reading
from models.monthly_report.interchange import (
    LoadedReport,
    dump_reports,
    read_reports,
    report_changes,
)
from models.months import YEAR_GOAL
from models.school import notices_kept, register
from models.school.people import School
from models.storage.store import Change, Store
from models.task_list import edits as list_edits
from models.task_list import fields as list_fields
from models.task_list import plan as plans
from models.task_list import reading as list_reading
from models.task_list.contents import Entry, MonthPlan, Span, in_order
from models.task_list.wording import parse_goals
from models.text import (
    AMOUNT_LIMIT,
    GOAL_LIMIT,
    GOALS_LIMIT,
    LONG_TEXT_LIMIT,
    NAME_LIMIT,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

    from models.notices.notice import Notice, NoticeTask

FORMAT = "zhijiao-qingdan"
FIRST_VERSION, FORMAT_VERSION = 1, 2
# Keys that came with a version: a document without them is written as one that 1.0 reads.
_SPANS = "spans"  # 2
OFFICES_LIMIT = 500


@dataclass(frozen=True)
class YearContents:
    """One year of the document: its notice, the date on the list, entries, entered shares."""

    notice: Notice
    filled_on: date | None
    entries: tuple[Entry, ...]
    shares: Mapping[str, int]
    reports: tuple[LoadedReport, ...] = ()
    first_month: int | None = None
    openings: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Contents:
    """Everything that the document carries."""

    school: School
    offices: Mapping[str, tuple[str, ...]]
    years: tuple[YearContents, ...]


# -- reading -------------------------------------------------------------------------------------


def read(content: bytes, notices: Mapping[str, Notice], limit: int = BYTES_LIMIT) -> Contents:
    """Read a document of at most ``limit`` bytes against the known notices.

    Raises:
        Refusal: ``document.*`` with the path of the first fault.
    """
    root = parse(content, limit).fields({"format", "version", "school", "offices", "years"})
    if root["format"].value != FORMAT:
        raise fault("format", "other_format")
    version = root["version"].integer(1, 10**6)
    if version > FORMAT_VERSION:
        raise fault("version", "newer_version")
    years = tuple(_read_year(node, notices, version) for node in root["years"].items())
    for index, year in enumerate(years):
        if year.notice.year in {y.notice.year for y in years[:index]}:
            raise fault(f"years[{index}].year", "year_twice")
    return Contents(_read_school(root["school"]), _read_offices(root["offices"]), years)


def _read_school(node: Node) -> School:
    texts = ("name", "stamp_name", "contact", "phone")
    found = node.fields(set(texts), {"notice_school"})
    notice_school = found.get("notice_school")
    known = notice_school is not None and notice_school.value is not None
    return School(
        **{name: found[name].name(NAME_LIMIT) for name in texts},
        notice_school=notice_school.name(NAME_LIMIT) if known and notice_school else "",
    )


def _read_offices(node: Node) -> dict[str, tuple[str, ...]]:
    nodes = node.items()
    if len(nodes) > OFFICES_LIMIT:
        raise fault(node.path, "too_many", limit=OFFICES_LIMIT)
    offices: dict[str, tuple[str, ...]] = {}
    for office in nodes:
        found = office.fields({"name", "persons"})
        name = found["name"].name(NAME_LIMIT)
        if name in offices:
            raise fault(found["name"].path, "name_twice")
        offices[name] = tuple(person.name(NAME_LIMIT) for person in found["persons"].items())
    return offices


def _read_year(node: Node, notices: Mapping[str, Notice], version: int) -> YearContents:
    optional = {"monthly_reports", "shares", "first_month", "opening"}
    found = node.fields({"year", "notice", "task_list"}, optional)
    key = found["notice"].name(NAME_LIMIT)
    if key not in notices:
        raise fault(found["notice"].path, "unknown_notice")
    notice = notices[key]
    if found["year"].integer(1900, 9999) != notice.year:
        raise fault(found["year"].path, "other_year", year=notice.year)
    task_list = found["task_list"].fields({"filled_on", "entries"})
    entries: list[Entry] = []
    for entry_node in task_list["entries"].items():
        entry = _read_entry(entry_node, notice, version)
        if entry.task in {e.task for e in entries}:
            raise fault(f"{entry_node.path}.task", "task_twice")
        entries.append(entry)
    return YearContents(
        notice,
        task_list["filled_on"].date_or_none(),
        tuple(entries),
        _read_figures(found.get("shares"), notice),
        read_reports(found.get("monthly_reports"), notice),
        found["first_month"].integer(1, 12) if "first_month" in found else None,
        _read_figures(found.get("opening"), notice),
    )


def _read_figures(node: Node | None, notice: Notice) -> dict[str, int]:
    shares = {}
    for key, amount in node.members() if node else ():
        if key not in notice.indicators():
            raise fault(amount.path, "unknown_indicator")
        shares[key] = amount.integer(0, AMOUNT_LIMIT)
    return shares


def _read_entry(node: Node, notice: Notice, version: int) -> Entry:
    newer = {_SPANS} if version > FIRST_VERSION else set()
    found = node.fields({"task"}, {*list_fields.NAMES, "months", *newer})
    number = found["task"].integer(1, 10**6)
    try:
        task = notice.numbered(str(number))
    except KeyError as error:
        raise fault(found["task"].path, "unknown_task") from error
    texts = {
        field.name: field.take(found[field.name])
        for field in list_fields.FIELDS
        if field.name in found
    }
    months = {}
    for key, month_node in found["months"].members() if "months" in found else ():
        month = _month_number(key, month_node)
        plan = _read_month(month_node, task, is_year=month == YEAR_GOAL)
        if not plan.is_empty:
            months[month] = plan
    spans = _read_spans(found[_SPANS], notice.year) if _SPANS in found else []
    goals = [plan.goal for plan in months.values()] + [span.goal for span in spans]
    if sum(map(len, goals)) > GOALS_LIMIT:
        raise fault(f"{node.path}.months", "too_long", limit=GOALS_LIMIT)
    return Entry(task.id, **texts, months=months, spans=in_order(spans))


def _read_spans(node: Node, year: int) -> list[Span]:
    """Read goals of several months: each by words that mean its months, and by them once."""
    spans: list[Span] = []
    for one in node.items():
        span = _read_span(one)
        if parse_goals(f"{span.words}：甲", year).spans != (replace(span, goal="甲"),):
            raise fault(f"{one.path}.words", "unknown_word")
        if span.period in {other.period for other in spans}:
            raise fault(f"{one.path}.words", "span_twice")
        spans.append(span)
    return spans


def _read_span(node: Node) -> Span:
    found = node.fields({"first", "last", "words", "goal"})
    first = found["first"].integer(1, 12)
    last = found["last"].integer(first, 12)
    words, goal = found["words"].name(NAME_LIMIT), found["goal"].text(GOAL_LIMIT)
    for name, text in (("words", words), ("goal", goal)):
        if not text.strip():
            raise fault(found[name].path, "empty")
    return Span(first, last, words, goal)


def _month_number(key: str, node: Node) -> int:
    if key == "year":
        return YEAR_GOAL
    if key not in {str(month) for month in range(1, 13)}:
        raise fault(node.path, "unknown_month")
    return int(key)


def _read_month(node: Node, task: NoticeTask, *, is_year: bool) -> MonthPlan:
    found = node.fields(set(), {"goal"} if is_year else {"goal", "measure", "amounts", "none"})
    none = "none" in found and found["none"].true()
    known = {i.key for i in task.indicators if i.has_amounts}
    amounts = {}
    for key, amount in found["amounts"].members() if "amounts" in found else ():
        if key not in known:
            raise fault(amount.path, "unknown_indicator")
        amounts[key] = amount.integer(0, AMOUNT_LIMIT)
    goal = found["goal"].text(LONG_TEXT_LIMIT if is_year else GOAL_LIMIT) if "goal" in found else ""
    measure = found["measure"].text(GOAL_LIMIT) if "measure" in found else ""
    if none and goal:
        raise fault(node.path, "none_and_goal")
    return MonthPlan(goal, none, measure, amounts)


# -- writing -------------------------------------------------------------------------------------


def load(store: Store, contents: Contents) -> None:
    """Write a document into an empty data file, in one transaction.

    Raises:
        Refusal: the data file holds a school already.
    """
    if notices_kept.opened(store) or register.school(store) != School():
        raise Refusal("document.not_empty")
    with store.transaction() as con:
        changes: list[Change] = []
        under: list[tuple[int, int, YearContents]] = []
        for year in contents.years:
            notice = notices_kept.insert(con, year.notice, store.utc())
            under.append((notice, lifecycle.insert(con, plans.document(notice), year.notice), year))
        store.record(con, "school", register.SCHOOL_KEY, "loaded", FORMAT)
        changes += _school_changes(contents)
        changes += register.staff_changes(store, contents.offices)
        for notice, version, year in under:
            changes += _year_changes(notice, version, year)
            for report in year.reports:
                changes += _report_changes(con, notice, year.notice, report)
        store.write_for_good(changes)


def _report_changes(
    con: sqlite3.Connection, notice_id: int, notice: Notice, report: LoadedReport
) -> list[Change]:
    version = lifecycle.insert(con, kept.document(notice_id, report.month), notice)
    days = {"as_of": report.as_of, "filled_on": report.filled_on}
    changes = [versions.day_change(version, name, day) for name, day in days.items()]
    return [*changes, *report_changes(version, report.rows)]


def _school_changes(contents: Contents) -> list[Change]:
    school = contents.school
    return [
        register.school_change(field, getattr(school, field))
        for field in ("name", "stamp_name", "contact", "phone", "notice_school")
    ]


def _year_changes(notice: int, version_id: int, year: YearContents) -> list[Change]:
    changes = [versions.day_change(version_id, "filled_on", year.filled_on)]
    if year.first_month is not None:
        changes.append(report_edits.first_month_change(notice, year.first_month))
    changes += [
        report_edits.opening_change(notice, key, amount) for key, amount in year.openings.items()
    ]
    changes += [
        notices_kept.share_change(notice, key, amount) for key, amount in year.shares.items()
    ]
    for entry in year.entries:
        changes += [
            list_edits.entry_change(version_id, entry.task, field, getattr(entry, field))
            for field in list_fields.NAMES
        ]
        for month, plan in entry.months.items():
            changes += _month_changes(version_id, entry.task, month, plan)
        changes += list_edits.span_changes(version_id, Entry(entry.task), entry.spans)
    return changes


def _month_changes(version_id: int, task: int, month: int, plan: MonthPlan) -> list[Change]:
    key = (version_id, task, month)
    return [
        Change("goal", key, "goal", plan.goal or None),
        Change("goal", key, "none", 1 if plan.none else None),
        Change("goal", key, "measure", plan.measure or None),
        *(
            list_edits.amount_change(version_id, task, month, indicator, amount)
            for indicator, amount in plan.amounts.items()
        ),
    ]


def dump(store: Store, only: int | None = None) -> str:
    """Return the document of a data file's current contents, or of what one notice asked for."""
    school = register.school(store)
    wanted = [one.id for one in notices_kept.opened(store) if only in (None, one.id)]
    years = [_dump_year(store, notice) for notice in wanted]
    has_newer = any(_SPANS in entry for year in years for entry in year["task_list"]["entries"])
    document = {
        "format": FORMAT,
        "version": FORMAT_VERSION if has_newer else FIRST_VERSION,
        "school": {
            "name": school.name,
            "stamp_name": school.stamp_name,
            "contact": school.contact,
            "phone": school.phone,
            "notice_school": school.notice_school or None,
        },
        "offices": [
            {"name": office.name, "persons": [person.name for person in office.persons]}
            for office in register.staff(store)
        ],
        "years": years,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _dump_year(store: Store, identity: int) -> dict[str, Any]:
    notice = notices_kept.notice(store, identity)
    contents = list_reading.task_list(store, plans.newest(store, identity).id, notice)
    filled_on = contents.filled_on.isoformat() if contents.filled_on else None
    reports = report_reading.contents(store, kept.newest(store, identity).values())
    document: dict[str, Any] = {
        "year": notice.year,
        "notice": notice.key,
        "task_list": {
            "filled_on": filled_on,
            "entries": [_dump_entry(entry, notice) for entry in contents.entries],
        },
        "monthly_reports": dump_reports(reports, notice),
    }
    optional = {
        "shares": notices_kept.entered_shares(store, identity),
        "opening": kept.openings(store, identity),
        "first_month": kept.own_first_month(store, identity),
    }
    return document | {key: value for key, value in optional.items() if value}


def _dump_entry(entry: Entry, notice: Notice) -> dict[str, Any]:
    months: dict[str, Any] = {}
    for month in [*range(1, 13), YEAR_GOAL]:
        plan = entry.month(month)
        if plan.is_empty:
            continue
        parts = {
            "goal": plan.goal,
            "none": plan.none,
            "measure": plan.measure,
            "amounts": dict(plan.amounts),
        }
        key = "year" if month == YEAR_GOAL else str(month)
        months[key] = {name: value for name, value in parts.items() if value}
    spans = [asdict(span) for span in entry.spans]
    return {
        "task": notice.number_in_file(entry.task),
        **{field: getattr(entry, field) for field in list_fields.NAMES},
        "months": months,
        **({_SPANS: spans} if spans else {}),
    }
