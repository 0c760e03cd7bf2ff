"""打印报送: the PDF that prints, 定稿, and everything that happens to a document afterwards."""

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
from forms.documents import kinds
from models.documents import versions
from models.errors import Refusal
from models.overriding import override
from ui.delivery.delivery_panel import DeliveryPanel
from ui.delivery.document_choice import DocumentChoice
from ui.delivery.duty_list_dialog import DutyListDialog
from ui.delivery.finalising import Finalising
from ui.delivery.last_look import LastLook
from ui.delivery.look_choice import LookChoice
from ui.delivery.outgoing import Outgoing
from ui.delivery.rendering import render
from ui.kit.page import Page
from ui.kit.pdf_view import PageList, PdfView
from ui.kit.widgets import Pill, SidePanelArea, button, label, set_tip
from ui.kit.wrap_row import toolbar
from ui.use_cases.documents import files_of, finalising
from ui.use_cases.words import state_pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from forms.form.declaration import Look
    from forms.form.filled import FilledForm
    from models.documents.document import Document
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from ui.delivery.rendering import Rendered
    from ui.tools import Tools

LIST_FROM_PX = 900  # at 100 %: the least width of the page that has room for the page list
CONTENT_CODES = ("finding.glyph_missing", "finding.glyph_old", "version.hard_findings")


