"""What another state of the same data (a backup, a damaged file) holds otherwise, field by field.

Documents are paired by notice, kind and serial, for a file that went another way may have given
their versions other numbers. Only what may be edited is compared: a version that is final here is
named, and nothing of it is brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import history, versions
from models.documents.history import Entry
from models.errors import EnvironmentRefusal
from models.school import notices_kept
from models.storage.schema import EDITABLE, OF_NOTICE, SHARED, START
from models.storage.store import Change
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.documents.versions import Version
    from models.storage.store import Key, Store, Value

    Row = dict[str, Value]

_OF_VERSION = tuple(name for name in EDITABLE if name not in SHARED | OF_NOTICE | START)
# Tables of which a row is one answer: half of it would say something that nobody ever said.
_WHOLE_ROWS = frozenset(
    {"person", "amount", "span", "item", "child", "explanation", "report_amount", "cell"}
)
_TOGETHER = {"goal": ("goal", "none")}  # a goal and 本月无安排 are one answer
_MARK = "pending"  # which fields await a confirmation: no answer by itself
_STANDS = "present"  # whether a row of a report stands on the sheet: with it comes the whole row


@value_class
class Difference:
    """One answer that stands otherwise: of each of its fields the ``old`` value, and ours now."""

    entries: tuple[Entry, ...]


@value_class
class Comparison:
    """All that a state holds otherwise.

    ``differences`` may be brought back. ``final`` are the documents that are 定稿 here and held
    something else there, ``only_there`` those that are not begun here, ``only_here`` those that
    were not begun there. ``kept_back`` counts what may not be written for another reason
    (``history.why_not``), ``unread`` the tables of documents that the other state does not give
    away any more.
    """

    differences: tuple[Difference, ...]
    final: tuple[Version, ...] = ()
    only_there: tuple[Version, ...] = ()
    only_here: tuple[Version, ...] = ()
    kept_back: int = 0
    unread: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether both hold the same."""
        documents = (self.final, self.only_there, self.only_here)
        return not any((self.differences, *documents, self.kept_back, self.unread))


def compare(ours: Store, theirs: Store, last_common: int) -> Comparison:
    """Compare our data with another state of them, both of the current schema.

    ``last_common`` is the last row of history that both have (``history.last_common``).

    Raises:
        EnvironmentRefusal: not even the documents of the other state can be read.
    """
    looking = _Looking(ours, theirs, last_common)
    looking.shared()
    pairs = _paired_notices(ours, theirs)
    for notice, their_notice in pairs:
        looking.of_notice(notice, their_notice)
    looking.only_here += _of_others(ours, {notice for notice, _ in pairs})
    looking.only_there += _of_others(theirs, {notice for _, notice in pairs})
    return Comparison(
        tuple(looking.found),
        tuple(looking.final),
        tuple(looking.only_there),
        tuple(looking.only_here),
        looking.kept_back,
        looking.unread,
    )


def edits(differences: Iterable[Difference]) -> list[list[Change]]:
    """Return what writes the other state's values, one edit a document: its page undoes it."""
    steps: dict[tuple[int | None, bool], list[Change]] = {}
    for difference in differences:
        first = difference.entries[0]
        changes = [Change(one.table, one.key, one.field, one.old) for one in difference.entries]
        steps.setdefault((first.version_id, first.table in START), []).extend(changes)
    return list(steps.values())


def names(differences: Iterable[Difference]) -> set[tuple[str, Key, str]]:
    """Return table, key and field of all that differences would write."""
    every = (entry for one in differences for entry in one.entries)
    return {(entry.table, entry.key, entry.field) for entry in every}


def _paired_notices(ours: Store, theirs: Store) -> list[tuple[int, int]]:
    """Return the ids of the notices that both have begun, by key and year."""
    there = {(one.key, one.year): one.id for one in notices_kept.opened(theirs)}
    here = notices_kept.opened(ours)
    return [(one.id, there[one.key, one.year]) for one in here if (one.key, one.year) in there]


def _of_others(store: Store, paired: set[int]) -> list[Version]:
    """Return the documents of notices that only one of both has begun."""
    alone = (one.id for one in notices_kept.opened(store) if one.id not in paired)
    return [version for notice in alone for version in versions.of_notice(store, notice)]


