"""What the tests tell the shim, and how they run a piece of work in a process of its own."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import struct
import sys
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OFF, ONCE, FOR_EVER, KILL, KILL_TORN = range(5)
KILLED, CRASHED = 137, 70
ERRORS = (errno.EIO, errno.ENOSPC)
IS_LONG = os.environ.get("ZHIJIAO_FAULT") == "long"
_SHIM = ctypes.CDLL(None)


def rounds(quick: int, long: int) -> int:
    """How many rounds this run makes: few in every test run, many in ``make fault-long``."""
    return long if IS_LONG else quick


def is_loaded() -> bool:
    return hasattr(_SHIM, "fault_arm")


def watch(folder: Path) -> None:
    _SHIM.fault_watch(str(folder).encode())


def arm(at: int, mode: int, error: int = 0, *, reads: bool = False) -> None:
    """Fail or kill at the ``at``-th operation from now (from 1)."""
    _SHIM.fault_arm(ctypes.c_long(at), mode, error, int(reads))


def count() -> int:
    return int(_SHIM.fault_count())


def note(text: str) -> None:
    """Put a mark between the recorded operations: what was acknowledged by now."""
    _SHIM.fault_note(text.encode())


def record(fd: int) -> None:
    _SHIM.fault_record(fd)


@dataclass(frozen=True)
class Outcome:
    """How a child ended, and what it told on its way: each line was told before the next step."""

    status: int
    told: list[Any]  # of JSON

    @property
    def was_killed(self) -> bool:
        return self.status == KILLED


def in_child(work: Callable[[Callable[[object], None]], None]) -> Outcome:
    """Run work in a forked process; ``tell`` gives values back at once, whatever comes after."""
    reading, writing = os.pipe()

    def tell(value: object) -> None:
        os.write(writing, json.dumps(value).encode() + b"\n")

    child = os.fork()
    if child == 0:
        status = CRASHED
        try:
            os.close(reading)
            work(tell)
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        lines = stream.read().splitlines()
    _, state = os.waitpid(child, 0)
    return Outcome(os.waitstatus_to_exitcode(state), [json.loads(line) for line in lines])


@dataclass(frozen=True)
class Operation:
    """One recorded operation: C create, W write, T truncate, S sync, R rename,
    U unlink, D make a folder, A mark."""

    what: str
    path: str
    other: str
    offset: int
    data: bytes


def recorded(trace: bytes) -> Iterator[Operation]:
    """Read a trace back."""
    at = 0
    while at < len(trace):
        what = chr(trace[at])
        first, second = struct.unpack_from("=II", trace, at + 1)
        at += 9
        path, other = trace[at : at + first].decode(), trace[at + first : at + first + second]
        at += first + second
        offset, length = struct.unpack_from("=qI", trace, at)
        at += 12
        yield Operation(what, path, other.decode(), offset, trace[at : at + length])
        at += length
