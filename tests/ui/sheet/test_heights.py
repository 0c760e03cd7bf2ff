"""Rows keep their height while a cell is opened, typed into and left: nothing jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.columns import GOALS, MEASURES, OFFICE, PERSON
from tests.helpers import close_without_backup
from ui.kit.background import Background
from ui.monthly_report.model import PROGRESS
from ui.sheet.paper import Paper
from ui.task_list.month_model import GOAL
from ui.task_list.panel_grid import ROW_PX
from ui.window.main_window import MainWindow

SCALES = (100, 125, 150, 200)


def heights(table) -> list[int]:
    return [table.rowHeight(row) for row in range(table.model().rowCount())]


def jumps(table, row: int, column: int, qtbot) -> list[tuple[str, int]]:
    """Open, type a character, take it away, leave; returns what changed the height, by how much."""
    before = heights(table)
    found: list[tuple[str, int]] = []
    table.edit_cell(row, column)
    editor = table.cells.editor
    if editor is None:
        return []

    def look(what: str) -> None:
        moved = [now - was for was, now in zip(before, heights(table), strict=True) if now != was]
        found.extend((what, by) for by in moved)

    look("opened")
    lines = editor.document().lineCount(), editor.needed_height()
    qtbot.keyClick(editor, Qt.Key.Key_Period)
    if editor.needed_height() == lines[1]:  # a full stop that begins a line may make it higher
        look("typed")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    look("taken away")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    look("left")
    return found


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("column", [GOALS, MEASURES, OFFICE, PERSON])
def test_a_row_of_the_list_stands_still(window, theme, qtbot, scale: int, column: int) -> None:
    theme.apply(scale)
    table = window.list_page.table
    found = [jumps(table, row, column, qtbot) for row in range(3)]
    assert found == [[], [], []]


@pytest.mark.parametrize("scale", SCALES)
def test_a_row_of_the_report_stands_still(window, month, theme, qtbot, scale: int) -> None:
    theme.apply(scale)
    found = [jumps(month.table, row, PROGRESS, qtbot) for row in range(3)]
    assert found == [[], [], []]


@pytest.mark.parametrize("scale", SCALES)
def test_a_month_is_one_line_and_opens_in_full(window, theme, qtbot, scale: int) -> None:
    theme.apply(scale)
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(0, GOALS))
    page.desk.show_panel()
    grid = page.panel.grid
    assert set(heights(grid)) == {theme.px(ROW_PX)}
    grid.edit_cell(0, GOAL)
    editor = grid.cells.editor
    assert (
        editor.document().lineCount() > 1
        or editor.toPlainText() == grid.model().index(0, GOAL).data()
    )
    assert grid.rowHeight(0) >= editor.needed_height()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert set(heights(grid)) == {theme.px(ROW_PX)}


def test_a_window_that_begins_lays_its_sheet_out_once(
    workspace, theme, answers, qtbot, monkeypatch
) -> None:
    """Nothing takes room from the sheet after it has its own: no bar, no panel."""
    widths = []
    fit = Paper.fit

    def noted(paper: Paper, width: int) -> None:
        widths.append(width)
        fit(paper, width)

    monkeypatch.setattr(Paper, "fit", noted)
    window = MainWindow(workspace, theme, answers, Background())
    window.navigation.open_page("list")
    window.resize(1280, 720)
    window.show()
    qtbot.wait(50)
    assert len(widths) == 1
    close_without_backup(window)