class _Looking:
    """The way through both states; what is found adds up."""

    def __init__(self, ours: Store, theirs: Store, last_common: int) -> None:
        self._ours, self._theirs = ours, theirs
        self._seq = last_common
        self._why: dict[tuple[int | None, str | int], str] = {}
        self.found: list[Difference] = []
        self.final: list[Version] = []
        self.only_there: list[Version] = []
        self.only_here: list[Version] = []
        self.kept_back = self.unread = 0

    def shared(self) -> None:
        for table in EDITABLE:
            if table in SHARED:
                self._add(self._differences(table, (), ()))

    def of_notice(self, notice: int, their_notice: int) -> None:
        for table in EDITABLE:
            if table in OF_NOTICE | START:
                self._add(self._differences(table, (notice,), (their_notice,)))
        own = {_name(one): one for one in versions.of_notice(self._ours, notice)}  # newest of each
        there = {_name(one): one for one in versions.of_notice(self._theirs, their_notice)}
        for name, version in there.items():
            if name in own:
                self._of_version(own[name], version)
            else:
                self.only_there.append(version)
        self.only_here += [version for name, version in own.items() if name not in there]

    def _of_version(self, own: Version, their: Version) -> None:
        places = ((table, (own.id,), (their.id,)) for table in _OF_VERSION)
        found = [one for place in places for one in self._differences(*place)]
        if own.is_draft:
            self._add(found)
        elif found:
            self.final.append(own)

    def _add(self, differences: Iterable[Difference]) -> None:
        for one in differences:
            if self._why_not(one.entries[0]):
                self.kept_back += 1
            else:
                self.found.append(one)

    def _why_not(self, entry: Entry) -> str:
        """Ask once for each document; the answer is the same for all its fields."""
        of_notice = int(entry.key[0]) if entry.table in OF_NOTICE | START else 0
        name = entry.version_id, f"{entry.table} {of_notice}" if of_notice else 0
        if name not in self._why:
            self._why[name] = history.why_not(self._ours, entry)
        return self._why[name]

    def _differences(self, table: str, own: Key, their: Key) -> Iterator[Difference]:
        try:
            there = _rows(self._theirs, table, their)
        except EnvironmentRefusal:  # a page of it is damaged; the others are not
            self.unread += 1
            return
        here = _rows(self._ours, table, own)
        for rest in sorted({*here, *there}, key=repr):
            mine, other = here.get(rest, {}), there.get(rest, {})
            key = (*own, *rest)
            for fields in _answers(table, mine, other):
                pairs = ((field, other.get(field), mine.get(field)) for field in fields)
                entries = (Entry(self._seq, "", 0, table, key, *pair, None) for pair in pairs)
                yield Difference(tuple(entries))


def _name(version: Version) -> tuple[str, int]:
    return version.document.kind, version.document.serial


def _rows(store: Store, table: str, owner: Key) -> dict[Key, Row]:
    """Return the rows of an owner (version, notice; nobody of what is shared) by the rest of key.

    Raises:
        EnvironmentRefusal: they cannot be read.
    """
    known = EDITABLE[table]
    columns = ", ".join((*known.key, *known.fields))
    where = f" WHERE {known.key[0]} = ?" if owner else ""
    rows = store.query(f"SELECT {columns} FROM {table}{where}", owner)  # noqa: S608  (own names)
    width = len(known.key)
    return {
        tuple(row[len(owner) : width]): dict(zip(known.fields, row[width:], strict=True))
        for row in rows
    }


def _kept(row: Row, field: str) -> Value:
    """Return a value of a row; an empty text and none are the same, a figure of 0 is one."""
    value = row.get(field)
    return None if value == "" else value


def _answers(table: str, mine: Row, other: Row) -> list[Sequence[str]]:
    """Return the fields that differ between two rows, those of one answer together."""
    fields = EDITABLE[table].fields
    differing = [field for field in fields if _kept(mine, field) != _kept(other, field)]
    if table in _WHOLE_ROWS or _STANDS in differing:
        return [differing] if set(differing) - {_MARK} else []
    together = [field for field in _TOGETHER.get(table, ()) if field in differing]
    alone = [(field,) for field in differing if field not in (*together, _MARK)]
    return [*([together] if together else []), *alone]
