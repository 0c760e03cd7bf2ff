"""What to offer when the data cannot be opened: the newest good copy and what it lacks."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from forms import readable_xlsx
from models import backups, history, opening, paths, restoring, salvage, session
from models.data_file import refusing, view
from models.errors import Refusal
from ui.use_cases.data import kept_name
from ui.use_cases.history import plain_line
from ui.use_cases.times import local_time

if TYPE_CHECKING:
    from pathlib import Path

    from models.backups import Backup
    from models.errors import EnvironmentRefusal

LISTED = 20  # changes that a backup lacks and that are named


@dataclass(frozen=True)
class Offer:
    """What the recovery page shows.

    ``wrong`` says what happened. ``backup`` is the newest good one, None where there is none.
    ``lacks`` says how far it is behind, ``lost`` names the changes. ``repaired`` is the content of
    the damaged file where all of it could be read and proved: nothing is lost with it.
    """

    wrong: str
    backup: Backup | None
    lacks: str
    lost: tuple[str, ...]
    repaired: bytes | None


def offer(folder: Path, refusal: EnvironmentRefusal) -> Offer:
    """Look at what there is; changes nothing."""
    wrong = resources.sentence(refusal.code, **refusal.values)
    readable = opening.latest_readable(folder)
    repaired = salvage.rebuilt(readable) if readable and refusal.code == "data.damaged" else None
    backup = backups.newest_good(folder)
    if backup is None:
        return Offer(wrong, None, "", (), repaired)
    lost = _changes_after(readable, backup.last_change, folder)
    return Offer(wrong, backup, _lacks(folder, backup, lost), tuple(lost[:LISTED]), repaired)


def _changes_after(image: bytes | None, seq: int, folder: Path) -> list[str]:
    """Name the changes in a damaged file that came after a backup, as far as they can be read."""
    if image is None:
        return []
    with suppress(Refusal, ValueError):
        path = paths.data_file(folder)
        with closing(view(image, path)) as con, refusing(path):
            return [plain_line(entry) for entry in history.after(con, seq)]
    return []


def _lacks(folder: Path, backup: Backup, lost: list[str]) -> str:
    if lost:
        return resources.sentence("recovery.lacks", count=len(lost))
    mark = session.read(folder)
    if mark is not None and backup.last_change >= 0 and not mark.is_open:
        behind = mark.last_change - backup.last_change
        code = "recovery.lacks_up_to" if behind > 0 else "recovery.lacks_nothing"
        return resources.sentence(code, count=behind)
    return resources.sentence("recovery.lacks_unknown")


def name_of(backup: Backup) -> str:
    """Return when a backup was made."""
    return local_time(backup.utc) if backup.utc else f"第{backup.number}份"


def restore(folder: Path, backup: Backup) -> Path | None:
    """Put a backup in place; the damaged set is kept. Returns where.

    Raises:
        Refusal: the backup is damaged itself, the data are open elsewhere, or the disk fails.
    """
    return put(folder, backups.load(backup))


def put(folder: Path, image: bytes) -> Path | None:
    """Put an image in the place of data that cannot be opened; raises as ``restore``."""
    there = restoring.data_set(paths.data_file(folder))
    return restoring.put_in_place(folder, image, kept_name() if there else "")


def readable_workbook(folder: Path) -> bytes:
    """Return what can still be read of a damaged file as an xlsx, for reference only.

    Raises:
        Refusal: nothing can be read.
    """
    image = opening.latest_readable(folder)
    tables = salvage.readable(image) if image is not None else {}
    if not tables:
        raise Refusal("recovery.nothing_readable")
    return readable_xlsx.render(tables)
