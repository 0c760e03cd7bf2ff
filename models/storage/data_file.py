"""The data file as a whole: what it is, opening it, creating it, its image, whether it is sound."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from models.errors import EnvironmentRefusal, Refusal
from models.lazy_regex import lazy_regex
from models.storage import digest, files, open_files, proof
from models.storage.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Proved = TypeVar("Proved")
# Order matters: exclusive before WAL, so that no -shm file is made and a second process is told
# at once. FULL, because WAL with NORMAL loses acknowledged edits in a power cut.
_PRAGMAS = """
PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
PRAGMA secure_delete = ON; PRAGMA busy_timeout = 200; PRAGMA wal_autocheckpoint = 1000;
"""
# Where a disk refuses to open file or log for writing, SQLite opens it for reading without a word.
_MAY_WRITE = "BEGIN IMMEDIATE; ROLLBACK;"
_VIEW_PRAGMAS = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;"
SQLITE_VERSION = sqlite3.sqlite_version
# SQLite takes 512 bytes with the log's ending (os_unix.c), Windows 260 characters.
LONGEST_PATH = 500 if os.name == "posix" else 240
JOURNALS = ("-wal", "-shm", "-journal")
FIRST_DIGEST = 3  # schema version from which a file proves its own content
_HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
# Bytes of the header that every file of ours has: page size, reserved bytes, payload fractions,
# schema format, encoding (file format, "The Database Header", sqlite.org/fileformat2.html).
_FIXED = {16: b"\x10\0", 20: b"\0\x40\x20\x20", 44: b"\0\0\0\x04", 56: b"\0\0\0\x01"}
_FORMATS = (b"\1\1", b"\2\2")  # bytes 18 and 19: rollback journal, write-ahead log
_PAGE_NOT_READ = lazy_regex(r"unable to get the page\. error code=(\d+)")
_SPARE = 2**20  # bytes; with less room than this a failed write means a full disk
_SQLITE_REASONS = (
    ("SQLITE_FULL", "data.disk_full"),
    ("SQLITE_READONLY", "data.read_only"),
    ("SQLITE_BUSY", "data.locked"),
    ("SQLITE_NOTADB", "data.damaged"),
    ("SQLITE_CORRUPT", "data.damaged"),
    ("SQLITE_CANTOPEN", "data.unreadable"),
)


def world_error(error: sqlite3.Error, path: Path) -> Refusal | None:
    """Return the refusal that an SQLite error means, None where it is our own fault."""
    if isinstance(error, sqlite3.IntegrityError) and "not a draft" in str(error):
        return Refusal("version.not_draft")
    if str(error).startswith("Could not decode"):
        return EnvironmentRefusal("data.damaged", path=str(path))
    name = getattr(error, "sqlite_errorname", "")
    for prefix, code in _SQLITE_REASONS:
        if name.startswith(prefix):
            return EnvironmentRefusal(code, path=str(path))
    if "IOERR" not in name:
        return None
    # A limit of the system on file sizes and some file systems say EIO where the disk is full.
    code = "data.disk_full" if _is_full(path) else "data.failed"
    return EnvironmentRefusal(code, path=str(path))


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _SPARE
    except OSError:
        return False


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn the SQLite errors of the world into refusals; our own pass through."""
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite3 raises it for some damaged texts
        raise EnvironmentRefusal("data.damaged", path=str(path)) from error
    except sqlite3.Error as error:
        raise _refusal_for(error, path) from error


def _refusal_for(error: sqlite3.Error, path: Path) -> Refusal:
    """Return the refusal of an error; one of our own goes on as it is."""
    refusal = world_error(error, path)
    if refusal is None:
        raise error
    return refusal


def check_header(path: Path) -> int:
    """Return the schema version of a data file, from its header alone; nothing is changed.

    Raises:
        EnvironmentRefusal: empty, not ours, damaged, newer than this program, or unreadable.
    """
    open_files.require_free(path)
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except OSError as error:
        raise EnvironmentRefusal("data.unreadable", path=str(path)) from error
    return version_in(header, path)


