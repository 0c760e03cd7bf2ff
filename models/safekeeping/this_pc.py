"""What belongs to this PC and not to the data: second place, size of the text, a secret.

It lies beside the data file, so that it is known even when the data cannot be read, and stays
behind when the data move to another PC.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.storage import files
from models.value_class import value_class

if TYPE_CHECKING:
    from pathlib import Path

NAME = "this-pc.json"
LIMIT = 2**16  # bytes
DECLINED = "-"  # stands for the second place where the clerk wants none


@value_class
class ThisPc:
    """``second_place``: a folder, empty while none was chosen; ``scale`` of the window, percent.

    ``secret`` is known to whoever may read the data folder, and to nobody else.
    """

    second_place: str = ""
    scale: int = 100
    secret: str = ""


def read(folder: Path) -> ThisPc:
    """Return what is known of this PC; the defaults where nothing is, or it is garbled."""
    try:
        found = ThisPc(**json.loads(files.read_limited(folder / NAME, LIMIT)))
    except (EnvironmentRefusal, ValueError, TypeError):
        return ThisPc()
    words = (found.second_place, found.secret)
    sound = all(isinstance(word, str) for word in words) and isinstance(found.scale, int)
    return found if sound else ThisPc()


def write(folder: Path, known: ThisPc) -> None:
    """Keep what is known of this PC.

    Raises:
        EnvironmentRefusal: the folder does not take it.
    """
    if known != read(folder):
        text = json.dumps(asdict(known), ensure_ascii=False)
        files.write_atomically(folder / NAME, text.encode(), files.PRIVATE_FILE)


def secret(folder: Path) -> str:
    """Return the secret of a data folder, made when it is first asked for.

    Empty where the folder takes no file: then it keeps none.
    """
    known = read(folder)
    if known.secret:
        return known.secret
    made = secrets.token_hex(16)
    try:
        write(folder, replace(known, secret=made))
    except EnvironmentRefusal:
        return ""
    return made
