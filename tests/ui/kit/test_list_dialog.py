"""A table of things to be taken or left: ticked by a click anywhere in the row, or by a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.helpers import free_widget
from ui.kit.list_dialog import ListDialog


@pytest.fixture
def dialog(theme):
    rows = [("第1项", "甲", "乙"), ("第2项", "丙", "丁")]
    made = ListDialog("要哪几处？", ("在哪里", "原来", "现在"), rows, None)
    made.offer_rows([0])
    made.offer("采用打勾的")
    made.offer_to_leave("都不采用")
    made.show()
    yield made
    free_widget(made)


def click(dialog: ListDialog, row: int, column: int, *, at_left: bool = False) -> None:
    rect = dialog.list.visualRect(dialog.list.model().index(row, column))
    spot = QPoint(rect.left() + 9, rect.center().y()) if at_left else rect.center()
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_some_are_ticked_at_first(dialog) -> None:
    assert dialog.ticked() == [0]


def test_a_click_beside_the_tick_turns_it(dialog) -> None:
    click(dialog, 1, 2)
    assert dialog.ticked() == [0, 1]
    click(dialog, 0, 1)
    assert dialog.ticked() == [1]


def test_a_click_on_the_tick_turns_it_once(dialog) -> None:
    click(dialog, 1, 0, at_left=True)
    assert dialog.ticked() == [0, 1]


def test_the_space_key_turns_it(dialog) -> None:
    dialog.list.setCurrentCell(1, 0)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.ticked() == [0, 1]
