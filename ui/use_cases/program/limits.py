"""What this process may use: its own memory and processor time, held to by the system.

Linux by ``setrlimit`` and an interval timer, Windows by a Job Object: they hold inside libraries
too, wherever a file leads them. Where Windows holds no job (Wine; before Windows 8 a
process that is in one already) a thread looks and ends the process.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.value_class import value_class

if sys.platform == "win32":
    import ctypes
    import threading
    import time
    from ctypes import wintypes

    from ui.use_cases.program.calls import TOO_MUCH
else:
    import resource
    import signal


@value_class
class Budget:
    """What one file may cost: seconds of the processor, bytes beyond what is in use."""

    seconds: float
    memory: int


RESERVE = 2**18  # bytes; without any memory left not even this could be said
_reserve = bytearray()


if sys.platform != "win32":

    def in_use() -> int:
        """Return the bytes of address space of the process, 0 where the system does not tell."""
        try:
            pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

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
    _LOOK = 0.05  # seconds between two looks of the thread

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

    class _Memory(ctypes.Structure):  # PROCESS_MEMORY_COUNTERS
        _fields_ = (
            ("size", wintypes.DWORD),
            ("page_faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak_set", "set", "peak_paged", "paged")),
            *((name, ctypes.c_size_t) for name in ("peak_pool", "pool", "committed", "peak")),
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

    def in_use() -> int:
        """Return the bytes that the process has committed, 0 where the system does not tell."""
        found = _Memory(size=ctypes.sizeof(_Memory))
        _kernel.K32GetProcessMemoryInfo(_own, ctypes.byref(found), found.size)
        return int(found.committed)

    class _Watch(threading.Thread):
        """Ends the process when its time is up or its memory used."""

        def __init__(self) -> None:
            super().__init__(daemon=True)
            self.until: tuple[float, int] | None = None  # seconds of the processor, bytes

        def run(self) -> None:
            while True:
                time.sleep(_LOOK)
                until = self.until
                if until and (os.times().user > until[0] or in_use() > until[1]):
                    os._exit(TOO_MUCH)

    _watch = _Watch()

    def keep_to(budget: Budget, base: int) -> None:
        """Hold the process to a budget; its memory is committed memory here."""
        used = os.times()
        _watch.until = used.user + budget.seconds, base + budget.memory
        if not _watch.is_alive():
            _watch.start()
        limits = _Extended()
        limits.basic.flags = _PROCESS_TIME | _PROCESS_MEMORY
        limits.basic.process_time = int((used.user + budget.seconds) * _TICKS)
        limits.process_memory = base + budget.memory
        _set(limits)

    def relax() -> None:
        """Let the process be: the file is read."""
        _watch.until = None
        _set(_Extended())
