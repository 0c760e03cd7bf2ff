"""Documents and their versions: opening a year, 定稿 with its immutable snapshot, 撤回定稿."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models import clock, deliveries, register
from models.errors import Refusal
from models.states import Action, DocumentKind, Stage, after

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from models.packs import Pack
    from models.store import Store


class State(StrEnum):
    """What is stored of a version's stage; the others are computed (``stage``)."""

    DRAFT = "draft"
    FINAL = "final"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Version:
    """One version of a document, ``number`` as printed: ``1.0``; ``month`` is 0 for the list."""

    id: int
    year: int
    kind: DocumentKind
    month: int
    major: int
    minor: int
    state: State
    effective_month: int

    @property
    def number(self) -> str:
        """The number that names and files carry."""
        return f"{self.major}.{self.minor}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be edited."""
        return self.state is State.DRAFT

    @property
    def is_first(self) -> bool:
        """Whether it is the document's first version, neither correction nor adjustment."""
        return (self.major, self.minor) == (1, 0)


@dataclass(frozen=True)
class Note:
    """The explanation page of a correction or adjustment: canonical text and its PDF."""

    canonical: str
    pdf: bytes


@dataclass(frozen=True)
class Snapshot:
    """What was finalised: canonical text and code, interchange extract, the very PDF, the note."""

    utc: str
    canonical: str
    code: str
    extract: str
    pdf: bytes
    note: Note | None = None


# -- reading -------------------------------------------------------------------------------------


def _select(store: Store, where: str, values: Sequence[object]) -> list[Version]:
    """Return the versions that were not discarded, in the order of their numbers."""
    rows = store.query(
        "SELECT v.id, d.year, d.kind, d.month, v.major, v.minor, v.state, v.effective_month"  # noqa: S608  (our own clauses)
        " FROM version v JOIN document d ON d.id = v.document_id"
        f" WHERE v.discarded IS NULL AND {where} ORDER BY d.month, v.major, v.minor",
        values,
    )
    return [_version(row) for row in rows]


def _version(row: tuple[Any, ...]) -> Version:
    identity, year, kind, month, major, minor, state, effective = row
    return Version(identity, year, DocumentKind(kind), month, major, minor, State(state), effective)


def of_document(store: Store, year: int, kind: DocumentKind, month: int = 0) -> list[Version]:
    """Return the versions of a document, oldest first; empty where it was not started."""
    return _select(store, "d.year = ? AND d.kind = ? AND d.month = ?", (year, kind.value, month))


def newest(store: Store, year: int, kind: DocumentKind, month: int = 0) -> Version | None:
    """Return the newest version of a document, None where it was not started."""
    found = of_document(store, year, kind, month)
    return found[-1] if found else None


def predecessor(store: Store, version: Version) -> Version | None:
    """Return the version that a correction or adjustment goes out from, None for the first."""
    family = of_document(store, version.year, version.kind, version.month)
    place = [v.id for v in family].index(version.id)
    return family[place - 1] if place else None


def reread(store: Store, version: Version) -> Version:
    """Return a version as it stands now."""
    return _select(store, "v.id = ?", (version.id,))[0]


def task_list_version(store: Store, year: int) -> Version:
    """Return the newest version of a year's list.

    Raises:
        KeyError: the year was not opened.
    """
    found = newest(store, year, DocumentKind.TASK_LIST)
    if found is None:
        raise KeyError(year)
    return found


def plan_in_force(store: Store, year: int, month: int) -> Version | None:
    """Return the newest frozen list whose effective month is not after ``month``."""
    family = of_document(store, year, DocumentKind.TASK_LIST)
    frozen = [v for v in family if not v.is_draft and v.effective_month <= month]
    return frozen[-1] if frozen else None


def reports(store: Store, year: int) -> dict[int, Version]:
    """Return the newest version of every report that was started, by month."""
    found = _select(store, "d.year = ? AND d.kind = 'monthly_report'", (year,))
    return {version.month: version for version in found}


def reports_in_force(store: Store, year: int) -> dict[int, Version]:
    """Return for each month the newest frozen report, the draft where none is frozen yet."""
    found = _select(store, "d.year = ? AND d.kind = 'monthly_report'", (year,))
    return {v.month: v for v in sorted(found, key=lambda v: not v.is_draft)}


