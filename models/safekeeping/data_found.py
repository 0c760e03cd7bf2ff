"""Data that a new start may go on with: beside its folder, on the desktop, on a stick."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from models.safekeeping import places
from models.storage import paths
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_ENTRIES = 2_000  # of one folder; who keeps more on the desktop finds the file himself
PORTABLE_DATA = "数据"
"""Beside the portable program; ``packaging/windows/launcher.nsi`` names it too."""


@value_class
class Found:
    """A file that could be gone on with, and when it was written last (seconds since 1970)."""

    path: Path
    moment: float


def newest(folder: Path, seen: list[Path]) -> Found | None:
    """Return the newest file that could be gone on with, None where there is none.

    Args:
        folder: the data folder of this start, which holds none.
        seen: folders to look into, as ``usual_folders`` returns them; not below them.
    """
    own = paths.data_file(paths.default_data_folder())
    others = [own] if own != paths.data_file(folder) else []
    # A data folder that somebody renamed still lies beside the name it had.
    others += [paths.data_file(path) for path in _inside(folder.parent) if path != folder]
    found = [made for path in (*others, *_candidates(seen)) if (made := _file(path))]
    return max(found, key=lambda made: made.moment, default=None)


def usual_folders() -> list[Path]:
    """Return desktop, downloads, documents, and the tops of sticks; never a network drive.

    A synchronised desktop is looked into: reading there hurts nothing.
    """
    wanted = [*paths.personal_folders(), *places.removable()]
    return [folder for folder in wanted if not places.is_on_network(folder)]


def _candidates(folders: list[Path]) -> Iterator[Path]:
    """Yield the product's own files in folders, and where a portable program has its data."""
    for folder in folders:
        for path in _inside(folder):
            is_own = path.suffix.lower() in paths.OWN_ENDINGS
            yield path if is_own else path / PORTABLE_DATA / paths.DATA_FILE


def _inside(folder: Path) -> list[Path]:
    """Return what lies in a folder; of one that is gone, or not ours to read, nothing."""
    try:
        return list(islice(folder.iterdir(), MOST_ENTRIES))
    except OSError:
        return []


def _file(path: Path) -> Found | None:
    """Return a file that is there, None for anything else."""
    try:
        return Found(path, path.stat().st_mtime) if path.is_file() else None
    except OSError:
        return None
