"""What to offer when the data cannot be opened: the newest good copy and what it lacks."""

from __future__ import annotations

from contextlib import closing, suppress
from typing import TYPE_CHECKING

import resources
from models.documents import history
from models.errors import EnvironmentRefusal, Refusal
from models.safekeeping import backups, opening, restoring, salvage, session_mark
from models.storage import files, open_files, paths
from models.storage.data_file import refusing, view, view_current
from models.storage.store import Store
from models.value_class import value_class
from ui.use_cases.data import backing_up
from ui.use_cases.data.data_folder import kept_name
from ui.use_cases.documents.history_words import History, plain_lines
from ui.use_cases.times import local_time_with_year

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from models.documents.history import Entry
    from models.safekeeping.backups import Backup
    from models.storage.store import Key

LISTED = 12  # changes that a backup lacks and that are named on the page; the file names all
MISSING_NAME = "恢复后要补填的.txt"
# What the page says of each of ``opening.TROUBLES``.
WRONG = {
    "data.missing": "recovery.wrong_missing",
    "data.empty": "recovery.wrong_empty",
    "data.foreign": "recovery.wrong_foreign",
    "data.newer": "recovery.wrong_newer",
    "data.damaged": "recovery.wrong_damaged",
    "data.outdated": "recovery.wrong_outdated",
    "data.restore_lost": "recovery.wrong_restore_lost",
}
_REASONS = {
    "close": "关闭时",
    "interval": "填写中",
    "migration": "升级前",
    "import": "读入前",
    "restore": "恢复前",
}


@value_class
class Offer:
    """What the recovery page shows.

    ``wrong`` says what happened. ``backup`` is the newest good one of all places, None where there
    is none. ``gains`` says what it has more than the file that lies there, ``lacks`` how far it is
    behind, ``lost`` names the changes. ``repaired`` is the content of the damaged file where all of
    it could be read and proved: nothing is lost with it. ``readable`` is what lies there, as far
    as it opens at all.
    """

    wrong: str
    backup: Backup | None
    lacks: str
    lost: tuple[str, ...]
    repaired: bytes | None
    gains: str = ""
    readable: bytes | None = None


def offer(folder: Path, refusal: EnvironmentRefusal) -> Offer:
    """Look at what there is; changes nothing."""
    wrong = resources.sentence(WRONG[refusal.code], **refusal.values)
    readable = opening.latest_readable(folder)
    repaired = salvage.rebuilt(readable) if readable and refusal.code == "data.damaged" else None
    good = [found for found in map(backups.newest_good, backing_up.places_of(folder)) if found]
    backup = max(good, key=lambda found: found.age, default=None)
    if backup is None:
        return Offer(wrong, None, "", (), repaired)
    lost, gained = _apart(readable, backup, folder)
    lacks = _lacks(folder, backup, len(lost), is_all_there=bool(gained))
    gains = resources.sentence("recovery.gains", count=gained) if gained else ""
    return Offer(wrong, backup, lacks, tuple(lost), repaired, gains, readable)


def _apart(
    image: bytes | None,
    backup: Backup,
    folder: Path,
    brought: Collection[tuple[str, Key, str]] = (),
) -> tuple[list[str], int]:
    """Compare the file that lies there with a backup, as far as it can be read.

    Returns the changes that only the file has, by name, and the number of those that only the
    backup has. Both begin alike; from the first row of history on that differs they went apart.
    """
    if image is None:
        return [], 0
    path = paths.data_file(folder)
    with (
        suppress(Refusal, ValueError, TypeError, LookupError),
        closing(view(image, path)) as file,
        closing(view(backups.load(backup), path)) as kept,
        refusing(path),
    ):
        common = history.last_common(file, kept)
        later = history.after(file, common)
        lost = [one for one in later if (one.table, one.key, one.field) not in brought]
        gained = len(history.after(kept, common))
        return _lines(image, path, lost) or plain_lines(lost, history.documents_in(file)), gained
    return [], 0


