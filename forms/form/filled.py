"""The filled form: declaration and contents as plain text, the one input of all renderers."""

from __future__ import annotations

import json
from dataclasses import asdict, field, replace
from typing import TYPE_CHECKING, Any

from forms.form.declaration import (
    DEFAULT_TEXT_SIZE,
    FIRST_FORM_VERSION,
    TEXT_SIZES,
    FormSpec,
    TextSize,
)
from models.documents.findings import Place
from models.lazy_regex import lazy_regex
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.form.declaration import Look
    from forms.form.papers import Layout


DRAFT_MARK = "草稿"


PERSON_COLUMNS = ("person", "owner")
NAME_LENGTHS = range(2, 5)  # characters
_BETWEEN_NAMES = lazy_regex(r"[、，,;；\s]+")


DRAFT, FINAL = "draft", "final"


@value_class
class Origin:
    """Which sheet of whom it is: no cell of the table shows it, and the code covers it.

    Attributes:
        notice: the key of the notice that it answers.
        school: the id of the school.
        version: its number: ``1.0``, of 更正第1次 ``1.1``.
        data: its own rows by keys, as interchange files have them, for those who reckon with them.
    """

    notice: str
    school: str
    version: str
    data: Mapping[str, Any] = field(default_factory=dict)


@value_class
class FilledForm:
    """A form with its contents; ``mark`` stands on every page until 定稿 and moves nothing."""

    spec: FormSpec
    year: int
    head: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]
    month: int | None = None
    foot: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    text_size: TextSize = TEXT_SIZES[DEFAULT_TEXT_SIZE]
    row_height_mm: float = 0  # at least so high, for a blank form
    places: tuple[Place, ...] = field(default=(), compare=False)  # where the rows are edited
    staff: tuple[str, ...] = field(default=(), compare=False)  # names of the school's persons
    origin: Origin | None = None  # of a sheet of version 1 nothing is known
    layouts: Mapping[str, Layout] = field(default_factory=dict, compare=False)  # besides its own

    def at_size(self, name: str) -> FilledForm:
        """Return the same form with its table in another text size."""
        return replace(self, text_size=TEXT_SIZES[name])

    def in_look(self, look: Look) -> FilledForm:
        """Return the same form as it is to be printed; in its own 版面 where it has no such one."""
        layout = self.layouts.get(look.layout)
        spec = layout.of(self.spec) if layout is not None else self.spec
        return replace(self, spec=spec, text_size=TEXT_SIZES[look.text_size])

    @property
    def title(self) -> str:
        """The title: the form's own, or the one that this sheet carries."""
        return self.head.get("title") or self.spec.title

    @property
    def subtitle(self) -> str:
        """The line under the title, empty for none."""
        return self.head.get("subtitle", "")

    @property
    def names(self) -> tuple[str, ...]:
        """The names that no line cuts: the staff's, and those of the columns for persons."""
        texts = (row.get(key, "") for row in self.rows for key in PERSON_COLUMNS)
        found = {*self.staff, *(name for text in texts for name in _BETWEEN_NAMES.split(text))}
        return tuple(sorted(name for name in found if len(name) in NAME_LENGTHS))

    def place(self, row: int) -> Place:
        """Return where a row (from 0) is edited; of a note's row nowhere."""
        return self.places[row] if self.places else Place()

    def final(self) -> FilledForm:
        """Return the form without its draft mark."""
        return replace(self, mark="")


def canonical(filled: FilledForm) -> str:
    """Return the contents as canonical JSON: sorted keys, no widths, labels or page numbers."""
    document: dict[str, object] = {
        "form": filled.spec.id,
        "form_version": filled.spec.version,
        "year": filled.year,
        "month": filled.month,
        "head": dict(filled.head),
        "rows": [dict(row) for row in filled.rows],
    }
    if filled.foot:
        document["foot"] = dict(filled.foot)
    if filled.spec.version > FIRST_FORM_VERSION:
        document["state"] = DRAFT if filled.mark else FINAL
    if filled.origin is not None:
        document |= asdict(filled.origin)
    return canonical_text(document)


def canonical_text(document: Mapping[str, object]) -> str:
    """Return a document as the one text that its check code is reckoned from."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
