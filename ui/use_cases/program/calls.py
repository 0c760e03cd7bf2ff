"""How the program was called: to open the window, or to run one command without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.storage import paths

if TYPE_CHECKING:
    from collections.abc import Sequence


READER = "--reader"
"""The hidden call of the process that reads files from outside; see ``reader``."""
TOO_MUCH = 1816  # how a reader ends that Windows stops: ERROR_NOT_ENOUGH_QUOTA


def for_window(arguments: Sequence[str]) -> tuple[Path | None, Path | None] | None:
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


def for_command(arguments: Sequence[str]) -> list[str]:
    """Return the words of a command; ``--self-test`` is what the built program is asked."""
    return ["self-test" if word == "--self-test" else word for word in arguments]
