"""A second start, the end of the system's session, a process that died."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

from models.safekeeping import this_pc
from models.storage import paths
from models.storage.store import Store
from tests.helpers import there
from ui.kit.desktop import keep_printing_local
from ui.start.application import come_to_front
from ui.start.errors import CrashHandler, native_report
from ui.start.single_window import SingleWindow, _name, raise_other

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_start_raises_the_first_window(window, tmp_path: Path, qtbot) -> None:

    single = SingleWindow(tmp_path, window)
    answered: list[bool] = []
    other = threading.Thread(target=lambda: answered.append(raise_other(tmp_path)))
    with qtbot.waitSignal(single.raise_wanted):
        other.start()
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [True]
    single.close()
    come_to_front(window)
    assert window.isVisible()


def test_a_second_start_raises_the_recovery_page_too(begin, filled, qtbot) -> None:
    """Two pages of recovery on one folder could each put another file in place."""
    folder = filled.path.parent
    filled.close()
    paths.data_file(folder).write_bytes(b"")
    page = begin(folder).recovery
    answered: list[bool] = []
    other = threading.Thread(target=lambda: answered.append(raise_other(folder)))
    other.start()
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [True]
    assert page.isVisible()


def test_nobody_answers_for_a_folder_that_is_not_open(tmp_path: Path, qapp) -> None:
    assert not raise_other(tmp_path)


def test_a_socket_that_a_dead_window_left_is_taken_over(window, tmp_path: Path, qtbot) -> None:
    first = SingleWindow(tmp_path, window)  # never closed, as by kill -9
    second = SingleWindow(tmp_path, window)
    assert second._server.isListening()
    for single in (first, second):
        single.close()


def test_the_end_of_the_system_s_session_closes_the_window(window, workspace, qtbot) -> None:
    from ui.start.system_endings import Endings

    before = signal.getsignal(signal.SIGTERM)
    ending = Endings(window)
    ending.asked.connect(window.close)
    window.list_page.table.edit_cell(0, 3)
    window.list_page.table.cells.editor.setPlainText("写到一半")
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: window.is_closed)
    ending.stop()
    assert signal.getsignal(signal.SIGTERM) == before
    store = Store.open(workspace.store.path)
    assert store.query("SELECT measures FROM entry WHERE task = 1") == [("写到一半",)]
    store.close()


def test_a_process_that_died_left_a_report_without_names(tmp_path: Path, answers) -> None:
    handler = CrashHandler(tmp_path, answers)
    log = tmp_path / "错误记录" / "native.log"
    log.parent.mkdir()
    log.write_text('Fatal Python error\n  File "/home/王建国/职教/ui/desk.py", line 3 in show\n')
    assert "王建国" not in native_report(log)
    assert handler.watch()
    (report,) = log.parent.glob("*.txt")
    assert report.read_text(encoding="utf-8") == (
        'Fatal Python error\n  File "desk.py", line 3 in show\n'
    )
    import faulthandler

    again = CrashHandler(tmp_path, answers)
    assert not again.watch()
    faulthandler.disable()
    for one in (handler, again):
        there(one._native).close()


def test_printing_asks_the_spooler_of_this_pc_by_its_socket_file() -> None:
    environment: dict[str, str] = {}
    keep_printing_local(environment)
    assert environment["CUPS_SERVER"].startswith("/")
    environment["CUPS_SERVER"] = "/elsewhere"
    keep_printing_local(environment)
    assert environment["CUPS_SERVER"] == "/elsewhere"


def test_the_socket_has_a_name_that_nobody_else_can_tell(tmp_path: Path) -> None:
    """By the folder alone another user of the PC could take the name first."""
    names = {_name(tmp_path, this_pc.secret(folder)) for folder in two_folders(tmp_path)}
    assert len(names) == 2
    assert this_pc.secret(tmp_path / "a") == this_pc.secret(tmp_path / "a")


def two_folders(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "a", tmp_path / "b"]
    for folder in made:
        folder.mkdir()
    return made
