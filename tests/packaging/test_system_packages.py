"""Installing what the system must have: another apt at work is waited for, a refusal is told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "system_packages.sh"
# Refuses by its lock until it was asked three times, then as the test says.
APT_GET = """#!/bin/bash
echo "$1" >> "$ASKED"
if [ "$(wc -l < "$ASKED")" -lt 3 ]; then
  said="E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1 (apt-get)"
  [ "$LC_ALL" = C ] || said="E: 无法获得锁 /var/lib/apt/lists/lock"
  echo "$said" >&2
  exit 100
fi
[ -z "$REFUSED" ] || { echo "$REFUSED" >&2; exit 100; }
"""


@pytest.fixture
def install(tmp_path: Path):
    """Run the script where nothing is installed and apt-get is the one above."""
    tools = {"apt-get": APT_GET, "dpkg-query": "#!/bin/bash\n", "id": "#!/bin/bash\necho 0\n"}
    for name, text in tools.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    def run(**settings: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
        asked = tmp_path / "asked"
        own = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ASKED": str(asked), "APT_PAUSE": "0"}
        command = ["bash", str(SCRIPT), "fault"]
        environment = os.environ | own | settings
        done = subprocess.run(  # noqa: S603
            command, env=environment, capture_output=True, text=True, check=False, timeout=30
        )
        return done, asked.read_text(encoding="utf-8").split()

    return run


def test_a_lock_is_waited_for(install) -> None:
    done, asked = install(LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 0
    assert asked == ["update", "update", "update", "install"]
    assert done.stdout.count("waiting for it") == 1


def test_a_lock_that_stays_is_given_up_with_what_apt_said(install) -> None:
    done, _ = install(APT_TRIES="2")
    assert done.returncode == 1
    assert "Could not get lock" in done.stderr


def test_any_other_refusal_is_told_at_once(install) -> None:
    done, asked = install(REFUSED="E: Unable to locate package gcc")
    assert done.returncode == 1
    assert asked == ["update"] * 3
    assert "Unable to locate package" in done.stderr
