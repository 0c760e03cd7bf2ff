"""A notice that is being looked at lies in the data folder until it is put in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.json_reader import BYTES_LIMIT
from models.notice_text import from_file
from models.notice_text.proposal import as_json
from models.storage import files

if TYPE_CHECKING:
    from pathlib import Path

    from models.notice_text.proposal import Proposal

NAME = "notice-review.json"


def keep(folder: Path, found: Proposal) -> None:
    """Write it down.

    Raises:
        EnvironmentRefusal: the folder or the file could not be written.
    """
    files.make_folder(folder, files.PRIVATE_FOLDER)
    content = json.dumps(as_json(found), ensure_ascii=False, indent=1)
    files.write_atomically(folder / NAME, content.encode(), files.PRIVATE_FILE)


def kept(folder: Path) -> Proposal | None:
    """Return what was being looked at, None for nothing.

    Raises:
        Refusal: what lies there is damaged, or could not be read.
    """
    if not (folder / NAME).exists():
        return None
    return from_file.read_proposal(files.read_limited(folder / NAME, BYTES_LIMIT))


def forget(folder: Path) -> None:
    """Keep it no longer.

    Raises:
        EnvironmentRefusal: it could not be removed.
    """
    files.remove(folder / NAME)
