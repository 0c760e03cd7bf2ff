"""What is handed to the desktop: it is said where no program takes it."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from PySide6.QtGui import QDesktopServices

from ui.kit.desktop import FOLDER, MAIL, open_outside


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    found: list[str] = []

    def open_url(url) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    monkeypatch.setattr(sys, "platform", "linux")
    return found


def has(monkeypatch, *programs: str, says: bytes = b"") -> None:
    """Have a desktop with some programs; xdg-mime answers what ``says``."""
    monkeypatch.setattr(
        shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None
    )
    answer = subprocess.CompletedProcess([], 0, says)
    monkeypatch.setattr(subprocess, "run", lambda *_words, **_more: answer)


def test_without_a_desktop_nothing_is_opened(monkeypatch, opened, tmp_path) -> None:
    has(monkeypatch)
    assert not open_outside(tmp_path, FOLDER)
    assert opened == []


def test_a_kind_that_no_program_takes_is_not_opened(monkeypatch, opened, tmp_path) -> None:
    has(monkeypatch, "xdg-open", "xdg-mime")
    assert not open_outside(tmp_path / "x.eml", MAIL)
    assert opened == []


def test_a_kind_that_one_takes_is(monkeypatch, opened, tmp_path) -> None:
    has(monkeypatch, "xdg-open", "xdg-mime", says=b"thunderbird.desktop\n")
    assert open_outside(tmp_path / "x.eml", MAIL)
    assert opened == [str(tmp_path / "x.eml")]


def test_where_nobody_can_tell_it_is_tried(monkeypatch, opened, tmp_path) -> None:
    has(monkeypatch, "xdg-open")
    assert open_outside(tmp_path, FOLDER)

    def fail(*_words: object, **_more: object) -> None:
        raise subprocess.TimeoutExpired("xdg-mime", 2)

    has(monkeypatch, "xdg-open", "xdg-mime")
    monkeypatch.setattr(subprocess, "run", fail)
    assert open_outside(tmp_path, FOLDER)
    assert opened == [str(tmp_path)] * 2


def test_windows_is_not_asked(monkeypatch, opened, tmp_path) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    has(monkeypatch)
    assert open_outside(tmp_path, FOLDER)
