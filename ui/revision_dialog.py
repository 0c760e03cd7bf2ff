"""The record of a correction (its reason) or of an adjustment (who, why, on what ground, reply)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import resources
from models.errors import Refusal
from models.revisions import REPLIES
from ui.use_cases.dates import parse_date
from ui.widgets import label

if TYPE_CHECKING:
    from models.revisions import Revision
    from models.versions import Version

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
        self.reason = QPlainTextEdit(record.reason)
        self.reason.setTabChangesFocus(True)
        self.reply = QComboBox()
        self.fields: dict[str, QLineEdit] = {}
        self._fault = label("", "fault", wrap=True)
        self._build(record)
        self.setMinimumWidth(WIDTH_PX)

    def _build(self, record: Revision) -> None:
        column = QVBoxLayout(self)
        form = QFormLayout()
        form.addRow("原因", self.reason)
        for field, word in ADJUSTMENT if self._version.is_adjustment else ():
            if field == "reply":
                self.reply.addItems(list(REPLIES))
                self.reply.setCurrentText(record.reply or REPLIES[0])
                form.addRow(word, self.reply)
                continue
            edit = QLineEdit(getattr(record, field))
            edit.setObjectName(f"revision-{field}")
            if field in DATES:
                edit.setPlaceholderText(f"如 {self._version.year}年6月5日")
            self.fields[field] = edit
            form.addRow(word, edit)
        column.addLayout(form)
        column.addWidget(self._fault)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def accept(self) -> None:
        try:
            self.result_fields()
        except Refusal as refusal:
            self._fault.setText(resources.sentence(refusal.code, **refusal.values))
            return
        super().accept()

    def result_fields(self) -> dict[str, str]:
        """Return the fields of the record; dates as ISO.

        Raises:
            Refusal: one of the dates is none.
        """
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
