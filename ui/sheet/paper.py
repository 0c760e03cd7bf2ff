"""The sheet of paper on screen: title and head fields where the paper has them, and the table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.documents import versions
from models.errors import Refusal
from models.school import register
from models.text import clean_name
from ui.kit import theme as look
from ui.kit.fields.line_field import LineField
from ui.kit.widgets import clear, label
from ui.use_cases.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.documents.versions import Version
    from models.school.people import School
    from models.storage.store import Batch, Change
    from ui.kit.theme import Theme
    from ui.sheet.sheet_view import SheetView
    from ui.workspace import Workspace

MARGIN_PX = 28
HEAD_PX, HEAD_MM = 15, 4.94  # 四号 is 4.94 mm high
HEAD_LABEL_EM = 8.5  # 学校（签章）： and the gaps around it
SMALLEST_HEAD = 0.75
LEAST_TABLE_PX = 450
PLACEHOLDERS = {"name": "填学校全称", "contact": "填姓名", "phone": "填号码"}
HeadField = tuple[str, str, float]  # key, label, width in mm


class Paper(QFrame):
    """White paper, as wide as the room allows, the columns in proportion.

    Subclasses say what their form has above the table and, if anything, below it.
    """

    def __init__(self, workspace: Workspace, table: SheetView, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._workspace = workspace
        self._theme = theme
        self.table = table
        self.head: dict[str, LineField] = {}
        self._head_widgets: list[QWidget] = []
        self._label = label("", "paperLabel")
        self._title = label("", "paperTitle")
        self._column = QVBoxLayout(self)
        self._head_line = QHBoxLayout()
        self._in_line: list[HeadField] = []
        self._line_widgets: list[QWidget] = []
        self._shown_version: int | None = None
        self._build()
        theme.changed.connect(self._restyle)
        workspace.changed.connect(self._on_changed)
        workspace.reloaded.connect(self.show_contents)
        self._restyle()
        self.show_contents()

    # -- what a form is ------------------------------------------------------------------------

    def head_fields(self) -> Sequence[HeadField]:
        """Return the fields of the head line with their widths."""
        raise NotImplementedError

    def version(self) -> Version | None:
        """Return the version on the sheet, None while there is none."""
        raise NotImplementedError

    def titles(self) -> tuple[str, str]:
        """Return label and title."""
        raise NotImplementedError

    def texts(self) -> Mapping[str, str]:
        """Return the texts of the head fields."""
        raise NotImplementedError

    def add_above(self) -> None:
        """Add what stands between title and head line."""

    def add_below(self) -> None:
        """Add what stands below the table."""

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._column.addWidget(self._label)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._title)
        self.add_above()
        self._column.addLayout(self._head_line)
        self._fill_head_line()
        self._column.addWidget(self.table)
        self.add_below()
        self._column.addStretch()

    def _fill_head_line(self) -> None:
        """Build the fields of the head line, which each form names in its own way."""
        self._in_line = list(self.head_fields())
        others = len(self._head_widgets)
        for key, word, width in self._in_line:
            self._head_line.addLayout(self.head_field(key, word), round(width))
            if key == "date":
                self.head[key].setAlignment(Qt.AlignmentFlag.AlignRight)
        self._line_widgets = self._head_widgets[others:]

    def _follow_form(self) -> None:
        """Build the head line anew where another form is on the sheet."""
        if self._in_line == list(self.head_fields()):
            return
        kept = [one for one in self._head_widgets if one not in self._line_widgets]
        self._head_widgets = kept
        for key, _, _ in self._in_line:
            self.head.pop(key).show_text("", force=True)  # it goes, and holds nothing back
        clear(self._head_line)
        self._fill_head_line()
        self._fit_head(self.table.width())

    def head_field(self, key: str, word: str) -> QHBoxLayout:
        """Return a field with its label; its text is committed by ``commit``."""
        field = QHBoxLayout()
        edit = LineField(self._workspace.unsaved)
        edit.setObjectName("paperHead")
        if word:
            name = label(word, "paperHead")
            self._head_widgets.append(name)
            field.addWidget(name)
        self._head_widgets.append(edit)
        edit.setPlaceholderText(PLACEHOLDERS.get(key, ""))
        edit.setAccessibleName(word.rstrip("：") or "日期")
        edit.entered.connect(partial(self.commit, key))
        self.head[key] = edit
        field.addWidget(edit, 1)
        return field

    def _restyle(self) -> None:
        px = self._theme.px
        margin = px(MARGIN_PX)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(px(8))

    def _fit_head(self, table: int) -> None:
        """Write the head line at most as large as the paper has it in this width."""
        widths = {key: width for key, _, width in self.head_fields()}
        total = sum(widths.values())
        pixels = min(self._theme.px(HEAD_PX), round(table * HEAD_MM / total))
        font = self._theme.font(HEAD_PX, look.SERIF)
        font.setPixelSize(pixels)
        for widget in self._head_widgets:
            widget.setFont(font)
        # A long name goes down a size, on screen as on paper.
        edit = self.head["name"]
        room = table * widths["name"] / total - HEAD_LABEL_EM * pixels
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
        """Show label, title and head fields of the current document."""
        self._follow_form()
        above, title = self.titles()
        self._label.setText(above)
        self._label.setVisible(bool(above))
        self._title.setText(title)
        version = self.version()
        identity = version.id if version else None
        for key, text in self.texts().items():
            # What was typed for another document is never shown, nor written, on this one.
            self.head[key].show_text(text, force=identity != self._shown_version)
            self.head[key].setReadOnly(version is None or not version.is_draft)
        self._shown_version = identity

    def _on_changed(self, batch: Batch) -> None:
        if versions.touches_head(batch):
            self.show_contents()
            self._fit_head(self.table.width())

    # -- committing ----------------------------------------------------------------------------

    def school(self) -> School:
        """Return the school as the sheet names it."""
        return self._workspace.sheet.school

    def commit(self, key: str, text: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        """Write what was typed into a head field; what is not taken stays in it."""
        try:
            change = self._change(key, text)
        except Refusal as refusal:
            self.head[key].keep_refused()
            self._workspace.refuse(refusal, aloud=aloud)
            return
        if change is not None and self._workspace.edit([change], aloud=aloud).is_refused:
            self.head[key].keep_refused()
        self.show_contents()

    def commit_head(self) -> bool:
        """Write what is being typed in the head; False where it was not taken."""
        return not [edit for edit in self.head.values() if not edit.commit()]

    def _change(self, key: str, text: str) -> Change | None:
        """Return the change that a text in a head field means.

        Raises:
            Refusal: it is too long, or no date.
        """
        if key not in ("date", "as_of"):
            field = "stamp_name" if key == "name" and self.school().stamp_name else key
            return register.school_change(field, clean_name(text).text)
        version = self.version()
        if version is None:
            return None
        day = parse_date(text, version.year)
        field = "filled_on" if key == "date" else key
        return versions.day_change(version.id, field, day)
