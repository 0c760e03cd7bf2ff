"""A draft as it prints, composed once: form, what a new version changes, explanation page."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.documents import kinds, revision_note
from forms.form import difference
from forms.form.filled import Origin
from forms.layout import glyphs
from models.documents.findings import Finding, Severity, in_record, nothing_changed, sort_findings
from models.notices import difference as notice_difference
from models.notices.columns import Role
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.form.difference import Difference
    from forms.form.filled import FilledForm
    from models.documents.document import Document


@value_class
class Draft:
    """A draft with its form (△ at what a new version changed) and all that follows from it.

    ``changes`` is empty and ``note``, the explanation page, None of a first version.
    """

    sheet: Document
    form: FilledForm
    changes: tuple[Difference, ...] = ()
    note: FilledForm | None = None

    def check(self) -> list[Finding]:
        """Return all findings, hard before soft."""
        found = [*self.sheet.rule_findings(), *glyphs.check(self.form)]
        if self.note is not None and self.sheet.version.is_draft:
            if not self.changes:
                found.append(nothing_changed())
            place = in_record("reason")  # where the words of the note are written
            found += [replace(finding, place=place) for finding in glyphs.check(self.note)]
        return sort_findings(found)


def findings_of(sheet: Document) -> list[Finding]:
    """Return what is to be seen to before 定稿; of a first version with gaps the gaps alone.

    Composing it, for characters that no font has, takes longer than the rules.
    """
    found = sheet.rule_findings()
    if sheet.version.is_first and any(f.severity is Severity.HARD for f in found):
        return found
    return compose(sheet).check()


def compose(sheet: Document) -> Draft:
    """Compose a draft and, of a correction or adjustment, the version that it goes out from.

    Both are made of their rows with today's wording: where nothing was edited nothing differs,
    whatever version of the program stamped the earlier one.
    """
    form = _form(sheet)
    if sheet.before is None:
        return Draft(sheet, form)
    before = _form(sheet.before)
    changes = (*difference.differences(before, form), *_asked_otherwise(sheet, sheet.before, form))
    note = replace(revision_note.note_of(sheet, changes), origin=origin(sheet))
    return Draft(sheet, difference.mark_changed(form, changes), changes, note)


def _asked_otherwise(
    sheet: Document, before: Document, form: FilledForm
) -> Iterator[difference.Difference]:
    """Yield the figures that a changed notice asks for, where no column of the form prints them."""
    if sheet.notice.attachment.column(Role.YEAR_TARGET) is not None:
        return
    rows = {place.task: at for at, place in enumerate(form.places)}
    known = {task.id: task for task in before.notice.tasks}
    found = notice_difference.differences(before.notice, sheet.notice)
    for nth, one in enumerate(one for one in found if one.part == "figure"):
        task = known.get(one.task)
        if task is not None:
            old, new = (text or difference.NOTHING for text in (one.old, one.new))
            place = f"{task.number}/{task.title}/figure/{nth}"
            words = (task.number, task.title, "年度任务数")
            yield difference.Difference(place, *words, old, new, rows.get(one.task, -1))


def _form(sheet: Document) -> FilledForm:
    """Return the form of a version without △."""
    kind = kinds.of(sheet.version.document.kind)
    staff = tuple(person.name for office in sheet.staff for person in office.persons)
    return replace(kind.fill(sheet), staff=staff, origin=origin(sheet, kind.data(sheet)))


def origin(sheet: Document, data: Mapping[str, Any] = MappingProxyType({})) -> Origin:
    """Return which sheet of whom it is, with the rows that its files carry."""
    return Origin(sheet.notice.key, sheet.school.identity, sheet.version.number, dict(data))
