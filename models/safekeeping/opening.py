"""Opening the data of a folder in a fixed order, so that nothing wrong is ever shown as right.

Unfinished restore → missing or empty → not ours → newer → how the last session ended → structure
and content digest. A disk that does not answer is not damage: it is refused as what it is.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, restoring, session_mark
from models.safekeeping.backups import BackupReason
from models.safekeeping.session_mark import Mark
from models.storage import files, paths
from models.storage.data_file import check_header, connect, image_of, refusing
from models.storage.store import Store, stored_time, utc_now
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

# Refusals that the recovery page has an answer to.
TROUBLES = frozenset(
    {
        *("data.missing", "data.empty", "data.foreign", "data.newer", "data.damaged"),
        *("data.outdated", "data.restore_lost"),
    }
)
_BEFORE_ANOTHER = {BackupReason.RESTORE, BackupReason.IMPORT}
TIGHT, TIGHT_FACTOR = 50 * 2**20, 10  # bytes free, or times the data file: less is told
ROOMY = 2**30  # bytes free, with which no disk is nearly full, however large the scans are


@value_class
class Opened:
    """A store, and what was seen on the way to it.

    ``ended_badly``: the last session ended without a word, so everything was proved before this
    one. ``rights_were_open``: others could read the data until now.
    ``is_disk_nearly_full``: there is room for a few more copies of the data.
    """

    store: Store
    ended_badly: bool = False
    rights_were_open: bool = False
    is_disk_nearly_full: bool = False


def is_new(folder: Path) -> bool:
    """Whether nothing of ours was ever here: no data, no backups, no mark of a session."""
    path = paths.data_file(folder)
    if restoring.is_begun(folder) or restoring.data_set(path):
        return False
    return session_mark.read(folder) is None and not backups.found(folder)


def open_data(
    folder: Path, now: Callable[[], datetime] | None = None, *, is_outdated_right: bool = False
) -> Opened:
    """Open the data of a folder.

    With ``is_outdated_right`` a file is taken that lacks what the last session or the newest backup
    has reached: a new branch begins with it.

    Raises:
        EnvironmentRefusal: one of ``TROUBLES``, or locked, unreadable, a failing disk.
    """
    path = paths.data_file(folder)
    if not _may_write(path):
        return Opened(_view(path, now))
    if restoring.is_unfinished(folder):
        restoring.resume(folder)
    mark = session_mark.read(folder)
    ended_badly = _log_is_left(path) or (mark is not None and mark.is_open)
    is_known = mark is not None and mark.generation != session_mark.NOTHING_KNOWN
    store = Store.open(
        path,
        now,
        thorough=ended_badly or not is_known,
        before_migration=partial(_keep_as_it_was, folder, now or utc_now),
    )
    try:
        store.branch = backups.branch_of(folder)
        if is_outdated_right:
            with suppress(EnvironmentRefusal):  # a full disk: the next start asks once more
                mark_reached(store, branch=backups.branch_of(folder) + 1)
        else:
            _require_reached(store, mark)
    except BaseException:
        store.close()
        raise
    # Only now is it sure that the folder is ours, and nobody else writes there.
    files.remove_parts(folder)
    rights_were_open = files.make_private(folder, files.PRIVATE_FOLDER)
    rights_were_open = files.make_private(path, files.PRIVATE_FILE) or rights_were_open
    return Opened(store, ended_badly, rights_were_open, _is_disk_nearly_full(path))


def _require_reached(store: Store, mark: Mark | None) -> None:
    """Refuse a file that lacks what the last session or the newest backup has reached.

    A backup of an older branch was passed by when another state was chosen; so was one that was
    made before just that (versions to 1.1 know no branches, and a mark may be lost).

    Raises:
        EnvironmentRefusal: ``data.outdated``.
    """
    newest = backups.newest(store.path.parent)
    if newest is not None and (
        newest.reason in _BEFORE_ANOTHER or (mark is not None and newest.branch < mark.branch)
    ):
        newest = None
    for known in (mark, newest):
        if known and not store.holds(known.generation, known.last_change, known.row):
            raise EnvironmentRefusal("data.outdated", path=str(store.path))


def _keep_as_it_was(folder: Path, now: Callable[[], datetime], image: bytes) -> None:
    """Make the backup of a file of an older schema."""
    backups.write(folder, image, BackupReason.MIGRATION, stored_time(now()))


def begin_session(store: Store) -> None:
    """Mark the session as open; written when the window stands, for it costs two syncs.

    Raises:
        EnvironmentRefusal: the folder does not take it.
    """
    mark_reached(store)


def mark_reached(store: Store, *, is_open: bool = True, branch: int | None = None) -> None:
    """Write down how far the data have come: a file that lacks it is not taken for them.

    ``branch`` is a new one, None for the one they are on.

    Raises:
        EnvironmentRefusal: the folder does not take it.
    """
    if not store.is_writable:
        return
    folder = store.path.parent
    number, row = store.last_change
    # A mark that cannot be read for a moment must not take the branch back.
    store.branch = branch or max(store.branch, backups.branch_of(folder))
    session_mark.write(folder, Mark(is_open, store.generation, number, row, store.branch))


def end_session(store: Store) -> None:
    """Mark the session as ended well, and let go of the file; raises as ``begin_session``."""
    try:
        mark_reached(store, is_open=False)
    finally:
        store.close()


def _log_is_left(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file."""
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _is_disk_nearly_full(path: Path) -> bool:
    free = files.free_space(path.parent)
    wanted = min(max(TIGHT, TIGHT_FACTOR * path.stat().st_size), ROOMY)
    return free is not None and free < wanted


# -- looking only --------------------------------------------------------------------------------


def _may_write(path: Path) -> bool:
    if not path.exists():
        return True
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _view(path: Path, now: Callable[[], datetime] | None) -> Store:
    """Open a file that may not be written: an image of it in memory.

    Raises:
        EnvironmentRefusal: it is damaged, or of an older schema.
    """
    check_header(path)
    return Store.view(path, image_of_set(path), now)


def image_of_set(path: Path) -> bytes:
    """Return the image of a closed data file with what stands in the log beside it.

    Works on a copy: neither file nor log is touched.

    Raises:
        EnvironmentRefusal: it cannot be read, or SQLite does not open it.
    """
    if not _log_is_left(path):
        return files.read_limited(path, restoring.LIMIT)
    with files.temporary_folder() as folder:
        copy = folder / path.name
        for source in restoring.data_set(path):
            content = files.read_limited(source, restoring.LIMIT)
            files.write_atomically(copy.with_name(source.name), content, files.PRIVATE_FILE)
        with closing(connect(copy)) as con, refusing(path):
            return image_of(con)


def latest_readable(folder: Path) -> bytes | None:
    """Return the image of a damaged data set with its log, None where it does not open at all."""
    with suppress(EnvironmentRefusal, OSError):
        return image_of_set(paths.data_file(folder))
    return None
