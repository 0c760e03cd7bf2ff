"""When a backup is made, where a second copy goes, and how both stand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from models.errors import EnvironmentRefusal, Refusal
from models.safekeeping import backups, places, this_pc
from models.storage import files
from models.value_class import value_class
from ui.use_cases.dates import today
from ui.use_cases.times import local_day, local_time

if TYPE_CHECKING:
    from models.safekeeping.backups import Backup, BackupReason
    from models.storage.store import Store

SECOND_FOLDER = "职教清单"  # made in the second place; the backups lie inside
_WARNINGS = {"network": "opened.network", "synchronised": "opened.synchronised"}


@value_class
class Task:
    """All that a worker needs to make a backup: plain values."""

    folder: Path
    image: bytes
    reason: BackupReason
    utc: str
    second: Path | None
    branch: int = 0


@value_class
class Made:
    """A backup, and the sentence of why it did not get to the second place."""

    backup: Backup
    second_fault: str = ""


@value_class
class State:
    """What 首页 says: words and colour, of the second place too.

    ``asks`` for a second place, once; ``is_second_missing``: the one that was chosen is not there.
    """

    words: str
    colour: str
    asks: bool = False
    is_second_missing: bool = False


def is_needed(store: Store) -> bool:
    """Whether anything changed since the newest backup, or the second place has to catch up."""
    content = store.content_id
    newest = [newest_of(place) for place in places_of(store.path.parent) if _is_there(place)]
    return any(backup is None or backup.content != content for backup in newest)


def _is_there(place: Path) -> bool:
    """Whether a place can take a backup: of a second place its own folder is made then."""
    return place.is_dir() or place.parent.is_dir()


def newest_of(folder: Path) -> Backup | None:
    """Return the newest backup of a folder, by its note."""
    return backups.newest(folder)


def prepare(store: Store, reason: BackupReason) -> Task:
    """Take the image that a worker then proves and writes; raises as ``Store.image``."""
    folder = store.path.parent
    branch = max(store.branch, backups.branch_of(folder))
    return Task(folder, store.image(), reason, store.utc(), second_place(folder), branch)


def make(task: Task) -> Made:
    """Make a backup, and a second one where a second place is set.

    Raises:
        EnvironmentRefusal: the image is damaged, or the disk does not take it.
    """
    try:
        made = backups.write(task.folder, task.image, task.reason, task.utc, task.branch)
    except EnvironmentRefusal as refusal:
        if task.second is not None and refusal.code != "data.damaged":
            with suppress(Refusal):  # this disk is full or failing: all the more reason
                _write_second(task.second, task)
        raise
    if task.second is None:
        return Made(made)
    try:
        if not task.second.is_dir():  # a stick that is not in: never make its folder elsewhere
            values = {"time": when(made.utc), "place": str(task.second)}
            raise EnvironmentRefusal("backup.second_failed", **values)
        _write_second(task.second, task)
    except Refusal as refusal:
        return Made(made, resources.sentence(refusal.code, **refusal.values))
    return Made(made)


def _write_second(second: Path, task: Task) -> None:
    place = files.make_folder(_own_folder(second, task.folder), files.PRIVATE_FOLDER)
    backups.write(place, task.image, task.reason, task.utc, task.branch)


def second_place(folder: Path) -> Path | None:
    """Return the folder of the second copies of a data folder, None where none is set."""
    text = this_pc.read(folder).second_place
    return Path(text) if text not in ("", this_pc.DECLINED) else None


def places_of(folder: Path) -> list[Path]:
    """Return the folders whose backups belong to a data folder, its own first."""
    second = second_place(folder)
    return [folder, _own_folder(second, folder)] if second is not None else [folder]


def next_branch(folder: Path) -> int:
    """Return the branch that begins when another state is chosen, above all that are known."""
    return 1 + max(map(backups.branch_of, places_of(folder)))


def _own_folder(second: Path, folder: Path) -> Path:
    """Return the folder inside a second place that belongs to one data folder alone."""
    own = sha256(str(folder.absolute()).encode()).hexdigest()[:6]
    return second / f"{SECOND_FOLDER}-{own}"


def choose_second(folder: Path, place: Path) -> None:
    """Keep another folder for second copies.

    Raises:
        EnvironmentRefusal: it lies with the data, and would be lost with them.
    """
    inside = place.resolve().is_relative_to(folder.resolve())
    if inside or _own_folder(place, folder).resolve() == folder.resolve():
        raise EnvironmentRefusal("backup.second_same", place=str(place))
    this_pc.write(folder, replace(this_pc.read(folder), second_place=str(place)))


def decline_second(folder: Path) -> None:
    """Want no second copies (any more); it can still be set in 设置."""
    this_pc.write(folder, replace(this_pc.read(folder), second_place=this_pc.DECLINED))


def state(folder: Path) -> State:
    """Return how the backups stand."""
    newest = newest_of(folder)
    if newest is None:
        return State(resources.sentence("backup.none"), "mind")
    words = resources.sentence("backup.state", time=when(newest.utc))
    second = second_place(folder)
    if second is None:
        asks = this_pc.read(folder).second_place == ""
        return State(words, "good", asks=asks)
    kept = newest_of(_own_folder(second, folder))
    if kept is not None and kept.content == newest.content:
        place = resources.sentence("backup.second_state", place=second)
        return State(f"{words} · {place}", "good")
    words = resources.sentence("backup.second_failed", time=when(newest.utc), place=second)
    return State(words, "bad", is_second_missing=True)


def when(utc: str) -> str:
    """Return a stored time as ``今天 16:02`` or ``3月6日 16:02``."""
    if not utc:
        return "—"
    text = local_time(utc)
    return f"今天 {text.partition(' ')[2]}" if local_day(utc) == today() else text


def place_warning(folder: Path) -> str:
    """Return why the data should not lie where they lie, empty where they are safe."""
    found = places.concern(folder)
    return resources.sentence(_WARNINGS[found.kind], name=found.name) if found else ""
