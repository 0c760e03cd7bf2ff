"""Each operation in turn fails, once or from then on, or is the last before a kill.

Nothing here picks a moment: whatever a piece of work does with its files, operation for operation,
is made to fail, and the same assertions hold after each.
"""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEPT = Path(__file__).parents[1] / "data" / "databases"
STAMP = "20230301T000000Z"
TIME = "2023-03-01T08:00:00Z"
STEP = faults.rounds(3, 1)  # quick: every third operation


@dataclass(frozen=True)
class Harm:
    """How an operation is harmed: once or for ever, with which error, reading too or not."""

    mode: int
    error: int = 0
    reads: bool = False

    @property
    def name(self) -> str:
        word = {faults.ONCE: "once", faults.FOR_EVER: "for-ever", faults.KILL: "killed"}
        error = errno.errorcode.get(self.error, "")
        return f"{word.get(self.mode, 'torn')}-{error}{'-reading' if self.reads else ''}"

    def arm(self, at: int) -> None:
        faults.arm(at, self.mode, self.error, reads=self.reads)


FAILURES = [
    Harm(mode, error, reads)
    for mode in (faults.ONCE, faults.FOR_EVER)
    for error, reads in ((errno.EIO, True), (errno.EIO, False), (errno.ENOSPC, False))
]
KILLS = [Harm(faults.KILL), Harm(faults.KILL_TORN)]


def each(harms: list[Harm]) -> Any:
    return pytest.mark.parametrize("harm", harms, ids=[harm.name for harm in harms])


def number_of_operations(work_of: Callable[[], object], *, reads: bool = False) -> int:
    """Let work run unharmed in a child; returns how many operations it took."""

    def counting(tell: Callable[[object], None]) -> None:
        faults.arm(0, faults.OFF, reads=reads)
        work_of()
        tell(faults.count())

    outcome = faults.in_child(counting)
    assert outcome.status == 0
    return int(str(outcome.told[-1]))


def every(count: int) -> Iterator[int]:
    """Yield the operations to harm: all, or in a quick run some, the last always among them."""
    assert count > 0
    yield from range(1, count + 1, STEP)
    if (count - 1) % STEP:
        yield count


# -- edits -----------------------------------------------------------------------------------------


def a_morning(folder: Path, tell: Callable[[object], None]) -> None:
    """Open, edit with checkpoints, close; each acknowledged edit and each refusal is told."""
    refused = work.refusal_of(partial(_edits, folder, tell))
    if refused:
        tell(refused)


def _edits(folder: Path, tell: Callable[[object], None]) -> None:
    store = opening.open_data(folder).store
    for number in range(work.reached(store) + 1, work.reached(store) + 13):
        refused = work.refusal_of(partial(work.edit, store, number))
        if refused:
            tell(refused)
            break  # what the clerk then does is tested by opening the file again
        tell(number)
        if number % 5 == 0:
            store.checkpoint()
    opening.end_session(store)


@each(FAILURES)
def test_an_edit_that_fails_is_refused_and_nothing_acknowledged_is_lost(
    folder: Path, new_image: bytes, harm: Harm
) -> None:
    work.put(folder, new_image)
    count = number_of_operations(lambda: a_morning(folder, lambda _: None), reads=harm.reads)
    refusals = set()
    for at in every(count):
        clear(folder)
        work.put(folder, new_image)

        def harmed(tell: Callable[[object], None], at: int = at) -> None:
            harm.arm(at)
            a_morning(folder, tell)

        outcome = faults.in_child(harmed)
        assert outcome.status == 0, (at, outcome)  # a refusal is no crash
        acknowledged = max((told for told in outcome.told if isinstance(told, int)), default=0)
        refusals |= {told for told in outcome.told if isinstance(told, str)}
        work.prove(folder, acknowledged)
    assert refusals


def test_a_store_goes_on_after_an_error_that_passed(folder: Path, new_image: bytes) -> None:
    """One failing sync: the edit is found in the file or it is not, and the next one is saved."""
    work.put(folder, new_image)

    def harmed(tell: Callable[[object], None]) -> None:
        store = opening.open_data(folder).store
        work.edit(store, 1)
        for at in range(1, 14):
            before = work.reached(store)
            faults.arm(at, faults.ONCE, errno.EIO)
            refused = work.refusal_of(partial(work.edit, store, before + 1))
            faults.arm(0, faults.OFF)
            tell([bool(refused), work.reached(store) - before])
        work.edit(store, work.reached(store) + 1)
        tell(work.reached(store))
        store.close()

    outcome = faults.in_child(harmed)
    assert outcome.status == 0
    *steps, last = outcome.told
    assert {tuple(step) for step in steps} <= {(True, 0), (False, 1)}  # said what is true
    assert (True, 0) in {tuple(step) for step in steps}
    assert work.prove(folder, last) == last


