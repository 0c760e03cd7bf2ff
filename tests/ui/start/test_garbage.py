"""Garbage goes in the GUI thread: no worker frees a dialog."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject

from ui.start.garbage import Sweeper


class Ring(QObject):
    """What only the collector frees; it notes in which thread."""

    def __init__(self, freed: list[int]) -> None:
        super().__init__()
        self.own = self
        weakref.finalize(self, lambda: freed.append(threading.get_ident()))


def test_what_a_worker_allocates_frees_no_object_of_qt(qapp) -> None:
    freed: list[int] = []
    owner = QObject()
    sweeper = Sweeper(owner)
    Ring(freed)
    worker = threading.Thread(target=lambda: [[i] for i in range(200_000)])
    worker.start()
    worker.join()
    assert freed == []
    many: list[list[int]] = [[] for _ in range(3 * gc.get_threshold()[0])]
    sweeper.sweep()
    assert freed == [threading.get_ident()]
    del many
