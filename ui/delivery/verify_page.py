"""核对: an xlsx or the code on a paper against each other and against our own records."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

import resources
from models.errors import Refusal
from models.overriding import override
from ui.kit.fields.clipboard import LineEdit
from ui.kit.foreign_files import accept_files, dropped_file
from ui.kit.page import Page
from ui.kit.widgets import Pill, button, clear, fill_scrolling, label
from ui.use_cases.documents import verification
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from forms.reading.verdict import Verdict
    from ui.kit.background import Job
    from ui.tools import Tools
    from ui.use_cases.documents.verification import Answer

EXAMPLE = "1N9Z-11KR-V081-0"
XLSX_KIND = "Excel 工作簿 (*.xlsx)"


class VerifyPage(Page):
    """The page of 核对; a file may be dropped on it. Nothing is ever taken over from the file."""

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAcceptDrops(True)
        self._workspace = tools.workspace
        self._theme = theme = tools.theme
        self._messages = tools.messages
        self._foreign_files = tools.foreign_files
        self._job: Job | None = None  # the file that is being read
        self._source: Path | None = None
        self._name = label(resources.sentence("verify.no_file"), "small", wrap=True)
        self.code = LineEdit()
        self._pill = Pill(theme)
        self._answer = QVBoxLayout()
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        inner.setObjectName("desk")
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 32, 40, 32)
        column.setSpacing(16)
        column.addWidget(label("纸、文件、校验码是否一致", "display"))
        column.addWidget(label(resources.sentence("verify.help"), "soft", wrap=True))
        card = QFrame()
        card.setObjectName("card")
        form = QVBoxLayout(card)
        form.setContentsMargins(20, 16, 20, 16)
        row = QHBoxLayout()
        row.addWidget(button("选择 xlsx…", self.choose))
        row.addWidget(self._name, 1)
        row.addWidget(button("清除", self.clear, "link"))
        form.addLayout(row)
        typed = QHBoxLayout()
        typed.addWidget(label("纸面页脚的校验码"))
        self.code.setPlaceholderText(f"如 {EXAMPLE}，可不填")
        self.code.setAccessibleName("纸面页脚的校验码")
        self.code.returnPressed.connect(self.verify)
        typed.addWidget(self.code, 1)
        typed.addWidget(button("核对", self.verify, "primary"))
        form.addLayout(typed)
        column.addWidget(card)
        result = QHBoxLayout()
        result.addWidget(self._pill)
        result.addStretch()
        column.addLayout(result)
        column.addLayout(self._answer)
        column.addStretch()
        fill_scrolling(self, inner)
        self._pill.hide()

    @override
    def open(self) -> None:
        """Give the code the keyboard."""
        self.code.setFocus()

    def choose(self) -> None:
        """Ask for a file and verify it."""
        path = self._messages.open_path("核对", XLSX_KIND)
        if path is not None:
            self.take(path)

    def clear(self) -> None:
        """Forget file, code and answer."""
        self._stop_reading()
        self._source = None
        self._name.setText(resources.sentence("verify.no_file"))
        self.code.clear()
        self._show_nothing()

    def take(self, path: Path) -> None:
        """Verify a file."""
        self._source = path
        self._name.setText(str(path))
        self.verify()

    def verify(self) -> None:
        """Verify what is chosen: the file, the code typed, or one against the other."""
        self._stop_reading()
        self._show_nothing()
        typed = self.code.text().strip() or None
        try:
            if typed is not None:
                verification.read_code(typed)
            if self._source is None:
                self._show(self._look_up(typed))
                return
        except Refusal as refusal:
            self._messages.refuse(refusal)
            return
        self._job = self._foreign_files.read(
            self._source, foreign.read_sheet, partial(self._judge, typed), self
        )

    def _judge(self, typed: str | None, verdict: Verdict) -> None:
        answer = verification.judge(verdict, typed)
        self._show(verification.against_records(self._workspace.store, answer))

    def _look_up(self, typed: str | None) -> Answer:
        if typed is None:
            raise Refusal("verify.nothing")
        return verification.look_up(self._workspace.store, typed)

    def _stop_reading(self) -> None:
        """Ask no longer for an answer that would come over a newer one."""
        if self._job is not None and isValid(self._job):
            self._job.cancel()
        self._job = None

    def _show_nothing(self) -> None:
        self._pill.hide()
        clear(self._answer)

    def _show(self, answer: Answer) -> None:
        clear(self._answer)
        words = ("✓ 一致", "good") if answer.agrees else ("不一致", "bad")
        if answer.agrees and answer.remarks:
            words = "表内一致，请看说明", "mind"
        if self._source is None:
            words = ("✓ 有这份定稿", "good") if answer.agrees else ("查无有效定稿", "mind")
        self._pill.show_state(*words)
        self._pill.show()
        for line in (*answer.lines, *answer.remarks):
            self._answer.addWidget(label(line, wrap=True))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            self.take(path)
