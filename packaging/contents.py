"""What is in an artefact: its list with hashes, what must not be in it, its C library."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DEVELOPMENT = re.compile(
    r"(^|/)(tests?|testing|testutils|pytest_plugin|generate_pyi|pytest|_pytest|hypothesis|mypy|ruff|PyInstaller|pip|setuptools|pkg_resources"
    r"|fontTools|pylopdf_fonts_zh_cn|unittest|idlelib|lib2to3)(/|-|\.py|$)"
)


def files(folder: Path) -> list[Path]:
    """Return all files of a folder, sorted by name."""
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())


def size(folder: Path) -> int:
    """Return the bytes of all files of a folder."""
    return sum(path.stat().st_size for path in files(folder))


def sha256(path: Path) -> str:
    """Return a file's hash in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listing(folder: Path) -> str:
    """Return ``hash  name`` of each file, a line each, and each link with its target."""
    lines = [f"{sha256(path)}  {path.relative_to(folder).as_posix()}" for path in files(folder)]
    links = sorted(p for p in folder.rglob("*") if p.is_symlink())
    lines += [f"-> {path.readlink()}  {path.relative_to(folder).as_posix()}" for path in links]
    return "\n".join(lines) + "\n"


def require_clean(folder: Path, needles: list[str], inner: list[str]) -> None:
    """Refuse an artefact that names this machine, or carries a test or a tool.

    Args:
        folder: the artefact, unpacked.
        needles: texts that name the machine: its folders, its name.
        inner: names of what is packed inside (modules in PyInstaller's archive).

    Raises:
        SystemExit: one was found; all are named.
    """
    found = []
    names = [path.relative_to(folder).as_posix() for path in files(folder)]
    found += [f"development: {name}" for name in (*names, *inner) if DEVELOPMENT.search(name)]
    sought = [needle.encode() for needle in needles]
    for path in files(folder):
        content = path.read_bytes()
        found += [f"{n.decode()} in {path.relative_to(folder)}" for n in sought if n in content]
    if found:
        raise SystemExit("not fit to ship:\n" + "\n".join(found[:40]))


def highest(folder: Path, prefix: str) -> tuple[int, list[str]]:
    """Return the highest version that any program file asks for, and the files that do.

    Args:
        folder: the artefact, unpacked.
        prefix: how the versions are named, such as ``GLIBC_2.`` or ``GLIBCXX_3.4.``.
    """
    pattern = re.compile(re.escape(prefix).encode() + rb"(\d+)")
    asked = {}
    for path in files(folder):
        content = path.read_bytes()
        if content[:4] == b"\x7fELF":
            asked[path] = max((int(n) for n in pattern.findall(content)), default=0)
    most = max(asked.values())
    return most, [p.relative_to(folder).as_posix() for p, n in asked.items() if n == most]


def require_libraries(folder: Path, oldest: dict[str, int]) -> None:
    """Refuse an artefact that asks for a newer C or C++ library than the oldest system has.

    Raises:
        SystemExit: a file does; they are named.
    """
    for prefix, allowed in oldest.items():
        most, names = highest(folder, prefix)
        if most > allowed:
            raise SystemExit(f"asks for {prefix}{most}, {prefix}{allowed} is there: {names}")
