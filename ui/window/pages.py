"""The pages of the window; those other than the list are built when they are first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.foreign_files import ForeignFiles
from ui.task_list.page import TaskListPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.delivery.page import PrintPage
    from ui.delivery.verify_page import VerifyPage
    from ui.home.page import HomePage
    from ui.kit.background import Background
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.monthly_report.page import MonthPage
    from ui.safekeeping.backup_keeper import BackupKeeper
    from ui.safekeeping.history_page import HistoryPage
    from ui.settings.page import SettingsPage
    from ui.workspace import Workspace

Page = TypeVar("Page", bound=QWidget)
HOME, LIST, MONTH, PRINT, VERIFY, HISTORY, SETTINGS = (
    *("home", "list", "month"),
    *("print", "verify", "history", "settings"),
)


class Pages(QObject):
    """Builds each page once and shows one at a time.

    Signals:
        built(str): a page was built and wants to be wired.
    """

    built = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        messages: Messages,
        background: Background,
        keeper: BackupKeeper,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._keeper = keeper
        self._theme = theme
        self._messages = messages
        self._background = background
        self._foreign_files = ForeignFiles(messages, background)
        self.stack = QStackedWidget()
        self.list = TaskListPage(workspace, theme, messages, background)
        self._made: dict[str, QWidget] = {LIST: self.list}
        self.stack.addWidget(self.list)

    def commit_open_editors(self) -> None:
        """Write what is being typed on the pages of documents."""
        self.list.commit_open_editor()
        if self.is_built(MONTH):
            self.month.commit_open_editor()

    def stop(self) -> None:
        """Start no more work, and wait for no foreign file; the data are about to be closed."""
        self._foreign_files.stop()
        self.list.stop()

    def is_built(self, name: str) -> bool:
        """Whether a page was opened before."""
        return name in self._made

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        current = self.stack.currentWidget()
        return next(name for name, page in self._made.items() if page is current)

    def show(self, name: str) -> None:
        """Show a page that was built."""
        self.stack.setCurrentWidget(self._made[name])
        QTimer.singleShot(0, self, self._focus_inside)  # when the page has filled itself

    def _focus_inside(self) -> None:
        """Give the page the keyboard, unless something in it has it."""
        page = self.stack.currentWidget()
        focused = page.window().focusWidget()
        if focused is not None and page.isAncestorOf(focused):
            return
        first = getattr(page, "first_focus", None) or _first_by_tab(page)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, name: str, kind: type[Page], build: Callable[[], Page]) -> Page:
        page = self._made.get(name)
        if isinstance(page, kind):
            return page
        made = build()
        self._made[name] = made
        self.stack.addWidget(made)
        self.built.emit(name)
        return made

    def page(self, name: str) -> Any:
        """Return a page by its name; it has ``open``. Built where it was not."""
        return getattr(self, name)

    # The classes below are imported when their page is first opened: the window is editable before.

    @property
    def home(self) -> HomePage:
        """首页."""
        from ui.home.page import HomePage

        return self._page(
            HOME, HomePage, lambda: HomePage(self._workspace, self._theme, self._keeper)
        )

    @property
    def month(self) -> MonthPage:
        """月度报告."""
        from ui.monthly_report.page import MonthPage

        return self._page(
            MONTH, MonthPage, lambda: MonthPage(self._workspace, self._theme, self._messages)
        )

    @property
    def print(self) -> PrintPage:
        """打印报送."""
        from ui.delivery.page import PrintPage

        return self._page(
            PRINT,
            PrintPage,
            lambda: PrintPage(self._workspace, self._theme, self._messages, self._background),
        )

    @property
    def verify(self) -> VerifyPage:
        """核对."""
        from ui.delivery.verify_page import VerifyPage

        return self._page(
            VERIFY,
            VerifyPage,
            lambda: VerifyPage(self._workspace, self._theme, self._messages, self._foreign_files),
        )

    @property
    def history(self) -> HistoryPage:
        """修改记录."""
        from ui.safekeeping.history_page import HistoryPage

        return self._page(HISTORY, HistoryPage, lambda: HistoryPage(self._workspace, self._theme))

    def refresh_home(self) -> None:
        """Show 首页 anew where it is open."""
        if self.shown == HOME:
            self.home.open()

    @property
    def settings(self) -> SettingsPage:
        """设置."""
        from ui.settings.page import SettingsPage

        return self._page(
            SETTINGS,
            SettingsPage,
            lambda: SettingsPage(
                self._workspace, self._theme, self._messages, self._keeper, self._foreign_files
            ),
        )


def _first_by_tab(page: QWidget) -> QWidget | None:
    """Return the first control of a page that Tab leads to, None where there is none."""
    at = page.nextInFocusChain()
    while at is not None and at is not page:
        by_tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if by_tab and at.isEnabled() and at.isVisible() and page.isAncestorOf(at):
            return at
        at = at.nextInFocusChain()
    return None
