"""Whether data lie where they are safe: a network drive and a synchronised folder are not.

SQLite cannot trust the locks and syncs of a network file system (sqlite.org/useovernet.html); a
program that copies the file while it changes hands back a torn one.
"""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

from models.value_class import value_class

_NETWORK_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs"),
        *("davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "vboxsf"),
    }
)
# How the folders of the usual synchronising programs are called, in small letters.
_SYNCHRONISED = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nutstore", "坚果云"),
    *(
        "baidusyncdisk",
        "baidunetdisk",
        "百度网盘",
        "百度云",
        "微云",
        "weiyun",
        "阿里云盘",
        "wpsdrive",
    ),
    *("wps云盘", "wps cloud", "腾讯文档", "syncthing", "nextcloud", "owncloud", "seafile"),
)
_MOUNTS = Path("/proc/mounts")


@value_class
class Concern:
    """Why a place is not safe: ``network`` or ``synchronised``, and the folder that tells it."""

    kind: str
    name: str


def concern(folder: Path) -> Concern | None:
    """Return what speaks against a folder, None where nothing is known to."""
    if is_on_network(folder):
        return Concern("network", str(folder))
    for part in folder.absolute().parts:
        if any(word in part.lower() for word in _SYNCHRONISED):
            return Concern("synchronised", part)
    return None


def is_network_name(path: str) -> bool:
    r"""Whether a path names another PC's share: ``\\server\share``."""
    return PureWindowsPath(path).drive.startswith("\\\\")


def is_on_network(folder: Path) -> bool:
    """Whether a folder lies on another PC."""
    if is_network_name(str(folder)):
        return True
    if os.name == "posix":
        return file_system(folder, _mounts()) in _NETWORK_SYSTEMS
    return _is_remote_drive(folder)


def _is_remote_drive(folder: Path) -> bool:
    import ctypes  # Windows alone is asked this way

    kernel = getattr(ctypes, "windll", None)
    if kernel is None:
        return False
    remote = 4  # DRIVE_REMOTE, winbase.h
    return bool(kernel.kernel32.GetDriveTypeW(folder.absolute().anchor) == remote)


def removable() -> list[Path]:
    """Return the tops of sticks and cards that are plugged in."""
    if os.name == "posix":
        tops = [place for place in _mounted_at() if place.is_relative_to("/media")]
        return tops + [place for place in _mounted_at() if place.is_relative_to("/run/media")]
    import ctypes  # Windows alone is asked this way

    kernel = getattr(ctypes, "windll", None)
    kind = 2  # DRIVE_REMOVABLE, winbase.h
    drives = [Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ"]
    if kernel is None:
        return []
    kernel.kernel32.SetErrorMode(1)  # SEM_FAILCRITICALERRORS: an empty card reader asks nobody
    return [drive for drive in drives if kernel.kernel32.GetDriveTypeW(str(drive)) == kind]


def _mounted_at() -> list[Path]:
    lines = [line.split(" ") for line in _mounts().splitlines()]
    return [Path(words[1].replace("\\040", " ")) for words in lines if len(words) > 1]


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def file_system(folder: Path, mounts: str) -> str:
    """Return the kind of file system that a folder lies on, by the text of ``/proc/mounts``."""
    wanted = folder.absolute()
    best, kind = -1, ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:  # noqa: PLR2004  (device, place, kind)
            continue
        place = Path(words[1].replace("\\040", " "))
        if len(place.parts) > best and wanted.is_relative_to(place):
            best, kind = len(place.parts), words[2]
    return kind
