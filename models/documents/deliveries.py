"""What happened to a frozen sheet: dated events, the scan of the stamped paper, their way back.

Events are append-only. A wrong one is revoked by another, which names it.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

from models import stored
from models.documents.states import Action
from models.errors import Refusal
from models.value_class import value_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from models.storage.store import Store


class EventKind(StrEnum):
    """What may happen to a frozen sheet, as it is stored."""

    PRINTED = "printed"
    SIGNED_OFF = "signed_off"
    STAMPED = "stamped"
    HANDED_IN = "handed_in"
    SENT = "sent"
    RETURNED = "returned"
    FINALISED = "finalised"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


# The kinds that the clerk records, and the action of each; 盖章 and 送交 make a sheet delivered.
ACTIONS = {
    EventKind.PRINTED: Action.PRINT,
    EventKind.SIGNED_OFF: Action.SIGN_OFF,
    EventKind.STAMPED: Action.STAMP,
    EventKind.HANDED_IN: Action.HAND_IN,
    EventKind.SENT: Action.SEND,
    EventKind.RETURNED: Action.RETURN,
}
DELIVERING = (EventKind.STAMPED, EventKind.HANDED_IN)
_KNOWN = frozenset(EventKind)
SCAN_LIMIT = 20 * 2**20  # bytes
_PDF_TAIL = 2048
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82", ".png"),
    (b"\xff\xd8\xff", b"\xff\xd9", ".jpg"),
)


@value_class
class Event:
    """One thing that happened; ``happened_on`` is the clerk's own date, ISO, for dated events."""

    kind: EventKind
    utc: str
    happened_on: str | None = None
    person: str = ""
    note: str = ""
    revokes: int | None = None
    scan_id: int | None = None
    id: int = 0


@value_class
class Scan:
    """The scan of a stamped sheet; ``ending`` tells what it is: ``.pdf``, ``.png``, ``.jpg``."""

    name: str
    content: bytes

    @property
    def ending(self) -> str:
        """The file ending of what it really is.

        Raises:
            Refusal: neither a PDF nor a picture, or larger than ``SCAN_LIMIT``.
        """
        if len(self.content) > SCAN_LIMIT:
            size, limit = len(self.content) // 2**20 + 1, SCAN_LIMIT // 2**20
            raise Refusal("scan.too_large", size=size, limit=limit)
        tail = self.content[-_PDF_TAIL:]
        if self.content.startswith(b"%PDF-") and b"%%EOF" in tail:
            return ".pdf"
        for head, end, ending in _PICTURES:
            if self.content.startswith(head) and end in tail:
                return ending
        raise Refusal("scan.no_picture")


def events(store: Store, version_id: int) -> list[Event]:
    """Return what happened to a version, oldest first, revoked events among them.

    One of a kind that is none, in a file that was taken unseen, costs itself alone.
    """
    rows = store.query(
        "SELECT kind, utc, happened_on, person, note, revokes, scan_id, id FROM event"
        " WHERE version_id = ? ORDER BY id",
        (version_id,),
    )
    return [
        Event(
            EventKind(kind),
            utc,
            day if stored.day(day) else None,
            stored.name(person),
            stored.text(note),
            revokes,
            scan_id,
            identity,
        )
        for kind, utc, day, person, note, revokes, scan_id, identity in rows
        if kind in _KNOWN
    ]


def in_force(found: Iterable[Event]) -> list[Event]:
    """Return the events that were not revoked."""
    found = list(found)
    revoked = {event.revokes for event in found if event.revokes is not None}
    return [e for e in found if e.kind is not EventKind.REVOKED and e.id not in revoked]


def is_delivered(store: Store, version_id: int) -> bool:
    """Whether a version was stamped or handed in."""
    return any(event.kind in DELIVERING for event in in_force(events(store, version_id)))


def insert_event(con: sqlite3.Connection, version_id: int, event: Event) -> None:
    """Write an event inside the caller's transaction."""
    con.execute(
        "INSERT INTO event (version_id, kind, utc, happened_on, person, note, revokes, scan_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(version_id, event.kind, event.utc, event.happened_on, event.person),
            *(event.note, event.revokes, event.scan_id),
        ),
    )


def insert_scan(con: sqlite3.Connection, version_id: int, scan: Scan) -> int:
    """Write a scan inside the caller's transaction; returns its id.

    Raises:
        Refusal: it is no picture and no PDF, or too large.
    """
    name = PurePath(scan.name).stem + scan.ending
    digest = hashlib.sha256(scan.content).hexdigest()
    identity = con.execute(
        "INSERT INTO scan (version_id, name, sha256, content) VALUES (?, ?, ?, ?)",
        (version_id, name, digest, scan.content),
    ).lastrowid
    if identity is None:
        raise RuntimeError("SQLite gave the scan no id")
    return identity


def newest_scan(store: Store, version_id: int) -> Scan | None:
    """Return the newest scan of a version that was not revoked, None where there is none."""
    found = [e.scan_id for e in in_force(events(store, version_id)) if e.scan_id is not None]
    if not found:
        return None
    return Scan(*store.query("SELECT name, content FROM scan WHERE id = ?", (found[-1],))[0])
