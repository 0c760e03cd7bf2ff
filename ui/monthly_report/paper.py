"""The monthly report on screen: title, 截至日期, head line, table, counts and sign block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from forms.documents.monthly_report import FOOT
from forms.form.papers import HEAD, LAYOUT_B, date_or_blank
from models.monthly_report import edits as report_edits
from models.monthly_report import wording
from models.overriding import override
from models.text import date_text
from ui.kit.widgets import label
from ui.sheet.paper import HeadField, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.documents.versions import Version
    from models.school.people import School
    from models.storage.store import Batch
    from ui.kit.theme import Theme
    from ui.monthly_report.model import ReportModel
    from ui.sheet.sheet_view import SheetView
    from ui.workspace import Workspace

AS_OF_PX = 170


class ReportPaper(Paper):
    """Follows the month of its model."""

    def __init__(
        self, workspace: Workspace, table: SheetView, theme: Theme, model: ReportModel
    ) -> None:
        self._model = model
        self._counts = label("", "paperHead")
        self._unit = label(FOOT.unit, "paperHead")
        super().__init__(workspace, table, theme)

    @override
    def head_fields(self) -> Sequence[HeadField]:
        widths = LAYOUT_B.head_widths
        return [(key, word, width) for (key, word), width in zip(HEAD, widths, strict=True)]

    @override
    def version(self) -> Version | None:
        return self._model.sheet.version if self._model.sheet else None

    @override
    def titles(self) -> tuple[str, str]:
        notice = self._model.notice
        return "", wording.report_title(notice, self._model.month or notice.first_month)

    @override
    def school(self) -> School:
        return self._model.sheet.school if self._model.sheet else self._workspace.sheet.school

    @override
    def texts(self) -> Mapping[str, str]:
        school, sheet = self.school(), self._model.sheet
        report = sheet.report if sheet else None
        as_of = report.as_of if report else None
        return {
            "name": school.printed_name,
            "contact": school.contact,
            "phone": school.phone,
            "as_of": date_text(as_of) if as_of else "",
            "date": date_or_blank(
                self._workspace.sheet.notice.year, report.filled_on if report else None
            ),
        }

    @override
    def add_above(self) -> None:
        row = QHBoxLayout()
        row.addStretch()
        field = self.head_field("as_of", "截至")
        self.head["as_of"].setPlaceholderText("填截至日期")
        row.addLayout(field)
        row.addStretch()
        self._column.addLayout(row)

    @override
    def add_below(self) -> None:
        self._column.addWidget(self._counts)
        row = QHBoxLayout()
        for signer in FOOT.signers:
            made = label(signer, "paperHead")
            self._head_widgets.append(made)
            row.addWidget(made, 1)
        row.addWidget(self._unit)
        self._column.addLayout(row)
        below = QHBoxLayout()
        below.addStretch()
        below.addLayout(self.head_field("date", ""))
        self.head["date"].setAlignment(Qt.AlignmentFlag.AlignRight)
        self._column.addLayout(below)
        self._head_widgets += [self._counts, self._unit]

    @override
    def _restyle(self) -> None:
        super()._restyle()
        for key in ("as_of", "date"):
            self.head[key].setFixedWidth(self._theme.px(AS_OF_PX))

    @override
    def show_contents(self) -> None:
        super().show_contents()
        sheet = self._model.sheet
        self._counts.setText(wording.counts_text(sheet.report) if sheet else "")

    @override
    def _on_changed(self, batch: Batch) -> None:
        super()._on_changed(batch)
        if report_edits.touches_rows(batch):
            self.show_contents()
