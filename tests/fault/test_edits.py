"""Each operation of a day's edits fails in turn; the day goes on, and so does the next.

Nothing here picks a moment: whatever an edit, a checkpoint or a backup does with its files,
operation for operation, is made to fail, as the first write of a session and as a later one.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import pytest

from models.safekeeping import backups, opening
from models.safekeeping.backups import BackupReason
from models.storage import open_files
from tests.fault import faults, work
from tests.fault.harm import FAILURES, READING_STEP, STEP, Harm, each, every

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.storage.store import Store

TIME = "2023-03-01T08:00:00Z"


@dataclass(frozen=True)
class Day:
    """A session that is harmed from its first write on or later, and goes on when all is well.

    Told are the number of each acknowledged edit and the sentence of each refusal.
    """

    folder: Path
    is_later: bool
    tell: Callable[[object], None]

    def live(self, begin_harm: Callable[[], None], end_harm: Callable[[], None]) -> None:
        store = self._morning() if self.is_later else None
        begin_harm()
        store = self._harmed(store, done=EARLIER if self.is_later else 0)
        end_harm()
        if store is None:
            store = opening.open_data(self.folder).store
        self.tell(work.finish(store))

    def _morning(self) -> Store:
        store = opening.open_data(self.folder).store
        for number in range(1, EARLIER + 1):
            work.edit(store, number)
        return store

    def _harmed(self, store: Store | None, done: int) -> Store | None:
        """Work on, whatever is refused: what was not taken is tried again."""
        for attempt in range(8):
            if store is None:
                store = self._opened()
                continue
            if self._is_done(partial(work.edit, store, done + 1)):
                done += 1
                self.tell(done)
            if attempt == 3:
                self._is_done(store.checkpoint)
            if attempt == 5:
                self._is_done(partial(self._back_up, store))
        return store

    def _opened(self) -> Store | None:
        opened: list[Store] = []
        self._is_done(lambda: opened.append(opening.open_data(self.folder).store))
        return opened[0] if opened else None

    def _back_up(self, store: Store) -> None:
        backups.write(self.folder, store.image(), BackupReason.INTERVAL, TIME)

    def _is_done(self, step: Callable[[], object]) -> bool:
        refused = work.refusal_of(step)
        if refused:
            self.tell(refused)
        return refused is None


EARLIER = 3  # edits before the harm begins, in a day that is harmed later


def operations_harmed(folder: Path, *, is_later: bool, reads: bool) -> int:
    """Return how many operations a day's harmed part takes unharmed."""

    def counted(tell: Callable[[object], None]) -> None:
        day = Day(folder, is_later, lambda _: None)
        begin = partial(faults.arm, 0, faults.OFF, reads=reads)
        day.live(begin, lambda: tell(faults.count()))

    outcome = faults.in_child(counted)
    assert outcome.status == 0
    return int(str(outcome.told[-1]))


@pytest.mark.parametrize("is_later", [False, True], ids=["first", "later"])
@each(FAILURES)
def test_an_edit_that_fails_is_refused_and_the_day_goes_on(
    folder: Path,
    new_image: bytes,
    harm: Harm,
    is_later: bool,  # noqa: FBT001
) -> None:
    """Whichever operation fails: nothing acknowledged is lost, nothing sound is condemned."""
    work.put(folder, new_image)
    count = operations_harmed(folder, is_later=is_later, reads=harm.reads)
    refusals = set()
    for at in every(count, READING_STEP if harm.reads else STEP):
        work.clear(folder)
        work.put(folder, new_image)

        def harmed(tell: Callable[[object], None], at: int = at) -> None:
            day = Day(folder, is_later, tell)
            day.live(partial(harm.arm, at), partial(faults.arm, 0, faults.OFF))

        outcome = faults.in_child(harmed)
        assert outcome.status == 0, (at, outcome)  # a refusal is no crash
        *_, last = (told for told in outcome.told if isinstance(told, int))
        refusals |= {told for told in outcome.told if isinstance(told, str)}
        work.prove(folder, last)
    assert refusals
    assert not [text for text in refusals if "损坏" in text]


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
        tell(work.finish(store))

    outcome = faults.in_child(harmed)
    assert outcome.status == 0
    *steps, last = outcome.told
    assert {tuple(step) for step in steps} <= {(True, 0), (False, 1)}  # said what is true
    assert (True, 0) in {tuple(step) for step in steps}
    work.prove(folder, last)


def test_a_store_that_the_disk_let_go_is_taken_up_when_the_disk_is_back(
    folder: Path, new_image: bytes
) -> None:
    work.put(folder, new_image)

    def harmed(tell: Callable[[object], None]) -> None:
        store = opening.open_data(folder).store
        work.edit(store, 1)
        faults.arm(1, faults.FOR_EVER, errno.EIO, reads=True)
        for _ in range(3):
            tell(work.refusal_of(partial(work.edit, store, 2)))
            tell(work.refusal_of(lambda: store.query("SELECT 1")))
        faults.arm(0, faults.OFF)
        tell(work.reached(store))
        work.edit(store, 2)
        work.finish(store)

    outcome = faults.in_child(harmed)
    assert outcome.status == 0
    *refused, reached = outcome.told
    assert all("磁盘出错" in str(told) or "打不开" in str(told) for told in refused)
    assert reached == 1
    work.prove(folder, 5)


def test_what_another_window_did_in_the_meantime_is_not_written_over(
    folder: Path, new_image: bytes
) -> None:
    """While the disk was gone so was our lock: who came in between has the file now."""
    work.put(folder, new_image)

    def harmed(tell: Callable[[object], None]) -> None:
        store = opening.open_data(folder).store
        work.edit(store, 1)
        faults.arm(1, faults.FOR_EVER, errno.EIO, reads=True)
        work.refusal_of(partial(work.edit, store, 2))
        faults.arm(0, faults.OFF)

        def another(_tell: object) -> None:
            open_files.let_go(open_files.identity(store.path) or (0, 0))  # not open here
            other = opening.open_data(folder).store
            for number in (2, 3):
                work.edit(other, number)
            other.close()

        assert faults.in_child(another).status == 0
        tell(work.refusal_of(partial(work.edit, store, 2)))

    outcome = faults.in_child(harmed)
    assert outcome.status == 0
    assert "磁盘出错" in str(outcome.told[-1])
    work.prove(folder, 3)
