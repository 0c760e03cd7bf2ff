"""The files of a document: their names and their bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.documents import kinds
from forms.form import filled
from forms.form.check_code import code_of
from forms.layout import glyphs
from forms.render import pdf, xlsx
from models.documents import deliveries, versions
from models.errors import Refusal
from models.school import kept_settings
from models.storage import files
from ui.use_cases import settings
from ui.use_cases.documents import finalising, mail
from ui.use_cases.documents.composing import compose, origin

if TYPE_CHECKING:
    from pathlib import Path

    from forms.documents.kinds import Wanted
    from forms.form.declaration import Look
    from forms.form.filled import FilledForm
    from forms.render.pdf import Progress
    from models.documents.document import Document
    from models.storage.store import Store


def stem(sheet: Document) -> str:
    """Return the file name without its ending: ``学校_2023年_任务清单_v1.0``."""
    word = "草稿" if sheet.version.is_draft else sheet.version.mark
    return f"{_base(sheet)}_{word}"


def _base(sheet: Document) -> str:
    version = sheet.version
    when, paper = f"{version.year}年{version.period}", version.kind.paper_word
    return _joined(sheet, when, _which(sheet), paper)


def _joined(sheet: Document, *parts: str) -> str:
    """Return a file name that begins with the school, without parts that are empty."""
    school = files.safe_name(sheet.school.printed_name) or "学校"
    return "_".join(filter(None, (school, *parts)))


def _which(sheet: Document) -> str:
    """Return the name of the notice, safe in a file name, where its year has others."""
    return files.safe_name(sheet.which)


def note_stem(sheet: Document) -> str:
    """Return the file name of the explanation page, without its ending."""
    return f"{stem(sheet)}_{sheet.version.note_name}"


def draft_pdf(sheet: Document, wanted: Look, progress: Progress | None = None) -> bytes:
    """Return the PDF of a draft; plain values in, so that a worker can do it.

    Raises:
        Refusal: a character is in no font; nothing is printed as a blank.
    """
    return render_checked(compose(sheet).form.in_look(wanted), progress)


def blank_form(sheet: Document) -> FilledForm | None:
    """Return the empty sheet (打印空表) of a document, None where its kind has none."""
    return kinds.of(sheet.version.document.kind).blank(sheet)


def blank_pdf(form: FilledForm) -> bytes:
    """Return the PDF of an empty sheet; raises as ``draft_pdf``."""
    return render_checked(form, None)


def blank_stem(sheet: Document) -> str:
    """Return the file name of the empty sheet, without its ending."""
    return f"{_base(sheet)}_空表"


def render_checked(form: FilledForm, progress: Progress | None) -> bytes:
    """Return the PDF of a form whose characters can all be printed; raises as ``draft_pdf``."""
    missing = glyphs.check(form)
    if missing:
        raise Refusal(f"finding.{missing[0].code}", **missing[0].values)
    return pdf.render(form, progress)


def check_code(store: Store, sheet: Document, *, note: bool = False) -> str:
    """Return the code in the foot of every page and in the xlsx; ``note``: the note's own."""
    page = finalising.current_note(store, sheet) if note else None
    return code_of(filled.canonical(page or finalising.current_form(store, sheet)))


def pdf_bytes(store: Store, sheet: Document) -> bytes:
    """Return the PDF: the stored one of a 定稿, else the draft as it would print."""
    if sheet.version.is_draft:
        return draft_pdf(sheet, settings.look(store, sheet.version.kind))
    return versions.snapshot(store, sheet.version).pdf


def xlsx_bytes(store: Store, sheet: Document) -> bytes:
    """Return the xlsx of a document as it stands."""
    form = finalising.current_form(store, sheet)
    return render_xlsx(form, finalising.extract(store, sheet))


def render_xlsx(form: FilledForm, extract: str = "") -> bytes:
    """Return the xlsx of a form; plain values in, so that a worker can do it."""
    return xlsx.render(form, extract)


