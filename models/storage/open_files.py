"""Which file lies at a path, and who has it open: this window, another one, nobody."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from pathlib import Path

_LOCK_BYTES = 0x40000000, 512  # where SQLite locks: offset and length (os.h, PENDING_BYTE)
_HANDLES = "/proc/self/fd"

Identity = tuple[int, int]
"""Device and inode of a file: what it is, whatever its name."""
_in_use: set[Identity] = set()  # the data files that are open


def identity(path: Path) -> Identity | None:
    """Return what lies at a path, None where nothing is, or its disk does not answer."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def listed(path: Path) -> int | None:
    """Return the inode that a folder lists under a name, None where it lists none.

    The file itself is not asked: on Linux from 6.13 on a question for its times makes the next
    write to it a good deal dearer, and this is for a file that is written all the time.

    Raises:
        OSError: the folder cannot be looked at.
    """
    with os.scandir(path.parent) as entries:
        return next((entry.inode() for entry in entries if entry.name == path.name), None)


def names_changed(folder: str) -> tuple[int, int, int] | None:
    """Return which folder it is and when a name in it last came, went or moved; None for none."""
    try:
        status = os.stat(folder)  # noqa: PTH116  (a Path costs as much again, before each edit)
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


def is_open_here(file: Identity) -> bool:
    """Whether this process has a file open, where the system tells (Linux)."""
    try:
        handles = [int(name) for name in os.listdir(_HANDLES)]  # noqa: PTH208  (names are wanted)
    except OSError:
        return False
    return any(_identity_of(handle) == file for handle in handles)


def _identity_of(handle: int) -> Identity | None:
    try:
        status = os.fstat(handle)
    except OSError:  # closed meanwhile
        return None
    return status.st_dev, status.st_ino


def hold(file: Identity) -> None:
    """Note that SQLite has a file open here.

    On POSIX a process loses all its locks on a file when it closes any handle of it: opening it a
    second time, for reading only, would let a second window in.
    """
    _in_use.add(file)


def let_go(file: Identity) -> None:
    """Note that the file is closed."""
    _in_use.discard(file)


def require_free(path: Path, code: str = "data.same_file") -> None:
    """Refuse the data file that is open here.

    Raises:
        EnvironmentRefusal: ``data.same_file``.
    """
    if identity(path) in _in_use:  # what is not there is refused by whoever opens it
        raise EnvironmentRefusal(code, path=str(path))


def is_locked_elsewhere(path: Path) -> bool:
    """Whether another process has a data file open (its lock on SQLite's bytes is asked for).

    Only POSIX can be asked without taking a lock; elsewhere the answer is no.
    """
    if fcntl is None or not path.exists():
        return False
    require_free(path)
    wanted = struct.pack("hhqqi", fcntl.F_WRLCK, 0, _LOCK_BYTES[0], _LOCK_BYTES[1], 0)
    with path.open("rb") as stream:
        answer = fcntl.fcntl(stream.fileno(), fcntl.F_GETLK, wanted)
    return bool(struct.unpack("hhqqi", answer[: len(wanted)])[0] != fcntl.F_UNLCK)
