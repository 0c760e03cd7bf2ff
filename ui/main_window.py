"""The window: rail, pages, status line, and the one block that wires them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

import resources
from models import register
from ui.task_list_page import TaskListPage, open_items
from ui.use_cases import settings
from ui.use_cases.dates import hand_in, today
from ui.widgets import ElidedLabel, Pill, RailButton, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from models.errors import Refusal
    from models.findings import Place
    from ui.background import Background
    from ui.home_page import HomePage
    from ui.messages import Messages
    from ui.print_page import PrintPage
    from ui.settings_page import SettingsPage
    from ui.theme import Theme
    from ui.workspace import Workspace

HOME, LIST, PRINT, SETTINGS = "home", "list", "print", "settings"
# Ctrl+3 stays free for 月度报告.
PAGES = (
    (HOME, "首页", "1"),
    (LIST, "年度清单", "2"),
    (PRINT, "打印报送", "4"),
    (SETTINGS, "设置", "5"),
)
RAIL_PX = 136
WINDOW = (1280, 720)
TOLD_MS = 8000


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
        self.list_page = TaskListPage(workspace, theme, messages, background)
        self._pages: dict[str, QWidget] = {LIST: self.list_page}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list_page)
        self.rail: dict[str, RailButton] = {}
        self._school = ElidedLabel("soft")
        self._notice = Pill(theme)
        self._saved = label("", "saved")
        self._status = ElidedLabel("soft")
        self._scale = label("", "soft")
        self._closed = False
        self._told_timer = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._build()
        self._connect()
        self._restyle()
        self._show_status()
        self.resize(*WINDOW)
        self._restore_geometry()

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        root = QWidget()
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_top())
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self._build_rail())
        body.addWidget(self._stack, 1)
        column.addLayout(body, 1)
        column.addWidget(self._build_status())
        self.setCentralWidget(root)

    def _build_top(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(label("职教清单", "heading"))
        row.addWidget(self._school, 1)
        row.addWidget(self._notice)
        return bar

    def _build_rail(self) -> QWidget:
        self._rail_frame = QFrame()
        self._rail_frame.setObjectName("rail")
        column = QVBoxLayout(self._rail_frame)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        for name, word, key in PAGES:
            made = RailButton(word, key)
            made.setToolTip(f"Ctrl+{key}")
            self.rail[name] = made
            if name == SETTINGS:
                column.addStretch()
            column.addWidget(made)
        return self._rail_frame

    def _build_status(self) -> QWidget:
        line = QFrame()
        line.setObjectName("statusLine")
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(20)
        row.addWidget(self._saved)
        row.addWidget(self._status, 1)
        row.addWidget(self._scale)
        return line

    def _connect(self) -> None:
        """Wire pages and window: who tells whom."""
        self._shortcut("Ctrl+P", self.preview_or_print)
        self._shortcut("F5", self._check)
        self._shortcut("Ctrl+F", self._search)
        self._shortcut("F1", self._help)
        self._shortcut(QKeySequence.StandardKey.Undo, self.list_page.undo.click)
        self._shortcut("Ctrl+Y", self.list_page.redo.click)
        for name, _, key in PAGES:
            self.rail[name].clicked.connect(getattr(self, f"open_{name}"))
            self._shortcut(f"Ctrl+{key}", getattr(self, f"open_{name}"))
        self.list_page.preview_wanted.connect(self.open_print)
        self.list_page.told.connect(self.tell)
        self._told_timer.timeout.connect(self._show_status)
        self._theme.changed.connect(self._restyle)
        self._workspace.changed.connect(self._show_status)
        self._workspace.refused.connect(self._refuse)
        self._workspace.reloaded.connect(self._show_status)

    def _shortcut(self, keys: str | QKeySequence.StandardKey, action: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _restyle(self) -> None:
        self._rail_frame.setFixedWidth(self._theme.px(RAIL_PX))
        self._scale.setText(f"{self._theme.scale}%")

    # -- pages ---------------------------------------------------------------------------------

    def open_home(self) -> None:
        """Open 首页."""
        self._commit_typing()
        self._home().open()
        self._show_page(HOME)

    def open_list(self) -> None:
        """Open 年度清单 with the keyboard in the table."""
        self._commit_typing()
        self._show_page(LIST)
        table = self.list_page.table
        if not table.currentIndex().isValid():
            table.setCurrentIndex(table.model().index(0, 2))
        table.setFocus()

    def open_print(self) -> None:
        """Open 打印报送 on what would print now."""
        self._commit_typing()
        page = self._print()
        self._show_page(PRINT)
        page.open()

    def preview_or_print(self) -> None:
        """Ctrl+P: the preview first, and on the preview the printer."""
        page = self._pages.get(PRINT)
        if page is not None and self._stack.currentWidget() is page:
            self._print().print_sheet()
        else:
            self.open_print()

    def open_settings(self) -> None:
        """Open 设置."""
        self._commit_typing()
        self._settings().open()
        self._show_page(SETTINGS)

    def _show_page(self, name: str) -> None:
        self._stack.setCurrentWidget(self._pages[name])
        self.rail[name].setChecked(True)

    # The pages below are imported when they are first opened: the window is editable before.

    def _home(self) -> HomePage:
        from ui.home_page import HomePage

        page = self._pages.get(HOME)
        if not isinstance(page, HomePage):
            page = HomePage(self._workspace, self._theme)
            page.jump.connect(self._jump)
            page.list_wanted.connect(self.open_list)
            page.print_wanted.connect(self.open_print)
            self._add(HOME, page)
        return page

    def _print(self) -> PrintPage:
        from ui.print_page import PrintPage

        page = self._pages.get(PRINT)
        if not isinstance(page, PrintPage):
            page = PrintPage(self._workspace, self._theme, self._messages, self._background)
            page.told.connect(self.tell)
            page.check_wanted.connect(self._check)
            self._add(PRINT, page)
        return page

    def _settings(self) -> SettingsPage:
        from ui.settings_page import SettingsPage

        page = self._pages.get(SETTINGS)
        if not isinstance(page, SettingsPage):
            page = SettingsPage(self._workspace, self._theme, self._messages)
            page.told.connect(self.tell)
            self._add(SETTINGS, page)
        return page

    def _add(self, name: str, page: QWidget) -> None:
        self._pages[name] = page
        self._stack.addWidget(page)

    def _jump(self, place: Place) -> None:
        self.open_list()
        self.list_page.jump(place)

    def _check(self) -> None:
        self.open_list()
        self.list_page.check()

    def _search(self) -> None:
        self.open_list()
        self.list_page.search.open()

    def _help(self) -> None:
        self._messages.show_text("按键说明", resources.sentence("help.keys"))

    # -- status line ---------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        """Show a sentence in the status line for a while."""
        self._status.setText(text)
        self._told_timer.start()

    def _refuse(self, refusal: Refusal) -> None:
        if refusal.code == "text.cleaned":  # nothing was refused: the clerk is only told
            self.tell(resources.sentence(refusal.code, **refusal.values))
            return
        self._messages.refuse(refusal)

    def _show_status(self) -> None:
        sheet = self._workspace.sheet
        self._school.setText(f"{sheet.school.printed_name} · {sheet.version.year}年")
        self._notice.show_state(sheet.pack.doc_number, "neutral")
        saved = self._workspace.saved_at
        self._saved.setText(f"已保存 {saved:%H:%M}" if saved else "已保存")
        if self._told_timer.isActive():
            return
        missing = open_items(sheet)
        state = "草稿" if sheet.version.is_draft else f"定稿 v{sheet.version.number}"
        words = [state, f"还差 {missing} 项" if missing and sheet.version.is_draft else ""]
        words.append(hand_in(self._workspace.list_due.due, sheet.pack.recipient_room, today()))
        self._status.setText("　　".join(filter(None, words)))

    # -- remembering ---------------------------------------------------------------------------

    def _restore_geometry(self) -> None:
        text = register.setting(self._workspace.store, settings.GEOMETRY, "")
        if text:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(text.encode())))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what is being typed, remember the size, and let go of the data."""
        if self._closed:
            return
        self._closed = True
        self._commit_typing()
        self.list_page.stop()
        self._background.wait()  # a 定稿 on its way is still written
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        try:
            register.set_setting(self._workspace.store, settings.GEOMETRY, geometry)
        finally:
            self._workspace.store.close()
        super().closeEvent(event)

    def _commit_typing(self) -> None:
        """Write what is being typed, wherever it is."""
        self.list_page.commit_open_editor()
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # line edits and editors of tables commit when they are left
