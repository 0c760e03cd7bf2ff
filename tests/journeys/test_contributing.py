"""The examples of CONTRIBUTING.md are made in a copy of the tree, and their tests are run there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("main.py", "ui", "forms", "models", "resources", "tests")
STEP = re.compile(
    r"^(?:New file `(?P<new>[^`]+)`|In `(?P<old>[^`]+)`, below `(?P<line>[^`]+)`):\n\n"
    r"```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Step(NamedTuple):
    """A file that is written, or lines that are put below a line of one."""

    path: str
    below: str
    text: str


def examples() -> dict[str, list[Step]]:
    """The steps of each example, by its heading."""
    found = {}
    for part in PAGE.split("\n## ")[1:]:
        steps = [
            Step(m["new"] or m["old"], m["line"] or "", m["text"]) for m in STEP.finditer(part)
        ]
        found[part.partition("\n")[0]] = steps
    return found


def take(step: Step, tree: Path) -> None:
    path = tree / step.path
    if not step.below:
        assert not path.exists()
        path.write_text(step.text, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = [number for number, line in enumerate(lines) if line.strip() == step.below]
    apart = "\n\n" if step.text.startswith("def ") else ""
    made = (*lines[: at + 1], apart, step.text, *lines[at + 1 :])
    path.write_text("".join(made), encoding="utf-8")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program and what its tests share."""
    ignored = shutil.ignore_patterns("__pycache__", "data", "accept", "fault", "fonts")
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    (tmp_path / "resources/fonts").symlink_to(ROOT / "resources/fonts")
    return tmp_path


def test_the_page_has_its_four_examples() -> None:
    found = examples()
    assert list(found) == ["A column", "A notice", "A kind of document", "A check"]
    assert [len(steps) for steps in found.values()] == [2, 2, 0, 5]


@pytest.mark.parametrize("name", [name for name, steps in examples().items() if steps])
def test_an_example_works_as_it_is_written(name: str, tree: Path) -> None:
    steps = examples()[name]
    for step in steps:
        take(step, tree)
    test = steps[-1].path
    words = ("-m", "pytest", "-q", "-c", "tests/without_qt.ini", "--rootdir=.", "--qt", "none")
    done = subprocess.run(  # noqa: S603  (our own tests)
        [sys.executable, "-B", *words, test], cwd=tree, capture_output=True, text=True, check=False
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
    written = [step.path for step in steps if step.path.endswith(".py")]
    ruff, settings = Path(sys.executable).with_name("ruff"), ROOT / "pyproject.toml"
    for command in (["check"], ["format", "--check"]):
        ask = [str(ruff), *command, "--no-cache", "--config", str(settings), *written]
        done = subprocess.run(ask, cwd=tree, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout


def test_the_kind_s_files_are_there() -> None:
    """Its example is a whole kind, which has its own test."""
    part = PAGE.partition("## A kind of document")[2].partition("\n## ")[0]
    named = re.findall(r"`((?:tests|models|forms|ui)/[\w/]+\.py)`", part)
    assert len(named) >= 5
    assert [path for path in named if not (ROOT / path).exists()] == []
