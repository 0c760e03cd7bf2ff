"""Every field takes the text of what is on the clipboard, and says why where there is none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip

from tests.clipboard import Held, excel, word_table
from tests.window import put_on_clipboard
from ui.kit.fields.clipboard import OWN_CELLS, LineEdit, TextEdit, put_cells, read_mime

CONTROL = Qt.KeyboardModifier.ControlModifier
CELL = "第一步：调研\n第二步：报“审”"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was told beside an editor."""
    found: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _spot, text, _widget: found.append(text))
    return found


@pytest.fixture(params=[LineEdit, TextEdit])
def editor(request, qtbot):
    made = request.param()
    qtbot.addWidget(made)
    made.show()
    made.insert("前") if isinstance(made, LineEdit) else made.insertPlainText("前")
    return made


def text_of(editor) -> str:
    return editor.text() if isinstance(editor, LineEdit) else editor.toPlainText()


@pytest.mark.parametrize(
    ("held", "lines", "line"),
    [
        (Held(text="一段"), "一段", "一段"),
        (Held(text="一\r\n二"), "一\n二", "一 二"),
        (Held(html="<p>一</p><p>二</p>"), "一\n二", "一 二"),
        (excel((CELL,)), CELL, CELL.replace("\n", " ")),
        (Held(text=excel((CELL,)).text), CELL, CELL.replace("\n", " ")),
        (word_table(("甲", "乙"), ("丙", "丁")), "甲 乙\n丙 丁", "甲 乙 丙 丁"),
    ],
)
def test_the_text_goes_in_where_the_cursor_is(
    editor, qtbot, held: Held, lines: str, line: str
) -> None:
    put_on_clipboard(held)
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert text_of(editor) == f"前{line if isinstance(editor, LineEdit) else lines}"


@pytest.mark.parametrize(
    ("held", "word"),
    [
        (Held(has_picture=True), "是图片"),
        (Held(), "没有文字"),
        (Held(files=("/tmp/a.docx",)), "是文件"),  # noqa: S108  (never read)
        (Held(text="a\n" * 30_000), "太大"),
    ],
)
def test_what_has_no_text_changes_nothing_and_is_told(
    editor, qtbot, said, held: Held, word: str
) -> None:
    put_on_clipboard(held)
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert text_of(editor) == "前"
    assert word in said[-1]


def test_what_may_only_be_read_takes_nothing(editor, qtbot) -> None:
    editor.setReadOnly(True)
    put_on_clipboard(Held(text="后"))
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert text_of(editor) == "前"


def test_pasting_into_a_line_is_noticed_as_typing(qtbot) -> None:
    editor = LineEdit()
    qtbot.addWidget(editor)
    put_on_clipboard(Held(text="后"))
    with qtbot.waitSignal(editor.textEdited):
        editor.paste_text()


def test_cells_are_put_there_as_text_as_a_table_and_for_ourselves(qapp) -> None:
    put_cells([["印的\n二", "x"]], [["改的", "x"]])
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == '"印的\n二"\tx'
    assert "<table" in mime.html()
    assert mime.hasFormat(OWN_CELLS)
    assert read_mime(mime).block == (("改的", "x"),)
