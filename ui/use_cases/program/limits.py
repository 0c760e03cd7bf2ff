"""What this process may use: its own memory and processor time, held to by the system.

Linux by ``setrlimit`` and an interval timer, Windows by a Job Object. Nobody can lift them from
inside a library that a file leads astray.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
else:
    import resource
    import signal


@dataclass(frozen=True)
class Budget:
    """What one file may cost: seconds of the processor, bytes beyond what is in use."""

    seconds: float
    memory: int


RESERVE = 2**18  # bytes; without any memory left not even this could be said
_reserve = bytearray()


def in_use() -> int:
    """Return the bytes of address space that the process has, 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if sys.platform != "win32":

    def keep_to(budget: Budget, base: int) -> None:
        """Hold the process to a budget; going over memory raises, going over time ends it.

        ``base`` is what was in use before the first file.
        """
        _reserve.extend(bytes(RESERVE))
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (base + budget.memory, most))
        signal.setitimer(signal.ITIMER_PROF, budget.seconds)  # SIGPROF, which ends the process

    def relax() -> None:
        """Let the process be: the file is read, or there was no more memory."""
        _reserve.clear()
        signal.setitimer(signal.ITIMER_PROF, 0)
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

else:
    _PROCESS_TIME, _PROCESS_MEMORY = 0x2, 0x100  # JOB_OBJECT_LIMIT_*, winnt.h
    _EXTENDED = 9  # JobObjectExtendedLimitInformation
    _TICKS = 10_000_000  # in a second: 100 ns each

    class _Basic(ctypes.Structure):  # JOBOBJECT_BASIC_LIMIT_INFORMATION
        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("smallest", ctypes.c_size_t),
            ("largest", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION
        _fields_ = (
            ("basic", _Basic),
            ("io", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = wintypes.HANDLE
    _kernel.GetCurrentProcess.restype = wintypes.HANDLE
    _job = wintypes.HANDLE(_kernel.CreateJobObjectW(None, None))
    _own = wintypes.HANDLE(_kernel.GetCurrentProcess())
    _is_held = bool(_kernel.AssignProcessToJobObject(_job, _own))

    def _set(limits: _Extended) -> None:
        if _is_held:
            size = ctypes.sizeof(limits)
            _kernel.SetInformationJobObject(_job, _EXTENDED, ctypes.byref(limits), size)

    def keep_to(budget: Budget, base: int) -> None:
        """Hold the process to a budget; its memory is committed memory here, from nothing on."""
        used = os.times()
        limits = _Extended()
        limits.basic.flags = _PROCESS_TIME | _PROCESS_MEMORY
        limits.basic.process_time = int((used.user + budget.seconds) * _TICKS)
        limits.process_memory = base + budget.memory
        _set(limits)

    def relax() -> None:
        """Let the process be: the file is read."""
        _set(_Extended())
