"""A closed data file from outside, looked at where it lies: nothing of it is held in memory.

Whoever looks has made a private copy first; what is proved here is what is taken.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.storage import digest
from models.storage.data_file import check_all, check_header, connect, migrate, refusing
from models.storage.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_PRAGMAS = "PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;"


def look(path: Path) -> sqlite3.Connection:
    """Return a connection that reads a file which stands alone, and writes nowhere.

    Raises:
        EnvironmentRefusal: it is no data file of ours, or cannot be read.
    """
    check_header(path)
    with refusing(path):
        # Immutable: no lock is taken, and no log beside the file is asked for.
        name = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        con = sqlite3.connect(name, uri=True, isolation_level=None)
        try:
            con.executescript(_PRAGMAS)
        except BaseException:
            con.close()
            raise
    return con


def prove(path: Path) -> None:
    """Prove a file: tables and triggers are ours alone, structure and every row are sound.

    Raises:
        EnvironmentRefusal: it is not so.
    """
    version = check_header(path)
    with closing(look(path)) as con:
        require_own_schema(con, version, path)
        check_all(con, version, path)


def bring_up(path: Path) -> None:
    """Bring a private copy to the current schema, its log played in; for looking at it alone.

    Raises:
        EnvironmentRefusal: it is damaged, or not ours.
    """
    with closing(connect(path)) as con, refusing(path):
        if check_header(path) < SCHEMA_VERSION:
            migrate(con)


def play_log(path: Path) -> None:
    """Play the log beside a private copy into it; raises as ``connect``."""
    connect(path).close()  # the last connection that closes does it


def check_rows(
    con: sqlite3.Connection,
    table: str,
    fields: Sequence[str],
    check: Callable[..., object],
) -> None:
    """Call a check, which raises what it likes, with these fields of every row of a table."""
    columns = ", ".join(map(digest.quoted, fields))
    with closing(con.execute(f"SELECT {columns} FROM {digest.quoted(table)}")) as rows:  # noqa: S608
        for row in rows:
            check(*row)


def require_own_schema(con: sqlite3.Connection, version: int, path: Path) -> None:
    """Refuse a file whose tables, triggers or views are not exactly those of our migrations.

    Raises:
        EnvironmentRefusal: ``data.foreign``.
    """
    from models.storage.migrations import own_schema  # brings sqlite-utils; rarely needed

    with refusing(path):
        found, wanted = (
            sorted(map(str, rows)) for rows in (digest.schema_rows(con), own_schema(version))
        )
        if found != wanted:
            raise EnvironmentRefusal("data.foreign", path=str(path))
