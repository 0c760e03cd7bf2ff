"""Reading the history: every change with its time, its place, what stood there and what stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from models import stored
from models.documents import kinds, versions
from models.errors import Refusal
from models.school import notices_kept
from models.storage import digest
from models.storage.schema import (
    EDITABLE,
    FIRST_NOTICES,
    MEASURES,
    START,
    is_place,
    notice_of,
    version_of,
)
from models.storage.store import Change
from models.storage.undo import IRREVERSIBLE
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from models.documents.versions import Version
    from models.storage.store import Batch, Key, Store, Value

Row = tuple[Any, ...]  # of the columns below
_COLUMNS = "SELECT seq, utc, batch, tbl, key, field, old, new, undoes FROM history"
_IN_BLOCK = "WHERE seq BETWEEN ? AND ?"
_CHUNK = 1000  # changes read at once
# Where a row's key tells the task and the month; of a report's row the month it came from.
_TASK_AT = {
    **dict.fromkeys(("entry", "goal", "span", "amount", "child", "notice"), 1),
    **dict.fromkeys(("report_row", "report_amount"), 2),
}
_MONTH_AT = {"goal": 2, "amount": 2, "report_row": 3, "report_amount": 3}


@value_class
class Entry:
    """One change on record. ``undoes``: None for an edit, 0 for a step, else the batch undone.

    ``key`` is empty where what is stored names no place of ours.
    """

    seq: int
    utc: str
    batch: int
    table: str
    key: Key
    field: str
    old: Value
    new: Value
    undoes: int | None

    @property
    def version_id(self) -> int | None:
        """The version that the row belongs to, None where it is no version's."""
        if not self.key:
            return None
        if self.table == "version":
            return int(self.key[0])
        return version_of(self.table, self.key) if self.table in EDITABLE else None

    @property
    def task(self) -> int:
        """The id of the task, 0 where there is none."""
        return self._at(_TASK_AT)

    @property
    def month(self) -> int:
        """The month inside the document, 0 where there is none."""
        return self._at(_MONTH_AT)

    def _at(self, places: dict[str, int]) -> int:
        place = places.get(self.table)
        return int(self.key[place]) if place is not None and place < len(self.key) else 0


def entry_of(row: Row) -> Entry:
    """Return a row of history as a change."""
    seq, utc, batch, table, stored_key, field, old, new, undoes = row
    key = stored.key(stored_key)
    sound = is_place(table, key, field)
    if undoes == IRREVERSIBLE and not sound:  # a step names rows by their numbers
        sound = all(isinstance(part, int) for part in key)
    return Entry(seq, utc, batch, table, key if sound else (), field, old, new, undoes)


def after(con: sqlite3.Connection, seq: int) -> list[Entry]:
    """Return the changes after one, oldest first, of any file of ours."""
    return [entry_of(row) for row in con.execute(f"{_COLUMNS} WHERE seq > ? ORDER BY seq", (seq,))]


def last_common(file: sqlite3.Connection, kept: sqlite3.Connection) -> int:
    """Return the number of the last row of history that two files of ours have in common."""
    low, high = 0, min(digest.last_change(file)[0], digest.last_change(kept)[0])
    while low < high:
        middle = (low + high + 1) // 2
        if digest.history_row(file, middle) == digest.history_row(kept, middle):
            low = middle
        else:
            high = middle - 1
    return low


def documents_in(con: sqlite3.Connection) -> dict[int, str]:
    """Return what the document of every version in any file of ours is called, by its id."""
    is_older = con.execute("PRAGMA user_version").fetchone()[0] < FIRST_NOTICES
    serial = "month" if is_older else "serial"
    sql = f"SELECT v.id, d.kind, d.{serial} FROM version v JOIN document d ON d.id = v.document_id"  # noqa: S608
    return {
        identity: kinds.of(kind).word(serial) if kinds.is_known(kind) else str(kind)
        for identity, kind, serial in con.execute(sql)
    }


def newest_first(store: Store) -> Iterator[Entry]:
    """Yield the changes, newest first, read as they are wanted."""
    below = 2**62
    while True:
        rows = store.query(f"{_COLUMNS} WHERE seq < ? ORDER BY seq DESC LIMIT {_CHUNK}", (below,))
        if not rows:
            return
        yield from (entry_of(row) for row in rows)
        below = rows[-1][0]


class Place(NamedTuple):
    """Where changes were made, as it is stored, and whether they were steps of a document."""

    table: str
    key: str
    field: str
    is_step: bool

    @property
    def entry(self) -> Entry:
        """A change of this place, without what it changed."""
        undoes = IRREVERSIBLE if self.is_step else None
        return entry_of((0, "", 0, self.table, self.key, self.field, None, None, undoes))


def blocks(store: Store) -> Iterator[range]:
    """Yield the numbers of all changes, newest first, in blocks that are read in a moment."""
    top = store.last_change[0]
    while top > 0:
        low = max(0, top - _CHUNK)
        yield range(low + 1, top + 1)
        top = low


