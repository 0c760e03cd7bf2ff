"""From the first page, from 右上角 or by a double click: a notice that goes in is begun."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from models.notice_text import from_file
from models.notice_text.reading import read
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from tests.helpers import free_widget
from tests.models.notice_text.test_review import TEXT
from ui.kit.foreign_files import ForeignFiles
from ui.notice.purpose import NewNotice
from ui.notice.review_dialog import ReviewDialog
from ui.use_cases.data import notice_work

if TYPE_CHECKING:
    from pathlib import Path


def put_in(monkeypatch, text: str) -> None:
    """Have the dialog of whoever opens one read a text, and put it in."""

    def run(dialog: ReviewDialog) -> int:
        dialog.work.put(read(text))
        dialog.put_in.click()
        return dialog.result()

    monkeypatch.setattr(ReviewDialog, "exec", run)


def test_from_the_chooser_its_list_is_begun(window, monkeypatch, answers) -> None:
    put_in(monkeypatch, TEXT)
    store = window.workspace.store
    window.chooser.put_in_new()
    known = notices_kept.notice(store, window.workspace.notice)
    assert (known.year, [task.title for task in known.tasks]) == (2024, ["加强师资", "扩大招生"])
    assert window.list_page.model.rowCount() == 2
    assert notice_work.kept(window.workspace.folder) is None
    count = len(notices_kept.opened(store))
    window.chooser.put_in_new()
    assert len(notices_kept.opened(store)) == count
    assert "已经放入过" in answers.said[-1]


@pytest.fixture
def opened(monkeypatch, background, tmp_path) -> Path:
    """A .zjtz that a double click opens; the dialog is watched until it has answered."""
    notice = shipped_notices()["jishan_plan/2021"]
    path = tmp_path / "稷山.zjtz"
    path.write_text(from_file.written(notice), encoding="utf-8")

    def run(dialog: ReviewDialog) -> int:
        until = time.monotonic() + 20
        while dialog.notice is None and time.monotonic() < until:
            QTest.qWait(20)
        return dialog.result()

    monkeypatch.setattr(ReviewDialog, "exec", run)
    return path


def test_a_double_click_on_a_notice_offers_it_in_the_window(window, opened, answers) -> None:
    window.chooser.offer_notice(opened)
    known = notices_kept.notice(window.workspace.store, window.workspace.notice)
    assert known == shipped_notices()["jishan_plan/2021"]
    assert any("完整的通知" in said for said in answers.said)


def test_a_double_click_before_there_are_data_chooses_it(begin, opened, tmp_path) -> None:
    controller = begin(tmp_path / "new")
    controller.wanted_file = opened
    controller._offer_file()
    assert shipped_notices()["jishan_plan/2021"].name in controller.first_run.notice.currentText()


def drop(page, path: Path) -> None:
    """Drop a file onto a page as the file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, left = QPointF(5, 5), Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, left, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, left, keys))


def test_a_notice_is_dropped_onto_the_first_page(begin, opened, tmp_path) -> None:
    page = begin(tmp_path / "new").first_run
    drop(page, opened)
    assert shipped_notices()["jishan_plan/2021"].name in page.notice.currentText()


def test_a_text_is_dropped_onto_the_dialog(tmp_path, answers, background, theme) -> None:
    files = ForeignFiles(answers, background)
    dialog = ReviewDialog(NewNotice(), tmp_path / "data", answers, files, background, None)
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    drop(dialog, tmp_path / "x.txt")
    background.wait()
    assert len(dialog.work.found.tasks) == 2
    dialog.work._keeping.stop()
    free_widget(dialog)


def test_from_the_first_page_it_is_chosen_and_begun(begin, monkeypatch, tmp_path) -> None:
    put_in(monkeypatch, TEXT)
    controller = begin(tmp_path / "new")
    page = controller.first_run
    page.put_in.click()
    assert "2024" in page.notice.currentText()
    page.name.setText("某县职业学校")
    page.start.click()
    assert controller.window is not None
    assert controller.window.list_page.model.rowCount() == 2
    assert notice_work.kept(tmp_path / "new") is None
    controller.window.close()
    store = Store.open(paths.data_file(tmp_path / "new"))
    assert [one.year for one in notices_kept.opened(store)] == [2024]
    store.close()
