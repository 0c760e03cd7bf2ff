"""Documents of kinds without a part of their own in the interchange document: their texts.

Whatever is kept in ``cell`` travels by row and field; the kind itself need not know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.documents import cells, kinds, lifecycle, versions
from models.documents.kinds import DocumentId
from models.json_reader import Node, fault
from models.text import LONG_TEXT_LIMIT, NAME_LIMIT
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping, Sequence

    from models.notices.notice import Notice
    from models.storage.store import Change, Store

SERIALS, DIGITS = 10**6, 6


@value_class
class LoadedOther:
    """One document: its kind, which of its kind, its texts by row and field."""

    kind: str
    serial: int
    texts: Mapping[int, Mapping[str, str]]


def read(node: Node, own: Collection[str]) -> tuple[LoadedOther, ...]:
    """Read the documents of a year whose kinds are not ``own`` parts of it.

    Raises:
        Refusal: ``document.*`` with the path of the first fault.
    """
    found: list[LoadedOther] = []
    for one in node.items():
        parts = one.fields({"kind", "serial", "cells"})
        kind = parts["kind"].name(NAME_LIMIT)
        if kind in own or not kinds.is_known(kind):
            raise fault(parts["kind"].path, "unknown_word")
        serial = parts["serial"].integer(kinds.ONLY, SERIALS)
        if (kind, serial) in {(other.kind, other.serial) for other in found}:
            raise fault(one.path, "row_twice")
        found.append(LoadedOther(kind, serial, _texts(parts["cells"])))
    return tuple(found)


def _texts(node: Node) -> dict[int, dict[str, str]]:
    found = {}
    for row, fields in node.members():
        is_plain = row.isascii() and row.isdecimal() and len(row) <= DIGITS
        if not is_plain or str(int(row)) != row:
            raise fault(fields.path, "unknown_key")
        found[int(row)] = {
            _field(name, text.path): text.text(LONG_TEXT_LIMIT) for name, text in fields.members()
        }
    return found


def _field(name: str, path: str) -> str:
    if not Node(name, path).name(NAME_LIMIT):
        raise fault(path, "blank")
    return name


def insert(
    con: sqlite3.Connection, notice_id: int, notice: Notice, other: LoadedOther
) -> list[Change]:
    """Write the rows of a new document; returns the changes that fill it in."""
    version = lifecycle.insert(con, DocumentId(notice_id, other.kind, other.serial), notice)
    return changes(version, other)


def changes(version: int, other: LoadedOther) -> list[Change]:
    """Return the changes that write the texts of a document into its draft."""
    return [
        cells.change(version, row, field, text)
        for row, fields in other.texts.items()
        for field, text in fields.items()
    ]


def dump(store: Store, notice_id: int, own: Sequence[str]) -> list[dict[str, Any]]:
    """Return the documents under a notice whose kinds are not ``own`` parts of the year."""
    newest = {version.document: version for version in versions.of_notice(store, notice_id)}
    return [
        {
            "kind": document.kind,
            "serial": document.serial,
            "cells": {str(row): fields for row, fields in cells.texts(store, version.id).items()},
        }
        for document, version in newest.items()
        if document.kind not in own
    ]
