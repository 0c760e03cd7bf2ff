"""When something goes wrong: the dialog says what is saved, and the work goes on in its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication

from models.errors import EnvironmentRefusal
from models.school import register
from tests.columns import OFFICE
from tests.helpers import free_widget, texts
from tests.journeys.window.mouse import Mouse
from ui.kit import trail
from ui.kit.messages import Messages
from ui.safekeeping import displaced
from ui.start.error_dialog import ErrorDialog
from ui.start.errors import CrashHandler
from ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _nothing_happened_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "_saving", trail._Saving())


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Errors go to the program's own handler; what its dialogs say is kept."""
    said: list[str] = []
    monkeypatch.setattr(ErrorDialog, "exec", lambda dialog: said.extend(texts(dialog)))
    monkeypatch.setattr(sys, "excepthook", CrashHandler(tmp_path, Messages()).handle)
    return said


def type_office(table, row: int, text: str, qtbot) -> None:
    table.edit_cell(row, OFFICE)
    qtbot.keyClicks(table.cells.editor, text)
    # By an event of its own, as from the desktop: called from Python, an error would go to Python.
    control = Qt.KeyboardModifier.ControlModifier
    end = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, control)
    QApplication.postEvent(table.cells.editor, end)
    qtbot.waitUntil(lambda: table.cells.editor is None)


def offices(workspace) -> list[str]:
    return [workspace.sheet.entry(row).office for row in range(3)]


def test_a_month_without_a_report_disturbs_no_edit_elsewhere(
    window, workspace, table, qtbot
) -> None:
    """月度报告 was looked at once; then the phone, the date, a share, a cell are changed."""
    window.navigation.open_page("month")
    assert window.pages.page("month").sheet is None
    window.navigation.open_page("list")
    phone = window.list_page.paper.head["phone"]
    phone.setText("0356-4236667")
    phone.editingFinished.emit()
    assert workspace.sheet.school.phone == "0356-4236667"
    before = offices(workspace)
    type_office(table, 1, "x", qtbot)
    assert offices(workspace) == [before[0], f"{before[1]}x", before[2]]


def test_an_error_after_the_commit_says_that_it_is_saved_and_typing_goes_on(
    window, workspace, table, qtbot, shown
) -> None:
    def broken(_batch: object) -> None:
        raise ValueError

    workspace.changed.connect(broken)
    before = offices(workspace)
    type_office(table, 0, "x", qtbot)
    assert offices(workspace) == [f"{before[0]}x", *before[1:]]
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert f"刚才的改动（{workspace.saved_at:%H:%M:%S}）已经保存" in shown[0]
    workspace.changed.disconnect(broken)
    type_office(table, 1, "y", qtbot)
    assert offices(workspace) == [f"{before[0]}x", f"{before[1]}y", before[2]]
    assert len(shown) == 1


