"""职教清单: opens the window, or runs one command without it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def _data_folder(arguments: Sequence[str]) -> Path | None:
    """Return the folder of a call that only chooses it: ``--data-dir DIR``."""
    match list(arguments):
        case ["--data-dir", folder]:
            return Path(folder)
        case [option] if option.startswith("--data-dir="):
            return Path(option.removeprefix("--data-dir="))
    return None


def _picture(data_folder: Path, target: Path) -> None:
    from ui.picture import take_picture  # Qt is loaded only where a window is drawn

    take_picture(data_folder, target)


def main(arguments: Sequence[str]) -> int:
    """Choose between the window and the command line; returns the exit status."""
    folder = _data_folder(arguments)
    if arguments and folder is None:
        from ui import cli  # the window never needs click

        return cli.run(arguments, _picture)
    gc.disable()  # the start makes no garbage worth a pause; the window switches it on again
    from ui.application import run_window  # the command line never needs Qt

    return run_window(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