def _lines(image: bytes, path: Path, entries: Sequence[Entry]) -> list[str]:
    """Name changes by the notices and documents of their file; none where it gives them not."""
    with (
        suppress(Refusal, ValueError, TypeError, LookupError),
        refusing(path),
        closing(view_current(image, path)) as file,
    ):
        words = History(Store(path, file))
        return [words.told(entry) for entry in entries]
    return []


def _lacks(folder: Path, backup: Backup, lost: int, *, is_all_there: bool) -> str:
    if lost:
        return resources.sentence("recovery.lacks", count=lost)
    mark = session_mark.read(folder)
    if mark is not None and backup.last_change >= 0 and not mark.is_open:
        behind = mark.last_change - backup.last_change
        code = "recovery.lacks_up_to" if behind > 0 else "recovery.lacks_nothing"
        return resources.sentence(code, count=behind)
    return resources.sentence("recovery.has_all" if is_all_there else "recovery.lacks_unknown")


# -- which backup --------------------------------------------------------------------------------


def choices(folder: Path) -> list[Backup]:
    """Return the backups of all places, newest first; each is proved when it is chosen."""
    every = [backup for place in backing_up.places_of(folder) for backup in backups.found(place)]
    return sorted(every, key=lambda backup: backup.age, reverse=True)


def lost_with(
    folder: Path, backup: Backup, brought: Collection[tuple[str, Key, str]] = ()
) -> tuple[str, ...]:
    """Name the changes that a backup lacks; not those of places (table, key, field) ``brought``."""
    return tuple(_apart(opening.latest_readable(folder), backup, folder, brought)[0])


def name_of(backup: Backup, folder: Path) -> str:
    """Return when and why a backup was made, and where it lies if not with the data."""
    when = local_time_with_year(backup.utc) if backup.utc else f"第{backup.number}份"
    place = backup.path.parent.parent
    where = "" if place == folder else f"（{place.parent}）"
    return f"{when}　{_REASONS.get(backup.reason.value, '')}{where}"


# -- what is done --------------------------------------------------------------------------------


def restore(folder: Path, backup: Backup, lost: tuple[str, ...] = ()) -> Path | None:
    """Put a backup in place; the damaged set is kept, with the list of what is lost beside it.

    Returns where.

    Raises:
        Refusal: the backup is damaged itself, the data are open elsewhere, or the disk fails.
    """
    kept = put(folder, backups.load(backup))
    if kept is not None and lost:
        text = "\n".join(lost) + "\n"
        files.write_atomically(kept / MISSING_NAME, text.encode(), files.PRIVATE_FILE)
    return kept


def put(folder: Path, image: bytes, proved: str = "") -> Path | None:
    """Put an image in the place of data that cannot be opened; raises as ``restore``.

    ``proved`` as in ``restoring.put_in_place``.
    """
    path = paths.data_file(folder)
    if open_files.is_locked_elsewhere(path):  # recovered and opened by another start meanwhile
        raise EnvironmentRefusal("data.locked", path=str(path))
    there = restoring.data_set(path)
    keep = kept_name() if there else ""
    return restoring.put_in_place(folder, image, keep, backing_up.next_branch(folder), proved)


def begin_anew(folder: Path) -> Path:
    """Set everything that is there aside, so that a first start follows; returns where it is.

    Raises:
        EnvironmentRefusal: the disk fails; what was moved is whole, the rest stays.
    """
    return restoring.set_aside(folder, kept_name())


def readable_workbook(folder: Path) -> bytes:
    """Return what can still be read of a damaged file as an xlsx, for reference only.

    Raises:
        Refusal: nothing can be read.
    """
    from forms.render import readable_xlsx  # brings openpyxl; the history asks for names only

    image = opening.latest_readable(folder)
    tables = salvage.readable(image) if image is not None else {}
    if not tables:
        raise Refusal("recovery.nothing_readable")
    return readable_xlsx.render(tables)
