"""The names of the last steps, for the report of an unexpected error; never what was typed."""

from __future__ import annotations

from collections import deque

LENGTH = 50
_steps: deque[str] = deque(maxlen=LENGTH)


def note(step: str) -> None:
    """Note a step by its name in the code: a page, a table and a field, an action."""
    _steps.append(step)


def steps() -> list[str]:
    """Return the last steps, oldest first."""
    return list(_steps)
