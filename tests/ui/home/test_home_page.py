"""首页 on the screens of offices: all of it is in sight, and one button says what comes next."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QScrollArea

from models.documents import lifecycle
from models.monthly_report import kept
from models.task_list import plan
from tests.helpers import NOTICE, close_without_backup, deliver
from ui.home import page as home_page
from ui.kit.background import Background
from ui.settings.sign import SETTINGS
from ui.window.main_window import MainWindow

# The window on a screen of 1366 × 768, 1280 × 720 and 1024 × 768, beside title and task bar.
SCREENS = ((1366, 704), (1280, 660), (1024, 704))


def shown(window, monkeypatch, day: date, size: tuple[int, int]) -> QScrollArea:
    monkeypatch.setattr(home_page, "today", lambda: day)
    window.workspace.reload()
    window.showNormal()
    window.resize(*size)
    window.navigation.open_page("home")
    window.pages.home.open()
    return window.pages.home.findChildren(QScrollArea)[0]


def is_all_in_sight(area: QScrollArea, qtbot) -> bool:
    qtbot.wait(20)  # its labels are made
    inner, room = area.widget(), area.viewport().size()
    needed = inner.heightForWidth(room.width())  # the bar itself comes later
    return inner.minimumSizeHint().width() <= room.width() and needed <= room.height()


@pytest.mark.parametrize("size", SCREENS)
def test_an_empty_list_is_all_in_sight(window, filled, monkeypatch, qtbot, size) -> None:
    with filled.transaction() as con:  # the list of a first day: everything is missing
        for table in ("entry", "goal", "amount"):
            con.execute(f"DELETE FROM {table}")  # noqa: S608
    area = shown(window, monkeypatch, date(2023, 2, 20), size)
    assert is_all_in_sight(area, qtbot)


@pytest.mark.parametrize("size", SCREENS)
def test_a_report_that_was_just_begun_is_all_in_sight(
    window, filled, final_list, monkeypatch, qtbot, size
) -> None:
    deliver(filled, final_list, "printed", "stamped", "handed_in")
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    area = shown(window, monkeypatch, date(2023, 3, 20), size)
    assert is_all_in_sight(area, qtbot)


@pytest.mark.parametrize("size", SCREENS)
def test_a_report_that_is_months_late_is_all_in_sight(
    window, filled, march, monkeypatch, qtbot, size
) -> None:
    """Its later months are late as well: they are counted, and not all named."""
    deliver(filled, plan.newest(filled, NOTICE), "printed", "stamped", "handed_in")
    area = shown(window, monkeypatch, date(2023, 11, 30), size)
    assert is_all_in_sight(area, qtbot)


@pytest.mark.parametrize("size", SCREENS)
def test_one_button_is_strong(window, monkeypatch, qtbot, size) -> None:
    shown(window, monkeypatch, date(2023, 2, 20), size)
    qtbot.wait(20)
    strong = window.pages.home.findChildren(QPushButton, "primary")
    assert [button.text() for button in strong if button.isVisible()] == ["去预览与打印"]


def test_the_keyboard_stays_on_the_page_when_it_is_made_anew(window, monkeypatch, qtbot) -> None:
    """A click on 不用 takes its own link away: the next key must press no button of the window."""
    shown(window, monkeypatch, date(2023, 2, 20), SCREENS[0])
    window.activateWindow()
    qtbot.wait(20)
    page = window.pages.home
    package = next(b for b in page.findChildren(QPushButton) if b.text() == "接班包")
    package.setFocus()
    assert package.hasFocus()
    window.keeper.changed.emit()
    qtbot.wait(20)
    strong = [b for b in page.findChildren(QPushButton, "primary") if b.isVisible()]
    assert [button.hasFocus() for button in strong] == [True]


@pytest.mark.parametrize(
    ("size", "spacing"), [((1366, 704), home_page.CLOSE), ((1366, 1000), home_page.WIDE)]
)
def test_a_window_that_begins_with_it_shows_it_as_one_that_comes_to_it(
    workspace, theme, answers, qtbot, size, spacing
) -> None:
    """It is made before the window has its size."""
    window = MainWindow(workspace, theme, answers, Background())
    window.navigation.open_page("home")
    window.resize(*size)
    window.show()
    qtbot.wait(50)
    page = window.pages.home
    cards = [card for card in page.findChildren(QPushButton, "month") if card.isVisible()]
    assert len({card.y() for card in cards}) == 1
    assert page._column.contentsMargins().left() == spacing.margins[0]
    close_without_backup(window)


def test_it_builds_no_page_that_was_not_asked_for(window) -> None:
    window.navigation.open_page("home")
    assert not window.pages.is_built(SETTINGS)


def test_it_is_composed_once_where_it_is_opened(window, qapp, monkeypatch) -> None:
    """By the rail, and by a window that begins with it: a look at a long year takes its time."""
    composed = []
    compose = home_page.HomePage._compose

    def noted(page: home_page.HomePage) -> None:
        composed.append(page)
        compose(page)

    monkeypatch.setattr(home_page.HomePage, "_compose", noted)
    for _ in range(2):
        window.navigation.open_page("home")
        qapp.processEvents()
        window.navigation.open_page("list")
        qapp.processEvents()
    assert len(composed) == 2
