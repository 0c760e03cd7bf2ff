"""A notice that was looked at or changed and is not put in yet: whether one lies in the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.storage import files

if TYPE_CHECKING:
    from pathlib import Path

NAME = "notice-review.json"  # of one that is not begun


def name_of(identity: int) -> str:
    """Return the name under which changes to a notice lie."""
    return f"notice-{identity}.json"


def start_of(name: str) -> str:
    """Return the name under which lies what a page showed before anything was changed."""
    return name.replace(".json", "-before.json")


def is_there(folder: Path, name: str = NAME) -> bool:
    """Whether something lies there that is not put in yet."""
    return (folder / name).exists()


def forget(folder: Path, name: str = NAME) -> None:
    """Keep it no longer.

    Raises:
        EnvironmentRefusal: it could not be removed.
    """
    files.remove(folder / name)
    files.remove(folder / start_of(name))
