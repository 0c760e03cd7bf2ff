"""The PDF that the preview shows, made off the GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.reading.printed import look_at
from models.value_class import value_class
from ui.use_cases import settings
from ui.use_cases.documents import files_of, finalising
from ui.use_cases.documents.composing import compose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.form.declaration import Look
    from forms.form.filled import FilledForm
    from forms.reading.printed import Printed
    from models.documents.document import Document
    from ui.kit.background import Job


@value_class
class Rendered:
    """The PDF of a sheet, what was seen on it, how many pages its draft has in each 版面."""

    content: bytes
    printed: Printed
    pages: Mapping[str, int]


def render(
    sheet: Document,
    look: Look,
    stored: tuple[bytes, FilledForm] | None,
    note: bool,  # noqa: FBT001  (bound by partial)
    job: Job,
) -> Rendered:
    """Return what is kept of a 定稿, else the draft or its explanation page as it would print.

    Raises:
        Refusal: a character is in no font.
    """
    if stored is not None:
        return Rendered(stored[0], look_at(*stored), {})
    draft = compose(sheet)
    form = draft.note if note and draft.note is not None else draft.form.in_look(look)
    content = files_of.render_checked(form, job.report)
    printed = look_at(content, form)
    counts = finalising.page_counts(draft, look.text_size, settings.LAYOUTS)
    return Rendered(content, printed, counts)
