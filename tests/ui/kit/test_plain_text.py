"""What comes from outside is shown as it was typed: no box, tip or label draws it as HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from tests.helpers import there
from ui.kit.messages import Messages
from ui.kit.widgets import ElidedLabel, Pill, label, plain_tip

HOSTILE = ["<h1>校名</h1>", "<img src='file:///etc/passwd'>一中", "a<b>&amp;</b>\n第二行"]
UI = Path(__file__).resolve().parents[3] / "ui"


def shown_by(open_it, qtbot) -> list[tuple[str, Qt.TextFormat]]:
    """Open a dialog, look at its labels, and close it."""
    found: list[tuple[str, Qt.TextFormat]] = []

    def look() -> None:
        dialog = there(QApplication.activeModalWidget())
        found.extend((one.text(), one.textFormat()) for one in dialog.findChildren(QLabel))
        dialog.close()

    QTimer.singleShot(50, look)
    open_it()
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_every_box_and_question_shows_it_as_typed(text: str, qtbot) -> None:
    messages = Messages()
    for open_it in (
        lambda: messages.warn(text),
        lambda: messages.tell(text),
        lambda: messages.confirm(text, "替换"),
        lambda: messages.choose(text, ["放回原处"], "以后再说"),
        lambda: messages.choose_with_list(text, ("位置",), [(text,)], ["粘贴"], "取消"),
        lambda: messages.ask_way(text, ["分到各格"], "取消"),
        lambda: messages.ask_text("标题", text),
        lambda: messages.ask_choice("标题", text, ["甲"], 0),
        lambda: messages.ask_amount("标题", text, 1, "人"),
    ):
        found = shown_by(open_it, qtbot)
        assert (text, Qt.TextFormat.PlainText) in found


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tool_tip_shows_it_as_typed(text: str) -> None:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml(plain_tip(text))
    assert document.toPlainText() == text


def test_a_tip_without_a_tag_stays_what_it_is() -> None:
    assert plain_tip("3 > 2") == "3 > 2"


def test_labels_are_plain(theme) -> None:
    for made in (label("<b>x</b>"), ElidedLabel(), Pill(theme, "<b>x</b>", "good")):
        assert made.textFormat() == Qt.TextFormat.PlainText


def test_nobody_makes_a_box_or_a_tip_past_these_doors() -> None:
    """One door for dialogs, one for labels and tips: that is where the text is made plain."""
    doors = {
        r"\bQMessageBox\(": {"kit/messages.py"},
        r"\bQInputDialog[.(]": {"kit/messages.py"},
        r"\bQLabel\(": {"kit/widgets.py"},
        r"\.setToolTip\((?!plain_tip)": {"kit/widgets.py"},
        r"\bQProgressDialog\((?!\"\")": set(),
        r"\.addRow\((?![\"\w]*\"|label\(|word\b|whom\b|row\b)": set(),
    }
    for pattern, allowed in doors.items():
        found = {
            str(path.relative_to(UI))
            for path in UI.rglob("*.py")
            if re.search(pattern, re.sub(r"class \w+\(QLabel\)", "", path.read_text("utf-8")))
        }
        assert found <= allowed, pattern
