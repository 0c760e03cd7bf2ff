"""The sample school's years, lived as a clerk would: into a folder of its own.

Two counties' plans in one year, and the notice of the year after with all that it asks for.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from models.documents import document, lifecycle, revisions, versions
from models.documents.deliveries import EventKind
from models.interchange import document as interchange
from models.interchange import editing
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.interchange import LoadedReport, report_changes
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.notices.shipped import file_key, shipped_notices
from models.school import kept_settings, notices_kept
from models.storage import files, paths
from models.storage.schema import REVISION_FIELDS
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan, sheet
from models.task_list.words.wording import NONE_TEXT
from ui.use_cases import settings
from ui.use_cases.data import data_folder, loading
from ui.use_cases.data.notices import begin_notice
from ui.use_cases.documents import deadlines, files_of, finalising

if TYPE_CHECKING:
    Raw = dict[str, Any]

    from models.documents.kinds import DocumentId
    from models.documents.versions import Version

BEFORE, SOME_DAYS = date(2022, 2, 21), 3  # both plans are begun; until a paper is handed in
SAMPLE, SCRIPT = "sample/school.json", "sample/year.toml"
EARLIER = "sample/earlier.json"  # a part of an interchange document
DATA_FOLDER = "样例数据"
WORK_HOURS = 9
Picture = Callable[[Path, Path], None]


class _Clock:
    """The sample year's own time: every step of it happens on the day it would."""

    def __init__(self) -> None:
        self.day = date(2023, 3, 1)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(WORK_HOURS), UTC)


