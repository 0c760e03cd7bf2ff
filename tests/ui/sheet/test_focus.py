"""The keyboard goes back to the sheet when what had it goes away, never to a button that acts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton

from models.documents.findings import in_head
from tests.helpers import press


@pytest.fixture
def page(window):
    window.activateWindow()
    return window.list_page


def test_folding_the_panel_away_gives_the_sheet_the_keyboard(page, qtbot) -> None:
    fold = page.panel.fold
    fold.setFocus()
    fold.click()
    assert page.table.hasFocus()
    page.desk.unfold.setFocus()
    page.desk.unfold.click()
    assert page.table.hasFocus()


def test_a_table_without_a_chosen_cell_begins_in_its_first(page) -> None:
    """By the keyboard; Qt itself would begin in the last."""
    page.table.setCurrentIndex(QModelIndex())
    page.panel.fold.setFocus()
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    current = page.table.currentIndex()
    assert (current.row(), current.column()) == (0, 0)


def test_putting_the_findings_away_gives_the_sheet_the_keyboard(page, workspace) -> None:
    page.table.model().set_cells([(0, 3, "")])
    page.check()
    put_away = next(b for b in page.findings.findChildren(QPushButton) if b.text() == "收起")
    put_away.setFocus()
    put_away.click()
    assert not page.findings.isVisible()
    assert page.table.hasFocus()


def test_a_finding_in_the_head_is_scrolled_to(page, window, qtbot) -> None:
    window.resize(1366, 500)
    page.table.setCurrentIndex(page.table.model().index(8, 3))
    bar = page.desk.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0)
    page.jump(in_head("phone"))
    assert bar.value() == 0
    assert page.paper.head["phone"].hasFocus()


def test_a_part_of_the_school_s_own_quotes_no_notice_and_is_in_sight(
    page, window, answers, qtbot
) -> None:
    window.resize(1366, 500)
    page.table.setCurrentIndex(page.table.model().index(8, 0))
    answers.text = "本校加的一项"
    press(page.panel, "加子任务…")
    assert page.panel._title.text().endswith("本校加的一项")
    assert not page.panel._said.isVisibleTo(page.panel)
    rect = page.table.visualRect(page.table.currentIndex())
    area = page.desk.area

    def is_in_sight() -> bool:
        at = page.table.viewport().mapTo(area.viewport(), rect.center())
        return area.viewport().rect().contains(at)

    qtbot.waitUntil(is_in_sight)
    page.table.setCurrentIndex(page.table.model().index(0, 0))
    assert page.panel._said.isVisibleTo(page.panel)


def test_a_figure_with_a_question_mark_is_explained(page) -> None:
    grid = page.panel.grid
    page.table.setCurrentIndex(page.table.model().index(4, 2))
    grid.model().set_cells([(0, 0, "职业技能鉴定75人"), (0, 1, "")])
    tip = grid.model().index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "目标里写着这个数；对的话，在这一格打上它。"
    assert grid.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None
