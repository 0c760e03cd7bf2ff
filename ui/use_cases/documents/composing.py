"""A draft as it prints, composed once: form, what a new version changes, explanation page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.documents import monthly_report, revision_note
from forms.documents.task_list import fill_task_list
from forms.form import difference
from forms.layout import glyphs
from models.documents.findings import Finding, Place, nothing_changed, sort_findings
from models.text import date_text
from ui.use_cases.documents.revision_words import record_lines, subtitle, titles
from ui.use_cases.documents.sheets import Sheet

if TYPE_CHECKING:
    from forms.form.difference import Difference
    from forms.form.filled import FilledForm
    from ui.use_cases.documents.sheets import AnySheet


@dataclass(frozen=True)
class Draft:
    """A draft with its form (△ at what a new version changed) and all that follows from it.

    ``changes`` is empty and ``note``, the explanation page, None of a first version.
    """

    sheet: AnySheet
    form: FilledForm
    changes: tuple[Difference, ...] = ()
    note: FilledForm | None = None

    def check(self) -> list[Finding]:
        """Return all findings, hard before soft."""
        found = [*self.sheet.rule_findings(), *glyphs.check(self.form)]
        if self.note is not None and self.sheet.version.is_draft:
            if not self.changes:
                found.append(nothing_changed())
            place = Place(0, "revision:reason")  # where the words of the note are written
            found += [replace(finding, place=place) for finding in glyphs.check(self.note)]
        return sort_findings(found)


def compose(sheet: AnySheet) -> Draft:
    """Compose a draft and, of a correction or adjustment, the version that it goes out from.

    Both are made of their rows with today's wording: where nothing was edited nothing differs,
    whatever version of the program stamped the earlier one.
    """
    form = _form(sheet)
    if sheet.before is None:
        return Draft(sheet, form)
    before = _form(sheet.before)
    changes = tuple(difference.differences(before, form))
    return Draft(sheet, difference.mark_changed(form, changes), changes, _note(sheet, changes))


def _form(sheet: AnySheet) -> FilledForm:
    """Return the form of a version without △."""
    if isinstance(sheet, Sheet):
        words = subtitle(sheet.version, sheet.revision)
        return fill_task_list(sheet.contents, sheet.school, sheet.pack, words)
    return monthly_report.fill_monthly_report(
        sheet.report, sheet.school, sheet.share, sheet.version.minor
    )


def _note(sheet: AnySheet, changes: tuple[Difference, ...]) -> FilledForm:
    """Return the explanation page of a correction or adjustment."""
    filled_on = (sheet.contents if isinstance(sheet, Sheet) else sheet.report).filled_on
    record = record_lines(sheet.version, sheet.revision)
    if filled_on is not None:
        record["date"] = date_text(filled_on)
    return revision_note.fill_note(
        titles(sheet),
        sheet.school,
        sheet.version.year,
        changes,
        {**sheet.reasons, "": sheet.revision.reason},
        record,
    )
