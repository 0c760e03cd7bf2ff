"""Settings kept in the data file (text size, mail address, window); they have no history."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.storage.store import Store


def setting(store: Store, name: str, default: str) -> str:
    """Return a setting of this data file."""
    rows = store.query("SELECT value FROM setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else default


def set_setting(store: Store, name: str, value: str) -> None:
    """Keep a setting (size, window geometry); settings have no history."""
    with store.transaction() as con:
        con.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
