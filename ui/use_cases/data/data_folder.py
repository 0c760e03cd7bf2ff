"""The data folder: opening it, saving a copy of it, putting another copy in its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import resources
from models.documents import history
from models.errors import EnvironmentRefusal
from models.safekeeping import backups, opening, restoring
from models.safekeeping.backups import BackupReason
from models.school import notices_kept, register
from models.storage import files, paths
from models.storage.data_file import check_header, check_image, count_rows, require_own_schema
from models.storage.store import Store
from ui.use_cases.data import backing_up
from ui.use_cases.times import local_time_with_year

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
    files.require_free(target)
    image = store.image()
    check_image(image, store.path)
    return files.write_atomically(target, image, files.PRIVATE_FILE)


def read_copy(source: Path) -> bytes:
    """Return the image that a file from outside carries: a copy, a backup or a 接班包.

    Raises:
        Refusal: it is no sound data file of ours, or holds no year yet.
    """
    # They bring zipfile and the readers of documents; a file from outside is rare.
    from ui.use_cases.data import handover_file, values

    if handover_file.is_package(source):
        image = handover_file.image_in(source)
    else:
        check_header(source)  # before a large file of another kind is read
        image = opening.image_of_set(source)
    require_own_schema(image, source)
    check_image(image, source)
    if not count_rows(image, source, ["year"])["year"]:
        raise EnvironmentRefusal("data.no_year", path=str(source))
    values.require_sound(image, source)
    return image


def whose(image: bytes, source: Path) -> str:
    """Say whose data an image holds and when they were last changed, as one clause."""
    try:
        store = Store.view(source, image)
    except EnvironmentRefusal as refusal:
        if refusal.code != "data.older_schema":
            raise
        return resources.sentence("settings.whose_old")
    try:
        last = next(history.newest_first(store), None)
        return resources.sentence(
            "settings.whose",
            school=register.school(store).printed_name or "（没有填校名）",
            years="、".join(f"{year}年" for year in notices_kept.years(store)),
            time=local_time_with_year(last.utc) if last else "—",
        )
    finally:
        store.close()


def put_image(folder: Path, image: bytes, reason: BackupReason) -> Path | None:
    """Put an image in the place of the folder's closed data; what was there is kept.

    Returns where: the backup made of sound data, the folder of a damaged set, None where nothing
    was there.

    Raises:
        EnvironmentRefusal: the data are open in a window, the disk fails, or what is there is
            damaged and this is no restore; nothing is changed.
    """
    branch = backing_up.next_branch(folder)
    if not restoring.data_set(paths.data_file(folder)):
        return restoring.put_in_place(folder, image, branch=branch)
    try:
        store = open_store(folder)
    except EnvironmentRefusal as refusal:
        if refusal.code not in opening.TROUBLES or reason is not BackupReason.RESTORE:
            raise
        return restoring.put_in_place(folder, image, kept_name(), branch)
    try:
        kept = backups.write(folder, store.image(), reason, store.utc())
    finally:
        store.close()
    restoring.put_in_place(folder, image, branch=branch)
    return kept.path


def is_begun(store: Store) -> bool:
    """Whether the first-run questions were answered."""
    return bool(notices_kept.years(store))
