"""Every control of every page and dialog is clicked with the mouse, on years of every kind.

An error, a warning of Qt, or a word on screen that is no clerk's word fails the test.
"""

from __future__ import annotations

import ast
import sqlite3
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

import resources
from models.interchange import document as interchange
from models.monthly_report.results import Result
from models.notices.shipped import shipped_notices
from models.safekeeping import backups, data_found, opening, session_mark
from models.safekeeping.backups import BackupReason
from models.school import register
from models.storage import paths
from models.storage.store import Store
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, begin_and_fill, finalise, finalise_month, free_widget, there
from tests.journeys.window.mouse import Mouse
from tests.journeys.window.screen import name_of
from ui.kit import printing
from ui.kit.background import Background
from ui.kit.messages import Messages
from ui.monthly_report.page import MonthPage
from ui.safekeeping import displaced
from ui.use_cases.program import demo
from ui.window.main_window import MainWindow
from ui.window.pages import SIGNS
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[3]
FIRST = ("不用", "写原因和说明…", "各项都采用", "清除差距、原因和措施")
SCREEN = (1366, 768)
AWAY = (displaced.PUT_BACK, displaced.TRY_AGAIN, displaced.LATER, displaced.CLOSE)
PAGE = 4096  # bytes, of the data file
# Words on buttons that no click of these years reaches, and where they are clicked instead.
ELSEWHERE = {
    "现在去恢复": "damage found while the window stands: test_errors",
    "替换": "a name that was given without its ending: test_errors",
    "就填这个数": "a school's figure above the county's: ui/task_list/test_panel",
    "就用这个号码": "an odd telephone number on the first page: ui/start/test_application",
    **dict.fromkeys(
        ("接着算", "接着上一年的累计"), "a plan's second year: ui/window/test_notice_chooser"
    ),
    **dict.fromkeys(
        ("作为一项任务", "作为标题", "换成新的", "放入"),
        "a notice that was read: ui/notice/test_review_dialog",
    ),
    "还是比较": "next year's notice as a supplement: ui/window/test_notice_change",
    "这一项都确认": "a list with one of an earlier year: ui/task_list/test_last_year",
    "仍然关闭": "the close while a text was not taken: test_errors",
    **dict.fromkeys(AWAY, "the data file goes away under the window: test_errors"),
}


@pytest.fixture(autouse=True)
def _nothing_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    """No mail program, no folder window, no printer: the PC of the tests has none."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    monkeypatch.setattr(printing, "has_printer", lambda: False)


@pytest.fixture(scope="module")
def clicked() -> dict[str, Mouse]:
    """What was clicked, by the name of the scene."""
    return {}


def empty_year(folder: Path) -> None:
    """The notice, and nothing filled in: not even the school's name."""
    store = Store.create(paths.data_file(folder))
    open_notice(store, shipped_notices()["yangcheng_2023"])
    store.close()


def full_year(folder: Path) -> None:
    """Everything until July stamped and sent, August filled in."""
    demo.live_until(folder, 8)
    image = paths.data_file(folder).read_bytes()
    backups.write(folder, image, BackupReason.CLOSE, "2023-08-20T09:00:00Z")


def after_finalising(folder: Path) -> None:
    """List and March finalised, neither stamped; April's figures and words are in, no results.

    The first row of April was done on time after all: a reason is left from before.
    """
    contents = interchange.read(resources.path(demo.SAMPLE).read_bytes(), shipped_notices())
    reports = {report.month: report for report in contents.years[0].reports}
    years = tuple(replace(year, reports=()) for year in contents.years)
    store = Store.create(paths.data_file(folder))
    interchange.load(store, replace(contents, years=years))
    finalise(store, plan.newest(store, NOTICE))
    finalise_month(store, reports[3])
    first, *others = reports[4].rows
    rows = [replace(first, result=Result.ON_TIME, reason="设备没有到货")]
    rows += [replace(row, result=None) for row in others]
    begin_and_fill(store, replace(reports[4], rows=tuple(rows)))
    store.close()


@pytest.mark.parametrize("make", [empty_year, full_year, after_finalising])
def test_every_click_in_the_window_does_what_it_says(
    make: Callable[[Path], None],
    theme,
    qtbot,
    own_messages: Messages,
    tmp_path: Path,
    clicked: dict[str, Mouse],
) -> None:
    folder = tmp_path / "data"
    make(folder)
    background = Background()
    theme.apply(100)
    opened = opening.open_data(folder)
    window = MainWindow(Workspace(folder, opened.store), theme, own_messages, background)
    window.resize(*SCREEN)
    window.navigation.open_page("list")
    window.show()
    qtbot.waitExposed(window)
    mouse = clicked[make.__name__] = Mouse(background.wait, FIRST)
    qtbot.waitActive(window)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    mouse.click_everything(lambda: "search", lambda: window.list_page.search)
    for name in [sign.name for sign in SIGNS] * 3:  # what a page begins stands on another one
        mouse.click_everything(partial(called, window), partial(go_to, window, name, mouse))
        mouse.click_everything(lambda: "rail", lambda: window.rail_frame)
    window.manual_key.open()
    mouse.click_everything(lambda: "manual", lambda: there(window.manual_key.manual))
    window.manual_key.close()
    window.close()
    free_widget(window)
    report(make.__name__, mouse)


def called(window: MainWindow) -> str:
    """A page by its name; where it shows a document, by that document's state."""
    pages = window.pages
    match pages.shown:
        case "list":
            return f"list, {window.workspace.sheet.version.state.value}"
        case "month":
            page = pages.page("month")
            assert isinstance(page, MonthPage)
            sheet = page.sheet
            return f"month, {sheet.version.state.value if sheet else 'not begun'}"
        case "print":
            return f"print, {pages.print.version.state.value}"
    return pages.shown


