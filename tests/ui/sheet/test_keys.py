"""The keys of WPS and Excel in every table, and what typing on a selected cell does."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from tests.columns import MEASURES, OFFICE, PERSON
from tests.ui.sheet.places import ROW, Place, current, read, start_at
from ui.monthly_report.model import ON_TIME, PROGRESS
from ui.sheet import block_view, cell_delegate
from ui.task_list.month_model import GOAL

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
TODAY = date(2023, 4, 20)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (block_view, cell_delegate):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def selected(place: Place) -> tuple[range, range]:
    area = place.table.area()
    return area.rows, area.columns


def compose(widget, preedit: str = "", commit: str = "") -> None:
    """Send what an input method sends: what is being composed, or what came of it."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


# -- going about -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Key.Key_Home, PLAIN, (4, 0)),
        (Key.Key_End, PLAIN, (4, 5)),
        (Key.Key_Home, CONTROL, (0, 0)),
        (Key.Key_End, CONTROL, (8, 5)),
        (Key.Key_Left, PLAIN, (4, 2)),
        (Key.Key_Right, PLAIN, (4, 4)),
        (Key.Key_Up, PLAIN, (3, 3)),
        (Key.Key_Down, PLAIN, (5, 3)),
        (Key.Key_Tab, PLAIN, (4, 4)),
        (Key.Key_Backtab, SHIFT, (4, 2)),
        (Key.Key_Escape, PLAIN, (4, 3)),
    ],
)
def test_a_key_goes_where_it_goes_in_a_spreadsheet(
    the_list, qtbot, key: Key, modifiers, wanted: tuple[int, int]
) -> None:
    start_at(the_list, 4, MEASURES)
    qtbot.keyClick(the_list.table, key, modifiers)
    assert current(the_list) == wanted
    assert the_list.table.cells.editor is None


@pytest.mark.parametrize(
    ("key", "modifiers", "rows", "columns"),
    [
        (Key.Key_Home, SHIFT, range(4, 5), range(4)),
        (Key.Key_End, SHIFT, range(4, 5), range(3, 6)),
        (Key.Key_Home, CONTROL | SHIFT, range(5), range(4)),
        (Key.Key_End, CONTROL | SHIFT, range(4, 9), range(3, 6)),
        (Key.Key_Down, SHIFT, range(4, 6), range(3, 4)),
        (Key.Key_Left, SHIFT, range(4, 5), range(2, 4)),
    ],
)
def test_shift_extends_the_selection(
    the_list, qtbot, key: Key, modifiers, rows: range, columns: range
) -> None:
    start_at(the_list, 4, MEASURES)
    qtbot.keyClick(the_list.table, key, modifiers)
    assert selected(the_list) == (rows, columns)


@pytest.mark.parametrize("which", ["list", "months"])
def test_a_page_is_what_is_in_sight(the_list, months, qtbot, which: str) -> None:
    place = the_list if which == "list" else months
    table = place.table
    start_at(place, 0, 0)
    seen, sight = [current(place)[0]], 0
    while True:
        # What is above the table goes out of sight with the first page.
        sight = max(sight, table.viewport().visibleRegion().boundingRect().height())
        qtbot.keyClick(table, Key.Key_PageDown)
        if current(place)[0] == seen[-1]:
            break
        seen.append(current(place)[0])
    assert seen[-1] == table.model().rowCount() - 1
    tops = [table.rowViewportPosition(row) for row in seen]
    longest = max(table.rowHeight(row) for row in seen)
    assert all(after - before <= sight + longest for before, after in pairwise(tops))
    qtbot.keyClick(table, Key.Key_PageUp)
    assert current(place)[0] < seen[-1] or len(seen) == 1
    start_at(place, 0, 0)
    qtbot.keyClick(table, Key.Key_PageDown, SHIFT)
    assert selected(place)[0] == range(current(place)[0] + 1)


# -- filling ---------------------------------------------------------------------------------------


def test_ctrl_d_and_ctrl_r_fill_the_block_from_its_edge(the_list, qtbot) -> None:
    the_list.select(3, 3)
    first = [read(the_list, ROW, column) for column in (MEASURES, OFFICE, PERSON)]
    qtbot.keyClick(the_list.table, Key.Key_D, CONTROL)
    for row in (ROW + 1, ROW + 2):
        assert [read(the_list, row, c) for c in (MEASURES, OFFICE, PERSON)] == first
    the_list.column = OFFICE
    the_list.select(2, 2)
    qtbot.keyClick(the_list.table, Key.Key_R, CONTROL)
    assert [read(the_list, row, PERSON) for row in (ROW, ROW + 1)] == [first[1], first[1]]


def test_a_lone_cell_is_filled_from_above_or_from_the_left(the_list, qtbot) -> None:
    start_at(the_list, ROW, OFFICE)
    qtbot.keyClick(the_list.table, Key.Key_D, CONTROL)
    assert read(the_list, ROW, OFFICE) == read(the_list, ROW - 1, OFFICE)
    start_at(the_list, ROW, PERSON)
    qtbot.keyClick(the_list.table, Key.Key_R, CONTROL)
    assert read(the_list, ROW, PERSON) == read(the_list, ROW, OFFICE)


