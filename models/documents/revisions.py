"""After the stamp: 更正 and 计划调整 as new versions, their record, giving them up, delivery.

A correction says that something was written wrongly while the plan stays; an adjustment changes
the plan from a month on. Both copy the rows of the version they go out from into a new draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import clock
from models.documents import deliveries
from models.documents.deliveries import EventKind
from models.documents.lifecycle import set_state
from models.documents.states import Action, after
from models.documents.versions import (
    State,
    Version,
    newest,
    predecessor,
    require_may_take_effect,
    stage,
)
from models.errors import Refusal
from models.months import MONTHS
from models.storage.schema import EDITABLE, REVISION_FIELDS
from models.storage.store import Change
from models.text import LONG_TEXT_LIMIT, clean_text

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from models.documents.deliveries import Event, Scan
    from models.storage.store import Store

# Longest texts of the record, characters: its lines stand under the table and do not split.
BASIS_LIMIT = 100
_LIMITS = {"reason": LONG_TEXT_LIMIT, "basis": BASIS_LIMIT}
_SHORT_LIMIT = 40
REFUSED = "不同意"
REPLIES = ("未答复", "同意", REFUSED)


def revision_change(version_id: int, field: str, text: str) -> Change:
    """Return the change of one field of the record.

    Raises:
        Refusal: the text is too long for its place.
    """
    if field not in REVISION_FIELDS:
        raise KeyError(field)
    cleaned = clean_text(text, _LIMITS.get(field, _SHORT_LIMIT)).text
    line = cleaned if field == "reason" else " ".join(cleaned.split())
    return Change("revision", (version_id,), field, line or None)


def effective_change(version_id: int, month: int) -> Change:
    """Return the change of the month (1–12) from which an adjustment holds."""
    return Change("version", (version_id,), "effective_month", month)


def begin_correction(store: Store, version: Version) -> Version:
    """Begin 更正: a draft with the contents of the version that was stamped or handed in.

    Raises:
        Refusal: not delivered, another one is open, or others have passed it by.
    """
    after(stage(store, version), Action.CORRECT, version.kind)
    _require_newest(store, version)
    version.kind.require_may_correct(store, version)
    return _begin(store, version, version.major, version.minor + 1, version.effective_month)


def begin_adjustment(store: Store, version: Version, effective_month: int) -> Version:
    """Begin 计划调整 from a month on: a draft of the list with the contents in force.

    Raises:
        Refusal: not delivered, another one is open, or that month's report is finalised.
    """
    after(stage(store, version), Action.ADJUST, version.kind)
    _require_newest(store, version)
    require_may_take_effect(store, version.document.notice, effective_month)
    return _begin(store, version, version.major + 1, 0, effective_month)


def effective_months(store: Store, version: Version) -> list[int]:
    """Return the months (1–12) from which an adjustment of a list may hold."""
    return [month for month in MONTHS if _may_take_effect(store, version, month)]


def _may_take_effect(store: Store, version: Version, month: int) -> bool:
    try:
        require_may_take_effect(store, version.document.notice, month)
    except Refusal:
        return False
    return True


def _require_newest(store: Store, version: Version) -> None:
    latest = newest(store, version.document)
    if latest is not None and latest.id != version.id:
        raise Refusal("version.open_already", number=latest.number)


def _begin(store: Store, source: Version, major: int, minor: int, effective: int) -> Version:
    with store.transaction() as con:
        target = _draft_row(con, source, major, minor, effective)
        for table in source.kind.copied:
            known = EDITABLE[table]
            names = ", ".join((*known.key[1:], *known.fields))  # all but the version
            con.execute(
                f"INSERT INTO {table} (version_id, {names})"  # noqa: S608  (our own names)
                f" SELECT ?, {names} FROM {table} WHERE version_id = ?",
                (target, source.id),
            )
        store.record(con, "version", (target,), "based_on", source.id)
    made = newest(store, source.document)
    if made is None or made.id != target:
        raise RuntimeError("the new draft is not the newest version")
    return made


def _draft_row(
    con: sqlite3.Connection, source: Version, major: int, minor: int, effective: int
) -> int:
    """Return the id of an empty draft of a source's document."""
    made = con.execute(
        "INSERT INTO version (document_id, major, minor, state, effective_month, as_of)"
        " SELECT document_id, ?, ?, 'draft', ?, as_of FROM version WHERE id = ?",
        (major, minor, effective, source.id),
    ).lastrowid
    if made is None:
        raise RuntimeError("SQLite gave the new version no id")
    return made


def discard(store: Store, version: Version) -> Version:
    """Give up an open correction or adjustment; returns the version that stays in force.

    Its rows stay on record, so that nothing typed is lost; its number becomes free again.

    Raises:
        Refusal: it is no draft, or the first version.
    """
    after(stage(store, version), Action.DISCARD, version.kind)
    before = predecessor(store, version)
    if before is None:
        raise Refusal("version.first_kept")
    with store.transaction() as con:
        con.execute("UPDATE version SET discarded = 1, minor = -id WHERE id = ?", (version.id,))
        store.record(con, "version", (version.id,), "discarded", 1)
        version.kind.given_up(store, con, version)
    return before


# -- delivery ------------------------------------------------------------------------------------


def deliver(store: Store, version: Version, event: Event, scan: Scan | None = None) -> None:
    """Record what happened to a frozen version; the first stamp makes the version before void.

    Raises:
        Refusal: not in this stage, the clock is odd, or the scan is none.
    """
    after(stage(store, version), deliveries.ACTIONS[event.kind], version.kind)
    clock.require_plausible(store.now(), version.year)
    with store.transaction() as con:
        scan_id = deliveries.insert_scan(con, version.id, scan) if scan else None
        utc = store.utc()
        made = deliveries.Event(
            event.kind, utc, event.happened_on, event.person, event.note, scan_id=scan_id
        )
        deliveries.insert_event(con, version.id, made)
        before = predecessor(store, version)
        if event.kind in deliveries.DELIVERING and before and before.state is State.FINAL:
            after(stage(store, before), Action.REPLACE, version.kind)
            set_state(store, con, before, State.SUPERSEDED)


def event(kind: EventKind, day: date, person: str = "", note: str = "") -> Event:
    """Return an event to be recorded; its time of entry is set when it is."""
    return deliveries.Event(kind, "", day.isoformat(), person, note)


def revoke(store: Store, version: Version, event_id: int, reason: str) -> None:
    """Take a wrong record back: the event stays on record, marked as revoked.

    Without any stamp or hand-in left, the paper that the version had replaced is valid again.

    Raises:
        Refusal: there is no such record in force, no reason, or a newer version rests on it.
    """
    standing = deliveries.in_force(deliveries.events(store, version.id))
    found = next((e for e in standing if e.id == event_id and e.kind in deliveries.ACTIONS), None)
    if found is None:
        raise Refusal("event.none")
    if not reason.strip():
        raise Refusal("event.reason_missing")
    others = any(e.kind in deliveries.DELIVERING for e in standing if e.id != event_id)
    last = found.kind in deliveries.DELIVERING and not others
    after(stage(store, version), Action.UNDELIVER if last else Action.REVOKE, version.kind)
    _require_newest(store, version)
    utc = store.utc()
    with store.transaction() as con:
        made = deliveries.Event(EventKind.REVOKED, utc, note=reason.strip(), revokes=event_id)
        deliveries.insert_event(con, version.id, made)
        before = predecessor(store, version)
        if last and before is not None and before.state is State.SUPERSEDED:
            set_state(store, con, before, State.FINAL)
