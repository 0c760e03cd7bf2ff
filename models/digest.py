"""The content digest: a running sum of row hashes that finds damage SQLite's own checks pass by.

``integrity_check`` looks at structure; two of three single-bit flips change a text and leave the
structure alone. So every row is hashed, and the hashes are added up (mod 2**128) by *part*: one
for each version, each year, each thousand rows of history, and one for all that documents share. A
part can be proved on its own: what the window shows at once, the rest right after.

The sums are renewed in the transaction of the edit itself. Triggers of the connection tell each
row that comes and goes, whatever SQL moved it. It is an error check, not a signature.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from models.schema import HISTORY_BLOCK, part_rule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

MODULUS = 2**128
SCHEMA, SHARED, WINDOW, GENERATION, SEQUENCE = (
    *("schema", "shared", "window", "generation"),
    "sequence",
)
_UNCOUNTED = {GENERATION, WINDOW}  # neither makes another content: a count, a window's size
_COLUMN = {"v": "version_id", "k": "version_id", "y": "year"}
_INTERNAL = ("sqlite_", "_sqlite")
_TABLES = (
    "SELECT m.name, p.name FROM sqlite_schema m JOIN pragma_table_info(m.name) p"
    " WHERE m.type = 'table' AND m.name <> 'digest' ORDER BY m.name, p.cid"
)


def _of_blob(value: bytes) -> str:
    return blake2b(value, digest_size=16).hexdigest()


_text_of = json.JSONEncoder(separators=(",", ":"), default=_of_blob).encode


def row_hash(*values: object) -> int:
    """Return the hash of a row (its table's name and its values) as a number under 2**128."""
    return int.from_bytes(blake2b(_text_of(values).encode(), digest_size=16).digest(), "big")


@dataclass(frozen=True)
class Sum:
    """The sum of the hashes of a part's rows, and their number."""

    total: int = 0
    rows: int = 0

    def plus(self, other: Sum, sign: int = 1) -> Sum:
        """Return the sum with another's rows added, or with ``-1`` taken out."""
        return Sum((self.total + sign * other.total) % MODULUS, self.rows + sign * other.rows)


NO_ROWS = Sum()


def part_of(table: str, row: Sequence[Any]) -> str:
    """Return the part that a row belongs to."""
    if table == "setting":
        return WINDOW if row[0] == "geometry" else SHARED
    rule = part_rule(table)
    if rule is None:
        return SHARED
    prefix, column = rule
    return f"{prefix}{row[column] // HISTORY_BLOCK if prefix == 'h' else row[column]}"


class Digest:
    """Keeps the stored sums equal to the rows, transaction by transaction, on one connection."""

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._moved: dict[str, Sum] = {}
        self._listening = False

    def begin(self) -> None:
        """Start counting; called right after BEGIN."""
        self._moved.clear()
        if not self._listening:
            self._listen()

    def settle(self) -> int:
        """Write the sums of the parts that changed; called right before COMMIT.

        Returns the number of this transaction among all ever committed (the generation).
        """
        for part, moved in self._moved.items():
            if moved != NO_ROWS:
                self._put(part, _stored_one(self._con, part).plus(moved))
        number = generation(self._con) + 1
        _put_generation(self._con, number)
        return number

    def _put(self, part: str, found: Sum) -> None:
        self._con.execute(_PUT, (part, found.rows, f"{found.total:032x}"))

    def _take(self, sign: int, table: str, *row: Any) -> None:
        part = part_of(table, row)
        one = Sum(row_hash(table, *row), 1)
        self._moved[part] = self._moved.get(part, NO_ROWS).plus(one, sign)

    def _listen(self) -> None:
        """Make the triggers: in TEMP, so that they belong to this connection and not to the file.

        A schema that is not trusted may not call functions of the application; TEMP may.
        """
        self._con.create_function("digest_take", -1, self._take)
        for table, columns in tables(self._con).items():
            if table.startswith(_INTERNAL):
                continue
            new, old = (", ".join(f'{row}."{c}"' for c in columns) for row in ("NEW", "OLD"))
            plus, minus = f"digest_take(1, '{table}', {new})", f"digest_take(-1, '{table}', {old})"
            for event, calls in (
                ("INSERT", plus),
                ("UPDATE", f"{minus}, {plus}"),
                ("DELETE", minus),
            ):
                self._con.execute(
                    f"CREATE TEMP TRIGGER digest_{table}_{event} AFTER {event} ON main.{table}"
                    f" BEGIN SELECT {calls}; END"
                )
        self._listening = True


_PUT = "INSERT OR REPLACE INTO digest (part, rows, sum) VALUES (?, ?, ?)"


def _put_generation(con: sqlite3.Connection, number: int) -> None:
    con.execute(_PUT, (GENERATION, number, f"{row_hash(GENERATION, number):032x}"))


def tables(con: sqlite3.Connection) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of every table of the file but the digest's own."""
    found: dict[str, tuple[str, ...]] = {}
    for table, column in con.execute(_TABLES):
        found[table] = (*found.get(table, ()), column)
    return found


def is_kept(con: sqlite3.Connection) -> bool:
    """Whether the file has a digest: it was made or brought up by a program that keeps one."""
    row = con.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'digest'").fetchone()
    return row is not None


# -- stored --------------------------------------------------------------------------------------


def stored(con: sqlite3.Connection) -> dict[str, Sum]:
    """Return the stored sums by part, the generation apart."""
    rows = con.execute("SELECT part, rows, sum FROM digest").fetchall()
    return {part: Sum(int(text, 16), number) for part, number, text in rows if part != GENERATION}


def _stored_one(con: sqlite3.Connection, part: str) -> Sum:
    row = con.execute("SELECT rows, sum FROM digest WHERE part = ?", (part,)).fetchone()
    return Sum(int(row[1], 16), row[0]) if row else NO_ROWS


def generation(con: sqlite3.Connection) -> int:
    """Return how many transactions were committed in the life of the file."""
    row = con.execute("SELECT rows FROM digest WHERE part = ?", (GENERATION,)).fetchone()
    return int(row[0]) if row else 0


def content_id(con: sqlite3.Connection) -> str:
    """Return one name for the whole content: equal contents have equal names."""
    parts = sorted(
        (part, found.rows, found.total)
        for part, found in stored(con).items()
        if part not in _UNCOUNTED and found != NO_ROWS
    )
    return blake2b(_text_of(parts).encode(), digest_size=16).hexdigest()


# -- computed ------------------------------------------------------------------------------------


def _schema_sum(con: sqlite3.Connection) -> Sum:
    """The schema, the file's identity and the steps that made it; page numbers left out."""
    rows = con.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema"
    ).fetchall()
    rows += con.execute("SELECT * FROM _sqlite_migrations").fetchall()
    rows += [con.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "encoding")]
    total = NO_ROWS
    for row in rows:
        total = total.plus(Sum(row_hash(SCHEMA, *row), 1))
    return total


