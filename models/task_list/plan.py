"""The list as the plan of a year: how it is named, begun, and which version is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import lifecycle, versions
from models.documents.kinds import DocumentId
from models.errors import Refusal
from models.school import notices_kept

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
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


def open_notice(store: Store, notice: Notice) -> Version:
    """Begin to work under a notice: it is kept as it is, a draft v1.0 of its list begins.

    Raises:
        Refusal: it was opened before.
    """
    if (notice.key, notice.year) in {(one.key, one.year) for one in notices_kept.opened(store)}:
        raise Refusal("year.open_already", year=notice.year)
    with store.transaction() as con:
        identity = notices_kept.insert(con, notice, store.utc())
        lifecycle.insert(con, document(identity), notice)
        store.record(con, "notice", (identity,), "notice", notice.key)
    return newest(store, identity)
