"""The record of a correction (its reason) or of an adjustment (who, why, on what ground, reply)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

import resources
from models.documents import revisions
from models.documents.revisions import REPLIES
from models.errors import Refusal
from models.overriding import override
from ui.kit.fields.clipboard import LineEdit, TextEdit
from ui.kit.widgets import Choice, label, ok_and_cancel
from ui.use_cases.dates import parse_date

if TYPE_CHECKING:
    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from models.storage.store import Change

# field of the record, its word; those of the adjustment after the reason
ADJUSTMENT = (
    ("asked_on", "提出日期"),
    ("office", "提出处室"),
    ("basis", "依据（文号、会议或口头答复）"),
    ("leader", "同意的校领导"),
    ("leader_on", "同意日期"),
    ("told_how", "报局方式（书面、电话、随月报）"),
    ("reply", "教育局答复"),
    ("replied_by", "答复人"),
    ("replied_on", "答复日期"),
)
DATES = ("asked_on", "leader_on", "replied_on")
WIDTH_PX = 520


class RevisionDialog(QDialog):
    """Asks for the record; dates are checked before it closes."""

    def __init__(self, record: Revision, version: Version, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(version.note_name)
        self._version = version
        self.reason = TextEdit(record.reason)
        self.reason.setTabChangesFocus(True)
        self.reply = Choice()
        self.month = Choice()
        self.fields: dict[str, LineEdit] = {}
        self._fault = label("", "fault", wrap=True)
        self._build(record)
        self.setMinimumWidth(WIDTH_PX)

    def _build(self, record: Revision) -> None:
        column = QVBoxLayout(self)
        form = QFormLayout()
        form.addRow("原因", self.reason)
        if self._version.is_adjustment:
            self.month.addItems([f"{month}月" for month in range(1, 13)])
            self.month.setCurrentIndex(self._version.effective_month - 1)
            form.addRow("从几月起执行", self.month)
        for field, word in ADJUSTMENT if self._version.is_adjustment else ():
            if field == "reply":
                self.reply.addItems(list(REPLIES))
                self.reply.setCurrentText(record.reply or REPLIES[0])
                form.addRow(word, self.reply)
                continue
            edit = LineEdit(getattr(record, field))
            edit.setObjectName(f"revision-{field}")
            if field in DATES:
                edit.setPlaceholderText(f"如 {self._version.year}年6月5日")
            self.fields[field] = edit
            form.addRow(word, edit)
        column.addLayout(form)
        column.addWidget(self._fault)
        column.addWidget(ok_and_cancel(self))

    @override
    def accept(self) -> None:
        try:
            self.result_changes()
        except Refusal as refusal:
            self._fault.setText(resources.sentence(refusal.code, **refusal.values))
            return
        super().accept()

    def result_changes(self) -> list[Change]:
        """Return the changes that write the record, and the month that it holds from.

        Raises:
            Refusal: one of the dates is none, a text is too long.
        """
        identity = self._version.id
        changes = [
            revisions.revision_change(identity, field, text)
            for field, text in self._fields().items()
        ]
        if self._version.is_adjustment:
            month = self.month.currentIndex() + 1
            changes.append(revisions.effective_change(identity, month))
        return changes

    def _fields(self) -> dict[str, str]:
        found = {"reason": self.reason.toPlainText().strip()}
        for field, edit in self.fields.items():
            text = edit.text().strip()
            if field in DATES:
                day = parse_date(text, self._version.year)
                text = day.isoformat() if day else ""
            found[field] = text
        if self._version.is_adjustment:
            found["reply"] = self.reply.currentText()
        return found
