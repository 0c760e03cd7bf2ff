"""A part of an interchange document written into drafts: what it says is changed, the rest stays.

A part is a document in which anything but ``format`` and ``version`` may be missing. An entry, a
report or a row is named by its own key (task, month; task, kind and origin month); of one that is
there already, fields that are not given stay. A month of an entry, ``amounts`` and ``shortfall``
are given whole.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.documents import kinds, versions
from models.errors import Refusal
from models.interchange import document as interchange
from models.interchange import others
from models.json_reader import fault, parse
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.notices.shipped import file_key
from models.school import notices_kept, register
from models.task_list import children
from models.task_list import plan as plans
from models.text import NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from models.interchange.document import Contents, YearContents
    from models.json_reader import Node
    from models.monthly_report.interchange import LoadedReport
    from models.storage.store import Batch, Change, Store

    Raw = dict[str, Any]

# Lists whose members are named by some of their fields; other lists are given whole.
_NAMED = {
    "years": ("year", "notice"),
    "entries": ("task",),
    "monthly_reports": ("month",),
    "rows": ("task", "kind", "origin_month"),
    "documents": ("kind", "serial"),
    "offices": ("name",),
    "children": ("parent", "number"),
}
_IN_ORDER = frozenset({"children"})
_WHOLE = frozenset({"amounts", "shortfall"})
_MONTHS = "months"  # each of them is given whole


def edit(store: Store, content: bytes) -> Batch | None:
    """Write a part into the drafts that it names, as one step; None where it says nothing new.

    Raises:
        Refusal: ``document.*`` with the path of a fault in it; of another school; a notice or a
            document that was not begun, or is final.
    """
    part = parse(content)
    interchange.require_format(part)
    if "notices" in part.value:  # what a notice says is no draft
        raise fault("notices", "unknown_key")
    base = interchange.dump(store, with_ids=True)
    notices = [notices_kept.notice(store, one.id) for one in notices_kept.opened(store)]
    known = {file_key(one.key, one.year): one for one in notices}
    _require_begun(part, {(one.year, one.key) for one in notices})
    try:
        whole = _merged(json.loads(base), part.value)
        _give_ids(store, whole)
        merged = json.dumps({**whole, "version": interchange.FORMAT_VERSION})
    except RecursionError as error:
        raise fault("", "not_json", line=1) from error
    before, after = (interchange.read(text.encode(), known) for text in (base, merged))
    if before.school.identity != after.school.identity:
        raise Refusal("edit.other_school")
    return store.edit(list(_changes(store, before, after)))


def _give_ids(store: Store, whole: Raw) -> None:
    """Give parts of tasks that are new ids of their own, which no part ever had."""
    ids = {(one.year, one.key): one.id for one in notices_kept.opened(store)}
    for year in whole["years"]:
        task_list = year.get("task_list") if isinstance(year, dict) else None
        added = task_list.get("children") if isinstance(task_list, dict) else None
        new = [one for one in added or () if isinstance(one, dict) and "id" not in one]
        if not new or not isinstance(added, list):
            continue
        notice = notices_kept.notice(store, ids[year["year"], year["notice"]])
        first = children.next_id(store, notice)
        for number, child in enumerate(new, start=first):
            child["id"] = number


def _require_begun(part: Node, begun: Collection[tuple[int, str]]) -> None:
    """Refuse a year or a notice that was not begun; what is no year the reader refuses.

    Raises:
        Refusal: ``document.unknown_notice``, ``document.other_year``.
    """
    given = dict(part.members()).get("years")
    for year in given.items() if given is not None else ():
        fields = dict(year.members())
        if not {"year", "notice"} <= fields.keys():
            continue  # its reader says so
        number, key = fields["year"].integer(1900, 9999), fields["notice"].name(NAME_LIMIT)
        if (number, key) in begun:
            continue
        found = sorted(year for year, other in begun if other == key)
        if not found:
            raise fault(fields["notice"].path, "unknown_notice")
        raise fault(fields["year"].path, "other_year", year="、".join(map(str, found)))


# -- a part over what is there ---------------------------------------------------------------------


def _merged(own: Any, part: Any, name: str = "") -> Any:
    """Return a value with what a part says of it; members of a part stand first, as given.

    So a fault has the path that it has in the part.
    """
    if isinstance(own, dict) and isinstance(part, dict) and name not in _WHOLE:
        rest = {key: value for key, value in own.items() if key not in part}
        if name == _MONTHS:
            return part | rest
        return {key: _merged(own.get(key), value, key) for key, value in part.items()} | rest
    if isinstance(own, list) and isinstance(part, list) and name in _NAMED:
        there = {_name_of(one, name): one for one in own}
        given = {_name_of(one, name): one for one in part}
        if name in _IN_ORDER:  # one may stand under another: new ones come behind
            kept = [
                _merged(one, given.pop(at)) if at in given else one for at, one in there.items()
            ]
            return [*kept, *given.values()]
        first = [_merged(there.pop(_name_of(one, name), None), one) for one in part]
        return [*first, *there.values()]
    return part


def _name_of(member: Any, name: str) -> str:
    """Return what names a member of a list; one that is no object, or lacks a name, is none's."""
    fields = member if isinstance(member, dict) else {}
    return json.dumps([fields.get(key) for key in _NAMED[name]])