def places(store: Store, block: range) -> list[Place]:
    """Return where the changes of a block were made, each place once."""
    sql = f"SELECT DISTINCT tbl, key, field, undoes IS {IRREVERSIBLE} FROM history {_IN_BLOCK}"  # noqa: S608
    return [Place(*row) for row in store.query(sql, (block[0], block[-1]))]


def changes(store: Store, block: range, having: Sequence[str] = ()) -> Iterator[tuple[Place, Row]]:
    """Yield the changes of a block with their places, newest first.

    ``having``: only those whose old or new value has one of these texts in it.
    """
    tests = " OR ".join(["instr(old, ?)", "instr(new, ?)"] * len(having))
    sql = f"{_COLUMNS} {_IN_BLOCK}{f' AND ({tests})' if having else ''} ORDER BY seq DESC"
    values = [text for one in having for text in (one, one)]
    for row in store.query(sql, (block[0], block[-1], *values)):
        yield Place(row[3], row[4], row[5], row[8] == IRREVERSIBLE), row


def document_of(store: Store) -> dict[int, Version]:
    """Return every version that was not given up, by its id."""
    return {
        version.id: version
        for notice in notices_kept.opened(store)
        for version in versions.of_notice(store, notice.id)
    }


def current(store: Store, entry: Entry) -> Value:
    """Return what stands in the place of a change now."""
    table = EDITABLE[entry.table]
    where = " AND ".join(f"{column} = ?" for column in table.key)
    sql = f"SELECT {entry.field} FROM {entry.table} WHERE {where}"  # noqa: S608  (checked names)
    rows = store.query(sql, entry.key)
    return rows[0][0] if rows else None


def why_not(store: Store, entry: Entry) -> str:
    """Return why the old value of a change may not be written again; empty where it may.

    ``step``: no edit of a field; ``start``: 定稿 rest on it; ``final``: its version is no draft;
    ``given_up``: its version was; ``notice``: what it was typed for is measured otherwise by now;
    ``same``: it stands there.
    """
    if entry.undoes == IRREVERSIBLE or not entry.key:
        return "step"
    if entry.table in START and _rests_on_start(store, notice_of(entry.table, entry.key) or 0):
        return "start"
    if entry.version_id:
        found = document_of(store).get(entry.version_id)
        if found is None or not found.is_draft:
            return "final" if found else "given_up"
    if _is_of_another_measure(store, entry):
        return "notice"
    return "same" if current(store, entry) == entry.old else ""


def _is_of_another_measure(store: Store, entry: Entry) -> bool:
    """Whether its notice's tasks, figures or columns were changed since."""
    version = document_of(store).get(entry.version_id or 0)
    notice = version.document.notice if version else notice_of(entry.table, entry.key)
    marks = ", ".join("?" * len(MEASURES))
    sql = (
        f"SELECT 1 FROM history WHERE seq > ? AND tbl = 'notice' AND field IN ({marks})"  # noqa: S608
        " AND key LIKE ? LIMIT 1"
    )
    return bool(store.query(sql, (entry.seq, *sorted(MEASURES), f"[{notice},%")))


def _rests_on_start(store: Store, notice: int) -> bool:
    found = versions.of_notice(store, notice)
    return any(version.kind.rests_on_start and not version.is_draft for version in found)


def put_back(store: Store, entry: Entry) -> Batch | None:
    """Write the old value of an entry again, or what its kind of document says to; undoable.

    Raises:
        Refusal: the place may not be edited any more.
    """
    if why_not(store, entry):
        raise Refusal("history.not_possible")
    version = document_of(store).get(entry.version_id or 0)
    changes = version.kind.put_back_changes(entry) if version is not None else None
    return store.edit(changes or _with_its_pair(store, entry))


_PAIRS = {"amount": "whole", "whole": "amount"}  # the two numbers of a ratio are one answer


def _with_its_pair(store: Store, entry: Entry) -> list[Change]:
    """Return the changes that put an old value back, of a ratio both its numbers."""
    changes = [Change(entry.table, entry.key, entry.field, entry.old)]
    other = _PAIRS.get(entry.field)
    if other is None or other not in EDITABLE[entry.table].fields:
        return changes
    return [*changes, Change(entry.table, entry.key, other, _stood_before(store, entry, other))]


def _stood_before(store: Store, entry: Entry, field: str) -> Value:
    """Return what another field of the same row held before a change was made."""
    near = [
        one
        for one in newest_first(store)
        if (one.table, one.key, one.field) == (entry.table, entry.key, field)
    ]
    same = [one.old for one in near if (one.batch, one.undoes) == (entry.batch, entry.undoes)]
    earlier = [one.new for one in near if one.seq < entry.seq]
    later = [one.old for one in reversed(near) if one.seq > entry.seq]
    found = [*same, *earlier, *later]
    return found[0] if found else current(store, replace(entry, field=field))
