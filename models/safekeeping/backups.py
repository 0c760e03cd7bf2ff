"""Backups of the data file: verified when they are made, numbered, kept by a fixed rule.

A backup is an image of the whole file. It is proved before it is written and read back after; a
damaged file is never backed up. The number orders them, not the clock: a PC whose battery is empty
says 1970. Beside each lies a note of what it holds, so that a list of them reads no database.
"""

from __future__ import annotations

import json
import threading
from contextlib import closing, suppress
from dataclasses import asdict
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

import resources
from models.errors import EnvironmentRefusal, Refusal
from models.lazy_regex import lazy_regex
from models.safekeeping import session_mark
from models.storage import digest, files
from models.storage.data_file import FIRST_DIGEST, check_image, version_in, view
from models.storage.looking import require_own_schema
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "备份"
NEWEST_KEPT, MONTHS_KEPT, BEFORE_KEPT = 10, 24, 5
LIMIT = 2**30  # bytes of a backup that is read
_NOTE_LIMIT = 2**16
_one_at_a_time = threading.Lock()  # the worker and a step of the window may both want one
_NAME = lazy_regex(r"zhijiao-(\d{6})-([a-z]+)\.sqlite3")


class BackupReason(StrEnum):
    """Why a backup was made; all but the first two are kept apart, as the state before a step."""

    CLOSE = "close"
    INTERVAL = "interval"
    MIGRATION = "migration"
    IMPORT = "import"
    RESTORE = "restore"


REGULAR = frozenset({BackupReason.CLOSE, BackupReason.INTERVAL})


@value_class
class Backup:
    """One backup: its number, why and when (ISO 8601, UTC) it was made, what it holds.

    ``content`` names the content; ``generation``, ``last_change``, ``row`` and ``branch`` are those
    of ``session_mark.Mark``. Without a note beside the file they are unknown.
    """

    path: Path
    number: int
    reason: BackupReason
    utc: str = ""
    generation: int = -1
    content: str = ""
    last_change: int = -1
    sha256: str = ""
    row: str = ""
    branch: int = 0

    @property
    def age(self) -> tuple[int, int, str, int]:
        """What orders backups of several places: of two, the newer state has the greater one."""
        return self.branch, self.generation, self.utc, self.number

    @property
    def month(self) -> str:
        """The month it was made in, ``2023-05``; empty where that is unknown."""
        return self.utc[:7]


def write(
    folder: Path, image: bytes, reason: BackupReason, utc: str, branch: int | None = None
) -> Backup:
    """Prove an image and keep it as the newest backup of a data folder.

    ``branch`` is the one of the data; None where they lie in this very folder.

    Raises:
        EnvironmentRefusal: the image is damaged, or the disk does not take it; nothing is lost.
    """
    if not folder.is_dir():  # moved away or unplugged: nothing is made anew in its place
        raise EnvironmentRefusal("file.folder_missing", path=str(folder))
    if len(image) > LIMIT:
        size, limit = len(image) // 2**20 + 1, LIMIT // 2**20
        raise EnvironmentRefusal("backup.too_large", size=size, limit=limit)
    with _one_at_a_time:
        place = files.make_folder(folder / FOLDER, files.PRIVATE_FOLDER)
        files.remove_parts(place)
        number = max((backup.number for backup in found(folder)), default=0) + 1
        path = place / f"zhijiao-{number:06d}-{reason.value}.sqlite3"
        check_image(image, path)
        at = branch_of(folder) if branch is None else branch
        made = _described(Backup(path, number, reason, utc, branch=at), image)
        _write_whole(made, image)
        prune(folder)
        return made


def _write_whole(made: Backup, image: bytes) -> None:
    """Write a backup and its note; one that does not read back as it was written is removed."""
    files.write_atomically(made.path, image, files.PRIVATE_FILE)
    with suppress(EnvironmentRefusal):
        if files.read_limited(made.path, LIMIT) == image:
            _write_note(made)
            return
    files.remove(made.path)
    raise EnvironmentRefusal("backup.not_read_back", path=str(made.path))


def _write_note(made: Backup) -> None:
    note = {name: value for name, value in asdict(made).items() if name not in ("path", "number")}
    text = json.dumps({**note, "version": resources.VERSION}, ensure_ascii=False)
    files.write_atomically(_note_path(made.path), text.encode(), files.PRIVATE_FILE)


