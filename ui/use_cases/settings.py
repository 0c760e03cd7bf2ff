"""The names and defaults of the settings that are kept in the data file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form.declaration import (
    DEFAULT_TEXT_SIZE,
    GB_AREA,
    SPARING,
    TEXT_SIZES,
    Look,
)
from models.school import kept_settings

if TYPE_CHECKING:
    from models.documents.kinds import Kind
    from models.storage.store import Store

SCALE = "scale"  # of the window, percent
GEOMETRY = "geometry"  # of the window, base64
SCALE_RANGE, COPIES_RANGE = range(50, 401), range(1, 1000)
COPIES = "copies"  # printed at a time
MAIL_TO = "mail_to_{notice}"  # the bureau's address, entered by the clerk; none is shipped
DEADLINE_RULE = "deadline_rule"  # advance, keep, postpone
HOLIDAYS = "holidays_{year}"  # an imported table, JSON


__all__ = [
    "COPIES",
    "COPIES_RANGE",
    "DEADLINE_RULE",
    "DEFAULT_TEXT_SIZE",
    "GEOMETRY",
    "HOLIDAYS",
    "LAYOUTS",
    "MAIL_TO",
    "SCALE",
    "SCALE_RANGE",
    "look",
    "mail_to",
]
LAYOUTS = (GB_AREA, SPARING)


def mail_to(notice: int) -> str:
    """Return the name of the setting that keeps where the files of a notice are sent."""
    return MAIL_TO.format(notice=notice)


def look(store: Store, kind: Kind) -> Look:
    """Return how a kind of document is printed; what nobody can have chosen is not heeded."""
    size = kept_settings.setting(store, kind.text_size_setting, DEFAULT_TEXT_SIZE)
    layout = kept_settings.setting(store, kind.layout_setting, GB_AREA)
    return Look(
        size if size in TEXT_SIZES else DEFAULT_TEXT_SIZE,
        layout if layout in LAYOUTS else GB_AREA,
    )
