"""No internet socket is ever opened: `make test` runs everything under this guard."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_the_guard_refuses_and_notes_an_internet_socket(tmp_path: Path, family: int) -> None:
    """Not Python's doing: whatever library asks the system is refused."""
    log = tmp_path / "log"
    child = subprocess.run(  # noqa: S603  (our own code)
        [sys.executable, "-c", f"import socket; socket.socket({int(family)})"],
        env={**os.environ, "FAULT_INET_LOG": str(log)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PermissionError" in child.stderr
    assert log.read_text(encoding="ascii") == "inet\n"


def test_the_guard_lets_local_sockets_be() -> None:
    one, other = socket.socketpair()
    one.close()
    other.close()
