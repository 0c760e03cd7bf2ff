"""The data file in use: opening it, edits with their history, undo and redo."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Self

from models import stored
from models.errors import EnvironmentRefusal
from models.overriding import override
from models.storage.data_file import (
    check_all,
    check_first,
    check_header,
    check_image,
    confirmed,
    connect,
    create_file,
    image_of,
    migrate,
    refusing,
    version_in,
    view,
)
from models.storage.digest import quoted
from models.storage.schema import (
    EDITABLE,
    SCHEMA_VERSION,
    is_place,
)
from models.storage.seat import leave, take
from models.storage.transactions import Transactions
from models.storage.undo import IRREVERSIBLE, Stacks, Step, is_barrier, replay, step_of
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from models.storage.schema import Scope
    from models.storage.seat import Seat

Value = str | int | None
Key = tuple[str | int, ...]
UNDO_ROWS = 500  # rows of history that undo looks back on after a restart


@value_class
class Change:
    """A new value for one field of one row; None empties it."""

    table: str
    key: Key
    field: str
    value: Value

    @property
    def name(self) -> str:
        """What kind of thing is changed, for logs: nothing that the clerk typed."""
        return f"{self.table}.{self.field}"


@value_class
class Batch:
    """What one edit, undo or redo changed: the number of its batch and the values now in force."""

    number: int
    changes: tuple[Change, ...]

    def touches(self, *tables: str) -> bool:
        """Whether a row of one of these tables was changed; for the rooms that know them."""
        return any(change.table in tables for change in self.changes)


_key_text = json.JSONEncoder(ensure_ascii=False).encode


class Store(Transactions):
    """The data file of one school; use ``open`` or ``create``, and ``close`` at the end."""

    def __init__(
        self,
        path: Path,
        con: sqlite3.Connection,
        now: Callable[[], datetime] | None = None,
        seat: Seat | None = None,
    ) -> None:
        self._now = now or utc_now
        self._stacks: Stacks | None = None
        self._last_change: int | None = None  # number of the last row of history, once known
        self.branch = 0  # of the data folder; ``session_mark.Mark`` says what that is
        super().__init__(path, con, seat)

    @classmethod
    def open(
        cls,
        path: Path,
        now: Callable[[], datetime] | None = None,
        *,
        thorough: bool = False,
        before_migration: Callable[[bytes], None] | None = None,
    ) -> Self:
        """Open an existing data file, prove it and bring it to the current schema.

        Proved are the schema, the shared rows and the newest year; with ``thorough`` everything.
        ``before_migration`` gets the image of a proved older file before anything is touched; what
        it refuses is not migrated.

        Raises:
            EnvironmentRefusal: missing, empty, foreign, newer, locked by another window, damaged.
        """
        if not path.exists():
            raise EnvironmentRefusal("data.missing", path=str(path))
        try:
            version = check_header(path)
        except EnvironmentRefusal as refusal:
            if refusal.code == "data.same_file":  # open in this very process
                raise EnvironmentRefusal("data.locked", path=str(path)) from refusal
            raise

        def opened() -> sqlite3.Connection:
            return _opened(path, version, before_migration, thorough=thorough)

        seat = take(path)  # before it is opened: what is put there meanwhile is seen to be another
        try:
            return cls(path, confirmed(path, opened), now, seat)
        except BaseException:
            leave(seat)
            raise

    @classmethod
    def view(cls, path: Path, image: bytes, now: Callable[[], datetime] | None = None) -> Self:
        """Open an image that is only read; raises as ``check_image``, and for an older schema."""
        check_image(image, path)
        if version_in(image, path) < SCHEMA_VERSION:
            raise EnvironmentRefusal("data.older_schema", path=str(path))
        return cls(path, view(image, path), now)

    @classmethod
    def create(cls, path: Path, now: Callable[[], datetime] | None = None) -> Self:
        """Create an empty data file and open it; raises as ``create_file`` and ``open``."""
        create_file(path)
        return cls.open(path, now)

    def now(self) -> datetime:
        """Return the time by the clock given at opening, in UTC."""
        return self._now()

    def utc(self) -> str:
        """Return that time as it is stored: ISO 8601 in UTC, to the second."""
        return stored_time(self._now())

    def count(self, tables: Iterable[str]) -> dict[str, int]:
        """Return the number of rows by table; raises as ``query``."""
        counting = {table: f"SELECT count(*) FROM {quoted(table)}" for table in tables}  # noqa: S608
        return {table: self.query(sql)[0][0] for table, sql in counting.items()}

    @override
    def forget(self) -> None:
        self._stacks = self._last_change = None  # they may have run ahead of the file

    # -- edits ---------------------------------------------------------------------------------

    def edit(self, changes: Iterable[Change], joins: int | None = None) -> Batch | None:
        """Write changes in one transaction with their history; None when nothing differs.

        ``joins`` is the batch of an edit still going on in the same place: where it is the last
        one, the new changes join it, so that one undo takes the whole typing back.
        """
        undoable, redoable = self._undo_stacks()
        last = undoable[-1].number if undoable else None
        join = joins is not None and not redoable and last == joins
        number = joins if join and joins is not None else self._next_batch()
        applied = self._write(changes, number, None)
        if not applied:
            return None
        step = step_of(number, ((change.table, change.key) for change in applied))
        undoable.append(undoable.pop().joined_to(step) if join else step)
        redoable.clear()
        return Batch(number, tuple(applied))

    def write_for_good(self, changes: Iterable[Change]) -> None:
        """Write changes with their history that undo passes by (a loaded document)."""
        self._write(changes, self._next_batch(), IRREVERSIBLE)

    def undo(self, scope: Scope | None = None) -> Batch | None:
        """Write the inverse of the last batch; None when there is nothing to undo.

        With ``scope`` the last batch that touched rows of that version and its notice alone, or
        shared ones: other documents are not undone behind the clerk's back.
        """
        undoable, redoable = self._undo_stacks()
        return self._invert(undoable, redoable, scope)

    def redo(self, scope: Scope | None = None) -> Batch | None:
        """Write the last undone batch again; None when there is nothing to redo."""
        undoable, redoable = self._undo_stacks()
        return self._invert(redoable, undoable, scope)

    def can_undo(self, scope: Scope | None = None) -> bool:
        """Whether ``undo`` has a batch to take back."""
        return any(step.belongs_to(scope) for step in self._undo_stacks()[0])

    def can_redo(self, scope: Scope | None = None) -> bool:
        """Whether ``redo`` has a batch to bring back."""
        return any(step.belongs_to(scope) for step in self._undo_stacks()[1])

    def record(
        self,
        con: sqlite3.Connection,
        table: str,
        key: Key,
        field: str,
        new: Value,
        old: Value = None,
    ) -> None:
        """Write a history row for a step that undo passes by (opening a year, 定稿, 撤回定稿)."""
        batch = self._next_batch()
        self._add_history(con, batch, Change(table, key, field, new), old, IRREVERSIBLE)
        if is_barrier(table, field):
            self._stacks = None  # read anew: what came before is not undone any more

    def _invert(self, source: list[Step], target: list[Step], scope: Scope | None) -> Batch | None:
        step = next((s for s in reversed(source) if s.belongs_to(scope)), None)
        if step is None:
            return None
        rows = self.query(
            "SELECT tbl, key, field, old FROM history"
            " WHERE seq >= ?1 AND batch = ?1 ORDER BY seq DESC",  # a batch begins at its own number
            (step.number,),
        )
        places = [(table, stored.key(key), field, old) for table, key, field, old in rows]
        changes = [Change(*place) for place in places if is_place(*place[:3])]
        number = self._next_batch()
        applied = self._write(changes, number, step.number)
        source.remove(step)
        if applied:
            target.append(replace(step, number=number))
        return Batch(number, tuple(applied))

    def _write(self, changes: Iterable[Change], batch: int, undoes: int | None) -> list[Change]:
        applied = []
        with self.transaction() as con:
            for change in changes:
                reading, writing = _statements(change.table, change.field, len(change.key))
                row = con.execute(reading, change.key).fetchone()
                old: Value = row[0] if row else None
                if old == change.value:
                    continue
                con.execute(writing, (change.value, *change.key))
                self._add_history(con, batch, change, old, undoes)
                applied.append(change)
        return applied

    def _add_history(
        self, con: sqlite3.Connection, batch: int, change: Change, old: Value, undoes: int | None
    ) -> None:
        key = _key_text(change.key)
        self._last_change = con.execute(
            "INSERT INTO history (utc, batch, tbl, key, field, old, new, undoes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (self.utc(), batch, change.table, key, change.field, old, change.value, undoes),
        ).lastrowid

    def _next_batch(self) -> int:
        """Return the number that the next row of history gets; it names the batch it begins."""
        if self._last_change is None:
            self._last_change = self.query("SELECT coalesce(max(seq), 0) FROM history")[0][0]
        return int(self._last_change or 0) + 1

    def _undo_stacks(self) -> Stacks:
        """Return (undoable, redoable) steps, rebuilt from the history after a restart."""
        if self._stacks is None:
            rows = self.query(
                "SELECT batch, undoes, tbl, key, field FROM history"
                " WHERE seq > (SELECT max(seq) FROM history) - ? ORDER BY seq",
                (UNDO_ROWS,),
            )
            self._stacks = replay(rows)
        return self._stacks


@cache
def _statements(table: str, field: str, keys: int) -> tuple[str, str]:
    """Return the statements that read a field (its key in) and write it (value and key in).

    Raises:
        ValueError: no edit may touch this field.
    """
    known = EDITABLE[table]
    if field not in known.fields or keys != len(known.key):
        raise ValueError(table, field)
    where = " AND ".join(f"{column} = ?" for column in known.key)
    reading = f"SELECT {field} FROM {table} WHERE {where}"  # noqa: S608  (checked names)
    if table == "version":  # a version's row is made with its document, never by an edit
        return reading, f"UPDATE version SET {field} = ? WHERE id = ?"  # noqa: S608
    columns, marks = ", ".join((field, *known.key)), ", ".join("?" * (len(known.key) + 1))
    writing = (
        f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
        f" ON CONFLICT ({', '.join(known.key)}) DO UPDATE SET {field} = excluded.{field}"
    )
    return reading, writing


def stored_time(moment: datetime) -> str:
    """Return a time in UTC as it is stored: ISO 8601, to the second."""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def utc_now() -> datetime:
    """Return the time by the PC's clock."""
    return datetime.now(UTC)


def _opened(
    path: Path,
    version: int,
    before_migration: Callable[[bytes], None] | None,
    *,
    thorough: bool,
) -> sqlite3.Connection:
    """Return the connection to a file that was proved, and brought to the current schema."""
    con = connect(path)
    try:
        with refusing(path):
            if version < SCHEMA_VERSION:
                _bring_up(con, version, path, before_migration)
            elif thorough:
                check_all(con, version, path)
            else:
                check_first(con, path)
    except BaseException:
        con.close()
        raise
    return con


def _bring_up(
    con: sqlite3.Connection,
    version: int,
    path: Path,
    before_migration: Callable[[bytes], None] | None,
) -> None:
    """Migrate an older file, once it is proved and kept as it was."""
    check_all(con, version, path)
    if before_migration is not None:
        before_migration(image_of(con))
    migrate(con)
