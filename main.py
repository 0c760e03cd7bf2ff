"""职教清单: opens the window, or runs one command without it."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from ui.use_cases.program import calls

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class _Screen:
    """The window, for the commands that draw or prove it."""

    def picture(self, data_folder: Path, target: Path) -> None:
        from ui.start.picture import take_picture  # Qt is loaded only where a window is drawn

        take_picture(data_folder, target)

    def prove(self, data_folder: Path, content: bytes, school: str) -> list[str]:
        from ui.start.self_test_screen import prove  # Qt is loaded only where a window is drawn

        return prove(data_folder, content, school)


def main(arguments: Sequence[str]) -> int:
    """Choose between window, command line and reader process; returns the exit status."""
    if list(arguments) == [calls.READER]:
        from ui.use_cases.program import reading  # nobody else needs what reads foreign files

        return reading.serve()
    window = calls.for_window(arguments)
    if window is None:
        from ui.cli import commands as cli  # the window never needs click

        return cli.run(calls.for_command(arguments), _Screen())
    gc.disable()  # the start makes no garbage worth a pause; the window collects it from then on
    from ui.start.application import run_window  # the command line never needs Qt

    return run_window(*window)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
