"""Proves the rest of the data file right after the window stands, in slices nobody notices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.workspace import Workspace

SLICE_S = 0.008  # of the GUI thread at a time: half a frame


class Checkup(QObject):
    """Walks over all parts of the content digest once, then over the structure.

    Signals:
        damaged(): a part is not what was committed, or the structure is hurt.
        failed(object): a ``Refusal``: the disk did not let it be read.
        finished(): everything is as it was committed.
    """

    damaged = Signal()
    failed = Signal(object)
    finished = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._parts: Iterator[str] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        workspace.reloaded.connect(self._begin_again)

    def start(self) -> None:
        """Begin."""
        self._parts = self._workspace.store.wrong_parts()
        self._timer.start()

    def stop(self) -> None:
        """Give up what is left; before the data are let go."""
        self._timer.stop()
        self._parts = None

    def _begin_again(self) -> None:
        """Another data file may lie there now."""
        if self._timer.isActive():
            self.start()

    def _step(self) -> None:
        end = time.perf_counter() + SLICE_S
        try:
            while self._parts is not None and time.perf_counter() < end:
                wrong = next(self._parts, None)
                if wrong is None:
                    self._finish()
                elif wrong:
                    self.stop()
                    self.damaged.emit()
        except Refusal as refusal:
            self.stop()
            if refusal.code == "data.damaged":
                self.damaged.emit()
            else:  # a disk that does not answer is no damage
                self.failed.emit(refusal)

    def _finish(self) -> None:
        self.stop()
        self._workspace.store.require_sound()
        self.finished.emit()
