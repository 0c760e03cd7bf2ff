"""The data file as a whole: what it is, opening it, creating it, putting another in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models import files
from models.errors import EnvironmentRefusal, Refusal
from models.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

# Order matters: exclusive before WAL, so that no -shm file is made and a second process is told
# at once. FULL, because WAL with NORMAL loses acknowledged edits in a power cut.
_PRAGMAS = """
PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
PRAGMA secure_delete = ON; PRAGMA busy_timeout = 200; PRAGMA wal_autocheckpoint = 200;
"""
_HEADER_BYTES = 100
_SQLITE_REASONS = (
    ("SQLITE_FULL", "data.disk_full"),
    ("SQLITE_IOERR_WRITE", "data.disk_full"),
    ("SQLITE_READONLY", "data.read_only"),
    ("SQLITE_BUSY", "data.locked"),
    ("SQLITE_NOTADB", "data.foreign"),
    ("SQLITE_CORRUPT", "data.damaged"),
    ("SQLITE_CANTOPEN", "data.unreadable"),
)


def world_error(error: sqlite3.Error, path: Path) -> Refusal | None:
    """Return the refusal that an SQLite error means, None where it is our own fault."""
    if isinstance(error, sqlite3.IntegrityError) and "not a draft" in str(error):
        return Refusal("version.not_draft")
    if str(error).startswith(("Could not decode", "no such")):
        return EnvironmentRefusal("data.damaged", path=str(path))
    name = getattr(error, "sqlite_errorname", "")
    for prefix, code in _SQLITE_REASONS:
        if name.startswith(prefix):
            return EnvironmentRefusal(code, path=str(path))
    return EnvironmentRefusal("data.failed", path=str(path)) if "IOERR" in name else None


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn the SQLite errors of the world into refusals; our own pass through."""
    try:
        yield
    except UnicodeDecodeError as error:  # sqlite3 raises it for some damaged texts
        raise EnvironmentRefusal("data.damaged", path=str(path)) from error
    except sqlite3.Error as error:
        refusal = world_error(error, path)
        if refusal is None:
            raise
        raise refusal from error


def check_header(path: Path) -> int:
    """Return the schema version of a data file, from its header alone; nothing is changed.

    Raises:
        EnvironmentRefusal: empty, not ours, newer than this program, or unreadable.
    """
    try:
        with path.open("rb") as stream:
            header = stream.read(_HEADER_BYTES)
    except OSError as error:
        raise EnvironmentRefusal("data.unreadable", path=str(path)) from error
    if not header:
        raise EnvironmentRefusal("data.empty", path=str(path))
    ours = header.startswith(b"SQLite format 3\0") and len(header) == _HEADER_BYTES
    if not ours or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise EnvironmentRefusal("data.foreign", path=str(path))
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise EnvironmentRefusal("data.newer", path=str(path))
    return version


def connect(path: Path) -> sqlite3.Connection:
    """Open the one connection with the pragmas that lose nothing; no file is ever created.

    Raises:
        EnvironmentRefusal: locked, not a database, unreadable.
    """
    with refusing(path):
        con = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0.2
        )
        try:
            con.executescript(_PRAGMAS)
            con.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error:
            con.close()
            raise
    return con


def migrate(con: sqlite3.Connection) -> None:
    """Bring a file to the current schema."""
    # Imported here: sqlite-utils takes as long to import as the whole window to show, and only a
    # new or an older file needs it.
    from sqlite_utils import Database

    from models.migrations import MIGRATIONS

    MIGRATIONS.apply(Database(con, execute_plugins=False))


def create_file(path: Path) -> None:
    """Create an empty data file of the current schema, whole or not at all, readable by us only.

    Raises:
        EnvironmentRefusal: one is there already, or the folder does not let us.
    """
    if path.exists():
        raise EnvironmentRefusal("data.exists", path=str(path))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        migrate(memory)
        files.make_folder(path.parent, 0o700)
        _remove_journals(path)
        files.write_atomically(path, memory.serialize(), 0o600)


def _remove_journals(path: Path) -> None:
    """Remove what another file of this name left: SQLite would play it into the new one."""
    for ending in ("-wal", "-shm", "-journal"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def replace_data(path: Path, content: bytes, kept_name: str) -> Path:
    """Put another data file in the place of a closed one; the old one is kept beside it.

    Returns the path of the kept copy.

    Raises:
        EnvironmentRefusal: the new content is not a sound data file of ours; nothing is changed.
    """
    files.make_folder(path.parent, 0o700)
    trial = path.with_name(f"{path.stem}.incoming{path.suffix}")
    files.write_atomically(trial, content, 0o600)
    try:
        check_header(trial)
        with closing(connect(trial)) as con, refusing(trial):
            if con.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise EnvironmentRefusal("data.damaged", path=str(trial))
            if not con.execute("SELECT count(*) FROM year").fetchone()[0]:
                raise EnvironmentRefusal("data.no_year", path=str(trial))
    finally:
        trial.unlink(missing_ok=True)
        _remove_journals(trial)
    kept = path.with_name(kept_name)
    if path.exists():
        files.write_atomically(kept, path.read_bytes(), 0o600)
    _remove_journals(path)
    files.write_atomically(path, content, 0o600)
    return kept
