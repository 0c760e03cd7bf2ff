"""The notice that is being looked at: its steps back and forth, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import Refusal
from ui.use_cases.data import notice_left

if TYPE_CHECKING:
    from pathlib import Path

    from models.notice_text.proposal import Proposal
    from ui.notice.purpose import Purpose

KEEP_AFTER_MS = 1_500  # a PC that goes dark loses less than three seconds of work


class Work(QObject):
    """A proposal and the ones before it.

    Signals:
        changed(): it is another one. unkept(object): the ``Refusal`` why it could not be written.
    """

    changed = Signal()
    unkept = Signal(object)

    def __init__(self, found: Proposal, folder: Path, purpose: Purpose, parent: QObject) -> None:
        super().__init__(parent)
        self._found = found
        self._folder, self._purpose = folder, purpose
        self._before: list[Proposal] = []
        self._after: list[Proposal] = []
        self._is_unkept = False  # said once, not at every step
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)

    @property
    def found(self) -> Proposal:
        """The proposal as it stands now."""
        return self._found

    @property
    def is_changed(self) -> bool:
        """Whether anything was done on the page that is not put in."""
        return self._found != self._purpose.start

    def put(self, found: Proposal) -> None:
        """Take a step; where nothing changed none is taken."""
        if found == self._found:
            return
        self._before.append(self._found)
        self._after.clear()
        self._become(found)

    def undo(self) -> None:
        """Go a step back."""
        if self._before:
            self._after.append(self._found)
            self._become(self._before.pop())

    def redo(self) -> None:
        """Take the step again that was undone last."""
        if self._after:
            self._before.append(self._found)
            self._become(self._after.pop())

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to go back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether a step was undone."""
        return bool(self._after)

    def _become(self, found: Proposal) -> None:
        self._found = found
        if not self._keeping.isActive():  # not put off by one who types on and on
            self._keeping.start()
        self.changed.emit()

    def keep(self) -> None:
        """Write it down, to be gone on with another time."""
        self._keeping.stop()
        try:
            self._purpose.keep(self._folder, self._found)
        except Refusal as refusal:
            if not self._is_unkept:
                self._is_unkept = True
                self.unkept.emit(refusal)
        else:
            self._is_unkept = False

    def forget(self) -> None:
        """It was put in, or given up: nothing is kept of it."""
        self._keeping.stop()
        try:
            notice_left.forget(self._folder, self._purpose.draft)
        except Refusal as refusal:
            self.unkept.emit(refusal)
