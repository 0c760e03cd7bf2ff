"""差多少, 为什么, 怎么补, 何时补上: asked for where a row was not done on time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import resources
from models.errors import Refusal
from models.monthly_report import wording
from models.monthly_report.results import CATEGORIES, RowKind
from models.text import bare, date_text
from ui.kit.fields.growing_edit import GrowingEdit
from ui.kit.fields.line_field import LineField
from ui.kit.widgets import Choice, button, label
from ui.use_cases.dates import parse_date

if TYPE_CHECKING:
    from models.monthly_report.report import Line
    from ui.kit.theme import Theme
    from ui.kit.unsaved import Unsaved

TEXTS = (("gap", "差多少"), ("reason", "为什么"), ("remedy", "怎么补"))
NO_CATEGORY = "请选择"
ALOUD = True  # a refusal is said


class ShortfallFields(QFrame):
    """The fields of a shortfall; hidden where nothing has to be explained.

    Signals:
        entered(str, str, bool): field and text; whether to say a refusal aloud. Where it is not
            taken, ``keep_refused`` is called in between.
        left(): the keyboard left a text. emptied(): all of it is to be cleared.
    """

    entered = Signal(str, str, bool)
    emptied = Signal()
    left = Signal()

    def __init__(self, theme: Theme, unsaved: Unsaved) -> None:
        super().__init__()
        self._theme = theme
        self._unsaved = unsaved
        self._year = 0
        self._gap = ""  # what 差多少 may say by the figures
        self.texts: dict[str, GrowingEdit] = {}
        self.category = Choice()
        self.expected_on = LineField(unsaved)
        self.person = LineField(unsaved)
        self._by_figures = label("", "small", wrap=True)
        self.take_gap = button("取用", self._take_gap, "link")
        self.empty = button("清除差距、原因和措施", self.emptied.emit, "link")
        self._reason_fault = label("", "fault", wrap=True)
        self._date_fault = label("", "fault", wrap=True)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for field, word in TEXTS:
            edit = GrowingEdit(self._theme, self._unsaved)
            edit.setObjectName(f"shortfall-{field}")
            edit.setAccessibleName(word)
            edit.typed.connect(partial(self.entered.emit, field))
            edit.left.connect(self.left)
            self.texts[field] = edit
            column.addWidget(label(word, "small"))
            column.addWidget(edit)
            if field == "gap":
                column.addLayout(self._build_gap())
            if field == "reason":
                column.addWidget(self._reason_fault)
                column.addWidget(label("原因类别", "small"))
                column.addWidget(self.category)
        self.category.addItems([NO_CATEGORY, *CATEGORIES])
        self.category.activated.connect(self._choose_category)
        self.category.setAccessibleName("原因类别")
        column.addLayout(self._build_promise())
        column.addWidget(self._date_fault)
        column.addWidget(self.empty)

    def _build_gap(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._by_figures, 1)
        row.addWidget(self.take_gap)
        return row

    def _take_gap(self) -> None:
        self.entered.emit("gap", self._gap, ALOUD)
        self.show_taken("gap", self._gap)

    def _build_promise(self) -> QGridLayout:
        grid = QGridLayout()
        for place, (word, edit) in enumerate(
            (("何时补上", self.expected_on), ("责任人", self.person))
        ):
            edit.setAccessibleName(word)
            grid.addWidget(label(word, "small"), 0, place)
            grid.addWidget(edit, 1, place)
        self.expected_on.setPlaceholderText("如 5月15日")
        self.expected_on.entered.connect(self._enter_date)
        self.expected_on.taken_back.connect(self._date_fault.hide)
        self.person.entered.connect(partial(self.entered.emit, "person"))
        return grid

    def chain(self) -> list[QWidget]:
        """Return the fields in the order of the eye."""
        return [
            *(
                self.texts["gap"],
                self.take_gap,
                self.texts["reason"],
                self.category,
                self.texts["remedy"],
            ),
            *(self.expected_on, self.person, self.empty),
        ]

    def show_line(self, line: Line, year: int, *, editable: bool, another: bool) -> None:
        """Show a row; a field being typed in is left alone unless it is another row.

        Dates typed without a year are of ``year``.
        """
        self._year = year
        row = line.row
        written = any((row.gap, row.reason, row.remedy, row.expected_on))
        holds_back = not another and any(edit.holds_back for edit in self._typed_fields())
        wanted = row.is_shortfall or written or holds_back
        self.setVisible(row.kind is not RowKind.LATE and wanted)
        for field, edit in self.texts.items():
            edit.show_text(getattr(row, field), force=another)
            edit.setReadOnly(not editable)
        self._gap = wording.gap_text(line)
        self._by_figures.setText(resources.sentence("panel.gap_by_figures", gap=self._gap))
        for widget in (self._by_figures, self.take_gap):
            widget.setVisible(bool(self._gap) and editable and not row.gap)
        known = self.category.findText(row.category)
        if row.category and known < 0:
            self.category.addItem(row.category)
        self.category.setCurrentText(row.category or NO_CATEGORY)
        self.category.setEnabled(editable)
        day = date_text(row.expected_on) if row.expected_on else ""
        for line_edit, text in ((self.expected_on, day), (self.person, row.person)):
            line_edit.setReadOnly(not editable)
            line_edit.show_text(text, force=another)
        self.empty.setVisible(editable and written and not row.is_shortfall)
        self._show_reason_fault(line)
        if another:
            self._date_fault.hide()

    def keep_refused(self, field: str) -> None:
        """Keep a text that was not taken, for the clerk to change or to try again."""
        widget = self.field(field)
        if isinstance(widget, GrowingEdit | LineField):
            widget.keep_refused()

    def field(self, name: str) -> QWidget:
        """Return the widget of a field."""
        others = {
            "category": self.category,
            "expected_on": self.expected_on,
            "person": self.person,
        }
        return others.get(name) or self.texts[name]

    def _show_reason_fault(self, line: Line) -> None:
        reason = line.row.reason.strip()
        code = ""
        if line.row.is_shortfall and reason and wording.says_nothing(reason):
            code = "panel.reason_says_nothing"
        elif (
            line.row.is_shortfall
            and line.before is not None
            and reason
            and bare(reason) == bare(line.before.reason)
        ):
            code = "panel.reason_same"
        self._reason_fault.setVisible(bool(code))
        if code:
            self._reason_fault.setText(
                resources.sentence(code, reason=reason[:12], **wording.period_words(line.months))
            )

    def _choose_category(self, place: int) -> None:
        self.entered.emit("category", self.category.itemText(place) if place else "", ALOUD)

    def _enter_date(self, text: str, aloud: bool) -> None:  # noqa: FBT001  (a slot)
        """Write the date; what is none stays, and is told in its place."""
        try:
            day = parse_date(text, self._year)
        except Refusal as refusal:
            self.expected_on.keep_refused()
            self._date_fault.setText(resources.sentence(refusal.code, **refusal.values))
            self._date_fault.show()
            return
        self._date_fault.hide()
        self.entered.emit("expected_on", day.isoformat() if day else "", aloud)

    def commit(self) -> bool:
        """Write what is being typed; False where something was not taken."""
        return not [field for field in self._typed_fields() if not field.commit()]

    def _typed_fields(self) -> list[GrowingEdit | LineField]:
        return [*self.texts.values(), self.person, self.expected_on]

    def show_taken(self, field: str, text: str) -> None:
        """Show a text that was put into a field by a button, whatever was typed there."""
        widget = self.field(field) if field in self.texts else None
        if isinstance(widget, GrowingEdit):
            widget.show_text(text, force=True)