def go_to(window: MainWindow, name: str, mouse: Mouse) -> QWidget:
    """Go to a page by its word in the rail, where another one is shown."""
    if window.pages.shown != name:
        button = window.rail[name]
        mouse.click(button, button.rect().center(), name_of(button))
    return window.pages.stack.currentWidget()


def report(scene: str, mouse: Mouse) -> None:
    """Say how many controls were clicked, by page; fail with all faults."""
    counts = ", ".join(f"{page} {number}" for page, number in mouse.clicked.items())
    sys.stdout.write(f"{scene}: {mouse.clicked.total()} controls: {counts}\n")
    assert not mouse.faults, "\n".join(map(str, mouse.faults))


@pytest.fixture
def own_messages(tmp_path: Path) -> Messages:
    """The program's own dialogs; files are looked for where the test put them."""
    made = Messages()
    made.last_folder = tmp_path
    return made


def test_every_click_on_the_first_page_does_what_it_says(
    begin, own_messages: Messages, tmp_path: Path, clicked: dict[str, Mouse]
) -> None:
    full_year(tmp_path / "elsewhere" / "other")
    copy = tmp_path / "stick" / "去年的.zjqd"
    copy.parent.mkdir()
    copy.write_bytes(paths.data_file(tmp_path / "elsewhere" / "other").read_bytes())
    controller = begin(tmp_path / "data", own_messages)
    page = controller.first_run
    controller.background.wait()  # it looks for data of this PC
    mouse = clicked["first page"] = Mouse(controller.background.wait)
    mouse.click_everything(lambda: "first page", lambda: page)
    assert controller.window is None  # the school has no name yet
    page.show_found(data_found.newest(tmp_path / "data", [copy.parent]))
    mouse.click_everything(lambda: "first page", lambda: page)
    assert controller.window is not None  # gone on with what was found
    report("first page", mouse)


def rubbish(folder: Path) -> None:
    """The data file is no database any more; a backup is there."""
    path = paths.data_file(folder)
    backups.write(folder, path.read_bytes(), BackupReason.CLOSE, "2023-08-20T09:00:00Z")
    path.write_bytes(b"rubbish" * 1000)


def without_backup(folder: Path) -> None:
    """Rubbish, and nothing to put in its place."""
    for path in (folder / backups.FOLDER).glob("*"):
        path.unlink()
    paths.data_file(folder).write_bytes(b"rubbish" * 1000)


def broken_index(folder: Path) -> None:
    """Every row is there; an index is not."""
    path = paths.data_file(folder)
    with sqlite3.connect(path) as con:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'event_version'"
        first = (con.execute(sql).fetchone()[0] - 1) * PAGE
    con.close()
    hurt = bytearray(path.read_bytes())
    hurt[first : first + PAGE] = b"\x0a" + bytes(PAGE - 1)
    path.write_bytes(hurt)
    session_mark.write(folder, session_mark.Mark(is_open=True, generation=0))


def older_copy(folder: Path) -> None:
    """The file is older than the mark of the last session."""
    session_mark.write(folder, session_mark.Mark(is_open=False, generation=10**6))


def rubbish_again(folder: Path) -> None:
    """As ``rubbish``: the last click of that scene is the first of this one."""
    rubbish(folder)


def misread(folder: Path) -> None:
    """A name was typed after the last backup, and a bad spot of the disk made another of it."""
    path = paths.data_file(folder)
    backups.write(folder, path.read_bytes(), BackupReason.CLOSE, "2023-08-20T09:00:00Z")
    store = Store.open(path)
    store.edit([register.school_change("contact", "李新人")])
    store.close()
    path.write_bytes(path.read_bytes().replace("李新人".encode(), "李斯人".encode(), 1))
    session_mark.write(folder, session_mark.Mark(is_open=True, generation=0))


DAMAGES = [rubbish, rubbish_again, without_backup, broken_index, older_copy, misread]


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_click_on_the_recovery_page_does_what_it_says(
    damage: Callable[[Path], None],
    begin,
    own_messages: Messages,
    tmp_path: Path,
    clicked: dict[str, Mouse],
) -> None:
    folder = tmp_path / "data"
    empty_year(folder)
    damage(folder)
    controller = begin(folder, own_messages)
    page = controller.recovery
    mouse = clicked[damage.__name__] = Mouse(controller.background.wait)
    if damage is rubbish_again:
        mouse.click_control("recovery page", page.restore)
    if damage is misread:  # before the click that leads away
        mouse.click_control("recovery page", page.compare)
    mouse.click_everything(lambda: "recovery page", lambda: page)
    report(damage.__name__, mouse)


def test_every_word_that_stands_on_a_button_was_clicked(clicked: dict[str, Mouse]) -> None:
    scenes = {"empty_year", "full_year", "after_finalising", "first page"}
    scenes |= {damage.__name__ for damage in DAMAGES}
    if set(clicked) != scenes:
        pytest.skip("the scenes of this file come first")
    seen = set().union(*(mouse.words for mouse in clicked.values()))
    missing = {word for word in words_on_buttons() if word not in seen}
    assert "、".join(sorted(missing)) == "、".join(sorted(ELSEWHERE))


def words_on_buttons() -> set[str]:
    """The words that the code puts on buttons and into the table's menu."""
    found: set[str] = set()
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                place = {"button": 0, "_before_button": 0, "addButton": 0, "QPushButton": 0}
                place |= {"_add_entry": 1, "confirm": 1}
                at = place.get(called)
                if at is not None and len(node.args) > at:
                    found |= set(_constants(node.args[at]))
    return {word.partition("\t")[0] for word in found.union(AWAY)} - {""}


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
