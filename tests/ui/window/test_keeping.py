"""Backups, recovery, the history, one window: what keeps a year from getting lost."""

from __future__ import annotations

import os
import shutil
import signal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from models import backups, opening, paths, register, restoring, session
from models.backups import BackupReason
from models.errors import EnvironmentRefusal
from models.store import Store
from tests.helpers import free_widget as free
from tests.ui.window.conftest import Answers
from ui.application import Controller, come_to_front, keep_printing_local
from ui.errors import CrashHandler, native_report
from ui.recovery_page import RecoveryPage
from ui.single_window import SingleWindow, raise_other
from ui.use_cases import backing_up, data, settings

if TYPE_CHECKING:
    from pathlib import Path

    from ui.backup_keeper import BackupKeeper


def texts(widget: object) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def press(widget: object, word: str) -> None:
    (found,) = [b for b in widget.findChildren(QPushButton) if b.text() == word]
    found.click()


@pytest.fixture
def keeper(window) -> BackupKeeper:
    return window.keeper


def wait(window) -> None:
    window._background.wait()


# -- backups ---------------------------------------------------------------------------------------


def test_a_backup_is_made_when_something_changed_and_only_then(window, workspace, keeper) -> None:
    folder = workspace.folder
    keeper.back_up_if_needed()
    wait(window)
    keeper.back_up_if_needed()
    wait(window)
    assert len(backups.found(folder)) == 1
    window.list_page.table.model().set_cells([(0, 3, "改过")])
    keeper.back_up_if_needed()
    wait(window)
    newest, _ = backups.found(folder)
    assert newest.reason is BackupReason.INTERVAL
    assert newest.content == workspace.store.content_id


def test_the_last_backup_is_made_at_the_close(window, workspace) -> None:
    window.list_page.table.model().set_cells([(0, 3, "最后改的")])
    content = workspace.store.content_id
    window.close()
    (made,) = backups.found(workspace.folder)
    assert (made.reason, made.content) == (BackupReason.CLOSE, content)
    mark = session.read(workspace.folder)
    assert mark is not None
    assert not mark.is_open


def test_home_says_when_the_last_backup_was_made(window, keeper) -> None:
    window.open_home()
    assert "还没有备份" in texts(window.pages.home)
    keeper.back_up()
    wait(window)
    assert any(t.startswith("上次备份 今天 ") and "已验证" in t for t in texts(window.pages.home))


def test_a_second_place_is_asked_for_once(window, workspace, keeper, answers, tmp_path) -> None:
    window.open_home()
    assert backing_up.state(workspace.store).asks
    answers.path = tmp_path / "stick"
    answers.path.mkdir()
    press(window.pages.home, "再存一处…")
    wait(window)
    assert not backing_up.state(workspace.store).asks
    second = answers.path / backing_up.SECOND_FOLDER
    assert backups.newest_good(second) is not None
    assert str(answers.path) in keeper.state().words


def test_no_second_place_is_an_answer(window, workspace) -> None:
    window.open_home()
    press(window.pages.home, "不用")
    assert not backing_up.state(workspace.store).asks
    assert backing_up.second_place(workspace.store) is None


def test_a_stick_that_is_not_in_is_red_and_costs_nothing(
    window, workspace, keeper, tmp_path
) -> None:
    register.set_setting(workspace.store, settings.SECOND_PLACE, str(tmp_path / "gone"))
    keeper.back_up()
    wait(window)
    assert len(backups.found(workspace.folder)) == 1
    assert not (tmp_path / "gone").exists()
    state = keeper.state()
    assert state.colour == "bad"
    assert "插上" in state.words


def test_the_data_folder_is_no_second_place(window, workspace, keeper, answers) -> None:
    answers.path = workspace.folder
    keeper.choose_second()
    assert "电脑坏了会一起丢" in answers.said[-1]
    assert backing_up.second_place(workspace.store) is None


