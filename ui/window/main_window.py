"""The window: rail, pages, status line, and the one block that wires them together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

import resources
from models.school import kept_settings
from ui.help.manual_key import ManualKey
from ui.kit import trail
from ui.kit.first_paint import AfterFirstPaint
from ui.safekeeping.backup_keeper import BackupKeeper
from ui.safekeeping.session import Session
from ui.use_cases import settings
from ui.window.pages import HISTORY, HOME, LIST, MONTH, PRINT, SETTINGS, VERIFY, Pages
from ui.window.rail import PAGES, Rail
from ui.window.standing_words import StandingWords
from ui.window.status_line import StatusLine
from ui.window.telling import Telling
from ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from models.documents.findings import Place
    from models.documents.versions import Version
    from ui.kit.background import Background
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.monthly_report.page import MonthPage
    from ui.task_list.page import TaskListPage
    from ui.workspace import Workspace

WINDOW = (1280, 720)


class MainWindow(QMainWindow):
    """One school's window; pages other than the list are built when they are first opened."""

    def __init__(
        self, workspace: Workspace, theme: Theme, messages: Messages, background: Background
    ) -> None:
        super().__init__()
        self.setWindowTitle("职教清单")
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self._background = background
        messages.parent = self
        self.keeper = BackupKeeper(workspace, messages, background)
        self.session = Session(workspace, self.keeper, messages)
        self.pages = Pages(workspace, theme, messages, background, self.keeper)
        self.list_page = self.pages.list
        self.rail_frame = Rail(theme)
        self.rail = self.rail_frame.buttons
        self.top = TopBar(theme)
        self.status = StatusLine(theme)
        self.is_closed = self.is_asked_to_end = False
        self._telling = Telling(workspace, self.status, messages, self.session.displaced)
        self._words = StandingWords(workspace, self.status, self._month_at_hand)
        self._build()
        self._connect()
        self._show_status()
        self.resize(*WINDOW)
        _restore_geometry(self, workspace)
        AfterFirstPaint(self, self._words.renew)

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        root = QWidget()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.rail_frame)
        body.addWidget(self.pages.stack, 1)
        column.addLayout(body, 1)
        column.addWidget(self.status)
        self.setCentralWidget(root)

    def _connect(self) -> None:
        """Wire pages and window: who tells whom."""
        self._shortcut("Ctrl+P", self.preview_or_print)
        self._shortcut("F5", self._check)
        self._shortcut("Ctrl+F", self._search)
        self.manual_key = ManualKey(self, self._theme, lambda: self.pages.shown)
        self._shortcut("F6", self._switch_side)
        self._shortcut(QKeySequence.StandardKey.Undo, partial(self._step, "undo"))
        self._shortcut("Ctrl+Y", partial(self._step, "redo"))
        self.rail_frame.chosen.connect(self.open_page)
        for name, _, key in PAGES:
            self._shortcut(f"Ctrl+{key}", partial(self.open_page, name))
        self.list_page.preview_wanted.connect(self.open_print)
        self.list_page.told.connect(self.tell)
        self.pages.built.connect(self._wire)
        self.keeper.told.connect(self.tell)
        self._workspace.settling.connect(self._settle)
        self._workspace.changed.connect(self._show_status)
        self._workspace.reloaded.connect(self._show_status)

    def _shortcut(self, keys: str | QKeySequence.StandardKey, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)

    # -- pages ---------------------------------------------------------------------------------

    def open_page(self, name: str) -> None:
        """Open a page by its name in the rail."""
        {
            HOME: self.open_home,
            LIST: self.open_list,
            MONTH: self.open_month,
            PRINT: self.open_print,
            VERIFY: self.open_verify,
            HISTORY: self.open_history,
            SETTINGS: self.open_settings,
        }[name]()

    def open_home(self) -> None:
        """Open 首页."""
        self._commit_typing()
        page = self.pages.home
        self._show_page(HOME)
        page.open()
        self._show_status()

    def open_list(self) -> None:
        """Open 年度清单 with the keyboard in the table."""
        self._commit_typing()
        self._show_page(LIST)
        table = self.list_page.table
        if not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 2))
        table.setFocus()

    def open_month(self) -> None:
        """Open 月度报告 on the month shown last, at first on the one to see to."""
        self.show_month(self.pages.month.month_at_hand())

    def show_month(self, month: int) -> bool:
        """Open 月度报告 on a month; False where what was typed in another one keeps that."""
        self._commit_typing()
        page = self.pages.month
        self._show_page(MONTH)
        is_shown = page.show_month(month)
        self._show_status()
        return is_shown

    def open_print(self) -> None:
        """Open 打印报送 on the document at hand."""
        self._commit_typing()
        page = self.pages.print
        if self.pages.shown in (HOME, LIST, MONTH):
            page.choose_month(self._month_at_hand())
        self._show_page(PRINT)
        page.open()

    def open_verify(self) -> None:
        """Open 核对."""
        self._commit_typing()
        page = self.pages.verify
        self._show_page(VERIFY)
        page.code.setFocus()

    def open_history(self) -> None:
        """Open 修改记录."""
        self._commit_typing()
        page = self.pages.history
        self._show_page(HISTORY)
        page.open()

    def open_settings(self) -> None:
        """Open 设置."""
        self._commit_typing()
        self.pages.settings.open()
        self._show_page(SETTINGS)

    def preview_or_print(self) -> None:
        """Ctrl+P: the preview of the document at hand first, and on the preview the printer."""
        if self.pages.shown == PRINT:
            self.pages.print.print_sheet()
        else:
            self.open_print()

    def _show_page(self, name: str) -> None:
        trail.note(f"page {name}")
        self.pages.show(name)
        self.rail[name].setChecked(True)
        self._show_status()

    def _open_print_of(self, month: int) -> None:
        """Open 打印报送 on a month's report, 0 for the list."""
        self._commit_typing()
        self.pages.print.choose_month(month)
        self._show_page(PRINT)
        self.pages.print.open()

    def _open_document(self, month: int) -> bool:
        """Open the page where a document is filled in: a month, 0 for the list."""
        if month:
            return self.show_month(month)
        self.open_list()
        return True

    def _wire(self, name: str) -> None:
        """Wire a page that was just built."""
        pages = self.pages
        match name:
            case "home":
                pages.home.jump.connect(self._jump)
                pages.home.document_wanted.connect(self._open_document)
                pages.home.print_wanted.connect(self._open_print_of)
                pages.home.package_wanted.connect(pages.settings.data.save_package)
            case "month":
                pages.month.told.connect(self.tell)
                pages.month.preview_wanted.connect(self.open_print)
                pages.month.opened.connect(self._show_status)
            case "print":
                pages.print.told.connect(self.tell)
                pages.print.opened.connect(self._show_status)
                pages.print.check_wanted.connect(self._check_version)
                pages.print.edit_wanted.connect(lambda version: self._open_document(version.month))
            case "history":
                pages.history.told.connect(self.tell)
            case "settings":
                pages.settings.told.connect(self.tell)

    def _jump(self, month: int, place: Place) -> None:
        if self._open_document(month):
            (self.pages.month if month else self.list_page).jump(place)

    def _check_version(self, version: Version) -> None:
        if self._open_document(version.month):
            (self.pages.month if version.month else self.list_page).check()

    def _check(self) -> None:
        """F5: check the document at hand."""
        match self.pages.shown:
            case "month":
                self.pages.month.check()
            case "print":
                self._check_version(self.pages.print.version)
            case "home" if self.pages.home.month:
                if self.show_month(self.pages.home.month):
                    self.pages.month.check()
            case _:
                self.open_list()
                self.list_page.check()

    def _step(self, button: str) -> None:
        """Press ``undo`` or ``redo`` of the page; elsewhere nothing would show what it did."""
        if self.pages.shown in (LIST, MONTH):
            getattr(self._document_page(), button).click()

    def _month_at_hand(self) -> int:
        """Return the month of the document at hand, 0 for the list."""
        match self.pages.shown:
            case "month":
                return self.pages.month.model.month
            case "print":
                return self.pages.print.version.month
            case "home":
                return self.pages.home.month
        return 0

    def _switch_side(self) -> None:
        """F6: between the sheet and the panel beside it."""
        page = self._document_page()
        if self.pages.shown in (LIST, MONTH):
            page.desk.switch_side()

    def _document_page(self) -> TaskListPage | MonthPage:
        return self.pages.month if self.pages.shown == MONTH else self.list_page

    def _search(self) -> None:
        self.open_list()
        self.list_page.search.open()

    def show_day(self) -> None:
        """Say anew what hangs on the date, which has changed."""
        if not self.is_closed:
            self._show_status()
            self.pages.refresh_home()

    # -- status line ---------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        """Show a sentence in the status line for a while."""
        self.status.tell(text)

    def _show_status(self) -> None:
        self.top.show_sheet(self._workspace.sheet)
        if self.isVisible():
            self._words.renew()

    # -- remembering ---------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, and let go of the data."""
        if self.is_closed:
            return
        self._commit_typing()
        if self._workspace.unsaved.has_refused and not self._gives_typing_up():
            event.ignore()
            return
        self.is_closed = True
        self.pages.stop()
        self._words.stop()
        self._background.wait()  # a 定稿 on its way is still written
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.session.end(geometry, self._theme.scale, quietly=self.is_asked_to_end)
        super().closeEvent(event)

    def _gives_typing_up(self) -> bool:
        """Whether what was not taken may be lost; a log-off waits for no answer."""
        said = resources.sentence("typing.lost_at_close")
        return self.is_asked_to_end or self._messages.confirm(said, "仍然关闭")

    def close_for_the_system(self) -> None:
        """Close without a question: the system ends the program."""
        self.is_asked_to_end = self._workspace.is_ending = True
        self.close()

    def _settle(self) -> None:
        self.pages.commit_open_editors()
        self._workspace.unsaved.offer_refused()

    def _commit_typing(self) -> None:
        """Write what is being typed, wherever it is."""
        self._settle()
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # line edits and editors of tables commit when they are left
        self._workspace.unsaved.offer_refused()


def _restore_geometry(window: QMainWindow, workspace: Workspace) -> None:
    text = kept_settings.setting(workspace.store, settings.GEOMETRY, "")
    if text:
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(text.encode())))
