"""Beginning to work under a notice, which begins with its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import lifecycle
from models.errors import Refusal
from models.school import notice_tables, notices_kept
from models.task_list.plan import document, newest

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store


def open_notice(store: Store, notice: Notice) -> Version:
    """Begin to work under a notice: it is kept as it is, a draft v1.0 of its list begins.

    Raises:
        Refusal: it was opened before.
    """
    if (notice.key, notice.year) in {(one.key, one.year) for one in notices_kept.opened(store)}:
        raise Refusal("year.open_already", year=notice.year)
    with store.transaction() as con:
        identity = notice_tables.insert(con, notice, store.utc())
        lifecycle.insert(con, document(identity), notice)
        store.record(con, "notice", (identity,), "notice", notice.key)
    return newest(store, identity)
