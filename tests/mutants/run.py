"""Whether the tests would tell: faults are put into the program, and the tests that run the line.

``make mutants SEED=1 COUNT=40`` draws a sample of all faults of all layers. Each is put into a copy
of the tree, and the tests that execute its line run there, those of its own name and room first.
What gets through the nearest of them meets whole files, for what a file's tests share is executed
in the first of them.
A fault that no test notices is printed with its place; those that change nothing that anybody could
see are listed with the reason in ``equivalent.toml``.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.mutants.executed import KEPT, KINDS, ROOT, sources, tests_of_lines
from tests.mutants.operators import Mutant, mutants

if TYPE_CHECKING:
    from collections.abc import Sequence

TESTS, FILES = 25, 30  # of a line: the nearest
SECONDS = 900  # for one run; a fault that makes its tests hang is noticed
NOTICED = (1, 2)  # pytest's: a test failed, or could not even be collected
SHOWN = 60  # characters of a piece of source
LEFT_OUT = (".git", ".venv", "demo-out", "accept-out", "bench-out", "build", "__pycache__")


@dataclass(frozen=True)
class Sampled:
    """A mutant of a file (its path from the root)."""

    path: str
    mutant: Mutant

    @property
    def fault(self) -> str:
        """What stood there and what stands there, with the file; without the line, which moves."""
        source = (ROOT / self.path).read_bytes()
        old = source[self.mutant.start : self.mutant.end].decode()
        return f"{self.path}: {_short(old)} → {_short(self.mutant.text)}"

    @property
    def told(self) -> str:
        """The fault with its line."""
        return f"{self.fault} (line {self.mutant.line})"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def sample(seed: int, count: int) -> list[Sampled]:
    """Return ``count`` mutants, drawn from all of them alike; the same for a seed and a tree."""
    every = [
        Sampled(path, mutant)
        for path in sources()
        for mutant in mutants((ROOT / path).read_bytes())
    ]
    return random.Random(seed).sample(every, count)  # noqa: S311  (one that can be repeated)


def nearest(path: str, tests: set[str]) -> list[str]:
    """Return tests: those of the file's own name, of its room, of its layer, the rest."""
    room, layer = f"tests/{Path(path).parent}/", f"tests/{Path(path).parts[0]}/"

    def far(test: str) -> tuple[int, str]:
        own = Path(test.partition("::")[0]).stem == f"test_{Path(path).stem}"
        near = (own, test.startswith(room), test.startswith(layer), True)
        return near.index(True), test

    return sorted(tests, key=far)


def _tests(near: Sequence[str]) -> list[str]:
    """Return the nearest tests of a line; a name that a list of arguments would break is none."""
    return [test for test in near if test.isprintable() and test.isascii()][:TESTS]


def _files(near: Sequence[str]) -> list[str]:
    """Return the nearest files of tests of a line."""
    return list(dict.fromkeys(test.partition("::")[0] for test in near))[:FILES]


class Trial:
    """A copy of the tree, in which one mutant after the other is put."""

    def __init__(self, drawn: Sequence[Sampled]) -> None:
        modules = {one.path for one in drawn}
        self._lines = {kind: tests_of_lines(kind, modules) for kind in KINDS}
        self._tree = KEPT / "tree"
        shutil.rmtree(self._tree, ignore_errors=True)
        shutil.copytree(ROOT, self._tree, ignore=shutil.ignore_patterns(*LEFT_OUT))

    def why_alive(self, one: Sampled) -> str:
        """Return how a mutant got through, empty where a test noticed it."""
        place = self._tree / one.path
        tests = {kind: nearest(one.path, self._tests(kind, one)) for kind in self._lines}
        source = place.read_bytes()
        place.write_bytes(one.mutant.applied(source))
        try:
            for chosen in (_tests, _files):
                if any(self._fails(kind, chosen(tests[kind])) for kind in ("none", "only")):
                    return ""
        finally:
            place.write_bytes(source)
        return f"{sum(map(len, tests.values()))} tests execute the line"

    def _tests(self, kind: str, one: Sampled) -> set[str]:
        """Return the tests that execute a mutant's line; of one that only an import executes those
        that execute anything else of its file."""
        lines = self._lines[kind]
        if any((one.path, one.mutant.line) in of_kind for of_kind in self._lines.values()):
            return lines.get((one.path, one.mutant.line), set())
        return {test for (path, _), tests in lines.items() if path == one.path for test in tests}

    def _fails(self, kind: str, tests: list[str]) -> bool:
        if not tests:
            return False
        listed = self._tree / "chosen.txt"
        listed.write_text("\n".join(tests), encoding="utf-8")
        run = [sys.executable, "-B", "-m", "pytest", "-q", "-x", *KINDS[kind], f"@{listed}"]
        try:
            done = subprocess.run(  # noqa: S603  (our own command)
                run, cwd=self._tree, check=False, capture_output=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode in NOTICED


def equivalent() -> dict[str, str]:
    """Return the faults that change nothing, by their name, each with the reason."""
    listed = tomllib.loads((Path(__file__).parent / "equivalent.toml").read_text("utf-8"))
    return {one["fault"]: one["why"] for one in listed.get("equivalent", [])}


def main() -> None:
    """Draw a sample, try it, print what lives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40)
    asked = parser.parse_args()
    known, killed = equivalent(), 0
    drawn = sample(asked.seed, asked.count)
    trial = Trial(drawn)
    same: list[str] = []
    alive: list[str] = []
    for one in drawn:
        if one.fault in known:
            same.append(f"equivalent  {one.told}: {known[one.fault]}")
            continue
        why = trial.why_alive(one)
        killed += not why
        if why:
            alive.append(f"ALIVE  {one.told}: {why}")
        _tell(f"{'ALIVE ' if why else 'killed'}  {one.told}")
    total = killed + len(alive)
    _tell("\n".join(("", *alive, *same, f"seed {asked.seed}: {killed} of {total} killed")))


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
