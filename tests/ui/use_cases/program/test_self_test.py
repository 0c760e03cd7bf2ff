"""The self-test passes where everything works, and names the part that does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.form import check_code
from models.documents import versions
from models.documents.findings import Finding, Place, Severity
from models.errors import EnvironmentRefusal
from ui.use_cases.documents import files_of, verification
from ui.use_cases.documents.composing import Draft
from ui.use_cases.program import foreign, self_test

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.documents.document import Document
    from models.storage.store import Store


def no_screen(_folder: Path, content: bytes, school: str) -> list[str]:
    assert content.startswith(b"%PDF")
    assert school == "阳城县示例职业高级中学"
    return ["窗口"]


def with_a_hard_finding(patch: pytest.MonkeyPatch) -> None:
    finding = Finding(Severity.HARD, "office_missing", Place(1, "office"), {"task": "1"})
    patch.setattr(Draft, "check", lambda _draft: [finding])


def with_a_pdf_without_its_fonts(patch: pytest.MonkeyPatch) -> None:
    kept = versions.snapshot
    patch.setattr(
        versions, "snapshot", lambda *which: replace(kept(*which), pdf=b"%PDF-1.4 another")
    )


def with_another_code(patch: pytest.MonkeyPatch) -> None:
    judge = verification.judge
    body = check_code.ALPHABET[0] * (check_code.CODE_BITS // check_code.BITS_PER_CHARACTER)
    another = body + check_code.check_character(body)
    patch.setattr(verification, "judge", lambda sheet, _code: judge(sheet, another))


def with_files_of_an_ending_changed(
    patch: pytest.MonkeyPatch, ending: str, old: bytes, new: bytes
) -> None:
    export = files_of.export_all

    def exported(store: Store, sheet: Document, folder: Path) -> list[Path]:
        paths = export(store, sheet, folder)
        for path in paths:
            if path.suffix == ending:
                path.write_bytes(path.read_bytes().replace(old, new))
        return paths

    patch.setattr(files_of, "export_all", exported)


def with_a_pdf_that_was_not_kept(patch: pytest.MonkeyPatch) -> None:
    with_files_of_an_ending_changed(patch, ".pdf", b"%%EOF", b"%%EOF%")


def with_a_draft_that_no_mail_program_opens(patch: pytest.MonkeyPatch) -> None:
    with_files_of_an_ending_changed(patch, ".eml", b"X-Unsent", b"X-Sent")


def with_a_reader_that_reads_everything(patch: pytest.MonkeyPatch) -> None:
    read, sound = foreign.read_sheet, []

    def reads(path: Path) -> object:
        if "读不完" not in path.name:
            sound.append(read(path))
        return sound[-1]

    patch.setattr(foreign, "read_sheet", reads)


def test_it_names_what_it_proved_in_order() -> None:
    proved = self_test.run(no_screen)
    assert proved == ["数据", "检查", "字体", "PDF", "xlsx", "校验码", "外来文件", "邮件", "窗口"]


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (with_a_hard_finding, "检查"),
        (with_a_pdf_that_was_not_kept, "PDF"),
        (with_a_pdf_without_its_fonts, "字体"),
        (with_another_code, "xlsx"),
        (with_a_reader_that_reads_everything, "外来文件"),
        (with_a_draft_that_no_mail_program_opens, "邮件"),
    ],
)
def test_it_names_what_does_not_work(
    harm: Callable[[pytest.MonkeyPatch], None], named: str, monkeypatch
) -> None:
    harm(monkeypatch)
    with pytest.raises(EnvironmentRefusal) as refused:
        self_test.run(no_screen)
    assert (refused.value.code, refused.value.values) == (
        "cli.self_test_failed",
        {"what": named},
    )
