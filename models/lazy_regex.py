"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from typing import Any, cast


class Waiting:
    """Stands for a pattern; from the first use on its methods are the compiled pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self.flags), name)
        setattr(self, name, found)  # the next time it is found without coming here
        return found


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern like ``re.compile``; a mistake in it is raised at its first use.

    A start compiled 140 patterns, a quarter of the time to the first picture; it needs few of them.
    """
    return cast("re.Pattern[str]", Waiting(pattern, flags))
