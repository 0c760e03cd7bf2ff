"""A page has a file read: off the GUI thread, with 取消, and a sentence when it is refused."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressDialog, QPushButton

from models.errors import Refusal
from ui.kit.background import CancelledError
from ui.kit.foreign_files import ForeignFiles


@pytest.fixture
def page(qtbot) -> QLabel:
    made = QLabel()
    qtbot.addWidget(made)
    return made


def test_what_was_read_is_handed_over(answers, background, page) -> None:
    read: list[str] = []
    ForeignFiles(answers, background).read(Path("x"), lambda path, _: path.name, read.append, page)
    background.wait()
    assert read == ["x"]


def test_what_is_refused_is_a_sentence_or_goes_where_the_page_wants_it(
    answers, background, page
) -> None:
    def refuse(_path: Path, _report: object) -> None:
        raise Refusal("verify.not_ours")

    read: list[object] = []
    refused: list[Refusal] = []
    files = ForeignFiles(answers, background)
    files.read(Path("x"), refuse, read.append, page)
    background.wait()
    assert "不是本软件导出的文件" in answers.said[-1]
    files.read(Path("x"), refuse, read.append, page, refused.append)
    background.wait()
    assert [refusal.code for refusal in refused] == ["verify.not_ours"]
    assert len(answers.said) == 1
    assert read == []


def test_a_window_that_closes_waits_for_no_file_and_is_asked_nothing(
    answers, background, page
) -> None:
    asked = threading.Event()
    read: list[object] = []

    def slow(_path: Path, report) -> str:
        asked.set()
        with suppress(CancelledError):
            while True:
                report(0, 0)
        return "read all the same, just before it heard of it"

    files = ForeignFiles(answers, background)
    files.read(Path("x"), slow, read.append, page)
    assert asked.wait(10)
    files.stop()
    background.wait()
    assert read == []


def test_a_bar_shows_the_name_of_any_file_as_it_is(answers, background, page) -> None:
    name = "<h1>甲<img src=x>.xlsx"
    ForeignFiles(answers, background).read(Path(name), lambda *_: None, lambda _: None, page)
    (bar,) = page.findChildren(QProgressDialog)
    texts = [part for part in bar.findChildren(QLabel) if name in part.text()]
    assert [part.textFormat() for part in texts] == [Qt.TextFormat.PlainText]
    background.wait()


def test_reading_that_takes_its_time_shows_a_bar_and_is_cancelled_by_mouse(
    answers, background, page, qtbot
) -> None:
    gone = threading.Event()
    read: list[object] = []

    def slow(_path: Path, report) -> None:
        while not gone.wait(0.01):
            report(0, 0)

    page.show()
    ForeignFiles(answers, background).read(Path("报告.xlsx"), slow, read.append, page)
    (bar,) = page.findChildren(QProgressDialog)
    qtbot.waitUntil(bar.isVisible)
    assert bar.labelText() == "正在读“报告.xlsx”…"
    (cancel,) = bar.findChildren(QPushButton)
    cancel.click()
    # Whoever connects to a job that runs already may come too late: its end is seen by its bar.
    qtbot.waitUntil(lambda: page.findChildren(QProgressDialog) == [])
    gone.set()
    background.wait()
    assert read == []
    assert answers.said == []
