"""The yearly list on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.documents.task_list import task_list_form
from forms.form.papers import date_or_blank
from models.overriding import override
from ui.sheet.paper import HeadField, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.documents.versions import Version


class ListPaper(Paper):
    """附件, title, head line with the date, the table."""

    @override
    def head_fields(self) -> Sequence[HeadField]:
        spec = task_list_form(self._workspace.sheet.notice.attachment)
        return [(field.key, field.label, field.width_mm) for field in spec.head]

    @override
    def version(self) -> Version:
        return self._workspace.sheet.version

    @override
    def titles(self) -> tuple[str, str]:
        attachment = self._workspace.sheet.notice.attachment
        return attachment.label, attachment.title

    @override
    def texts(self) -> Mapping[str, str]:
        sheet = self._workspace.sheet
        return {
            "name": sheet.school.printed_name,
            "contact": sheet.school.contact,
            "phone": sheet.school.phone,
            "date": date_or_blank(sheet.version.year, sheet.contents.filled_on),
        }
