"""The mark of a session: whether the last one ended well, and how far the data had come.

It lies beside the data file. A file that is older than its mark is an old copy that somebody put
there; a mark that says *open* is of a session that ended without a word.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.storage import files

if TYPE_CHECKING:
    from pathlib import Path

NAME = "session.json"
LIMIT = 2**16  # bytes


@dataclass(frozen=True)
class Mark:
    """``generation`` counts the transactions that were committed when it was written."""

    is_open: bool
    generation: int
    last_change: int = 0  # the number of the last row of history


def read(folder: Path) -> Mark | None:
    """Return the mark of a data folder; None where there is none, or it is empty or garbled."""
    try:
        text = files.read_limited(folder / NAME, LIMIT)
        mark = Mark(**json.loads(text))
    except (EnvironmentRefusal, ValueError, TypeError):
        return None
    numbers = (mark.generation, mark.last_change)
    return mark if all(isinstance(number, int) for number in numbers) else None


def write(folder: Path, mark: Mark) -> None:
    """Write the mark.

    Raises:
        EnvironmentRefusal: the folder does not take it.
    """
    text = json.dumps(asdict(mark))
    files.write_atomically(folder / NAME, text.encode(), files.PRIVATE_FILE)
