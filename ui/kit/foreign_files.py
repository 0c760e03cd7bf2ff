"""Files from outside, read on behalf of every page: off the GUI thread, with a bar and 取消."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import resources
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from ui.kit.background import Background, Job
    from ui.kit.messages import Messages

    Read = TypeVar("Read")
    Report = Callable[[int, int], object]


class ForeignFiles:
    """Has a file read and hands over what was read, or says why it was not."""

    def __init__(self, messages: Messages, background: Background) -> None:
        self._messages = messages
        self._background = background
        self._jobs: set[Job] = set()

    def stop(self) -> None:
        """Read no more: the window closes, and waits for no foreign file nor asks about one."""
        for job in self._jobs:
            job.cancel()

    def read(
        self,
        path: Path,
        read: Callable[[Path, Report], Read],
        on_read: Callable[[Read], object],
        parent: QWidget,
        on_refused: Callable[[Refusal], object] | None = None,
    ) -> Job:
        """Read a file while the window goes on; nothing is called any more after 取消.

        ``on_refused`` stands in for the message of a page that has a place of its own for it.
        """

        def work(job: Job) -> Any:
            return read(path, job.report)

        words = resources.sentence("reader.busy", name=path.name)
        failed = partial(_refuse, on_refused or self._messages.refuse)

        def hear(tell: Callable[[Any], object], value: object) -> None:
            if not job.is_cancelled:
                tell(value)

        heard = partial(hear, on_read), partial(hear, failed)
        job = self._background.run_visibly(words, work, *heard, parent)
        self._jobs.add(job)
        job.ended.connect(partial(self._jobs.discard, job))
        return job


def accept_files(event: QDragEnterEvent) -> None:
    """Let files be dropped, and nothing else."""
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def dropped_file(event: QDropEvent) -> Path | None:
    """Return the first file of this PC that was dropped, None for none."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if files else None


def _refuse(tell: Callable[[Refusal], object], error: Exception) -> None:
    if not isinstance(error, Refusal):
        raise error
    tell(error)
