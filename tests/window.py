"""Fixtures of the window tests: the real window on real data; messages are answered by the test."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from models.monthly_report import kept
from tests.helpers import NOTICE, close_without_backup, free_widget
from tests.selection import needs_qt
from ui.kit.background import Background
from ui.kit.desktop import STYLE, keep_printing_local
from ui.kit.fields.clipboard import OWN_CELLS
from ui.kit.messages import Messages
from ui.kit.theme import Theme
from ui.start.application import Controller
from ui.window.main_window import MainWindow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from tests.clipboard import Held


def pytest_collection_finish() -> None:
    """Take what stands for the whole run (modules, tests) out of the collector's sight.

    Each window is freed by a collection of its own, which would walk over all of it again.
    """
    gc.collect()
    gc.freeze()
    gc.disable()  # as in the program: a worker frees no widget


class Answers(Messages):
    """Answers every question from lists, and remembers what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.agree = True
        self.text: str | None = None
        self.number: int | None = None
        self.path: Path | None = None
        self.choice: str | None = None
        self.ways_on: tuple[str, ...] = ()  # the first that is offered is taken
        self.ticked: list[int] = []  # of the last table with ticks, at first
        self.rows: list[int] | None = None  # what is ticked of a table; None: all
        self.listed: list[tuple[str, ...]] = []  # what the last question showed as a table

    @property
    def way_on(self) -> str | None:
        """The only way on that is taken where it is offered."""
        return next(iter(self.ways_on), None)

    @way_on.setter
    def way_on(self, way: str | None) -> None:
        self.ways_on = () if way is None else (way,)

    def warn(self, text: str) -> None:
        self.said.append(text)

    def tell(self, text: str) -> None:
        self.said.append(text)

    def confirm(self, text: str, yes: str) -> bool:
        self.said.append(text)
        return self.agree

    def ask_text(self, title: str, question: str, text: str = "") -> str | None:
        return None if text else self.text  # whoever is asked again gives up

    def choose(self, text: str, words: Sequence[str], cancel: str) -> str | None:
        self.said.append(text)
        return next((way for way in self.ways_on if way in words), None)

    def ask_way(self, text: str, words: Sequence[str], cancel: str) -> str | None:
        return self.choose(text, words, cancel)

    def choose_with_list(
        self,
        text: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        words: Sequence[str],
        cancel: str,
    ) -> str | None:
        self.listed = [tuple(row) for row in rows]
        return self.choose(text, words, cancel)

    def choose_rows(
        self,
        text: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        words: tuple[str, str],
        ticked: Collection[int],
    ) -> list[int] | None:
        self.listed = [tuple(row) for row in rows]
        self.ticked = list(ticked)
        self.said.append(text)
        return list(range(len(rows))) if self.rows is None else self.rows

    def ask_amount(
        self, title: str, question: str, value: int | None, unit: str, decimals: int = 0
    ) -> int | None:
        return self.number

    def ask_choice(self, title: str, question: str, choices: list[str], chosen: int) -> str | None:
        return self.choice if self.choice in choices else choices[chosen]

    def save_path(self, title: str, name: str, kind: str) -> Path | None:
        return self.path

    def choose_folder(self, title: str) -> Path | None:
        return self.path

    def open_path(self, title: str, kind: str) -> Path | None:
        return self.path


def put_on_clipboard(held: Held) -> None:
    """Put there what another program would."""
    mime = QMimeData()
    if held.text is not None:
        mime.setText(held.text)
    if held.html is not None:
        mime.setHtml(held.html)
    if held.own is not None:
        mime.setData(OWN_CELLS, held.own)
    if held.files:
        mime.setUrls([QUrl.fromLocalFile(path) for path in held.files])
    if held.has_picture:
        mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(mime)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application is begun as the program begins it."""
    return ["zhijiao-qingdan", "-style", STYLE]


@pytest.fixture(scope="session")
def local_printing() -> None:
    """As the program does before anything else."""
    keep_printing_local(os.environ)


@pytest.fixture(scope="session")
def empty_clipboard_at_the_end(qapp: QApplication) -> Iterator[None]:
    """The offscreen clipboard outlives Python: what is left in it crashes at exit."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def _as_in_the_program(request: pytest.FixtureRequest) -> None:
    """What every test of the window stands on; the other tests need none of it."""
    if needs_qt(request.path):
        request.getfixturevalue("local_printing")
        request.getfixturevalue("empty_clipboard_at_the_end")
        request.getfixturevalue("no_data_of_this_pc")


@pytest.fixture
def no_data_of_this_pc(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page looks at the desktop; that of the PC the tests run on is no test's matter."""
    from models.safekeeping import data_found

    monkeypatch.setattr(data_found, "usual_folders", list)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def background() -> Background:
    return Background()


@pytest.fixture
def workspace(filled, data_file: Path, theme: Theme) -> Workspace:
    theme.apply(100)
    return Workspace(data_file.parent, filled)


@pytest.fixture
def window(workspace: Workspace, theme: Theme, answers: Answers, qtbot):
    """The main window with the sample year."""
    made = MainWindow(workspace, theme, answers, Background())
    made.navigation.open_page("list")
    made.show()
    yield made
    close_without_backup(made)  # a test that is about the last backup closes the window itself


@pytest.fixture
def table(window: MainWindow):
    return window.list_page.table


@pytest.fixture
def month(window: MainWindow, filled, final_list, march):
    """The month page with the sample's March begun and filled in."""
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 3))
    return window.pages.page("month")


@pytest.fixture
def april(month, filled, march, sample_reports, window):
    """April begun and filled in after March was finalised."""
    from tests.helpers import begin_and_fill
    from ui.use_cases.documents import finalising

    finalising.finalise(filled, march)
    begin_and_fill(filled, sample_reports[4])
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 4))
    return month


@pytest.fixture
def begin(theme, answers):
    """Start the program on a folder; what it showed is freed at the end."""
    shown: list[Controller] = []

    def start(folder: Path, messages: Answers = answers) -> Controller:
        controller = Controller(theme, folder)
        controller.messages = messages
        shown.append(controller)
        controller.start()
        return controller

    yield start
    for controller in shown:
        for widget in (controller.window, controller.recovery, controller.first_run):
            if widget is not None:
                widget.close()
                free_widget(widget)
