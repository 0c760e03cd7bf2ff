"""The names and defaults of the settings that are kept in the data file."""

from __future__ import annotations

from forms.form.declaration import DEFAULT_TEXT_SIZE

SCALE = "scale"  # of the window, percent
GEOMETRY = "geometry"  # of the window, base64
SCALE_RANGE, COPIES_RANGE = range(50, 401), range(1, 1000)
COPIES = "copies"  # printed at a time
MAIL_TO = "mail_to"  # the bureau's address, entered by the clerk; none is shipped
DEADLINE_RULE = "deadline_rule"  # advance, keep, postpone
HOLIDAYS = "holidays_{year}"  # an imported table, JSON


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
]
