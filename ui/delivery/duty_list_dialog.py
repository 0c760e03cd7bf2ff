"""责任清单: made of the list for everyone, an office or a person; looked at, printed, saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

import resources
from forms.documents import kinds
from forms.documents.kinds import Wanted
from models.errors import Refusal
from ui.kit.pdf_view import PdfView
from ui.kit.widgets import Choice, button, label
from ui.use_cases.documents import files_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.form.filled import FilledForm
    from models.documents.document import Document
    from ui.delivery.outgoing import Outgoing
    from ui.kit.background import Background, Job
    from ui.kit.messages import Messages

SIZE_PX = (980, 620)
EVERYONE = "全校"


class DutyListDialog(QDialog):
    """Shows the pages for whom is chosen; what is shown is what is printed."""

    def __init__(
        self,
        sheet: Document,
        outgoing: Outgoing,
        background: Background,
        messages: Messages,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("责任清单")
        self._sheet = sheet
        self._outgoing = outgoing
        self._background = background
        self._messages = messages
        offices, persons = kinds.of(sheet.version.document.kind).in_charge(sheet)
        self._wanted = [Wanted(), *(Wanted(office=name) for name in offices)]
        self._wanted += [Wanted(person=name) for name in persons]
        self.choice = Choice()
        self.choice.setAccessibleName("给谁")
        self.choice.addItems([EVERYONE, *(f"处室 {o}" for o in offices), *persons])
        self.choice.activated.connect(self._show)
        self.view = PdfView()
        self.view.setAccessibleName("责任清单预览")
        self._content = b""
        self.print_button = button("打印", self._print, "primary")
        self.pdf_button = button("另存 PDF", self._save_pdf)
        self.xlsx_button = button("导出 xlsx", self._save_xlsx)
        self._build()
        self.resize(*SIZE_PX)
        self._show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        row = QHBoxLayout()
        row.addWidget(label("给谁"))
        row.addWidget(self.choice)
        row.addStretch()
        for made in (self.print_button, self.pdf_button, self.xlsx_button):
            row.addWidget(made)
        row.addWidget(button("关闭", self.reject))
        column.addLayout(row)
        column.addWidget(self.view, 1)

    @property
    def wanted(self) -> Wanted:
        """For whom it is shown."""
        return self._wanted[self.choice.currentIndex()]

    def _form(self) -> FilledForm:
        return self._outgoing.duty_list(self._sheet, self.wanted)

    def _show(self) -> None:
        self._content = b""  # nothing older than what is chosen may be printed
        form = self._form()

        def work(job: Job) -> object:
            return files_of.render_checked(form, job.report)

        show = partial(self._show_pdf, self.wanted)
        self._background.run_visibly("正在排版…", work, show, self._refuse, self)

    def _show_pdf(self, wanted: Wanted, content: bytes) -> None:
        if wanted != self.wanted:
            return  # another was chosen meanwhile; its own pages are on their way
        self._content = content
        self.view.show_pdf(content)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._messages.refuse(error)

    def _is_ready(self) -> bool:
        if not self._content:
            self._messages.warn(resources.sentence("print.not_ready"))
        return bool(self._content)

    def _print(self) -> None:
        if self._is_ready():
            self._outgoing.send(self._content)

    def _save_pdf(self) -> None:
        if self._is_ready():
            self._outgoing.save_pdf(self._content, self._stem)

    def _save_xlsx(self) -> None:
        make = partial(files_of.render_xlsx, self._form())
        self._outgoing.save_made_xlsx(make, self._stem)

    @property
    def _stem(self) -> str:
        return files_of.duty_list_stem(self._sheet, self.wanted)
