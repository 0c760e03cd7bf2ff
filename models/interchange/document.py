"""The interchange document: the current contents of a school as JSON, read strictly.

Shape and rules: unknown keys, wrong types and unknown tasks are refused with the path of the
fault, and nothing is taken. A month that is missing is unanswered, ``{"none": true}`` is
本月无安排, ``"year"`` beside the months holds the goal of the whole year.
"""

from __future__ import annotations

import json
from dataclasses import field
from typing import TYPE_CHECKING, Any

from models.documents import kinds, lifecycle, versions
from models.errors import Refusal
from models.interchange import others
from models.json_reader import BYTES_LIMIT, Node, fault, parse
from models.lazy_regex import lazy_regex
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report import reading as report_reading
from models.monthly_report.interchange import (
    LoadedReport,
    dump_reports,
    read_reports,
    report_changes,
)
from models.monthly_report.rows import known_to
from models.notices import portable
from models.notices.amounts import figure_from_file, figure_to_file
from models.notices.shipped import file_key, shipped_notices
from models.school import notice_tables, notices_kept, register
from models.school.people import SAMPLE_ID, School
from models.task_list import children
from models.task_list import plan as plans
from models.task_list import reading as list_reading
from models.task_list.interchange import (
    LoadedList,
    dump_list,
    list_changes,
    read_list,
)
from models.text import NAME_LIMIT
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

    from models.interchange.others import LoadedOther
    from models.notices.indicator import Indicator
    from models.notices.notice import Notice
    from models.storage.store import Change, Store
    from models.task_list.children import Child
    from models.task_list.contents import Entry, Item

FORMAT = "zhijiao-qingdan"
FIRST_VERSION, FORMAT_VERSION = 1, 2
OFFICES_LIMIT = 500
IDENTITY = lazy_regex("[0-9a-f]{16}")  # of a school
OWN_PARTS = (plans.TASK_LIST, kept.MONTHLY_REPORT)  # kinds whose documents are parts of a year


@value_class
class YearContents:
    """A notice of a year of the document: the date on its list, entries, entered shares."""

    notice: Notice
    filled_on: date | None
    entries: tuple[Entry, ...]
    shares: Mapping[str, int]
    reports: tuple[LoadedReport, ...] = ()
    first_month: int | None = None
    openings: Mapping[str, int] = field(default_factory=dict)
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    children: tuple[Child, ...] = ()  # parts of tasks that the school added
    others: tuple[LoadedOther, ...] = ()  # documents of kinds without a part of their own


@value_class
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
    document = parse(content, limit)
    version = require_format(document)
    newer = {"notices"} if version > FIRST_VERSION else set()
    root = document.fields({"format", "version", "school", "offices", "years"}, newer)
    known = {**notices, **(_read_notices(root["notices"]) if "notices" in root else {})}
    years = tuple(_read_year(node, known, version) for node in root["years"].items())
    for index, year in enumerate(years):
        earlier = {(y.notice.key, y.notice.year) for y in years[:index]}
        if (year.notice.key, year.notice.year) in earlier:
            raise fault(f"years[{index}].year", "year_twice")
    school = _read_school(root["school"], version)
    return Contents(school, _read_offices(root["offices"]), years)


def require_format(document: Node) -> int:
    """Return the version of a document: which keys it may have is known before they are read.

    Raises:
        Refusal: ``document.*``: it is none of ours, or newer.
    """
    root = dict(document.members())
    for key in ("format", "version"):
        if key not in root:
            raise fault(key, "missing_key")
    if root["format"].value != FORMAT:
        raise fault("format", "other_format")
    version = root["version"].integer(1, 10**6)
    if version > FORMAT_VERSION:
        raise fault("version", "newer_version")
    return version


