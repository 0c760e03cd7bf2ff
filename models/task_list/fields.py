"""The fields of a row of the list beside its months, each declared once."""

from __future__ import annotations

from models.documents.fields import line, text
from models.text import NAMES_LIMIT

FIELDS = (
    text("measures", "具体工作举措"),
    line("office", "责任处室", NAMES_LIMIT),
    line("person", "责任人", NAMES_LIMIT),
)
NAMES = tuple(field.name for field in FIELDS)
