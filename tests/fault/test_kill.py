"""kill -9 while edits are acknowledged: every acknowledged edit is there, the file is sound."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import random
import signal
from typing import TYPE_CHECKING

from models.storage import files
from models.storage.store import Store
from tests.fault import faults, work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = faults.rounds(75, 10_000)
FRESH = 100  # rounds before the file is a new one again: the proof reads all of it


def test_no_acknowledged_edit_is_lost_by_kill_9(
    folder: Path, new_image: bytes, rng: random.Random
) -> None:
    total = 0
    for number in range(ROUNDS):
        if number % FRESH == 0:
            work.clear(folder)
            work.put(folder, new_image)
            last = 0
        acknowledged = edit_and_die(folder, last, rng)
        last = work.prove(folder, acknowledged)
        total += acknowledged
    assert total > ROUNDS  # the children did get to work


def edit_and_die(folder: Path, last: int, rng: random.Random) -> int:
    """Let a child edit until it is killed at some moment; returns the last edit it acknowledged."""
    reading, writing = os.pipe()

    def tell(number: int) -> None:
        os.write(writing, b"%d\n" % number)

    child = os.fork()
    if child == 0:
        try:
            store = Store.open(folder / "zhijiao.sqlite3")
            own = random.Random(rng.random())  # noqa: S311
            work.edits_until(store, last + 10**6, own, tell)
        finally:
            os._exit(faults.CRASHED)
    os.close(writing)
    wanted = rng.randint(1, 40)
    with os.fdopen(reading, "rb") as stream:
        for _ in range(wanted):
            stream.readline()
        os.kill(child, signal.SIGKILL)
        rest = stream.read().split()
    _, state = os.waitpid(child, 0)
    assert os.WTERMSIG(state) == signal.SIGKILL
    return last + wanted + len(rest)


def test_a_process_that_crashes_leaves_a_report_and_loses_nothing(
    folder: Path, new_image: bytes, rng: random.Random
) -> None:
    """A segfault in a library: faulthandler writes where, the next start finds everything."""
    work.put(folder, new_image)
    log = folder / "native.log"

    def crash(tell: Callable[[object], None]) -> None:
        faulthandler.enable(files.open_log(log))
        work.edits_until(Store.open(folder / "zhijiao.sqlite3"), 20, rng, tell)
        ctypes.string_at(0)

    outcome = faults.in_child(crash)
    assert outcome.status == -signal.SIGSEGV
    assert "Segmentation fault" in log.read_text(encoding="utf-8")
    assert outcome.told[-1] == 20
    work.prove(folder, 20)
