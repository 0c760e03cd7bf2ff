"""The pages of the window; those other than the list are built when they are first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.delivery.sign import PRINT, VERIFY
from ui.home.sign import HOME
from ui.kit.page import Page
from ui.monthly_report.sign import MONTH
from ui.safekeeping.sign import HISTORY
from ui.settings.sign import SETTINGS
from ui.sheet.document_page import DocumentPage
from ui.task_list.page import TaskListPage
from ui.task_list.sign import LIST

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.delivery.page import PrintPage
    from ui.home.page import HomePage
    from ui.kit.page import Sign
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.settings.page import SettingsPage
    from ui.tools import Tools

SIGNS = (HOME, LIST, MONTH, PRINT, VERIFY, HISTORY, SETTINGS)  # in the order of the rail
P = TypeVar("P", bound=Page)


class Pages(QObject):
    """Builds each page once and shows one at a time.

    Signals:
        built(str): a page was built and wants to be wired.
    """

    built = Signal(str)

    def __init__(self, tools: Tools, keeper: BackupKeeper) -> None:
        super().__init__()
        self._tools = tools
        self._keeper = keeper
        self.stack = QStackedWidget()
        self.list = TaskListPage(tools)
        self._made: dict[str, Page] = {LIST.name: self.list}
        self.stack.addWidget(self.list)

    def commit_open_editors(self) -> None:
        """Write what is being typed on the pages of documents."""
        for page in self._made.values():
            if isinstance(page, DocumentPage):
                page.commit_open_editor()

    def stop(self) -> None:
        """Start no more work, and wait for no foreign file; the data are about to be closed."""
        self._tools.foreign_files.stop()
        self.list.stop()

    def is_built(self, sign: Sign) -> bool:
        """Whether a page was opened before."""
        return sign.name in self._made

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        current = self.stack.currentWidget()
        return next(name for name, page in self._made.items() if page is current)

    @property
    def shown_page(self) -> Page:
        """The page that is shown."""
        return self._made[self.shown]

    def show(self, name: str) -> None:
        """Show a page that was built."""
        self.stack.setCurrentWidget(self._made[name])
        QTimer.singleShot(0, self, self.focus_inside)  # when the page has filled itself

    def focus_inside(self) -> None:
        """Give the page that is shown the keyboard, unless something in it has it."""
        page = self.shown_page
        focused = page.window().focusWidget()
        if focused is not None and page.isAncestorOf(focused):
            return
        first = page.first_focus or _first_by_tab(page)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_home(self) -> None:
        """Show 首页 anew where it is open."""
        if self.shown == HOME.name:
            self.home.open()

    # -- building ------------------------------------------------------------------------------

    def page(self, name: str) -> Page:
        """Return a page by its name; built where it was not."""
        if name not in self._made:
            made = self._builders()[name]()
            self._made[name] = made
            self.stack.addWidget(made)
            self.built.emit(name)
        return self._made[name]

    def of_kind(self, kind: str) -> tuple[str, DocumentPage] | None:
        """Return name and page of a kind of document, None where it has none."""
        for sign in SIGNS:
            page = self.page(sign.name) if sign.kind == kind else None
            if isinstance(page, DocumentPage):
                return sign.name, page
        return None

    def _typed(self, sign: Sign, kind: type[P]) -> P:
        page = self.page(sign.name)
        if not isinstance(page, kind):
            raise TypeError(sign.name)
        return page

    @property
    def home(self) -> HomePage:
        """首页."""
        from ui.home.page import HomePage

        return self._typed(HOME, HomePage)

    @property
    def print(self) -> PrintPage:
        """打印报送."""
        from ui.delivery.page import PrintPage

        return self._typed(PRINT, PrintPage)

    @property
    def settings(self) -> SettingsPage:
        """设置."""
        from ui.settings.page import SettingsPage

        return self._typed(SETTINGS, SettingsPage)

    def _builders(self) -> dict[str, Callable[[], Page]]:
        return {
            HOME.name: self._build_home,
            MONTH.name: self._build_month,
            PRINT.name: self._build_print,
            VERIFY.name: self._build_verify,
            HISTORY.name: self._build_history,
            SETTINGS.name: self._build_settings,
        }

    # The classes below are imported when their page is first opened: the window is editable before.

    def _build_home(self) -> Page:
        from ui.home.page import HomePage

        return HomePage(self._tools, self._keeper)

    def _build_month(self) -> Page:
        from ui.monthly_report.page import MonthPage

        return MonthPage(self._tools)

    def _build_print(self) -> Page:
        from ui.delivery.page import PrintPage

        return PrintPage(self._tools)

    def _build_verify(self) -> Page:
        from ui.delivery.verify_page import VerifyPage

        return VerifyPage(self._tools)

    def _build_history(self) -> Page:
        from ui.safekeeping.history_page import HistoryPage

        return HistoryPage(self._tools)

    def _build_settings(self) -> Page:
        from ui.settings.page import SettingsPage

        return SettingsPage(self._tools, self._keeper)


def _first_by_tab(page: QWidget) -> QWidget | None:
    """Return the first control of a page that Tab leads to, None where there is none."""
    at = page.nextInFocusChain()
    while at is not None and at is not page:
        by_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and at.isEnabled() and at.isVisible() and page.isAncestorOf(at):
            return at
        at = at.nextInFocusChain()
    return None
