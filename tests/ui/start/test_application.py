"""A product file opened by a double click: at the first start, over data, into a running window."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QDialog

from models.safekeeping import data_found, this_pc
from models.school import kept_settings
from models.storage import paths
from tests.helpers import texts
from ui.start import single_window
from ui.start.single_window import SingleWindow, _name, raise_other
from ui.use_cases.data import data_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(filled, tmp_path) -> Path:
    """A copy of the sample's data, as 另存一份数据 writes it."""
    return data_folder.save_copy(filled, tmp_path / f"数据{paths.COPY_ENDING}")


def open_with(begin, folder: Path, file: Path, qtbot, answers):
    controller = begin(folder)
    controller.wanted_file = file
    controller._offer_file()
    controller.background.wait()
    return controller


def test_at_the_first_start_it_is_offered_and_taken(begin, copy, tmp_path, qtbot, answers) -> None:
    controller = open_with(begin, tmp_path / "new", copy, qtbot, answers)
    assert "在这台电脑上接着用它吗" in answers.said[0]
    assert controller.window is not None
    assert controller.window.workspace.sheet.notice.year == 2023


def test_at_the_first_start_a_no_leaves_the_questions(
    begin, copy, tmp_path, qtbot, answers
) -> None:
    answers.agree = False
    controller = open_with(begin, tmp_path / "new", copy, qtbot, answers)
    assert controller.window is None
    assert controller.first_run.isVisible()


def test_a_file_that_is_none_of_ours_is_refused_with_a_sentence(
    begin, tmp_path, qtbot, answers
) -> None:
    odd = tmp_path / "旧.zjqd"
    odd.write_bytes(b"not a data file" * 100)
    controller = open_with(begin, tmp_path / "new", odd, qtbot, answers)
    assert controller.first_run.isVisible()
    assert len(answers.said) == 1


def test_over_data_it_replaces_them_after_a_question_and_they_are_kept(
    begin, filled, copy, qtbot, answers
) -> None:
    folder = filled.path.parent
    kept_settings.set_setting(filled, "recipient", "later@x.cn")
    filled.close()
    controller = open_with(begin, folder, copy, qtbot, answers)
    assert any("用它替换现在这份吗" in said for said in answers.said)
    assert kept_settings.setting(controller.window.workspace.store, "recipient", "") == ""
    assert list((folder / "备份").glob("*.sqlite3"))


def test_at_recovery_it_is_what_recovers(begin, filled, copy, qtbot, answers) -> None:
    folder = filled.path.parent
    filled.close()
    paths.data_file(folder).write_bytes(b"")
    controller = open_with(begin, folder, copy, qtbot, answers)
    assert controller.window is not None


def test_a_second_start_hands_its_file_to_the_first_window(window, tmp_path, qtbot, copy) -> None:
    single = SingleWindow(tmp_path, window)
    other = threading.Thread(target=lambda: raise_other(tmp_path, copy))
    with qtbot.waitSignal(single.raise_wanted) as wanted:
        other.start()
    other.join()
    single.close()
    assert wanted.args == [copy]


def test_a_name_of_another_encoding_arrives_whole(window, tmp_path, qtbot) -> None:
    """As zips packed on a Chinese Windows leave them on Linux."""
    odd = tmp_path / os.fsdecode("数据.zjqd".encode("gbk"))
    single = SingleWindow(tmp_path, window)
    other = threading.Thread(target=lambda: raise_other(tmp_path, odd))
    with qtbot.waitSignal(single.raise_wanted) as wanted:
        other.start()
    other.join()
    single.close()
    assert wanted.args == [odd]


