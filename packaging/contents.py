"""What is in an artefact: its list with hashes, what must not be in it, its C library."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

GLIBC = re.compile(rb"GLIBC_2\.(\d+)")
DEVELOPMENT = re.compile(
    r"(^|/)(tests?|pytest|_pytest|hypothesis|mypy|ruff|PyInstaller|pip|setuptools|pkg_resources"
    r"|fontTools|pylopdf_fonts_zh_cn|unittest|idlelib|lib2to3)(/|-|\.py|$)"
)
PART = 1 << 20


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


def glibc(folder: Path) -> tuple[int, list[str]]:
    """Return the highest 2.x that any file asks for, and the files that do."""
    asked = {}
    for path in files(folder):
        content = path.read_bytes()
        if content[:4] == b"\x7fELF":
            asked[path] = max((int(n) for n in GLIBC.findall(content)), default=0)
    highest = max(asked.values())
    return highest, [p.relative_to(folder).as_posix() for p, n in asked.items() if n == highest]
