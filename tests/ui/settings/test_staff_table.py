"""Blocks of offices and persons come from Excel and WPS, and nothing is lost unasked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.clipboard import Held, excel
from tests.window import put_on_clipboard
from ui.kit.pasting import PASTE

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def staff(window):
    window.navigation.open_page("settings")
    return window.pages.page("settings").staff


def offices(workspace) -> dict[str, list[str]]:
    return {o.name: [p.name for p in o.persons] for o in workspace.sheet.staff}


def first_free(staff) -> int:
    return next(row for row in range(staff.rowCount()) if not staff.cells_model.read(row, 0))


def test_a_block_of_offices_is_added_and_stored(staff, workspace, qtbot) -> None:
    before = offices(workspace)
    rows = [(f"处室{n}", f"甲{n}、乙{n}") for n in range(6)]
    staff.setCurrentCell(first_free(staff), 0)
    put_on_clipboard(excel(*rows))
    qtbot.keyClick(staff, Qt.Key.Key_V, CONTROL)
    added = {name: persons.split("、") for name, persons in rows}
    assert offices(workspace) == {**before, **added}


def test_names_that_stand_there_are_listed_before_they_are_replaced(
    staff, workspace, answers, qtbot
) -> None:
    before = offices(workspace)
    second = staff.cells_model.read(1, 0)
    staff.setCurrentCell(0, 0)
    put_on_clipboard(excel(("新处室一",), ("新处室二",)))
    qtbot.keyClick(staff, Qt.Key.Key_V, CONTROL)
    assert offices(workspace) == before
    assert answers.listed == [("第2行的“责任处室”", second, "新处室二")]
    answers.way_on = PASTE
    qtbot.keyClick(staff, Qt.Key.Key_V, CONTROL)
    assert {"新处室一", "新处室二"} <= set(offices(workspace))
    assert second not in offices(workspace)


def test_a_picture_changes_nothing_and_is_told(staff, workspace, qtbot) -> None:
    before = offices(workspace)
    staff.setCurrentCell(0, 0)
    put_on_clipboard(Held(has_picture=True))
    with qtbot.waitSignal(staff.told) as told:
        qtbot.keyClick(staff, Qt.Key.Key_V, CONTROL)
    assert "是图片" in told.args[0]
    assert offices(workspace) == before


def test_copy_cut_and_delete_work_as_in_the_sheet(staff, workspace, qtbot) -> None:
    name = staff.cells_model.read(0, 0)
    staff.setCurrentCell(0, 0)
    qtbot.keyClick(staff, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == name
    qtbot.keyClick(staff, Qt.Key.Key_X, CONTROL)
    assert name not in offices(workspace)
    qtbot.keyClick(staff, Qt.Key.Key_V, CONTROL)
    assert name in offices(workspace)


def test_a_pasted_text_in_the_open_editor_is_one_line(staff, qtbot) -> None:
    staff.setCurrentCell(0, 1)
    staff.editItem(staff.item(0, 1))
    editor = staff.findChild(type(staff.itemDelegate().createEditor(staff, None, None)))
    editor.selectAll()
    put_on_clipboard(Held(text="王某\n李某"))
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert editor.text() == "王某、李某"