def version_in(header: bytes, path: Path) -> int:
    """Return the schema version that a header or an image tells; raises as ``check_header``."""
    header = header[:_HEADER_BYTES]  # of an image nothing else is looked at, nor copied
    if not header:
        raise EnvironmentRefusal("data.empty", path=str(path))
    if not (header.startswith(_MAGIC) and len(header) >= _HEADER_BYTES):
        raise EnvironmentRefusal("data.foreign", path=str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise EnvironmentRefusal("data.foreign", path=str(path))
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise EnvironmentRefusal("data.newer", path=str(path))
    sound = all(header[at:].startswith(wanted) for at, wanted in _FIXED.items())
    if not sound or header[18:20] not in _FORMATS or version < 1:
        raise EnvironmentRefusal("data.damaged", path=str(path))
    return version


def connect(path: Path) -> sqlite3.Connection:
    """Open the one connection with the pragmas that lose nothing; no file is ever created.

    Raises:
        EnvironmentRefusal: locked, not a database, unreadable, only readable.
    """
    _require_short(path)
    with refusing(path):
        con = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0.2
        )
        try:
            con.executescript(_PRAGMAS)
            con.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            con.executescript(_MAY_WRITE)
        except BaseException:  # a damaged schema raises more than SQLite's own errors
            con.close()
            raise
    return con


def _require_short(path: Path) -> None:
    """Refuse a path that SQLite or Windows cannot open, before anything is made or typed."""
    name = os.fsencode(path.absolute()) if os.name == "posix" else str(path.absolute())
    if len(name) > LONGEST_PATH:
        raise EnvironmentRefusal("file.name_too_long", path=str(path))


def migrate(con: sqlite3.Connection) -> None:
    """Bring a file to the current schema, all steps and the digest in one transaction.

    Raises:
        EnvironmentRefusal: an older file is damaged; nothing is changed.
    """
    # Imported here: sqlite-utils takes as long to import as the whole window to show, and only a
    # new or an older file needs it.
    from sqlite_utils import Database

    from models.storage.migrations import MIGRATIONS, make_room

    if con.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise EnvironmentRefusal("data.damaged", path="")
    # Off before BEGIN, for inside a transaction it is ignored: a table that is made anew is dropped
    # first, which is refused with its keys in force while rows name it.
    con.execute("PRAGMA foreign_keys = OFF")
    try:
        _migrate(con, partial(MIGRATIONS.apply, Database(con, execute_plugins=False)), make_room)
    finally:
        con.execute("PRAGMA foreign_keys = ON")


def _migrate(
    con: sqlite3.Connection,
    steps: Callable[[], object],
    make_room: Callable[[sqlite3.Connection, int], None],
) -> None:
    version = con.execute("PRAGMA user_version").fetchone()[0]
    con.execute("BEGIN EXCLUSIVE")
    try:
        if version:  # a new file is empty
            make_room(con, version)
        loose = _loose_ends(con)
        steps()
        _require_no_more_than(loose, con)
        proof.rebuild(con)
        con.execute("COMMIT")
    except BaseException:
        if con.in_transaction:
            con.execute("ROLLBACK")
        raise


def _require_no_more_than(loose: int, con: sqlite3.Connection) -> None:
    """Whatever named no row before stays as it was found; a migration adds none."""
    if _loose_ends(con) > loose:
        raise RuntimeError("a migration left rows that name no row")


def _loose_ends(con: sqlite3.Connection) -> int:
    """Return how many rows name a row that is not there."""
    return len(con.execute("PRAGMA foreign_key_check").fetchall())


def create_file(path: Path) -> None:
    """Create an empty data file of the current schema, whole or not at all, readable by us only.

    Raises:
        EnvironmentRefusal: one is there already, or the folder does not let us.
    """
    if path.exists():
        raise EnvironmentRefusal("data.exists", path=str(path))
    _require_short(path)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        migrate(memory)
        files.make_folder(path.parent, 0o700)
        remove_journals(path)
        files.write_atomically(path, memory.serialize(), 0o600)


def remove_journals(path: Path) -> None:
    """Remove what another file of this name left: SQLite would play it into the new one."""
    for ending in JOURNALS:
        files.remove(Path(f"{path}{ending}"))


# -- images: a whole data file as bytes ----------------------------------------------------------


def image_of(con: sqlite3.Connection) -> bytes:
    """Return a consistent copy of an open data file, made by SQLite's backup interface.

    The copy stands alone: it names no write-ahead log, so nothing beside it can be played into it.
    """
    # This kind of memory lies in one piece, which is copied once instead of page by page.
    with closing(sqlite3.connect("file:image?vfs=memdb", uri=True, isolation_level=None)) as copy:
        con.backup(copy)
        return _standing_alone(copy.serialize())


