"""Documents and their versions: opening a year, 定稿 with its immutable snapshot, 撤回定稿."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.errors import Refusal

if TYPE_CHECKING:
    import sqlite3

    from models.packs import Pack
    from models.store import Store


class State(StrEnum):
    """What a version is; 已检查 is computed from the findings and never stored."""

    DRAFT = "draft"
    FINAL = "final"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Version:
    """One version of the yearly list, ``number`` as printed: ``1.0``."""

    id: int
    year: int
    major: int
    minor: int
    state: State

    @property
    def number(self) -> str:
        """The number that names and files carry."""
        return f"{self.major}.{self.minor}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be edited."""
        return self.state is State.DRAFT


@dataclass(frozen=True)
class Snapshot:
    """What was finalised: canonical text, interchange extract, and the very PDF."""

    utc: str
    canonical: str
    extract: str
    pdf: bytes


def open_year(store: Store, pack: Pack) -> Version:
    """Open the year of a notice: the notice is copied, a draft v1.0 of its list begins.

    Raises:
        Refusal: the year was opened before.
    """
    if store.query("SELECT 1 FROM year WHERE year = ?", (pack.year,)):
        raise Refusal("year.open_already", year=pack.year)
    with store.transaction() as con:
        insert_year(con, pack)
        store.record(con, "year", (pack.year,), "notice", pack.key)
    return task_list_version(store, pack.year)


def insert_year(con: sqlite3.Connection, pack: Pack) -> int:
    """Write the rows of a new year inside the caller's transaction; returns the version's id."""
    con.execute("INSERT INTO year VALUES (?, ?, ?)", (pack.year, pack.key, pack.to_json()))
    document = con.execute(
        "INSERT INTO document (year, kind) VALUES (?, 'task_list')", (pack.year,)
    ).lastrowid
    version = con.execute(
        "INSERT INTO version (document_id, major, minor, state) VALUES (?, 1, 0, 'draft')",
        (document,),
    ).lastrowid
    if version is None:
        raise RuntimeError("SQLite gave the new version no id")
    con.executemany(
        "INSERT INTO entry (version_id, task) VALUES (?, ?)",
        [(version, task.number) for task in pack.tasks],
    )
    return version


def task_list_version(store: Store, year: int) -> Version:
    """Return the newest version of a year's list.

    Raises:
        KeyError: the year was not opened.
    """
    rows = store.query(
        "SELECT v.id, d.year, v.major, v.minor, v.state FROM version v"
        " JOIN document d ON d.id = v.document_id"
        " WHERE d.year = ? AND d.kind = 'task_list' ORDER BY v.major DESC, v.minor DESC LIMIT 1",
        (year,),
    )
    if not rows:
        raise KeyError(year)
    identity, year, major, minor, state = rows[0]
    return Version(identity, year, major, minor, State(state))


def _sha256(content: bytes) -> str:
    import hashlib  # loads OpenSSL, and only 定稿 and its reprint need it

    return hashlib.sha256(content).hexdigest()


def finalise(store: Store, version: Version, canonical: str, extract: str, pdf: bytes) -> Version:
    """Keep the finished sheet and freeze the version.

    Raises:
        Refusal: it is not a draft.
    """
    if not version.is_draft:
        raise Refusal("version.final_already", number=version.number)
    utc = store.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.transaction() as con:
        con.execute(
            "INSERT INTO snapshot (version_id, utc, canonical, extract, pdf, pdf_sha256)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (version.id, utc, canonical, extract, pdf, _sha256(pdf)),
        )
        _set_state(store, con, version, State.FINAL)
        _add_event(con, version, "finalised", utc, "")
    return task_list_version(store, version.year)


def withdraw(store: Store, version: Version, reason: str) -> Version:
    """Take a 定稿 back into a draft, with the reason; earlier prints become void.

    The snapshot stays on record. Nothing may have been handed in yet.

    Raises:
        Refusal: no reason, or not final.
    """
    if version.state is not State.FINAL:
        raise Refusal("version.not_final")
    if not reason.strip():
        raise Refusal("version.reason_missing")
    utc = store.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.transaction() as con:
        _set_state(store, con, version, State.DRAFT)
        _add_event(con, version, "withdrawn", utc, reason.strip())
    return task_list_version(store, version.year)


def snapshot(store: Store, version: Version) -> Snapshot:
    """Return the newest snapshot of a version, its PDF proved against its SHA-256.

    Raises:
        KeyError: it was never finalised.
        Refusal: the stored PDF is damaged.
    """
    rows = store.query(
        "SELECT utc, canonical, extract, pdf, pdf_sha256 FROM snapshot"
        " WHERE version_id = ? ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    if not rows:
        raise KeyError(version.id)
    utc, canonical, extract, pdf, sha256 = rows[0]
    if _sha256(pdf) != sha256:
        raise Refusal("version.snapshot_damaged", number=version.number)
    return Snapshot(utc, canonical, extract, pdf)


def events(store: Store, version: Version) -> list[tuple[str, str, str]]:
    """Return (kind, UTC time, note) of what happened to a version, oldest first."""
    sql = "SELECT kind, utc, note FROM event WHERE version_id = ? ORDER BY id"
    return list(store.query(sql, (version.id,)))


def add_event(store: Store, version: Version, kind: str, note: str) -> None:
    """Record that something happened to a version (printed, saved)."""
    utc = store.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.transaction() as con:
        _add_event(con, version, kind, utc, note)


def _set_state(store: Store, con: sqlite3.Connection, version: Version, state: State) -> None:
    con.execute("UPDATE version SET state = ? WHERE id = ?", (state.value, version.id))
    store.record(con, "version", (version.id,), "state", state.value)


def _add_event(con: sqlite3.Connection, version: Version, kind: str, utc: str, note: str) -> None:
    con.execute(
        "INSERT INTO event (version_id, kind, utc, note) VALUES (?, ?, ?, ?)",
        (version.id, kind, utc, note),
    )
