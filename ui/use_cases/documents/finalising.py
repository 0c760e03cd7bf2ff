"""Where the fonts are needed: the full check, a document as it prints, its note, 定稿."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.documents import known, monthly_report, revision_note
from forms.documents.task_list import fill_task_list
from forms.form import difference
from forms.form.check_code import code_of
from forms.form.filled import canonical
from forms.layout import glyphs, paginate
from forms.render import pdf
from models.documents import lifecycle, versions
from models.documents.findings import Finding, Place, Severity, nothing_changed, sort_findings
from models.documents.lifecycle import Final
from models.documents.versions import Note
from models.errors import Refusal
from models.interchange import document as interchange
from models.text import date_text
from ui.use_cases.documents.revision_words import record_lines, subtitle, titles
from ui.use_cases.documents.sheets import AnySheet, Sheet, load_version

if TYPE_CHECKING:
    from forms.form.difference import Difference
    from forms.form.filled import FilledForm
    from forms.render.pdf import Progress
    from models.documents.versions import Version
    from models.storage.store import Store


@dataclass(frozen=True)
class Analysis:
    """What the printed sheet will be: all findings, and the row each page begins with."""

    findings: tuple[Finding, ...]
    page_starts: tuple[int, ...]


def _bare_form(sheet: AnySheet) -> FilledForm:
    """Return the form of a draft without △."""
    if isinstance(sheet, Sheet):
        words = subtitle(sheet.version, sheet.revision)
        return fill_task_list(sheet.contents, sheet.school, sheet.pack, words)
    return monthly_report.fill_monthly_report(
        sheet.report, sheet.school, sheet.share, sheet.version.minor
    )


def draft_form(sheet: AnySheet) -> FilledForm:
    """Return the form of a draft, with its mark, and with △ at what a new version changed."""
    form = _bare_form(sheet)
    if sheet.before is None:
        return form
    return difference.mark_changed(form, known.from_canonical(sheet.before, sheet.pack))


def changes(sheet: AnySheet) -> list[Difference]:
    """Return what a correction or adjustment says differently; nothing of a first version."""
    if sheet.before is None:
        return []
    before = known.from_canonical(sheet.before, sheet.pack)
    return difference.differences(before, _bare_form(sheet))


def note_form(sheet: AnySheet) -> FilledForm | None:
    """Return the explanation page of a draft correction or adjustment, None of a first version."""
    if sheet.before is None:
        return None
    filled_on = (sheet.contents if isinstance(sheet, Sheet) else sheet.report).filled_on
    record = record_lines(sheet.version, sheet.revision)
    if filled_on is not None:
        record["date"] = date_text(filled_on)
    return revision_note.fill_note(
        titles(sheet),
        sheet.school,
        sheet.version.year,
        changes(sheet),
        {**sheet.reasons, "": sheet.revision.reason},
        record,
    )


def check(sheet: AnySheet) -> list[Finding]:
    """Return all findings, hard before soft."""
    found = [*sheet.rule_findings(), *glyphs.check(draft_form(sheet))]
    if sheet.version.is_draft and sheet.before is not None:
        if not changes(sheet):
            found.append(nothing_changed())
        note = note_form(sheet)
        if note is not None:
            place = Place(0, "revision:reason")  # where the words of the note are written
            found += [replace(finding, place=place) for finding in glyphs.check(note)]
    return sort_findings(found)


def analyse(sheet: AnySheet, text_size: str) -> Analysis:
    """Return findings and page starts of a draft; plain values in, so that a worker can do it."""
    found = check(sheet)
    if any(f.code == "glyph_missing" for f in found):
        return Analysis(tuple(found), ())
    pages = paginate.paginate(draft_form(sheet).at_size(text_size))
    return Analysis(tuple(found), tuple(p.fragments[0].row for p in pages if p.fragments))


def current_form(store: Store, sheet: AnySheet) -> FilledForm:
    """Return the form as it stands: the frozen one of a 定稿, else the draft."""
    if sheet.version.is_draft:
        return draft_form(sheet)
    return known.from_canonical(versions.canonical(store, sheet.version), sheet.pack)


def current_note(store: Store, sheet: AnySheet) -> FilledForm | None:
    """Return the explanation page as it stands, None where there is none."""
    if sheet.version.is_draft:
        return note_form(sheet)
    note = versions.snapshot(store, sheet.version).note
    return known.from_canonical(note.canonical, sheet.pack) if note is not None else None


def extract(store: Store, sheet: AnySheet) -> str:
    """Return the interchange extract that travels in the xlsx."""
    if sheet.version.is_draft:
        return interchange.dump(store, sheet.version.year)
    return versions.snapshot(store, sheet.version).extract


def prepare_final(sheet: AnySheet, text_size: str, progress: Progress | None = None) -> Final:
    """Check and render a draft for 定稿; plain values in, so that a worker can do it.

    Raises:
        Refusal: hard findings are left, or it is final already.
    """
    if not sheet.version.is_draft:
        raise Refusal("version.final_already", number=sheet.version.number)
    hard = [f for f in check(sheet) if f.severity is Severity.HARD]
    if hard:
        raise Refusal("version.hard_findings", count=len(hard))
    form = draft_form(sheet).final().at_size(text_size)
    text = canonical(form)
    note = note_form(sheet)
    page = None
    if note is not None:
        told = canonical(note)
        page = Note(told, code_of(told), pdf.render(note.final(), progress))
    return Final(text, code_of(text), pdf.render(form, progress), page)


def commit_final(store: Store, sheet: AnySheet, final: Final) -> Version:
    """Freeze the version with its snapshot (定稿).

    Raises:
        Refusal: it is final already, months would be out of order, the PC's clock is odd.
    """
    return lifecycle.finalise(store, sheet.version, final, extract(store, sheet))


def finalise(store: Store, version: Version, text_size: str) -> Version:
    """Check, render and freeze a document; raises as its two steps."""
    sheet = load_version(store, version)
    return commit_final(store, sheet, prepare_final(sheet, text_size))
