"""The whole sample year, lived as a clerk would: into a folder of its own."""

from __future__ import annotations

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
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.interchange import LoadedReport, report_changes
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.notices.shipped import shipped_notices
from models.school import kept_settings, notices_kept
from models.storage import files, paths
from models.storage.schema import REVISION_FIELDS
from models.storage.store import Store
from models.task_list import edits as list_edits
from models.task_list import plan, sheet
from models.task_list.words.wording import NONE_TEXT
from ui.use_cases import settings
from ui.use_cases.data import data_folder, loading
from ui.use_cases.documents import deadlines, files_of, finalising

if TYPE_CHECKING:
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version

SAMPLE, SCRIPT = "sample/school.json", "sample/year.toml"
DATA_FOLDER = "样例数据"
WORK_HOURS = 9
Picture = Callable[[Path, Path], None]


class _Clock:
    """The sample year's own time: every step of it happens on the day it would."""

    def __init__(self) -> None:
        self.day = date(2023, 3, 1)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(WORK_HOURS), UTC)


class _Year:
    """Lives one year of the sample school in an open data file; writes what a clerk would send."""

    def __init__(self, store: Store, clock: _Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder
        self._id = notices_kept.opened(store)[-1].id
        self._notice = notices_kept.notice(store, self._id)
        self._script: Mapping[str, Any] = tomllib.loads(
            resources.path(SCRIPT).read_text(encoding="utf-8")
        )
        self.written: list[Path] = []

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
    """Live the sample year: the list, ten reports, an adjustment, a correction, all as files.

    ``picture(data_folder, target)`` takes a picture of the window: drawing is not our business.

    Raises:
        EnvironmentRefusal: the folder cannot be written.
    """
    files.make_folder(folder)
    own = folder / DATA_FOLDER
    reports = _begin(own)
    clock = _Clock()
    store = Store.open(paths.data_file(own), clock)
    try:
        begun = sheet.newest(store, notices_kept.opened(store)[-1].id)
        written = files_of.export(store, begun, folder)
        year = _Year(store, clock, folder)
        year.live(reports)
        written += year.written
    finally:
        store.close()
    window = folder / "window.png"
    picture(own, window)
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
