"""The content digest: a running sum of row hashes that finds damage SQLite's own checks pass by.

``integrity_check`` looks at structure; most single-bit flips change a text and leave the
structure alone. So every row is hashed, and the hashes are added up (mod 2**128) by *part*: one
for each version, each notice, each thousand rows of history, one for all that documents share. A
part can be proved on its own: what the window shows at once, the rest right after.

The sums are renewed in the transaction of the edit itself. Triggers of the connection tell each
row that comes and goes, whatever SQL moved it. It is an error check, not a signature.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from models.lazy_regex import lazy_regex
from models.storage.schema import HISTORY_BLOCK, SCHEMA_VERSION, Part, parts_of
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

MODULUS = 2**128
SCHEMA, SHARED, WINDOW, GENERATION = "schema", "shared", "window", "generation"
_PART = lazy_regex(rf"{SCHEMA}|{SHARED}|{WINDOW}|[ndvkhy]\d+")
_UNCOUNTED = {GENERATION, WINDOW}  # neither makes another content: a count, a window's size
STEPS = "_sqlite_migrations"  # what sqlite-utils writes; counted with the schema
COUNTER = "sqlite_sequence"  # of AUTOINCREMENT
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


@value_class
class Sum:
    """The sum of the hashes of a part's rows, and their number."""

    total: int = 0
    rows: int = 0

    def plus(self, other: Sum, sign: int = 1) -> Sum:
        """Return the sum with another's rows added, or with ``-1`` taken out."""
        return Sum((self.total + sign * other.total) % MODULUS, self.rows + sign * other.rows)


NO_ROWS = Sum()
_PARTS = parts_of(SCHEMA_VERSION)  # who writes has brought the file to the current schema


def part_of(table: str, row: Sequence[Any], parts: Mapping[str, Part]) -> str:
    """Return the part that a row belongs to, where the tables of its schema count so."""
    if table == "setting":
        return WINDOW if row[0] == "geometry" else SHARED
    rule = parts.get(table)
    if rule is None:
        return SHARED
    number = row[rule.place]
    return f"{rule.letter}{number // HISTORY_BLOCK if rule.letter == 'h' else number}"


class Digest:
    """Keeps the stored sums equal to the rows, transaction by transaction, on one connection.

    The connection is the only one that writes, so what it wrote last need not be read again.
    """

    def __init__(self, con: sqlite3.Connection) -> None:
        self._con = con
        self._moved: dict[str, tuple[int, int]] = {}
        self._known: dict[str, Sum] = {}
        self._generation: int | None = None
        self._is_listening = False
        self._before = self._told = 0
        self.last_change: tuple[int, str] | None = None  # of this transaction: number and hash

    def listen(self) -> None:
        """Make sure that the triggers are there; called before BEGIN, never after it.

        A rollback takes back what was made inside its transaction, in TEMP too: triggers made
        there would be gone, and what is edited from then on would not be counted.
        """
        if not self._is_listening:
            for name in ("came", "went", "changed"):
                self._con.create_function(f"digest_{name}", -1, getattr(self, f"_{name}"))
            there = {name for (name,) in self._con.execute(_TRIGGERS)}
            for name, sql in _triggers(self._con):
                if name not in there:
                    self._con.execute(sql)
            self._is_listening = True

    def begin(self) -> None:
        """Start counting; called right after BEGIN."""
        self._moved.clear()
        self.last_change = None
        self._told = 0
        self._before = self._con.total_changes

    def settle(self) -> int:
        """Write the sums of the parts that changed; called right before COMMIT.

        Returns the number of this transaction among all ever committed (the generation); one that
        changed nothing has the number of the last that did.

        Raises:
            RuntimeError: a row changed that no trigger told of. A sum that leaves it out would
                condemn sound rows at the next start, so nothing is committed.
        """
        if self._generation is None:
            self._generation = generation(self._con)
        changed = self._con.total_changes - self._before
        if self._told < changed:
            raise RuntimeError(f"{changed} rows changed, {self._told} were told")
        if not changed:
            return self._generation
        self._generation += 1
        rows = [generation_row(self._generation)]
        for part, (total, number) in self._moved.items():
            if part not in self._known:
                self._known[part] = stored_one(self._con, part)
            self._known[part] = self._known[part].plus(Sum(total, number))
            rows.append(sum_row(part, self._known[part]))
        self._con.executemany(PUT, rows)
        return self._generation

    def forget(self) -> None:
        """Drop what is known of sums and triggers; after a transaction that came to nothing."""
        self._known.clear()
        self._generation = None
        self._is_listening = False

    def _came(self, table: str, *row: Any) -> None:
        self._told += 1
        found = row_hash(table, *row)
        if table == "history":
            self.last_change = row[0], f"{found:032x}"
        self._move(part_of(table, row, _PARTS), found, 1)

    def _went(self, table: str, *row: Any) -> None:
        self._told += 1
        self._move(part_of(table, row, _PARTS), -row_hash(table, *row), -1)

    def _changed(self, table: str, *rows: Any) -> None:
        """A row as it was, and as it is."""
        self._told += 1
        middle = len(rows) // 2
        old, new = rows[:middle], rows[middle:]
        part = part_of(table, new, _PARTS)
        if part_of(table, old, _PARTS) != part:
            self._went(table, *old)
            self._came(table, *new)
        else:
            self._move(part, row_hash(table, *new) - row_hash(table, *old), 0)

    def _move(self, part: str, by: int, rows: int) -> None:
        total, number = self._moved.get(part, (0, 0))
        self._moved[part] = (total + by, number + rows)


