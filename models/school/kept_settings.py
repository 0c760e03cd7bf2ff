"""Settings kept in the data file (text size, mail address, window); they have no history."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.storage.store import Store

DIGITS = 6  # of a number that is kept


def setting(store: Store, name: str, default: str) -> str:
    """Return a setting of this data file."""
    rows = store.query("SELECT value FROM setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else default


def number(store: Store, name: str, default: int, allowed: range) -> int:
    """Return a setting that is a number; the default where what is kept is none of those allowed.

    A file that an older version took may hold anything: a bad value costs itself, no page.
    """
    text = setting(store, name, "")
    found = int(text) if text.isdecimal() and len(text) <= DIGITS else default
    return found if found in allowed else default


def one_of(store: Store, name: str, default: str, allowed: Collection[str]) -> str:
    """Return a setting that is one of some words, the default likewise."""
    found = setting(store, name, default)
    return found if found in allowed else default


def set_setting(store: Store, name: str, value: str) -> None:
    """Keep a setting (size, window geometry); settings have no history."""
    with store.transaction() as con:
        con.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