# -- what is to be changed -------------------------------------------------------------------------


def _changes(store: Store, before: Contents, after: Contents) -> Iterator[Change]:
    yield from _difference(interchange.school_changes(before), interchange.school_changes(after))
    if before.offices != after.offices:
        yield from register.staff_changes(store, after.offices)
    ids = {(one.key, one.year): one.id for one in notices_kept.opened(store)}
    was = {(year.notice.key, year.notice.year): year for year in before.years}
    for year in after.years:
        name = year.notice.key, year.notice.year
        if year != was[name]:
            yield from _year_changes(store, ids[name], was[name], year)


def _year_changes(
    store: Store, notice: int, was: YearContents, year: YearContents
) -> Iterator[Change]:
    version = plans.newest(store, notice).id
    if (year.first_month, year.openings) != (was.first_month, was.openings):
        first = year.first_month or year.notice.first_month
        yield from report_edits.start_changes(store, notice, first, year.openings)
    yield from _difference(
        interchange.list_changes_of(version, was), interchange.list_changes_of(version, year)
    )
    yield from _difference(
        interchange.share_changes(notice, was), interchange.share_changes(notice, year)
    )
    reports = {report.month: report for report in was.reports}
    for report in year.reports:
        if report != reports.get(report.month):
            begun = _begun(store, kept.document(notice, report.month)).id
            earlier = reports.get(report.month, report)
            yield from _difference(_told(begun, earlier), _told(begun, report))
    documents = {(other.kind, other.serial): other for other in was.others}
    for other in year.others:
        document = kinds.DocumentId(notice, other.kind, other.serial)
        earlier_one = documents.get((other.kind, other.serial), other)
        begun = _begun(store, document).id
        yield from _difference(others.changes(begun, earlier_one), others.changes(begun, other))


def _told(version: int, report: LoadedReport) -> list[Change]:
    return interchange.report_changes_of(version, report)


def _begun(store: Store, document: DocumentId) -> Version:
    """Return the newest version of a document.

    Raises:
        Refusal: ``version.not_started``.
    """
    found = versions.newest(store, document)
    if found is None:
        page = kinds.of(document.kind).page_word
        raise Refusal("version.not_started", document=versions.word(store, document), page=page)
    return found


def _difference(before: Iterable[Change], after: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes that lead from one state of rows to another: what is gone is emptied.

    What a part does not speak of stays as it is stored, with characters too that no reader takes.
    """
    was, now = _by_place(before), _by_place(after)
    for place, change in was.items():
        if place not in now:
            yield replace(change, value=None)
    for place, change in now.items():
        if place not in was or was[place].value != change.value:
            yield change


def _by_place(changes: Iterable[Change]) -> dict[tuple[str, Any, str], Change]:
    return {(change.table, change.key, change.field): change for change in changes}
