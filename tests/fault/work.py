"""The pieces of work that faults are injected into: the product's own store and writers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from models.errors import Refusal
from models.safekeeping import opening
from models.school import kept_settings, register
from models.storage import paths

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from models.storage.store import Batch, Store

BIG = "长" * 6000  # a text that takes several pages


def put(folder: Path, image: bytes) -> Path:
    """Lay a data file into a folder, as it lies there after a clean end."""
    path = paths.data_file(folder)
    path.write_bytes(image)
    return path


def edit(store: Store, number: int) -> Batch | None:
    """Make edit ``number``: the contact is the number, now and then with a long text beside it."""
    changes = [register.school_change("contact", str(number))]
    if number % 7 == 0:
        changes.append(register.school_change("stamp_name", BIG[: 1000 + number % 5000]))
    return store.edit(changes)


def reached(store: Store) -> int:
    return int(register.school(store).contact or 0)


def edits_until(store: Store, last: int, rng: random.Random, tell: Callable[[int], None]) -> None:
    """Edit up to a number, with checkpoints in between; each is told when it is acknowledged."""
    for number in range(reached(store) + 1, last + 1):
        edit(store, number)
        tell(number)
        if rng.random() < 0.08:
            store.checkpoint()
        if rng.random() < 0.05:
            kept_settings.set_setting(store, "geometry", "x" * rng.randint(1, 3000))


def prove(folder: Path, acknowledged: int) -> int:
    """Open what is left and prove it; returns the last edit that is there.

    Every acknowledged edit is there with its history; at most one more; the file is sound.
    """
    opened = opening.open_data(folder)
    store = opened.store
    try:
        assert list(filter(None, store.wrong_parts())) == []
        last = reached(store)
        assert acknowledged <= last <= acknowledged + 1
        rows = store.query("SELECT new FROM history WHERE field = 'contact' ORDER BY seq")
        assert rows == [(str(number),) for number in range(1, last + 1)]
        return last
    finally:
        store.close()


def refusal_of(step: Callable[[], object]) -> str | None:
    """Return the sentence a step was refused with, None when it was done."""
    try:
        step()
    except Refusal as refusal:
        text = resources.sentence(refusal.code, **refusal.values)
        assert any("\u4e00" <= character <= "\u9fff" for character in text)
        return text
    return None
