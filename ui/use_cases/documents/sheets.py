"""The documents of a year with everything around them, read from the store; light for the start."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from models import stored
from models.documents import revision_record, versions
from models.documents.findings import check_revision, sort_findings
from models.documents.kinds import DocumentKind
from models.errors import Refusal
from models.school import notices_kept, register
from models.school.notices_kept import share_of
from models.task_list import findings
from models.task_list import reading as list_reading
from models.task_list.findings import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.documents.findings import Finding
    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from models.monthly_report.report import Report
    from models.notices.notice import Figure, Indicator, Pack, PackTask
    from models.school.people import Office, School
    from models.storage.store import Store
    from models.task_list.contents import Entry, TaskList


@dataclass(frozen=True)
class Around:
    """What stands around every document, as plain values (safe to hand to a worker).

    ``before`` is the version that a correction or adjustment goes out from, with none before it.
    """

    version: Version
    pack: Pack
    school: School
    staff: tuple[Office, ...]
    shares: Mapping[str, int]
    explained: Mapping[str, str]
    revision: Revision
    reasons: Mapping[str, str]
    before: AnySheet | None

    def share(self, indicator: Indicator) -> Figure | None:
        """Return this school's yearly figure of an indicator, None where nobody gave one."""
        return share_of(indicator, self.school, self.shares, self.pack)

    def rule_findings(self) -> list[Finding]:
        """Return what the rules find; without the checks that need the fonts."""
        raise NotImplementedError

    def _revision_findings(self) -> list[Finding]:
        if self.version.is_first:
            return []
        adjustment = self.version.is_adjustment
        return check_revision(self.revision, self.explained, adjustment=adjustment)


@dataclass(frozen=True)
class Sheet(Around):
    """The list of a year."""

    contents: TaskList

    def task(self, row: int) -> PackTask:
        """Return the task of a row, counted from 0."""
        return self.pack.tasks[row]

    def entry(self, row: int) -> Entry:
        """Return the entry of a row, counted from 0."""
        return self.contents.entry(self.task(row).number)

    def row_of(self, task: int) -> int:
        """Return the row of a task number."""
        return next(i for i, t in enumerate(self.pack.tasks) if t.number == task)

    def rule_findings(self) -> list[Finding]:
        facts = Facts(self.school, self.staff, self.shares, self.pack)
        found = findings.check_task_list(self.contents, facts, self.explained)
        return sort_findings([*found, *self._revision_findings()])


@dataclass(frozen=True)
class ReportSheet(Around):
    """The report of a month."""

    report: Report

    @cached_property
    def title(self) -> str:
        """Its short name: ``4月任务完成情况``."""
        return f"{self.version.month}月任务完成情况"

    def rule_findings(self) -> list[Finding]:
        from models.monthly_report import (
            findings as report_findings,  # the list is on screen before any report is
        )

        facts = report_findings.ReportFacts(self.school, self.shares, self.pack)
        found = report_findings.check_report(self.report, facts, self.explained)
        return sort_findings([*found, *self._revision_findings()])


AnySheet = Sheet | ReportSheet


def load(store: Store, year: int) -> Sheet:
    """Return the newest version of a year's list.

    Raises:
        Refusal: the year was not opened.
    """
    if year not in notices_kept.years(store):
        raise Refusal("year.not_open", year=year)
    version = versions.task_list_version(store, year)
    return _load_list(store, version, _before(store, version))


def load_report(store: Store, year: int, month: int) -> ReportSheet:
    """Return the newest version of a month's report.

    Raises:
        Refusal: the year was not opened, or the report was not started.
    """
    if year not in notices_kept.years(store):
        raise Refusal("year.not_open", year=year)
    version = versions.newest(store, year, DocumentKind.MONTHLY_REPORT, month)
    if version is None:
        raise Refusal("report.not_started", month=month)
    return _load_report(store, version, _before(store, version))


def load_version(store: Store, version: Version) -> AnySheet:
    """Return a version of either document, also one that was replaced."""
    return _load(store, version, _before(store, version))


def _before(store: Store, version: Version) -> AnySheet | None:
    found = None if version.is_first else versions.predecessor(store, version)
    return _load(store, found, None) if found is not None else None


def _load(store: Store, version: Version, before: AnySheet | None) -> AnySheet:
    if version.kind is DocumentKind.TASK_LIST:
        return _load_list(store, version, before)
    return _load_report(store, version, before)


def _load_list(store: Store, version: Version, before: AnySheet | None) -> Sheet:
    around = _around(store, version, before)
    contents = list_reading.task_list(store, version.id, around.pack)
    return Sheet(**vars(around), contents=contents)


def _load_report(store: Store, version: Version, before: AnySheet | None) -> ReportSheet:
    from models.monthly_report import (
        reading as report_reading,  # the list is on screen before any report is
    )

    around = _around(store, version, before)
    report = report_reading.report(store, version, around.pack)
    return ReportSheet(**vars(around), report=report)


def _around(store: Store, version: Version, before: AnySheet | None) -> Around:
    return Around(
        version,
        notices_kept.pack(store, version.year),
        register.school(store) if version.is_draft else _frozen_school(store, version),
        register.staff(store),
        notices_kept.entered_shares(store, version.year),
        revision_record.explanations(store, version.id),
        revision_record.revision(store, version.id),
        revision_record.change_reasons(store, version.id),
        before,
    )


def _frozen_school(store: Store, version: Version) -> School:
    """Return the school as its 定稿 names it, whatever the settings say by now."""
    current = register.school(store)
    try:
        head = json.loads(versions.canonical(store, version))["head"]
        names = {key: stored.name(head.get(key, "")) for key in ("name", "contact", "phone")}
    except (ValueError, TypeError, LookupError, AttributeError):
        return current  # not what a program of ours has frozen
    return replace(current, stamp_name="", **names)
