"""Whether what is open is still what lies at its path.

A sync client puts another copy in place by renaming it over the data file; a file manager deletes
the file or renames its folder. The connection goes on writing into what it has open, and nobody
will ever open that again. Device and inode tell. (On Windows an open data file cannot be moved.)
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from models.errors import EnvironmentRefusal
from models.storage import open_files

DISPLACED = frozenset({"data.replaced", "data.gone", "data.folder_gone"})
"""Refusals that mean: the open file still holds everything, its path leads elsewhere."""
LOG = "-wal"
CALM_S = 2.0
TICK_NS = 3 * 10**9  # FAT knows even seconds only


class Seat:
    """The data file as it was when it was opened, and the write-ahead log beside it.

    ``log`` is the inode that the folder lists for the log; None where that says nothing.
    """

    def __init__(self, path: Path, file: open_files.Identity) -> None:
        self.path = path
        self.file = file
        self.log: int | None = None
        self._folder = str(path.parent)
        self._seen: tuple[int, int, int] | None = None  # the folder when all was in place
        self._seen_at = 0.0

    def is_calm(self) -> bool:
        """Whether nothing came, went or moved in the folder since ``note_calm``, just before.

        A look that costs an edit next to nothing; not every file system tells by its folders, so
        it counts for a moment only, and not while the folder's own time is so fresh that another
        change could have the same.
        """
        if self._seen is None or time.monotonic() - self._seen_at > CALM_S:
            return False
        is_settled = time.time_ns() - self._seen[2] > TICK_NS
        return is_settled and self._seen == open_files.names_changed(self._folder)

    def look(self) -> tuple[int, int, int] | None:
        """Return what ``note_calm`` wants: how the folder stood before the rest was looked at."""
        return open_files.names_changed(self._folder)

    def note_calm(self, before: tuple[int, int, int] | None) -> None:
        """All was looked at and in its place."""
        self._seen, self._seen_at = before, time.monotonic()

    def note_log(self) -> None:
        """Note the log that the connection has opened by now; on Windows nobody can move it."""
        with suppress(OSError):
            self.log = open_files.listed(_log_of(self.path)) if os.name == "posix" else None

    def is_taken(self) -> bool:
        """Whether the path leads to the file that is open."""
        return self._is_own(open_files.identity(self.path))

    def _is_own(self, found: open_files.Identity | None) -> bool:
        """Some network drives number a file anew: then the open handles tell."""
        if found is not None and found != self.file and open_files.is_open_here(found):
            open_files.hold(found)
            open_files.let_go(self.file)
            self.file = found
        return found == self.file

    def require(self) -> None:
        """Refuse to go on where the path leads to another file, or to none.

        Raises:
            EnvironmentRefusal: one of ``DISPLACED``.
        """
        found = open_files.identity(self.path)
        if not self._is_own(found):
            raise _elsewhere(self.path, is_another=found is not None)

    def has_its_log(self) -> bool:
        """Whether the log beside the file is the one that is written."""
        try:
            return self.log is None or open_files.listed(_log_of(self.path)) == self.log
        except OSError:  # the folder cannot be looked at: that says nothing of the log
            return True


def take(path: Path) -> Seat:
    """Note which file a connection is about to open, so that nothing of ours opens it again.

    Raises:
        EnvironmentRefusal: ``data.gone`` or ``data.folder_gone``.
    """
    file = open_files.identity(path)
    if file is None:
        raise _elsewhere(path, is_another=False)
    open_files.hold(file)
    return Seat(path, file)


def leave(seat: Seat) -> None:
    """Note that the file is closed."""
    open_files.let_go(seat.file)


def _log_of(path: Path) -> Path:
    return Path(f"{path}{LOG}")


def _elsewhere(path: Path, *, is_another: bool) -> EnvironmentRefusal:
    if is_another:
        code = "data.replaced"
    else:
        code = "data.gone" if path.parent.is_dir() else "data.folder_gone"
    return EnvironmentRefusal(code, path=str(path), folder=str(path.parent))
