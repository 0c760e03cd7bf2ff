"""Which tests execute which line of a few modules: the suite is run once under coverage."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("main.py", "models", "forms", "ui")
KEPT = ROOT / ".venv" / "mutants"
# How the tests of the window and all others are run (as in the Makefile), and where they lie.
KINDS = {
    "only": ("--qt", "only"),
    "none": ("-c", "tests/without_qt.ini", "--rootdir=.", "--qt", "none"),
}
_WHERE = {
    "only": [],
    "none": [f"tests/{name}" for name in ("journeys", "forms", "models", "resources", "ui")],
}

Lines = dict[tuple[str, int], set[str]]
"""By file (from the root) and line the tests (node ids) that execute it."""


def sources() -> list[str]:
    """Return every module of the program, from the root."""
    found = [ROOT / name for name in LAYERS if (ROOT / name).is_file()]
    found += [path for name in LAYERS for path in sorted((ROOT / name).rglob("*.py"))]
    return [str(path.relative_to(ROOT)) for path in found]


def tests_of_lines(kind: str, modules: Collection[str]) -> Lines:
    """Return which tests of a kind execute which lines of some modules (paths from the root).

    Only these are traced: the whole program would take several times as long.
    """
    # Installed by `make mutants` alone.
    from coverage.numbits import numbits_to_nums  # type: ignore[import-not-found,unused-ignore]

    found: Lines = defaultdict(set)
    sql = (
        "SELECT f.path, c.context, l.numbits FROM line_bits l"
        " JOIN file f ON f.id = l.file_id JOIN context c ON c.id = l.context_id"
        " WHERE c.context <> ''"
    )
    with closing(sqlite3.connect(_measured(kind, sorted(modules)))) as con:
        for path, context, bits in con.execute(sql):
            relative, test = str(Path(path).relative_to(ROOT)), context.partition("|")[0]
            for line in numbits_to_nums(bits):
                found[relative, line].add(test)
    return found


def _measured(kind: str, modules: Sequence[str]) -> Path:
    """Return coverage's data file with a context for each test; measures where it is not there."""
    path = KEPT / f"{_name(modules)}-{kind}.coverage"
    if path.exists():
        return path
    KEPT.mkdir(exist_ok=True)
    settings = KEPT / "coveragerc"
    traced = "\n    ".join(str(ROOT / module) for module in modules)
    settings.write_text(f"[run]\ninclude =\n    {traced}\n", encoding="utf-8")
    run = [sys.executable, "-m", "pytest", "-q", "-n", "2", *KINDS[kind], *_WHERE[kind]]
    run += ["--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report="]
    subprocess.run(run, cwd=ROOT, check=False, stdout=sys.stderr)  # noqa: S603  (our own command)
    shutil.move(ROOT / ".coverage", path)
    return path


def _name(modules: Sequence[str]) -> str:
    """Name the tree and the modules: a measurement of another one is of no worth."""
    digest = hashlib.sha256("\n".join(modules).encode())
    for path in (*map(ROOT.joinpath, sources()), *sorted((ROOT / "tests").rglob("test_*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
