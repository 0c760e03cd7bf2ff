"""The months beside the list: what is typed for another month, and what a screen reader says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.task_list.model import GOALS
from ui.task_list.month_grid import GOAL


@pytest.fixture
def grid(window):
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, GOALS))
    return page.panel.grid


def type_goal(grid, row: int, text: str) -> None:
    grid.edit_cell(row, GOAL)
    grid.cells.editor.setPlainText(text)
    grid.commit_open_editor()


def goal(grid, month: int) -> str:
    return grid.cells_model.entry.month(month).goal


def test_a_goal_typed_for_another_month_does_not_take_the_place_of_its_goal(grid, answers) -> None:
    march, may = goal(grid, 3), goal(grid, 5)
    assert may
    type_goal(grid, 0, "5月：换掉")
    assert (goal(grid, 3), goal(grid, 5)) == (march, may)
    assert "5月已经写了" in answers.said[-1]
    assert grid.cells.editor.toPlainText() == "5月：换掉"


def test_a_goal_typed_for_a_month_without_one_goes_there_while_it_is_typed(grid) -> None:
    grid.cells_model.set_cells([(2, GOAL, "")])
    grid.edit_cell(0, GOAL)
    for text in ("5月：新", "5月：新的目标"):
        grid.cells.editor.setPlainText(text)
        grid.cells.save()
    assert goal(grid, 5) == "新的目标"


def test_a_screen_reader_says_month_column_and_text(grid) -> None:
    model = grid.cells_model
    grid.cells_model.set_cells([(2, 1, "75"), (3, 1, "")])
    said = [model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in (2, 3)]
    assert said == ["5月的鉴定：75", "6月的鉴定：空"]
