"""The one connection to the data file: all of a transaction or nothing, and never a doubt which.

What a failing disk leaves behind is found out by opening the file anew and reading: an error does
not mean that nothing was written, nor that everything was.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from models.errors import EnvironmentRefusal
from models.storage import digest, files
from models.storage.data_file import connect, image_of, proving, refusing, require_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class Transactions:
    """Reading statements, transactions with their digest, the image of the whole file.

    A file that is only looked at (``is_writable`` is False) refuses every transaction.
    """

    def __init__(self, path: Path, con: sqlite3.Connection, *, is_writable: bool = True) -> None:
        self.path = path
        self.is_writable = is_writable
        self.is_open = True  # False from the moment the file was let go, by us or by the disk
        self._held = files.hold(path) if is_writable else None
        self._take(con)

    def _take(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._digest = digest.Digest(con)

    def close(self) -> None:
        """Empty the write-ahead log into the file and let go of it; a second time does nothing."""
        if not self.is_open:
            return
        self.is_open = False
        with suppress(sqlite3.Error):  # a log that stays is played in and proved at the next start
            self._con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._con.close()
        self._let_go()

    def _let_go(self) -> None:
        if self._held is not None:
            files.let_go(self._held)
            self._held = None

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a reading statement; only ``models/`` calls it.

        Raises:
            EnvironmentRefusal: damaged, or the disk fails.
        """
        with refusing(self.path):
            return self._usable().execute(sql, values).fetchall()

    def image(self) -> bytes:
        """Return the whole data file as bytes, consistent while it is in use."""
        with refusing(self.path):
            return image_of(self._usable())

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the file, so that a copy of the file alone is complete.

        Raises:
            EnvironmentRefusal: the disk fails; the log still holds everything.
        """
        with refusing(self.path):
            self._usable().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @property
    def generation(self) -> int:
        """How many transactions were committed in the life of the file."""
        with proving(self.path):
            return digest.generation(self._usable())

    @property
    def content_id(self) -> str:
        """One name for everything in the file but the window's size: changed or not?"""
        with proving(self.path):
            return digest.content_id(self._usable())

    def wrong_parts(self) -> Iterator[str]:
        """Prove the file part by part, so that others get their turn in between.

        Yields the name of a part that is not as it was committed, else an empty text; what was
        committed in between is taken into account.
        """
        with proving(self.path):
            con = self._usable()
            proof = digest.Proof(con)
            for part in proof.all_parts():
                if self._con is not con or not self.is_open:
                    return  # closed, or opened anew after a disk error: that proof is over
                yield "" if proof.holds(part) else part

    def require_sound(self) -> None:
        """Let SQLite check structure and indexes of the whole file.

        Raises:
            EnvironmentRefusal: damaged, or the disk fails.
        """
        require_sound(self._usable(), self.path)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back whole on any error.

        Inside another one it takes part in that one; an error that the inner one raised must then
        reach the outer one too.

        Raises:
            Refusal: the rows belong to a version that is not a draft.
            EnvironmentRefusal: disk full, no right, locked, a failing disk.
        """
        con = self._usable()
        if con.in_transaction:
            yield con
            return
        if not self.is_writable:
            raise EnvironmentRefusal("data.read_only", path=str(self.path))
        number = None
        with refusing(self.path):
            try:
                con.execute("BEGIN IMMEDIATE")
                self._digest.begin()
                yield con
                number = self._settled()
                con.execute("COMMIT")
            except BaseException as error:
                self._digest.forget()
                self.forget()
                if not self._is_written_all_the_same(error, number):
                    raise

    def _settled(self) -> int:
        try:
            return self._digest.settle()
        except (ValueError, TypeError) as error:  # a stored sum that is no number
            raise EnvironmentRefusal("data.damaged", path=str(self.path)) from error

    def forget(self) -> None:
        """Drop what was kept in memory of a file whose last transaction came to nothing."""

    def _usable(self) -> sqlite3.Connection:
        if not self.is_open:
            raise EnvironmentRefusal("data.failed", path=str(self.path))
        return self._con

    def _is_written_all_the_same(self, error: BaseException, number: int | None) -> bool:
        """Roll back; after a disk error find out from the file whether the commit got through."""
        if self._con.in_transaction:
            with suppress(sqlite3.Error):  # the connection may be beyond even that
                self._con.execute("ROLLBACK")
        if not _is_disk_error(error):
            return False
        try:
            self._con.close()
            self._take(connect(self.path))
            if number is None or digest.generation(self._con) != number:
                return False
            # It is in the log; only when it is in the file too has the disk truly taken it.
            self._con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except (sqlite3.Error, EnvironmentRefusal):
            self.is_open = False
            with suppress(sqlite3.Error):
                self._con.close()
            self._let_go()
            return False
        return True


def _is_disk_error(error: BaseException | None) -> bool:
    """Whether SQLite's own report of a failing disk is behind an error."""
    while error is not None:
        if isinstance(error, sqlite3.Error) and "IOERR" in getattr(error, "sqlite_errorname", ""):
            return True
        error = error.__cause__
    return False
