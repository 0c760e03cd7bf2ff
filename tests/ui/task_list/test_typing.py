"""What is typed into a cell is saved in time, or stays in its editor and is said to be unsaved."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from models.errors import EnvironmentRefusal
from models.storage.store import Store
from tests.columns import GOALS, MEASURES, OFFICE, PERSON
from ui.window.status_line import NOT_SAVED, TYPING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

NAMES = "、".join(f"教师{number:03}" for number in range(100))[:501]
LONG_MONTH = "三月" * 1001
TOO_LONG = {"names": (PERSON, NAMES), "month": (GOALS, f"3月：{LONG_MONTH}")}


def type_text(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def said(window) -> str:
    return window.status.saved.text()


def shown(table, row: int, column: int) -> str:
    return table.model().index(row, column).data(Qt.ItemDataRole.EditRole)


class Trouble:
    """The data file refuses every edit until the trouble is over."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
        self._patch = monkeypatch
        self._code = code

    def begin(self) -> None:
        def refused(*_: object, **_options: object) -> None:
            raise EnvironmentRefusal(self._code, path="zhijiao.sqlite3")

        self._patch.setattr(Store, "edit", refused)

    def end(self) -> None:
        self._patch.undo()


@pytest.fixture(params=["data.disk_full", "data.read_only", "data.locked", "data.failed"])
def trouble(request, monkeypatch) -> Trouble:
    return Trouble(monkeypatch, request.param)


LEAVINGS: dict[str, Callable] = {
    "Tab": lambda qtbot, table: qtbot.keyClick(table.cells.editor, Qt.Key.Key_Tab),
    "Ctrl+Enter": lambda qtbot, table: qtbot.keyClick(
        table.cells.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    ),
    "another cell": lambda qtbot, table: qtbot.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table.visualRect(table.model().index(2, OFFICE)).center(),
    ),
}


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
@pytest.mark.parametrize(
    "cell", [(PERSON, NAMES), (GOALS, f"3月：{LONG_MONTH}")], ids=["names", "month"]
)
def test_a_text_that_is_too_long_stays_in_its_open_editor(
    window, table, answers, qtbot, leave: Callable, cell: tuple[int, str]
) -> None:
    column, text = cell
    before = shown(table, 1, column)
    table.edit_cell(1, column)
    table.cells.editor.selectAll()
    type_text(table.cells.editor, text)
    leave(qtbot, table)
    qtbot.wait(1)
    assert len([one for one in answers.said if "最多" in one]) == 1
    assert table.cells.editor.toPlainText() == text
    assert table.cells.editor.hasFocus()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, column)
    assert said(window) == NOT_SAVED
    assert shown(table, 1, column) == before
    table.cells.editor.selectAll()
    type_text(table.cells.editor, "改短了")
    leave(qtbot, table)
    assert table.cells.editor is None
    assert "改短了" in shown(table, 1, column)
    assert said(window).startswith("已保存")


@pytest.mark.parametrize("leave", LEAVINGS.values(), ids=LEAVINGS)
def test_what_the_disk_refuses_stays_until_the_disk_takes_it(
    window, table, answers, qtbot, trouble: Trouble, leave: Callable
) -> None:
    table.edit_cell(1, PERSON)
    trouble.begin()
    type_text(table.cells.editor, "、赵某")
    table.cells.save()  # as the timer does: no dialog takes the keyboard away
    assert answers.said == []
    assert said(window) == NOT_SAVED
    assert window.status.words.text().startswith("没有保存：")
    leave(qtbot, table)
    qtbot.wait(1)
    assert len(answers.said) == 1
    assert table.cells.editor.toPlainText().endswith("、赵某")
    trouble.end()
    leave(qtbot, table)
    assert shown(table, 1, PERSON).endswith("、赵某")
    assert said(window).startswith("已保存")


def test_names_of_five_hundred_characters_are_taken(window, table, qtbot) -> None:
    for column in (OFFICE, PERSON):
        table.edit_cell(1, column)
        table.cells.editor.selectAll()
        type_text(table.cells.editor, NAMES[:500])
        LEAVINGS["Tab"](qtbot, table)
        assert shown(table, 1, column) == NAMES[:500]


def test_a_month_in_the_panel_keeps_its_text_and_its_row(window, table, answers, qtbot) -> None:
    table.setCurrentIndex(table.model().index(1, GOALS))
    grid = window.list_page.panel.grid
    grid.edit_cell(0, 0)
    type_text(grid.cells.editor, LONG_MONTH)
    table.setCurrentIndex(table.model().index(4, GOALS))
    qtbot.waitUntil(lambda: table.currentIndex().row() == 1)
    assert grid.cells.editor.toPlainText().endswith(LONG_MONTH)
    assert said(window) == NOT_SAVED
    qtbot.keyClick(grid.cells.editor, Qt.Key.Key_Escape)
    assert grid.cells.editor is None
    assert said(window).startswith("已保存")
    table.setCurrentIndex(table.model().index(4, GOALS))
    assert window.list_page.panel.months.row == 4


