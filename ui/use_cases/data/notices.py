"""Beginning to work under one more notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import Refusal
from models.school import notices_kept, register
from models.task_list.its_notice.opening import open_notice

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store


def put_in(store: Store, notice: Notice) -> Version | None:
    """Put a notice in and begin its list; None where the very same is there already.

    Raises:
        Refusal: ``year.other_content``: another one of its key and year is there.
    """
    for one in notices_kept.opened(store):
        if (one.key, one.year) == (notice.key, notice.year):
            if notices_kept.notice(store, one.id) == notice:
                return None
            raise Refusal("year.other_content", name=notice.name)
    return begin_notice(store, notice)


def begin_notice(store: Store, notice: Notice, called: str = "") -> Version:
    """Begin a notice's list beside those that are there, and work under it from now on.

    ``called`` is what it calls the school, empty where that is known or it names none. Returns the
    draft of the list.

    Raises:
        Refusal: it was begun before.
    """
    with store.transaction():
        version = open_notice(store, notice)
        notices_kept.show(store, version.document.notice)
        if called:
            names = notice.renamed(register.school(store).notice_school, called)
            store.write_for_good([register.school_change("notice_school", names)])
    return version
