"""A month without a mouse: from the opened window to the mail draft, by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.monthly_report import kept
from models.monthly_report.results import Result
from tests.helpers import NOTICE, there
from ui.delivery import outgoing
from ui.monthly_report.model import ON_TIME, PROGRESS

if TYPE_CHECKING:
    from pathlib import Path

    from models.monthly_report.interchange import LoadedReport

NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT_MS = 15_000
FAR = 80  # more presses of Tab than any page has controls


class Keyboard:
    """Presses keys where the focus is; Chinese comes as an input method commits it."""

    def __init__(self, qtbot, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        self._qtbot.keyClick(self.focus, key, modifier)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)

    def tab_to(self, wanted: QWidget) -> None:
        """Press Tab until a control has the focus, as somebody who looks for it."""
        for _ in range(FAR):
            if self.focus is wanted:
                return
            self.press(Qt.Key.Key_Tab)
        pytest.fail(f"Tab does not lead to {wanted.accessibleName() or wanted}")

    def press_button(self, wanted: QWidget) -> None:
        self.tab_to(wanted)
        self.press(Qt.Key.Key_Space)


@pytest.fixture
def keyboard(qtbot, window, filled, final_list) -> Keyboard:
    """The window as it opens on a year whose list is final; no report is begun."""
    window.workspace.reload()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return Keyboard(qtbot, window)


def fill_cell(keyboard: Keyboard, month, row: int, column: int, text: str) -> None:
    """Go to a cell with the arrows, write, and end with Ctrl+Enter."""
    index = month.table.currentIndex()
    across = Qt.Key.Key_Right if column > index.column() else Qt.Key.Key_Left
    for _ in range(abs(column - index.column())):
        keyboard.press(across)
    for _ in range(row - index.row()):
        keyboard.press(Qt.Key.Key_Down)
    at = month.table.currentIndex()
    assert (at.row(), at.column()) == (row, column)
    keyboard.press(Qt.Key.Key_F2)
    keyboard.press(Qt.Key.Key_A, CTRL)
    keyboard.write(text)
    keyboard.press(Qt.Key.Key_Return, CTRL)


def write_shortfall(keyboard: Keyboard, month, wanted) -> None:
    """Fill the panel's fields: Tab from one to the next."""
    fields = month.panel.shortfall
    for name in ("gap", "reason"):
        keyboard.tab_to(fields.texts[name])
        keyboard.write(getattr(wanted, name))
    keyboard.tab_to(fields.category)
    while fields.category.currentText() != wanted.category:
        keyboard.press(Qt.Key.Key_Down)
    keyboard.tab_to(fields.texts["remedy"])
    keyboard.write(wanted.remedy)
    keyboard.tab_to(fields.expected_on)
    day = wanted.expected_on
    keyboard.write(f"{day.month}月{day.day}日")
    keyboard.tab_to(fields.person)
    keyboard.write(wanted.person)
    keyboard.press(Qt.Key.Key_Return)


def fill_report(keyboard: Keyboard, month, report: LoadedReport) -> None:
    for row, wanted in enumerate(report.rows):
        if wanted.result is Result.NONE:
            continue
        fill_cell(keyboard, month, row, PROGRESS, wanted.progress)
        if wanted.amounts:
            keyboard.press(Qt.Key.Key_F6)
            for indicator, amount in wanted.amounts.items():
                keyboard.tab_to(month.panel.amounts.fields[indicator])
                keyboard.press(Qt.Key.Key_A, CTRL)
                keyboard.write(str(amount))
            keyboard.press(Qt.Key.Key_F6)
        fill_cell(keyboard, month, row, ON_TIME, there(wanted.result).value)
        if wanted.is_shortfall:
            keyboard.press(Qt.Key.Key_F6)
            write_shortfall(keyboard, month, wanted)
            keyboard.press(Qt.Key.Key_F6)


def test_a_month_by_keyboard_from_the_window_to_the_mail_draft(
    keyboard, window, qtbot, filled, sample_reports, monkeypatch
) -> None:
    drafts: list[str] = []

    def opened(path: Path, _kind: object) -> bool:
        drafts.append(str(path))
        return True

    monkeypatch.setattr(outgoing, "open_outside", opened)
    keyboard.press(Qt.Key.Key_3, CTRL)
    month = window.pages.page("month")
    keyboard.press(Qt.Key.Key_Space)  # 开始填写 has the focus
    assert month.sheet is not None
    assert keyboard.focus is month.table
    fill_report(keyboard, month, sample_reports[3])
    keyboard.press(Qt.Key.Key_F6)  # in the sheet Tab goes from cell to cell
    keyboard.press_button(month._fill_none)
    keyboard.press(Qt.Key.Key_F5)
    assert [f.code for f in month.all_findings() if f.severity == "hard"] == []

    keyboard.press(Qt.Key.Key_P, CTRL)
    page = window.pages.print
    qtbot.waitUntil(lambda: bool(page._content), timeout=WAIT_MS)
    keyboard.press_button(page.final_button)
    qtbot.waitUntil(lambda: not kept.newest(filled, NOTICE)[3].is_draft, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: page.mail_button.isEnabled() and bool(page._content), timeout=WAIT_MS)
    keyboard.press_button(page.mail_button)
    assert [path.endswith("2023年3月_任务完成情况_v1.0.eml") for path in drafts] == [True]


def test_every_page_opens_by_its_key_with_the_focus_inside_it(keyboard, window, qtbot) -> None:
    for key, name in (
        *((Qt.Key.Key_1, "home"), (Qt.Key.Key_2, "list"), (Qt.Key.Key_3, "month")),
        *((Qt.Key.Key_4, "print"), (Qt.Key.Key_7, "settings"), (Qt.Key.Key_5, "verify")),
        (Qt.Key.Key_6, "history"),
    ):
        keyboard.press(key, CTRL)
        assert window.pages.shown == name
        page = window.pages.stack.currentWidget()
        qtbot.waitUntil(lambda page=page: page.isAncestorOf(keyboard.focus))


def test_f1_opens_the_manual_at_the_page_s_chapter_and_esc_closes_it(
    keyboard, window, qtbot
) -> None:
    keyboard.press(Qt.Key.Key_4, CTRL)
    keyboard.press(Qt.Key.Key_F1)
    manual = window.manual_key.manual
    qtbot.waitUntil(lambda: QApplication.activeWindow() is manual)
    assert manual.list.currentItem().text() == "打印盖章"
    keyboard.press(Qt.Key.Key_Escape)
    assert not manual.isVisible()