def _sum_of(rows: Iterable[tuple[Any, ...]], table: str) -> Sum:
    total = number = 0
    for row in rows:
        total += row_hash(table, *row)
        number += 1
    return Sum(total % MODULUS, number)


def _everything(con: sqlite3.Connection) -> dict[str, Sum]:
    """Return the sums of all parts, read from the rows in one pass."""
    found: dict[str, Sum] = {SCHEMA: _schema_sum(con)}
    for table in tables(con):
        if table.startswith(_INTERNAL):
            continue
        for row in con.execute(f"SELECT * FROM {table}"):  # noqa: S608  (our own tables)
            part = part_of(table, row)
            one = Sum(row_hash(table, *row), 1)
            found[part] = found.get(part, NO_ROWS).plus(one)
    return found


def rebuild(con: sqlite3.Connection) -> None:
    """Write the sums of all parts anew inside the caller's transaction; after a migration."""
    number = generation(con)
    con.execute("DELETE FROM digest")
    for part, found in _everything(con).items():
        con.execute(_PUT, (part, found.rows, f"{found.total:032x}"))
    _put_generation(con, number)


def _shared_sum(con: sqlite3.Connection) -> Sum:
    total = NO_ROWS
    for table in tables(con):
        if table.startswith(_INTERNAL) or part_rule(table) is not None:
            continue
        where = " WHERE name <> 'geometry'" if table == "setting" else ""
        total = total.plus(_sum_of(con.execute(f"SELECT * FROM {table}{where}"), table))  # noqa: S608
    return total


