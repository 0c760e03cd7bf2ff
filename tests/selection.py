"""Which tests need a window: all of ``ui`` but its use cases and commands, and their journeys."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent


def needs_qt(path: Path) -> bool:
    """Whether a test file is about the window."""
    parts = path.relative_to(TESTS).parts
    if parts[:2] == ("journeys", "window") or parts == ("packaging", "test_draw_icon.py"):
        return True
    return parts[0] == "ui" and len(parts) > 2 and parts[1] not in ("use_cases", "cli")