def test_a_name_that_takes_its_time_arrives_whole(window, tmp_path, qtbot) -> None:
    """On a busy PC the second start connects, and writes a while later."""
    single = SingleWindow(tmp_path, window)
    socket = QLocalSocket()
    socket.connectToServer(_name(tmp_path, this_pc.secret(tmp_path)))
    qtbot.wait(300)
    with qtbot.waitSignal(single.raise_wanted) as wanted:
        socket.write(os.fsencode(tmp_path / "数据.zjqd"))
        socket.disconnectFromServer()
    single.close()
    assert wanted.args == [tmp_path / "数据.zjqd"]


def test_a_window_that_closed_is_not_brought_back_by_a_late_name(window, tmp_path, qtbot) -> None:
    single = SingleWindow(tmp_path, window)
    raised: list[object] = []
    single.raise_wanted.connect(raised.append)
    socket = QLocalSocket()
    socket.connectToServer(_name(tmp_path, this_pc.secret(tmp_path)))
    qtbot.wait(50)
    single.close()
    socket.write(b"/x.zjqd")
    socket.disconnectFromServer()
    qtbot.wait(50)
    assert raised == []


def test_who_connects_and_says_nothing_raises_nothing(window, tmp_path, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(single_window, "PATIENCE_MS", 20)
    single = SingleWindow(tmp_path, window)
    raised: list[object] = []
    single.raise_wanted.connect(raised.append)
    socket = QLocalSocket()
    socket.connectToServer(_name(tmp_path, this_pc.secret(tmp_path)))
    qtbot.wait(100)
    single.close()
    assert raised == []


def test_while_a_dialog_is_open_nothing_changes_under_it(
    begin, filled, copy, qtbot, answers
) -> None:
    folder = filled.path.parent
    filled.close()
    controller = begin(folder)
    dialog = QDialog(controller.window)
    dialog.setModal(True)
    dialog.show()
    controller.wanted_file = copy
    controller._offer_file()
    dialog.close()
    assert answers.said == [f"有一个小窗口还没有关。请先把它办完，再双击“{copy.name}”。"]


@pytest.fixture
def downloads(monkeypatch, tmp_path) -> Path:
    """What the clerk's usual folders are: one, of the test."""
    folder = tmp_path / "下载"
    folder.mkdir()
    monkeypatch.setattr(data_found, "usual_folders", lambda: [folder])
    monkeypatch.setattr(paths, "default_data_folder", lambda: tmp_path / "own")
    return folder


def test_the_first_page_offers_data_that_it_finds(
    begin, copy, downloads, tmp_path, qtbot, answers
) -> None:
    copy.rename(downloads / copy.name)
    controller = begin(tmp_path / "new")
    page = controller.first_run
    qtbot.waitUntil(page.found.isVisible)
    assert str(downloads / copy.name) in page._found.text()
    page.found.click()
    controller.background.wait()
    assert controller.window.workspace.sheet.notice.year == 2023


def test_a_stick_that_was_pulled_meanwhile_is_a_refusal(
    begin, downloads, tmp_path, qtbot, answers
) -> None:
    controller = begin(tmp_path / "new")
    controller.background.wait()
    page = controller.first_run
    page.show_found(data_found.Found(downloads / "gone.zjqd", 1_700_000_000))
    page.found.click()
    controller.background.wait()
    assert len(answers.said) == 1
    assert page.isVisible()


def test_the_first_page_says_where_the_data_will_lie(begin, downloads, tmp_path, qtbot) -> None:
    controller = begin(tmp_path / "new")
    controller.background.wait()
    page = controller.first_run
    assert any(str(tmp_path / "new") in text for text in texts(page))
    assert not page.found.isVisible()


def test_an_odd_telephone_number_is_asked_about_before_the_first_list(
    begin, downloads, tmp_path, answers
) -> None:
    controller = begin(tmp_path / "new")
    page = controller.first_run
    page.name.setText("县职业中学")
    page.phone.setText("0356")
    answers.agree = False
    page.start.click()
    assert "不像电话号码" in answers.said[-1]
    assert controller.window is None
    page.phone.setText("0356-4236667")
    page.start.click()
    assert controller.window is not None
