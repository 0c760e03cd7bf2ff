"""Work off the GUI thread: plain values in, a result or an exception back, progress and cancel.

Whoever asked may be gone when the answer comes: a page that gave way, a window that closed. Then
nobody is told.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QRunnable, QThreadPool, Signal

from models.overriding import override
from ui.kit.widgets import label

if TYPE_CHECKING:
    from collections.abc import Callable

SHOW_AFTER_MS = 500
WAIT_STEP_MS = 20


class CancelledError(Exception):
    """The clerk pressed 取消; raised inside the work at its next sign of progress."""


class Job(QObject):
    """One piece of work.

    Signals:
        done(object): its result. failed(object): its exception. progressed(int, int): part, of.
        ended(): after either of the first two, and after a cancel. over(): nobody is told any more.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)
    ended = Signal()
    over = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody wants its result any more; it may still come."""
        return self._cancelled.is_set()

    def report(self, part: int, of: int) -> None:
        """Tell progress from inside the work.

        Raises:
            CancelledError: the clerk no longer wants it.
        """
        if self._cancelled.is_set():
            raise CancelledError
        self.progressed.emit(part, of)


class _Runner(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job = job
        self._work = work

    @override
    def run(self) -> None:
        try:
            result = self._work(self._job)
        except CancelledError:
            pass
        except Exception as error:
            self._job.failed.emit(error)
        else:
            self._job.done.emit(result)
        self._job.ended.emit()
        # Apart from the end: who hears of it lets go of the job, while this thread may still be
        # telling others that it ended. A bar that is not told would stay for ever.
        self._job.over.emit()


class Background(QObject):
    """Runs jobs on one worker thread, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._jobs: set[Job] = set()

    def run(
        self,
        owner: QObject,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], object],
        on_failed: Callable[[Exception], object],
    ) -> Job:
        """Start work; ``on_done`` or ``on_failed`` is called on the GUI thread.

        ``owner`` is what they touch: where it is gone by then, neither is called.
        """
        job = self._prepare(owner, on_done, on_failed)
        self._pool.start(_Runner(job, work))
        return job

    def _prepare(
        self,
        owner: QObject | None,
        on_done: Callable[[Any], object],
        on_failed: Callable[[Exception], object],
    ) -> Job:
        job = Job()
        job.done.connect(partial(_answer, owner, on_done))
        job.failed.connect(partial(_answer, owner, on_failed))
        job.over.connect(self._forget)
        self._jobs.add(job)
        return job

    def run_visibly(
        self,
        words: str,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], object],
        on_failed: Callable[[Exception], object],
        parent: QtWidgets.QWidget | None,
    ) -> Job:
        """Start work that shows a progress bar with 取消 when it takes more than half a second.

        ``parent`` is the owner as in ``run``, and has the bar before it.
        """
        dialog = QtWidgets.QProgressDialog("", "取消", 0, 0, parent)
        dialog.setLabel(label(words))  # plain: it may name a file of any name
        dialog.setWindowTitle("职教清单")
        dialog.setMinimumDuration(SHOW_AFTER_MS)
        dialog.setAutoReset(False)
        job = self._prepare(parent, on_done, on_failed)
        dialog.canceled.connect(job.cancel)
        job.progressed.connect(partial(_show_progress, dialog))
        job.ended.connect(dialog.reset)
        job.ended.connect(dialog.deleteLater)
        # Started last: quick work would be over before anyone listened to its end.
        self._pool.start(_Runner(job, work))
        return job

    def wait(self) -> None:
        """Wait until nothing runs any more and every result is delivered; before closing."""
        self._pool.waitForDone()
        QCoreApplication.sendPostedEvents()

    def wait_visibly(self) -> None:
        """Wait likewise, while windows are still drawn: a progress bar moves."""
        loop = QEventLoop()
        while not self._pool.waitForDone(WAIT_STEP_MS):
            loop.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        QCoreApplication.sendPostedEvents()

    def _forget(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._jobs.discard(job)
            job.deleteLater()


def _answer(owner: QObject | None, action: Callable[[Any], object], value: object) -> None:
    if owner is None or shiboken6.isValid(owner):
        action(value)


def _show_progress(dialog: QtWidgets.QProgressDialog, part: int, of: int) -> None:
    if shiboken6.isValid(dialog):  # it goes with the page it stands on
        dialog.setMaximum(of)
        dialog.setValue(part)
