"""The files of the yearly list: their names and their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms import filled, glyphs, pdf, xlsx
from forms.check_code import code_of
from models import files, register, versions
from models.errors import Refusal
from ui.use_cases import settings, task_list

if TYPE_CHECKING:
    from pathlib import Path

    from forms.filled import FilledForm
    from forms.pdf import Progress
    from models.store import Store
    from ui.use_cases.sheets import Sheet


def text_size(store: Store) -> str:
    """Return the name of the table's text size."""
    return register.setting(store, settings.TEXT_SIZE, settings.DEFAULT_TEXT_SIZE)


def stem(sheet: Sheet) -> str:
    """Return the file name without its ending: ``学校_2023年_任务清单_v1.0``."""
    school = files.safe_name(sheet.school.printed_name) or "学校"
    mark = "草稿" if sheet.version.is_draft else f"v{sheet.version.number}"
    return f"{school}_{sheet.version.year}年_任务清单_{mark}"


def draft_pdf(sheet: Sheet, size: str, progress: Progress | None = None) -> bytes:
    """Return the PDF of a draft; plain values in, so that a worker can do it.

    Raises:
        Refusal: a character is in no font; nothing is printed as a blank.
    """
    return _render_checked(task_list.draft_form(sheet).at_size(size), progress)


def blank_pdf(sheet: Sheet) -> bytes:
    """Return the PDF of the empty sheet (打印空表); raises as ``draft_pdf``."""
    return _render_checked(filled.blank_task_list(sheet.school, sheet.pack), None)


def blank_stem(sheet: Sheet) -> str:
    """Return the file name of the empty sheet, without its ending."""
    return f"{stem(sheet).rpartition('_')[0]}_空表"


def _render_checked(form: FilledForm, progress: Progress | None) -> bytes:
    missing = glyphs.check(form)
    if missing:
        raise Refusal(f"finding.{missing[0].code}", **missing[0].values)
    return pdf.render(form, progress)


def check_code(store: Store, sheet: Sheet) -> str:
    """Return the code that stands in the foot of every page and in the xlsx."""
    return code_of(filled.canonical(task_list.current_form(store, sheet)))


def pdf_bytes(store: Store, sheet: Sheet) -> bytes:
    """Return the PDF: the stored one of a 定稿, else the draft as it would print."""
    if sheet.version.is_draft:
        return draft_pdf(sheet, text_size(store))
    return versions.snapshot(store, sheet.version).pdf


def xlsx_bytes(store: Store, sheet: Sheet) -> bytes:
    """Return the xlsx of the list as it stands."""
    return render_xlsx(task_list.current_form(store, sheet), task_list.extract(store, sheet))


def render_xlsx(form: FilledForm, extract: str) -> bytes:
    """Return the xlsx of a form; plain values in, so that a worker can do it."""
    return xlsx.render(form, extract)


def export(store: Store, sheet: Sheet, folder: Path) -> list[Path]:
    """Write PDF and xlsx into a folder; returns the paths.

    Raises:
        EnvironmentRefusal: the folder is missing, read-only or full.
    """
    name = stem(sheet)
    contents = ((".pdf", pdf_bytes(store, sheet)), (".xlsx", xlsx_bytes(store, sheet)))
    return [files.write_atomically(folder / f"{name}{end}", content) for end, content in contents]
