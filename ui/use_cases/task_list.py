"""The yearly list as one thing: what it says, what is wrong with it, how it looks, 定稿."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms import filled, glyphs, pdf
from models import findings, interchange, register, versions
from models.errors import Refusal
from models.findings import Facts, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.filled import FilledForm
    from models.entities import Office, School, TaskList
    from models.packs import Pack
    from models.store import Store
    from models.versions import Version


@dataclass(frozen=True)
class Sheet:
    """The list of a year with everything around it, as plain values (safe to hand to a worker)."""

    version: Version
    pack: Pack
    school: School
    staff: tuple[Office, ...]
    shares: Mapping[str, int]
    explained: Mapping[str, str]
    contents: TaskList


def load(store: Store, year: int) -> Sheet:
    """Return the newest version of a year's list.

    Raises:
        Refusal: the year was not opened.
    """
    if year not in register.years(store):
        raise Refusal("year.not_open", year=year)
    version = versions.task_list_version(store, year)
    pack = register.pack(store, year)
    return Sheet(
        version,
        pack,
        register.school(store),
        register.staff(store),
        register.entered_shares(store, year),
        register.explanations(store, version.id),
        register.task_list(store, version.id, pack),
    )


def rule_findings(sheet: Sheet) -> list[Finding]:
    """Return what the rules find; without the glyph check, which needs the fonts."""
    facts = Facts(sheet.school, sheet.staff, sheet.shares, sheet.pack)
    return findings.check_task_list(sheet.contents, facts, sheet.explained)


def draft_form(sheet: Sheet) -> FilledForm:
    """Return the form of a draft, with its mark."""
    return filled.fill_task_list(sheet.contents, sheet.school, sheet.pack)


def check(sheet: Sheet) -> list[Finding]:
    """Return all findings, hard before soft."""
    found = [*rule_findings(sheet), *glyphs.check(draft_form(sheet))]
    return findings.sort_findings(found)


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


def finalise(store: Store, year: int, text_size: str) -> Version:
    """Check, render and freeze the list (定稿).

    Raises:
        Refusal: hard findings are left, or it is final already.
    """
    sheet = load(store, year)
    if not sheet.version.is_draft:
        raise Refusal("version.final_already", number=sheet.version.number)
    hard = [f for f in check(sheet) if f.severity is Severity.HARD]
    if hard:
        raise Refusal("version.hard_findings", count=len(hard))
    form = draft_form(sheet).final().at_size(text_size)
    content = pdf.render(form)
    text = filled.canonical(form)
    return versions.finalise(store, sheet.version, text, extract(store, sheet), content)