class _Living:
    """Finishes documents of the sample school in an open data file, and writes their files."""

    def __init__(self, store: Store, clock: _Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder
        self._script: Mapping[str, Any] = tomllib.loads(
            resources.path(SCRIPT).read_text(encoding="utf-8")
        )
        self.written: list[Path] = []

    def _finish(self, version: Version, due: date) -> None:
        """Finalise, print, sign, stamp, hand in, email; and write the files."""
        store = self._store
        self._clock.day = due - timedelta(days=1)
        size = settings.look(store, version.kind)
        final = finalising.finalise(store, version, size)
        people = self._script["delivery"]
        for kind, day, person, note in (
            (EventKind.PRINTED, due - timedelta(days=1), "", "2 份"),
            (EventKind.SIGNED_OFF, due - timedelta(days=1), people["leader"], ""),
            (EventKind.STAMPED, due - timedelta(days=1), people["clerk"], ""),
            (EventKind.HANDED_IN, due, people["receiver"], ""),
        ):
            self._clock.day = day
            revisions.deliver(store, final, revisions.event(kind, day, person, note))
        made = document.load(store, final)
        self.written += files_of.export_all(store, made, self._folder)
        sent = revisions.event(EventKind.SENT, due, "", files_of.letter(store, made).subject)
        revisions.deliver(store, final, sent)


class _Earlier(_Living):
    """Lives the year before under two counties' plans, which name no day; nobody hurries."""

    def live(self) -> None:
        part = json.loads(resources.path(EARLIER).read_text(encoding="utf-8"))
        known = shipped_notices()
        self._clock.day = BEFORE
        begun = []
        for year in part["years"]:
            notice = known[file_key(year["notice"], year["year"])]
            begun.append(begin_notice(self._store, notice, notice.schools[0].name))
        for year, version in zip(part["years"], begun, strict=True):
            self._live_year(part, year, version)

    def _live_year(self, part: Raw, year: Raw, version: Version) -> None:
        reports = year.pop("monthly_reports", [])
        filled_on = date.fromisoformat(year["task_list"]["filled_on"])
        self._clock.day = filled_on
        self._edit(part, year)
        self._finish(version, filled_on + timedelta(days=SOME_DAYS))
        for report in reports:
            self._clock.day = date.fromisoformat(report["as_of"])
            lifecycle.begin(self._store, kept.document(version.document.notice, report["month"]))
            named = {"year": year["year"], "notice": year["notice"]}
            self._edit(part, {**named, "monthly_reports": [report]})
            wanted = kept.newest(self._store, version.document.notice)[report["month"]]
            self._finish(wanted, self._clock.day + timedelta(days=SOME_DAYS))

    def _edit(self, part: Raw, year: Raw) -> None:
        editing.edit(self._store, json.dumps({**part, "years": [year]}).encode())


class _Year(_Living):
    """Lives one year of the sample school in an open data file; writes what a clerk would send."""

    def __init__(self, store: Store, clock: _Clock, folder: Path) -> None:
        super().__init__(store, clock, folder)
        self._id = notices_kept.opened(store)[-1].id
        self._notice = notices_kept.notice(store, self._id)

    def live(self, reports: tuple[LoadedReport, ...]) -> None:
        self._finish(plan.newest(self._store, self._id), self._due(plan.document(self._id)))
        for report in reports:
            if report.month == self._script["adjustment"]["before_month"]:
                self._adjust()
            due = self._due(kept.document(self._id, report.month))
            self._finish(self.begin(report), due)
            if report.month == self._script["correction"]["month"]:
                self._correct(report.month)

    def begin(self, report: LoadedReport) -> Version:
        """Begin a month's report and fill it in."""
        wanted = kept.document(self._id, report.month)
        self._clock.day = (report.as_of or self._due(wanted)) - timedelta(days=3)
        version = lifecycle.begin(self._store, wanted)
        as_of = versions.day_change(version.id, "as_of", report.as_of)
        self._store.edit([*report_changes(version.id, report), as_of])
        return version

    def _due(self, wanted: DocumentId) -> date:
        found = deadlines.of(self._store, self._notice, wanted)
        if found is None:
            raise KeyError(wanted)
        return found.due

    def _adjust(self) -> None:
        """Change the plan after it was stamped: the list v2.0 with its 计划调整说明."""
        store, script = self._store, self._script["adjustment"]
        self._clock.day = script["asked_on"]
        before = plan.newest(store, self._id)
        draft = revisions.begin_adjustment(store, before, script["before_month"])
        changes = []
        for goal in script["goals"]:
            text = NONE_TEXT if goal.get("none") else goal["goal"]
            changes += list_edits.month_changes(draft.id, goal["task"], goal["month"], text)
        for field in (name for name in REVISION_FIELDS if name in script):
            text = script[field]
            words = text.isoformat() if isinstance(text, date) else text
            changes.append(revisions.revision_change(draft.id, field, words))
        store.edit(changes)
        self._finish(draft, script["replied_on"] + timedelta(days=1))

    def _correct(self, month: int) -> None:
        """The bureau returns a report: 更正第1次 with its 更正说明."""
        store, script = self._store, self._script["correction"]
        self._clock.day = script["returned_on"]
        handed_in = versions.newest(store, kept.document(self._id, month))
        if handed_in is None:
            raise KeyError(month)
        receiver = self._script["delivery"]["receiver"]
        returned = revisions.event(
            EventKind.RETURNED, script["returned_on"], receiver, script["returned_note"]
        )
        revisions.deliver(store, handed_in, returned)
        draft = revisions.begin_correction(store, handed_in)
        row = ReportRow(RowKind.GOAL, script["task"], month)
        amount = report_edits.amount_change(draft.id, row, script["indicator"], script["amount"])
        reason = revisions.revision_change(draft.id, "reason", script["reason"])
        store.edit([amount, reason])
        self._finish(draft, script["returned_on"] + timedelta(days=1))


def live_until(own: Path, month: int) -> None:
    """Make a data folder in which a month's report is filled in, everything before it sent.

    For pictures and tests; raises as ``run``.
    """
    reports = _begin(own)
    clock = _Clock()
    store = Store.open(paths.data_file(own), clock)
    try:
        with tempfile.TemporaryDirectory() as files_folder:
            year = _Year(store, clock, Path(files_folder))
            year.live(tuple(report for report in reports if report.month < month))
            year.begin(next(report for report in reports if report.month == month))
    finally:
        store.close()


def run(folder: Path, picture: Picture) -> list[Path]:
    """Live the sample years: lists, reports, an adjustment, a correction, all as files.

    ``picture(data_folder, target)`` takes a picture of the window: drawing is not our business.

    Raises:
        EnvironmentRefusal: the folder cannot be written.
    """
    files.make_folder(folder)
    data = folder / DATA_FOLDER
    reports = _begin(data)
    clock = _Clock()
    store = Store.open(paths.data_file(data), clock)
    try:
        own = notices_kept.opened(store)[-1].id
        earlier, year = _Earlier(store, clock, folder), _Year(store, clock, folder)
        earlier.live()
        notices_kept.show(store, own)
        begun = files_of.export(store, sheet.newest(store, own), folder)
        year.live(reports)
        written = [*earlier.written, *begun, *year.written]
    finally:
        store.close()
    window = folder / "window.png"
    picture(data, window)
    return [*written, window]


def _begin(own: Path) -> tuple[LoadedReport, ...]:
    """Load the sample's list into a data folder of its own; returns the reports to come."""
    contents = interchange.read(resources.path(SAMPLE).read_bytes(), shipped_notices())
    years = tuple(replace(year, reports=()) for year in contents.years)
    loading.put_contents(own, replace(contents, years=years))
    store = data_folder.open_store(own)
    try:
        script = tomllib.loads(resources.path(SCRIPT).read_text(encoding="utf-8"))
        notice = notices_kept.opened(store)[-1].id
        kept_settings.set_setting(store, settings.mail_to(notice), script["delivery"]["email"])
    finally:
        store.close()
    return contents.years[-1].reports
