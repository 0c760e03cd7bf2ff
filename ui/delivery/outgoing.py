"""Everything that leaves the program: to the printer, into files, by mail, by the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication

import resources
from models.documents import revisions, versions
from models.documents.deliveries import EventKind
from models.documents.states import Action, allows
from models.errors import Refusal
from models.school import kept_settings
from models.storage import files
from ui.delivery.web_mail_dialog import WebMailDialog
from ui.kit import printing
from ui.kit.desktop import FOLDER, MAIL, open_outside
from ui.kit.pdf_view import PdfPages
from ui.use_cases import settings
from ui.use_cases.dates import today
from ui.use_cases.documents import files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from forms.documents.kinds import Wanted
    from forms.form.filled import FilledForm
    from models.documents.document import Document
    from ui.kit.messages import Messages
    from ui.workspace import Workspace

PDF_KIND, XLSX_KIND = "PDF 文件 (*.pdf)", "Excel 工作簿 (*.xlsx)"
OUTBOX = "待发文件"  # inside the data folder: what 复制文件 puts on the clipboard


class Outgoing(QObject):
    """Prints, writes and mails the document shown; each refusal is one sentence, nothing half done.

    Signals:
        told(str): a sentence for the status line.
    """

    told = Signal(str)

    def __init__(self, workspace: Workspace, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._messages = messages
        self._window = parent
        self.sheet: Document = workspace.sheet

    # -- printer -------------------------------------------------------------------------------

    def print_blank(self) -> None:
        """Print the empty sheet, for the pen; without a printer save it for another PC."""
        newest = self._workspace.document(self.sheet.version.document) or self.sheet
        form = files_of.blank_form(newest)
        if form is None:
            return
        content = files_of.blank_pdf(form)
        if printing.has_printer():
            self.send(content)
        elif self._messages.confirm(resources.sentence("print.blank_saved"), "另存 PDF"):
            self._save(".pdf", PDF_KIND, lambda: content, files_of.blank_stem(newest))

    def print_pdf(self, content: bytes, what: str = "") -> bool:
        """Print the document, or ``what`` of it, and record it; False when nothing was printed."""
        printed = self.send(content)
        if not printed:
            return False
        store, version = self._workspace.store, self.sheet.version
        if allows(versions.stage(store, version), Action.PRINT, version.kind):
            event = revisions.event(EventKind.PRINTED, today(), note=f"{what}{printed}")
            self._workspace.attempt(lambda: revisions.deliver(store, version, event))
        return True

    def send(self, content: bytes) -> str:
        """Ask for the printer and send; returns what went onto paper: ``2 份``, ``1 份，第 3 页``.

        Empty where nothing did: cancelled, refused, or saved as a file.
        """
        if not printing.has_printer():
            self._messages.warn(resources.sentence("print.no_printer"))
            return ""
        store = self._workspace.store
        copies = kept_settings.number(store, settings.COPIES, 2, settings.COPIES_RANGE)
        pages = PdfPages(content)
        printer = printing.make_printer(copies, is_portrait=pages.is_portrait)
        ticket = printing.ask(printer, len(pages), self._window)
        if ticket is None:
            return ""
        if not ticket.pages:
            self._messages.warn(resources.sentence("print.no_pages", pages=len(pages)))
            return ""
        try:
            printing.send(ticket, printer, content)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return ""
        self._workspace.keep_setting(settings.COPIES, str(ticket.copies))
        listed = ticket.ranges.replace("-", "—").replace(",", "、")
        code = "print.saved_to" if ticket.target else "print.sent"
        values = {"copies": ticket.copies, "pages": listed, "path": ticket.target}
        self.told.emit(resources.sentence(code, **values))
        is_whole = len(set(ticket.pages)) == len(pages)
        printed = f"{ticket.copies} 份" if is_whole else f"{ticket.copies} 份，第 {listed} 页"
        return "" if ticket.target else printed

    # -- files ---------------------------------------------------------------------------------

    def save_pdf(self, content: bytes, stem: str) -> None:
        """Write the PDF of the preview where the clerk wants it."""
        self._save(".pdf", PDF_KIND, lambda: content, stem)

    def save_xlsx(self) -> None:
        """Write the xlsx where the clerk wants it."""
        self._save(".xlsx", XLSX_KIND, self._xlsx, files_of.stem(self.sheet))

    def save_made_xlsx(self, make: Callable[[], bytes], stem: str) -> None:
        """Write an xlsx of another paper of the document where the clerk wants it."""
        self._save(".xlsx", XLSX_KIND, make, stem)

    def duty_list(self, sheet: Document, wanted: Wanted) -> FilledForm:
        """Return the 责任清单 of a document; raises as ``files_of.duty_list``."""
        return files_of.duty_list(self._workspace.store, sheet, wanted)

    def _xlsx(self) -> bytes:
        return files_of.xlsx_bytes(self._workspace.store, self.sheet)

    def _save(self, ending: str, kind: str, make: Callable[[], bytes], stem: str) -> None:
        path = self._messages.save_path("另存为", stem + ending, kind)
        if path is None:
            return
        target = self._messages.with_ending(path, ending)
        if target is None:
            return
        try:
            files.write_atomically(target, make())
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self.told.emit(resources.sentence("print.saved", path=target))

    def _outbox(self) -> Path:
        return files.make_folder(self._workspace.folder / OUTBOX)

    def _write_files(self) -> list[Path]:
        """Write the document's files into the outbox; empty when refused."""
        try:
            return files_of.export(self._workspace.store, self.sheet, self._outbox())
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return []

    def copy_files(self) -> None:
        """Put the files on the clipboard, for 微信, QQ, 钉钉 or a folder."""
        paths = self._write_files()
        if not paths:
            return
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        QGuiApplication.clipboard().setMimeData(mime)
        self.told.emit(resources.sentence("print.copied", count=len(paths)))

    def open_folder(self) -> None:
        """Open the folder of the copied files, or say where it is."""
        folder = self._outbox()
        if not open_outside(folder, FOLDER):
            self._messages.warn(resources.sentence("print.no_folder", path=folder))

    # -- mail ----------------------------------------------------------------------------------

    def mail_draft(self) -> None:
        """Write the mail draft and hand it to the mail program."""
        try:
            path = files_of.export_mail(self._workspace.store, self.sheet, self._outbox())
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        if open_outside(path, MAIL):
            self.told.emit(resources.sentence("mail.drafted", path=path))
        else:
            self._messages.tell(resources.sentence("mail.no_program", path=path))

    def web_mail(self) -> None:
        """Show what to copy into a mail in the browser; the files lie ready in the folder."""
        try:
            letter = files_of.letter(self._workspace.store, self.sheet)
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        if not self._write_files():
            return
        dialog = WebMailDialog(letter, self.open_folder, self._window)
        dialog.exec()
        dialog.deleteLater()
