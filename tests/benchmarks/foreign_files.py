"""Files from outside: what the process around openpyxl costs, and whether a window stays alive."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import openpyxl

from tests.fault.hostile import data, texts, xlsx
from tests.helpers import list_of, report_of
from ui.use_cases.data import data_folder
from ui.use_cases.documents import files_of
from ui.use_cases.program import demo, foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

FILES = 100
BEAT_MS = 5


def a_hundred_files(folder: Path) -> list[Path]:
    """Write the lists and reports of a year, again and again."""
    demo.live_until(folder / "data", 12)
    store = data_folder.open_store(folder / "data")
    contents = [
        files_of.xlsx_bytes(store, list_of(store)),
        *(files_of.xlsx_bytes(store, report_of(store, month)) for month in range(3, 13)),
    ]
    store.close()
    made = []
    for number in range(FILES):
        made.append(folder / f"{number}.xlsx")
        made[-1].write_bytes(contents[number % len(contents)])
    return made


def read_all(files: list[Path]) -> Callable[[], None]:
    """Read them through the reader process, as 核对 does."""

    def work() -> None:
        for path in files:
            foreign.read_sheet(path)

    return work


def load_all(files: list[Path]) -> Callable[[], None]:
    """Load them with openpyxl alone, in this process."""

    def work() -> None:
        for path in files:
            openpyxl.load_workbook(path)

    return work


def longest_pause(folder: Path, app: QApplication) -> float:
    """Have every hostile file read while a window is open; returns its longest pause in ms."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QWidget

    from ui.kit.background import Background
    from ui.kit.foreign_files import ForeignFiles
    from ui.kit.messages import Messages

    page = QWidget()
    page.show()
    reading = ForeignFiles(Messages(page), Background())
    pauses: list[float] = []
    last = 0.0

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        pauses.append(now - last)
        last = now

    timer = QTimer(interval=BEAT_MS)
    timer.timeout.connect(beat)
    for path, read in hostile_files(folder):
        app.processEvents()
        loop = QEventLoop()
        last = time.perf_counter()
        timer.start()
        reading.read(path, read, partial(_leave, loop), page, partial(_leave, loop))
        loop.exec()
        timer.stop()
    return max(pauses) * 1000


def _leave(loop: QEventLoop, _answer: object) -> None:
    loop.quit()


def hostile_files(folder: Path) -> Iterator[tuple[Path, Callable[..., object]]]:
    """Yield every file with what reads it; each is written just before."""
    store = data_folder.open_store(folder / "data")
    image = store.image()
    store.close()
    copies = {name: partial(make, image) for name, make in data.COPIES.items()}
    kinds: tuple[tuple[Mapping[str, Callable[[], bytes]], Callable[..., object]], ...] = (
        (xlsx.XLSX, foreign.read_sheet),
        (texts.DOCUMENT, foreign.read_document),
        (texts.HOLIDAYS, foreign.read_holidays),
        (texts.SCANS, foreign.read_scan),
        (copies, foreign.read_copy),
    )
    path = folder / "x"
    for made, read in kinds:
        for make in made.values():
            path.write_bytes(make())
            yield path, read
