"""The list as the plan of a year: how it is named, and which version is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import versions
from models.documents.kinds import DocumentId

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.storage.store import Store

TASK_LIST = "task_list"


def document(notice: int) -> DocumentId:
    """Return what names the list of a notice."""
    return DocumentId(notice, TASK_LIST)


def newest(store: Store, notice: int) -> Version:
    """Return the newest version of a notice's list.

    Raises:
        KeyError: the notice was not opened.
    """
    found = versions.newest(store, document(notice))
    if found is None:
        raise KeyError(notice)
    return found


def in_force(store: Store, notice: int, month: int) -> Version | None:
    """Return the newest frozen list whose effective month is not after ``month`` (1–12)."""
    family = versions.of_document(store, document(notice))
    frozen = [v for v in family if not v.is_draft and v.effective_month <= month]
    return frozen[-1] if frozen else None
