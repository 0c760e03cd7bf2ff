"""Starting the window: input method, fonts, data, first run or the list; then the event loop."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from models import paths, register
from models.backups import BackupReason
from models.errors import ExitStatus, Refusal
from models.store import Change, Store
from ui.background import Background
from ui.errors import CrashHandler
from ui.main_window import WINDOW, MainWindow
from ui.messages import Messages
from ui.theme import Theme
from ui.use_cases import data, settings
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.first_run import Answers, FirstRunPage

WARM_UP_MS = 300


def input_method(environment: Mapping[str, str], platform: str) -> str | None:
    """Return the QT_IM_MODULE to set, None to leave it.

    Qt's own wheels carry no fcitx plugin; fcitx5 speaks the IBus protocol, so a session that asks
    for fcitx gets ibus (tested with fcitx5 5.0).
    """
    if not platform.startswith("linux"):
        return None
    asked = environment.get("QT_IM_MODULE", "") or environment.get("XMODIFIERS", "")
    return "ibus" if "fcitx" in asked else None


def make_application() -> QApplication:
    """Return the application with Qt's own texts in Chinese."""
    wanted = input_method(os.environ, sys.platform)
    if wanted is not None:
        os.environ["QT_IM_MODULE"] = wanted
    app = QApplication([sys.argv[0]])
    app.setApplicationName("职教清单")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    return app


class Controller:
    """Leads from the first questions, or from the data that is there, to the window."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        self._theme = theme
        self._folder = folder
        self.messages = Messages()
        self._background = Background()
        self.window: MainWindow | None = None
        self.first_run: FirstRunPage | None = None

    def start(self) -> QWidget:
        """Show the first-run page or the window.

        Raises:
            Refusal: the data cannot be opened; nothing was changed.
        """
        if paths.data_file(self._folder).exists():
            store = data.open_store(self._folder)
            if data.is_begun(store):
                return self._open_window(store)
            store.close()
        return self._ask_first_questions()

    def _ask_first_questions(self) -> QWidget:
        from ui.first_run import FirstRunPage

        self._theme.apply(100)
        page = FirstRunPage(self._theme, self.messages)
        page.setWindowTitle("职教清单")
        page.resize(*WINDOW)
        self.messages.parent = page
        page.answered.connect(self._begin)
        page.copy_chosen.connect(self._begin_with_copy)
        show_fitting(page)
        page.name.setFocus()
        self.first_run = page
        return page

    def _begin(self, answers: Answers) -> None:
        try:
            store = data.open_or_create(self._folder)
            begin(store, answers)
        except Refusal as refusal:
            self.messages.refuse(refusal)
            return
        self._replace_first_run(store)

    def _begin_with_copy(self, source: Path) -> None:
        try:
            data.put_image(self._folder, data.read_copy(source), BackupReason.RESTORE)
            store = data.open_store(self._folder)
        except Refusal as refusal:
            self.messages.refuse(refusal)
            return
        self._replace_first_run(store)

    def _replace_first_run(self, store: Store) -> None:
        window = self._open_window(store)
        window.open_list()
        if self.first_run is not None:
            self.first_run.close()
            self.first_run.deleteLater()
            self.first_run = None

    def _open_window(self, store: Store) -> MainWindow:
        self._theme.apply(int(register.setting(store, settings.SCALE, "100")))
        workspace = Workspace(self._folder, store)
        self.window = MainWindow(workspace, self._theme, self.messages, self._background)
        self.window.open_list()
        show_fitting(self.window)
        QTimer.singleShot(WARM_UP_MS, self._warm_up)
        return self.window

    def _warm_up(self) -> None:
        """Do what the first picture could wait for."""
        gc.enable()
        self._theme.load_rare_font()


def show_fitting(window: QWidget) -> None:
    """Show a window whole: on a screen without room for its frame it fills the screen."""
    available = window.screen().availableGeometry()
    frame = 40  # px, the title bar of the usual desktops
    if window.width() > available.width() or window.height() + frame > available.height():
        window.showMaximized()
    else:
        window.show()


def begin(store: Store, answers: Answers) -> None:
    """Write the first answers: the year of the notice and the school, in one transaction."""
    from models import lifecycle  # begins a year once in the program's life

    school = answers.school
    with store.transaction():
        lifecycle.open_year(store, answers.pack)
        store.write_for_good(
            Change("school", register.SCHOOL_KEY, field, getattr(school, field) or None)
            for field in ("name", "contact", "phone", "notice_school")
        )
    register.set_setting(store, settings.SCALE, str(answers.scale))


def run_window(folder: Path | None) -> int:
    """Open the window on a data folder, the user's own by default; returns the exit status."""
    app = make_application()
    theme = Theme(app)
    chosen = folder or paths.default_data_folder()
    controller = Controller(theme, chosen)
    CrashHandler(chosen, controller.messages).install()
    try:
        controller.start()
    except Refusal as refusal:
        theme.apply(100)
        controller.messages.refuse(refusal)
        return refusal.status
    app.exec()
    return ExitStatus.DONE
