"""The data folder: opening it, saving a copy of it, putting another copy in its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening, restoring
from models.safekeeping.backups import BackupReason
from models.school import notices_kept
from models.storage import files, open_files, paths
from models.storage.data_file import check_image
from models.storage.store import Store
from ui.use_cases.data import backing_up

if TYPE_CHECKING:
    from pathlib import Path


def open_store(folder: Path) -> Store:
    """Open the data of a folder; raises as ``opening.open_data``."""
    return opening.open_data(folder).store


def open_or_create(folder: Path) -> Store:
    """Open the data of a folder, beginning an empty one where nothing was ever there."""
    if opening.is_new(folder):
        store = Store.create(paths.data_file(folder))
        files.make_private(folder, files.PRIVATE_FOLDER)  # it may have been there, open to all
        return store
    return open_store(folder)


def kept_name() -> str:
    """Return the name of a kept set: the time on the wall, to the microsecond."""
    return f"{datetime.now().astimezone():%Y-%m-%d_%H%M%S_%f}"


def save_copy(store: Store, target: Path) -> Path:
    """Write a proved copy of the whole data file (另存一份数据).

    Raises:
        EnvironmentRefusal: the target is the data file itself, cannot be written, or the data are
            damaged.
    """
    open_files.require_free(target)
    image = store.image()
    check_image(image, store.path)
    return files.write_atomically(target, image, files.PRIVATE_FILE)


def put_image(folder: Path, image: bytes, reason: BackupReason, proved: str = "") -> Path | None:
    """Put an image in the place of the folder's closed data; what was there is kept.

    ``proved`` as in ``restoring.put_in_place``.

    Returns where: the backup made of sound data, the folder of a damaged set, None where nothing
    was there.

    Raises:
        EnvironmentRefusal: the data are open in a window, the disk fails, or what is there is
            damaged and this is no restore; nothing is changed.
    """
    branch = backing_up.next_branch(folder)
    if not restoring.data_set(paths.data_file(folder)):
        return restoring.put_in_place(folder, image, branch=branch, proved=proved)
    try:
        store = open_store(folder)
    except EnvironmentRefusal as refusal:
        if refusal.code not in opening.TROUBLES or reason is not BackupReason.RESTORE:
            raise
        return restoring.put_in_place(folder, image, kept_name(), branch, proved)
    try:
        kept = backups.write(folder, store.image(), reason, store.utc())
    finally:
        store.close()
    restoring.put_in_place(folder, image, branch=branch, proved=proved)
    return kept.path


def is_begun(store: Store) -> bool:
    """Whether the first-run questions were answered."""
    return bool(notices_kept.years(store))
