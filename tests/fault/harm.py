"""Operations in turn are harmed: they fail, once or from then on, or are the last before a kill."""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.fault import faults, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STEP = faults.rounds(7, 1)  # quick: every seventh operation
READING_STEP = faults.rounds(29, 1)  # there are many more of them


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


def each(harms: list[Harm]) -> pytest.MarkDecorator:
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


def every(count: int, step: int = STEP) -> Iterator[int]:
    """Yield the operations to harm: all, or in a quick run some, the last always among them."""
    assert count > 0
    yield from range(1, count + 1, step)
    if (count - 1) % step:
        yield count


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


def renew(folder: Path, saved: Path) -> None:
    work.clear(folder)
    shutil.copytree(saved, folder, dirs_exist_ok=True)
