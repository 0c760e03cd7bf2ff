"""Data that a new start may go on with: on the desktop, in the downloads, on a stick."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from models import paths, places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_ENTRIES = 2_000  # of one folder; who keeps more on the desktop finds the file himself
PORTABLE_DATA = "数据"
"""Beside the portable program; ``packaging/windows/launcher.nsi`` names it too."""


def newest(folder: Path, seen: list[Path]) -> Path | None:
    """Return the newest file that could be gone on with, None where there is none.

    Args:
        folder: the data folder of this start, which holds none.
        seen: folders to look into, as ``usual_folders`` returns them; not below them.
    """
    found = {path: moment for place in seen for path, moment in _in(place)}
    own = paths.data_file(paths.default_data_folder())
    if own != paths.data_file(folder) and own.is_file():
        found[own] = own.stat().st_mtime
    return max(found, key=lambda path: found[path], default=None)


def usual_folders() -> list[Path]:
    """Return desktop, downloads, documents, and the tops of sticks; never a network drive."""
    wanted = [*paths.personal_folders(), *places.removable()]
    return [folder for folder in wanted if places.concern(folder) is None]


def _in(folder: Path) -> Iterator[tuple[Path, float]]:
    """Yield the product's own files in a folder, and a portable program's data beside it."""
    try:
        for path in islice(folder.iterdir(), MOST_ENTRIES):
            if path.suffix.lower() in paths.OWN_ENDINGS:
                yield path, path.stat().st_mtime
            portable = path / PORTABLE_DATA / paths.DATA_FILE
            if os.access(portable, os.R_OK):
                yield portable, portable.stat().st_mtime
    except OSError:
        return  # gone, or not ours to read: nothing is offered from it
