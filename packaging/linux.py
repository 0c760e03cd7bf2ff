"""The Linux build: a runtime of our own, one folder by PyInstaller, a .deb in the UOS layout.

Everything is built inside the oldest Debian that can be had, so that the C library of UOS and Kylin
suffices.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import licences
import prune
import signature_files
from roots import Root, base, call, mirror

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging"
OLDEST, SOURCES = "bullseye", "bookworm"  # where it is built; whose CPython and SQLite it carries
RUNTIME_FILES = ("build_runtime.sh", "oldest_glibc.h")
COMPILERS = (
    "gcc",
    "make",
    "libc6-dev",
    "zlib1g-dev",
    "libffi-dev",
    "libexpat1-dev",
    "liblzma-dev",
    "libbz2-dev",
    "tcl",
)
# What Qt's X11 plugin links to must be there to be collected.
COLLECTED = (
    *("libglib2.0-0", "libdbus-1-3", "libgl1", "libegl1", "libfontconfig1", "libcups2"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
    *("libgssapi-krb5-2", "binutils"),
)
EXCLUDED = (
    *("tkinter", "numpy", "lxml", "pip", "setuptools", "pkg_resources", "fontTools"),
    *("unittest", "test", "doctest", "pydoc", "pdb", "asyncio", "multiprocessing", "ssl"),
    *("reportlab.graphics", "reportlab.platypus", "charset_normalizer"),
    *("PySide6.QtDBus", "PySide6.QtQml", "PySide6.QtQuick", "PIL.ImageQt", "PIL.ImageTk"),
)
"""Never imported by the product; a library would take it along."""
EPOCH = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600"}


@dataclass(frozen=True)
class Program:
    """A program to be made into one folder.

    Attributes:
        name: of the folder and of the file that starts it.
        script: relative to the project.
        has_product: the product's own data go along.
    """

    name: str
    script: str
    has_product: bool


PRODUCT = Program("zhijiao-qingdan", "packaging/frozen_main.py", has_product=True)
BARE = Program("bare-window", "packaging/bare_window.py", has_product=False)


def runtime(roots: Path) -> Path:
    """Return the layer that holds CPython and SQLite under /runtime, built once per change."""
    layer = roots / "runtime"
    mark = hashlib.sha256(b"".join((HERE / n).read_bytes() for n in RUNTIME_FILES)).hexdigest()
    stamp = roots / "runtime.done"
    if stamp.exists() and stamp.read_text() == mark:
        return layer
    shutil.rmtree(layer, ignore_errors=True)
    work = Root((base(roots, OLDEST),), roots / "runtime-work")
    work.remove()
    work.install(COMPILERS)
    _fetch_sources(roots / "sources", work.upper / "src")
    for name in RUNTIME_FILES:
        work.put(HERE / name, f"/src/{name}")
    work.run("sh", "/src/build_runtime.sh")
    shutil.copytree(work.upper / "runtime", layer / "runtime", symlinks=True)
    work.remove()
    stamp.write_text(mark)
    return layer


def _fetch_sources(folder: Path, target: Path) -> None:
    """Get Debian's patched sources and unpack them into ``target``."""
    shutil.rmtree(folder, ignore_errors=True)  # of an older version nothing may lie beside it
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)
    listed = folder / "sources.list"
    listed.write_text(f"deb-src {mirror()} {SOURCES} main\n")
    options = []
    for key, value in (("sourcelist", listed), ("sourceparts", "/dev/null")):
        options += ["-o", f"Dir::Etc::{key}={value}"]
    options += ["-o", f"Dir::State::lists={lists}"]
    call("apt-get", *options, "update", "-qq")
    call("apt-get", *options, "source", "--download-only", "python3.11", "sqlite3", cwd=folder)
    target.mkdir(parents=True)
    for name in ("python3.11", "sqlite3"):
        (described,) = folder.glob(f"{name}_*.dsc")
        call("dpkg-source", "--no-check", "-x", str(described), str(target / name))


def site(build: Path) -> None:
    """Install the product's libraries and PyInstaller, each into a folder of its own."""
    folders = build / "site", build / "tools"
    for folder, listed in zip(
        folders, ("requirements.txt", "requirements-package.txt"), strict=True
    ):
        shutil.rmtree(folder, ignore_errors=True)
        options = ["--require-hashes", "--no-compile", "--no-deps", "--only-binary=:all:"]
        options += ["--platform", "manylinux_2_28_x86_64", "--platform", "manylinux_2_17_x86_64"]
        options += ["--platform", "manylinux2014_x86_64", "--python-version", "3.11"]
        pip = str(ROOT / ".venv/bin/pip")
        call(pip, "install", "-q", *options, "--target", str(folder), "-r", str(ROOT / listed))


