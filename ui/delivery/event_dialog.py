"""Recording what happened to the paper: when, who, a note, and of the stamp its scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

import resources
from models import clock
from models.documents import revisions
from models.documents.deliveries import EventKind
from models.errors import Refusal
from models.overriding import override
from models.text import clean_name, date_text
from ui.kit.fields.clipboard import LineEdit
from ui.kit.widgets import button, label, ok_and_cancel
from ui.use_cases.dates import parse_date, today
from ui.use_cases.program import foreign
from ui.use_cases.words import KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from models.documents.deliveries import Event, Scan
    from ui.kit.background import Job
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages

SCAN_KINDS = "PDF 或图片 (*.pdf *.png *.jpg *.jpeg)"
WIDTH_PX = 460
NO_SCAN = "没有选"


class EventDialog(QDialog):
    """Asks for one event; nothing is recorded before everything in it is right."""

    def __init__(
        self,
        kind: EventKind,
        year: int,
        messages: Messages,
        foreign_files: ForeignFiles,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        verb, whom, self._needs_note = KINDS[kind]
        self.setWindowTitle(f"记录：{verb}")
        self._kind = kind
        self._year = year
        self._messages = messages
        self._foreign_files = foreign_files
        self.day = LineEdit(date_text(today()))
        self.person = LineEdit()
        self.note = LineEdit()
        self.scan: Scan | None = None
        self._scan_name = label(NO_SCAN, "small")
        self._reading: Job | None = None  # the scan that was chosen, on its way
        self._fault = label("", "fault", wrap=True)
        self._build(whom)
        self.setMinimumWidth(WIDTH_PX)

    def _build(self, whom: str) -> None:
        column = QVBoxLayout(self)
        form = QFormLayout()
        form.addRow("日期", self.day)
        if whom:
            form.addRow(f"{whom}（可不填）", self.person)
        form.addRow("退回原因" if self._needs_note else "备注（可不填）", self.note)
        if self._kind is EventKind.STAMPED:
            row = QHBoxLayout()
            row.addWidget(button("选择…", self._choose_scan))
            row.addWidget(self._scan_name, 1)
            form.addRow("盖章扫描件（可不选）", row)
        column.addLayout(form)
        column.addWidget(self._fault)
        column.addWidget(ok_and_cancel(self))

    def _choose_scan(self) -> None:
        path = self._messages.open_path("选择盖章扫描件", SCAN_KINDS)
        if path is not None:
            self.take_scan(path)

    def take_scan(self, path: Path) -> None:
        """Take a file as the scan; what is none is refused at once."""
        self._scan_name.setText(resources.sentence("reader.busy", name=path.name))
        self._reading = self._foreign_files.read(
            path, foreign.read_scan, self._keep_scan, self, self._show_fault
        )
        self._reading.ended.connect(self._end_reading)

    def _end_reading(self) -> None:
        self._reading = None
        self._scan_name.setText(self.scan.name if self.scan is not None else NO_SCAN)

    def _keep_scan(self, scan: Scan) -> None:
        self.scan = scan
        self._scan_name.setText(scan.name)
        self._fault.clear()

    def _show_fault(self, refusal: Refusal) -> None:
        self._fault.setText(resources.sentence(refusal.code, **refusal.values))

    @override
    def accept(self) -> None:
        if self._reading is not None:  # recorded without it, it could not be added any more
            self._show_fault(Refusal("event.scan_busy"))
            return
        try:
            self.result_event()
        except Refusal as refusal:
            self._show_fault(refusal)
            return
        if self._needs_note and not self.note.text().strip():
            self._fault.setText(resources.sentence("event.note_missing"))
            return
        super().accept()

    def result_event(self) -> Event:
        """Return the event.

        Raises:
            Refusal: its day is none, is to come or cannot be meant, or a text is too long.
        """
        day = parse_date(self.day.text(), self._year)
        if day is None:
            raise Refusal("event.day_missing")
        if day > today() or not clock.is_plausible(day, self._year):
            raise Refusal("event.day_odd", day=date_text(day))
        person, note = (clean_name(edit.text()).text for edit in (self.person, self.note))
        return revisions.event(self._kind, day, person, note)
