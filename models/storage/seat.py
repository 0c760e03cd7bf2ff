"""Whether what is open is still what lies at its path.

A sync client puts another copy in place by renaming it over the data file; a file manager deletes
the file or renames its folder. The connection goes on writing into what it has open, and nobody
will ever open that again. Device and inode tell. (On Windows an open data file cannot be moved.)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.errors import EnvironmentRefusal
from models.storage import files

DISPLACED = frozenset({"data.replaced", "data.gone", "data.folder_gone"})
"""Refusals that mean: the open file still holds everything, its path leads elsewhere."""
LOG = "-wal"


@dataclass(frozen=True)
class Seat:
    """The data file as it was when it was opened, and the write-ahead log beside it."""

    path: Path
    file: files.Identity
    log: files.Identity | None = None

    def is_taken(self) -> bool:
        """Whether the path leads to the file that is open."""
        return files.identity(self.path) == self.file

    def require(self) -> None:
        """Refuse to go on where the path leads to another file, or to none.

        Raises:
            EnvironmentRefusal: one of ``DISPLACED``.
        """
        found = files.identity(self.path)
        if found != self.file:
            raise _elsewhere(self.path, is_another=found is not None)

    def has_its_log(self) -> bool:
        """Whether the log beside the file is the one that is written."""
        return self.log is None or files.identity(_log_of(self.path)) == self.log


def take(path: Path) -> Seat:
    """Note which file a connection is about to open, so that nothing of ours opens it again.

    Raises:
        EnvironmentRefusal: ``data.gone`` or ``data.folder_gone``.
    """
    file = files.identity(path)
    if file is None:
        raise _elsewhere(path, is_another=False)
    files.hold(file)
    return Seat(path, file)


def with_log(seat: Seat) -> Seat:
    """Return the seat of a connection that has opened its log by now."""
    return Seat(seat.path, seat.file, files.identity(_log_of(seat.path)))


def leave(seat: Seat) -> None:
    """Note that the file is closed."""
    files.let_go(seat.file)


def _log_of(path: Path) -> Path:
    return Path(f"{path}{LOG}")


def _elsewhere(path: Path, *, is_another: bool) -> EnvironmentRefusal:
    if is_another:
        code = "data.replaced"
    else:
        code = "data.gone" if path.parent.is_dir() else "data.folder_gone"
    return EnvironmentRefusal(code, path=str(path), folder=str(path.parent))
