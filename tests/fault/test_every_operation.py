"""Each operation in turn fails, once or from then on, or is the last before a kill.

Nothing here picks a moment: whatever a piece of work does with its files, operation for operation,
is made to fail, and the same assertions hold after each.
"""

from __future__ import annotations

import errno
import shutil
from functools import partial
from pathlib import Path

import pytest

from models.errors import EnvironmentRefusal
from models.interchange import document as interchange
from models.safekeeping import backups, opening, restoring
from models.safekeeping.backups import BackupReason
from models.storage import files, paths
from models.storage.data_file import check_image
from models.storage.schema import SCHEMA_VERSION
from models.storage.store import Store
from tests.fault import faults, work
from tests.fault.harm import (
    FAILURES,
    KILLS,
    Harm,
    each,
    every,
    harmed_once,
    number_of_operations,
    renew,
    told,
)

KEPT = Path(__file__).parents[1] / "data" / "databases"
STAMP = "20230301T000000Z"
TIME = "2023-03-01T08:00:00Z"


# -- whole files -----------------------------------------------------------------------------------


@each(FAILURES)
def test_an_export_that_fails_leaves_the_old_file_or_the_new(folder: Path, harm: Harm) -> None:
    path = folder / "清单.pdf"
    path.write_bytes(b"old")
    write = partial(files.write_atomically, path, b"new" * 9000)
    count = number_of_operations(write, reads=harm.reads)
    for at in every(count):
        path.write_bytes(b"old")
        outcome = harmed_once(write, at, harm)
        assert outcome.status == 0
        assert path.read_bytes() in (b"old", b"new" * 9000)
        assert outcome.told == [None] or path.read_bytes() == b"old" or "磁盘报错" in told(outcome)
        left = [p.name for p in folder.iterdir() if p != path]
        assert left == [] or harm.mode == faults.FOR_EVER  # then not even removing works
        write()
        assert path.read_bytes() == b"new" * 9000


@each(FAILURES)
def test_a_backup_that_fails_costs_no_older_one(folder: Path, new_image: bytes, harm: Harm) -> None:
    work.put(folder, new_image)
    write = partial(backups.write, folder, new_image, BackupReason.CLOSE, TIME)
    for _ in range(11):
        write()
    saved = folder.with_name(f"{folder.name}-saved")
    shutil.copytree(folder, saved)
    count = number_of_operations(write, reads=harm.reads)
    for at in every(count):
        renew(folder, saved)
        outcome = harmed_once(write, at, harm)
        assert outcome.status == 0
        good = [backup for backup in backups.found(folder) if backups.load(backup)]
        assert len(good) >= backups.NEWEST_KEPT
        work.go_on(folder)
    shutil.rmtree(saved)


@each(KILLS)
def test_a_backup_killed_anywhere_costs_no_older_one(
    folder: Path, new_image: bytes, harm: Harm
) -> None:
    work.put(folder, new_image)
    write = partial(backups.write, folder, new_image, BackupReason.CLOSE, TIME)
    for _ in range(11):
        write()
    saved = folder.with_name(f"{folder.name}-saved")
    shutil.copytree(folder, saved)
    for at in every(number_of_operations(write)):
        renew(folder, saved)
        assert harmed_once(write, at, harm).was_killed
        good = [backup for backup in backups.found(folder) if backups.load(backup)]
        assert len(good) >= backups.NEWEST_KEPT
        write()  # and the next one clears what was left
        assert not list((folder / backups.FOLDER).glob(f"{files.PART}*"))
        work.go_on(folder)
    shutil.rmtree(saved)


@each(KILLS)
def test_an_export_killed_anywhere_is_the_old_file_or_the_new(folder: Path, harm: Harm) -> None:
    path = folder / "清单.xlsx"
    path.write_bytes(b"old")
    write = partial(files.write_atomically, path, b"new" * 9000)
    for at in every(number_of_operations(write)):
        path.write_bytes(b"old")
        assert harmed_once(write, at, harm).was_killed
        assert path.read_bytes() in (b"old", b"new" * 9000)
        write()
        assert path.read_bytes() == b"new" * 9000


# -- restoring -------------------------------------------------------------------------------------


