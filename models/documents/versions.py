"""Documents and their versions as they stand: which is newest, which in force, what was frozen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.documents import deliveries
from models.documents.kinds import DocumentKind
from models.documents.states import Stage
from models.errors import Refusal
from models.storage.store import Change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.storage.store import Batch, Store


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
    def mark(self) -> str:
        """What the version is called: ``v1.0``, of a corrected report ``更正第1次``."""
        if self.minor < 0:
            return "（已放弃）"
        if self.kind is DocumentKind.MONTHLY_REPORT and self.minor:
            return f"更正第{self.minor}次"
        return f"v{self.number}"

    @property
    def document(self) -> str:
        """What the document is called: ``年度清单``, ``3月报告``."""
        return f"{self.month}月报告" if self.month else "年度清单"

    @property
    def is_adjustment(self) -> bool:
        """Whether it changes the plan; otherwise it is the first version or a correction."""
        return self.major > 1 and self.minor == 0

    @property
    def note_name(self) -> str:
        """What its explanation page is called."""
        return "计划调整说明" if self.is_adjustment else "更正说明"

    @property
    def is_first(self) -> bool:
        """Whether it is the document's first version, neither correction nor adjustment."""
        return (self.major, self.minor) == (1, 0)


@dataclass(frozen=True)
class Note:
    """The explanation page of a correction or adjustment: canonical text, its code, its PDF."""

    canonical: str
    code: str
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


def day_change(version_id: int, field: str, day: date | None) -> Change:
    """Return the change of a day in the head: ``filled_on``, of a report ``as_of`` too."""
    return Change("version", (version_id,), field, day.isoformat() if day else None)


def touches_head(batch: Batch) -> bool:
    """Whether an edit changed what stands in the head of a document."""
    return batch.touches("school", "version")


# -- reading -------------------------------------------------------------------------------------


_COLUMNS = (
    "v.id, d.year, d.kind, d.month, v.major, v.minor, v.state, v.effective_month"
    " FROM version v JOIN document d ON d.id = v.document_id"
)


def _select(store: Store, where: str, values: Sequence[object]) -> list[Version]:
    """Return the versions that were not discarded, in the order of their numbers."""
    rows = store.query(
        f"SELECT {_COLUMNS} WHERE v.discarded IS NULL AND {where}"
        " ORDER BY d.month, v.major, v.minor",
        values,
    )
    return [_version(row) for row in rows]


def _version(row: tuple[Any, ...]) -> Version:
    identity, year, kind, month, major, minor, state, effective = row
    return Version(identity, year, DocumentKind(kind), month, major, minor, State(state), effective)


def of_document(store: Store, year: int, kind: DocumentKind, month: int = 0) -> list[Version]:
    """Return the versions of a document, oldest first; empty where it was not started."""
    return _select(store, "d.year = ? AND d.kind = ? AND d.month = ?", (year, kind.value, month))


def of_year(store: Store, year: int) -> list[Version]:
    """Return all versions of all documents of a year."""
    return _select(store, "d.year = ?", (year,))


def newest(store: Store, year: int, kind: DocumentKind, month: int = 0) -> Version | None:
    """Return the newest version of a document, None where it was not started."""
    found = of_document(store, year, kind, month)
    return found[-1] if found else None


def predecessor(store: Store, version: Version) -> Version | None:
    """Return the version that a correction or adjustment goes out from, None for the first."""
    family = of_document(store, version.year, version.kind, version.month)
    place = [v.id for v in family].index(version.id)
    return family[place - 1] if place else None


def by_id(store: Store, identity: int) -> Version:
    """Return a version as it stands now.

    Raises:
        KeyError: there is none, or it was given up.
    """
    found = _select(store, "v.id = ?", (identity,))
    if not found:
        raise KeyError(identity)
    return found[0]


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
        "SELECT utc, canonical, coalesce(code, ''), extract, pdf, pdf_sha256, note, note_code,"
        " note_pdf, note_pdf_sha256 FROM snapshot WHERE version_id = ? ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    if not rows:
        raise KeyError(version.id)
    utc, text, code, extract, pdf, digest, note, note_code, note_pdf, note_digest = rows[0]
    if sha256(pdf) != digest or (note is not None and sha256(note_pdf) != note_digest):
        raise Refusal("version.snapshot_damaged", number=version.number)
    page = Note(note, note_code, note_pdf) if note is not None else None
    return Snapshot(utc, text, code, extract, pdf, page)


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


def snapshot_number(store: Store, version: Version) -> int:
    """Return the number of a version's newest snapshot: later ones have higher numbers."""
    sql = "SELECT coalesce(max(id), 0) FROM snapshot WHERE version_id = ?"
    return int(store.query(sql, (version.id,))[0][0])


@dataclass(frozen=True)
class Print:
    """What was once finalised under a check code: the version, when, and whether it still holds."""

    version: Version
    utc: str
    is_note: bool
    holds: bool


def with_code(store: Store, code: str) -> Print | None:
    """Return the print that carries a check code, also one that was withdrawn or given up since."""
    rows = store.query(
        "SELECT id, version_id, utc, note_code IS ?1 FROM snapshot"
        " WHERE code = ?1 OR note_code = ?1 ORDER BY id DESC LIMIT 1",
        (code,),
    )
    if not rows:
        return None
    number, identity, utc, is_note = rows[0]
    version = _any(store, identity)
    newest_one = snapshot_number(store, version) == number
    holds = version.state is State.FINAL and newest_one
    return Print(version, utc, bool(is_note), holds)


def _any(store: Store, identity: int) -> Version:
    """Return a version, also one that was given up."""
    rows = store.query(f"SELECT {_COLUMNS} WHERE v.id = ?", (identity,))
    return _version(rows[0])


def sha256(content: bytes) -> str:
    """Return the digest that a stored PDF is proved with."""
    return hashlib.sha256(content).hexdigest()
