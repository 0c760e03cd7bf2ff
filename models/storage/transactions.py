"""All of a transaction or nothing, and never a doubt which; reading statements; the whole image."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from models.errors import EnvironmentRefusal
from models.storage import digest
from models.storage.data_file import image_of, proving, refusing, require_sound
from models.storage.held import Held, is_disk_error
from models.storage.proof import Proof

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from models.storage.seat import Seat


Made = TypeVar("Made")


class Transactions(Held):
    """Reading statements, transactions with their digest, the image of the whole file.

    A file that is only looked at, or was moved away or replaced, refuses every transaction.
    """

    def __init__(self, path: Path, con: sqlite3.Connection, seat: Seat | None) -> None:
        self._remembered: dict[str, tuple[digest.Sum, Any]] = {}
        super().__init__(path, con, seat)

    # -- reading -------------------------------------------------------------------------------

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a reading statement; only ``models/`` calls it.

        Raises:
            EnvironmentRefusal: damaged, or the disk fails.
        """
        return self._read(lambda con: con.execute(sql, values).fetchall())

    def remembered(self, part: str, make: Callable[[], Made]) -> Made:
        """Return what ``make`` reads from the rows of a part, read again only where they changed.

        Whether they did, the part's stored sum says; inside a transaction, whose sums are written
        at its end, everything is read. What is remembered is shared: it must be a frozen value.
        """

        def told(con: sqlite3.Connection) -> digest.Sum:
            return digest.NO_ROWS if con.in_transaction else digest.stored_one(con, part)

        found = self._read(told, proving)
        if found == digest.NO_ROWS:
            return make()
        known = self._remembered.get(part)
        if known is None or known[0] != found:
            known = self._remembered[part] = found, make()
        return known[1]

    def image(self) -> bytes:
        """Return the whole data file as bytes, consistent while it is in use; raises likewise."""
        return self._read(image_of)

    @property
    def content_id(self) -> str:
        """One name for everything in the file but the window's size: changed or not?"""
        return self._read(digest.content_id, proving)

    def holds(self, generation: int, change: int, row: str) -> bool:
        """Whether the file has come this far, and by this row of history; an empty hash is any."""
        found = self._read(lambda con: digest.history_row(con, change), proving)
        return self.generation >= generation and row in ("", found)

    def wrong_parts(self) -> Iterator[str]:
        """Prove the file part by part, so that others get their turn in between.

        Yields the name of a part that is not as it was committed, else an empty text; what was
        committed in between is taken into account.
        """
        for part in self._read(lambda con: Proof(con).all_parts(), proving):
            if not self.is_open:
                return
            yield "" if self._read(partial(self._holds, part), proving) else part

    def _holds(self, part: str, con: sqlite3.Connection) -> bool:
        if self._proof is None or self._proof[0] is not con:
            self._proof = con, Proof(con)
        return self._proof[1].holds(part)

    def require_sound(self) -> None:
        """Let SQLite check structure and indexes of the whole file; raises as ``query``."""
        self._read(lambda con: require_sound(con, self.path))

    # -- writing -------------------------------------------------------------------------------

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
        self.require_seat()
        con = self._con  # opened anew, where its log had been taken away
        number = None
        with refusing(self.path):
            try:
                self._digest.listen()
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
            self._reached = number or self._reached
            self._last = self._digest.last_change or self._last

    def _settled(self) -> int:
        try:
            return self._digest.settle()
        except (ValueError, TypeError) as error:  # a stored sum that is no number
            raise EnvironmentRefusal("data.damaged", path=str(self.path)) from error

    def _is_written_all_the_same(self, error: BaseException, number: int | None) -> bool:
        """Roll back; after a disk error find out from the file whether the commit got through."""
        if self._con.in_transaction:
            with suppress(sqlite3.Error):  # the connection may be beyond even that
                self._con.execute("ROLLBACK")
        if not (is_disk_error(error) and self._is_at_its_path()):
            return False
        self._doubtful = number
        self._let_go()
        with suppress(sqlite3.Error, EnvironmentRefusal):  # the next use tries again
            self._open_again()
        return self.pop_surprise()
