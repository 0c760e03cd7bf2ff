"""The reader process from outside: begun when first asked, replaced after it ended.

Whatever comes from outside the data folder is read there, within bounds. It may hang, grow or be
killed: the window says one sentence and goes on.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from models.errors import EnvironmentRefusal, Refusal
from ui.use_cases.program.calls import READER, TOO_MUCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.storage.files import Report

    Answer = dict[str, Any]

TICK = 0.05  # seconds between two looks at whether anybody still wants the answer
PATIENCE = 30.0  # seconds without a word; a slow PC takes its time, a stuck disk all of it
AT_ONCE = 4096  # bytes that every pipe takes at once; one that was answered is empty
END_PATIENCE = 5.0  # seconds until a process that was told to end has ended
_MAIN = Path(__file__).resolve().parents[3] / "main.py"
_TOO_MUCH = {-27, TOO_MUCH}  # how it ends when its time is up: by SIGPROF on Linux
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def command() -> list[str]:
    """Return the call of this very program that opens no window and reads."""
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(program), READER]
    if os.name == "nt":
        program = program.with_name("python.exe")  # pythonw.exe has no pipes
    return [str(program), str(_MAIN), READER]


class Reader:
    """One reader process; may be asked from any thread, one question at a time."""

    def __init__(self, words: Sequence[str] | None = None) -> None:
        self._words = words or command()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: SimpleQueue[bytes] = SimpleQueue()

    @property
    def pid(self) -> int | None:
        """The number of the process that runs, None where none does."""
        return self._process.pid if self._process else None

    def ask(self, job: str, report: Report, content: bytes = b"", **values: str) -> Answer:
        """Ask a question about a file; ``report`` is called again and again and may raise.

        Raises:
            Refusal: what the file was refused with; ``reader.*`` where the process did not answer.
        """
        with self._lock:
            try:
                self._send(job, content, values)
                said = self._hear(report)
            except BaseException:
                self._end()
                raise
            if said.get("is_last"):
                self._end()
        if "refused" in said:
            kind = EnvironmentRefusal if said["world"] else Refusal
            raise kind(said["refused"], **said["values"])
        answer: Answer = said["answer"]
        return answer

    def close(self) -> None:
        """End the process, if one runs; whoever waits for its answer hears that it died."""
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()

    def _send(self, job: str, content: bytes, values: dict[str, str]) -> None:
        question = {"job": job, "size": len(content), **values}
        message = json.dumps(question).encode() + b"\n" + content
        process = self._begun()
        if len(message) <= AT_ONCE:
            _feed(process, message)
        else:  # one that does not read must not hold up who asks: that one looks at the clock
            threading.Thread(target=_feed, args=(process, message), daemon=True).start()

    def _begun(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own program)
                self._words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,  # closing it waits for nobody
                start_new_session=True,  # Ctrl+C in a terminal is meant for the other end
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise EnvironmentRefusal("reader.not_begun", reason=error.strerror or "") from error
        self._lines = SimpleQueue()
        threading.Thread(target=_pump, args=(self._process, self._lines), daemon=True).start()
        return self._process

    def _hear(self, report: Report) -> Answer:
        """Wait for the answer; what is said on the way is how far it is."""
        last = time.monotonic()
        progress = 0, 0
        while True:
            try:
                line = self._lines.get(timeout=TICK)
            except Empty:
                if time.monotonic() > last + PATIENCE:
                    raise EnvironmentRefusal("reader.silent") from None
                report(*progress)
                continue
            last = time.monotonic()
            said = self._understood(line)
            if "progress" not in said:
                return said
            part, of = said["progress"]
            progress = int(part), int(of)
            report(*progress)

    def _understood(self, line: bytes) -> Answer:
        if not line:  # it ended without a word
            raise self._reason_of_end()
        try:
            said = json.loads(line)
        except ValueError as error:
            raise EnvironmentRefusal("reader.died") from error
        if not isinstance(said, dict):
            raise EnvironmentRefusal("reader.died")
        return said

    def _reason_of_end(self) -> Refusal:
        status = None
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):  # the pipe is closed a moment before
                status = self._process.wait(END_PATIENCE)
        return (
            Refusal("reader.too_much") if status in _TOO_MUCH else EnvironmentRefusal("reader.died")
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        if process.stdin is not None:
            with suppress(OSError):  # what was not written any more is of no worth
                process.stdin.close()
        with suppress(subprocess.TimeoutExpired):  # one that waits for a dead disk ends with it
            process.wait(END_PATIENCE)


def _feed(process: subprocess.Popen[bytes], message: bytes) -> None:
    """Hand a question over; where the process ended, ``_pump`` tells."""
    left = memoryview(message)
    with suppress(OSError, ValueError):
        while left and process.stdin is not None:
            left = left[process.stdin.write(left) :]


def _pump(process: subprocess.Popen[bytes], lines: SimpleQueue[bytes]) -> None:
    """Hand on what a process says, an empty line where it ended."""
    if process.stdout is not None:
        with io.BufferedReader(process.stdout) as said:  # type: ignore[type-var]
            for line in said:
                lines.put(line)
    lines.put(b"")


@cache
def the_reader() -> Reader:
    """Return the reader that everything in this process asks."""
    reader = Reader()
    atexit.register(reader.close)
    return reader
