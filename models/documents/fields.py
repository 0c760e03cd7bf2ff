"""A field of a row, declared once: how it is stored, read again, limited, and called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from models import stored
from models.text import LONG_TEXT_LIMIT, NAME_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.json_reader import Node
    from models.storage.store import Value


class Field(NamedTuple):
    """One field. ``word`` is what findings call it.

    ``read`` turns what is stored into what a row holds and raises nothing, ``keep`` turns it back;
    ``take`` reads it strictly from an interchange file, ``give`` writes it there.
    """

    name: str
    word: str
    read: Callable[[Any], Any]
    take: Callable[[Node], Any]
    keep: Callable[[Any], Value] = lambda value: value or None
    give: Callable[[Any], Any] = lambda value: value


def text(name: str, word: str, limit: int = LONG_TEXT_LIMIT) -> Field:
    """Return a field of a text of at most ``limit`` characters."""
    return Field(name, word, partial(stored.text, limit=limit), lambda node: node.text(limit))


def line(name: str, word: str, limit: int = NAME_LIMIT) -> Field:
    """Return a field of a text of one line."""
    return Field(name, word, partial(stored.name, limit=limit), lambda node: node.name(limit))


def day(name: str, word: str) -> Field:
    """Return a field of a day, ISO where it is stored; None where there is none."""

    def iso(value: Any) -> str | None:
        return value.isoformat() if value else None

    return Field(name, word, stored.day, lambda node: node.date_or_none(), iso, iso)
