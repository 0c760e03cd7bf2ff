"""盖章前看一眼: what is still open before the sheet is stamped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from models.documents.findings import Severity
from ui.kit.widgets import Pill, clear, label
from ui.use_cases.documents.composing import compose

if TYPE_CHECKING:
    from forms.reading.printed import Printed
    from models.documents.document import Document
    from ui.kit.theme import Theme


class LastLook(QFrame):
    """A few lines, each with ✓ or ！."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label("盖章前看一眼", "heading"))
        self._lines = QVBoxLayout()
        column.addLayout(self._lines)

    def show_sheet(self, sheet: Document, printed: Printed) -> None:
        """Look at a document, and at what was seen on its pages."""
        clear(self._lines)
        draft = sheet.version.is_draft
        found = compose(sheet).check() if draft else sheet.rule_findings()
        hard = sum(f.severity is Severity.HARD for f in found) if draft else 0
        soft = sum(f.severity is Severity.SOFT for f in found)
        today = resources.sentence("print.to_look_at", count=soft)
        left = f"还有 {soft} 处请核对" if draft else today
        lines = [
            (not hard, "该填的都填了" if not hard else f"还有 {hard} 处必须改，按 F5 查看"),
            (not soft, "没有要核对的" if not soft else left),
            *_of_pages(printed),
        ]
        for good, text in lines:
            row = QHBoxLayout()
            row.addWidget(Pill(self._theme, "✓" if good else "！", "good" if good else "mind"))
            row.addWidget(label(text, wrap=True), 1)
            self._lines.addLayout(row)


def _of_pages(printed: Printed) -> list[tuple[bool, str]]:
    """Return what the pages show, each good or not; nothing of a seal where none goes."""
    is_good = printed.is_whole and printed.has_headings
    whole = "look.whole" if is_good else "look.no_heading" if printed.is_whole else "look.cut"
    lines = [(is_good, resources.sentence(whole))]
    if printed.seal_is_free is not None:
        code = "look.seal_free" if printed.seal_is_free else "look.seal_taken"
        lines.append((printed.seal_is_free, resources.sentence(code)))
    return lines