def one_folder(program: Program, roots: Path, build: Path) -> Path:
    """Make a program into one folder; returns it."""
    libraries, tools = build / "site", build / "tools"
    out = build / "one-folder"
    shutil.rmtree(out / program.name, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    root = builder(roots)
    for folder, inside in ((libraries, "/site"), (tools, "/tools"), (out, "/out")):
        root.bind(folder, inside)
    product = build / "product"
    copy_product(product)
    root.bind(product, "/product")
    choices = {
        "name": program.name,
        "script": f"/product/{program.script}",
        "paths": ["/product/packaging/stand_ins", "/product"] if program.has_product else [],
        "data": [["/product/resources", "resources"]] if program.has_product else [],
        "excludes": EXCLUDED,
        "hidden": rooms_by_name(product) if program.has_product else [],
    }
    root.run(
        *("/runtime/bin/python3.11", "-m", "PyInstaller", "--noconfirm", "--distpath", "/out"),
        *("--workpath", "/made", "--log-level", "WARN", "/product/packaging/one_folder.spec"),
        environment={
            "PYTHONPATH": "/site:/tools",
            "LD_LIBRARY_PATH": "/runtime/lib",
            "ONE_FOLDER": json.dumps(choices),
            **EPOCH,
        },
    )
    prune.prune(out / program.name)
    if program.has_product:
        signature_files.lay_beside(out / program.name / "_internal/shiboken6", "shiboken6")
    return out / program.name


def rooms_by_name(product: Path) -> list[str]:
    """Return the modules that are imported by the name of a kind alone: no import names them."""
    found = (*product.glob("models/*/kind.py"), *product.glob("forms/documents/*.py"))
    return sorted(
        path.relative_to(product).with_suffix("").as_posix().replace("/", ".") for path in found
    )


def copy_product(target: Path) -> None:
    """Copy what ships: the code, its data, and the bare window to compare with."""
    shutil.rmtree(target, ignore_errors=True)
    unwanted = shutil.ignore_patterns("__pycache__", "standard_characters.txt")
    for name in ("ui", "forms", "models", "resources"):
        shutil.copytree(ROOT / name, target / name, ignore=unwanted)
    shutil.copytree(HERE / "stand_ins", target / "packaging/stand_ins", ignore=unwanted)
    for name in (
        "main.py",
        "packaging/bare_window.py",
        "packaging/frozen_main.py",
        "packaging/one_folder.spec",
    ):
        shutil.copyfile(ROOT / name, target / name)


def modules(one_folder: Path, build: Path) -> list[str]:
    """Return the names of the Python modules inside a one-folder program."""
    script = (
        "from PyInstaller.archive.readers import CArchiveReader as R; import sys;"
        "print(*R(sys.argv[1]).open_embedded_archive('PYZ.pyz').toc, sep='\\n')"
    )
    path = f"PYTHONPATH={build / 'tools'}"
    listed = call("env", path, sys.executable, "-c", script, str(one_folder / one_folder.name))
    return [name.replace(".", "/") for name in listed.split()]


def parts(one_folder: Path, roots: Path, build: Path) -> list[licences.Part]:
    """Return everything in a one-folder program that others wrote, with its licence."""
    bootloader = [p for p in licences.of_packages(build / "tools") if p.name == "pyinstaller"]
    return [
        *licences.of_packages(build / "site"),
        *bootloader,
        *licences.of_python(roots / "runtime/runtime/lib/python3.11/LICENSE.txt"),
        licences.of_fonts(ROOT / "resources"),
        *_of_debian(one_folder, builder(roots)),
    ]


def _of_debian(one_folder: Path, root: Root) -> list[licences.Part]:
    """Return the libraries that were collected from the build root."""
    names = {path.name for path in prune.libraries(one_folder)}
    script = 'dpkg -S "$@" 2>/dev/null || true'
    found = root.run("sh", "-c", script, "sh", *(f"*/{name}" for name in sorted(names)))
    packages = sorted({line.partition(":")[0] for line in found.splitlines()})
    made = []
    for package in packages:
        text = root.run("cat", f"/usr/share/doc/{package}/copyright")
        version = root.run("dpkg-query", "-W", "-f=${Version}", package)
        made.append(licences.Part(package, version, "见 copyright", {"copyright": text}))
    return made


def builder(roots: Path) -> Root:
    """Return the build root, with the libraries that are collected installed."""
    root = Root((runtime(roots), base(roots, OLDEST)), roots / "builder")
    stamp = roots / "builder.done"
    mark = f"{(roots / 'runtime.done').read_text()} {' '.join(COLLECTED)}"
    if not stamp.exists() or stamp.read_text() != mark:
        root.remove()
        root.install(COLLECTED)
        stamp.write_text(mark)
    return root
