"""Putting another data file in the place of the one that is there, whole at every moment.

The steps are written down first (the *intent*). Whatever interrupts them, even a second time, the
next start goes on where they stopped: the end is the chosen file, or before the intent was written
the untouched old one. The main file never vanishes, a left-over log is never played into the new
file, and a set that was damaged is kept.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.lazy_regex import lazy_regex
from models.safekeeping import backups, session_mark
from models.storage import files, paths
from models.storage.data_file import JOURNALS, check_image
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable

INTENT, INCOMING = "restore.json", "restore.incoming"
DAMAGED_FOLDER = "损坏"
LIMIT = 2**30  # bytes of a data file
_INTENT_LIMIT = 2**16
_KEEP = lazy_regex(r"[0-9TZ_-]{1,40}")


@value_class
class Intent:
    """What is being put in place, and where the old set goes; ``keep`` is empty for nowhere.

    ``branch`` is the one that begins with it; intents of 1.1 and before do not say it.
    """

    sha256: str
    keep: str
    branch: int | None = None


def put_in_place(
    folder: Path, image: bytes, keep: str = "", branch: int | None = None, proved: str = ""
) -> Path | None:
    """Make an image the data file of a folder whose own is closed.

    With ``keep`` (a name of figures, ``-``, ``_``, T and Z) the old file and its logs are kept
    under that name; without it the caller has seen to a backup. Returns the folder of the kept set.
    ``branch`` is the one that begins with it, None for the next one of this folder. ``proved`` is
    the hash of an image that was proved elsewhere: a large one is not held twice.

    Raises:
        EnvironmentRefusal: the image is not a sound data file of ours, or the disk does not take
            it; nothing is changed.
    """
    name = sha256(image).hexdigest()
    if name != proved:
        check_image(image, paths.data_file(folder))
    files.make_folder(folder, files.PRIVATE_FOLDER)
    files.write_atomically(folder / INCOMING, image, files.PRIVATE_FILE)
    intent = Intent(name, keep, branch or backups.branch_of(folder) + 1)
    text = json.dumps(asdict(intent)).encode()
    files.write_atomically(folder / INTENT, text, files.PRIVATE_FILE)
    _go_on(folder, intent)
    return folder / DAMAGED_FOLDER / keep if keep else None


def is_unfinished(folder: Path) -> bool:
    """Whether something was being put in place when the program stopped."""
    return (folder / INTENT).exists() or (folder / INCOMING).exists()


def is_begun(folder: Path) -> bool:
    """Whether the steps were written down: from here on the new file is meant to be the data."""
    return (folder / INTENT).exists()


def resume(folder: Path) -> None:
    """Finish what was begun; without an intent the old file was not touched and stays.

    Raises:
        EnvironmentRefusal: the disk does not let it be finished now; the next start tries again.
    """
    intent = _read_intent(folder)
    if intent is None:
        files.remove(folder / INCOMING)
        files.remove(folder / INTENT)
        return
    _go_on(folder, intent)


def give_up(folder: Path) -> None:
    """Leave what was begun: the next start finds what lies in the folder then, and no more."""
    with suppress(EnvironmentRefusal):  # a failing disk: nothing more can be done
        files.remove(folder / INTENT)
        files.remove(folder / INCOMING)
        files.sync_folder(folder)


def _read_intent(folder: Path) -> Intent | None:
    """Return the intent; None where there is none, or where it is not one of ours."""
    path = folder / INTENT
    if not path.exists():
        return None
    try:
        intent = Intent(**json.loads(files.read_limited(path, _INTENT_LIMIT)))
    except (ValueError, TypeError):
        return None
    if (intent.keep and not _KEEP.fullmatch(intent.keep)) or not isinstance(
        intent.branch, int | None
    ):
        return None
    return intent


def _go_on(folder: Path, intent: Intent) -> None:
    path, incoming = paths.data_file(folder), folder / INCOMING
    if _is(incoming, intent):
        if intent.keep:
            _keep_set(path, folder / DAMAGED_FOLDER / intent.keep)
        for ending in JOURNALS:
            files.remove(Path(f"{path}{ending}"))
        files.sync_folder(folder)
        files.move(incoming, path)
    elif not _is(path, intent):
        # Neither the new file nor its finished place: something else was at work here.
        raise EnvironmentRefusal("data.restore_lost", path=str(path))
    fresh = session_mark.Mark(
        is_open=False,
        generation=session_mark.NOTHING_KNOWN,  # the old one speaks of the file that lay here
        branch=intent.branch or backups.branch_of(folder) + 1,
    )
    session_mark.write(folder, fresh)
    files.remove(folder / INTENT)
    files.sync_folder(folder)


def _is(path: Path, intent: Intent) -> bool:
    if not path.exists():
        return False
    return files.sha256_of(path) == intent.sha256


def data_set(path: Path) -> list[Path]:
    """Return the data file and the logs beside it, those that exist."""
    every = (path, *(Path(f"{path}{ending}") for ending in JOURNALS))
    return [one for one in every if one.exists()]


def _keep_set(path: Path, place: Path) -> None:
    """Copy a data file and its logs; what was copied before an interruption is not copied again."""
    files.make_folder(place.parent, files.PRIVATE_FOLDER)
    files.make_folder(place, files.PRIVATE_FOLDER)
    _copy_missing(data_set(path), place)


def _copy_missing(sources: Iterable[Path], place: Path) -> None:
    for source in sources:
        target = place / source.name
        if not target.exists():
            content = files.read_limited(source, LIMIT)
            files.write_atomically(target, content, files.PRIVATE_FILE)


def set_aside(folder: Path, keep: str) -> Path:
    """Move the data file, its logs, its mark and its backups under a name of their own.

    Raises:
        EnvironmentRefusal: one of them cannot be moved; it stays where it is.
    """
    place = files.make_folder(folder / DAMAGED_FOLDER / keep, files.PRIVATE_FOLDER)
    path = paths.data_file(folder)
    beside = [folder / name for name in (session_mark.NAME, INTENT, INCOMING, backups.FOLDER)]
    for one in (*data_set(path), *(found for found in beside if found.exists())):
        files.move(one, place / one.name)
    files.sync_folder(folder)
    return place
