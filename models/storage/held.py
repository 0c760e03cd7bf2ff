"""The one connection to the data file and where that file lies: held, let go of, taken up again.

What a failing disk leaves behind is found out by opening the file anew and reading: an error does
not mean that nothing was written, nor that everything was.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from models.errors import EnvironmentRefusal
from models.storage import digest
from models.storage.data_file import confirmed, connect, proving, refusing
from models.storage.seat import leave, take

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from models.storage.proof import Proof
    from models.storage.seat import Seat

Read = TypeVar("Read")


class Held:
    """The connection that is in use.

    A file that is only looked at has no ``seat`` (where it lies). What the disk let go of is opened
    again when it is next used; what was moved away or replaced while open is still read from.
    """

    def __init__(self, path: Path, con: sqlite3.Connection, seat: Seat | None) -> None:
        self.path = path
        self.is_open = True  # False from the moment we let go of the file
        self._seat = seat
        self._is_lost = False  # the disk let go of it
        self._reached = 0  # the generation that was acknowledged last
        self._doubtful: int | None = None  # one that was refused and may be in the file
        self._is_surprised = False  # and was found there
        self._take(con)
        self._reached = self.generation
        self._last = self.last_change if seat is not None else (0, "")  # acknowledged

    def _take(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._digest = digest.Digest(con)
        self._proof: tuple[sqlite3.Connection, Proof] | None = None
        if self._seat is not None:
            self._seat.note_log()

    @property
    def is_lost(self) -> bool:
        """Whether the disk let go of it, and it was not taken up again."""
        return self._is_lost

    @property
    def is_writable(self) -> bool:
        """Whether this window may write the data."""
        return self._seat is not None

    def close(self) -> None:
        """Empty the write-ahead log into the file and let go of it; a second time does nothing."""
        if not self.is_open:
            return
        self.is_open = False
        if not self._is_lost:
            with suppress(sqlite3.Error):  # a log that stays is played in at the next start
                self._con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._con.close()
        if self._seat is not None:
            leave(self._seat)

    def forget(self) -> None:
        """Drop what was kept in memory of a file whose last transaction came to nothing."""

    # -- reading -------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """How many transactions were committed in the life of the file."""
        return self._read(digest.generation, proving)

    @property
    def last_change(self) -> tuple[int, str]:
        """The number of the last row of history, and its hash."""
        return self._read(digest.last_change, proving)

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the file, so that a copy of the file alone is complete.

        Raises:
            EnvironmentRefusal: the disk fails; the log still holds everything.
        """
        self._read(lambda con: con.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())

    def _read(
        self,
        step: Callable[[sqlite3.Connection], Read],
        guard: Callable[[Path], AbstractContextManager[None]] = refusing,
    ) -> Read:
        """Do a reading step; where the disk fails in it, open the file anew and do it once more.

        A connection that a page was not given to may call it malformed, and go on doing so: what
        is damage is said by the second reading.
        """
        try:
            with guard(self.path):
                return step(self._usable())
        except EnvironmentRefusal as refusal:
            may_help = refusal.code == "data.damaged" or is_disk_error(refusal)
            if not (may_help and self._may_be_opened_anew()):
                raise
        self._let_go()
        with guard(self.path):
            return step(self._usable())

    def _may_be_opened_anew(self) -> bool:
        return self._is_at_its_path() and not self._is_lost and not self._con.in_transaction

    def _is_at_its_path(self) -> bool:
        """Whether file and log can be opened again; else the connection alone holds all of it."""
        return self._seat is not None and self._seat.is_taken() and self._seat.has_its_log()

    # -- where the file lies -------------------------------------------------------------------

    def require_seat(self) -> None:
        """Make sure that what is open is what lies at the path.

        A log that was taken away or replaced is mended: what was in it goes into the file.

        Raises:
            EnvironmentRefusal: one of ``seat.DISPLACED``; it may only be looked at; a failing disk.
        """
        self._usable()
        if self._seat is None:
            raise EnvironmentRefusal("data.read_only", path=str(self.path))
        if self._seat.is_calm():
            return
        before = self._seat.look()
        self._seat.require()
        if not self._seat.has_its_log():
            self.checkpoint()
            self._let_go()  # closing removes what lies in the log's place
            self._open_again()
        self._seat.note_calm(before)

    def take_seat(self) -> None:
        """Go on with the file at the path, which holds what is open here (put back there).

        Raises:
            EnvironmentRefusal: it holds something else, or cannot be opened; nothing is changed.
        """
        before = self._con
        seat = take(self.path)
        try:
            con, _ = self._connected({self._reached})
        except BaseException:
            leave(seat)
            raise
        self._move_to(seat)
        self._take(con)
        self.forget()
        before.close()  # its file has no name any more: SQLite leaves what lies at the path alone

    def pop_surprise(self) -> bool:
        """Whether, since this was asked last, an edit that was refused turned out to be written."""
        found, self._is_surprised = self._is_surprised, False
        return found

    def _usable(self) -> sqlite3.Connection:
        if not self.is_open:
            raise EnvironmentRefusal("data.failed", path=str(self.path))
        if self._is_lost:
            self._open_again()
        return self._con

    def _let_go(self) -> None:
        self._is_lost = True
        with suppress(sqlite3.Error):
            self._con.close()

    def _open_again(self) -> None:
        """Open the file that the disk let go of; refused while it does not answer.

        Another program may have had it in the meantime: only what was left is gone on with. A
        stick that was plugged in again may number its files anew.
        """
        if self._seat is None:
            raise EnvironmentRefusal("data.failed", path=str(self.path))
        seat = self._seat if self._seat.is_taken() else take(self.path)
        try:
            con, found = self._connected({self._reached, self._doubtful})
        except BaseException:
            if seat.file != self._seat.file:
                leave(seat)
            raise
        self._move_to(seat)
        self._is_surprised |= found == self._doubtful
        self._take(con)
        self.forget()
        self._reached, self._doubtful, self._is_lost = found, None, False

    def _move_to(self, seat: Seat) -> None:
        before, self._seat = self._seat, seat
        if before is not None and before.file != seat.file:
            leave(before)

    def _connected(self, generations: set[int | None]) -> tuple[sqlite3.Connection, int]:
        """Open the file at the path, if it has come as far as one of these; returns how far."""
        con = confirmed(self.path, lambda: connect(self.path))
        try:
            with proving(self.path):
                found = digest.generation(con)
                is_ours = digest.history_row(con, self._last[0]) == self._last[1]
                if is_ours and found == self._doubtful:
                    # In the log; only when it is in the file too has the disk truly taken it.
                    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except BaseException:
            con.close()
            raise
        if is_ours and found in generations:
            return con, found
        con.close()
        raise EnvironmentRefusal("data.failed", path=str(self.path))


def is_disk_error(error: BaseException | None) -> bool:
    """Whether SQLite's own report of a failing disk is behind an error."""
    while error is not None:
        if isinstance(error, sqlite3.Error) and "IOERR" in getattr(error, "sqlite_errorname", ""):
            return True
        error = error.__cause__
    return False