def _read_notices(node: Node) -> dict[str, Notice]:
    """Read the notices that are not shipped, or are not as they are shipped."""
    found: dict[str, Notice] = {}
    for one in node.items():
        notice = portable.read(one)
        strange = next((kind for kind in notice.duties if not kinds.is_known(kind)), None)
        if strange is not None:
            raise fault(f"{one.path}.duties.{strange}", "unknown_word")
        name = file_key(notice.key, notice.year)
        if name in found:
            raise fault(one.path, "year_twice")
        found[name] = notice
    return found


def _read_school(node: Node, version: int) -> School:
    texts = ("name", "stamp_name", "contact", "phone")
    newer = {"id"} if version > FIRST_VERSION else set()
    found = node.fields(set(texts), {"notice_school", *newer})
    notice_school = found.get("notice_school")
    known = notice_school is not None and notice_school.value is not None
    return School(
        **{name: found[name].name(NAME_LIMIT) for name in texts},
        notice_school=notice_school.name(NAME_LIMIT) if known and notice_school else "",
        identity=_read_identity(found["id"]) if "id" in found else "",
    )


def _read_identity(node: Node) -> str:
    text = node.name(NAME_LIMIT)
    if not IDENTITY.fullmatch(text):
        raise fault(node.path, "unknown_word")
    return text


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
    optional |= {"documents"} if version > FIRST_VERSION else set()
    found = node.fields({"year", "notice", "task_list"}, optional)
    key, year = found["notice"].name(NAME_LIMIT), found["year"].integer(1900, 9999)
    notice = notices.get(file_key(key, year))
    if notice is None:
        years = [one.year for one in notices.values() if one.key == key]
        if years:
            raise fault(found["year"].path, "other_year", year="、".join(map(str, sorted(years))))
        raise fault(found["notice"].path, "unknown_notice")
    own = read_list(found["task_list"], notice, version)
    filled = children.with_children(notice, own.children)
    return YearContents(
        notice,
        own.filled_on,
        own.entries,
        _read_figures(found.get("shares"), notice),
        read_reports(found.get("monthly_reports"), filled),
        found["first_month"].integer(1, 12) if "first_month" in found else None,
        _read_figures(found.get("opening"), notice),
        own.items,
        own.children,
        others.read(found["documents"], OWN_PARTS) if "documents" in found else (),
    )


def _read_figures(node: Node | None, notice: Notice) -> dict[str, int]:
    shares = {}
    known = notice.indicators()
    for key, amount in node.members() if node else ():
        if key not in known:
            raise fault(amount.path, "unknown_indicator")
        shares[key] = figure_from_file(amount, known[key][1])
    return shares


# -- writing -------------------------------------------------------------------------------------


def load(store: Store, contents: Contents, *, as_sample: bool = False) -> None:
    """Write a document into an empty data file, in one transaction.

    The data become those of the school whose id the document carries; the sample's is taken
    ``as_sample`` alone: what a school begins with it has an id of its own.

    Raises:
        Refusal: the data file holds a school already.
    """
    if notices_kept.opened(store) or not register.school(store).is_unknown:
        raise Refusal("document.not_empty")
    identity = contents.school.identity
    with store.transaction() as con:
        if identity and (as_sample or identity != SAMPLE_ID):
            register.take_identity(con, identity)
        changes: list[Change] = []
        under: list[tuple[int, int, YearContents]] = []
        for year in contents.years:
            notice = notice_tables.insert(con, year.notice, store.utc())
            under.append((notice, lifecycle.insert(con, plans.document(notice), year.notice), year))
        store.record(con, "school", register.SCHOOL_KEY, "loaded", FORMAT)
        changes += school_changes(contents)
        changes += register.staff_changes(store, contents.offices)
        for notice, version, year in under:
            changes += _year_changes(notice, version, year)
            for report in year.reports:
                changes += _report_changes(con, notice, year.notice, report)
            for other in year.others:
                changes += others.insert(con, notice, year.notice, other)
        store.write_for_good(changes)


