"""A document as it stands, and 定稿: check, render, freeze."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.documents import known
from forms.form.check_code import code_of
from forms.form.filled import canonical
from forms.layout import paginate
from forms.render import pdf
from models.documents import lifecycle, versions
from models.documents.findings import Finding, Severity
from models.documents.lifecycle import Final
from models.documents.versions import Note
from models.errors import Refusal
from models.interchange import document as interchange
from ui.use_cases.documents.composing import compose
from ui.use_cases.documents.sheets import load_version

if TYPE_CHECKING:
    from forms.form.filled import FilledForm
    from forms.render.pdf import Progress
    from models.documents.versions import Version
    from models.storage.store import Store
    from ui.use_cases.documents.composing import Draft
    from ui.use_cases.documents.sheets import AnySheet


@dataclass(frozen=True)
class Analysis:
    """What the printed sheet will be: all findings, and the row each page begins with."""

    findings: tuple[Finding, ...]
    page_starts: tuple[int, ...]


def analyse(sheet: AnySheet, text_size: str) -> Analysis:
    """Return findings and page starts of a draft; plain values in, so that a worker can do it."""
    draft = compose(sheet)
    found = draft.check()
    if any(f.code == "glyph_missing" for f in found):
        return Analysis(tuple(found), ())
    pages = paginate.paginate(draft.form.at_size(text_size))
    return Analysis(tuple(found), tuple(p.fragments[0].row for p in pages if p.fragments))


def current_form(store: Store, sheet: AnySheet) -> FilledForm:
    """Return the form as it stands: the frozen one of a 定稿, else the draft."""
    if sheet.version.is_draft:
        return compose(sheet).form
    return known.from_canonical(versions.canonical(store, sheet.version), sheet.pack)


def current_note(store: Store, sheet: AnySheet) -> FilledForm | None:
    """Return the explanation page as it stands, None where there is none."""
    if sheet.version.is_draft:
        return compose(sheet).note
    note = versions.snapshot(store, sheet.version).note
    return known.from_canonical(note.canonical, sheet.pack) if note is not None else None


def extract(store: Store, sheet: AnySheet) -> str:
    """Return the interchange extract that travels in the xlsx."""
    if sheet.version.is_draft:
        return interchange.dump(store, sheet.version.year)
    return versions.snapshot(store, sheet.version).extract


def prepare_final(draft: Draft, text_size: str, progress: Progress | None = None) -> Final:
    """Check and render a draft for 定稿; plain values in, so that a worker can do it.

    Raises:
        Refusal: hard findings are left, or it is final already.
    """
    if not draft.sheet.version.is_draft:
        raise Refusal("version.final_already", number=draft.sheet.version.number)
    hard = [f for f in draft.check() if f.severity is Severity.HARD]
    if hard:
        raise Refusal("version.hard_findings", count=len(hard))
    form = draft.form.final().at_size(text_size)
    text = canonical(form)
    page = None
    if draft.note is not None:
        told = canonical(draft.note)
        page = Note(told, code_of(told), pdf.render(draft.note.final(), progress))
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
    return commit_final(store, sheet, prepare_final(compose(sheet), text_size))
