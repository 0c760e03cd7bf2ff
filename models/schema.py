"""The names of the data file: its identity, and which tables and fields an edit may touch."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

APPLICATION_ID = 0x5A4A5144  # "ZJQD"
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Table:
    """A table that edits write: its key columns and its value fields."""

    key: tuple[str, ...]
    fields: tuple[str, ...]


EDITABLE: Mapping[str, Table] = MappingProxyType(
    {
        "school": Table(("id",), ("name", "stamp_name", "contact", "phone", "notice_school")),
        "office": Table(("id",), ("name",)),
        "person": Table(("id",), ("office_id", "name")),
        "share": Table(("year", "indicator"), ("amount",)),
        "version": Table(("id",), ("filled_on",)),
        "entry": Table(("version_id", "task"), ("measures", "office", "person")),
        "goal": Table(("version_id", "task", "month"), ("goal", "none", "measure")),
        "amount": Table(("version_id", "task", "month", "indicator"), ("amount",)),
        "explanation": Table(("version_id", "finding"), ("reason", "value")),
    }
)
