"""The data file was replaced, deleted or moved away while it is open: what is open is put back.

The connection still reads all that was committed, from a file that has no name any more or another
one. It is made the data file of its folder again; what lies there now is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.safekeeping import opening, restoring
from models.storage.seat import DISPLACED

if TYPE_CHECKING:
    from pathlib import Path

    from models.storage.store import Store


def is_displaced(store: Store) -> bool:
    """Whether the path leads to another file by now, or to none."""
    try:
        store.require_seat()
    except EnvironmentRefusal as refusal:
        return refusal.code in DISPLACED
    return False


def note(store: Store) -> None:
    """Write down at once how far the data have come: the next start takes no other file for them.

    Our own log may lie beside the other file; it is emptied, so that nothing of it is played in.

    Raises:
        EnvironmentRefusal: the folder is gone, or the disk does not take it.
    """
    store.checkpoint()
    opening.mark_reached(store)


def put_back(store: Store, keep: str) -> Path | None:
    """Make what is open the data file at its path again, and go on with that.

    Returns the folder where the file that lay there is kept, under the name ``keep``; None where
    none lay there, or what is open has come back by itself.

    Raises:
        EnvironmentRefusal: the folder is gone, or the disk does not take it; what is open stays so.
    """
    folder = store.path.parent
    if not folder.is_dir():
        raise EnvironmentRefusal("data.folder_gone", path=str(store.path), folder=str(folder))
    note(store)
    if not is_displaced(store):  # somebody put it back by hand in the meantime
        return None
    there = store.path.exists()  # our own log, empty by now, is nothing to be kept
    try:
        kept = restoring.put_in_place(folder, store.image(), keep if there else "")
    except EnvironmentRefusal:
        restoring.give_up(folder)  # the next start must not put this state over later edits
        raise
    store.take_seat()
    opening.mark_reached(store)
    return kept