def test_a_backup_that_fails_is_told_and_the_work_goes_on(window, workspace, keeper) -> None:
    (workspace.folder / backups.FOLDER).write_text("a file where the folder should be")
    keeper.back_up()
    wait(window)
    assert keeper.state().colour == "bad"
    assert "上次备份没有做成" in keeper.state().words
    window.list_page.table.model().set_cells([(0, 3, "还能改")])
    assert workspace.sheet.entry(0).measures == "还能改"
    (workspace.folder / backups.FOLDER).unlink()
    keeper.back_up()
    wait(window)
    assert keeper.state().colour == "good"


def test_after_half_a_minute_the_file_alone_is_complete(
    window, workspace, keeper, tmp_path
) -> None:
    """A clerk copies the one file to a stick while the window is open."""
    window.list_page.table.model().set_cells([(0, 3, "刚改的")])
    assert keeper._idle.isActive()
    keeper._settle_file()
    copy = tmp_path / "zhijiao.sqlite3"
    shutil.copy(workspace.store.path, copy)
    store = Store.open(copy)
    assert store.content_id == workspace.store.content_id
    store.close()


# -- damage ----------------------------------------------------------------------------------------


def test_the_rest_is_proved_right_after_the_start(window, qtbot) -> None:
    with qtbot.waitSignal(window.session.checkup.finished):
        window.session.checkup.start()


def test_damage_found_later_stops_the_backups_and_leads_to_recovery(
    window, workspace, keeper, answers, qtbot
) -> None:
    keeper.back_up()
    wait(window)
    window.session.start()
    con = workspace.store._con
    con.execute("DROP TRIGGER history_append_only_update")
    for (name,) in con.execute("SELECT name FROM temp.sqlite_schema WHERE tbl_name = 'history'"):
        con.execute(f"DROP TRIGGER temp.{name}")
    con.execute("UPDATE history SET new = 'x' WHERE seq = 3")
    with qtbot.waitSignal(window.session.checkup.damaged):
        window.session.checkup.start()
    assert "有一处损坏" in answers.said[-1]
    keeper.back_up()
    window.close()
    assert len(backups.found(workspace.folder)) == 1
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        opening.open_data(workspace.folder)


@pytest.fixture
def folder(filled, data_file: Path) -> Path:
    """Damaged data with a backup that lacks the last two edits."""
    backups.write(data_file.parent, filled.image(), BackupReason.CLOSE, "2023-05-24T08:00:00Z")
    filled.edit([register.school_change("phone", "0356-1234567")])
    filled.edit([register.school_change("contact", "李新人")])
    opening.end_session(filled)
    content = data_file.read_bytes()
    data_file.write_bytes(content.replace("政教处".encode(), "政救处".encode(), 1))
    return data_file.parent


@pytest.fixture
def begin(theme, answers):
    """Start the program on a folder; what it showed is freed at the end."""
    shown: list[Controller] = []

    def start(folder: Path, messages: Answers = answers) -> Controller:
        controller = Controller(theme, folder)
        controller.messages = messages
        shown.append(controller)
        controller.start()
        return controller

    yield start
    for controller in shown:
        for widget in (controller.window, controller.recovery):
            if widget is not None:
                widget.close()
                free(widget)


def test_recovery_names_what_the_backup_lacks_and_restores_it(begin, folder: Path, answers) -> None:
    before = paths.data_file(folder).read_bytes()
    controller = begin(folder)
    page = controller.recovery
    assert isinstance(page, RecoveryPage)
    said = texts(page)
    assert any("有损坏" in text for text in said)
    assert "比现在的文件少 2 处修改，恢复后请补填：" in said
    assert any("联系人：李新人" in text for text in said)
    assert paths.data_file(folder).read_bytes() == before
    page.restore.click()
    assert controller.window is not None
    assert controller.window._workspace.sheet.school.contact == "王建国"
    assert "核对无误" in answers.said[-1]
    assert "李新人" in answers.said[-1]
    (kept,) = (folder / restoring.DAMAGED_FOLDER).iterdir()
    assert (kept / paths.DATA_FILE).read_bytes() == before


