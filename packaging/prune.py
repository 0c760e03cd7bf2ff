"""What of PyInstaller's harvest ships: named plugins, and libraries that something links to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from roots import call

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PLUGINS = {
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "printsupport/libcupsprintersupport.so",
    "imageformats/libqjpeg.so",
}
TRANSLATIONS = {"qtbase_zh_CN.qm"}
# Of the system, never ours: what drivers and printing load too must be there once.
SYSTEM = {
    "libstdc++6": r"libstdc\+\+|libgcc_s",
    "zlib1g": r"libz\.",
    "libglib2.0-0": r"lib(glib|gio|gobject|gthread|gmodule)-2\.0\.",
    "libdbus-1-3": r"libdbus-1\.",
    "libx11-6": r"libX11\.",
    "libx11-xcb1": r"libX11-xcb\.",
    "libxcb1": r"libxcb\.|libXau\.|libXdmcp\.",
    "libfontconfig1": r"libfontconfig\.|libfreetype\.",
    "libgl1": r"libGLX?\.|libOpenGL\.|libGLdispatch\.",
    "libegl1": r"libEGL\.",
    "libcups2": r"libcups\.",
    "libgssapi-krb5-2": r"libgssapi_krb5\.",
}
"""Debian package -> the libraries that come from it, as a pattern."""
OF_SYSTEM = re.compile("|".join(SYSTEM.values()))
LIBRARY = re.compile(r"lib.*\.so(\.[\d.]+)?")
UNUSED = re.compile(
    r".*\.pyi|.*/py\.typed|.*\.dist-info/.*"
    r"|.*/_codecs_(jp|kr|tw|hk|iso2022)\..*"
)


def prune(folder: Path) -> None:
    """Take out of a one-folder build what nothing in it uses."""
    inner = folder / "_internal"
    for path in _files(inner):
        name = path.relative_to(inner).as_posix()
        if UNUSED.fullmatch(name) or _is_foreign(name):
            path.unlink()
    used = _reached(folder)
    for path in libraries(inner):
        if path.name not in used:
            path.unlink()
    for path in sorted(inner.rglob("*"), reverse=True):
        if path.is_symlink() and not path.exists():
            path.unlink()
        elif path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def libraries(folder: Path) -> list[Path]:
    """Return the shared libraries of a build that others link to."""
    return [path for path in _files(folder) if _is_library(path)]


def _files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]


def _is_foreign(name: str) -> bool:
    """Whether it is a plugin or translation that the product does not load."""
    if "/plugins/" in name:
        return name.partition("/plugins/")[2] not in PLUGINS
    return "/translations/" in name and name.rpartition("/")[2] not in TRANSLATIONS


def _is_library(path: Path) -> bool:
    """Whether others link to it; modules and plugins are loaded by name instead."""
    return LIBRARY.fullmatch(path.name) is not None and "/plugins/" not in path.as_posix()


def _needed(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        if path.read_bytes()[:4] == b"\x7fELF":
            yield from re.findall(r"\(NEEDED\).*\[(.+)\]", call("readelf", "-dW", str(path)))


def _reached(folder: Path) -> set[str]:
    """Return the names of the libraries that the program, its modules and plugins lead to."""
    by_name = {p.name: p for p in libraries(folder)}
    found: set[str] = set()
    ahead = [p for p in _files(folder) if not _is_library(p)]
    ahead += [p for name, p in by_name.items() if name.startswith(("libpdfium", "libpython"))]
    found |= {p.name for p in ahead}
    while ahead:
        names = set(_needed(ahead)) - found
        found |= names
        ahead = [by_name[n] for n in names if n in by_name and not OF_SYSTEM.match(n)]
    return {name for name in found if not OF_SYSTEM.match(name)}
