"""职教清单: opens the window, or runs one command without it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models import paths

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Screen:
    """The window, for the commands that draw or prove it."""

    def picture(self, data_folder: Path, target: Path) -> None:
        from ui.picture import take_picture  # Qt is loaded only where a window is drawn

        take_picture(data_folder, target)

    def prove(self, data_folder: Path, content: bytes, school: str) -> list[str]:
        from ui.self_test_screen import prove  # Qt is loaded only where a window is drawn

        return prove(data_folder, content, school)


def _window_call(arguments: Sequence[str]) -> tuple[Path | None, Path | None] | None:
    """Return data folder and product file of a call that opens the window, None for a command.

    The calls: nothing, ``--data-dir DIR``, and either with a file of the product's own kinds.
    """
    words, folder = list(arguments), None
    match words:
        case ["--data-dir", name, *rest]:
            words, folder = rest, Path(name)
        case [option, *rest] if option.startswith("--data-dir="):
            words, folder = rest, Path(option.removeprefix("--data-dir="))
    match words:
        case []:
            return folder, None
        case [name] if Path(name).suffix.lower() in paths.OWN_ENDINGS:
            return folder, Path(name)
    return None


def main(arguments: Sequence[str]) -> int:
    """Choose between the window and the command line; returns the exit status."""
    call = _window_call(arguments)
    if call is None:
        from ui import cli  # the window never needs click

        words = ["self-test" if word == "--self-test" else word for word in arguments]
        return cli.run(words, _Screen())
    gc.disable()  # the start makes no garbage worth a pause; the window switches it on again
    from ui.application import run_window  # the command line never needs Qt

    return run_window(*call)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