def test_another_copy_may_be_chosen(begin, folder: Path, answers, tmp_path: Path) -> None:
    answers.path = tmp_path / "copy.sqlite3"
    answers.path.write_bytes(b"rubbish" * 50)
    controller = begin(folder)
    press(controller.recovery, "换一份…")
    assert "不是本软件的数据" in answers.said[-1]
    assert controller.window is None
    (backup,) = backups.found(folder)
    shutil.copy(backup.path, answers.path)
    press(controller.recovery, "换一份…")
    assert controller.window is not None


def test_what_can_be_read_goes_into_a_workbook(begin, folder: Path, answers, tmp_path) -> None:
    import openpyxl

    answers.path = tmp_path / "能读的.xlsx"
    controller = begin(folder)
    press(controller.recovery, "只导出能读的内容…")
    book = openpyxl.load_workbook(answers.path)
    assert "年度清单的行" in book.sheetnames
    cells = [cell.value for row in book["学校"].iter_rows() for cell in row]
    assert "李新人" in cells
    assert "联系人" in cells


def test_without_any_backup_another_copy_is_asked_for(begin, folder: Path) -> None:
    shutil.rmtree(folder / backups.FOLDER)
    page = begin(folder).recovery
    assert not page.restore.isEnabled()
    assert any("没有找到好的备份" in text for text in texts(page))


@pytest.mark.parametrize("content", [None, b"", b"not a database"])
def test_a_missing_or_empty_file_beside_backups_is_never_an_empty_year(
    begin, folder: Path, content: bytes | None
) -> None:
    path = paths.data_file(folder)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    controller = begin(folder)
    assert isinstance(controller.recovery, RecoveryPage)
    controller.recovery.restore.click()
    assert controller.window._workspace.sheet.school.contact == "王建国"


def test_an_older_file_may_be_taken_as_it_is(begin, filled, data_file: Path) -> None:
    old = filled.image()
    filled.edit([register.school_change("contact", "李新人")])
    opening.end_session(filled)
    data_file.write_bytes(old)
    controller = begin(data_file.parent)
    assert any("比上次关闭时旧" in text for text in texts(controller.recovery))
    press(controller.recovery, "就用现在这一份")
    assert controller.window._workspace.sheet.school.contact == "王建国"


def test_a_read_only_folder_is_looked_at(begin, filled, data_file: Path, monkeypatch) -> None:
    opening.end_session(filled)
    monkeypatch.setattr(os, "access", lambda *_: False)
    controller = begin(data_file.parent)
    said: list[str] = []
    monkeypatch.setattr(controller.messages, "refuse", lambda refusal: said.append(refusal.code))
    controller.window.list_page.table.model().set_cells([(0, 3, "改")])
    assert said == ["data.read_only"]
    before = data_file.read_bytes()
    controller.window.close()
    assert data_file.read_bytes() == before


# -- the history -----------------------------------------------------------------------------------


def test_the_history_tells_when_where_old_and_new(window, workspace) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "第一稿")])
    model.set_cells([(2, 3, "第二稿")])
    window.open_history()
    page = window.pages.history
    row = [page.table.item(0, column).text() for column in range(5)]
    assert row[1:] == ["年度清单 v1.0 · 第3项 · 具体工作举措", "第一稿", "第二稿", "改"]


def test_the_history_is_filtered_by_document_task_and_text(window, workspace) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "甲举措")])
    model.set_cells([(4, 3, "乙举措")])
    window.open_history()
    page = window.pages.history
    page.task.setCurrentIndex(5)
    page.show_lines()
    assert {line.entry.task for line in page._lines} == {5}
    page.month.setCurrentIndex(4)
    page.show_lines()
    assert page._lines == []
    assert "没有符合条件" in page._note.text()
    page.clear()
    page.text.setText("甲举措")
    page.show_lines()
    assert [line.new for line in page._lines] == ["甲举措"]


def test_one_value_is_put_back_and_that_can_be_undone(window, workspace) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "第一稿")])
    model.set_cells([(2, 3, "第二稿")])
    model.set_cells([(3, 3, "别处")])
    window.open_history()
    page = window.pages.history
    page.table.selectRow(1)
    page.put_back.click()
    assert workspace.sheet.entry(2).measures == "第一稿"
    assert workspace.sheet.entry(3).measures == "别处"
    assert page._lines[0].new == "第一稿"
    window.open_list()
    window._undo()
    assert workspace.sheet.entry(2).measures == "第二稿"


