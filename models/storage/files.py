"""The one writer for every file that the product makes (the data file itself is SQLite's)."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, TextIO

from models.errors import EnvironmentRefusal
from models.storage.open_files import require_free

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Report = Callable[[int, int], object]
    """Is told how far something is: part, of."""

_REASONS = {
    errno.ENOSPC: "file.disk_full",
    errno.EDQUOT: "file.disk_full",
    errno.EACCES: "file.no_right",
    errno.EPERM: "file.no_right",
    errno.EROFS: "file.no_right",
    errno.ENOENT: "file.folder_missing",
    errno.ENOTDIR: "file.folder_missing",
    errno.ENAMETOOLONG: "file.name_too_long",
    errno.EISDIR: "file.is_folder",
}
_REASONS_TO_READ = {
    errno.EACCES: "file.no_right_to_read",
    errno.EPERM: "file.no_right_to_read",
    errno.EISDIR: "file.folder",
}
IN_USE = "data.open_already"  # of what is to be read; data.same_file of what is to be written
# What Windows forbids in a name, and the names it keeps for devices.
_FORBIDDEN = str.maketrans(
    {**dict.fromkeys('<>:"/\\|?*', "_"), **dict.fromkeys(map(chr, range(32)))}
)
_RESERVED = {"CON", "PRN", "AUX", "NUL"} | {f"{n}{i}" for n in ("COM", "LPT") for i in range(1, 10)}
LONGEST_NAME_PART = 60
# Windows: another program (Excel, WPS, a virus scanner) has the file open for the moment.
_HELD = {5, 32, 33}
_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)  # seconds between the attempts
_CHUNK = 2**20  # bytes
PART = ".part-"  # how the name of a file that is being written begins
LOOK = "zhijiao-look-"  # how the name of a temporary folder begins
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


def refuse(error: OSError, target: Path) -> NoReturn:
    """Turn an operating-system error in writing into the refusal that names cause and file."""
    code = _REASONS.get(error.errno or 0, "file.failed")
    raise EnvironmentRefusal(code, path=str(target), reason=error.strerror or "") from error


def _refuse_reading(error: OSError, source: Path) -> NoReturn:
    """Turn an operating-system error in reading into the refusal that names cause and file."""
    if error.errno == errno.ENOSPC:  # for the copy that is read
        refuse(error, source)
    code = _REASONS_TO_READ.get(error.errno or 0, "file.unread")
    raise EnvironmentRefusal(code, path=str(source), reason=error.strerror or "") from error


def write_atomically(target: Path, content: bytes, mode: int = 0o644) -> Path:
    """Write a file so that there is always the old or the new whole file, even in a power cut.

    The temporary file lies in the target's folder; it is synced, put in place, and the folder
    synced. A symbolic link at the target is replaced, not followed.

    Raises:
        EnvironmentRefusal: folder missing, no right, disk full; nothing is left behind.
    """
    require_free(target)
    part = ""
    try:
        handle, part = tempfile.mkstemp(prefix=PART, dir=target.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), mode) if hasattr(os, "fchmod") else None
            os.fsync(stream.fileno())
        _put_in_place(Path(part), target)
    except OSError as error:
        if part:
            with suppress(OSError):
                Path(part).unlink(missing_ok=True)
        if getattr(error, "winerror", None) in _HELD:
            raise EnvironmentRefusal("file.held", path=str(target)) from error
        refuse(error, target)
    sync_folder(target.parent)
    return target


def _put_in_place(part: Path, target: Path) -> None:
    """Rename over the target; on Windows wait a moment for a program that holds it."""
    for pause in _PATIENCE:
        try:
            part.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(pause)
        else:
            return
    part.replace(target)


def open_log(path: Path) -> TextIO:
    """Empty a log of ours and open it for writing, for our eyes only; the caller closes it.

    Raises:
        EnvironmentRefusal: it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
        return os.fdopen(handle, "w", encoding="utf-8")
    except OSError as error:
        refuse(error, path)


def move(source: Path, target: Path) -> None:
    """Put a file in another's place, durably; ``target`` is always whole.

    Raises:
        EnvironmentRefusal: it cannot be done; nothing is changed.
    """
    try:
        _put_in_place(source, target)
    except OSError as error:
        refuse(error, target)
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a file where there is one.

    Raises:
        EnvironmentRefusal: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        refuse(error, path)


def remove_parts(folder: Path) -> None:
    """Remove what an interrupted write left in a folder of ours; nobody else writes there."""
    for part in folder.glob(f"{PART}*"):
        remove(part)


def make_private(path: Path, mode: int) -> bool:
    """Take the rights of others on a file or folder away; True where there were any.

    Windows keeps the user's profile folder private itself; a stick knows no rights.
    """
    if os.name != "posix" or not path.exists() or not path.stat().st_mode & 0o077:
        return False
    with suppress(OSError):  # somebody else's, or a file system without rights
        path.chmod(mode)
    return not path.stat().st_mode & 0o077


def free_space(folder: Path) -> int | None:
    """Return the bytes that are free on a folder's disk, None where it does not tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable; Windows has no such call and needs none.

    Raises:
        EnvironmentRefusal: the disk fails: the file is whole, but may be forgotten in a power cut.
    """
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        reason = error.strerror or ""
        raise EnvironmentRefusal("file.uncertain", path=str(folder), reason=reason) from error


