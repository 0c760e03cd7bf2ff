"""Try the artefacts as a clerk's PC runs them: in systems that know nothing of the project."""

from __future__ import annotations

import subprocess
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from debian_package import APP
from prune import SYSTEM
from roots import Root, base, call

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
FRESH, WITH_WINE = "bookworm", "trixie"
OLD_DATA = ROOT / "tests/data/databases/v0.1.sqlite3"
LINUX_DATA = "/root/.local/share/zhijiao-qingdan/zhijiao.sqlite3"
OLDEST_LIBRARIES = {"GLIBC_2.": 28, "GLIBCXX_3.4.": 25}  # of UOS 20 (Debian 10)
PASSED = "自检通过"
DISPLAY = 77
SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108  (where every X server listens)
WINE = ("wine", "wine64", "xvfb")


def require(holds: object, what: str) -> None:
    """Stop the build where an artefact does not hold what it must."""
    if not holds:
        raise SystemExit(f"not as it must be: {what}")


@contextmanager
def _screen() -> Iterator[None]:
    """An X server of this machine; a system inside reaches it by its socket file alone."""
    (SOCKETS / f"X{DISPLAY}").unlink(missing_ok=True)
    words = ["Xvfb", f":{DISPLAY}", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(words, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        while not (SOCKETS / f"X{DISPLAY}").exists():
            require(server.poll() is None, "Xvfb does not start")
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def _self_test(root: Root, program: str) -> None:
    """Run the self-test offscreen and on a real X server, without any network."""
    offscreen = root.run(program, "--self-test", environment={"QT_QPA_PLATFORM": "offscreen"})
    require(PASSED in offscreen, offscreen)
    with _screen():
        root.bind(SOCKETS, str(SOCKETS))
        shown = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{DISPLAY}"}
        drawn = root.run(program, "--self-test", environment=shown)
    require(PASSED in drawn, drawn)


def folder(one_folder: Path, roots: Path) -> None:
    """Try the Linux folder on a fresh system that has only the named libraries."""
    root = Root((base(roots, FRESH),), roots / "try-folder")
    root.remove()
    root.install(list(SYSTEM))
    root.bind(one_folder, "/media/stick")
    _self_test(root, f"/media/stick/{one_folder.name}")
    root.remove()


def package(deb: Path, roots: Path, work: Path) -> None:
    """Try the .deb over an older version with data, and its removal, on a fresh system."""
    root = Root((base(roots, FRESH),), roots / "try-deb")
    root.remove()
    root.put(_older_package(work), "/old.deb")
    root.put(deb, "/new.deb")
    root.run("apt-get", "update", "-qq", is_offline=False)
    root.run("dpkg", "-i", "/old.deb")
    root.put(OLD_DATA, LINUX_DATA)
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "/new.deb")
    root.run(*install, environment={"DEBIAN_FRONTEND": "noninteractive"}, is_offline=False)
    program = f"/opt/apps/{APP}/files/zhijiao-qingdan"
    require(not (root.upper / f"opt/apps/{APP}/files/old").exists(), "the old files are gone")
    for entry in ("applications", "mime/packages", "icons/hicolor/scalable/apps"):
        require(root.run("ls", "-L", f"/usr/share/{entry}"), entry)
    require(
        "/usr/bin/python3" not in root.run("sh", "-c", "ls /usr/bin/python3* || true"), "Python"
    )
    _self_test(root, program)
    require('"years"' in root.run(program, "dump"), "the data of version 0.1 open")
    root.run("dpkg", "--purge", APP)
    require((root.upper / LINUX_DATA.lstrip("/")).exists(), "the data stay")
    require(
        not (root.upper / f"usr/share/applications/{APP}.desktop").is_symlink(), "the menu entry"
    )
    root.remove()


def _older_package(target: Path) -> Path:
    """Make a package of version 0.1.0 that holds one file."""
    tree = target / "older-tree"
    (tree / "DEBIAN").mkdir(parents=True, exist_ok=True)
    fields = {"Package": APP, "Version": "0.1.0", "Architecture": "amd64"}
    fields |= {"Maintainer": "nobody <nobody@localhost>", "Description": "an older version"}
    lines = [f"{name}: {value}\n" for name, value in fields.items()]
    (tree / "DEBIAN/control").write_text("".join(lines))
    (tree / f"opt/apps/{APP}/files").mkdir(parents=True, exist_ok=True)
    (tree / f"opt/apps/{APP}/files/old").write_text("old\n")
    deb = target / "older.deb"
    call("dpkg-deb", "--root-owner-group", "-Znone", "-b", str(tree), str(deb))
    return deb


def setup(older: Path, newer: Path, portable: Path, roots: Path) -> None:
    """Try the Windows build under Wine.

    Args:
        older: a setup of an earlier version, which the newer one is installed over.
        newer: the setup.
        portable: the zip for the stick.
        roots: where the small systems lie.
    """
    wine = roots / "wine"
    kept = Root((base(roots, WITH_WINE),), wine)
    if not (roots / "wine.done").exists():
        kept.remove()
        kept.install(WINE)
        (roots / "wine.done").touch()
    root = Root((wine / "upper", base(roots, WITH_WINE)), roots / "try-wine")
    root.remove()
    for source, inside in (
        (older, "/older-setup.exe"),
        (newer, "/newer-setup.exe"),
        (OLD_DATA, "/old.sqlite3"),
        (ROOT / "packaging/windows/try.sh", "/try.sh"),
    ):
        root.put(source, inside)
    with zipfile.ZipFile(portable) as archive:
        archive.extractall(root.upper / "portable")
    said = root.run("sh", "/try.sh")
    require(PASSED in said and "all held" in said, said)
    root.remove()
