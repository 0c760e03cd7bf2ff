"""The yearly list on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from forms.documents.task_list import HEAD_KEYS, HEAD_WIDTHS_MM
from forms.form.papers import date_or_blank
from ui.sheet.paper import HeadField, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.documents.versions import Version


class ListPaper(Paper):
    """附件, title, head line with the date, the table."""

    def head_fields(self) -> Sequence[HeadField]:
        labels = self._workspace.sheet.notice.attachment.head
        named = zip(HEAD_KEYS, labels, HEAD_WIDTHS_MM, strict=False)
        fields = [(key, f"{word}：", width) for key, word, width in named]
        return [*fields, ("date", "", HEAD_WIDTHS_MM[-1])]

    def version(self) -> Version:
        return self._workspace.sheet.version

    def titles(self) -> tuple[str, str]:
        attachment = self._workspace.sheet.notice.attachment
        return attachment.label, attachment.title

    def texts(self) -> Mapping[str, str]:
        sheet = self._workspace.sheet
        return {
            "name": sheet.school.printed_name,
            "contact": sheet.school.contact,
            "phone": sheet.school.phone,
            "date": date_or_blank(sheet.version.year, sheet.contents.filled_on),
        }

    def add_below(self) -> None:
        self.head["date"].setAlignment(Qt.AlignmentFlag.AlignRight)