def frozen_months(store: Store, year: int) -> set[int]:
    """Return the months whose report was finalised."""
    return {m for m, v in reports_in_force(store, year).items() if not v.is_draft}


def stage(store: Store, version: Version) -> Stage:
    """Return where a version stands; 已检查 is for those to tell who know its findings."""
    if version.is_draft:
        return Stage.DRAFT
    if version.state is State.SUPERSEDED:
        return Stage.REPLACED
    return Stage.DELIVERED if deliveries.is_delivered(store, version.id) else Stage.FINAL


def snapshot(store: Store, version: Version) -> Snapshot:
    """Return the newest snapshot of a version, its PDFs proved against their SHA-256.

    Raises:
        KeyError: it was never finalised.
        Refusal: a stored PDF is damaged.
    """
    rows = store.query(
        "SELECT utc, canonical, coalesce(code, ''), extract, pdf, pdf_sha256, note, note_pdf,"
        " note_pdf_sha256 FROM snapshot WHERE version_id = ? ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    if not rows:
        raise KeyError(version.id)
    utc, canonical, code, extract, pdf, sha256, note, note_pdf, note_sha256 = rows[0]
    if _sha256(pdf) != sha256 or (note is not None and _sha256(note_pdf) != note_sha256):
        raise Refusal("version.snapshot_damaged", number=version.number)
    page = Note(note, note_pdf) if note is not None else None
    return Snapshot(utc, canonical, code, extract, pdf, page)


def canonical(store: Store, version: Version) -> str:
    """Return the canonical text of the newest snapshot, without reading its PDF.

    Raises:
        KeyError: it was never finalised.
    """
    rows = store.query(
        "SELECT canonical FROM snapshot WHERE version_id = ? ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    if not rows:
        raise KeyError(version.id)
    return str(rows[0][0])


def with_code(store: Store, code: str) -> Version | None:
    """Return the version whose print carries a check code, also one that was withdrawn since."""
    sql = "SELECT version_id FROM snapshot WHERE code = ? ORDER BY id DESC LIMIT 1"
    rows = store.query(sql, (code,))
    found = _select(store, "v.id = ?", rows[0]) if rows else []
    return found[0] if found else None


def finalised_at(store: Store, code: str) -> str:
    """Return when the print with a check code was finalised, UTC.

    Raises:
        KeyError: no print carries it.
    """
    rows = store.query("SELECT utc FROM snapshot WHERE code = ? ORDER BY id DESC LIMIT 1", (code,))
    if not rows:
        raise KeyError(code)
    return str(rows[0][0])


def is_current_code(store: Store, version: Version, code: str) -> bool:
    """Whether a code is that of a frozen version as it stands, neither withdrawn nor replaced."""
    if version.state is not State.FINAL:
        return False
    sql = "SELECT code FROM snapshot WHERE version_id = ? ORDER BY id DESC LIMIT 1"
    return store.query(sql, (version.id,)) == [(code,)]


def _sha256(content: bytes) -> str:
    import hashlib  # loads OpenSSL, and only 定稿 and its reprint need it

    return hashlib.sha256(content).hexdigest()


# -- beginning -----------------------------------------------------------------------------------


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
    version = _insert_document(con, pack.year, DocumentKind.TASK_LIST, 0)
    con.executemany(
        "INSERT INTO entry (version_id, task) VALUES (?, ?)",
        [(version, task.number) for task in pack.tasks],
    )
    return version


def insert_report(con: sqlite3.Connection, year: int, month: int) -> int:
    """Write the rows of a new report inside the caller's transaction; returns the version's id.

    Its 截至日期 is the day before the notice's day (asked for by the 25th).
    """
    version = _insert_document(con, year, DocumentKind.MONTHLY_REPORT, month)
    as_of = f"{year:04d}-{month:02d}-{DATA_DAY:02d}"
    con.execute("UPDATE version SET as_of = ? WHERE id = ?", (as_of, version))
    return version


DATA_DAY = 24  # what happens after it goes into the next month's report


def _insert_document(con: sqlite3.Connection, year: int, kind: DocumentKind, month: int) -> int:
    document = con.execute(
        "INSERT INTO document (year, kind, month) VALUES (?, ?, ?)", (year, kind.value, month)
    ).lastrowid
    version = con.execute(
        "INSERT INTO version (document_id, major, minor, state) VALUES (?, 1, 0, 'draft')",
        (document,),
    ).lastrowid
    if version is None:
        raise RuntimeError("SQLite gave the new version no id")
    return version


def begin_report(store: Store, year: int, month: int) -> Version:
    """Begin the report of a month.

    Raises:
        Refusal: the list was not finalised, the month is not kept here, or it was begun before.
    """
    started = newest(store, year, DocumentKind.MONTHLY_REPORT, month)
    if started is not None:
        after(stage(store, started), Action.BEGIN, started.kind)
    first = register.first_month(store, year)
    if not first <= month <= LAST_MONTH:
        raise Refusal("report.not_kept", month=month, first=first)
    if plan_in_force(store, year, month) is None:
        raise Refusal("report.list_first", month=month)
    with store.transaction() as con:
        version = insert_report(con, year, month)
        store.record(con, "version", (version,), "begun", month)
    return _select(store, "v.id = ?", (version,))[0]


LAST_MONTH = 12

# -- 定稿 and its way back -----------------------------------------------------------------------


@dataclass(frozen=True)
class Final:
    """A sheet ready to be frozen: what it says, its code, the very PDF, and its explanation."""

    canonical: str
    code: str
    pdf: bytes
    note: Note | None = None


def finalise(store: Store, version: Version, final: Final, extract: str) -> Version:
    """Keep the finished sheet and freeze the version; the caller has checked its findings.

    Raises:
        Refusal: it is not a draft, months would be out of order, or the PC's clock is odd.
    """
    after(_if_checked(store, version), Action.FINALISE, version.kind)
    clock.require_plausible(store.now(), version.year)
    if version.kind is DocumentKind.MONTHLY_REPORT:
        _require_order(store, version)
    utc = store.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    note, note_pdf = (final.note.canonical, final.note.pdf) if final.note else (None, None)
    with store.transaction() as con:
        con.execute(
            "INSERT INTO snapshot (version_id, utc, canonical, code, extract, pdf, pdf_sha256,"
            " note, note_pdf, note_pdf_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(version.id, utc, final.canonical, final.code, extract),
                *(final.pdf, _sha256(final.pdf), note, note_pdf),
                _sha256(note_pdf) if note_pdf else None,
            ),
        )
        set_state(store, con, version, State.FINAL)
        deliveries.insert_event(con, version.id, deliveries.Event("finalised", utc))
    return reread(store, version)


def _if_checked(store: Store, version: Version) -> Stage:
    """A draft that comes to 定稿 has been checked by the step before."""
    now = stage(store, version)
    return Stage.CHECKED if now is Stage.DRAFT else now


def _require_order(store: Store, version: Version) -> None:
    """Months are finalised in order, on a list that is frozen."""
    if plan_in_force(store, version.year, version.month) is None:
        raise Refusal("report.list_first", month=version.month)
    latest = reports(store, version.year)
    for month in range(register.first_month(store, version.year), version.month):
        if month not in latest or latest[month].is_draft:
            raise Refusal("report.order", month=version.month, before=month)


def withdraw(store: Store, version: Version, reason: str) -> Version:
    """Take a 定稿 back into a draft, with the reason; earlier prints become void.

    The snapshot stays on record.

    Raises:
        Refusal: no reason, not final, stamped or handed in, or later reports rest on it.
    """
    after(stage(store, version), Action.WITHDRAW, version.kind)
    if not reason.strip():
        raise Refusal("version.reason_missing")
    _require_nothing_rests_on(store, version)
    utc = store.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    with store.transaction() as con:
        set_state(store, con, version, State.DRAFT)
        event = deliveries.Event("withdrawn", utc, note=reason.strip())
        deliveries.insert_event(con, version.id, event)
    return reread(store, version)


def _require_nothing_rests_on(store: Store, version: Version) -> None:
    frozen = frozen_months(store, version.year)
    if version.kind is DocumentKind.TASK_LIST:
        resting = {month for month in frozen if month >= version.effective_month}
    else:
        resting = {month for month in frozen if month > version.month}
    if resting:
        raise Refusal("version.rested_on", month=min(resting), number=version.number)


def set_state(store: Store, con: sqlite3.Connection, version: Version, state: State) -> None:
    """Write a version's state with its history row."""
    con.execute("UPDATE version SET state = ? WHERE id = ?", (state.value, version.id))
    store.record(con, "version", (version.id,), "state", state.value)
