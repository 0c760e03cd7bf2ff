"""What belongs to this PC and not to the data: where second copies go, how large the text is.

It lies beside the data file, so that it is known even when the data cannot be read, and stays
behind when the data move to another PC.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.storage import files

if TYPE_CHECKING:
    from pathlib import Path

NAME = "this-pc.json"
LIMIT = 2**16  # bytes
DECLINED = "-"  # stands for the second place where the clerk wants none


@dataclass(frozen=True)
class ThisPc:
    """``second_place``: a folder, empty while none was chosen; ``scale`` of the window, percent."""

    second_place: str = ""
    scale: int = 100


def read(folder: Path) -> ThisPc:
    """Return what is known of this PC; the defaults where nothing is, or it is garbled."""
    try:
        found = ThisPc(**json.loads(files.read_limited(folder / NAME, LIMIT)))
    except (EnvironmentRefusal, ValueError, TypeError):
        return ThisPc()
    sound = isinstance(found.second_place, str) and isinstance(found.scale, int)
    return found if sound else ThisPc()


def write(folder: Path, known: ThisPc) -> None:
    """Keep what is known of this PC.

    Raises:
        EnvironmentRefusal: the folder does not take it.
    """
    if known != read(folder):
        text = json.dumps(asdict(known), ensure_ascii=False)
        files.write_atomically(folder / NAME, text.encode(), files.PRIVATE_FILE)
