"""The window: pages, settings, first run, errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidgetItem,
)

from models.documents import document, lifecycle
from models.errors import EnvironmentRefusal
from models.monthly_report import kept
from models.safekeeping import backups
from models.safekeeping.backups import BackupReason
from models.storage import paths
from models.storage.store import Store
from models.task_list import plan
from tests.helpers import NOTICE, finalise, list_of, texts
from tests.helpers import free_widget as free
from ui.kit.desktop import input_method
from ui.kit.messages import Messages
from ui.safekeeping.recovery_page import RecoveryPage
from ui.start.application import Controller
from ui.start.error_dialog import describe
from ui.start.errors import CrashHandler
from ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from pathlib import Path


def test_keys_open_the_pages(window, qtbot) -> None:
    for key, name in (
        (Qt.Key.Key_1, "home"),
        (Qt.Key.Key_3, "month"),
        (Qt.Key.Key_4, "print"),
        (Qt.Key.Key_5, "verify"),
        (Qt.Key.Key_7, "settings"),
        (Qt.Key.Key_2, "list"),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.pages.shown == name
        assert window.rail[name].isChecked()


def test_the_status_line_says_saved_only_after_the_commit(
    window, workspace, monkeypatch, answers
) -> None:
    def full(*_args: object) -> None:
        raise EnvironmentRefusal("data.disk_full", path="x")

    window.list_page.table.model().set_cells([(0, 3, "甲")])
    saved = window.status.saved.text()
    assert saved.startswith("已保存 ")
    workspace.saved_at = None
    monkeypatch.setattr(workspace.store, "edit", full)
    window.list_page.table.model().set_cells([(0, 3, "乙")])
    assert workspace.saved_at is None
    assert "磁盘已满" in answers.said[-1]
    assert workspace.sheet.entry(0).measures == "甲"


def test_home_says_what_is_missing(window, workspace) -> None:
    window.list_page.table.model().set_cells([(5, 5, "")])
    window.navigation.open_page("home")
    texts = [w.text() for w in window.pages.home.findChildren(QLabel)]
    assert any("年度清单还差 1 项" in text for text in texts)
    assert any("第6项没有责任人" in text for text in texts)


def test_settings_are_saved_at_once(window, workspace, theme, answers, tmp_path: Path) -> None:
    window.navigation.open_page("settings")
    page = window.pages.settings
    page.fields["phone"].setText("0356-1111111")
    page.fields["phone"].editingFinished.emit()
    assert workspace.sheet.school.phone == "0356-1111111"
    row = len(workspace.sheet.staff)
    page.staff.item(0, 1).setText("王丽华、新老师")
    assert [p.name for p in workspace.sheet.staff[0].persons] == ["王丽华", "新老师"]
    page.staff.setItem(row, 0, QTableWidgetItem("后勤处"))
    assert workspace.sheet.staff[-1].name == "后勤处"
    page._choose_scale(2)
    assert theme.scale == 150
    theme.apply(100)


def test_a_copy_is_saved_and_opened(window, workspace, answers, tmp_path: Path) -> None:
    window.navigation.open_page("settings")
    page = window.pages.settings.data
    answers.path = tmp_path / "copy.zjqd"
    page.save_copy()
    window.list_page.table.model().set_cells([(0, 3, "改过")])
    page.take_copy()
    window.background.wait()
    assert workspace.sheet.entry(0).measures.startswith("开齐开足")
    assert [b.reason for b in backups.found(workspace.folder)] == [BackupReason.RESTORE]
    assert "核对无误" in answers.said[-1]
    answers.path = tmp_path / "rubbish"
    answers.path.write_bytes(b"x" * 500)
    page.take_copy()
    window.background.wait()
    assert "不是本软件的数据" in answers.said[-1]
    assert workspace.sheet.entry(0).measures.startswith("开齐开足")


def test_the_data_file_is_not_saved_onto_itself(window, workspace, answers, tmp_path: Path) -> None:
    window.navigation.open_page("settings")
    answers.path = tmp_path / "another name.zjqd"
    answers.path.hardlink_to(workspace.store.path)
    window.pages.settings.data.save_copy()
    assert "不能存成它自己" in answers.said[-1]


def test_the_staff_table_keeps_the_cursor_while_it_is_filled(window, workspace) -> None:
    window.navigation.open_page("settings")
    table = window.pages.settings.staff
    row = len(workspace.sheet.staff)
    table.setCurrentCell(row, 1)
    table.setItem(row, 0, QTableWidgetItem("后勤处"))
    assert (table.currentRow(), table.currentColumn()) == (row, 1)
    table.setItem(row, 1, QTableWidgetItem("张三、李四"))
    assert [p.name for p in workspace.sheet.staff[-1].persons] == ["张三", "李四"]


def test_month_typing_is_kept_when_the_window_closes(window, data_file: Path, qtbot) -> None:
    qtbot.waitUntil(lambda: "panel" in window.list_page.__dict__)
    window.list_page.panel.grid.edit_cell(0, 0)
    window.list_page.panel.grid.cells.editor.setPlainText("写到一半")
    window.close()
    store = Store.open(data_file)
    assert list_of(store).entry(0).month(3).goal == "写到一半"
    store.close()


def test_home_is_never_behind(window, workspace) -> None:
    window.list_page.table.edit_cell(5, 5)
    window.list_page.table.cells.editor.setPlainText("")
    window.navigation.open_page("home")
    texts = [w.text() for w in window.pages.home.findChildren(QLabel)]
    assert any("年度清单还差 1 项" in text for text in texts)
    assert workspace.sheet.entry(5).person == ""


def test_a_refusal_that_nobody_took_is_still_a_sentence(tmp_path: Path, answers) -> None:
    error = EnvironmentRefusal("data.read_only", path="x")
    CrashHandler(tmp_path, answers).handle(type(error), error, None)
    assert "只读" in answers.said[-1]
    assert list(tmp_path.iterdir()) == []


def test_typing_is_kept_when_the_window_closes(window, data_file: Path) -> None:
    window.list_page.table.edit_cell(0, 3)
    window.list_page.table.cells.editor.setPlainText("写到一半")
    window.close()
    store = Store.open(data_file)
    assert list_of(store).entry(0).measures == "写到一半"
    store.close()


def test_first_run_leads_to_the_sheet(begin, tmp_path: Path) -> None:
    controller = begin(tmp_path / "new")
    page = controller.first_run
    assert not (tmp_path / "new").exists()
    page.notice.setCurrentIndex(page.notice.findText("阳城", Qt.MatchFlag.MatchContains))
    page.name.setText("阳城县职业高级中学")
    page.contact.setText("王某")
    page.start.click()
    assert isinstance(controller.window, MainWindow)
    sheet = controller.window.workspace.sheet
    assert (sheet.school.name, sheet.school.notice_school) == ("阳城县职业高级中学", "县职业高中")
    assert len(sheet.notice.tasks) == 9
    controller.window.close()
    assert isinstance(begin(tmp_path / "new").window, MainWindow)


def test_undo_right_after_the_first_run_takes_nothing_away(begin, tmp_path: Path) -> None:
    controller = begin(tmp_path / "new")
    page = controller.first_run
    page.name.setText("甲校")
    page.start.click()
    assert not controller.window.workspace.store.can_undo()


def test_first_run_needs_a_name(begin, tmp_path: Path, monkeypatch) -> None:
    controller = begin(tmp_path / "new")
    page = controller.first_run
    said: list[str] = []
    monkeypatch.setattr(controller.messages, "warn", said.append)
    page.start.click()
    assert "学校全称" in said[0]
    assert not (tmp_path / "new").exists()


def test_first_run_goes_on_with_a_copy(begin, filled, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(filled.image())
    controller = begin(tmp_path / "new")
    page = controller.first_run
    page.take_copy(copy)
    controller.background.wait()
    assert controller.window.workspace.sheet.school.contact == "王建国"


@pytest.mark.parametrize("content", [b"", b"rubbish" * 100])
def test_a_foreign_data_file_leads_to_recovery(theme, tmp_path: Path, content: bytes) -> None:
    path = paths.data_file(tmp_path)
    path.write_bytes(content)
    controller = Controller(theme, tmp_path)
    page = controller.start()
    assert isinstance(page, RecoveryPage)
    assert path.read_bytes() == content
    page.close()
    free(page)


def test_an_unexpected_error_is_kept_without_what_was_typed(tmp_path: Path, monkeypatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        "ui.start.error_dialog.ErrorDialog.exec",
        lambda self: shown.append(self._details.toPlainText()),
    )

    def typed() -> None:
        raise ValueError("王某 0356-4220000")

    with pytest.raises(ValueError, match="0356") as caught:
        typed()
    CrashHandler(tmp_path, Messages()).handle(caught.type, caught.value, caught.tb)
    (kept,) = (tmp_path / "错误记录").iterdir()
    text = kept.read_text(encoding="utf-8")
    assert text == shown[0]
    assert "ValueError" in text
    assert "test_main_window.py" in text
    assert "王某" not in text
    assert "0356" not in text
    assert describe(ValueError, None).startswith("职教清单")


@pytest.mark.parametrize(
    ("environment", "platform", "wanted"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "linux", "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "linux", "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "linux", "ibus"),
        ({"QT_IM_MODULE": "ibus"}, "linux", None),
        ({}, "linux", None),
        ({"QT_IM_MODULE": "fcitx"}, "win32", None),
    ],
)
def test_the_input_method_rule(environment, platform: str, wanted: str | None) -> None:
    assert input_method(environment, platform) == wanted


def test_standard_dialogs_speak_chinese(qapp: QApplication) -> None:
    from PySide6.QtCore import QLibraryInfo, QTranslator

    translator = QTranslator()
    assert translator.load(
        "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    )
    qapp.installTranslator(translator)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text() == "取消"
    qapp.removeTranslator(translator)


def test_the_months_on_home_take_the_room_there_is(window, qtbot) -> None:
    window.showNormal()
    window.resize(1280, 720)
    window.navigation.open_page("home")

    def places() -> set[int]:
        cards = window.pages.home.findChildren(QPushButton, "month")
        return {card.y() for card in cards if card.isVisible()}

    qtbot.waitUntil(lambda: len(places()) == 1)
    window.resize(800, 720)
    qtbot.waitUntil(lambda: len(places()) == 2)


def test_after_a_night_asleep_the_words_count_from_the_new_day(window, monkeypatch, qtbot) -> None:
    from datetime import date

    from ui.home import page as home_page
    from ui.start import new_day
    from ui.window import standing_words

    days = [date(2023, 3, 6)]
    for module in (home_page, standing_words, new_day):
        monkeypatch.setattr(module, "today", lambda: days[0])
    new_day.NewDay(window).came.connect(window.show_day)
    window.navigation.open_page("home")
    qtbot.waitUntil(lambda: "3月8日" in window.status.words.text())
    before = window.status.words.text(), texts(window.pages.home)
    days[0] = date(2023, 3, 7)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: window.status.words.text() != before[0])
    assert texts(window.pages.home) != before[1]


def test_a_window_that_gave_way_does_not_look_at_its_closed_data(window, qtbot) -> None:
    window.navigation.open_page("home")
    window.close()
    window.show_day()
    qtbot.wait(100)  # the close itself writes, and what is written asks for new words


def test_a_window_that_was_on_a_screen_now_gone_comes_back_into_sight(
    window, workspace, theme, answers, qtbot, monkeypatch
) -> None:
    from models.school import kept_settings
    from tests.helpers import free_widget
    from ui.kit.background import Background
    from ui.use_cases import settings
    from ui.window.main_window import MainWindow

    window.move(9000, 40)  # on a second screen, to the right of the first
    geometry = bytes(window.saveGeometry().toBase64().data()).decode()
    kept_settings.set_setting(workspace.store, settings.GEOMETRY, geometry)
    again = MainWindow(workspace, theme, answers, Background())
    again.show()
    sight = again.screen().availableGeometry()
    assert sight.intersects(again.frameGeometry())
    monkeypatch.setattr(again.session, "end", lambda *_, **_options: None)
    again.close()
    free_widget(again)


def test_f5_on_the_list_gives_the_table_the_keyboard(window, qtbot) -> None:
    window.list_page.search.open()
    window.navigation.check()
    assert window.list_page.findings.isVisible()
    assert window.focusWidget() is window.list_page.table


def test_a_list_that_the_disk_did_not_give_once_is_read_the_next_time(window, monkeypatch) -> None:
    """Nothing is called not begun because the disk failed for a moment."""
    workspace = window.workspace
    march = kept.document(NOTICE, 3)
    newest = document.newest
    failed: list[object] = []

    def once(store, wanted):
        if not failed:
            failed.append(wanted)
            raise EnvironmentRefusal("data.failed", path="x")
        return newest(store, wanted)

    finalise(workspace.store, plan.newest(workspace.store, NOTICE))
    lifecycle.begin(workspace.store, march)
    workspace.reload()
    workspace._documents.clear()
    monkeypatch.setattr(document, "newest", once)
    assert workspace.document(march) is None
    assert workspace.document(march) is not None
    assert workspace.document(plan.document(NOTICE)) is workspace.sheet
