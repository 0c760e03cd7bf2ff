"""What was stamped before form version 2, by 1.0 and by 1.7: written again, verified, corrected."""

from __future__ import annotations

import hashlib
import lzma
import shutil
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.reading.printed import look_at
from forms.reading.verifying import verify
from models.documents import deliveries, revisions, versions
from models.documents.deliveries import EventKind
from models.documents.document import load
from models.monthly_report import edits, kept
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.school import notices_kept
from models.storage.store import Store
from ui.use_cases.documents import files_of, finalising, verification
from ui.use_cases.documents.composing import compose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.documents.versions import Version

DATABASES = Path(__file__).parents[1] / "data" / "databases"
RELEASED = Path(__file__).parents[1] / "data" / "released"


@pytest.fixture(params=["1.0", "1.7"])
def then(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """The two years that 1.0 left, and the demo's year as 1.7 left it."""
    yield from opened(request.param, tmp_path / "zhijiao.sqlite3")


@pytest.fixture
def demo_of_1_7(tmp_path: Path) -> Iterator[Store]:
    yield from opened("1.7", tmp_path / "zhijiao.sqlite3")


def opened(release: str, path: Path) -> Iterator[Store]:
    if release == "1.0":
        shutil.copy(DATABASES / "v1.0" / "zhijiao.sqlite3", path)
    else:
        path.write_bytes(lzma.decompress((RELEASED / "demo-1.7.sqlite3.xz").read_bytes()))
    store = Store.open(path)
    yield store
    store.close()


def finals(store: Store) -> list[Version]:
    """All that was finalised and not withdrawn."""
    return [
        version
        for one in notices_kept.opened(store)
        for version in versions.of_notice(store, one.id)
        if not version.is_draft
    ]


def latest_report(store: Store) -> Version:
    """The newest report of the oldest notice: the one that may be corrected."""
    reports = kept.in_force(store, notices_kept.opened(store)[0].id)
    return [version for version in reports.values() if not version.is_draft][-1]


def test_every_file_is_the_one_that_1_7_wrote_and_its_mail_carries_them(
    demo_of_1_7: Store,
) -> None:
    """How a mail names its files is better since; what it carries and says is the same."""
    then = demo_of_1_7
    lines = (RELEASED / "demo-1.7.sha256").read_text(encoding="utf-8").splitlines()
    kept_sums = {name.removeprefix("./"): found for found, name in map(str.split, lines)}
    made: dict[str, bytes] = {}
    for version in finals(then):
        sheet = load(then, version)
        own = files_of.contents(then, sheet)
        made |= own
        letter = files_of.export_mail(then, sheet, then.path.parent)
        mail = message_from_bytes(letter.read_bytes(), policy=policy.default)
        carried = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
        assert carried == own
        assert kept_sums.pop(letter.name)
    assert {name: hashlib.sha256(content).hexdigest() for name, content in made.items()} == (
        kept_sums
    )


def test_each_is_verified_against_paper_mail_and_records(then: Store) -> None:
    for version in finals(then):
        sheet = load(then, version)
        code = files_of.check_code(then, sheet)
        name = f"{files_of.stem(sheet)}.xlsx"
        answer = verification.judge(verify(files_of.contents(then, sheet)[name]), code)
        assert answer.agrees, name
        (*_, record) = verification.against_records(then, answer).lines
        assert version.word in record
        letter = files_of.export_mail(then, sheet, then.path.parent).read_bytes()
        assert code in message_from_bytes(letter, policy=policy.default)["Subject"]


def test_each_paper_is_printed_again_to_the_byte(then: Store) -> None:
    rows = then.query("SELECT version_id, pdf, code FROM snapshot ORDER BY id")
    stamped = {version: (pdf, code) for version, pdf, code in rows}  # the newest of each
    assert len(finals(then)) > 3
    for version in finals(then):
        sheet = load(then, version)
        pdf, code = stamped[version.id]
        assert files_of.contents(then, sheet)[f"{files_of.stem(sheet)}.pdf"] == pdf
        assert files_of.check_code(then, sheet) == code
        assert verification.look_up(then, code).lines


def test_a_correction_of_such_a_paper_is_a_sheet_of_version_2(then: Store) -> None:
    handed_in = latest_report(then)
    month = handed_in.document.serial
    if not deliveries.is_delivered(then, handed_in.id):
        revisions.deliver(then, handed_in, revisions.event(EventKind.HANDED_IN, date(2023, 12, 25)))
    draft = revisions.begin_correction(then, handed_in)
    assert compose(load(then, draft)).changes == ()  # composed alike, whatever stamped the first
    row = ReportRow(RowKind.GOAL, 5, month)
    then.edit(
        [
            edits.amount_change(draft.id, row, "5.skill_assessment", 17),
            revisions.revision_change(draft.id, "reason", "数错了人"),
        ]
    )
    final = finalising.finalise(then, draft)
    sheet = load(then, final)
    files = files_of.contents(then, sheet)
    verdicts = [verify(content) for name, content in files.items() if name.endswith(".xlsx")]
    assert [(v.agrees, v.state) for v in verdicts] == [(True, "final")] * 2
    assert {v.version for v in verdicts} == {final.number}
    assert {v.school_id for v in verdicts} == {sheet.school.identity}
    assert kept.newest(then, handed_in.document.notice)[month].id == final.id


def test_every_stored_paper_is_whole_with_its_headings_and_its_room_for_the_seal(
    then: Store,
) -> None:
    for version in finals(then):
        sheet = load(then, version)
        kept = versions.snapshot(then, version)
        seen = [look_at(kept.pdf, finalising.current_form(then, sheet))]
        note = finalising.current_note(then, sheet)
        if note is not None and kept.note is not None:
            seen.append(look_at(kept.note.pdf, note))
        assert {(one.is_whole, one.has_headings, one.seal_is_free) for one in seen} == {
            (True, True, True)
        }