def make_folder(folder: Path, mode: int = 0o755) -> Path:
    """Create a folder with its parents, durably.

    Raises:
        EnvironmentRefusal: it cannot be made there.
    """
    if folder.is_dir():
        return folder
    try:
        if not folder.parent.is_dir():
            make_folder(folder.parent, mode)
        folder.mkdir(mode=mode, exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        refuse(error, folder)
    return folder


def _require_regular(source: Path) -> None:
    """Refuse a pipe or a device: the one waits for ever, the other never ends."""
    mode = source.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # a folder is refused by its opening
        raise EnvironmentRefusal("file.no_file", path=str(source))


def _require_size(source: Path, limit: int) -> int:
    size = source.stat().st_size
    if size > limit:
        raise _too_large(source, size, limit)
    return size


def _too_large(source: Path, size: int, limit: int) -> EnvironmentRefusal:
    told = {"size": size // 2**20 + 1, "limit": limit // 2**20}
    return EnvironmentRefusal("file.too_large", path=str(source), **told)


def read_limited(source: Path, limit: int) -> bytes:
    """Return the bytes of a file of at most ``limit`` bytes.

    Raises:
        EnvironmentRefusal: it is not there, is no file, cannot be read, or is larger.
    """
    require_free(source, IN_USE)
    try:
        _require_regular(source)
        size = _require_size(source, limit)
        with source.open("rb") as stream:
            content = stream.read(size + 1)
            if len(content) > size:  # it grew, or the system did not know its size
                content += stream.read(limit)
    except FileNotFoundError as error:
        raise EnvironmentRefusal("file.missing", path=str(source)) from error
    except OSError as error:
        _refuse_reading(error, source)
    if len(content) > limit:
        raise _too_large(source, len(content), limit)
    return content


def read_through(source: Path) -> None:
    """Read a file to its end, if it is there, to see whether the disk gives it.

    The data file may be read so while it has a seat, but no connection yet, or no more.

    Raises:
        EnvironmentRefusal: it cannot be read.
    """
    try:
        with source.open("rb") as stream:
            while stream.read(_CHUNK):
                pass
    except FileNotFoundError:
        return
    except OSError as error:
        _refuse_reading(error, source)


def copy(source: Path, target: Path, limit: int, report: Report | None = None) -> None:
    """Copy a file of at most ``limit`` bytes to a private place; raises as ``read_limited``.

    ``report`` is told how far it is: bytes, of all.
    """
    require_free(source, IN_USE)
    try:
        _require_regular(source)
        of = _require_size(source, limit)
        with source.open("rb") as stream:
            spool(stream, target, of, report)
    except FileNotFoundError as error:
        raise EnvironmentRefusal("file.missing", path=str(source)) from error
    except OSError as error:
        _refuse_reading(error, source)


def spool(stream: IO[bytes], target: Path, of: int, report: Report | None = None) -> None:
    """Write a stream to a new file in a temporary folder, a sign of progress after each piece.

    Raises:
        OSError: it cannot be read or written.
    """
    part = 0
    with target.open("xb") as out:
        while chunk := stream.read(_CHUNK):
            part += out.write(chunk)
            if report is not None:
                report(part, of)


def sha256_of(path: Path) -> str:
    """Return the hash of a file, read piece by piece.

    Raises:
        EnvironmentRefusal: it cannot be read.
    """
    found = sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                found.update(chunk)
    except OSError as error:
        refuse(error, path)
    return found.hexdigest()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a private folder for a look at something; it is gone afterwards.

    Raises:
        EnvironmentRefusal: the system has no room for it.
    """
    try:
        made = tempfile.TemporaryDirectory(prefix=LOOK, ignore_cleanup_errors=True)
    except OSError as error:
        refuse(error, Path(error.filename or "."))
    with made as name:
        yield Path(name)


def first_bytes(source: Path, number: int) -> bytes:
    """Return how a file begins.

    Raises:
        EnvironmentRefusal: it is not there, is no file, or cannot be read.
    """
    return _some_bytes(source, number, from_end=False)


def last_bytes(source: Path, number: int) -> bytes:
    """Return how a file ends; raises as ``first_bytes``."""
    return _some_bytes(source, number, from_end=True)


def _some_bytes(source: Path, number: int, *, from_end: bool) -> bytes:
    require_free(source, IN_USE)
    try:
        _require_regular(source)
        with source.open("rb") as stream:
            if from_end:
                stream.seek(max(source.stat().st_size - number, 0))
            return stream.read(number)
    except FileNotFoundError as error:
        raise EnvironmentRefusal("file.missing", path=str(source)) from error
    except OSError as error:
        _refuse_reading(error, source)


def safe_name(text: str) -> str:
    """Return ``text`` as part of a file name that Windows accepts too, at most 60 characters."""
    name = text.translate(_FORBIDDEN).strip(" .")[:LONGEST_NAME_PART].rstrip(" .")
    return f"{name}_" if name.partition(".")[0].upper() in _RESERVED else name
