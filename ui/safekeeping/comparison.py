"""Two states of the data beside each other, cell by cell, and which cells are taken over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import resources
from models.errors import Refusal
from ui.use_cases.data import comparing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from models.documents.comparing import Difference
    from ui.kit.background import Background, Job
    from ui.kit.messages import Messages
    from ui.use_cases.data.comparing import Compared

PLACE, THERE, NOW = "哪里", "备份里", "现在"
READ, KEPT = "文件里读出的", "备份里"
TAKE, LEAVE = "换回勾选的", "都不动"


class Sides(NamedTuple):
    """Both images, read by the worker: ours, which is changed, and the other; whose file it is."""

    ours: Callable[[], bytes]
    theirs: Callable[[], bytes]
    path: Path


class Asked(NamedTuple):
    """What the clerk is asked: the other state's name, a sentence, headings, ways; notes' codes."""

    name: str
    question: str
    headings: tuple[str, str]
    ways: tuple[str, str]
    codes: tuple[str, str, str] = comparing.WITH_BACKUP


class Comparison:
    """Compares on behalf of a page while the window goes on, and asks which cells are taken."""

    def __init__(self, messages: Messages, background: Background, page: QWidget) -> None:
        self._messages = messages
        self._background = background
        self._page = page

    def ask(self, sides: Sides, asked: Asked, take: Callable[[list[Difference]], object]) -> None:
        """Compare both sides; ``take`` gets what was ticked, not where it was left."""

        def work(_job: Job) -> Compared:
            return comparing.compare(sides.ours(), sides.theirs(), sides.path, asked.codes)

        show = partial(self._show, asked, take)
        busy = resources.sentence("compare.busy")
        self._background.run_visibly(busy, work, show, self._refuse, self._page)

    def _show(
        self, asked: Asked, take: Callable[[list[Difference]], object], found: Compared
    ) -> None:
        if not found.rows:
            code = "compare.none_to_bring" if found.notes else "compare.same"
            self._messages.tell(
                "\n".join((resources.sentence(code, name=asked.name), *found.notes))
            )
            return
        text = "\n".join((asked.question, *found.notes))
        headings = (PLACE, *asked.headings)
        chosen = self._messages.choose_rows(text, headings, found.rows, asked.ways, found.typed)
        if chosen is not None:
            take([found.differences[row] for row in chosen])

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        self._messages.refuse(error)
