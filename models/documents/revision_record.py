"""What is recorded of a correction or adjustment, and which findings were explained."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from models import stored
from models.storage.store import Change
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.storage.store import Store


@value_class
class Revision:
    """The record of a correction (``reason``) or an adjustment (all of it); dates are ISO."""

    reason: str = ""
    basis: str = ""
    asked_on: str = ""
    office: str = ""
    leader: str = ""
    leader_on: str = ""
    told_how: str = ""
    reply: str = ""
    replied_by: str = ""
    replied_on: str = ""


def explanations(store: Store, version_id: int) -> dict[str, str]:
    """Return, by finding, the value that was explained; another value makes it speak again."""
    sql = (
        "SELECT finding, value FROM explanation"
        " WHERE version_id = ? AND reason IS NOT NULL AND value IS NOT NULL"
    )
    return dict(store.query(sql, (version_id,)))


def explanation_changes(version_id: int, finding: str, value: str, reason: str) -> list[Change]:
    """Return the changes that explain a finding, by its key, for as long as its value stands."""
    key = (version_id, finding)
    return [
        Change("explanation", key, "reason", reason),
        Change("explanation", key, "value", value),
    ]


def revision(store: Store, version_id: int) -> Revision:
    """Return the record of a version, empty where nothing was entered."""
    columns = ", ".join(field.name for field in fields(Revision))
    rows = store.query(f"SELECT {columns} FROM revision WHERE version_id = ?", (version_id,))  # noqa: S608
    return Revision(*map(stored.text, rows[0])) if rows else Revision()


def change_reasons(store: Store, version_id: int) -> Mapping[str, str]:
    """Return the reasons given for single changes, by the changed place."""
    sql = "SELECT place, reason FROM change_reason WHERE version_id = ? AND reason IS NOT NULL"
    return dict(store.query(sql, (version_id,)))
