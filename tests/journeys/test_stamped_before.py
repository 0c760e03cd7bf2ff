"""What was stamped before form version 2: the demo's year as 1.7 left it, written again."""

from __future__ import annotations

import hashlib
import lzma
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from forms.reading.verifying import verify
from models.documents import revisions, versions
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

RELEASED = Path(__file__).parents[1] / "data" / "released"


@pytest.fixture
def then(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "zhijiao.sqlite3"
    path.write_bytes(lzma.decompress((RELEASED / "demo-1.7.sqlite3.xz").read_bytes()))
    store = Store.open(path)
    yield store
    store.close()


def finals(store: Store) -> list[Version]:
    (notice,) = notices_kept.opened(store)
    return [v for v in versions.of_notice(store, notice.id) if not v.is_draft]


def test_every_file_and_mail_is_the_one_that_1_7_wrote(then: Store) -> None:
    lines = (RELEASED / "demo-1.7.sha256").read_text(encoding="utf-8").splitlines()
    kept_sums = {name.removeprefix("./"): found for found, name in map(str.split, lines)}
    made: dict[str, bytes] = {}
    for version in finals(then):
        sheet = load(then, version)
        made |= files_of.contents(then, sheet)
        letter = files_of.export_mail(then, sheet, then.path.parent)
        made[letter.name] = letter.read_bytes()
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


def test_a_correction_of_such_a_paper_is_a_sheet_of_version_2(then: Store) -> None:
    december = finals(then)[-1]
    assert december.document.serial == 12
    draft = revisions.begin_correction(then, december)
    assert compose(load(then, draft)).changes == ()  # composed alike, whatever stamped the first
    row = ReportRow(RowKind.GOAL, 5, 12)
    then.edit(
        [
            edits.amount_change(draft.id, row, "5.skill_assessment", 60),
            revisions.revision_change(draft.id, "reason", "多数了人"),
        ]
    )
    final = finalising.finalise(then, draft)
    sheet = load(then, final)
    files = files_of.contents(then, sheet)
    verdicts = [verify(content) for name, content in files.items() if name.endswith(".xlsx")]
    assert [(v.agrees, v.state, v.version) for v in verdicts] == [(True, "final", "1.1")] * 2
    assert kept.newest(then, december.document.notice)[12].id == final.id
