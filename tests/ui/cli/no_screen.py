"""What the command line asks of a window, without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class NoScreen:
    """Stands in for the window: these tests run without Qt."""

    def picture(self, _data: Path, target: Path) -> None:
        target.write_bytes(b"png")

    def prove(self, _data: Path, content: bytes, school: str) -> list[str]:
        assert content.startswith(b"%PDF")
        assert school
        return ["窗口"]
