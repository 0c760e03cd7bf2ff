"""The manual names everything that can be pressed; its window shows and finds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from models.monthly_report import kept
from tests.helpers import NOTICE, deliver
from ui.use_cases import manual
from ui.window.notice_chooser import NoticeChooser

ROOT = Path(__file__).resolve().parents[3]
BOLD = {
    text.strip()
    for chapter in manual.chapters()
    for text in re.findall(r"\*\*(.+?)\*\*", chapter.markdown)
}
PAGES = ("home", "list", "month", "print", "verify", "history", "settings")
# What a button shows beside its name: how a month stands, how large the preview is, a key.
STANDING = re.compile(r"^(\d+月)(\s.*)?$", re.DOTALL)
SHOWN_SIZE = re.compile(r"^\d+%$")
CHOOSER = "右上角"  # it shows the notice; the manual calls it by its place
KEY_BEHIND = re.compile(r"\t.*$")


def spoken_of(text: str) -> str:
    """Return the name of a button without what it shows of the moment."""
    text = KEY_BEHIND.sub("", text).strip()
    month = STANDING.match(text)
    return month[1] if month else text


def buttons(widget) -> set[str]:
    """Return the names of all buttons, hidden ones too; those without a word are no actions."""
    found = widget.findChildren(QAbstractButton)
    names = {CHOOSER if isinstance(b, NoticeChooser) else spoken_of(b.text()) for b in found}
    return {name for name in names if name and not SHOWN_SIZE.match(name)}


@pytest.fixture
def whole_window(window, april, filled):
    """Every page built, with a report that was stamped, so that corrections are offered."""
    deliver(filled, kept.newest(filled, NOTICE)[3], "stamped")
    window.workspace.reload()
    for page in PAGES:
        window.navigation.open_page(page)
    window.list_page.search.open()
    window.navigation.open_page("list")
    window.list_page.check()
    return window


def test_every_button_of_the_window_has_its_line_in_the_manual(whole_window) -> None:
    assert len(buttons(whole_window)) > 60
    assert buttons(whole_window) - BOLD == set()


def test_every_shortcut_has_its_line_in_the_manual(whole_window) -> None:
    keys = {shortcut.key().toString() for shortcut in whole_window.findChildren(QShortcut)}
    keys |= {QKeySequence(k).toString() for k in ("Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+D", "F2")}
    assert "F5" in keys
    assert keys - BOLD == set()


def test_first_run_and_recovery_have_their_lines_too(begin, tmp_path) -> None:
    assert buttons(begin(tmp_path / "new").first_run) - BOLD == set()
    recovery = (ROOT / "ui/safekeeping/recovery_page.py").read_text(encoding="utf-8")
    assert words_of_buttons(recovery)
    assert words_of_buttons(recovery) - BOLD == set()


def words_of_buttons(source: str) -> set[str]:
    """Return the texts of the buttons that a module makes, by reading it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "button":
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant):
                found.add(str(first.value))
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "ui").rglob("*.py")), ids=lambda p: p.stem)
def test_every_button_that_any_module_makes_has_its_line(path: Path) -> None:
    """Dialogs too, which no test opens just to read them."""
    words = {spoken_of(word) for word in words_of_buttons(path.read_text(encoding="utf-8"))}
    assert words - BOLD - {""} == set()


@pytest.fixture
def help_window(window):
    window.manual_key.open()
    yield window.manual_key.manual
    window.manual_key.manual.close()


def test_the_manual_shows_every_chapter(help_window) -> None:
    for row, chapter in enumerate(manual.chapters()):
        help_window.list.setCurrentRow(row)
        shown = help_window.reader.toPlainText()
        assert shown.startswith(chapter.title)
        assert "**" not in shown
        assert "|" not in shown


def test_a_search_lists_sections_and_enter_opens_the_first(help_window, qtbot) -> None:
    help_window.search.setText("退回")
    assert help_window.list.count() > 1
    qtbot.keyClick(help_window.search, Qt.Key.Key_Return)
    assert "退回" in help_window.reader.textCursor().selectedText()
    help_window.search.clear()
    assert help_window.list.count() == len(manual.chapters())


def test_a_search_without_a_hit_says_so(help_window) -> None:
    help_window.search.setText("没有这样的词")
    assert help_window.list.item(0).text().startswith("没有找到")


def test_pictures_fit_the_window(help_window) -> None:
    help_window.resize(700, 500)
    assert help_window.reader.document().idealWidth() <= help_window.reader.viewport().width()


def test_the_work_goes_on_beside_the_manual(window, help_window) -> None:
    assert not help_window.isModal()
    window.navigation.open_document(kept.document(NOTICE, 4))
    window.manual_key.open()
    assert help_window.list.currentItem().text() == "月报与原因"


@pytest.mark.parametrize("page", ["home", "settings", "verify", "history"])
def test_a_new_manual_opens_at_the_section_of_the_page(window, qtbot, page: str) -> None:
    window.navigation.open_page(page)
    window.manual_key.open()
    made = window.manual_key.manual
    qtbot.waitUntil(made.isVisible)
    heading = made.reader.document().find(manual.OF_PAGE[page][1])
    assert made.reader.viewport().rect().contains(made.reader.cursorRect(heading))
    made.close()


def test_the_manual_goes_when_the_window_gives_way_to_recovery(begin, filled) -> None:
    folder = filled.path.parent
    filled.close()
    controller = begin(folder)
    controller.window.manual_key.open()
    manual_window = controller.window.manual_key.manual
    controller._recover()
    assert not manual_window.isVisible()
