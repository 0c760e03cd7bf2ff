"""Work off the GUI thread: the answer comes back, to whoever is still there."""

from __future__ import annotations

import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.helpers import free_widget
from ui.kit.background import Background, Job


def no_failure(error: Exception) -> None:
    raise error


def test_the_answer_comes_back_on_the_gui_thread(qtbot) -> None:
    background, owner, said = Background(), QLabel(), []
    background.run(
        owner,
        lambda _job: threading.current_thread(),
        lambda worker: said.append((worker, threading.current_thread())),
        no_failure,
    )
    background.wait()
    ((worker, here),) = said
    assert here is threading.main_thread()
    assert worker is not here


def test_progress_of_work_for_a_page_that_is_gone_is_shown_nowhere(qtbot) -> None:
    background, page, gone = Background(), QLabel(), threading.Event()

    def work(job: Job) -> None:
        gone.wait(5)
        job.report(1, 2)

    background.run_visibly("…", work, page.setText, no_failure, page)
    free_widget(page)
    gone.set()
    background.wait()


@pytest.mark.parametrize("fails", [False, True])
def test_a_page_that_is_gone_is_told_nothing(qtbot, *, fails: bool) -> None:
    """The search for data on the PC comes back after the first page gave way to the window."""
    background, page, gone = Background(), QLabel(), threading.Event()

    def work(_job: object) -> str:
        gone.wait(5)
        if fails:
            raise ValueError
        return "found"

    background.run(page, work, page.setText, lambda _error: page.setText("failed"))
    free_widget(page)
    gone.set()
    background.wait()  # without the mend: RuntimeError, the object is already deleted


def test_everybody_who_listens_hears_of_the_end(background, qtbot) -> None:
    """Whatever the window does while the worker is still telling it: a bar would stay for ever."""
    gate = threading.Event()
    told: list[object] = []
    job = background.run(background, lambda _: gate.wait(5), told.append, told.append)

    def dawdle() -> None:  # on the worker, as if it were held up between two listeners
        deadline = time.monotonic() + 0.5
        while shiboken6.isValid(job) and time.monotonic() < deadline:
            time.sleep(0.01)

    job.ended.connect(dawdle, Qt.ConnectionType.DirectConnection)
    job.ended.connect(lambda: told.append("ended"))
    gate.set()
    qtbot.waitUntil(lambda: told == [True, "ended"])