def test_a_store_that_the_disk_let_go_refuses_everything(folder: Path, new_image: bytes) -> None:
    work.put(folder, new_image)

    def harmed(tell: Callable[[object], None]) -> None:
        store = opening.open_data(folder).store
        work.edit(store, 1)
        faults.arm(1, faults.FOR_EVER, errno.EIO, reads=True)
        tell(work.refusal_of(partial(work.edit, store, 2)))
        faults.arm(0, faults.OFF)
        tell(work.refusal_of(partial(work.edit, store, 3)))
        tell(work.refusal_of(lambda: store.query("SELECT 1")))

    outcome = faults.in_child(harmed)
    assert outcome.status == 0
    assert all("磁盘出错" in str(told) for told in outcome.told)
    work.prove(folder, 1)


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


@each(FAILURES)
def test_a_backup_that_fails_costs_no_older_one(folder: Path, new_image: bytes, harm: Harm) -> None:
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
    shutil.rmtree(saved)


@each(KILLS)
def test_a_backup_killed_anywhere_costs_no_older_one(
    folder: Path, new_image: bytes, harm: Harm
) -> None:
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
        clear(self.folder)
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
        ends.add(restore.is_done())
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
        restore.is_done()


# -- migration -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", sorted(KEPT.glob("*.sqlite3")), ids=lambda p: p.stem)
@each(KILLS)
def test_a_migration_killed_anywhere_is_whole(folder: Path, harm: Harm, fixture: Path) -> None:
    def open_it() -> None:
        opening.open_data(folder).store.close()

    work.put(folder, fixture.read_bytes())
    count = number_of_operations(open_it)
    wanted = ""
    for at in every(count):
        clear(folder)
        work.put(folder, fixture.read_bytes())
        assert harmed_once(open_it, at, harm).was_killed
        store = opening.open_data(folder).store
        assert store.query("PRAGMA user_version") == [(SCHEMA_VERSION,)]
        found = interchange.dump(store)
        wanted = wanted or found
        assert found == wanted
        assert list(filter(None, store.wrong_parts())) == []
        store.close()
        if fixture.stem != f"v0.{SCHEMA_VERSION}":
            newest = backups.newest_good(folder)
            assert newest is not None
            assert newest.reason is BackupReason.MIGRATION


def test_a_new_data_file_is_whole_or_not_there(folder: Path) -> None:
    path = paths.data_file(folder)
    for harm in KILLS:
        for at in every(number_of_operations(lambda: Store.create(path).close())):
            clear(folder)
            harmed_once(lambda: Store.create(path).close(), at, harm)
            if path.exists():
                Store.open(path).close()
            else:
                Store.create(path).close()
        clear(folder)


# -- harm ------------------------------------------------------------------------------------------


def harmed_once(step: Callable[[], object], at: int, harm: Harm) -> faults.Outcome:
    """Run a step in a child that is harmed at one operation; tells its refusal, None when done."""

    def harmed(tell: Callable[[object], None]) -> None:
        harm.arm(at)
        refused = work.refusal_of(step)
        faults.arm(0, faults.OFF)
        tell(refused)

    return faults.in_child(harmed)


def told(outcome: faults.Outcome) -> str:
    return str(outcome.told[-1])


def clear(folder: Path) -> None:
    for old in folder.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()


def renew(folder: Path, saved: Path) -> None:
    clear(folder)
    shutil.copytree(saved, folder, dirs_exist_ok=True)


def test_what_the_disk_refuses_is_never_a_bug_of_ours(folder: Path) -> None:
    """The shim does harm: without it a refusal would prove nothing."""
    write = partial(files.write_atomically, folder / "x", b"1")
    outcome = harmed_once(write, 1, Harm(faults.ONCE, errno.ENOSPC))
    assert "磁盘已满" in told(outcome)
    with pytest.raises(EnvironmentRefusal):
        files.write_atomically(folder / "no" / "x", b"1")
