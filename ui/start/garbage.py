"""Python's garbage is collected in the GUI thread alone.

A dialog that went may be part of a ring of references, and is freed by whichever thread Python
happens to collect in. Qt's objects must be freed by the thread they live in: a worker would stop
their timers from outside, which ends a process sooner or later.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Sweeper(QObject):
    """Collects garbage once a second, as much as Python itself would have by then."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the oldest generation that is due."""
        due = [old for old, (count, most) in enumerate(_counts()) if most and count > most]
        if due:
            gc.collect(max(due))


def _counts() -> list[tuple[int, int]]:
    return list(zip(gc.get_count(), gc.get_threshold(), strict=True))