def test_what_is_final_is_not_put_back(window, workspace, final_list) -> None:
    workspace.reload()
    window.open_history()
    page = window.pages.history
    for row in range(5):
        page.table.selectRow(row)
        assert not page.put_back.isEnabled() or page.chosen().entry.version_id is None


# -- one window, endings, crashes ------------------------------------------------------------------


def test_a_second_start_raises_the_first_window(window, tmp_path: Path, qtbot) -> None:
    import threading

    single = SingleWindow(tmp_path, window)
    answered: list[bool] = []
    other = threading.Thread(target=lambda: answered.append(raise_other(tmp_path)))
    with qtbot.waitSignal(single.raise_wanted):
        other.start()
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [True]
    single.close()
    come_to_front(window)
    assert window.isVisible()


def test_nobody_answers_for_a_folder_that_is_not_open(tmp_path: Path, qapp) -> None:
    assert not raise_other(tmp_path)


def test_a_socket_that_a_dead_window_left_is_taken_over(window, tmp_path: Path, qtbot) -> None:
    first = SingleWindow(tmp_path, window)  # never closed, as by kill -9
    second = SingleWindow(tmp_path, window)
    assert second._server.isListening()
    for single in (first, second):
        single.close()


def test_the_end_of_the_system_s_session_closes_the_window(window, workspace, qtbot) -> None:
    from ui.endings import Endings

    before = signal.getsignal(signal.SIGTERM)
    ending = Endings(window)
    ending.asked.connect(window.close)
    window.list_page.table.edit_cell(0, 3)
    window.list_page.table.cells.editor.setPlainText("写到一半")
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: window.is_closed)
    ending.stop()
    assert signal.getsignal(signal.SIGTERM) == before
    store = Store.open(workspace.store.path)
    assert store.query("SELECT measures FROM entry WHERE task = 1") == [("写到一半",)]
    store.close()


def test_a_process_that_died_left_a_report_without_names(tmp_path: Path, answers) -> None:
    handler = CrashHandler(tmp_path, answers)
    log = tmp_path / "错误记录" / "native.log"
    log.parent.mkdir()
    log.write_text('Fatal Python error\n  File "/home/王建国/职教/ui/desk.py", line 3 in show\n')
    assert "王建国" not in native_report(log)
    assert handler.watch()
    (report,) = log.parent.glob("*.txt")
    assert report.read_text(encoding="utf-8") == (
        'Fatal Python error\n  File "desk.py", line 3 in show\n'
    )
    import faulthandler

    again = CrashHandler(tmp_path, answers)
    assert not again.watch()
    faulthandler.disable()
    for one in (handler, again):
        one._native.close()


def test_printing_asks_the_spooler_of_this_pc_by_its_socket_file() -> None:
    environment: dict[str, str] = {}
    keep_printing_local(environment)
    assert environment["CUPS_SERVER"].startswith("/")
    environment["CUPS_SERVER"] = "/elsewhere"
    keep_printing_local(environment)
    assert environment["CUPS_SERVER"] == "/elsewhere"


# -- 接班包 ----------------------------------------------------------------------------------------


def test_a_package_moves_everything_to_another_pc(
    window, workspace, answers, begin, tmp_path: Path
) -> None:
    window.open_settings()
    answers.path = tmp_path / "接班包.zip"
    window.pages.settings.data.save_package()
    assert "接班包已写好" in answers.said[-1]
    content = workspace.store.content_id
    controller = begin(tmp_path / "new PC", Answers())
    controller.first_run.copy_chosen.emit(answers.path)
    assert controller.window._workspace.store.content_id == content


def test_the_live_file_is_not_opened_a_second_time(window, workspace, answers) -> None:
    """It would let go of the lock that keeps a second window out."""
    window.open_settings()
    answers.path = workspace.store.path
    window.pages.settings.data.take_copy()
    assert "就是正在用的数据文件" in answers.said[-1]
    with pytest.raises(EnvironmentRefusal, match=r"data.locked"):
        data.open_store(workspace.folder)
