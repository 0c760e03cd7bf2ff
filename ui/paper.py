"""The sheet of paper: label, title and head fields where the paper has them, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.task_list import HEAD_KEYS, HEAD_WIDTHS_MM, date_text
from models import register
from models.errors import Refusal
from models.store import Change
from models.text import clean_name
from ui import theme as look
from ui.use_cases.dates import parse_date
from ui.widgets import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from models.store import Batch
    from ui.sheet_view import SheetView
    from ui.theme import Theme
    from ui.workspace import Workspace

MARGIN_PX = 28
HEAD_PX, HEAD_MM = 15, 4.94  # 四号 is 4.94 mm high
HEAD_LABEL_EM = 8.5  # 学校（签章）： and the gaps around it
SMALLEST_HEAD = 0.75
LEAST_TABLE_PX = 450
PLACEHOLDERS = {"name": "填学校全称", "contact": "填姓名", "phone": "填号码"}


class HeadEdit(QLineEdit):
    """A head field on the sheet; committed when it is left or Enter is pressed, Esc takes back.

    Signals:
        committed(str): its text.
    """

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paperHead")
        self._shown = ""
        self.editingFinished.connect(self._finish)

    def show_text(self, text: str) -> None:
        """Show what is stored, unless the clerk is typing here."""
        self._shown = text
        if not (self.hasFocus() and self.isModified()):
            self.setText(text)
            self.setCursorPosition(0)  # a long name shows its beginning

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.setModified(False)
            return
        super().keyPressEvent(event)

    def _finish(self) -> None:
        if self.text() != self._shown:
            self.committed.emit(self.text())
        self.setModified(False)


class Paper(QFrame):
    """White paper with the list on it; as wide as the room allows, the columns in proportion."""

    def __init__(self, workspace: Workspace, table: SheetView, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._workspace = workspace
        self._theme = theme
        self.table = table
        self.head: dict[str, HeadEdit] = {}
        self._head_widgets: list[QWidget] = []
        self._label = label("", "paperLabel")
        self._title = label("", "paperTitle")
        self._build()
        theme.changed.connect(self._restyle)
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self.show_contents)
        self._restyle()
        self.show_contents()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.addWidget(self._label)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        row = QHBoxLayout()
        labels = self._workspace.sheet.pack.attachment.head
        for key, word, width in zip(HEAD_KEYS, labels, HEAD_WIDTHS_MM, strict=False):
            self._add_head_field(row, key, f"{word}：", width)
        self._add_head_field(row, "date", "", HEAD_WIDTHS_MM[-1])
        self.head["date"].setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
        column.addWidget(self.table)
        column.addStretch()

    def _add_head_field(self, row: QHBoxLayout, key: str, word: str, width: int) -> None:
        field = QHBoxLayout()
        name = label(word, "paperHead")
        edit = HeadEdit()
        self._head_widgets += [name, edit]
        edit.setPlaceholderText(PLACEHOLDERS.get(key, ""))
        edit.setAccessibleName(word.rstrip("：") or "日期")
        edit.committed.connect(getattr(self, f"_commit_{key}"))
        self.head[key] = edit
        field.addWidget(name)
        field.addWidget(edit, 1)
        row.addLayout(field, width)

    def _restyle(self) -> None:
        px = self._theme.px
        margin = px(MARGIN_PX)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margin, margin, margin, margin)
            layout.setSpacing(px(8))

    def _fit_head(self, table: int) -> None:
        """Write the head line at most as large as the paper has it in this width."""
        pixels = min(self._theme.px(HEAD_PX), round(table * HEAD_MM / sum(HEAD_WIDTHS_MM)))
        font = self._theme.font(HEAD_PX, look.SERIF)
        font.setPixelSize(pixels)
        for widget in self._head_widgets:
            widget.setFont(font)
        # A long name goes down a size, on screen as on paper.
        edit = self.head["name"]
        room = table * HEAD_WIDTHS_MM[0] / sum(HEAD_WIDTHS_MM) - HEAD_LABEL_EM * pixels
        wide = edit.fontMetrics().horizontalAdvance(edit.text())
        if wide > room:
            font.setPixelSize(max(round(pixels * room / wide), round(pixels * SMALLEST_HEAD)))
            edit.setFont(font)

    def fit(self, width: int) -> None:
        """Fill ``width`` px of desk; narrower than the least width the desk scrolls sideways."""
        margin = 2 * self._theme.px(MARGIN_PX) + 2
        table = max(width - margin, self._theme.px(LEAST_TABLE_PX))
        self.table.fit(table)
        self._fit_head(table)
        self.setFixedWidth(table + margin)

    def show_contents(self) -> None:
        """Show label, title and head fields of the current list."""
        sheet = self._workspace.sheet
        attachment = sheet.pack.attachment
        self._label.setText(attachment.label)
        self._title.setText(attachment.title)
        texts = {
            "name": sheet.school.printed_name,
            "contact": sheet.school.contact,
            "phone": sheet.school.phone,
            "date": date_text(sheet.version.year, sheet.contents.filled_on),
        }
        for key, text in texts.items():
            self.head[key].show_text(text)
            self.head[key].setReadOnly(not sheet.version.is_draft)

    def _on_changed(self, batch: Batch) -> None:
        if any(change.table in ("school", "version") for change in batch.changes):
            self.show_contents()
            self._fit_head(self.table.width())

    def _commit_name(self, text: str) -> None:
        stamped = bool(self._workspace.sheet.school.stamp_name)
        self._commit_text("stamp_name" if stamped else "name", text)

    def _commit_contact(self, text: str) -> None:
        self._commit_text("contact", text)

    def _commit_phone(self, text: str) -> None:
        self._commit_text("phone", text)

    def _commit_text(self, field: str, text: str) -> None:
        try:
            cleaned = clean_name(text)
        except Refusal as refusal:
            self._workspace.refused.emit(refusal)
            return
        self._workspace.edit([register.school_change(field, cleaned.text)])

    def _commit_date(self, text: str) -> None:
        sheet = self._workspace.sheet
        try:
            day = parse_date(text, sheet.version.year)
        except Refusal as refusal:
            self._workspace.refused.emit(refusal)
        else:
            value = day.isoformat() if day else None
            self._workspace.edit([Change("version", (sheet.version.id,), "filled_on", value)])
        self.show_contents()