def _described(backup: Backup, image: bytes) -> Backup:
    known = asdict(backup) | {"path": backup.path, "sha256": sha256(image).hexdigest()}
    if version_in(image, backup.path) >= FIRST_DIGEST:
        with closing(view(image, backup.path)) as con:
            known["last_change"], known["row"] = digest.last_change(con)
            known["generation"] = digest.generation(con)
            known["content"] = digest.content_id(con)
    return Backup(**known)


def _note_path(path: Path) -> Path:
    return path.with_suffix(".json")


def found(folder: Path) -> list[Backup]:
    """Return the backups of a data folder, newest first; what is no backup is passed by."""
    return [_read(*one) for one in _named(folder)]


def newest(folder: Path) -> Backup | None:
    """Return the newest backup of a data folder by its note, which alone is read."""
    return next((_read(*one) for one in _named(folder)), None)


def branch_of(folder: Path) -> int:
    """Return the branch that the data of a folder are on."""
    mark, last = session_mark.read(folder), newest(folder)
    return max(mark.branch if mark else 0, last.branch if last else 0)


def _named(folder: Path) -> list[tuple[Path, int, BackupReason]]:
    """Return path, number and reason of the files that have a backup's name, newest first."""
    place = folder / FOLDER
    if not place.is_dir():
        return []
    known = set(BackupReason)
    names = ((path, _NAME.fullmatch(path.name)) for path in place.iterdir())
    one = [(path, int(n[1]), BackupReason(n[2])) for path, n in names if n and n[2] in known]
    return sorted(one, key=lambda named: named[1], reverse=True)


def _read(path: Path, number: int, reason: BackupReason) -> Backup:
    """Return a backup with its note; a missing or garbled note leaves it undescribed."""
    try:
        note = json.loads(files.read_limited(_note_path(path), _NOTE_LIMIT))
        return Backup(
            path,
            number,
            reason,
            utc=str(note["utc"]),
            generation=int(note["generation"]),
            content=str(note["content"]),
            last_change=int(note["last_change"]),
            sha256=str(note["sha256"]),
            row=str(note.get("row", "")),  # notes of 1.1 and before have neither
            branch=int(note.get("branch", 0)),
        )
    except (Refusal, ValueError, TypeError, LookupError, AttributeError):
        return Backup(path, number, reason)


def load(backup: Backup) -> bytes:
    """Return the image of a backup, proved.

    Raises:
        Refusal: it cannot be read, is damaged itself, or holds what our migrations do not make.
    """
    image = files.read_limited(backup.path, LIMIT)
    if backup.sha256 and sha256(image).hexdigest() != backup.sha256:
        raise EnvironmentRefusal("data.damaged", path=str(backup.path))
    check_image(image, backup.path)
    with closing(view(image, backup.path)) as con:  # a second place is anybody's
        require_own_schema(con, version_in(image, backup.path), backup.path)
    return image


def newest_good(folder: Path) -> Backup | None:
    """Return the newest backup that proves sound, None where none does."""
    for backup in found(folder):
        try:
            load(backup)
        except Refusal:
            continue
        return backup
    return None


def kept(backups: Iterable[Backup]) -> set[int]:
    """Return the numbers to keep: the newest ten, the newest of each of 24 months, five "before".

    The months are the newest that occur: what the clock says of a month orders nothing.
    """
    ordered = sorted(backups, key=lambda backup: backup.number, reverse=True)
    regular = [backup for backup in ordered if backup.reason in REGULAR]
    before = [backup for backup in ordered if backup.reason not in REGULAR]
    months: dict[str, int] = {}
    for backup in regular:
        if backup.month and len(months) < MONTHS_KEPT:
            months.setdefault(backup.month, backup.number)
    newest = [backup.number for backup in (*regular[:NEWEST_KEPT], *before[:BEFORE_KEPT])]
    return {*newest, *months.values()}


def prune(folder: Path) -> None:
    """Remove what the rule does not keep; a backup that cannot be removed just stays."""
    backups = found(folder)
    wanted = kept(backups)
    for backup in backups:
        if backup.number not in wanted:
            with suppress(EnvironmentRefusal):
                files.remove(_note_path(backup.path))
                files.remove(backup.path)
