"""The yearly list where the fonts are needed: the full check, the form as it prints, 定稿."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms import filled, glyphs, paginate, pdf
from models import findings, interchange, versions
from models.errors import Refusal
from models.findings import Finding, Severity
from ui.use_cases.sheets import Sheet, load, rule_findings

if TYPE_CHECKING:
    from forms.filled import FilledForm
    from forms.pdf import Progress
    from models.store import Store
    from models.versions import Version


@dataclass(frozen=True)
class Analysis:
    """What the printed sheet will be: all findings, and the row each page begins with."""

    findings: tuple[Finding, ...]
    page_starts: tuple[int, ...]


def draft_form(sheet: Sheet) -> FilledForm:
    """Return the form of a draft, with its mark."""
    return filled.fill_task_list(sheet.contents, sheet.school, sheet.pack)


def check(sheet: Sheet) -> list[Finding]:
    """Return all findings, hard before soft."""
    found = [*rule_findings(sheet), *glyphs.check(draft_form(sheet))]
    return findings.sort_findings(found)


def analyse(sheet: Sheet, text_size: str) -> Analysis:
    """Return findings and page starts of a draft; plain values in, so that a worker can do it."""
    found = check(sheet)
    if any(f.code == "glyph_missing" for f in found):
        return Analysis(tuple(found), ())
    pages = paginate.paginate(draft_form(sheet).at_size(text_size))
    return Analysis(tuple(found), tuple(p.fragments[0].row for p in pages if p.fragments))


def current_form(store: Store, sheet: Sheet) -> FilledForm:
    """Return the form as it stands: the frozen one of a 定稿, else the draft."""
    if sheet.version.is_draft:
        return draft_form(sheet)
    return filled.from_canonical(versions.snapshot(store, sheet.version).canonical, sheet.pack)


def extract(store: Store, sheet: Sheet) -> str:
    """Return the interchange extract that travels in the xlsx."""
    if sheet.version.is_draft:
        return interchange.dump(store, sheet.version.year)
    return versions.snapshot(store, sheet.version).extract


@dataclass(frozen=True)
class Final:
    """A sheet ready to be frozen: what it says, and the very PDF."""

    canonical: str
    pdf: bytes


def prepare_final(sheet: Sheet, text_size: str, progress: Progress | None = None) -> Final:
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
    return Final(filled.canonical(form), pdf.render(form, progress))


def commit_final(store: Store, sheet: Sheet, final: Final) -> Version:
    """Freeze the version with its snapshot (定稿).

    Raises:
        Refusal: it is final already.
    """
    text = extract(store, sheet)
    return versions.finalise(store, sheet.version, final.canonical, text, final.pdf)


def finalise(store: Store, year: int, text_size: str) -> Version:
    """Check, render and freeze the list; raises as its two steps."""
    sheet = load(store, year)
    return commit_final(store, sheet, prepare_final(sheet, text_size))
