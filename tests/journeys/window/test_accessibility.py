"""What a screen reader says, and that every control can be reached and read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from tests.helpers import there
from ui.kit import theme as look
from ui.kit.widgets import PILL_COLOURS

CONTROLS = (
    *(QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit),
    *(QAbstractItemView, QTextBrowser),
)
PAGES = ("home", "list", "month", "print", "verify", "history", "settings")


def name_of(widget: QWidget) -> str:
    made = QAccessible.queryAccessibleInterface(widget)
    return made.text(QAccessible.Text.Name) if made else ""


def controls(page: QWidget):
    """Yield the controls of a page that can have the focus; parts of other controls are not."""
    for widget in page.findChildren(QWidget):
        inside = isinstance(widget.parent(), (QComboBox, QAbstractItemView))
        inside = inside or widget.window() is not page.window()  # the list that a choice drops
        if isinstance(widget, CONTROLS) and widget.focusPolicy() and not inside:
            yield widget


def described(widget: QWidget) -> str:
    path: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(path) < 4:
        path.append(f"{type(at).__name__}#{at.objectName()}")
        at = at.parentWidget()
    return " < ".join(path)


def nameless(page: QWidget) -> list[str]:
    return [described(w) for w in controls(page) if not name_of(w).strip()]


@pytest.mark.parametrize("page", PAGES)
def test_every_control_of_a_page_says_what_it_is(window, april, page: str) -> None:
    window.navigation.open_page(page)
    assert list(controls(window))
    assert nameless(window) == []


def test_every_control_of_the_panel_beside_the_sheets_says_what_it_is(window, april, qtbot) -> None:
    april.table.setCurrentIndex(april.model.index(4, 3))  # the row that is late
    assert nameless(window) == []
    window.navigation.open_page("list")
    window.list_page.search.open()
    window.list_page.check()
    assert nameless(window) == []


def test_first_run_and_the_manual_say_what_their_controls_are(begin, tmp_path) -> None:
    controller = begin(tmp_path / "new")
    assert nameless(controller.first_run) == []
    controller.manual_key.open()
    assert nameless(controller.manual_key.manual) == []


def test_a_cell_of_the_sheet_is_read_with_its_task_and_column(window, table) -> None:
    model = table.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 4), role) == "第1项 责任处室：政教处"
    assert model.data(model.index(0, 1), role).startswith("第1项 工作任务：")


def test_an_empty_cell_is_said_to_be_empty(window, table) -> None:
    table.setCurrentIndex(table.model().index(0, 5))
    table.clear_block()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.model().data(table.model().index(0, 5), role) == "第1项 责任人：空"


def test_a_cell_of_the_report_is_read_with_its_task_and_column(april) -> None:
    said = april.model.data(april.model.index(0, 6), Qt.ItemDataRole.AccessibleTextRole)
    assert re.match(r"第\d+项 [^：]+：", said)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels, seen = [], QColor(colour)
    for value in (seen.redF(), seen.greenF(), seen.blueF()):
        low = value <= 0.03928
        channels.append(value / 12.92 if low else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(ink: str, ground: str) -> float:
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PAIRS = {
    *((ink, look.PAPER) for ink in (look.INK, look.SOFT, look.ACCENT, look.GOOD, look.BAD)),
    *((ink, look.RAIL) for ink in (look.INK, look.SOFT, look.ACCENT)),
    *((ink, look.DESK) for ink in (look.INK, look.SOFT)),
    *((look.PAPER, ground) for ground in (look.ACCENT, look.INK)),
    *((look.HINT, ground) for ground in (look.PAPER,)),
    *PILL_COLOURS.values(),
}


@pytest.mark.parametrize(("ink", "ground"), sorted(PAIRS))
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_every_ink_of_the_style_sheet_comes_from_the_palette() -> None:
    """Else the test above would not see it."""
    assert re.findall(r"(?<![-\w])color: *(#\w+|white|black)", look._STYLE) == []


@pytest.mark.parametrize("scale", look.SCALES)
def test_every_size_applies_at_once(window, theme, scale: int) -> None:
    theme.apply(scale)
    assert window.font().pixelSize() == round(look.BASE_PX * scale / 100)
    theme.apply(100)


def test_tab_leads_to_every_control_of_the_settings(window, qtbot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.navigation.open_page("settings")
    page = window.pages.settings
    by_tab = Qt.FocusPolicy.TabFocus
    shown = {w for w in controls(page) if w.isEnabled() and w.isVisibleTo(page)}
    wanted = {w for w in shown if w.focusPolicy() & by_tab}
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or window))
    met: set[QWidget] = set()
    for _ in range(len(wanted) + 60):  # the rail and the top bar are on the way
        focused = there(QApplication.focusWidget())
        met.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert len(wanted) > 10
    assert wanted <= met