def note_pdf(store: Store, sheet: Document) -> bytes | None:
    """Return the PDF of the explanation page: the stored one of a 定稿; None where there is none.

    Raises:
        Refusal: a character is in no font.
    """
    if sheet.version.is_draft:
        form = compose(sheet).note
        return render_checked(form, None) if form is not None else None
    note = versions.snapshot(store, sheet.version).note
    return note.pdf if note is not None else None


def duty_list(store: Store, sheet: Document, wanted: Wanted) -> FilledForm:
    """Return the 责任清单 that a document gives, for everyone, an office or a person.

    Raises:
        Refusal: it gives none, or nothing falls to them.
    """
    code = check_code(store, sheet)
    form = kinds.of(sheet.version.document.kind).duty_list(sheet, code, wanted)
    if form is None or not form.rows:
        raise Refusal("print.nobody", name=wanted.words or sheet.version.word)
    return replace(form, origin=origin(sheet))


def duty_list_stem(sheet: Document, wanted: Wanted) -> str:
    """Return the file name of a 责任清单, without its ending: ``…_责任清单_教务处_v1.0``."""
    whom = files.safe_name(wanted.words)
    word = "草稿" if sheet.version.is_draft else sheet.version.mark
    when = f"{sheet.version.year}年"
    return _joined(sheet, when, _which(sheet), "责任清单", whom, word)


def export_duty_list(store: Store, sheet: Document, wanted: Wanted, folder: Path) -> list[Path]:
    """Write a 责任清单 as PDF and xlsx; raises as ``duty_list``, ``export`` and ``draft_pdf``."""
    form, name = duty_list(store, sheet, wanted), duty_list_stem(sheet, wanted)
    found = {".pdf": render_checked(form, None), ".xlsx": render_xlsx(form)}
    return [
        files.write_atomically(folder / f"{name}{ending}", content)
        for ending, content in found.items()
    ]


def contents(store: Store, sheet: Document) -> dict[str, bytes]:
    """Return the files of a document by name: PDF and xlsx, those of its note, the scan."""
    name = stem(sheet)
    found = {f"{name}.pdf": pdf_bytes(store, sheet), f"{name}.xlsx": xlsx_bytes(store, sheet)}
    note = finalising.current_note(store, sheet)
    page = note_pdf(store, sheet)
    if note is not None and page is not None:
        found[f"{note_stem(sheet)}.pdf"] = page
        found[f"{note_stem(sheet)}.xlsx"] = xlsx.render(note, finalising.extract(store, sheet))
    scan = deliveries.newest_scan(store, sheet.version.id)
    if scan is not None:
        found[f"{name}_盖章扫描件{scan.ending}"] = scan.content
    return found


def export(store: Store, sheet: Document, folder: Path) -> list[Path]:
    """Write the files of a document into a folder; returns the paths.

    Raises:
        EnvironmentRefusal: the folder is missing, read-only or full.
    """
    return [
        files.write_atomically(folder / name, content)
        for name, content in contents(store, sheet).items()
    ]


def export_all(store: Store, sheet: Document, folder: Path) -> list[Path]:
    """Write the files of a document and, once it is final, its mail draft; raises as ``export``."""
    written = export(store, sheet, folder)
    return written if sheet.version.is_draft else [*written, export_mail(store, sheet, folder)]


def letter(store: Store, sheet: Document) -> mail.Letter:
    """Return the letter that goes with a finalised document.

    Raises:
        Refusal: it is a draft.
    """
    if sheet.version.is_draft:
        raise Refusal("mail.draft")
    recipient = kept_settings.setting(store, settings.mail_to(sheet.version.document.notice), "")
    return mail.letter(sheet, check_code(store, sheet), recipient)


def export_mail(store: Store, sheet: Document, folder: Path) -> Path:
    """Write the mail draft of a finalised document; raises as ``letter`` and ``export``."""
    message = mail.draft(letter(store, sheet), contents(store, sheet))
    return files.write_atomically(folder / f"{stem(sheet)}.eml", message)