def test_an_error_before_the_commit_says_that_it_is_unsure(
    window, workspace, table, qtbot, shown, monkeypatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    type_office(table, 0, "x", qtbot)
    monkeypatch.setattr(workspace.store, "edit", broken)
    type_office(table, 1, "y", qtbot)
    qtbot.waitUntil(lambda: bool(shown))
    assert "有没有保存不能确定" in shown[0]
    assert f"{workspace.saved_at:%H:%M:%S}以前改的都已保存" in shown[0]


def test_an_error_on_the_way_to_the_store_is_unsure_too(
    window, workspace, table, qtbot, shown, monkeypatch
) -> None:
    """What was typed is lost here: nobody may say that it need not be written again."""

    def broken(*_: object) -> None:
        raise ValueError

    type_office(table, 0, "x", qtbot)
    monkeypatch.setattr(table.model(), "changes_for", broken)
    type_office(table, 1, "y", qtbot)
    qtbot.waitUntil(lambda: bool(shown))
    assert "有没有保存不能确定" in shown[0]


def test_the_dialog_says_what_was_known_when_it_happened(workspace, qtbot, shown) -> None:
    """A later step that was saved says nothing about the one that went wrong."""

    def slot() -> None:
        sys.excepthook(ValueError, ValueError(), None)
        workspace.edit([register.school_change("contact", "王某")])

    QTimer.singleShot(0, slot)
    qtbot.waitUntil(lambda: bool(shown))
    assert "以前保存的都在" in shown[0]


def test_what_was_saved_in_other_data_is_not_told_of_these(workspace, shown) -> None:
    workspace.edit([register.school_change("contact", "王某")])
    Workspace(workspace.folder, workspace.store)
    sys.excepthook(ValueError, ValueError(), None)
    assert "以前保存的都在" in shown[0]
    assert f"{workspace.saved_at:%H:%M:%S}" not in shown[0]


def test_the_dialog_waits_until_what_is_under_way_has_ended(shown, qtbot) -> None:
    """A dialog in the midst of a step would take the focus from the cell being left."""
    steps: list[int] = []

    def slot() -> None:
        sys.excepthook(ValueError, ValueError(), None)
        steps.append(len(shown))

    QTimer.singleShot(0, slot)
    qtbot.waitUntil(lambda: bool(shown))
    assert steps == [0]


def test_the_details_can_be_copied_and_the_dialog_closed(qtbot) -> None:
    dialog = ErrorDialog("职教清单 1.0", "")
    dialog.open()
    qtbot.waitExposed(dialog)
    mouse = Mouse(lambda: None)
    mouse.click_everything(lambda: "error", lambda: dialog)
    assert not dialog.isVisible()
    assert mouse.words >= {"复制", "关闭"}
    assert QGuiApplication.clipboard().text() == "职教清单 1.0"
    assert mouse.faults == []
    free_widget(dialog)


def test_damage_found_while_the_window_stands_leads_to_recovery(window, qtbot) -> None:
    wanted: list[bool] = []
    window.session.recovery_wanted.connect(lambda: wanted.append(True))
    window.session._messages = Messages(window)
    mouse = Mouse(lambda: None)
    mouse.answer("现在去恢复", window.session.checkup.damaged.emit)
    assert wanted
    assert mouse.faults == []


@pytest.mark.parametrize(
    ("code", "leave", "words"),
    [
        ("data.gone", displaced.LATER, [displaced.LATER, displaced.PUT_BACK]),
        ("data.folder_gone", displaced.LATER, [displaced.TRY_AGAIN]),
        ("data.replaced", displaced.CLOSE, [displaced.CLOSE]),
    ],
)
def test_a_file_that_went_away_is_put_back_by_a_click(
    window, workspace, code: str, leave: str, words: list[str]
) -> None:
    away = window.session.displaced
    away._messages = Messages(window)
    mouse = Mouse(window.background.wait)
    refusal = EnvironmentRefusal(code, path="a", folder="b")
    for word in words:
        if word == displaced.PUT_BACK:
            workspace.store.path.unlink()
        mouse.answer(word, lambda: away.see_to(refusal, leave))
    assert workspace.store.path.exists()
    assert mouse.faults == []


def test_the_close_over_a_text_that_was_not_taken_asks_first(window, table, qtbot) -> None:
    window._messages = Messages(window)
    workspace = window.workspace
    workspace.refused.disconnect()
    table.edit_cell(1, OFFICE)
    qtbot.keyClicks(table.cells.editor, "x" * 501)
    mouse = Mouse(lambda: None)
    for word in ("取消", "仍然关闭"):
        mouse.answer(word, window.close)
        assert window.is_closed is (word == "仍然关闭")
    assert mouse.faults == []


def test_a_name_without_its_ending_asks_before_it_replaces_a_file(window, tmp_path, qtbot) -> None:
    (tmp_path / "清单.pdf").write_bytes(b"old")
    found: list[Path | None] = []
    messages, mouse = Messages(window), Mouse(lambda: None)
    for word in ("取消", "替换"):
        mouse.answer(word, lambda: found.append(messages.with_ending(tmp_path / "清单", ".pdf")))
    assert found == [None, tmp_path / "清单.pdf"]
    assert mouse.faults == []
