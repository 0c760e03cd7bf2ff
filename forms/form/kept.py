"""The declaration of a finished sheet as JSON: it is kept beside the sheet, outside its code."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from forms.form.declaration import (
    TEXT_SIZES,
    Align,
    Column,
    Foot,
    FormSpec,
    HeadField,
    Margins,
    Opening,
    PageNumber,
    Paper,
)

if TYPE_CHECKING:
    from forms.form.filled import FilledForm

_TEXT_LIMIT, _MM_LIMIT, _COLUMNS_LIMIT = 2_000, 2_000, 30  # of what a file from outside declares


def declaration_text(form: FilledForm) -> str:
    """Return declaration and text size of a form as JSON; equal forms have equal texts."""
    document = {"spec": asdict(form.spec), "text_size": form.text_size.name}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def declaration_of(text: str) -> FormSpec:
    """Return the declaration that ``declaration_text`` made a text of.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, RecursionError: it is none.
    """
    document = json.loads(text)
    _require_small(document)
    raw = document["spec"]
    if document["text_size"] not in TEXT_SIZES or not 0 < len(raw["columns"]) <= _COLUMNS_LIMIT:
        raise ValueError(document["text_size"])
    parts: dict[str, Any] = {
        "head": tuple(HeadField(**_aligned(field)) for field in raw["head"]),
        "columns": tuple(Column(**_aligned(column)) for column in raw["columns"]),
        "paper": Paper(**{**raw["paper"], **_margins(raw["paper"])}),
        "opening": Opening(**{**raw["opening"], "seal_square_mm": _square(raw["opening"])}),
        "page_number": PageNumber(raw["page_number"]),
        "foot": _foot(raw["foot"]) if raw["foot"] else None,
    }
    return FormSpec(**{**raw, **parts})


def _aligned(raw: dict[str, Any]) -> dict[str, Any]:
    return {**raw, "align": Align(raw["align"])}


def _margins(paper: dict[str, Any]) -> dict[str, Margins]:
    return {page: Margins(**paper[page]) for page in ("odd", "even")}


def _square(opening: dict[str, Any]) -> tuple[float, float, float] | None:
    if opening["seal_square_mm"] is None:
        return None
    left, top, side = opening["seal_square_mm"]
    return left, top, side


def _foot(raw: dict[str, Any]) -> Foot:
    return Foot(**{**raw, "lines": tuple(raw["lines"]), "signers": tuple(raw["signers"])})


def _require_small(value: object) -> None:
    """Refuse texts and lengths that no declaration of ours has.

    Raises:
        ValueError: there is one.
    """
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _require_small(part)
    elif isinstance(value, str):
        sound = len(value) <= _TEXT_LIMIT
        if not sound:
            raise ValueError(len(value))
    elif value is not None and not (isinstance(value, int | float) and 0 <= value <= _MM_LIMIT):
        raise ValueError(value)
