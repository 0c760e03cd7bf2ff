"""Texts of kinds and columns that have no table of their own: by row and field of a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.storage.store import Change

if TYPE_CHECKING:
    from models.storage.store import Store


def texts(store: Store, version_id: int) -> dict[int, dict[str, str]]:
    """Return the texts of a version by row (a number that its kind gives) and field."""
    found: dict[int, dict[str, str]] = {}
    sql = "SELECT row, field, text FROM cell WHERE version_id = ? ORDER BY row, field"
    for row, field, text in store.query(sql, (version_id,)):
        if text:
            found.setdefault(row, {})[field] = stored.text(text)
    return found


def change(version_id: int, row: int, field: str, text: str) -> Change:
    """Return the change of one text; an empty one takes it away."""
    return Change("cell", (version_id, row, field), "text", text or None)
