"""What happened last, for the report of an unexpected error: steps by name, and what was saved.

Steps are names of the code; nothing that was typed is ever kept here.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 50
_steps: deque[str] = deque(maxlen=LENGTH)


@dataclass
class _Saving:
    """``is_unsure``: a step began to write, and nobody knows whether it was committed."""

    saved_at: datetime | None = None
    is_unsure: bool = False


_saving = _Saving()


def note(step: str) -> None:
    """Note a step by its name in the code: a page, a table and a field, an action."""
    _steps.append(step)


def steps() -> list[str]:
    """Return the last steps, oldest first."""
    return list(_steps)


@contextmanager
def writing(step: str) -> Iterator[None]:
    """Note a step that writes; until it ends or is refused, it is unsure whether it was saved."""
    note(step)
    _saving.is_unsure = True
    try:
        yield
    except Refusal:
        _saving.is_unsure = False
        raise
    _saving.is_unsure = False


def saved() -> datetime:
    """Note that a change was committed just now; returns when, in the PC's own time."""
    _saving.saved_at = datetime.now().astimezone()
    return _saving.saved_at


def what_is_saved() -> tuple[str, dict[str, str]]:
    """Return the code of the sentence that says what is known to be saved, and its values."""
    if _saving.saved_at is None:
        return ("error.step_unsure" if _saving.is_unsure else "error.nothing_changed"), {}
    code = "error.step_unsure_others_saved" if _saving.is_unsure else "error.all_saved"
    return code, {"time": f"{_saving.saved_at:%H:%M:%S}"}
