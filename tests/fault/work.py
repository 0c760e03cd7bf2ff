"""The pieces of work that faults are injected into: the product's own store and writers."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

import resources
from models.errors import Refusal
from models.safekeeping import backups, opening
from models.safekeeping.backups import BackupReason
from models.school import kept_settings, register
from models.storage import paths

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    from models.storage.store import Batch, Store

BIG = "长" * 6000  # a text that takes several pages
TIME = "2023-03-01T08:00:00Z"


def put(folder: Path, image: bytes) -> Path:
    """Lay a data file into a folder, as it lies there after a clean end."""
    path = paths.data_file(folder)
    path.write_bytes(image)
    return path


def clear(folder: Path) -> None:
    for old in folder.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()


def content(folder: Path) -> list[tuple[str, bytes]]:
    """Return every file of a folder by its name, its bytes as their SHA-256."""
    return [
        (str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).digest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]


def edit(store: Store, number: int) -> Batch | None:
    """Make edit ``number``: the contact is the number, now and then with a long text beside it."""
    changes = [register.school_change("contact", str(number))]
    if number % 7 == 0:
        changes.append(register.school_change("stamp_name", BIG[: 1000 + number % 5000]))
    return store.edit(changes)


def reached(store: Store) -> int:
    """Return the last edit that is there; 0 where somebody else's name stands."""
    contact = register.school(store).contact
    return int(contact) if contact.isdecimal() else 0


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
    """Open what is left, prove it, and go on with it; returns the last edit.

    Every acknowledged edit is there with its history; at most one more; the file is sound.
    """
    store = opening.open_data(folder).store
    try:
        require_sound(store)
        last = reached(store)
        assert acknowledged <= last <= acknowledged + 1
        rows = store.query("SELECT new FROM history WHERE field = 'contact' ORDER BY seq")
        assert rows == [(str(number),) for number in range(1, last + 1)]
        opening.begin_session(store)
        return finish(store)
    finally:
        store.close()


def finish(store: Store) -> int:
    """Go on with an open store as on any day, to its close and the next start; the last edit.

    A fault is over only when the work after it is safe too: its sums, its backup, its log.
    """
    folder = store.path.parent
    for _ in range(2):
        edit(store, reached(store) + 1)
    made = backups.write(folder, store.image(), BackupReason.INTERVAL, TIME)
    last = reached(store) + 1
    edit(store, last)
    opening.end_session(store)
    again = opening.open_data(folder)
    try:
        assert not again.ended_badly
        require_sound(again.store)
        assert reached(again.store) == last
        assert made in backups.found(folder)
        assert backups.load(made)
    finally:
        again.store.close()
    return last


def go_on(folder: Path) -> int:
    """Open the data and ``finish`` a day's work."""
    store = opening.open_data(folder).store
    try:
        return finish(store)
    finally:
        store.close()


def require_sound(store: Store) -> None:
    assert list(filter(None, store.wrong_parts())) == []


def refusal_of(step: Callable[[], object]) -> str | None:
    """Return the sentence a step was refused with, None when it was done."""
    try:
        step()
    except Refusal as refusal:
        text = resources.sentence(refusal.code, **refusal.values)
        assert any("\u4e00" <= character <= "\u9fff" for character in text)
        return text
    return None