def test_typing_in_a_month_is_one_undo(window, table, qtbot) -> None:
    table.setCurrentIndex(table.model().index(1, GOALS))
    grid = window.list_page.panel.grid
    before = shown(grid, 0, 0)
    grid.edit_cell(0, 0)
    for piece in ("甲", "乙", "丙"):
        type_text(grid.cells.editor, piece)
        grid.cells.save()
    LEAVINGS["Ctrl+Enter"](qtbot, grid)
    assert shown(grid, 0, 0) == f"{before}甲乙丙"
    window.list_page.undo.click()
    assert shown(grid, 0, 0) == before


def test_escape_gives_up_even_where_the_old_text_is_refused(
    window, table, qtbot, trouble: Trouble
) -> None:
    before = shown(table, 1, PERSON)
    table.edit_cell(1, PERSON)
    type_text(table.cells.editor, "甲")
    table.cells.save()
    type_text(table.cells.editor, "乙")
    trouble.begin()
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Escape)  # back to the text before, not taken
    assert table.cells.editor.toPlainText() == before
    assert said(window) == NOT_SAVED
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Escape)
    assert table.cells.editor is None
    assert shown(table, 1, PERSON) == f"{before}甲"


def test_nothing_goes_on_over_a_text_that_was_not_taken(
    window, workspace, table, answers, qtbot, trouble: Trouble
) -> None:
    version = workspace.sheet.version
    table.edit_cell(1, PERSON)
    trouble.begin()
    type_text(table.cells.editor, "、赵某")
    ran: list[str] = []
    for step in (
        partial(workspace.attempt, lambda: ran.append("step")),
        partial(workspace.undo, version),
        partial(workspace.take_copy, b""),
    ):
        answers.said.clear()
        assert not step()
        assert answers.said
    assert ran == []
    assert table.cells.editor.toPlainText().endswith("、赵某")
    window.navigation.open_page("home")
    window.navigation.open_page("list")
    assert table.cells.editor.toPlainText().endswith("、赵某")


@pytest.mark.parametrize("agree", [False, True])
def test_the_close_asks_before_it_loses_what_was_not_taken(
    window,
    table,
    answers,
    trouble: Trouble,
    agree: bool,  # noqa: FBT001
) -> None:
    table.edit_cell(1, PERSON)
    trouble.begin()
    type_text(table.cells.editor, "、赵某")
    answers.agree = agree
    window.close()
    assert any("关闭会丢掉它" in one for one in answers.said)
    assert window.is_closed is agree
    trouble.end()


def test_the_system_ends_the_window_without_a_question(
    window, table, answers, trouble: Trouble
) -> None:
    table.edit_cell(1, PERSON)
    trouble.begin()
    type_text(table.cells.editor, "、赵某")
    window.close_for_the_system()
    assert window.is_closed
    assert not any("关闭会丢掉它" in one for one in answers.said)
    trouble.end()


def test_typing_without_a_rest_is_saved_all_the_same(window, workspace, table, qtbot) -> None:
    """A key every 20 ms, a rest is 60 ms, the latest 200 ms: never a rest, many saves."""
    timer = table.cells._timer
    timer._rest.setInterval(60)
    timer._latest.setInterval(200)
    saves: list[str] = []
    workspace.changed.connect(lambda _batch: saves.append(shown(table, 1, MEASURES)))
    table.edit_cell(1, MEASURES)
    for _ in range(100):
        type_text(table.cells.editor, "字")
        stored = shown(table, 1, MEASURES)
        is_saved = table.cells.editor.toPlainText() == stored
        assert said(window).startswith("已保存") is is_saved
        assert is_saved or said(window) == TYPING
        qtbot.wait(20)
    assert len(saves) >= 8
    assert all(len(later) - len(earlier) <= 20 for earlier, later in itertools.pairwise(saves))


def test_every_field_says_that_it_is_not_saved_yet(window, qtbot) -> None:
    """Line by line: heads, settings, the staff table; 已保存 only when they are written."""
    window.navigation.open_page("settings")
    page = window.pages.settings
    page.staff.setCurrentCell(0, 1)
    page.staff.editItem(page.staff.item(0, 1))
    staff = page.staff.indexWidget(page.staff.currentIndex())
    for field in (staff, *window.list_page.paper.head.values(), *page.fields.values()):
        if field.isReadOnly():
            continue
        qtbot.keyClicks(field, "1")
        assert said(window) == TYPING, field.objectName()
        qtbot.keyClick(field, Qt.Key.Key_Return)
        if field in window.list_page.paper.head.values():
            qtbot.keyClick(field, Qt.Key.Key_Escape)  # what is no date is refused
        qtbot.waitUntil(lambda: said(window).startswith("已保存"))
