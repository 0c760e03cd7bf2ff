"""A notice that is being looked at, or changed, lies in the data folder until it is put in."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from models.json_reader import BYTES_LIMIT
from models.notice_text import from_file
from models.notice_text.proposal import as_json
from models.notices import portable
from models.storage import files

if TYPE_CHECKING:
    from pathlib import Path

    from models.notice_text.proposal import Proposal
    from models.notices.notice import Notice

NAME = "notice-review.json"  # of one that is not begun
_MARK_BYTES = 4


def name_of(identity: int, notice: Notice) -> str:
    """Return the name of the file of changes to a notice: another one once the notice is."""
    written = json.dumps(portable.written(notice), ensure_ascii=False)
    mark = blake2b(written.encode(), digest_size=_MARK_BYTES).hexdigest()
    return f"notice-{identity}-{mark}.json"


def keep(folder: Path, found: Proposal, name: str = NAME) -> None:
    """Write it down.

    Raises:
        EnvironmentRefusal: the folder or the file could not be written.
    """
    files.make_folder(folder, files.PRIVATE_FOLDER)
    content = json.dumps(as_json(found), ensure_ascii=False, indent=1)
    files.write_atomically(folder / name, content.encode(), files.PRIVATE_FILE)


def kept(folder: Path, name: str = NAME) -> Proposal | None:
    """Return what was being looked at, None for nothing.

    Raises:
        Refusal: what lies there is damaged, or could not be read.
    """
    if not (folder / name).exists():
        return None
    return from_file.read_proposal(files.read_limited(folder / name, BYTES_LIMIT))


def forget(folder: Path, name: str = NAME) -> None:
    """Keep it no longer.

    Raises:
        EnvironmentRefusal: it could not be removed.
    """
    files.remove(folder / name)
