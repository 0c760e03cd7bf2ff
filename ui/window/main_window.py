"""The window: rail, pages, status line; keys, and what is seen to before it closes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

import resources
from models.overriding import override
from models.school import kept_settings
from ui.help.manual_key import ManualKey
from ui.kit.first_paint import AfterFirstPaint
from ui.kit.foreign_files import ForeignFiles
from ui.safekeeping.backup_keeper import BackupKeeper
from ui.safekeeping.session import Session
from ui.tools import Tools
from ui.use_cases import settings
from ui.window.navigation import Navigation
from ui.window.notice_chooser import NoticeChooser
from ui.window.pages import SIGNS, Pages
from ui.window.rail import Rail
from ui.window.standing_words import StandingWords
from ui.window.status_line import StatusLine
from ui.window.telling import Telling
from ui.window.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from ui.kit.background import Background
    from ui.kit.messages import Messages
    from ui.kit.theme import Theme
    from ui.workspace import Workspace

WINDOW = (1280, 720)


class MainWindow(QMainWindow):
    """One school's window; pages other than the list are built when they are first opened."""

    def __init__(
        self, workspace: Workspace, theme: Theme, messages: Messages, background: Background
    ) -> None:
        super().__init__()
        self.setWindowTitle("职教清单")
        self.workspace = workspace
        self._theme = theme
        self._messages = messages
        self.background = background
        messages.parent = self
        self.keeper = BackupKeeper(workspace, messages, background)
        self.session = Session(workspace, self.keeper, messages)
        foreign_files = ForeignFiles(messages, background)
        tools = Tools(workspace, theme, messages, background, foreign_files)
        self.pages = Pages(tools, self.keeper)
        self.list_page = self.pages.list
        self.rail_frame = Rail(theme)
        self.rail = self.rail_frame.buttons
        self.navigation = Navigation(
            self.pages, self.rail_frame, self._commit_typing, lambda: workspace.notice
        )
        self.chooser = NoticeChooser(tools)
        self.top = TopBar(self.chooser)
        self.status = StatusLine(theme)
        self.is_closed = self.is_asked_to_end = False
        self._telling = Telling(workspace, self.status, messages, self.session.displaced)
        self._words = StandingWords(workspace, self.status, self.navigation.document_at_hand)
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
        """Give the keys to who acts on them, and follow the data."""
        go = self.navigation
        self._shortcut("Ctrl+P", go.preview_or_print)
        self._shortcut("F5", go.check)
        self._shortcut("Ctrl+F", go.search)
        self.manual_key = ManualKey(self, self._theme, lambda: self.pages.shown)
        self._shortcut("F6", go.switch_side)
        self._shortcut("Ctrl+Tab", self.chooser.choose_next)
        self.chooser.chosen.connect(self._say_notice)
        self.chooser.begun.connect(go.open_list)
        self._shortcut(QKeySequence.StandardKey.Undo, partial(go.step, "undo"))
        self._shortcut("Ctrl+Y", partial(go.step, "redo"))
        for sign in SIGNS:
            self._shortcut(f"Ctrl+{sign.key}", partial(go.open_page, sign.name))
        go.moved.connect(self._show_status)
        go.told.connect(self.tell)
        go.notice_wanted.connect(self.chooser.choose)
        self.keeper.told.connect(self.tell)
        self.workspace.settling.connect(self._settle)
        self.workspace.changed.connect(self._show_status)
        self.workspace.reloaded.connect(self._show_status)

    def _shortcut(self, keys: str | QKeySequence.StandardKey, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)

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
        self.top.show_sheet(self.workspace.sheet)
        if self.isVisible():
            self._words.renew()

    def _say_notice(self) -> None:
        name = self.workspace.sheet.notice.name
        self.tell(resources.sentence("year.shown", name=name))
        self.pages.focus_inside()

    # -- remembering ---------------------------------------------------------------------------

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, and let go of the data."""
        if self.is_closed:
            return
        self._commit_typing()
        if self.workspace.unsaved.has_refused and not self._gives_typing_up():
            event.ignore()
            return
        self.is_closed = True
        self.pages.stop()
        self._words.stop()
        self.background.wait()  # a 定稿 on its way is still written
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.session.end(geometry, self._theme.scale, quietly=self.is_asked_to_end)
        super().closeEvent(event)

    def _gives_typing_up(self) -> bool:
        """Whether what was not taken may be lost; a log-off waits for no answer."""
        said = resources.sentence("typing.lost_at_close")
        return self.is_asked_to_end or self._messages.confirm(said, "仍然关闭")

    def close_for_the_system(self) -> None:
        """Close without a question: the system ends the program."""
        self.is_asked_to_end = self.workspace.is_ending = True
        self.close()

    def _settle(self) -> None:
        self.pages.commit_open_editors()
        self.workspace.unsaved.offer_refused()

    def _commit_typing(self) -> None:
        """Write what is being typed, wherever it is."""
        self._settle()
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # line edits and editors of tables commit when they are left
        self.workspace.unsaved.offer_refused()


def _restore_geometry(window: QMainWindow, workspace: Workspace) -> None:
    text = kept_settings.setting(workspace.store, settings.GEOMETRY, "")
    if text:
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(text.encode())))
