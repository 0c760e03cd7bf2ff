"""What a school's file reports: of today's by its keys, of the old kind by what is printed."""

from __future__ import annotations

import lzma
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.reading import reported
from models.bureau.facts import State, facts_from_json, facts_to_json
from models.bureau.figures import figures_of
from models.bureau.reckoning import Tally, open_rows
from models.documents import document, kinds, versions
from models.errors import Refusal
from models.monthly_report.results import RowKind
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from tests.helpers import there
from ui.use_cases.documents import files_of

if TYPE_CHECKING:
    from models.bureau.facts import Facts
    from models.monthly_report.sheet import ReportSheet

OLD = Path(__file__).parents[1] / "data/released/demo-1.7.sqlite3.xz"
NINE = "2023-03-25T09:00:00+08:00"
NOTICE = shipped_notices()["yangcheng_2023"]


@pytest.fixture(scope="module")
def old_store(tmp_path_factory: pytest.TempPathFactory):
    """A year that 1.7 lived: its sheets are written again in the first form."""
    folder = tmp_path_factory.mktemp("old")
    paths.data_file(folder).write_bytes(lzma.decompress(OLD.read_bytes()))
    store = Store.open(paths.data_file(folder))
    yield store
    store.close()


def sheet_of(store: Store, month: int | None, mark: str = "") -> ReportSheet:
    """The newest version of a document, or the one with a mark."""
    (notice,) = (one.id for one in notices_kept.opened(store) if one.year == 2023)
    kind, serial = ("task_list", kinds.ONLY) if month is None else ("monthly_report", month)
    identity = kinds.DocumentId(notice, kind, serial)
    if not mark:
        return document.newest(store, identity)  # type: ignore[return-value]
    (version,) = (v for v in versions.of_document(store, identity) if v.mark == mark)
    return document.load(store, version)  # type: ignore[return-value]


def facts_of(store: Store, month: int | None, mark: str = "") -> Facts:
    return reported.of_xlsx(files_of.xlsx_bytes(store, sheet_of(store, month, mark)))


@pytest.mark.parametrize("month", range(3, 13))
def test_of_the_old_kind_results_and_figures_are_those_that_are_printed(
    old_store: Store, month: int
) -> None:
    sheet, facts = sheet_of(old_store, month), facts_of(old_store, month)
    assert (facts.form_version, facts.notice, facts.state) == (1, "", State.FINAL)
    assert (facts.form, facts.year, facts.month) == ("monthly_report", 2023, month)
    counts = sheet.report.counts
    assert Tally.of(facts.rows) == (counts.due, counts.done, counts.missed)
    figures = figures_of(NOTICE, facts)
    standings = sheet.report.standings
    shown = [key for key, one in standings.items() if one.cumulative is not None]
    assert set(figures) == {key for key in shown if key in figures or _is_printed(sheet, key)}
    assert {key: int(part) for key, (part, _) in figures.items()} == {
        key: standings[key].cumulative for key in figures
    }
    assert len(list(open_rows(facts.rows))) == len(_open_after(sheet))


def _is_printed(sheet: ReportSheet, key: str) -> bool:
    """Whether a figure stands on the paper: of a task that has a row of its own goal."""
    task, _ = sheet.notice.indicators()[key]
    own = [one for one in sheet.report.lines if one.row.kind is RowKind.GOAL]
    return any(line.task.id == task.id for line in own)


def _open_after(sheet: ReportSheet) -> list[object]:
    """The rows of a report that stay open after it, by our own data."""
    from models.monthly_report.results import CLOSING, SHORTFALLS

    return [
        line
        for line in sheet.report.lines
        if (line.row.kind is RowKind.GOAL and line.result in SHORTFALLS)
        or (line.row.kind is RowKind.OPEN_ITEM and line.result not in CLOSING)
    ]


def test_of_the_old_kind_corrections_and_drafts_are_told(old_store: Store) -> None:
    first, corrected = facts_of(old_store, 7, "v1.0"), facts_of(old_store, 7)
    assert (first.version, corrected.version) == ((1, 0), (1, 1))
    assert first.code != corrected.code
    adjusted = facts_of(old_store, None)
    assert (adjusted.form, adjusted.version, adjusted.month) == ("task_list", (2, 0), None)


def test_a_draft_is_one(filled: Store, march) -> None:
    facts = facts_of(filled, 3)
    assert (facts.state, facts.form_version) == (State.DRAFT, 2)
    assert facts.notice == "yangcheng_2023"


def test_facts_come_back_from_the_other_process_as_they_were(old_store: Store) -> None:
    for month in (None, 3, 5, 7):
        facts = facts_of(old_store, month)
        assert facts_from_json(facts_to_json(facts)) == facts


def test_a_mail_tells_of_each_of_its_files(old_store: Store) -> None:
    mail = EmailMessage()
    mail["Date"] = "Sat, 25 Mar 2023 09:00:00 +0800"
    content = files_of.xlsx_bytes(old_store, sheet_of(old_store, 3))
    for name, body in (("3月.xlsx", content), ("坏.xlsx", b"none"), ("照片.png", b"png")):
        mail.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    found = reported.of_mail(mail.as_bytes())
    assert there(found.received).isoformat() == "2023-03-25T09:00:00+08:00"
    assert [one.name for one in found.files] == ["3月.xlsx", "坏.xlsx"]
    assert there(found.files[0].facts).month == 3
    assert there(found.files[1].refusal).code == "verify.not_xlsx"


@pytest.mark.parametrize(
    ("header", "moment"),
    [
        (
            "Date: Sat, 25 Mar 2023 09:00:00 CST",
            "2023-03-25T09:00:00+08:00",
        ),  # China's, not Chicago's
        ("Date: Sat, 25 Mar 2023 01:00:00 -0000", "2023-03-25T09:00:00+08:00"),
        (
            "Received: by b; 31 Dec 9999 23:00:00 -1200\nDate: 25 Mar 2023 09:00 +0800",
            "2023-03-25T09:00:00+08:00",
        ),
        ("Date: some day", None),
        ("Subject: none", None),
    ],
)
def test_when_a_mail_came_is_told_in_beijing_s_time(header: str, moment: str | None) -> None:
    found = reported.of_mail(f"{header}\n\nbody\n".encode()).received
    assert (None if found is None else found.isoformat()) == moment


def test_a_mail_with_more_files_than_anybody_sends_says_so() -> None:
    mail = EmailMessage()
    for number in range(reported.ATTACHMENTS_LIMIT + 5):
        mail.add_attachment(b"x", maintype="a", subtype="b", filename=f"{number}.xlsx")
    found = reported.of_mail(mail.as_bytes()).files
    assert len(found) == reported.ATTACHMENTS_LIMIT + 1
    assert there(found[-1].refusal).code == "bureau.many_attached"


@pytest.mark.parametrize("content", [b"", b"\n\nno mail", b"PK\x03\x04"])
def test_what_is_no_mail_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="no_mail"):
        reported.of_mail(content)
