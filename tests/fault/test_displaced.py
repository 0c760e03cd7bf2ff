"""The data file is replaced or deleted while it is open; faults on the way back cost nothing.

What the window does is done here: a backup and the mark at once, then putting back.
"""

from __future__ import annotations

import errno
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal
from models.safekeeping import backups, displacement, opening
from models.safekeeping.backups import BackupReason
from models.storage import paths
from models.storage.data_file import view
from models.storage.store import Store
from tests.fault import faults, work
from tests.fault.disk import Disk
from tests.fault.harm import FAILURES, KILLS, STEP, Harm, each, every
from tests.fault.test_power_cut import FILE_CUTS, cuts, trace

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

KEEP = "2023-03-01_080000_000000"
EDITS = 6


def replaced(store: Store, old: bytes) -> None:
    """A sync client renames an old copy over the file."""
    other = store.path.with_name("incoming")
    other.write_bytes(old)
    other.replace(store.path)


def deleted(store: Store, _old: bytes) -> None:
    store.path.unlink()


def displaced(folder: Path, image: bytes, harm: Callable[[Store, bytes], None]) -> Store:
    """Return a store with edits whose file is no longer at its path, its backup made."""
    work.clear(folder)
    work.put(folder, image)
    store = opening.open_data(folder).store
    opening.begin_session(store)
    for number in range(1, EDITS + 1):
        work.edit(store, number)
        if number == EDITS // 2:
            store.checkpoint()
    harm(store, image)
    refused = work.refusal_of(partial(work.edit, store, EDITS + 1))
    assert refused is not None
    displacement.note(store)
    backups.write(folder, store.image(), BackupReason.INTERVAL, work.TIME)
    return store


def require_all(folder: Path) -> bool:
    """Every edit is in the data, or told as missing with the backup that has them all.

    Returns whether it is in the data.
    """
    try:
        store = opening.open_data(folder).store
    except EnvironmentRefusal:
        newest = backups.newest_good(folder)
        assert newest is not None
        found = Store.view(newest.path, backups.load(newest))
        assert work.reached(found) == EDITS
        found.close()
        return False
    assert work.reached(store) == EDITS
    work.finish(store)
    return True


@pytest.mark.parametrize("away", [replaced, deleted])
@each(KILLS)
def test_putting_back_killed_anywhere_loses_no_edit(
    folder: Path, new_image: bytes, harm: Harm, away: Callable[[Store, bytes], None]
) -> None:
    ends = set()
    for at in every(operations(folder, new_image, away)):

        def killed(_tell: object, at: int = at) -> None:
            store = displaced(folder, new_image, away)
            harm.arm(at)
            displacement.put_back(store, KEEP)

        assert faults.in_child(killed).was_killed
        ends.add(require_all(folder))
    assert ends == {True, False}


@pytest.mark.parametrize("away", [replaced, deleted])
@each(FAILURES)
def test_putting_back_that_fails_is_tried_again_and_gone_on_with(
    folder: Path, new_image: bytes, harm: Harm, away: Callable[[Store, bytes], None]
) -> None:
    for at in every(operations(folder, new_image, away, reads=harm.reads), 3 * STEP):

        def harmed(tell: Callable[[object], None], at: int = at) -> None:
            store = displaced(folder, new_image, away)
            harm.arm(at)
            refused = work.refusal_of(partial(displacement.put_back, store, KEEP))
            faults.arm(0, faults.OFF)
            if displacement.is_displaced(store):
                assert refused
                displacement.put_back(store, KEEP + "2")
            work.edit(store, EDITS + 1)
            tell(work.finish(store))

        outcome = faults.in_child(harmed)
        assert outcome.status == 0, (at, outcome)
        work.prove(folder, int(str(outcome.told[-1])))


def operations(
    folder: Path, image: bytes, away: Callable[[Store, bytes], None], *, reads: bool = False
) -> int:
    """Return how many operations putting back takes unharmed."""

    def counted(tell: Callable[[object], None]) -> None:
        store = displaced(folder, image, away)
        faults.arm(0, faults.OFF, reads=reads)
        displacement.put_back(store, KEEP)
        tell(faults.count())

    outcome = faults.in_child(counted)
    assert outcome.status == 0
    return int(str(outcome.told[-1]))


@pytest.mark.parametrize("away", [replaced, deleted])
def test_a_power_cut_while_putting_back_loses_no_edit(
    folder: Path,
    target: Path,
    tmp_path: Path,
    rng: random.Random,
    new_image: bytes,
    away: Callable[[Store, bytes], None],
) -> None:
    store = displaced(folder, new_image, away)
    disk = Disk(folder)

    def put_back() -> None:
        displacement.put_back(store, KEEP)
        faults.note("done")

    ends = set()
    for acknowledged in cuts(disk, trace(folder, tmp_path, put_back), target, rng, FILE_CUTS):
        ends.add(require_all(target))
        assert ends != {False} or not acknowledged
    assert ends == {True, False}
    store.close()


@pytest.mark.parametrize("away", [replaced, deleted])
def test_killed_before_it_is_put_back_the_next_start_says_so(
    folder: Path, new_image: bytes, away: Callable[[Store, bytes], None]
) -> None:
    def killed(_tell: object) -> None:
        displaced(folder, new_image, away)

    assert faults.in_child(killed).status == 0
    assert require_all(folder) is False


@pytest.mark.parametrize("step", ["edit", "checkpoint"])
def test_a_log_that_was_taken_away_is_held_by_its_connection_alone(
    folder: Path, new_image: bytes, step: str
) -> None:
    """And the disk refuses writes just then: the connection is not let go."""
    for at in range(1, 9):
        work.clear(folder)
        work.put(folder, new_image)

        def harmed(tell: Callable[[object], None], at: int = at) -> None:
            store = opening.open_data(folder).store
            work.edit(store, 1)
            store.path.with_name(f"{store.path.name}-wal").unlink()
            faults.arm(at, faults.FOR_EVER, errno.EIO)
            work.refusal_of(
                store.checkpoint if step == "checkpoint" else partial(work.edit, store, 2)
            )
            faults.arm(0, faults.OFF)
            assert work.reached(store) in (1, 2)
            tell(work.finish(store))

        outcome = faults.in_child(harmed)
        assert outcome.status == 0, at
        work.prove(folder, int(str(outcome.told[-1])))


def test_the_other_file_is_kept_whole(folder: Path, new_image: bytes) -> None:
    store = displaced(folder, new_image, replaced)
    kept = displacement.put_back(store, KEEP)
    assert kept is not None
    con = view((kept / paths.DATA_FILE).read_bytes(), kept)
    assert con.execute("SELECT count(*) FROM history").fetchone() == (0,)
    con.close()
    work.finish(store)
    shutil.rmtree(kept)
