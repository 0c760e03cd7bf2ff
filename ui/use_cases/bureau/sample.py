"""The sample county: five schools' files as their own programs would make them, and its 汇总."""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import resources
from models.bureau.facts import LIST, REPORT
from models.bureau.received import read_received
from models.bureau.roster import read_roster
from models.documents import document, kinds
from models.notices.shipped import shipped_notices
from models.notices.working_days import Calendar, Rule, read_holidays
from models.school import notices_kept
from models.storage import files
from ui.use_cases.bureau.collecting import County, collect
from ui.use_cases.bureau.results import write
from ui.use_cases.data import data_folder, loading
from ui.use_cases.documents import files_of, finalising

if TYPE_CHECKING:
    from models.storage.store import Store

    Raw = dict[str, Any]

COUNTY = "sample/bureau/county.toml"
ROSTER, RECEIVED = "sample/bureau/roster.csv", "sample/bureau/received.csv"
FOLDERS = ("示例职高", "东城职中", "西河职中", "北留")  # of the schools, in their order
SCHOOL = "sample/school.json"
XLSX = ".xlsx"
_SHORTFALL = ("category", "gap", "reason", "remedy", "expected_on", "person")


def run(folder: Path) -> list[Path]:
    """Make every school's files below a folder, and reckon them; returns what was written.

    Raises:
        EnvironmentRefusal: the folder cannot be written.
    """
    script = tomllib.loads(resources.path(COUNTY).read_text(encoding="utf-8"))
    came = folder / "各校报来的"
    written = []
    for name, school in zip(FOLDERS, script["schools"], strict=True):
        for file, content in files_of_school(document_of(school), school["months"]).items():
            files.make_folder(came / name)
            written.append(files.write_atomically(came / name / file, content))
    notice = shipped_notices()[script["notice"]]
    members = read_roster(resources.path(ROSTER).read_bytes())
    received = read_received(resources.path(RECEIVED).read_bytes())
    calendar = Calendar(map(read_holidays, resources.holiday_paths()))
    county = County(notice, members, calendar, Rule.POSTPONE, received, script["as_of"])
    found = collect([came], county, lambda _part, _of: None)
    return [*written, *write(found, folder)]


def document_of(school: Raw) -> Raw:
    """Return a school's interchange document: the sample's, but for what the script says of it."""
    made: Raw = json.loads(resources.path(SCHOOL).read_text(encoding="utf-8"))
    made["school"] |= {"name": school["name"], "id": school["id"]}
    made["school"]["notice_school"] = school["in_notice"]
    year = made["years"][-1]
    year["monthly_reports"] = [
        report for report in year["monthly_reports"] if report["month"] <= school["months"][-1]
    ]
    for changed in school.get("changed", ()):
        row = next(
            row
            for report in year["monthly_reports"]
            for row in report["rows"]
            if (report["month"], row["task"]) == (changed["month"], changed["task"])
        )
        row["result"] = changed["result"]
        row["shortfall"] = {name: changed[name] for name in _SHORTFALL}
        _make_good(year["monthly_reports"], row, changed)
    return made


def _make_good(reports: list[Raw], row: Raw, changed: Raw) -> None:
    """Put the row that strikes a shortfall off into the report of the month it was made good in."""
    report = next(report for report in reports if report["month"] == changed["made_good_in"])
    words = {"kind": "open_item", "result": "销号", "progress": changed["made_good"]}
    report["rows"].append({**row, **words, "amounts": {}, "shortfall": None})


def files_of_school(made: Raw, months: list[int]) -> dict[str, bytes]:
    """Return the xlsx of the list and of some months' reports, finished in their order."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        loading.load_document(folder, json.dumps(made).encode(), replace=False)
        store = data_folder.open_store(folder)
        try:
            return dict(_finished(store, months))
        finally:
            store.close()


def _finished(store: Store, months: list[int]) -> list[tuple[str, bytes]]:
    (opened,) = notices_kept.opened(store)
    found = []
    first = notices_kept.notice(store, opened.id).first_month
    for month in (None, *range(first, max(months) + 1)):
        kind, serial = (LIST, kinds.ONLY) if month is None else (REPORT, month)
        identity = kinds.DocumentId(opened.id, kind, serial)
        finalising.finalise(store, document.newest(store, identity).version)
        if month is None or month in months:
            content = files_of.xlsx_bytes(store, document.newest(store, identity))
            found.append((f"{'清单' if month is None else f'{month}月'}{XLSX}", content))
    return found
