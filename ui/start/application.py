"""Starting the window: input method, fonts, data, first run or the list; then the event loop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

import resources
from models.errors import EnvironmentRefusal, ExitStatus, Refusal
from models.safekeeping import opening, this_pc
from models.safekeeping.backups import BackupReason
from models.safekeeping.opening import Opened
from models.school import kept_settings, register
from models.storage import paths
from ui.help.manual_key import ManualKey
from ui.home.sign import HOME
from ui.kit.background import Background
from ui.kit.desktop import make_application, show_icon
from ui.kit.foreign_files import ForeignFiles
from ui.kit.messages import Messages
from ui.kit.theme import Theme
from ui.safekeeping.session import notices
from ui.start.errors import CrashHandler
from ui.start.garbage import Sweeper
from ui.task_list.sign import LIST
from ui.use_cases import settings
from ui.use_cases.data import data_folder, notice_left
from ui.window.main_window import WINDOW, MainWindow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from models.storage.store import Store
    from ui.safekeeping.recovery_page import RecoveryPage
    from ui.start.first_run import Answers, FirstRunPage
    from ui.start.single_window import SingleWindow
    from ui.use_cases.program.foreign import Copy

WARM_UP_MS = 300


class Controller:
    """Leads from the first questions, from recovery, or from the data there, to the window."""

    def __init__(self, theme: Theme, folder: Path, crashes: CrashHandler | None = None) -> None:
        self._theme = theme
        self._folder = folder
        self.messages = crashes.messages if crashes else Messages()
        self._crashes = crashes
        self.background = Background()
        self.window: MainWindow | None = None
        self.first_run: FirstRunPage | None = None
        self.recovery: RecoveryPage | None = None
        self._single: SingleWindow | None = None
        self.manual_key: ManualKey | None = None  # of the page that stands in
        self.wanted_file: Path | None = None  # opened by a double click; offered when all stands

    def start(self, *, is_outdated_right: bool = False) -> QWidget:
        """Show the first-run page, the recovery page or the window.

        Raises:
            Refusal: the data cannot be opened, and recovery would not help (locked, a failing
                disk); nothing was changed.
        """
        if opening.is_new(self._folder):
            return self._ask_first_questions()
        try:
            opened = opening.open_data(self._folder, is_outdated_right=is_outdated_right)
        except EnvironmentRefusal as refusal:
            if refusal.code not in opening.TROUBLES:
                raise
            if _raise_other(self._folder):  # another start stands at recovery already
                raise EnvironmentRefusal("data.locked", path=str(self._folder)) from refusal
            return self._offer_recovery(refusal)
        if data_folder.is_begun(opened.store):
            return self._open_window(opened)
        opened.store.close()
        return self._ask_first_questions()

    # -- pages that stand in for the window ------------------------------------------------------

    def _ask_first_questions(self) -> QWidget:
        from models.safekeeping import data_found
        from ui.start.first_run import FirstRunPage

        self._theme.apply(100)
        page = FirstRunPage(
            self._theme, self.messages, self._foreign_files(), self.background, self._folder
        )
        page.answered.connect(self._begin)
        page.copy_chosen.connect(self._begin_with_copy)
        self._show_alone(page, "first_run")
        page.name.setFocus()
        self.first_run = page
        self.background.run(
            page,
            lambda _job: data_found.newest(self._folder, data_found.usual_folders()),
            page.show_found,
            _raise,
        )
        return page

    def _offer_recovery(self, refusal: EnvironmentRefusal) -> QWidget:
        from ui.safekeeping.recovery_page import RecoveryPage

        self._theme.apply(this_pc.read(self._folder).scale)
        foreign_files = self._foreign_files()
        page = RecoveryPage(
            self._folder, refusal, self._theme, self.messages, foreign_files, self.background
        )
        page.recovered.connect(self._go_on_recovered)
        page.kept_as_is.connect(self._go_on_outdated)
        self._show_alone(page, "recovery")
        self._answer_second_starts(page)
        page.restore.setFocus()
        self.recovery = page
        return page

    def _foreign_files(self) -> ForeignFiles:
        return ForeignFiles(self.messages, self.background)

    def _show_alone(self, page: QWidget, name: str) -> None:
        page.setWindowTitle("职教清单")
        show_icon()
        self.manual_key = ManualKey(page, self._theme, lambda: name)
        page.resize(*WINDOW)
        self.messages.parent = page
        show_fitting(page)
        QTimer.singleShot(0, page, self._offer_file)

    def _begin(self, answers: Answers) -> None:
        store = None
        try:
            store = data_folder.open_or_create(self._folder)
            begin(store, answers)
            store.checkpoint()  # from here on the file alone is no empty year
            if answers.is_of_work:
                notice_left.forget(self._folder)
        except Refusal as refusal:
            if store is not None:
                store.close()
            self.messages.refuse(refusal)
            return
        self._open_window(Opened(store)).navigation.open_page(LIST.name)
        self._close_page()

    def _begin_with_copy(self, copy: Copy) -> None:
        try:
            data_folder.put_image(self._folder, copy.image, BackupReason.RESTORE, copy.sha256)
        except Refusal as refusal:
            self.messages.refuse(refusal)
            return
        self._go_on()
        values = {"whose": copy.whose, "counts": copy.counts.words}
        self.messages.tell(resources.sentence("settings.copy_begun", **values))

    def _go_on_recovered(self, said: str) -> None:
        self._go_on()
        self.messages.tell(said)

    def _go_on_outdated(self) -> None:
        self._go_on(is_outdated_right=True)

    def _go_on(self, *, is_outdated_right: bool = False) -> None:
        """Open what lies in the folder now, in the place of the page that stood in."""
        pages = self.first_run, self.recovery
        self._answer_nobody()
        try:
            self.start(is_outdated_right=is_outdated_right)
        except Refusal as refusal:
            self.messages.refuse(refusal)
            return
        for page in pages:
            if page is not None:
                page.close()
                page.deleteLater()
        self.first_run = None if self.first_run in pages else self.first_run
        self.recovery = None if self.recovery in pages else self.recovery

    def _close_page(self) -> None:
        if self.first_run is not None:
            self.first_run.close()
            self.first_run.deleteLater()
            self.first_run = None

    # -- the window ------------------------------------------------------------------------------

    def _open_window(self, opened: Opened) -> MainWindow:
        store = opened.store
        scale = kept_settings.number(store, settings.SCALE, 100, settings.SCALE_RANGE)
        self._theme.apply(scale)
        workspace = Workspace(self._folder, store)
        workspace.lost.connect(self._recover)
        self.window = MainWindow(workspace, self._theme, self.messages, self.background)
        is_list_at_hand = workspace.sheet.version.is_draft
        self.window.navigation.open_page(LIST.name if is_list_at_hand else HOME.name)
        show_fitting(self.window)
        timer = QTimer(self.window, singleShot=True)  # its own: it goes when the window goes
        timer.timeout.connect(partial(self._warm_up, opened))
        timer.start(WARM_UP_MS)
        return self.window

    def _warm_up(self, opened: Opened) -> None:
        """Do what the first picture could wait for."""
        self._theme.load_rare_font()
        show_icon()
        window = self.window
        if window is None or window.is_closed:
            return
        Sweeper(window)
        window.session.start()
        self._listen(window)
        is_ours = opened.store.is_writable
        crashed = self._crashes is not None and is_ours and self._crashes.watch()
        if crashed:
            window.tell(resources.sentence("opened.crashed"))
        elif opened.ended_badly:
            window.tell(resources.sentence("opened.ended_badly"))
        elif opened.rights_were_open:
            window.tell(resources.sentence("opened.rights_were_open"))
        for sentence in notices(opened):
            self.messages.warn(sentence)
        self._offer_file()

    def _listen(self, window: MainWindow) -> None:
        from ui.start.new_day import NewDay
        from ui.start.system_endings import Endings

        NewDay(window).came.connect(window.show_day)

        endings = Endings(window)
        endings.asked.connect(window.close_for_the_system)
        if window.session.is_ours:  # who only looks does not stand in for the one who writes
            self._answer_second_starts(window)
            window.session.ending.connect(self._answer_nobody)
        window.session.ended.connect(endings.stop)
        window.session.recovery_wanted.connect(self._recover)

    def _answer_second_starts(self, shown: QWidget) -> None:
        from ui.start.single_window import SingleWindow

        self._answer_nobody()
        self._single = SingleWindow(self._folder, shown)
        self._single.raise_wanted.connect(partial(self._come_forward, shown))

    def _come_forward(self, shown: QWidget, file: Path | None) -> None:
        come_to_front(shown)
        self.wanted_file = file
        self._offer_file()

    def _offer_file(self) -> None:
        """Ask whether to go on with the file that was opened by a double click."""
        path, self.wanted_file = self.wanted_file, None
        if path is None:
            return
        if QApplication.activeModalWidget() is not None:
            self.messages.warn(resources.sentence("opened.busy", name=path.name))
        elif path.suffix.lower() == paths.NOTICE_ENDING:
            self._offer_notice(path)
        elif self.first_run is not None:
            self.first_run.offer_copy(path)
        elif self.recovery is not None:
            self.recovery.offer_copy(path)
        elif self.window is not None:
            self.window.pages.settings.data.take(path)

    def _offer_notice(self, path: Path) -> None:
        if self.first_run is not None:
            self.first_run.offer_notice(path)
        elif self.window is not None:
            self.window.chooser.offer_notice(path)
        else:  # the data want to be seen to first
            self.messages.warn(resources.sentence("opened.recovery_first", name=path.name))

    def _answer_nobody(self) -> None:
        """Stop listening; a later listener on the same folder has the same name."""
        if self._single is not None:
            self._single.close()
            self._single = None

    def _recover(self) -> None:
        """The clerk was told of damage and wants to see to it: the window gives way to the page."""
        if self.window is not None:
            self.window.close()
            if not self.window.is_closed:  # a text that was not taken keeps it open
                return
            self.window.manual_key.close()
        self._go_on()


def _raise(error: Exception) -> None:
    """Nothing is refused in this work: what fails is a fault of ours."""
    raise error


def come_to_front(window: QWidget) -> None:
    """Bring a window to the front, out of the task bar too."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


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
    from models.task_list.its_notice.opening import open_notice  # once in the life of a year

    school = answers.school
    with store.transaction():
        open_notice(store, answers.notice)
        store.write_for_good(
            register.school_change(field, getattr(school, field))
            for field in ("name", "contact", "phone", "notice_school")
        )
    kept_settings.set_setting(store, settings.SCALE, str(answers.scale))


def run_window(folder: Path | None, file: Path | None = None) -> int:
    """Open the window; returns the exit status.

    Args:
        folder: the data folder, None for the user's own.
        file: a file of the product's own kinds to offer, None for none.
    """
    app = make_application()
    theme = Theme(app)
    chosen = folder or paths.default_data_folder()
    crashes = CrashHandler(chosen, Messages())
    crashes.install()
    controller = Controller(theme, chosen, crashes)
    controller.wanted_file = file
    try:
        controller.start()
    except Refusal as refusal:
        if refusal.code == "data.locked" and _raise_other(chosen, file):
            return ExitStatus.DONE
        theme.apply(100)
        controller.messages.refuse(refusal)
        return refusal.status
    app.exec()
    return ExitStatus.DONE


def _raise_other(folder: Path, file: Path | None = None) -> bool:
    from ui.start.single_window import raise_other  # a first start never needs it

    return raise_other(folder, file)
