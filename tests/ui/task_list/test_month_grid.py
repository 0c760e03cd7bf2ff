"""The months beside the list: what is typed for another month, and what a screen reader says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QPushButton

from tests.clipboard import excel
from tests.columns import GOALS
from tests.ui.sheet.places import Place
from tests.window import put_on_clipboard
from ui.sheet.cells_model import PLACEHOLDER_ROLE
from ui.task_list.month_model import GOAL


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


def test_what_was_typed_for_another_month_once_is_not_allowed_there_later(grid, answers) -> None:
    grid.cells_model.set_cells([(2, GOAL, "")])
    type_goal(grid, 0, "5月：新")
    assert goal(grid, 5) == "新"
    grid.closeEditor(grid.cells.editor, QAbstractItemDelegate.EndEditHint.NoHint)
    type_goal(grid, 1, "5月：又一个")
    assert goal(grid, 5) == "新"
    assert "5月已经写了" in answers.said[-1]


def test_the_same_goal_may_be_typed_for_the_month_that_has_it(grid, answers) -> None:
    may = goal(grid, 5)
    type_goal(grid, 0, f"5月：{may}\n3月：新")
    assert (goal(grid, 3), goal(grid, 5)) == ("新", may)
    assert answers.said == []


def test_two_texts_for_one_month_in_a_block_are_refused_with_its_name(grid, answers) -> None:
    before = [goal(grid, month) for month in range(13)]
    grid.setCurrentIndex(grid.model().index(2, GOAL))
    put_on_clipboard(excel(("甲",), ("5月：乙",)))
    grid.paste()
    assert [goal(grid, month) for month in range(13)] == before
    assert "5月的“工作目标”" in answers.said[-1]


def test_a_month_that_gets_a_goal_gets_its_row_and_none_goes(grid, window) -> None:
    rows = grid.model().rowCount()
    shown = [grid.cells_model.when(row) for row in range(rows)]
    missing = next(month for month in (1, 2, 12, 11) if month not in shown)
    type_goal(grid, 0, f"{missing}月：新")
    shown = [grid.cells_model.when(row) for row in range(grid.model().rowCount())]
    assert missing in shown[:-1]
    assert shown[:-1] == sorted(shown[:-1])
    window.list_page.undo.click()
    assert grid.model().rowCount() == len(shown)


def test_the_whole_goal_and_the_line_that_is_typed_stay_in_sight(grid, window, qtbot) -> None:
    area = window.list_page.desk.panel_area
    row = grid.model().rowCount() - 2
    grid.edit_cell(row, GOAL)
    editor = grid.cells.editor
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for word in ["实训", "Unterricht gAy ", "𠀀葛", "\n"] * 6:
        editor.insertPlainText(word)
        QApplication.processEvents()
        assert editor.verticalScrollBar().maximum() == 0
        line = editor.viewport().mapTo(area.viewport(), editor.cursorRect().center())
        assert 0 < line.y() < area.viewport().height()
    assert editor.height() <= grid.rowHeight(row)


def test_text_before_a_mark_of_its_own_month_is_kept(grid) -> None:
    type_goal(grid, 0, "制定方案；3月15日前上报")
    assert goal(grid, 3) == "制定方案\n15日前上报"


@pytest.mark.parametrize(
    ("row", "text", "goals"),
    [
        (3, "3月15日至4月20日：活动", {}),
        (2, "12月底前完成", {12: "月底前完成"}),
        (2, "五一期间放假", {5: "五一期间放假"}),
        (1, "10月：总结", {10: "总结"}),
    ],
)
def test_what_stood_there_on_the_way_is_taken_back(grid, row: int, text: str, goals: dict) -> None:
    grid.cells_model.set_cells([(r, GOAL, "") for r in range(grid.model().rowCount())])
    grid.edit_cell(row, GOAL)
    for end in range(1, len(text) + 1):
        grid.cells.editor.setPlainText(text[:end])
        grid.cells.save()
    grid.commit_open_editor()
    assert {m: goal(grid, m) for m in range(13) if goal(grid, m)} == goals
    spans = grid.cells_model.entry.spans
    assert [span.words for span in spans] == (["3月15日至4月20日"] if not goals else [])


def test_a_screen_reader_says_month_column_and_text(grid) -> None:
    model = grid.cells_model
    grid.cells_model.set_cells([(2, 1, "75"), (3, 1, "")])
    said = [model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole) for row in (2, 3)]
    assert said == ["5月的鉴定：75", "6月的鉴定：空"]


def links(window) -> dict[str, QPushButton]:
    bar = window.list_page.findings
    return {made.text(): made for made in bar.findChildren(QPushButton)}


def test_a_figure_of_the_text_is_offered_in_its_cell_and_entered_by_one_click(
    grid, window, qtbot
) -> None:
    grid.cells_model.set_cells([(2, GOAL, "组织鉴定75人"), (2, 1, "")])
    assert grid.model().index(2, 1).data(PLACEHOLDER_ROLE) == "75?"
    before = Place(grid, GOAL, window.list_page.undo).texts()
    window.list_page.check()
    qtbot.mouseClick(links(window)["填成 75"], Qt.MouseButton.LeftButton)
    assert grid.cells_model.read(2, 1) == "75"
    assert grid.model().index(2, 1).data(PLACEHOLDER_ROLE) == "75?"  # only an empty cell shows it
    window.list_page.undo.click()
    assert Place(grid, GOAL, window.list_page.undo).texts() == before


def test_a_figure_that_stayed_behind_is_moved_by_one_click(window, qtbot) -> None:
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(0, GOALS))
    model = page.panel.grid.cells_model
    text = page.table.cells_model.read(0, GOALS)
    page.table.cells_model.set_cells([(0, GOALS, text.replace("6月：", "7月："))])
    assert (model.entry.month(6).goal, model.entry.month(6).amounts) == (
        "",
        {"1.ideology_studio": 1, "1.ideology_micro_lesson": 2},
    )
    page.check()
    qtbot.mouseClick(links(window)["移到7月"], Qt.MouseButton.LeftButton)
    assert "1.ideology_studio" not in model.entry.month(6).amounts
    assert model.entry.month(7).amounts == {"1.ideology_studio": 1}
    assert "figure_left_behind" not in [finding.code for finding in page.all_findings()]
    page.undo.click()
    assert model.entry.month(6).amounts["1.ideology_studio"] == 1


def test_the_findings_stay_where_they_were_scrolled_to_and_keep_the_keyboard(
    grid, window, qtbot
) -> None:
    page = window.list_page
    texts = {m: f"第{m}次组织鉴定{70 + m}人" for m in range(3, 13)}
    goals = "\n".join(f"{month}月：{text}" for month, text in texts.items())
    page.table.cells_model.set_cells([(4, GOALS, goals)])
    for row in range(9):
        page.table.cells_model.set_cells([(row, 4, "")])
    page.check()
    bar = page.findings._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(60)
    fix = next(made for word, made in links(window).items() if word.startswith("填成"))
    fix.setFocus()
    fix.click()
    qtbot.waitUntil(lambda: bar.value() == 60)
    assert page.findings.isAncestorOf(window.focusWidget())


def type_on_sheet(window, text: str) -> None:
    page = window.list_page
    page.table.edit_cell(4, GOALS)
    page.table.cells.editor.setPlainText(text)
    page.table.commit_open_editor()
    page.table.closeEditor(page.table.cells.editor, QAbstractItemDelegate.EndEditHint.NoHint)


def rows(grid) -> list[str]:
    return [grid.cells_model.row_name(row) for row in range(grid.model().rowCount())]


def test_goals_of_several_months_have_a_row_with_their_words(grid, window) -> None:
    before = rows(grid)
    type_on_sheet(window, "3月：启动\n二季度：走访企业\n3月上旬—4月中旬：培训")
    wanted = [*before]
    wanted.insert(wanted.index("3月"), "3月上旬—4月中旬")
    wanted.insert(wanted.index("4月"), "二季度")
    assert rows(grid) == wanted  # as they stand on the sheet
    row = rows(grid).index("二季度")
    assert grid.cells_model.read(row, GOAL) == "走访企业"
    assert not grid.cells_model.may_write(row, 1)
    assert grid.cells_model.why_not(grid.model().index(row, 1)) == "sheet.no_figure_here"
    long = rows(grid).index("3月上旬—4月中旬")
    heading = grid.cells_model.headerData(long, Qt.Orientation.Vertical)
    assert heading == "3—4月"
    type_goal(grid, row, "走访10家企业")
    grid.closeEditor(grid.cells.editor, QAbstractItemDelegate.EndEditHint.NoHint)
    assert window.list_page.table.cells_model.read(4, GOALS).split("\n") == [
        "3月上旬—4月中旬：培训",
        "3月：启动",
        "二季度：走访10家企业",
    ]
    for _ in range(2):
        window.list_page.undo.click()
    assert rows(grid) == before


def test_a_span_can_be_typed_into_any_month_and_be_emptied_again(grid, window) -> None:
    type_goal(grid, 0, "暑假：下企业")
    row = rows(grid).index("暑假")
    assert grid.cells_model.read(row, GOAL) == "下企业"
    grid.closeEditor(grid.cells.editor, QAbstractItemDelegate.EndEditHint.NoHint)
    type_goal(grid, 1, "暑假：别的")
    assert grid.cells_model.read(row, GOAL) == "下企业"  # nothing takes its place unasked
    grid.closeEditor(grid.cells.editor, QAbstractItemDelegate.EndEditHint.NoHint)
    grid.cells_model.set_cells([(row, GOAL, "")])
    assert "暑假" not in rows(grid)
