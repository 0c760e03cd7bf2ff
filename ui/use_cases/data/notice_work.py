"""A notice that is being looked at, or changed, is written down until it is put in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.json_reader import BYTES_LIMIT
from models.notice_text import from_file
from models.notice_text.begun.rebased import rebased
from models.notice_text.proposal import as_json
from models.storage import files
from ui.use_cases.data.notice_left import NAME, start_of

if TYPE_CHECKING:
    from pathlib import Path

    from models.notice_text.proposal import Proposal


def keep(folder: Path, found: Proposal, name: str = NAME, start: Proposal | None = None) -> None:
    """Write it down; ``start`` is what the page showed before anything was changed.

    Raises:
        EnvironmentRefusal: the folder or the file could not be written.
    """
    files.make_folder(folder, files.PRIVATE_FOLDER)
    if start is not None and not (folder / start_of(name)).exists():
        _write(folder / start_of(name), start)
    _write(folder / name, found)


def _write(path: Path, found: Proposal) -> None:
    content = json.dumps(as_json(found), ensure_ascii=False, indent=1)
    files.write_atomically(path, content.encode(), files.PRIVATE_FILE)


def kept(folder: Path, name: str = NAME, now: Proposal | None = None) -> Proposal | None:
    """Return what was being looked at, None for nothing.

    ``now`` is what the page would show by itself: where that is not what it showed then, what was
    changed stands on what it shows now.

    Raises:
        Refusal: what lies there is damaged, or could not be read.
    """
    found = _read(folder / name)
    start = _read(folder / start_of(name)) if now is not None else None
    if found is None or now is None or start is None:
        return found
    return rebased(found, start, from_file.read_proposal(json.dumps(as_json(now)).encode()))


def _read(path: Path) -> Proposal | None:
    if not path.exists():
        return None
    return from_file.read_proposal(files.read_limited(path, BYTES_LIMIT))