def _report_changes(
    con: sqlite3.Connection, notice_id: int, notice: Notice, report: LoadedReport
) -> list[Change]:
    version = lifecycle.insert(con, kept.document(notice_id, report.month), notice)
    return report_changes_of(version, report)


def report_changes_of(version: int, report: LoadedReport) -> list[Change]:
    """Return the changes that write a report and its days into its draft."""
    days = {"as_of": report.as_of, "filled_on": report.filled_on}
    changes = [versions.day_change(version, name, day) for name, day in days.items()]
    return [*changes, *report_changes(version, report)]


def school_changes(contents: Contents) -> list[Change]:
    """Return the changes that write what is said of the school; its id is no field to edit."""
    school = contents.school
    return [
        register.school_change(field, getattr(school, field))
        for field in ("name", "stamp_name", "contact", "phone", "notice_school")
    ]


def _year_changes(notice: int, version_id: int, year: YearContents) -> list[Change]:
    changes = []
    if year.first_month is not None:
        changes.append(report_edits.first_month_change(notice, year.first_month))
    changes += [
        report_edits.opening_change(notice, key, amount) for key, amount in year.openings.items()
    ]
    return [*changes, *share_changes(notice, year), *list_changes_of(version_id, year)]


def share_changes(notice: int, year: YearContents) -> list[Change]:
    """Return the changes that write the school's own yearly figures."""
    return [notices_kept.share_change(notice, key, amount) for key, amount in year.shares.items()]


def list_changes_of(version_id: int, year: YearContents) -> list[Change]:
    """Return the changes that write a year's list and its day into its draft."""
    own = LoadedList(year.filled_on, year.entries, year.items, year.children)
    day = versions.day_change(version_id, "filled_on", year.filled_on)
    return [day, *list_changes(version_id, own)]


def dump(store: Store, only: int | None = None, *, with_ids: bool = False) -> str:
    """Return the document of a data file's current contents, or of what one notice asked for.

    It is of the newest version, and carries what of its notices is not as it is shipped. With
    ``with_ids`` parts of tasks have their ids: to be read into the same data again.
    """
    school = register.school(store)
    wanted = [one.id for one in notices_kept.opened(store) if only in (None, one.id)]
    own = [notices_kept.notice(store, one) for one in wanted]
    shipped = shipped_notices()
    carried = [one for one in own if shipped.get(file_key(one.key, one.year)) != one]
    document = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "school": {
            **({"id": school.identity} if school.identity else {}),
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
        **({"notices": [portable.written(one) for one in carried]} if carried else {}),
        "years": [_dump_year(store, one, with_ids=with_ids) for one in wanted],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _dump_year(store: Store, identity: int, *, with_ids: bool) -> dict[str, Any]:
    newest = plans.newest(store, identity).id
    notice = children.noticed(store, notices_kept.notice(store, identity), [newest])
    own = [one for one in children.read(store, [newest]) if notice.has_task(one.id)]
    contents = list_reading.task_list(store, newest, notice)
    known = {key: indicator for key, (_, indicator) in notice.indicators().items()}
    stored = report_reading.contents(store, kept.newest(store, identity).values())
    reports = {month: known_to(report, notice) for month, report in stored.items()}
    document: dict[str, Any] = {
        "year": notice.year,
        "notice": notice.key,
        "task_list": dump_list(contents, notice, own, with_ids=with_ids),
        "monthly_reports": dump_reports(reports, notice),
    }
    optional = {
        "shares": _dump_figures(notices_kept.entered_shares(store, identity), known),
        "opening": _dump_figures(kept.openings(store, identity), known),
        "first_month": kept.own_first_month(store, identity),
        "documents": others.dump(store, identity, OWN_PARTS),
    }
    return document | {key: value for key, value in optional.items() if value}


def _dump_figures(
    figures: Mapping[str, int], known: Mapping[str, Indicator]
) -> dict[str, int | str]:
    return {key: figure_to_file(known[key], n) for key, n in figures.items() if key in known}
