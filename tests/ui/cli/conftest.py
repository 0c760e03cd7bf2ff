"""Commands as a script runs them, on a data folder of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import resources
from tests.ui.cli.no_screen import NoScreen
from ui.cli import commands as cli

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = resources.path("sample/school.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]):
    """Run a command; returns (status, standard output, standard error)."""

    def command(*words: object) -> tuple[int, str, str]:
        status = cli.run(["--data-dir", str(folder), *map(str, words)], NoScreen())
        told = capfd.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture
def loaded(run):
    assert run("load", SAMPLE)[0] == 0
    return run
