"""What happened last, for the report of an unexpected error: steps by name, and what was saved.

Steps are names of the code; nothing that was typed is ever kept here.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 50
_steps: deque[str] = deque(maxlen=LENGTH)


@dataclass
class _Saving:
    """When something was committed last, and whether the pages are being told of just that."""

    saved_at: datetime | None = None
    is_telling: bool = False


_saving = _Saving()


def note(step: str) -> None:
    """Note a step by its name in the code: a page, a table and a field, an action."""
    _steps.append(step)


def steps() -> list[str]:
    """Return the last steps, oldest first."""
    return list(_steps)


def saved() -> datetime:
    """Note that a change was committed just now; returns when, in the PC's own time."""
    _saving.saved_at = datetime.now().astimezone()
    return _saving.saved_at


@contextmanager
def telling() -> Iterator[None]:
    """The pages are told of a change that was committed: what goes wrong now costs nothing."""
    before, _saving.is_telling = _saving.is_telling, True
    try:
        yield
    finally:
        _saving.is_telling = before


@contextmanager
def writing(step: str) -> Iterator[None]:
    """Note a step that writes: what goes wrong in it is not sure to be saved."""
    note(step)
    before, _saving.is_telling = _saving.is_telling, False
    try:
        yield
    finally:
        _saving.is_telling = before


def forget() -> None:
    """Other data lie open now: nothing was saved in them yet."""
    _saving.saved_at = None


def what_is_saved() -> tuple[str, dict[str, str]]:
    """Return the code of the sentence that says what is known to be saved now, and its values."""
    if _saving.saved_at is None:
        return "error.unsure", {}
    code = "error.all_saved" if _saving.is_telling else "error.unsure_others_saved"
    return code, {"time": f"{_saving.saved_at:%H:%M:%S}"}