def test_at_the_edge_there_is_nothing_to_fill_from(the_list, qtbot) -> None:
    before = the_list.texts()
    start_at(the_list, 0, OFFICE)
    qtbot.keyClick(the_list.table, Key.Key_D, CONTROL)
    start_at(the_list, 0, 0)
    qtbot.keyClick(the_list.table, Key.Key_R, CONTROL)
    assert the_list.texts() == before


def test_ctrl_semicolon_writes_today_into_the_cell_or_its_open_editor(
    the_list, today, qtbot
) -> None:
    start_at(the_list, ROW, PERSON)
    qtbot.keyClick(the_list.table, Key.Key_Semicolon, CONTROL)
    the_list.table.commit_open_editor()
    assert read(the_list, ROW, PERSON) == "2023年4月20日"
    start_at(the_list, ROW, MEASURES)
    before = read(the_list, ROW, MEASURES)
    the_list.table.edit_cell(ROW, MEASURES)
    qtbot.keyClick(the_list.table.cells.editor, Key.Key_Semicolon, CONTROL)
    the_list.table.commit_open_editor()
    assert read(the_list, ROW, MEASURES) == f"{before}2023年4月20日"


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace, Key.Key_D, Key.Key_Semicolon])
def test_a_key_on_a_cell_of_the_notice_says_why_nothing_happens(the_list, qtbot, key: Key) -> None:
    before = the_list.texts()
    start_at(the_list, ROW, 1)
    modifiers = CONTROL if key in (Key.Key_D, Key.Key_Semicolon) else PLAIN
    with qtbot.waitSignal(the_list.table.told) as told:
        qtbot.keyClick(the_list.table, key, modifiers)
    assert "不能改" in told.args[0]
    assert the_list.texts() == before


# -- typing on a selected cell ---------------------------------------------------------------------


def close(place: Place, qtbot) -> None:
    qtbot.keyClick(place.table.cells.editor, Key.Key_Return, CONTROL)
    assert place.table.cells.editor is None


def test_typing_a_figure_takes_the_place_of_the_old_one(months, qtbot) -> None:
    start_at(months, 2, 1)
    months.table.cells_model.set_cells([(2, 1, "75")])
    qtbot.keyClick(months.table, Key.Key_8)
    qtbot.keyClick(months.table.cells.editor, Key.Key_0)
    close(months, qtbot)
    assert read(months, 2, 1) == "80"


