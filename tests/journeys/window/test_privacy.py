"""Nothing that was typed, no name of a user or a PC, leaves by a side door."""

from __future__ import annotations

import io
import os
import platform
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from models.safekeeping import backups, opening, session_mark
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, register
from models.storage import files
from tests.helpers import list_of
from ui.start.errors import CrashHandler
from ui.use_cases.data import handover, handover_file
from ui.use_cases.documents import files_of

if TYPE_CHECKING:
    from pathlib import Path

NAME, PHONE, SCHOOL = "欧阳测试名", "13899887766", "某某县隐名中学"
PLANTED = (NAME, PHONE, SCHOOL)


@pytest.fixture
def planted(window, workspace):
    workspace.edit(
        [
            register.school_change("contact", NAME),
            register.school_change("phone", PHONE),
            register.school_change("name", SCHOOL),
        ]
    )
    return workspace


def hits(text: str) -> list[str]:
    own = (os.environ.get("USER", ""), platform.node())
    return [
        word for word in (*PLANTED, *own) if word and re.search(rf"\b{re.escape(word)}\b", text)
    ]


def test_a_crash_file_holds_no_typed_text(planted, window, answers, monkeypatch, capfd) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        "ui.start.error_dialog.ErrorDialog.exec",
        lambda self: shown.append(self._details.toPlainText()),
    )
    handler = CrashHandler(planted.folder, answers)
    window.navigation.open_page("history")

    def slot(name: str, number: str) -> None:
        raise ValueError(f"cannot draw {name} {number}")

    with pytest.raises(ValueError, match="cannot draw") as caught:
        slot(NAME, PHONE)
    handler.handle(caught.type, caught.value, caught.tb)
    (kept,) = (planted.folder / "错误记录").glob("*.txt")
    text = kept.read_text(encoding="utf-8")
    assert hits(text) == hits(shown[0]) == []
    assert "page history" in text
    assert "edit school.contact" in text
    assert "SQLite" in text
    assert hits(capfd.readouterr().err) == []


def test_documents_carry_no_name_in_their_metadata(planted, tmp_path: Path) -> None:
    sheet = list_of(planted.store)
    for path in files_of.export(planted.store, sheet, tmp_path):
        content = path.read_bytes()
        if path.suffix == ".pdf":
            document = pypdfium2.PdfDocument(content)
            assert hits(str(document.get_metadata_dict())) == []
            document.close()
        else:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = [name for name in archive.namelist() if name.startswith("docProps/")]
                assert names
                for name in names:
                    assert hits(archive.read(name).decode()) == []


def test_what_lies_beside_the_data_holds_no_typed_text(planted, tmp_path: Path) -> None:
    store = planted.store
    opening.begin_session(store)
    backups.write(planted.folder, store.image(), BackupReason.CLOSE, store.utc())
    handover.write(store, tmp_path / "x.zip", date(2023, 6, 1))
    beside = [planted.folder / session_mark.NAME, *(planted.folder / backups.FOLDER).glob("*.json")]
    assert len(beside) == 2
    for path in beside:
        assert hits(path.read_text(encoding="utf-8")) == []
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert hits(archive.read(handover_file.MANIFEST_NAME).decode()) == []


def test_everything_in_the_data_folder_is_the_owner_s_alone(planted) -> None:
    opening.begin_session(planted.store)
    backups.write(planted.folder, planted.store.image(), BackupReason.CLOSE, planted.store.utc())
    for path in (planted.folder, *planted.folder.rglob("*")):
        wanted = files.PRIVATE_FOLDER if path.is_dir() else files.PRIVATE_FILE
        assert path.stat().st_mode & 0o777 == wanted, path


def test_what_was_deleted_is_gone_from_the_file(planted) -> None:
    """A phone that was replaced stays in the history; one that was never kept, nowhere."""
    store = planted.store
    kept_settings.set_setting(store, "mail_to_1", f"{PHONE}@example.invalid")
    kept_settings.set_setting(store, "mail_to_1", "")
    store.checkpoint()
    assert f"{PHONE}@example.invalid".encode() not in store.image()
