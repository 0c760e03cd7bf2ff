"""A question over an open cell: the dialog takes the keyboard, and the cell stays open under it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from tests.clipboard import Held
from tests.columns import MEASURES, PERSON
from tests.helpers import there
from tests.ui.sheet.places import ROW, Place
from tests.window import put_on_clipboard
from ui.kit.messages import Messages
from ui.kit.pasting import AS_IT_IS, CANCEL, TIDIED
from ui.task_list.month_model import GOAL

UNTIDY = "王\u3000明\n\n\uff12\uff10人"


@pytest.fixture
def the_list(window) -> Place:
    page = window.list_page
    page.table.pasting._messages = Messages(window)
    return Place(page.table, MEASURES, page.undo)


def press_when_asked(word: str) -> None:
    """Press a button of the dialog that is about to open."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == word)
        button.click()

    QTimer.singleShot(0, press)


def paste_into_editor(place: Place, row: int, column: int, word: str, qtbot):
    place.table.edit_cell(row, column)
    editor = there(place.table.cells.editor)
    editor.selectAll()
    put_on_clipboard(Held(text=UNTIDY))
    press_when_asked(word)
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    return editor


@pytest.mark.parametrize(("word", "wanted"), [(TIDIED, "王明\n20人"), (AS_IT_IS, UNTIDY)])
def test_the_open_editor_takes_what_was_answered(the_list, qtbot, word: str, wanted: str) -> None:
    before = the_list.texts()
    editor = paste_into_editor(the_list, ROW, MEASURES, word, qtbot)
    assert the_list.table.cells.editor is editor
    assert editor.toPlainText() == wanted
    assert editor.window().focusWidget() is editor  # the window itself is not active here
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert the_list.table.cells.editor is None
    assert the_list.texts() == {**before, (ROW, MEASURES): wanted}
    the_list.undo.click()
    assert the_list.texts() == before


def test_a_question_that_is_left_leaves_the_editor_as_it_was(the_list, qtbot) -> None:
    before = the_list.texts()
    editor = paste_into_editor(the_list, ROW, PERSON, CANCEL, qtbot)
    assert the_list.table.cells.editor is editor
    assert editor.toPlainText() == before[ROW, PERSON]
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert the_list.texts() == before


def test_the_months_keep_their_editor_too(window, qtbot) -> None:
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, MEASURES))
    page.panel.grid.pasting._messages = Messages(window)
    months = Place(page.panel.grid, GOAL, page.undo)
    editor = paste_into_editor(months, 2, GOAL, TIDIED, qtbot)
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert months.table.cells.editor is None
    assert months.texts()[2, GOAL] == "王明\n20人"