def test_f2_and_a_double_click_go_on_with_what_stands_there(months, qtbot) -> None:
    months.table.cells_model.set_cells([(2, 1, "75")])
    start_at(months, 2, 1)
    qtbot.keyClick(months.table, Key.Key_F2)
    qtbot.keyClick(months.table.cells.editor, Key.Key_0)
    close(months, qtbot)
    assert read(months, 2, 1) == "750"
    spot = months.table.visualRect(months.table.model().index(2, 1)).center()
    qtbot.mouseClick(months.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(months.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.keyClick(months.table.cells.editor, Key.Key_1)
    close(months, qtbot)
    assert read(months, 2, 1) == "7501"


def test_long_texts_keep_what_stands_there(the_list, months, qtbot) -> None:
    for place, row, column in ((the_list, ROW, MEASURES), (months, 2, GOAL)):
        before = read(place, row, column)
        start_at(place, row, column)
        qtbot.keyClick(place.table, Key.Key_A)
        close(place, qtbot)
        assert read(place, row, column) == f"{before}a"


@pytest.mark.parametrize(("column", "row"), [(OFFICE, 2), (PERSON, 3)])
def test_a_name_from_an_input_method_takes_the_place_of_the_old_one(
    the_list, qtbot, column: int, row: int
) -> None:
    start_at(the_list, row, column)
    compose(the_list.table, preedit="li")
    compose(the_list.table, commit="李四")
    close(the_list, qtbot)
    assert read(the_list, row, column) == "李四"


def test_a_result_from_an_input_method_takes_the_place_of_the_old_one(april, qtbot) -> None:
    place = Place(april.table, ON_TIME, april.undo)
    start_at(place, 0, ON_TIME)
    assert read(place, 0, ON_TIME)
    compose(place.table, commit="未按期")
    close(place, qtbot)
    assert read(place, 0, ON_TIME) == "未按期完成"


def test_long_texts_of_a_report_keep_what_stands_there(april, qtbot) -> None:
    place = Place(april.table, PROGRESS, april.undo)
    before = read(place, 0, PROGRESS)
    start_at(place, 0, PROGRESS)
    compose(place.table, commit="又")
    close(place, qtbot)
    assert read(place, 0, PROGRESS) == f"{before}又"


def test_a_composition_that_is_given_up_gives_the_name_back(the_list, qtbot, workspace) -> None:
    before = read(the_list, ROW, PERSON)
    start_at(the_list, ROW, PERSON)
    compose(the_list.table, preedit="li")
    assert the_list.table.cells.editor.toPlainText() == ""
    the_list.table.cells.save()  # the clock comes round while it is being composed
    assert workspace.sheet.entry(ROW).person == before
    compose(the_list.table, preedit="")
    assert the_list.table.cells.editor.toPlainText() == before
    close(the_list, qtbot)
    assert read(the_list, ROW, PERSON) == before


def test_a_name_is_still_taken_whole_after_a_composition_was_given_up(the_list, qtbot) -> None:
    start_at(the_list, ROW, PERSON)
    compose(the_list.table, preedit="li")
    editor = the_list.table.cells.editor
    compose(editor, preedit="")
    compose(editor, commit="李四")
    close(the_list, qtbot)
    assert read(the_list, ROW, PERSON) == "李四"


def test_a_cell_that_is_left_while_it_is_composed_in_keeps_its_name(the_list, qtbot) -> None:
    before = read(the_list, ROW, PERSON)
    start_at(the_list, ROW, PERSON)
    compose(the_list.table, preedit="li")
    the_list.table.commit_open_editor()
    assert read(the_list, ROW, PERSON) == before


def test_a_figure_that_is_typed_over_a_marked_one_is_not_given_back(months, qtbot) -> None:
    months.table.cells_model.set_cells([(2, 1, "75")])
    start_at(months, 2, 1)
    compose(months.table, preedit="8")
    editor = months.table.cells.editor
    compose(editor, preedit="")  # given up: 75 is back, and marked
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    close(months, qtbot)
    assert read(months, 2, 1) == ""


def test_after_typing_f2_goes_on_with_the_text_again(months, qtbot) -> None:
    start_at(months, 2, 1)
    qtbot.keyClick(months.table, Key.Key_8)
    close(months, qtbot)
    qtbot.keyClick(months.table, Key.Key_F2)
    qtbot.keyClick(months.table.cells.editor, Key.Key_0)
    close(months, qtbot)
    assert read(months, 2, 1) == "80"


def test_what_an_open_editor_leaves_is_no_key_of_the_table(the_list, qtbot) -> None:
    before = the_list.texts()
    the_list.table.edit_cell(ROW, MEASURES)
    editor = the_list.table.cells.editor
    editor.setFocus()
    for key in (Key.Key_D, Key.Key_R):
        qtbot.keyClick(editor, key, CONTROL)
    qtbot.keyClick(editor, Key.Key_Delete)  # at its end, where there is nothing to delete
    close(the_list, qtbot)
    assert the_list.texts() == before


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
@pytest.mark.parametrize("modifier", [CONTROL, Qt.KeyboardModifier.AltModifier])
def test_only_the_plain_key_empties_a_cell(the_list, qtbot, key: Key, modifier) -> None:
    before = the_list.texts()
    start_at(the_list, ROW, PERSON)
    qtbot.keyClick(the_list.table, key, modifier)
    assert the_list.texts() == before


def test_a_composition_on_a_cell_of_the_notice_says_why_nothing_happens(the_list, qtbot) -> None:
    start_at(the_list, ROW, 1)
    with qtbot.waitSignal(the_list.table.told) as told:
        compose(the_list.table, preedit="li")
    assert "不能改" in told.args[0]


def test_nothing_is_written_where_no_cell_is_current(the_list, qtbot) -> None:
    before = the_list.texts()
    the_list.table.setCurrentIndex(the_list.table.model().index(-1, -1))
    the_list.table.clearSelection()
    for key in (Key.Key_D, Key.Key_R, Key.Key_V, Key.Key_X):
        qtbot.keyClick(the_list.table, key, CONTROL)
    qtbot.keyClick(the_list.table, Key.Key_Delete)
    assert the_list.texts() == before


def test_what_was_typed_and_taken_out_again_leaves_the_cell_empty(the_list, qtbot) -> None:
    start_at(the_list, ROW, PERSON)
    qtbot.keyClick(the_list.table, Key.Key_X)
    qtbot.keyClick(the_list.table.cells.editor, Key.Key_Backspace)
    close(the_list, qtbot)
    assert read(the_list, ROW, PERSON) == ""


def test_escape_gives_back_what_typing_replaced(the_list, qtbot) -> None:
    before = read(the_list, ROW, PERSON)
    start_at(the_list, ROW, PERSON)
    qtbot.keyClick(the_list.table, Key.Key_X)
    the_list.table.commit_open_editor()
    qtbot.keyClick(the_list.table.cells.editor, Key.Key_Escape)
    assert read(the_list, ROW, PERSON) == before


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("250人", "250"), ("\uff12\uff10\uff10", "200"), ("1,200", "1200"), ("75.0", "75")],
)
def test_a_figure_is_read_as_people_write_it(months, typed: str, stored: str) -> None:
    months.table.cells_model.set_cells([(2, 1, typed)])
    assert read(months, 2, 1) == stored


@pytest.mark.parametrize("typed", ["约80", "75.5", "1,2", "80个", "12,00"])
def test_what_is_no_certain_figure_changes_nothing_and_is_told(months, answers, typed: str) -> None:
    before = months.texts()
    months.table.cells_model.set_cells([(2, 1, typed)])
    assert months.texts() == before
    assert f"“{typed}”不是 0 或正整数" in answers.said[-1]
    assert "80人" in answers.said[-1]
