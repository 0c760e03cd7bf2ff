"""A document as it stands, and 定稿: check, render, freeze."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.documents import known
from forms.form.check_code import code_of
from forms.form.declaration import Look
from forms.form.filled import canonical
from forms.form.kept import declaration_text
from forms.layout import paginate
from forms.render import pdf
from models.documents import document, lifecycle, versions
from models.documents.findings import Finding, Severity
from models.documents.lifecycle import Final
from models.documents.versions import Note
from models.errors import Refusal
from models.value_class import value_class
from ui.use_cases import settings
from ui.use_cases.documents.composing import compose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.form.filled import FilledForm
    from forms.render.pdf import Progress
    from models.documents.document import Document
    from models.documents.versions import Version
    from models.storage.store import Store
    from ui.use_cases.documents.composing import Draft


DEFAULT_LOOK = Look()


@value_class
class Analysis:
    """What the printed sheet will be: all findings, and the pages by the row they begin with.

    A page that begins inside a row has none.
    """

    findings: tuple[Finding, ...]
    page_starts: Mapping[int, int]


def analyse(sheet: Document, look: Look) -> Analysis:
    """Return findings and page starts of a draft; plain values in, so that a worker can do it."""
    draft = compose(sheet)
    found = draft.check()
    if any(f.code.startswith("glyph") for f in found):
        return Analysis(tuple(found), {})
    pages = paginate.paginate(draft.form.in_look(look))
    firsts = {page.number: page.fragments[0] for page in pages if page.fragments}
    starts = {first.row: number for number, first in firsts.items() if not first.continues}
    return Analysis(tuple(found), starts)


def page_counts(draft: Draft, text_size: str, layouts: Iterable[str]) -> dict[str, int]:
    """Return how many pages a draft has in each 版面; {} where a character has no font."""
    if any(finding.code.startswith("glyph") for finding in draft.check()):
        return {}
    looks = [Look(text_size, layout) for layout in layouts]
    return {look.layout: len(paginate.paginate(draft.form.in_look(look))) for look in looks}


def current_form(store: Store, sheet: Document) -> FilledForm:
    """Return the form as it stands: the frozen one of a 定稿, else the draft."""
    if sheet.version.is_draft:
        return compose(sheet).form.in_look(settings.look(store, sheet.version.kind))
    text, declared = versions.frozen(store, sheet.version)
    return known.from_canonical(text, sheet.notice, declared)


def current_note(store: Store, sheet: Document) -> FilledForm | None:
    """Return the explanation page as it stands, None where there is none."""
    if sheet.version.is_draft:
        return compose(sheet).note
    note = versions.snapshot(store, sheet.version).note
    if note is None:
        return None
    return known.from_canonical(note.canonical, sheet.notice, note.form)


def extract(store: Store, sheet: Document) -> str:
    """Return what a sheet that was finalised in version 1 carries beside its form."""
    return "" if sheet.version.is_draft else versions.snapshot(store, sheet.version).extract


def prepare_final(draft: Draft, look: Look, progress: Progress | None = None) -> Final:
    """Check and render a draft for 定稿; plain values in, so that a worker can do it.

    Raises:
        Refusal: hard findings are left, or it is final already.
    """
    if not draft.sheet.version.is_draft:
        raise Refusal("version.final_already", number=draft.sheet.version.number)
    hard = [f for f in draft.check() if f.severity is Severity.HARD]
    if hard:
        raise Refusal("version.hard_findings", count=len(hard))
    form = draft.form.final().in_look(look)
    text = canonical(form)
    page = None
    if draft.note is not None:
        note = draft.note.final()
        told, paper = canonical(note), pdf.render(note, progress)
        page = Note(told, code_of(told), paper, declaration_text(draft.note))
    return Final(text, code_of(text), pdf.render(form, progress), page, declaration_text(form))


def commit_final(store: Store, sheet: Document, final: Final) -> Version:
    """Freeze the version with its snapshot (定稿).

    Raises:
        Refusal: it is final already, months would be out of order, the PC's clock is odd.
    """
    return lifecycle.finalise(store, sheet.version, final)


def finalise(store: Store, version: Version, look: Look = DEFAULT_LOOK) -> Version:
    """Check, render and freeze a document; raises as its two steps."""
    sheet = document.load(store, version)
    return commit_final(store, sheet, prepare_final(compose(sheet), look))