def _standing_alone(image: bytes) -> bytes:
    """Return an image whose header names no log; an image may be large, so it is copied once."""
    if not image.startswith(_MAGIC) or image[18:20] == _FORMATS[0]:
        return image
    return b"".join((image[:18], _FORMATS[0], memoryview(image)[20:]))


def view(image: bytes, path: Path) -> sqlite3.Connection:
    """Return a connection that reads an image and writes nowhere; ``path`` names it in refusals.

    Raises:
        EnvironmentRefusal: it is no data file of ours.
    """
    version_in(image, path)
    con = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with refusing(path):
            con.deserialize(_standing_alone(image))
            con.executescript(_VIEW_PRAGMAS)
    except BaseException:
        con.close()
        raise
    return con


def view_current(image: bytes, path: Path) -> sqlite3.Connection:
    """Return a connection as ``view`` does, to a copy brought to the current schema.

    Raises:
        EnvironmentRefusal: as ``view``; an older image is damaged.
    """
    con = view(image, path)
    try:
        if version_in(image, path) < SCHEMA_VERSION:
            with refusing(path):
                con.execute("PRAGMA query_only = OFF")
                migrate(con)
                con.execute("PRAGMA query_only = ON")
    except BaseException:
        con.close()
        raise
    return con


def check_image(image: bytes, path: Path) -> None:
    """Prove an image: its structure, and from schema 3 on every row by the content digest.

    Raises:
        EnvironmentRefusal: not ours, newer, or damaged.
    """
    version = version_in(image, path)
    with closing(view(image, path)) as con:
        check_all(con, version, path)


def check_all(con: sqlite3.Connection, version: int, path: Path) -> None:
    """Prove a whole file through its connection.

    Raises:
        EnvironmentRefusal: damaged; the disk failed while it was read.
    """
    require_sound(con, path)
    # A header that tells an older schema than the tables do is damaged itself.
    has_digest = version >= FIRST_DIGEST or digest.is_kept(con)
    if has_digest and next(wrong_parts(con, path), None) is not None:
        raise EnvironmentRefusal("data.damaged", path=str(path))


def require_sound(con: sqlite3.Connection, path: Path) -> None:
    """Let SQLite check structure and indexes; raises as ``check_all``."""
    with proving(path):
        (found,) = con.execute("PRAGMA integrity_check(1)").fetchone()
        code = _PAGE_NOT_READ.search(found)
        if code and int(code[1]) & 0xFF == sqlite3.SQLITE_IOERR:
            raise EnvironmentRefusal("data.failed", path=str(path))
        if found != "ok":
            raise EnvironmentRefusal("data.damaged", path=str(path))


def confirmed(path: Path, step: Callable[[], Proved]) -> Proved:
    """Do a step that opens and proves a file; damage is damage where it is found twice.

    SQLite calls a page that the disk did not read a malformed one. So the whole file is read
    first, plainly: a disk that fails there is told as what it is.

    Raises:
        EnvironmentRefusal: as the step; ``data.failed`` where the disk fails.
    """
    try:
        return step()
    except EnvironmentRefusal as refusal:
        if refusal.code != "data.damaged":
            raise
    try:
        for one in (path, *(Path(f"{path}{ending}") for ending in JOURNALS)):
            files.read_through(one)
    except EnvironmentRefusal as refusal:
        raise EnvironmentRefusal("data.failed", path=str(path)) from refusal
    return step()


def check_first(con: sqlite3.Connection, path: Path) -> None:
    """Prove what is shown first: the schema, the shared rows, the newest year; raises likewise."""
    with proving(path):
        found = proof.Proof(con)
        if all(map(found.holds, found.first_parts())):
            return
    raise EnvironmentRefusal("data.damaged", path=str(path))


def wrong_parts(con: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Yield the parts of the file that are not what was committed; raises as ``check_all``."""
    with proving(path):
        yield from proof.Proof(con).wrong_parts()


@contextmanager
def proving(path: Path) -> Iterator[None]:
    """Whatever a damaged file makes the check stumble over is damage, but not a failing disk."""
    try:
        yield
    except Refusal:
        raise
    except sqlite3.Error as error:
        raise (world_error(error, path) or _damaged(path)) from error
    except (ValueError, TypeError, LookupError, MemoryError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> EnvironmentRefusal:
    return EnvironmentRefusal("data.damaged", path=str(path))
