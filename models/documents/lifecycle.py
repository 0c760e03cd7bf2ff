"""The life of a version up to its freezing: beginning a document, 定稿, 撤回定稿."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import clock
from models.documents import deliveries, kinds
from models.documents.deliveries import EventKind
from models.documents.states import Action, Stage, after
from models.documents.versions import (
    Note,
    State,
    Version,
    by_id,
    kinds_under,
    newest,
    sha256,
    stage,
)
from models.errors import Refusal
from models.school import notices_kept
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3

    from models.documents.kinds import DocumentId
    from models.notices.notice import Notice
    from models.storage.store import Store

# -- beginning -----------------------------------------------------------------------------------


def begin(store: Store, document: DocumentId) -> Version:
    """Begin a document: its first draft.

    Raises:
        Refusal: its time is not come, or it was begun before.
    """
    kind = kinds.of(document.kind)
    started = newest(store, document)
    if started is not None:
        after(stage(store, started), Action.BEGIN, kind)
    kind.require_may_begin(store, document)
    notice = notices_kept.notice(store, document.notice)
    with store.transaction() as con:
        version = insert(con, document, notice)
        store.record(con, "version", (version,), "begun", document.serial)
    return by_id(store, version)


def insert(con: sqlite3.Connection, document: DocumentId, notice: Notice) -> int:
    """Write a new document's rows inside the caller's transaction; returns the version's id."""
    # Never a number that versions without their document still name.
    made = con.execute(
        "INSERT INTO document (id, notice, kind, serial) VALUES (1 + max("
        "coalesce((SELECT max(id) FROM document), 0),"
        " coalesce((SELECT max(document_id) FROM version), 0)), ?, ?, ?)",
        (document.notice, document.kind, document.serial),
    ).lastrowid
    version = con.execute(
        "INSERT INTO version (document_id, major, minor, state) VALUES (?, 1, 0, 'draft')", (made,)
    ).lastrowid
    if version is None:
        raise RuntimeError("SQLite gave the new version no id")
    kinds.of(document.kind).begin(con, version, notice, document.serial)
    return version


# -- 定稿 and its way back -----------------------------------------------------------------------


NO_EXTRACT = ""  # since form version 2 a sheet carries its own rows, under its code


@value_class
class Final:
    """A sheet ready to be frozen: what it says, its code, the very PDF, and its explanation.

    ``form`` is its declaration as JSON: what it looks like, outside the code.
    """

    canonical: str
    code: str
    pdf: bytes
    note: Note | None = None
    form: str = ""


def finalise(store: Store, version: Version, final: Final) -> Version:
    """Keep the finished sheet and freeze the version; the caller has checked its findings.

    Raises:
        Refusal: it is not a draft, months would be out of order, or the PC's clock is odd.
    """
    after(_if_checked(store, version), Action.FINALISE, version.kind)
    clock.require_plausible(store.now(), version.year)
    version.kind.require_may_finalise(store, version)
    utc = store.utc()
    note = final.note
    with store.transaction() as con:
        con.execute(
            "INSERT INTO snapshot (version_id, utc, canonical, code, extract, pdf, pdf_sha256,"
            " form, note, note_code, note_pdf, note_pdf_sha256, note_form)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(version.id, utc, final.canonical, final.code, NO_EXTRACT),
                *(final.pdf, sha256(final.pdf), final.form),
                *(_columns_of(note) if note else (None,) * 5),
            ),
        )
        set_state(store, con, version, State.FINAL)
        deliveries.insert_event(con, version.id, deliveries.Event(EventKind.FINALISED, utc))
    return by_id(store, version.id)


def _columns_of(note: Note) -> tuple[str | bytes, ...]:
    return note.canonical, note.code, note.pdf, sha256(note.pdf), note.form


def _if_checked(store: Store, version: Version) -> Stage:
    """A draft that comes to 定稿 has been checked by the step before."""
    now = stage(store, version)
    return Stage.CHECKED if now is Stage.DRAFT else now


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
        event = deliveries.Event(EventKind.WITHDRAWN, utc, note=reason.strip())
        deliveries.insert_event(con, version.id, event)
    return by_id(store, version.id)


def _require_nothing_rests_on(store: Store, version: Version) -> None:
    under = version.document.notice
    resting = [one for kind in kinds_under(store, under) for one in kind.resting_on(store, version)]
    if resting:
        first = min(resting, key=lambda one: one.document.serial).word
        code = "version.report_rested_on" if version.document.serial else "version.rested_on"
        raise Refusal(code, report=first, number=version.number)


def set_state(store: Store, con: sqlite3.Connection, version: Version, state: State) -> None:
    """Write a version's state with its history row."""
    con.execute("UPDATE version SET state = ? WHERE id = ?", (state.value, version.id))
    store.record(con, "version", (version.id,), "state", state.value)
