"""The names of the data file: its identity, and which tables and fields an edit may touch."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

APPLICATION_ID = 0x5A4A5144  # "ZJQD"
SCHEMA_VERSION = 8
FIRST_NOTICES = 4  # before it, documents hung on a year, and their months numbered them
NOTICE_SHOWN = "notice_shown"  # the setting that remembers the notice shown last
HISTORY_BLOCK = 1000  # rows of history whose hashes are added up together


@value_class
class Table:
    """A table that edits write: its key columns and its value fields."""

    key: tuple[str, ...]
    fields: tuple[str, ...]


# What they hold and how they are called: ``models/monthly_report/fields.py``.
REPORT_ROW_FIELDS = (
    *("result", "progress", "category", "gap", "reason", "remedy", "expected_on", "person"),
    *("pending", "present"),
)
SPAN_FIELDS = ("first", "last", "words", "goal", "pending")
# What is recorded of a correction or an adjustment.
REVISION_FIELDS = (
    *("reason", "basis", "asked_on", "office", "leader", "leader_on", "told_how"),
    *("reply", "replied_by", "replied_on"),
)

SHARED = frozenset({"school", "office", "person"})
OF_NOTICE = frozenset({"share"})  # undone on the pages of their notice alone
# Finalised reports rest on them: no document's page takes them back; they are typed back.
START = frozenset({"report_start", "opening"})
NO_VERSION = 0
# Parts of a notice after whose change nothing typed before is taken back: it means another thing.
MEASURES = frozenset({"task", "figure", "columns"})


@value_class
class Scope:
    """What a page may undo: edits of one version, of its notice, of what all documents share."""

    version: int
    notice: int


def version_of(table: str, key: Sequence[object]) -> int | None:
    """Return the version that a row belongs to, None of a row that several documents share."""
    if table in START:
        return NO_VERSION
    return None if table in SHARED | OF_NOTICE else int(str(key[0]))


def notice_of(table: str, key: Sequence[object]) -> int | None:
    """Return the notice that a row belongs to, None of any other row."""
    return int(str(key[0])) if table in OF_NOTICE | START else None


@value_class
class Part:
    """Where a table's rows count in the content digest (``models/storage/digest.py``).

    ``letter`` and the value of ``column`` (at ``place`` in the row) name the part.
    """

    letter: str
    column: str
    place: int = 0


_CONTENT = ("entry", "goal", "amount", "explanation", "report_row", "report_amount", "revision")
_OF_VERSION = {
    **dict.fromkeys((*_CONTENT, "change_reason"), Part("v", "version_id")),
    "event": Part("v", "version_id", 1),
    **dict.fromkeys(("snapshot", "scan"), Part("k", "version_id", 1)),
    "version": Part("d", "document_id", 1),
    "history": Part("h", "seq"),
}
_NOTICE = ("notice_duty", "notice_column", "notice_task", "notice_indicator", "notice_share")
ITEM_FIELDS = ("name", "office", "person", "month")
_OF_NOTICES = {
    **_OF_VERSION,
    "cell": Part("v", "version_id"),
    "notice": Part("n", "id"),
    **dict.fromkeys((*_NOTICE, "share", "report_start", "opening"), Part("n", "notice")),
    "document": Part("n", "notice", 1),
}
_OF_ANY_FORM = {
    **_OF_NOTICES,
    **dict.fromkeys(("span", "item", "child"), Part("v", "version_id")),
    "notice_unit": Part("n", "notice"),
}
# By the first schema that has them. Tables that are not named count in the shared part.
_PARTS: Mapping[int, Mapping[str, Part]] = MappingProxyType(
    {
        3: {
            **_OF_VERSION,
            **dict.fromkeys(("year", "share", "report_start", "opening"), Part("y", "year")),
            "document": Part("y", "year", 1),
        },
        4: _OF_NOTICES,
        5: {**_OF_NOTICES, "span": Part("v", "version_id")},
        6: _OF_ANY_FORM,
        8: {**_OF_ANY_FORM, "notice_edition": Part("n", "notice")},
    }
)


def parts_of(version: int) -> Mapping[str, Part]:
    """Return where the tables of a schema count: an older file is proved by its own parts."""
    return _PARTS[max([first for first in _PARTS if first <= version], default=min(_PARTS))]


EDITABLE: Mapping[str, Table] = MappingProxyType(
    {
        "school": Table(("id",), ("name", "stamp_name", "contact", "phone", "notice_school")),
        "office": Table(("id",), ("name",)),
        "person": Table(("id",), ("office_id", "name")),
        "share": Table(("notice", "indicator"), ("amount",)),
        "version": Table(("id",), ("filled_on", "as_of", "effective_month")),
        "entry": Table(("version_id", "task"), ("measures", "office", "person", "pending")),
        "goal": Table(("version_id", "task", "month"), ("goal", "none", "measure", "pending")),
        "span": Table(("version_id", "task", "serial"), SPAN_FIELDS),
        "amount": Table(("version_id", "task", "month", "indicator"), ("amount", "whole")),
        "item": Table(("version_id", "indicator", "serial"), ITEM_FIELDS),
        "child": Table(("version_id", "task"), ("parent", "number", "title")),
        "explanation": Table(("version_id", "finding"), ("reason", "value")),
        "report_start": Table(("notice",), ("first_month",)),
        "opening": Table(("notice", "indicator"), ("amount",)),
        "report_row": Table(("version_id", "kind", "task", "origin_month"), REPORT_ROW_FIELDS),
        "report_amount": Table(
            ("version_id", "kind", "task", "origin_month", "indicator"), ("amount", "whole")
        ),
        "cell": Table(("version_id", "row", "field"), ("text", "pending")),
        "revision": Table(("version_id",), REVISION_FIELDS),
        "change_reason": Table(("version_id", "place"), ("reason",)),
    }
)
# Key columns that hold texts.
_WORDS = frozenset({"indicator", "finding", "kind", "place", "field"})


def is_place(table: str, key: Sequence[object], field: str) -> bool:
    """Whether an edit may touch this field of a row with this key."""
    known = EDITABLE.get(table)
    if known is None or field not in known.fields or len(key) != len(known.key):
        return False
    pairs = zip(known.key, key, strict=True)
    return all(isinstance(part, str if column in _WORDS else int) for column, part in pairs)
