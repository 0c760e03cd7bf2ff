"""The filled form: declaration and contents as plain text, the one input of all renderers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forms.declaration import DEFAULT_TEXT_SIZE, TEXT_SIZES, FormSpec, TextSize
from forms.task_list import KEYS, date_text, task_list_form
from models.wording import compose_goals, compose_measures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.entities import School, TaskList
    from models.packs import Pack

DRAFT_MARK = "草稿"


@dataclass(frozen=True)
class FilledForm:
    """A form with its contents; ``mark`` stands on every page until 定稿 and moves nothing."""

    spec: FormSpec
    year: int
    head: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    mark: str = ""
    text_size: TextSize = TEXT_SIZES[DEFAULT_TEXT_SIZE]
    row_height_mm: float = 0  # at least so high, for a blank form

    def at_size(self, name: str) -> FilledForm:
        """Return the same form with its table in another text size."""
        return replace(self, text_size=TEXT_SIZES[name])

    def final(self) -> FilledForm:
        """Return the form without its draft mark."""
        return replace(self, mark="")


def fill_task_list(contents: TaskList, school: School, pack: Pack) -> FilledForm:
    """Return the yearly list of a draft version as it would be printed."""
    rows = []
    for task in pack.tasks:
        entry = contents.entry(task.number)
        texts = (
            str(task.number),
            task.title,
            compose_goals(entry, task.indicators),
            compose_measures(entry),
            entry.office,
            entry.person,
        )
        rows.append(dict(zip(KEYS, texts, strict=True)))
    head = {
        "name": school.printed_name,
        "contact": school.contact,
        "phone": school.phone,
        "date": date_text(contents.year, contents.filled_on),
    }
    spec = task_list_form(pack.attachment)
    return FilledForm(spec, contents.year, head, tuple(rows), DRAFT_MARK)


def blank_task_list(school: School, pack: Pack) -> FilledForm:
    """Return the empty sheet (打印空表): the tasks and the school's name, the rest for the pen."""
    rows = tuple({"number": str(task.number), "task": task.title} for task in pack.tasks)
    head = {"name": school.printed_name, "date": date_text(pack.year, None)}
    spec = task_list_form(pack.attachment)
    return FilledForm(spec, pack.year, head, rows, row_height_mm=spec.blank_row_mm)


def canonical(filled: FilledForm) -> str:
    """Return the contents as canonical JSON: sorted keys, no widths, labels or page numbers."""
    document = {
        "form": filled.spec.id,
        "form_version": filled.spec.version,
        "year": filled.year,
        "month": None,
        "head": dict(filled.head),
        "rows": [dict(row) for row in filled.rows],
    }
    return canonical_text(document)


def canonical_text(document: Mapping[str, object]) -> str:
    """Return a document as the one text that its check code is reckoned from."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_canonical(text: str, pack: Pack) -> FilledForm:
    """Return the finished form of a snapshot.

    Raises:
        ValueError: it is the canonical text of another form.
    """
    document = json.loads(text)
    spec = task_list_form(pack.attachment)
    if (document["form"], document["form_version"]) != (spec.id, spec.version):
        raise ValueError(document["form"], document["form_version"])
    return FilledForm(spec, document["year"], document["head"], tuple(document["rows"]))
