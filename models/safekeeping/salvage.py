"""What can still be read of a damaged data file: all of it, proved, or the rows that answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import Refusal
from models.storage import digest
from models.storage.data_file import FIRST_DIGEST, check_image, image_of, view
from models.storage.proof import Proof

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERRORS = (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError, LookupError, MemoryError)
_COUNTER = 'DELETE FROM "sqlite_sequence"', 'INSERT INTO "sqlite_sequence"'  # no table needs it
_ANY = Path("-")  # an image has no path; refusals made here reach nobody


def rebuilt(image: bytes) -> bytes | None:
    """Return a sound file with every row of a damaged one, None where a row is not as committed.

    Indexes, free pages and the like are made anew; the digest proves that nothing is missing.
    """
    try:
        with (
            closing(view(image, _ANY)) as old,
            closing(sqlite3.connect(":memory:", isolation_level=None)) as new,
        ):
            if old.execute("PRAGMA user_version").fetchone() < (FIRST_DIGEST,):
                return None  # nothing would prove that no row is missing
            for statement in old.iterdump():
                if not statement.startswith(_COUNTER):
                    new.execute(statement)
            for name in ("application_id", "user_version"):
                new.execute(f"PRAGMA {name} = {old.execute(f'PRAGMA {name}').fetchone()[0]}")
            if next(Proof(new).wrong_parts(), None) is not None:
                return None
            fresh = image_of(new)
        check_image(fresh, _ANY)
    except (*_ERRORS, Refusal):
        return None
    return fresh


def readable(image: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows that answer, by table, the names of the columns first; for reference only."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with suppress(*_ERRORS, Refusal), closing(view(image, _ANY)) as con:
        con.text_factory = _lenient
        for table, columns in digest.tables(con).items():
            rows = list(_rows(con, table))
            if rows and not digest.is_internal(table):
                found[table] = [columns, *rows]
    return found


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _rows(con: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield rows until the damage; what lies behind it cannot be reached."""
    with suppress(*_ERRORS):
        yield from con.execute(f"SELECT * FROM {digest.quoted(table)}")  # noqa: S608
