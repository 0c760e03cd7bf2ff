"""The sample county: made by the program's own command line too, and reckoned as worked out."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

import resources
from tests.ui.cli.no_screen import NoScreen
from ui.cli import commands as cli
from ui.use_cases.bureau import sample

if TYPE_CHECKING:
    from pathlib import Path

A, B, C, D, E = (
    *("阳城县示例职业高级中学", "阳城县东城职业中学", "阳城县西河职业中学"),
    *("北留职业学校", "阳城县润城职业学校"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    sample.run(folder)
    return folder


def test_it_is_reckoned_as_worked_out(made: Path) -> None:
    """西河 has April on paper alone, 北留 begins in April, 润城 is excused."""
    found = json.loads((made / "summary.json").read_text(encoding="utf-8"))
    assert found["by_school"] == {
        A: {"list": "on_time", "3": "on_time", "4": "on_time", "5": "on_time"},
        B: {"list": "late", "3": "on_time", "4": "late", "5": "on_time"},
        C: {"list": "on_time", "3": "on_time", "4": "on_time", "5": "on_time"},
        D: {"list": "on_time", "4": "undated", "5": "missing"},
        E: {"list": "excused", "3": "excused", "4": "excused", "5": "excused"},
    }
    assert found["completion_by_school"] == {
        A: {"3": [8, 7, 1], "4": [8, 8, 0], "5": [7, 6, 1]},
        B: {"3": [8, 6, 2], "4": [8, 8, 0], "5": [7, 6, 1]},
        C: {"3": [8, 7, 1], "4": [8, 7, 1], "5": [7, 6, 1]},
        D: {"4": [8, 8, 0]},
    }
    assert len(found["questions"]) == 2


def test_a_school_s_files_are_those_that_the_command_line_makes(made: Path, tmp_path: Path) -> None:
    script = tomllib.loads(resources.path(sample.COUNTY).read_text(encoding="utf-8"))
    school = script["schools"][1]
    document = tmp_path / "school.json"
    document.write_text(json.dumps(sample.document_of(school)), encoding="utf-8")

    def run(*words: str) -> None:
        assert cli.run(["--data-dir", str(tmp_path / "data"), *words], NoScreen()) == 0

    run("load", str(document))
    for words in (["task-list"], *(["monthly-report", "--month", m] for m in ("3", "4", "5"))):
        run("finalise", *words, "--year", "2023")
        run("export", *words, "--year", "2023", "--to", str(tmp_path / "out"))
    written = {path.read_bytes() for path in (tmp_path / "out").glob("*.xlsx")}
    own = made / "各校报来的" / sample.FOLDERS[1]
    assert {path.read_bytes() for path in own.iterdir()} == written
    assert len(written) == 4
