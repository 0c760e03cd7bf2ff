"""Proving a data file by its content digest: the sums of the rows against those that are stored."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from models.storage.digest import (
    GENERATION,
    MODULUS,
    NO_ROWS,
    PUT,
    SCHEMA,
    SHARED,
    STEPS,
    WINDOW,
    Sum,
    generation,
    generation_row,
    is_internal,
    part_of,
    quoted,
    row_hash,
    schema_rows,
    stored,
    stored_one,
    sum_row,
    tables,
)
from models.storage.schema import HISTORY_BLOCK, NOTICE_SHOWN, Part, parts_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def _schema_sum(con: sqlite3.Connection) -> Sum:
    """The schema, the file's identity and the steps that made it; page numbers left out."""
    rows: list[Sequence[object]] = list(schema_rows(con))
    rows += con.execute(f"SELECT * FROM {STEPS}").fetchall()  # noqa: S608  (our own name)
    rows += [con.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "encoding")]
    total = NO_ROWS
    for row in rows:
        total = total.plus(Sum(row_hash(SCHEMA, *row), 1))
    return total


def _parts(con: sqlite3.Connection) -> Mapping[str, Part]:
    """Return where the tables of a file count, by its own schema."""
    return parts_of(con.execute("PRAGMA user_version").fetchone()[0])


def everything(con: sqlite3.Connection) -> dict[str, Sum]:
    """Return the sums of all parts, read from the rows in one pass."""
    parts = _parts(con)
    totals: dict[str, int] = {}  # plain numbers: a year's file has thousands of rows
    numbers: dict[str, int] = {}
    for table in tables(con):
        if is_internal(table):
            continue
        # Closed by hand: a damaged row ends the loop, and an open cursor would hold the lock.
        with closing(con.execute(f"SELECT * FROM {quoted(table)}")) as rows:  # noqa: S608
            for row in rows:
                part = part_of(table, row, parts)
                totals[part] = totals.get(part, 0) + row_hash(table, *row)
                numbers[part] = numbers.get(part, 0) + 1
    found = {part: Sum(total % MODULUS, numbers[part]) for part, total in totals.items()}
    return {SCHEMA: _schema_sum(con), **found}


def rebuild(con: sqlite3.Connection) -> None:
    """Write the sums of all parts anew inside the caller's transaction; after a migration."""
    number = generation(con)
    con.execute("DELETE FROM digest")
    rows = [sum_row(part, found) for part, found in everything(con).items()]
    con.executemany(PUT, [*rows, generation_row(number)])


class Proof:
    """Whether the rows of a connection's file are those that were committed, part by part."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._tables = [name for name in tables(con) if not is_internal(name)]
        self._parts = _parts(con)

    def first_parts(self) -> Iterator[str]:
        """Yield what is proved before anything is shown: shared rows, the notice shown last.

        Each level names the next, which is trusted only after the one before was proved.
        """
        yield from (SCHEMA, GENERATION, SHARED, WINDOW)
        shown = self._ids(_SHOWN, NOTICE_SHOWN)
        for notice in shown:
            yield f"n{notice}"
            documents = self._ids("SELECT id FROM document WHERE notice = ?", notice)
            yield from (f"d{document}" for document in documents)
            for document in documents:
                versions = self._ids("SELECT id FROM version WHERE document_id = ?", document)
                yield from (f"{letter}{version}" for version in versions for letter in "vk")

    def all_parts(self) -> list[str]:
        """Return every part, by what is stored and by what the rows say."""
        parts = {SCHEMA, GENERATION, SHARED, WINDOW, *stored(self._con)}
        parts |= {f"n{notice}" for notice in self._ids("SELECT id FROM notice")}
        parts |= {f"d{document}" for document in self._ids("SELECT id FROM document")}
        for version in self._ids("SELECT id FROM version"):
            parts |= {f"v{version}", f"k{version}"}
        (last,) = self._ids("SELECT coalesce(max(seq), 0) FROM history")
        parts |= {f"h{block}" for block in range(last // HISTORY_BLOCK + 1)}
        return sorted(parts)

    def holds(self, part: str) -> bool:
        """Whether the rows of a part are those that were committed."""
        if part == GENERATION:
            return _generation_holds(self._con)
        return self._sum(part) == stored_one(self._con, part)

    def wrong_parts(self) -> Iterator[str]:
        """Yield the parts of the whole file whose rows are not those that were committed."""
        kept, found = stored(self._con), everything(self._con)
        for part in sorted({*kept, *found}):
            if kept.get(part, NO_ROWS) != found.get(part, NO_ROWS):
                yield part
        if not _generation_holds(self._con):
            yield GENERATION

    def _ids(self, sql: str, *values: object) -> list[Any]:
        return [row[0] for row in self._con.execute(sql, values)]

    def _sum(self, part: str) -> Sum:
        """Return the sum of one part, from its rows alone."""
        if part == SCHEMA:
            return _schema_sum(self._con)
        if part == SHARED:
            others = (table for table in self._tables if table not in self._parts)
            return self._of(others, "name <> 'geometry'", "setting")
        if part == WINDOW:
            return self._of(["setting"], "name = 'geometry'", "setting")
        letter, number = part[0], int(part[1:])
        mine = [table for table, rule in self._parts.items() if rule.letter == letter]
        if letter == "h":
            first = number * HISTORY_BLOCK
            return self._of(mine, f"seq BETWEEN {first} AND {first + HISTORY_BLOCK - 1}")
        total = NO_ROWS
        for table in mine:
            total = total.plus(self._of([table], f"{self._parts[table].column} = {number}"))
        return total

    def _of(self, names: Iterable[str], where: str, only: str = "") -> Sum:
        """Return the sum of the rows of tables; the condition holds for all, or for ``only``."""
        total = number = 0
        for table in names:
            limited = where if only in ("", table) else "1"
            sql = f"SELECT * FROM {quoted(table)} WHERE {limited}"  # noqa: S608
            with closing(self._con.execute(sql)) as rows:
                for row in rows:
                    total += row_hash(table, *row)
                    number += 1
        return Sum(total % MODULUS, number)


# The newest where none was chosen.
_SHOWN = """SELECT id FROM notice
    ORDER BY id = (SELECT CAST(value AS INTEGER) FROM setting WHERE name = ?) DESC,
    year DESC, id DESC LIMIT 1"""


def _generation_holds(con: sqlite3.Connection) -> bool:
    row = con.execute("SELECT rows, sum FROM digest WHERE part = ?", (GENERATION,)).fetchone()
    return row == generation_row(row[0])[1:] if row else False
