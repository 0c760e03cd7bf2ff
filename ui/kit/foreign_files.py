"""Files from outside, read on behalf of every page: off the GUI thread, with a bar and 取消."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import resources
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
        return self._background.run_visibly(words, work, on_read, failed, parent)


def _refuse(tell: Callable[[Refusal], object], error: Exception) -> None:
    if not isinstance(error, Refusal):
        raise error
    tell(error)
