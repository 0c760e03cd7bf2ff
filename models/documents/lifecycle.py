"""The life of a version up to its freezing: opening a year, beginning a month, 定稿, 撤回定稿."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import clock
from models.documents import deliveries
from models.documents.kinds import DocumentKind
from models.documents.states import Action, Stage, after
from models.documents.versions import (
    Note,
    State,
    Version,
    by_id,
    frozen_months,
    newest,
    plan_in_force,
    reports,
    reports_in_force,
    sha256,
    snapshot_number,
    stage,
    task_list_version,
)
from models.errors import Refusal
from models.school import notices_kept

if TYPE_CHECKING:
    import sqlite3

    from models.notices.notice import Pack
    from models.storage.store import Store

DATA_DAY = 24  # 截至日期: what happens after it goes into the next month's report
LAST_MONTH = 12

# -- beginning -----------------------------------------------------------------------------------


def open_year(store: Store, pack: Pack) -> Version:
    """Open the year of a notice: the notice is copied, a draft v1.0 of its list begins.

    Raises:
        Refusal: the year was opened before.
    """
    if pack.year in notices_kept.years(store):
        raise Refusal("year.open_already", year=pack.year)
    with store.transaction() as con:
        insert_year(con, pack)
        store.record(con, "year", (pack.year,), "notice", pack.key)
    return task_list_version(store, pack.year)


def insert_year(con: sqlite3.Connection, pack: Pack) -> int:
    """Write the rows of a new year inside the caller's transaction; returns the version's id."""
    con.execute(  # a year without its list is none, and is opened anew
        "INSERT INTO year VALUES (?, ?, ?) ON CONFLICT (year)"
        " DO UPDATE SET notice = excluded.notice, pack = excluded.pack",
        (pack.year, pack.key, pack.to_json()),
    )
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


def _insert_document(con: sqlite3.Connection, year: int, kind: DocumentKind, month: int) -> int:
    # Never a number that versions without their document still name.
    document = con.execute(
        "INSERT INTO document (id, year, kind, month) VALUES (1 + max("
        "coalesce((SELECT max(id) FROM document), 0),"
        " coalesce((SELECT max(document_id) FROM version), 0)), ?, ?, ?)",
        (year, kind.value, month),
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
    first = notices_kept.first_month(store, year)
    if not first <= month <= LAST_MONTH:
        raise Refusal("report.not_kept", month=month, first=first)
    if plan_in_force(store, year, month) is None:
        raise Refusal("report.list_first", month=month)
    with store.transaction() as con:
        version = insert_report(con, year, month)
        store.record(con, "version", (version,), "begun", month)
    return by_id(store, version)


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
    elif version.is_adjustment:
        require_effective(store, version.year, version.effective_month)
    utc = store.utc()
    note = final.note
    with store.transaction() as con:
        con.execute(
            "INSERT INTO snapshot (version_id, utc, canonical, code, extract, pdf, pdf_sha256,"
            " note, note_code, note_pdf, note_pdf_sha256)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(version.id, utc, final.canonical, final.code, extract),
                *(final.pdf, sha256(final.pdf)),
                *((note.canonical, note.code, note.pdf, sha256(note.pdf)) if note else (None,) * 4),
            ),
        )
        set_state(store, con, version, State.FINAL)
        deliveries.insert_event(con, version.id, deliveries.Event("finalised", utc))
    return by_id(store, version.id)


def require_effective(store: Store, year: int, month: int) -> None:
    """Refuse a month of effect that would change what was already reported.

    Raises:
        Refusal: that month or a later one is finalised, or it is before the first month.
    """
    frozen = frozen_months(store, year)
    if frozen and month <= max(frozen):
        raise Refusal("version.effective_reported", month=month, latest=max(frozen))
    first = notices_kept.first_month(store, year)
    if not first <= month <= LAST_MONTH:
        raise Refusal("report.not_kept", month=month, first=first)


def _if_checked(store: Store, version: Version) -> Stage:
    """A draft that comes to 定稿 has been checked by the step before."""
    now = stage(store, version)
    return Stage.CHECKED if now is Stage.DRAFT else now


def _require_order(store: Store, version: Version) -> None:
    """Months are finalised in order, on a list that is frozen."""
    if plan_in_force(store, version.year, version.month) is None:
        raise Refusal("report.list_first", month=version.month)
    latest = reports(store, version.year)
    for month in range(notices_kept.first_month(store, version.year), version.month):
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
    utc = store.utc()
    with store.transaction() as con:
        set_state(store, con, version, State.DRAFT)
        event = deliveries.Event("withdrawn", utc, note=reason.strip())
        deliveries.insert_event(con, version.id, event)
    return by_id(store, version.id)


def _require_nothing_rests_on(store: Store, version: Version) -> None:
    """A report rests on a list only when it was finalised after it; on a report every later one."""
    resting = set()
    for month, report in reports_in_force(store, version.year).items():
        if report.is_draft:
            continue
        if version.kind is DocumentKind.MONTHLY_REPORT:
            rests = month > version.month
        else:
            later = snapshot_number(store, report) > snapshot_number(store, version)
            rests = month >= version.effective_month and later
        if rests:
            resting.add(month)
    if resting:
        raise Refusal("version.rested_on", month=min(resting), number=version.number)


def set_state(store: Store, con: sqlite3.Connection, version: Version, state: State) -> None:
    """Write a version's state with its history row."""
    con.execute("UPDATE version SET state = ? WHERE id = ?", (state.value, version.id))
    store.record(con, "version", (version.id,), "state", state.value)
