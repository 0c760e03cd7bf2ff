"""How long the packaged program takes to its drawn window, beside a packaged bare window.

usage: packaged.py ONE_FOLDER_DIR      (what ``make package`` left in build/stage/one-folder)

Both run under an X server that keeps its picture in a file: the moment that a pixel of the window
is drawn is read from there, so neither program has to say anything.
"""

from __future__ import annotations

import mmap
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import resources  # noqa: E402
from ui.use_cases.data import loading  # noqa: E402
from ui.use_cases.program import demo  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS = 11
GOAL = 1.75
DISPLAY, WIDTH, HEIGHT, DEPTH_BYTES = 78, 1280, 800, 4
PIXELS = ((640, 400), (300, 300), (900, 600))  # inside both windows, wherever the frame begins
LONGEST_S = 30.0


class Screen:
    """The picture of an X server, read while programs draw on it."""

    def __init__(self, picture: mmap.mmap) -> None:
        self._picture = picture
        self._begin = len(picture) - WIDTH * HEIGHT * DEPTH_BYTES

    def is_drawn(self) -> bool:
        """Whether every watched pixel is other than the empty screen."""
        return all(self._pixel(x, y) != bytes(3) for x, y in PIXELS)

    def _pixel(self, x: int, y: int) -> bytes:
        at = self._begin + (y * WIDTH + x) * DEPTH_BYTES
        return self._picture[at : at + 3]


@contextmanager
def screen() -> Iterator[Screen]:
    """An X server whose screen is a file."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["Xvfb", f":{DISPLAY}", "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder]
        server = subprocess.Popen([*words, "-nolisten", "tcp"], stderr=subprocess.DEVNULL)  # noqa: S603
        path = Path(folder) / "Xvfb_screen0"
        while not path.exists() or path.stat().st_size < WIDTH * HEIGHT * DEPTH_BYTES:
            time.sleep(0.05)
        time.sleep(0.3)
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as picture:
            yield Screen(picture)
        server.terminate()
        server.wait()


def seconds(shown: Screen, *words: object) -> float:
    """Start a program, wait until its window is drawn, end it."""
    wanted = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{DISPLAY}"}
    begin = time.perf_counter()
    program = subprocess.Popen([str(w) for w in words], env={**os.environ, **wanted})  # noqa: S603
    while not shown.is_drawn():
        if time.perf_counter() - begin > LONGEST_S:
            program.kill()
            raise SystemExit(f"no window: {words[0]}")
        time.sleep(0.001)
    took = time.perf_counter() - begin
    program.kill()
    program.wait()
    while shown.is_drawn():
        time.sleep(0.01)
    return took


def main(folder: Path) -> None:
    """Print the ratio of the medians, the two taking turns."""
    with tempfile.TemporaryDirectory() as data, screen() as shown:
        loading.load_document(Path(data), resources.path(demo.SAMPLE).read_bytes(), replace=False)
        ours = (folder / "zhijiao-qingdan/zhijiao-qingdan", "--data-dir", data)
        bare = (folder / "bare-window/bare-window",)
        pairs = [(seconds(shown, *ours), seconds(shown, *bare)) for _ in range(RUNS + 1)][1:]
    mine, theirs = (statistics.median(taken) for taken in zip(*pairs, strict=True))
    sys.stdout.write(f"packaged_window/packaged_bare_window {mine / theirs:.2f} {GOAL}\n")
    sys.stdout.write(f"  {mine * 1000:.0f} ms, {theirs * 1000:.0f} ms\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
