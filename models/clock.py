"""Whether the PC's clock can be believed: an empty battery says 1970, a slip 2099."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Refusal

if TYPE_CHECKING:
    from datetime import date

EARLIEST_BEFORE, LATEST_AFTER = 1, 30  # years around the year being worked on


def is_plausible(day: date, year: int) -> bool:
    """Whether a day can be today for someone who works on the documents of ``year``."""
    return year - EARLIEST_BEFORE <= day.year <= year + LATEST_AFTER


def require_plausible(day: date, year: int) -> None:
    """Refuse to date anything by a clock that cannot be right.

    Raises:
        Refusal: ``clock.odd``.
    """
    if not is_plausible(day, year):
        raise Refusal("clock.odd", year=day.year, month=day.month, day=day.day)
