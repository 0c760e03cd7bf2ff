"""The mark of a session: whether the last one ended well, and how far the data had come.

It lies beside the data file. A file that does not hold what its mark has reached is another copy
that somebody put there; a mark that says *open* is of a session that ended without a word.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.storage import files
from models.value_class import value_class

if TYPE_CHECKING:
    from pathlib import Path

NAME = "session.json"
LIMIT = 2**16  # bytes


NOTHING_KNOWN = -1  # generation of a mark that speaks of no file yet


@value_class
class Mark:
    """How far the data had come when it was written.

    ``generation`` counts the committed transactions, ``last_change`` is the number of the last row
    of history, ``row`` its hash. ``branch`` counts how often another state of the data was chosen
    in the life of the folder: what belongs to an older branch was passed by on purpose.
    """

    is_open: bool
    generation: int
    last_change: int = 0
    row: str = ""
    branch: int = 0


def read(folder: Path) -> Mark | None:
    """Return the mark of a data folder; None where there is none, or it is empty or garbled."""
    try:
        text = files.read_limited(folder / NAME, LIMIT)
        mark = Mark(**json.loads(text))
    except (EnvironmentRefusal, ValueError, TypeError):
        return None
    numbers = (mark.generation, mark.last_change, mark.branch)
    sound = isinstance(mark.row, str) and all(isinstance(number, int) for number in numbers)
    return mark if sound else None


def write(folder: Path, mark: Mark) -> None:
    """Write the mark.

    Raises:
        EnvironmentRefusal: the folder does not take it.
    """
    text = json.dumps(asdict(mark))
    files.write_atomically(folder / NAME, text.encode(), files.PRIVATE_FILE)
