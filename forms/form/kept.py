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
_LEAST_MM = 50  # of a type area


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
    spec = FormSpec(**{**raw, **parts})
    _require_sound(spec)
    return spec


def _require_sound(spec: FormSpec) -> None:
    """Refuse a declaration that no renderer could draw.

    Raises:
        ValueError: it is one.
    """
    foot = spec.foot
    named: list[HeadField | Column] = [*spec.head, *spec.columns]
    texts = [spec.id, spec.label, spec.title, spec.sheet_name, *(part.key for part in named)]
    texts += [*(c.heading for c in spec.columns), *(h.label for h in spec.head)]
    texts += [*foot.lines, *foot.signers, foot.unit, foot.date_key] if foot else []
    keys = [column.key for column in spec.columns]
    pages = (spec.paper.odd, spec.paper.even)
    lengths = [spec.blank_row_mm, *(part.width_mm for part in named)]
    lengths += [side for page in pages for side in (page.top, page.right, page.bottom, page.left)]
    opening = spec.opening
    lengths += [opening.title_mm, opening.subtitle_mm, opening.table_top_mm, opening.label_mm]
    lengths += [opening.head_room_mm, *(opening.seal_square_mm or ())]
    lengths += [foot.seal_mm, foot.line_mm] if foot else []
    sound = (
        all(isinstance(text, str) for text in texts)
        and all(isinstance(mm, int | float) and not isinstance(mm, bool) for mm in lengths)
        and isinstance(spec.version, int)
        and len(set(keys)) == len(keys)
        and {spec.number_column, spec.name_column} <= set(keys)
        and all(column.width_mm > 0 for column in spec.columns)
        and min(spec.paper.type_width, spec.paper.type_height) > _LEAST_MM
    )
    if not sound:
        raise ValueError(spec.id)


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