class Restore:
    """A damaged file with a log beside it, and a good one to put in its place."""

    def __init__(self, folder: Path, old: bytes, new: bytes) -> None:
        self.folder = folder
        self.path = paths.data_file(folder)
        self.log = Path(f"{self.path}-wal")
        self.damaged = old[:5000] + bytes(400) + old[5400:]
        self.new = new

    def begin(self) -> None:
        work.clear(self.folder)
        self.path.write_bytes(self.damaged)
        self.log.write_bytes(b"left over" * 500)

    def run(self) -> None:
        restoring.put_in_place(self.folder, self.new, STAMP)

    def resume(self) -> None:
        if restoring.is_unfinished(self.folder):
            restoring.resume(self.folder)

    def is_done(self) -> bool:
        """Assert the end is one of two; returns whether it is the chosen file."""
        content = self.path.read_bytes()
        assert content in (self.damaged, self.new)
        if content == self.damaged:
            assert self.log.read_bytes() == b"left over" * 500
            return False
        kept = self.folder / restoring.DAMAGED_FOLDER / STAMP
        assert (kept / self.path.name).read_bytes() == self.damaged
        assert (kept / self.log.name).read_bytes() == b"left over" * 500
        assert not self.log.exists()
        check_image(content, self.path)
        return True


@pytest.fixture
def restore(folder: Path, new_image: bytes, year_image: bytes) -> Restore:
    return Restore(folder, year_image, new_image)


@each(KILLS)
def test_a_restore_killed_twice_ends_in_the_chosen_file(restore: Restore, harm: Harm) -> None:
    restore.begin()
    ends = set()
    resumed = 0
    for at in every(number_of_operations(restore.run)):
        restore.begin()
        assert harmed_once(restore.run, at, harm).was_killed
        halfway = restore.folder.with_name(f"{restore.folder.name}-halfway")
        shutil.copytree(restore.folder, halfway)
        if restoring.is_unfinished(restore.folder):
            for second in every(number_of_operations(restore.resume)):
                renew(restore.folder, halfway)
                assert harmed_once(restore.resume, second, harm).was_killed
                restore.resume()
                ends.add(restore.is_done())
                assert not restoring.is_unfinished(restore.folder)
                resumed += 1
        ends.add(done := restore.is_done())
        if done:
            work.go_on(restore.folder)
        shutil.rmtree(halfway)
    assert ends == {True, False}
    assert resumed


@each(FAILURES)
def test_a_restore_that_fails_can_be_finished_later(restore: Restore, harm: Harm) -> None:
    restore.begin()
    for at in every(number_of_operations(restore.run, reads=harm.reads)):
        restore.begin()
        assert harmed_once(restore.run, at, harm).status == 0
        restore.resume()
        if restore.is_done():
            work.go_on(restore.folder)


# -- migration -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", sorted(KEPT.rglob("*.sqlite3")), ids=lambda p: p.stem)
@each(KILLS)
def test_a_migration_killed_anywhere_is_whole(folder: Path, harm: Harm, fixture: Path) -> None:
    def open_it() -> None:
        opening.open_data(folder).store.close()

    work.put(folder, fixture.read_bytes())
    count = number_of_operations(open_it)
    wanted = ""
    for at in every(count):
        work.clear(folder)
        work.put(folder, fixture.read_bytes())
        assert harmed_once(open_it, at, harm).was_killed
        store = opening.open_data(folder).store
        assert store.query("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        found = interchange.dump(store)
        wanted = wanted or found
        assert found == wanted
        work.require_sound(store)
        store.close()
        if fixture.stem != f"v0.{SCHEMA_VERSION}":
            newest = backups.newest_good(folder)
            assert newest is not None
            assert newest.reason is BackupReason.MIGRATION
        work.go_on(folder)


def test_a_new_data_file_is_whole_or_not_there(folder: Path) -> None:
    path = paths.data_file(folder)
    for harm in KILLS:
        for at in every(number_of_operations(lambda: Store.create(path).close())):
            work.clear(folder)
            harmed_once(lambda: Store.create(path).close(), at, harm)
            if not path.exists():
                Store.create(path).close()
            work.go_on(folder)
        work.clear(folder)


def test_what_the_disk_refuses_is_never_a_bug_of_ours(folder: Path) -> None:
    """The shim does harm: without it a refusal would prove nothing."""
    write = partial(files.write_atomically, folder / "x", b"1")
    outcome = harmed_once(write, 1, Harm(faults.ONCE, errno.ENOSPC))
    assert "磁盘已满" in told(outcome)
    with pytest.raises(EnvironmentRefusal):
        files.write_atomically(folder / "no" / "x", b"1")