def _part_sum(con: sqlite3.Connection, part: str) -> Sum:
    """Return the sum of one part, from its rows alone."""
    if part == SCHEMA:
        return _schema_sum(con)
    if part == SHARED:
        return _shared_sum(con)
    if part == WINDOW:
        rows = con.execute("SELECT * FROM setting WHERE name = 'geometry'")
        return _sum_of(rows, "setting")
    prefix, number = part[0], int(part[1:])
    if prefix == "h":
        first = number * HISTORY_BLOCK
        rows = con.execute(
            "SELECT * FROM history WHERE seq BETWEEN ? AND ?", (first, first + HISTORY_BLOCK - 1)
        )
        return _sum_of(rows, "history")
    total = NO_ROWS
    for table in tables(con):
        rule = part_rule(table)
        if rule is not None and rule[0] == prefix:
            sql = f"SELECT * FROM {table} WHERE {_COLUMN[prefix]} = ?"  # noqa: S608
            total = total.plus(_sum_of(con.execute(sql, (number,)), table))
    return total


# -- proving -------------------------------------------------------------------------------------


def first_parts(con: sqlite3.Connection) -> list[str]:
    """Return the parts that are proved before anything is shown: shared rows, newest year."""
    year = con.execute("SELECT max(year) FROM year").fetchone()[0]
    versions = con.execute(
        "SELECT v.id FROM version v JOIN document d ON d.id = v.document_id WHERE d.year = ?",
        (year,),
    )
    of_year = [] if year is None else [f"y{year}", *(f"v{identity}" for (identity,) in versions)]
    return [SCHEMA, GENERATION, SEQUENCE, SHARED, WINDOW, *of_year]


def all_parts(con: sqlite3.Connection) -> list[str]:
    """Return every part, by what is stored and by what the rows say."""
    parts = {SCHEMA, GENERATION, SEQUENCE, SHARED, WINDOW, *stored(con)}
    parts |= {f"y{year}" for (year,) in con.execute("SELECT year FROM year")}
    for (identity,) in con.execute("SELECT id FROM version"):
        parts |= {f"v{identity}", f"k{identity}"}
    last = con.execute("SELECT coalesce(max(seq), 0) FROM history").fetchone()[0]
    parts |= {f"h{block}" for block in range(last // HISTORY_BLOCK + 1)}
    return sorted(parts)


def _sequence_holds(con: sqlite3.Connection) -> bool:
    """Whether the counter that SQLite keeps of the history's numbers agrees with the history."""
    row = con.execute("SELECT seq FROM sqlite_sequence WHERE name = 'history'").fetchone()
    last = con.execute("SELECT max(seq) FROM history").fetchone()[0]
    return bool((row[0] if row else None) == last)


def _generation_holds(con: sqlite3.Connection) -> bool:
    row = con.execute("SELECT rows, sum FROM digest WHERE part = ?", (GENERATION,)).fetchone()
    return row is not None and int(row[1], 16) == row_hash(GENERATION, row[0])


_SPECIAL: Mapping[str, Callable[[sqlite3.Connection], bool]] = {
    SEQUENCE: _sequence_holds,
    GENERATION: _generation_holds,
}


def holds(con: sqlite3.Connection, part: str) -> bool:
    """Whether the rows of a part are those that were committed."""
    special = _SPECIAL.get(part)
    if special is not None:
        return special(con)
    return _part_sum(con, part) == _stored_one(con, part)


def wrong_parts(con: sqlite3.Connection) -> Iterator[str]:
    """Yield the parts of the whole file whose rows are not those that were committed."""
    kept, found = stored(con), _everything(con)
    for part in sorted({*kept, *found}):
        if kept.get(part, NO_ROWS) != found.get(part, NO_ROWS):
            yield part
    for part in _SPECIAL:
        if not holds(con, part):
            yield part
