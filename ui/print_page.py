"""打印报送: the PDF that prints, 定稿 and its way back, and everything that leaves the program."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import resources
from forms.declaration import TEXT_SIZES
from models import deliveries, register, versions
from models.errors import Refusal
from models.findings import Severity
from ui.outgoing import Outgoing
from ui.pdf_view import PageList, PdfView
from ui.use_cases import export, finalising, settings
from ui.use_cases.dates import with_weekday
from ui.use_cases.times import local_time
from ui.widgets import Pill, SidePanelArea, button, clear, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from models.lifecycle import Final
    from ui.background import Background, Job
    from ui.messages import Messages
    from ui.theme import Theme
    from ui.use_cases.sheets import Sheet
    from ui.workspace import Workspace

PANEL_PX = 300
LIST_FROM_PX = 900  # at 100 %: the least width of the page that has room for the page list
CONTENT_CODES = ("finding.glyph_missing", "version.hard_findings")
EVENT_WORDS = {"finalised": "定稿", "withdrawn": "撤回定稿", "printed": "打印", "exported": "导出"}


class PrintPage(QWidget):
    """The page of preview, print and files.

    Signals:
        told(str): a sentence for the status line.
        check_wanted(): the findings are to be shown.
    """

    told = Signal(str)
    check_wanted = Signal()

    def __init__(
        self, workspace: Workspace, theme: Theme, messages: Messages, background: Background
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self._messages = messages
        self._background = background
        self._content = b""
        self.outgoing = Outgoing(workspace, messages, self)
        self.view = PdfView()
        self.page_list = PageList(theme)
        self._state = Pill(theme)
        self._zoom = QPushButton("适合宽度")
        self._zoom.setObjectName("link")
        self._place = label("", "small")
        self._code = label("", "small")
        self._checks = QVBoxLayout()
        self._events = QGridLayout()
        self.size_choice = QComboBox()
        self._pages = label("", "small")
        self.print_button = button("打印 Ctrl+P", self.print_sheet)
        self.final_button = button("定稿", self.finalise)
        self.withdraw_button = button("撤回定稿", self.withdraw)
        self._build()
        self._connect()

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_toolbar())
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.page_list)
        body.addWidget(self.view, 1)
        self._panel_area = SidePanelArea()
        self._panel_area.setWidget(self._build_panel())
        body.addWidget(self._panel_area)
        column.addLayout(body, 1)

    def _build_toolbar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(label("年度清单", "heading"))
        row.addWidget(self._state)
        row.addWidget(self._code)
        row.addStretch()
        row.addWidget(button("缩小", self.view.zoom_out))
        self._zoom.clicked.connect(self.view.fit_width)
        self._zoom.setToolTip("点一下适合宽度")
        row.addWidget(self._zoom)
        row.addWidget(button("放大", self.view.zoom_in))
        row.addWidget(self._place)
        return bar

    def _build_panel(self) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(label("盖章前看一眼", "heading"))
        column.addLayout(self._checks)
        size = QHBoxLayout()
        self.size_choice.addItems(list(TEXT_SIZES))
        size.addWidget(label("表格字号"))
        size.addWidget(self.size_choice, 1)
        size.addWidget(self._pages)
        column.addLayout(size)
        column.addWidget(self.final_button)
        column.addWidget(self.print_button)
        grid = QGridLayout()
        for place, (word, action) in enumerate(
            (
                ("另存 PDF", self.save_pdf),
                ("导出 xlsx", self.outgoing.save_xlsx),
                ("复制文件", self.outgoing.copy_files),
                ("打开文件夹", self.outgoing.open_folder),
                ("打印空表", self.outgoing.print_blank),
            )
        ):
            grid.addWidget(button(word, action), place // 2, place % 2)
        grid.addWidget(self.withdraw_button, 2, 1)
        column.addLayout(grid)
        column.addWidget(label("这份清单的去向", "heading"))
        column.addLayout(self._events)
        column.addStretch()
        return panel

    def _connect(self) -> None:
        self.page_list.chosen.connect(self.view.go_to)
        self.view.page_changed.connect(self._show_place)
        self.view.zoomed.connect(self._zoom.setText)
        self.size_choice.textActivated.connect(self._choose_size)
        self.outgoing.told.connect(self.told)
        self._theme.changed.connect(self._make_room)
        self._workspace.changed.connect(self._on_reloaded)
        self._workspace.reloaded.connect(self._on_reloaded)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The page itself comes first: a narrow window has no list of small pages."""
        self._panel_area.setFixedWidth(self._theme.px(PANEL_PX))
        self.page_list.setVisible(self.width() >= self._theme.px(LIST_FROM_PX))

    # -- showing -------------------------------------------------------------------------------

    def open(self) -> None:
        """Render what would print now; called whenever the page is shown."""
        sheet = self._workspace.sheet
        self._content = b""  # nothing older than what is shown may be printed or saved
        draft = sheet.version.is_draft
        self._state.show_state(
            "草稿" if draft else f"✓ 定稿 v{sheet.version.number}", "accent" if draft else "good"
        )
        self.final_button.setVisible(draft)
        self.withdraw_button.setVisible(not draft)
        self._code.setText(f"校验码 {export.check_code(self._workspace.store, sheet)}")
        self._make_primary(self.final_button if draft else self.print_button)
        self.size_choice.setEnabled(draft)
        self.size_choice.setCurrentText(self._workspace.text_size)
        self._show_events(sheet)
        work = partial(_render, sheet, self._workspace.text_size, self._stored_pdf(sheet))
        show = partial(self._show_pdf, sheet)
        self._background.run_visibly("正在排版…", work, show, self._refuse, self)

    def _make_primary(self, chosen: QPushButton) -> None:
        """Colour the one button that is the next step."""
        for made in (self.final_button, self.print_button):
            made.setObjectName("primary" if made is chosen else "")
            made.style().polish(made)

    def _stored_pdf(self, sheet: Sheet) -> bytes | None:
        if sheet.version.is_draft:
            return None
        return versions.snapshot(self._workspace.store, sheet.version).pdf

    def _show_pdf(self, sheet: Sheet, content: bytes) -> None:
        if sheet is not self._workspace.sheet:
            return  # edited meanwhile; its own rendering is on its way
        self._content = content
        self.view.show_pdf(content)
        pages = self.view.pages
        if pages is not None:
            self.page_list.show_pages(pages)
            self._pages.setText(f"共 {len(pages)} 页")
        self._show_checks()

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._messages.refuse(error)
        if error.code in CONTENT_CODES:  # the way on is the list of findings
            self.check_wanted.emit()

    def _show_checks(self) -> None:
        clear(self._checks)
        sheet = self._workspace.sheet
        draft = sheet.version.is_draft
        found = finalising.check(sheet)
        hard = sum(f.severity is Severity.HARD for f in found) if draft else 0
        soft = sum(f.severity is Severity.SOFT for f in found)
        left = f"还有 {soft} 处请核对" if draft else f"{soft} 处没有核对，已按原样定稿"
        lines = [
            (not hard, "该填的都填了" if not hard else f"还有 {hard} 处必须改，按 F5 查看"),
            (not soft, "没有要核对的" if not soft else left),
            (True, "没有一个字被截断，表头每页都有"),
            (True, "签章处 45 毫米见方空着"),
        ]
        for good, text in lines:
            row = QHBoxLayout()
            row.addWidget(Pill(self._theme, "✓" if good else "！", "good" if good else "mind"))
            row.addWidget(label(text, wrap=True), 1)
            self._checks.addLayout(row)

    def _show_events(self, sheet: Sheet) -> None:
        clear(self._events)
        events = [
            (e.kind, e.utc, e.note)
            for e in deliveries.events(self._workspace.store, sheet.version.id)
        ]
        for row, (kind, utc, note) in enumerate(events[-6:]):
            self._events.addWidget(label(EVENT_WORDS.get(kind, kind), "small"), row, 0)
            self._events.addWidget(label(f"{local_time(utc)}　{note}", wrap=True), row, 1)
        if not events:
            self._events.addWidget(label("还没有定稿", "small"), 0, 0)

    def _show_place(self, number: int, pages: int) -> None:
        self._place.setText(f"第 {number} / {pages} 页")
        self.page_list.blockSignals(True)  # noqa: FBT003  (Qt's call)
        self.page_list.setCurrentRow(number - 1)
        self.page_list.blockSignals(False)  # noqa: FBT003

    def _on_reloaded(self) -> None:
        if self.isVisible():
            self.open()

    def _choose_size(self, name: str) -> None:
        register.set_setting(self._workspace.store, settings.TEXT_SIZE, name)
        self.open()

    # -- 定稿 ----------------------------------------------------------------------------------

    def finalise(self) -> None:
        """Ask, render off the GUI thread, freeze."""
        sheet = self._workspace.sheet
        soft = len(sheet.rule_findings())
        hard = [f for f in finalising.check(sheet) if f.severity is Severity.HARD]
        if hard:
            self._refuse(Refusal("version.hard_findings", count=len(hard)))
            return
        code = "print.confirm_final_soft" if soft else "print.confirm_final"
        number = sheet.version.number
        if not self._messages.confirm(resources.sentence(code, soft=soft, number=number), "定稿"):
            return
        work = partial(_prepare, sheet, self._workspace.text_size)
        self._background.run_visibly(
            "正在定稿…", work, partial(self._commit, sheet), self._refuse, self
        )

    def _commit(self, sheet: Sheet, final: Final) -> None:
        if sheet is not self._workspace.sheet:  # edited while the worker was drawing
            self._messages.refuse(Refusal("version.changed_meanwhile"))
            return
        try:
            version = finalising.commit_final(self._workspace.store, sheet, final)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self._workspace.reload()
        due = with_weekday(self._workspace.list_due.due)
        room = sheet.pack.recipient_room
        self.told.emit(
            resources.sentence("print.finalised", number=version.number, due=due, room=room)
        )

    def withdraw(self) -> None:
        """Ask for the reason and take the 定稿 back."""
        reason = self._messages.ask_text("撤回定稿", "为什么撤回？（会记下来；先前打印的作废）")
        if reason is None:
            return
        self._workspace.withdraw(reason)
        if self._workspace.sheet.version.is_draft:
            self.told.emit(resources.sentence("print.withdrawn"))

    # -- leaving the program -------------------------------------------------------------------

    def print_sheet(self) -> None:
        """Print what the preview shows."""
        if self._is_ready() and self.outgoing.print_pdf(self._content):
            self._show_events(self._workspace.sheet)

    def save_pdf(self) -> None:
        """Write the PDF of the preview where the clerk wants it."""
        if self._is_ready():
            self.outgoing.save_pdf(self._content)

    def _is_ready(self) -> bool:
        if not self._content:
            self._messages.warn(resources.sentence("print.not_ready"))
        return bool(self._content)


def _render(sheet: Sheet, size: str, stored: bytes | None, job: Job) -> bytes:
    return stored if stored is not None else export.draft_pdf(sheet, size, job.report)


def _prepare(sheet: Sheet, size: str, job: Job) -> Final:
    return finalising.prepare_final(sheet, size, job.report)
