"""Beginning to work under one more notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.school import notices_kept
from models.task_list.opening import open_notice

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store


def begin_notice(store: Store, notice: Notice) -> Version:
    """Begin a notice's list beside those that are there, and work under it from now on.

    Returns the draft of the list.

    Raises:
        Refusal: it was begun before.
    """
    with store.transaction():
        version = open_notice(store, notice)
        notices_kept.show(store, version.document.notice)
    return version
