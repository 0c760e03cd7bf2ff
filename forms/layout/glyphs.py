"""The glyph check: a character in no font is a hard finding with its place and code point."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import resources
from forms.layout import fonts
from models.cleaning import plain
from models.documents.findings import Finding, Place, Severity, in_head

if TYPE_CHECKING:
    from forms.form.filled import FilledForm


def check(filled: FilledForm) -> list[Finding]:
    """Return a hard finding for each cell or head field with characters that cannot be printed."""
    found = []
    for field in filled.spec.head:
        where = resources.sentence("place.head", field=f"“{field.label.rstrip('：') or '日期'}”")
        found += _in_text(filled.head.get(field.key, ""), in_head(field.key), where)
    for index, row in enumerate(filled.rows):
        for column in filled.spec.columns:
            number = row[filled.spec.number_column]
            heading = column.heading.partition("(")[0]
            where = resources.sentence("place.cell", task=number, column=f"“{heading}”")
            place = replace(filled.place(index), column=column.key)
            found += _in_text(row.get(column.key, ""), place, where)
    where = resources.sentence("place.foot")
    found += _in_text("".join(filled.foot.values()), in_head("foot"), where)
    return found


def _readable(character: str) -> str:
    """Return a character as the clerk can see it: marks and blanks by what they are."""
    if unicodedata.category(character)[0] in "CZM":
        return resources.sentence("finding.invisible")
    return character


def _in_text(text: str, place: Place, where: str) -> list[Finding]:
    characters = fonts.missing(text)
    if not characters:
        return []
    offer = "".join(plain(character) for character in characters)
    codes = "、".join(f"U+{ord(c):04X}" for c in characters)
    shown = "、".join(dict.fromkeys(map(_readable, characters)))
    values = {"where": where, "characters": shown, "code_points": codes, "offer": offer}
    code = "glyph_missing" if fonts.missing(offer) else "glyph_old"
    return [Finding(Severity.HARD, code, place, values, characters)]
