"""How a cell is left: Enter and arrows lead to the next row, as in Excel; what is refused stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.columns import MEASURES, PERSON
from tests.ui.sheet.places import ROW, current, read, start_at

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "row"), [(Key.Key_Return, 3), (Key.Key_Enter, 3), (Key.Key_Down, 3), (Key.Key_Up, 1)]
)
def test_a_figure_is_left_for_the_next_row_as_in_excel(months, qtbot, key: Key, row: int) -> None:
    start_at(months, 2, 1)
    qtbot.keyClick(months.table, Key.Key_8)
    qtbot.keyClick(months.table.cells.editor, key)
    assert months.table.cells.editor is None
    assert current(months) == (row, 1)
    qtbot.keyClick(months.table, Key.Key_5)
    qtbot.keyClick(months.table.cells.editor, Key.Key_Return, CONTROL)
    assert (read(months, 2, 1), read(months, row, 1)) == ("8", "5")
    assert current(months) == (row, 1)  # Ctrl+Enter stays


def test_in_the_last_row_enter_stays(the_list, qtbot) -> None:
    last = the_list.table.model().rowCount() - 1
    start_at(the_list, last, PERSON)
    qtbot.keyClick(the_list.table, Key.Key_A)
    qtbot.keyClick(the_list.table.cells.editor, Key.Key_Return)
    assert current(the_list) == (last, PERSON)


def test_a_text_that_is_refused_keeps_its_cell_whatever_the_key(months, qtbot) -> None:
    for key in (Key.Key_Return, Key.Key_Down, Key.Key_Tab):
        start_at(months, 2, 1)
        qtbot.keyClick(months.table, Key.Key_X)
        qtbot.keyClick(months.table.cells.editor, key)
        assert months.table.cells.editor is not None
        assert current(months) == (2, 1)
        qtbot.keyClick(months.table.cells.editor, Key.Key_Escape)


def test_in_a_long_text_up_and_down_move_the_cursor(the_list, qtbot) -> None:
    start_at(the_list, ROW, MEASURES)
    the_list.table.edit_cell(ROW, MEASURES)
    for key in (Key.Key_Up, Key.Key_Down):
        qtbot.keyClick(the_list.table.cells.editor, key)
        assert the_list.table.cells.editor is not None
    qtbot.keyClick(the_list.table.cells.editor, Key.Key_Return, CONTROL)
    assert the_list.table.cells.editor is None