class PrintPage(Page):
    """The page of preview, print, files and delivery.

    Signals:
        opened(): another document may be shown.
        check_wanted(object), edit_wanted(object): the findings, the sheet of a ``Version``.
    """

    opened = Signal()
    check_wanted = Signal(object)
    edit_wanted = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._workspace = workspace = tools.workspace
        self._theme = theme = tools.theme
        self._messages = messages = tools.messages
        self._background = tools.background
        self._content = b""
        self._sheet: Document = workspace.sheet
        self._shows_note = False
        self.document_choice = DocumentChoice(workspace)
        self.outgoing = Outgoing(workspace, messages, self)
        self.finalising = Finalising(tools, self.document_choice.load, self)
        self.delivery = DeliveryPanel(workspace, messages, tools.foreign_files)
        self.view = self.first_focus = PdfView()
        self.view.setAccessibleName("预览")
        self.page_list = PageList(theme)
        self.note_button = button("看更正说明", self._toggle_note)
        self._state = Pill(theme)
        self._zoom = QPushButton("适合宽度")
        self._zoom.setObjectName("link")
        self._place = label("", "small")
        self._code = label("", "small")
        self.last_look = LastLook(theme)
        self.look = LookChoice()
        self._pages = label("", "small")
        self.print_button = button("打印 Ctrl+P", self.print_sheet)
        self.final_button = button("定稿", self.finalise)
        self.mail_button = button("邮件草稿", self.outgoing.mail_draft)
        self.web_mail_button = button("网页邮箱…", self.outgoing.web_mail)
        self.blank_button = button("打印空表", self.outgoing.print_blank)
        self.duties_button = button("责任清单…", self.show_duties)
        self._others = _group("另外可打", (self.blank_button, self.duties_button))
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
        bar, row = toolbar()
        self.document_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._zoom.clicked.connect(self.view.fit_width)
        set_tip(self._zoom, "点一下适合宽度")
        row.add(self.document_choice, self._state, self.note_button, self._code)
        row.add_buttons(
            button("缩小", self.view.zoom_out),
            self._zoom,
            button("放大", self.view.zoom_in),
            self._place,
        )
        return bar

    def _build_panel(self) -> QWidget:
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.last_look)
        column.addWidget(self.look)
        column.addWidget(self._pages)
        column.addWidget(self.final_button)
        column.addWidget(self.print_button)
        column.addWidget(self.delivery)
        copied = button("复制文件", self.outgoing.copy_files)
        folder = button("打开文件夹", self.outgoing.open_folder)
        pdf = button("另存 PDF", self.save_pdf)
        xlsx = button("导出 xlsx", self.outgoing.save_xlsx)
        sending = (self.mail_button, self.web_mail_button, copied, folder)
        column.addWidget(_group("发电子版", sending))
        column.addWidget(_group("存成文件", (pdf, xlsx)))
        column.addWidget(self._others)
        column.addStretch()
        return panel

    def _connect(self) -> None:
        self.page_list.chosen.connect(self.view.go_to)
        self.view.page_changed.connect(self._show_place)
        self.view.zoomed.connect(self._zoom.setText)
        self.look.chosen.connect(self._choose_look)
        self.document_choice.chosen.connect(self.open)
        self.outgoing.told.connect(self.told)
        self.finalising.told.connect(self.told)
        self.finalising.refused.connect(self._refuse)
        self.delivery.told.connect(self.told)
        self.delivery.edit_wanted.connect(self._edit_draft)
        self._theme.changed.connect(self._make_room)
        self._workspace.changed.connect(self._on_reloaded)
        self._workspace.reloaded.connect(self._on_reloaded)
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The page itself comes first: a narrow window has no list of small pages."""
        self._panel_area.take_part_of(self.width(), self._theme)
        self.page_list.setVisible(self.width() >= self._theme.px(LIST_FROM_PX))

    # -- which document ------------------------------------------------------------------------

    @property
    def version(self) -> Version:
        """The version shown."""
        return self._sheet.version

    @property
    @override
    def document(self) -> DocumentId:
        return self._sheet.version.document

    def choose(self, document: DocumentId) -> None:
        """Show the newest version of a document next."""
        self.document_choice.choose(document)
        self._shows_note = False

    def _toggle_note(self) -> None:
        self._shows_note = not self._shows_note
        self.open()

    def _edit_draft(self) -> None:
        self.choose(self.document)
        self.edit_wanted.emit(self.document_choice.load().version)

    # -- showing -------------------------------------------------------------------------------

    @override
    def open(self) -> None:
        """Render what would print now; called whenever the page is shown."""
        self._sheet = sheet = self.document_choice.load()
        self.outgoing.sheet = sheet
        self._content = b""  # nothing older than what is shown may be printed or saved
        draft, kind = sheet.version.is_draft, sheet.version.kind
        self.document_choice.show_sheet(sheet)
        self._state.show_state(*state_pill(sheet.version))
        self._shows_note = self._shows_note and not sheet.version.is_first
        self.note_button.setVisible(not sheet.version.is_first)
        self.note_button.setText("看正文" if self._shows_note else f"看{sheet.version.note_name}")
        self.final_button.setVisible(draft)
        for made in (self.mail_button, self.web_mail_button):
            made.setEnabled(not draft)
        has_blank = files_of.blank_form(sheet) is not None
        has_duties = any(kinds.of(sheet.version.document.kind).in_charge(sheet))
        self.blank_button.setVisible(has_blank)
        self.duties_button.setVisible(has_duties)
        self._others.setVisible(has_blank or has_duties)
        code = files_of.check_code(self._workspace.store, sheet, note=self._shows_note)
        self._code.setText(f"校验码 {code}")
        self._make_primary(self.final_button if draft else self.print_button)
        look = self._workspace.look(kind)
        self.look.show_look(look, editable=draft)
        self.delivery.show_sheet(sheet)
        self.opened.emit()
        try:
            stored = self._stored(sheet)
        except Refusal as refusal:  # what was kept is damaged; the old preview is of no worth
            self.view.clear()
            self.page_list.clear()
            self._messages.refuse(refusal)
            return
        work = partial(render, sheet, look, stored, self._shows_note)
        show = partial(self._show_pdf, sheet)
        self._background.run_visibly("正在排版…", work, show, self._refuse, self)

    def _make_primary(self, chosen: QPushButton) -> None:
        """Colour the one button that is the next step."""
        for made in (self.final_button, self.print_button):
            made.setObjectName("primary" if made is chosen else "")
            made.style().polish(made)

    def _stored(self, sheet: Document) -> tuple[bytes, FilledForm] | None:
        """Return the PDF of a 定稿 with its form, None of a draft."""
        if sheet.version.is_draft:
            return None
        store = self._workspace.store
        kept = versions.snapshot(store, sheet.version)
        note = finalising.current_note(store, sheet) if self._shows_note else None
        if note is not None and kept.note is not None:
            return kept.note.pdf, note
        return kept.pdf, finalising.current_form(store, sheet)

    def _show_pdf(self, sheet: Document, rendered: Rendered) -> None:
        if sheet is not self._sheet:
            return  # edited meanwhile; its own rendering is on its way
        self._content = rendered.content
        self.view.show_pdf(rendered.content)
        self.look.show_counts(rendered.pages)
        pages = self.view.pages
        if pages is not None:
            self.page_list.show_pages(pages)
            self._pages.setText(f"共 {len(pages)} 页")
        self.last_look.show_sheet(sheet, rendered.printed)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._messages.refuse(error)
        if error.code in CONTENT_CODES:  # the way on is the list of findings
            self.check_wanted.emit(self._sheet.version)

    def _show_place(self, number: int, pages: int) -> None:
        self._place.setText(f"第 {number} / {pages} 页")
        self.page_list.blockSignals(True)  # noqa: FBT003  (Qt's call)
        self.page_list.setCurrentRow(number - 1)
        self.page_list.blockSignals(False)  # noqa: FBT003

    def _on_reloaded(self) -> None:
        if self.isVisible():
            self.open()

    def _choose_look(self, look: Look) -> None:
        kind = self.version.kind
        self._workspace.keep_setting(kind.text_size_setting, look.text_size)
        self._workspace.keep_setting(kind.layout_setting, look.layout)
        self.open()

    def finalise(self) -> None:
        """Ask, render off the GUI thread, freeze."""
        self.finalising.begin(self._sheet)

    # -- leaving the program -------------------------------------------------------------------

    def print_sheet(self) -> None:
        """Print what the preview shows."""
        what = f"{self._sheet.version.note_name} " if self._shows_note else ""
        if self._is_ready() and self.outgoing.print_pdf(self._content, what):
            self.delivery.show_sheet(self._sheet)

    def save_pdf(self) -> None:
        """Write the PDF of the preview where the clerk wants it."""
        if self._is_ready():
            stem = (
                files_of.note_stem(self._sheet) if self._shows_note else files_of.stem(self._sheet)
            )
            self.outgoing.save_pdf(self._content, stem)

    def show_duties(self) -> None:
        """Show the 责任清单 that is made of the list shown."""
        dialog = DutyListDialog(
            self._sheet, self.outgoing, self._background, self._messages, self.window()
        )
        dialog.exec()
        dialog.deleteLater()

    def _is_ready(self) -> bool:
        if not self._content:
            self._messages.warn(resources.sentence("print.not_ready"))
        return bool(self._content)


def _group(word: str, buttons: Sequence[QPushButton]) -> QWidget:
    """Return buttons that belong together under their word, two a line."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 8, 0, 0)
    grid.addWidget(label(word, "heading"), 0, 0, 1, 2)
    for place, one in enumerate(buttons):
        grid.addWidget(one, 1 + place // 2, place % 2)
    for side in range(2):
        grid.setColumnStretch(side, 1)
    return made
