"""What is stored, read again: a value that no field takes costs itself alone, never a page.

Since 1.3 a copy that holds one is refused before it is taken (``ui/use_cases/data/values.py``); one
that was taken before may hold anything, rightly summed.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from models.text import LONG_TEXT_LIMIT, NAME_LIMIT, could_be_typed, tamed

_YEARS = range(1900, 2900)  # what the zones of every system can tell
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def text(value: str | None, limit: int = LONG_TEXT_LIMIT) -> str:
    """Return a stored text; what could not have been typed is cut and cleaned."""
    if not value or could_be_typed(value, limit):
        return value or ""
    return tamed(value, limit)


def name(value: str | None, limit: int = NAME_LIMIT) -> str:
    """Return a stored text of one line; raises nothing, as ``text``."""
    found = text(value, limit)
    return " ".join(found.split()) if "\n" in found else found


def day(value: str | None) -> date | None:
    """Return a stored day, None where none is stored or it is no day in the one form we write."""
    try:
        found = date.fromisoformat(value or "")
    except ValueError:
        return None
    return found if found.isoformat() == value else None


def moment(value: str) -> datetime | None:
    """Return a stored time (``2023-03-06T07:20:00Z``), None where no clock can have said it."""
    try:
        found = datetime.fromisoformat(value)  # a long history has thousands: strptime is slow
    except (ValueError, TypeError):
        return None
    is_ours = found.tzinfo == UTC and found.strftime(_TIME) == value  # no other form of a time
    return found if is_ours and found.year in _YEARS else None


def key(value: str) -> tuple[str | int, ...]:
    """Return the key of a row of history, empty where it is none."""
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return ()
    sound = isinstance(found, list) and all(isinstance(part, str | int) for part in found)
    return tuple(found) if sound else ()
