"""Putting one old value of the history back, in the way of the document it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import history
from models.task_list import edits as list_edits

if TYPE_CHECKING:
    from models.documents.history import Entry
    from models.storage.store import Batch, Store


def put_back(store: Store, entry: Entry) -> Batch | None:
    """Write the old value of a change again; raises as ``history.put_back``."""
    changes = list_edits.put_back_changes(entry) or [history.old_value(entry)]
    return history.put_back(store, entry, changes)
