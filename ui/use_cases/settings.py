"""The names and defaults of the settings that are kept in the data file."""

from __future__ import annotations

from forms.form.declaration import DEFAULT_TEXT_SIZE
from models.documents.kinds import DocumentKind

TEXT_SIZE = "text_size"  # of the printed table: 五号, 小五, 六号
SCALE = "scale"  # of the window, percent
GEOMETRY = "geometry"  # of the window, base64
SCALE_RANGE, COPIES_RANGE = range(50, 401), range(1, 1000)
COPIES = "copies"  # printed at a time
MAIL_TO = "mail_to"  # the bureau's address, entered by the clerk; none is shipped
DEADLINE_RULE = "deadline_rule"  # advance, keep, postpone
HOLIDAYS = "holidays_{year}"  # an imported table, JSON


def text_size_name(kind: DocumentKind) -> str:
    """Return the name of the text size of a document's table."""
    return TEXT_SIZE if kind is DocumentKind.TASK_LIST else f"report_{TEXT_SIZE}"


__all__ = [
    "COPIES",
    "COPIES_RANGE",
    "DEADLINE_RULE",
    "DEFAULT_TEXT_SIZE",
    "GEOMETRY",
    "HOLIDAYS",
    "MAIL_TO",
    "SCALE",
    "SCALE_RANGE",
    "TEXT_SIZE",
    "text_size_name",
]