_TRIGGERS = "SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'"


def _triggers(con: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield name and SQL of the triggers that tell each row that comes, goes or changes.

    They are in TEMP: they belong to the connection and not to the file, and may call functions of
    the application, which a schema that is not trusted may not.
    """
    for table, columns in tables(con).items():
        if is_internal(table):
            continue
        new, old = (", ".join(f'{row}."{c}"' for c in columns) for row in ("NEW", "OLD"))
        for event, call in (
            ("INSERT", f"digest_came('{table}', {new})"),
            ("UPDATE", f"digest_changed('{table}', {old}, {new})"),
            ("DELETE", f"digest_went('{table}', {old})"),
        ):
            name = f"digest_{table}_{event}"
            head = f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table}"
            yield name, f"{head} BEGIN SELECT {call}; END"


PUT = "INSERT OR REPLACE INTO digest (part, rows, sum) VALUES (?, ?, ?)"


def sum_row(part: str, found: Sum) -> tuple[str, int, str]:
    """Return the row that keeps the sum of a part."""
    return part, found.rows, f"{found.total:032x}"


def generation_row(number: int) -> tuple[str, int, str]:
    """The count with its complement: nothing else in the file would tell its damage."""
    return GENERATION, number, f"{MODULUS - 1 - number:032x}"


def tables(con: sqlite3.Connection) -> Mapping[str, tuple[str, ...]]:
    """Return the columns of every table of the file but the digest's own."""
    found: dict[str, tuple[str, ...]] = {}
    for table, column in con.execute(_TABLES):
        found[table] = (*found.get(table, ()), column)
    return found


def is_internal(name: str) -> bool:
    """Whether a table holds what SQLite or sqlite-utils note for themselves, and no content."""
    return name == STEPS or name.startswith("sqlite_")


def schema_rows(con: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
    """Return (type, name, table, SQL) of all that was made in a file.

    Left out is what SQLite makes by itself, the indexes of keys and its counter, and no more: a
    file from outside may hold a trigger of any name, ``sqlite_evil`` too.
    """
    rows = con.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_schema").fetchall()
    by_itself = ("table", COUNTER, COUNTER)
    return [
        row for row in rows if row[:3] != by_itself and (row[0] != "index" or row[3] is not None)
    ]


def is_kept(con: sqlite3.Connection) -> bool:
    """Whether the file has a digest: it was made or brought up by a program that keeps one."""
    row = con.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'digest'").fetchone()
    return row is not None


def stored(con: sqlite3.Connection) -> dict[str, Sum]:
    """Return the stored sums by part, the generation apart; a row of another name is none."""
    rows = con.execute("SELECT part, rows, sum FROM digest").fetchall()
    return {
        part: Sum(int(text, 16), number) for part, number, text in rows if _PART.fullmatch(part)
    }


def stored_one(con: sqlite3.Connection, part: str) -> Sum:
    """Return the stored sum of one part, NO_ROWS where there is none."""
    row = con.execute("SELECT rows, sum FROM digest WHERE part = ?", (part,)).fetchone()
    return Sum(int(row[1], 16), row[0]) if row else NO_ROWS


def generation(con: sqlite3.Connection) -> int:
    """Return how many transactions were committed in the life of the file."""
    row = con.execute("SELECT rows FROM digest WHERE part = ?", (GENERATION,)).fetchone()
    return int(row[0]) if row else 0


def last_change(con: sqlite3.Connection) -> tuple[int, str]:
    """Return the number of the last row of history and its hash; 0 and nothing without any."""
    number = int(con.execute("SELECT coalesce(max(seq), 0) FROM history").fetchone()[0])
    return number, history_row(con, number)


def history_row(con: sqlite3.Connection, number: int) -> str:
    """Return the hash of a row of history, empty where there is none of this number."""
    row = con.execute("SELECT * FROM history WHERE seq = ?", (number,)).fetchone()
    return f"{row_hash('history', *row):032x}" if row else ""


def content_id(con: sqlite3.Connection) -> str:
    """Return one name for the whole content: equal contents have equal names."""
    parts = sorted(
        (part, found.rows, found.total)
        for part, found in stored(con).items()
        if part not in _UNCOUNTED and found != NO_ROWS
    )
    return blake2b(_text_of(parts).encode(), digest_size=16).hexdigest()


def quoted(name: str) -> str:
    """Return a name read from a file as SQL takes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'
