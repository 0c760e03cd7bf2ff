"""The data folder: opening it, keeping and taking copies."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from models import files, paths, register
from models.data_file import check_header, replace_data
from models.errors import EnvironmentRefusal
from models.store import Store, copy_bytes

if TYPE_CHECKING:
    from pathlib import Path

COPY_LIMIT = 2**30  # bytes of a data file that may be opened as a copy


def open_store(folder: Path) -> Store:
    """Open the data of a folder; raises as ``Store.open``."""
    return Store.open(paths.data_file(folder))


def open_or_create(folder: Path) -> Store:
    """Open the data of a folder, beginning an empty one where there is none."""
    path = paths.data_file(folder)
    return Store.open(path) if path.exists() else Store.create(path)


def kept_name(word: str) -> str:
    """Return the name of a kept copy, with the time that makes it its own."""
    return f"zhijiao-{word}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite3"


def save_copy(store: Store, target: Path) -> Path:
    """Write a copy of the whole data file (另存一份数据).

    Raises:
        EnvironmentRefusal: the target is the data file itself, or cannot be written.
    """
    if target.exists() and target.samefile(store.path):
        raise EnvironmentRefusal("data.same_file", path=str(target))
    return files.write_atomically(target, copy_bytes(store), 0o600)


def check_copy(source: Path) -> None:
    """Look at a file before anything is asked or touched.

    Raises:
        Refusal: it is not a data file of ours.
    """
    files.read_limited(source, COPY_LIMIT)
    check_header(source)


def take_copy(folder: Path, source: Path) -> Path:
    """Put a copy in the place of the folder's (closed) data file; returns the kept old one.

    Raises:
        Refusal: the copy is not a sound data file of ours; nothing is changed.
    """
    return replace_data(
        paths.data_file(folder), files.read_limited(source, COPY_LIMIT), kept_name("replaced")
    )


def is_begun(store: Store) -> bool:
    """Whether the first-run questions were answered."""
    return bool(register.years(store))
