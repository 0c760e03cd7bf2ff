"""Documents and their versions as they stand: which is newest, which in force, what was frozen."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.documents import deliveries, kinds
from models.documents.kinds import DocumentId
from models.documents.states import Stage
from models.errors import Refusal
from models.notices.notice import months_covered
from models.school import notices_kept
from models.storage.schema import Scope
from models.storage.store import Change
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.documents.kinds import Kind
    from models.storage.store import Batch, Store


class State(StrEnum):
    """What is stored of a version's stage; the others are computed (``stage``)."""

    DRAFT = "draft"
    FINAL = "final"
    SUPERSEDED = "superseded"


@value_class
class Version:
    """One version of a document, ``number`` as printed: ``1.0``; ``year`` is the notice's."""

    id: int
    document: DocumentId
    year: int
    major: int
    minor: int
    state: State
    effective_month: int
    months: range | None = None  # 1–12, that its document covers

    @property
    def kind(self) -> Kind:
        """The kind of its document."""
        return kinds.of(self.document.kind)

    @property
    def scope(self) -> Scope:
        """What its page may undo."""
        return Scope(self.id, self.document.notice)

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
        return "（已放弃）" if self.minor < 0 else self.kind.mark(self.major, self.minor)

    @property
    def word(self) -> str:
        """What its document is called: ``年度清单``, ``3月报告``."""
        return self.kind.word(self.document.serial, self.months)

    @property
    def period(self) -> str:
        """What follows the year in file names and letters: ``3月``; empty for none."""
        return self.kind.period(self.document.serial, self.months)

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


@value_class
class Note:
    """The explanation page of a correction or adjustment: canonical text, its code, its PDF.

    ``form`` as in ``Snapshot``.
    """

    canonical: str
    code: str
    pdf: bytes
    form: str = ""


@value_class
class Snapshot:
    """What was finalised: canonical text and code, the very PDF, the note.

    ``form`` is the declaration of the sheet as JSON, empty of what was finalised before 1.4.
    """

    utc: str
    canonical: str
    code: str
    extract: str
    pdf: bytes
    note: Note | None = None
    form: str = ""


def day_change(version_id: int, field: str, day: date | None) -> Change:
    """Return the change of a day in the head: ``filled_on``, of a report ``as_of`` too."""
    return Change("version", (version_id,), field, day.isoformat() if day else None)


def touches_head(batch: Batch) -> bool:
    """Whether an edit changed what stands in the head of a document."""
    return batch.touches("school", "version")


# -- reading -------------------------------------------------------------------------------------


_COLUMNS = (
    "v.id, d.notice, d.kind, d.serial, n.year, v.major, v.minor, v.state, v.effective_month,"
    " u.months"
    " FROM version v JOIN document d ON d.id = v.document_id JOIN notice n ON n.id = d.notice"
    " LEFT JOIN notice_duty u ON u.notice = d.notice AND u.kind = d.kind"
)


def _select(store: Store, where: str, values: Sequence[object]) -> list[Version]:
    """Return the versions that were not discarded, in the order of their documents and numbers."""
    rows = store.query(
        f"SELECT {_COLUMNS} WHERE v.discarded IS NULL AND {where}"
        " ORDER BY d.serial, v.major, v.minor",
        values,
    )
    return [_version(row) for row in rows]


def _version(row: tuple[Any, ...]) -> Version:
    identity, notice, kind, serial, year, major, minor, state, effective, ends = row
    document = DocumentId(notice, kind, serial)
    months = _covered(ends, serial)
    return Version(identity, document, year, major, minor, State(state), effective, months)


def _covered(ends: str | None, serial: int) -> range | None:
    """Return the months (1–12) that a document covers; ``ends`` are those of its kind's duty."""
    months = tuple(int(month) for month in (ends or "").split(",") if month.isdecimal())
    return months_covered(months, serial) if months and serial else None


def word(store: Store, document: DocumentId) -> str:
    """Return what a document is called, also of one that was not begun."""
    sql = "SELECT months FROM notice_duty WHERE notice = ? AND kind = ?"
    found = store.query(sql, (document.notice, document.kind))
    ends = found[0][0] if found else None
    return kinds.of(document.kind).word(document.serial, _covered(ends, document.serial))


def of_document(store: Store, document: DocumentId) -> list[Version]:
    """Return the versions of a document, oldest first; empty where it was not started."""
    where = "d.notice = ? AND d.kind = ? AND d.serial = ?"
    return _select(store, where, (document.notice, document.kind, document.serial))


def of_notice(store: Store, notice: int) -> list[Version]:
    """Return all versions of all documents of a notice, each kind in its order."""
    found = [
        v for v in _select(store, "d.notice = ?", (notice,)) if kinds.is_known(v.document.kind)
    ]
    return sorted(found, key=lambda version: version.kind.order)


def of_kind(store: Store, notice: int, kind: str) -> list[Version]:
    """Return all versions of all documents of a kind under a notice."""
    return _select(store, "d.notice = ? AND d.kind = ?", (notice, kind))


def kinds_under(store: Store, notice: int) -> list[Kind]:
    """Return the kinds that a notice asks for or has documents of, in their order.

    Raises:
        KeyError: there is no such notice.
    """
    rows = store.query("SELECT DISTINCT kind FROM document WHERE notice = ?", (notice,))
    names = {name for (name,) in rows} | {*notices_kept.notice(store, notice).duties}
    known = (kinds.of(name) for name in names if kinds.is_known(name))
    return sorted(known, key=lambda kind: kind.order)


def require_may_take_effect(store: Store, notice: int, month: int) -> None:
    """Refuse a month (1–12) of effect that would change what was already reported.

    Raises:
        Refusal: that month or a later one is finalised, or it is before the first month.
    """
    for kind in kinds_under(store, notice):
        kind.require_may_take_effect(store, notice, month)


def documents_under(store: Store, notice: int) -> list[DocumentId]:
    """Return the documents that a notice may have or has, in the order of kinds and serials."""
    under = notices_kept.notice(store, notice)
    found = {
        DocumentId(notice, kind.name, serial)
        for kind in kinds_under(store, notice)
        for serial in kind.serials(under)
    }
    found |= {version.document for version in of_notice(store, notice)}
    return sorted(found, key=lambda one: (kinds.of(one.kind).order, one.serial))


def newest(store: Store, document: DocumentId) -> Version | None:
    """Return the newest version of a document, None where it was not started."""
    found = of_document(store, document)
    return found[-1] if found else None


def predecessor(store: Store, version: Version) -> Version | None:
    """Return the version that a correction or adjustment goes out from, None for the first."""
    family = of_document(store, version.document)
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
        "SELECT utc, canonical, coalesce(code, ''), extract, pdf, pdf_sha256, coalesce(form, ''),"
        " note, note_code, note_pdf, note_pdf_sha256, coalesce(note_form, '')"
        " FROM snapshot WHERE version_id = ? ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    if not rows:
        raise KeyError(version.id)
    utc, text, code, extract, pdf, digest, form = rows[0][:7]
    note, note_code, note_pdf, note_digest, note_form = rows[0][7:]
    if sha256(pdf) != digest or (note is not None and sha256(note_pdf) != note_digest):
        raise Refusal("version.snapshot_damaged", number=version.number)
    page = Note(note, note_code, note_pdf, note_form) if note is not None else None
    return Snapshot(utc, text, code, extract, pdf, page, form)


def canonical(store: Store, version: Version) -> str:
    """Return the canonical text of the newest snapshot; raises as ``frozen``."""
    return frozen(store, version)[0]


def frozen(store: Store, version: Version) -> tuple[str, str]:
    """Return canonical text and declaration (as in ``Snapshot``), without reading the PDF.

    Raises:
        KeyError: it was never finalised.
    """
    rows = store.query(
        "SELECT canonical, coalesce(form, '') FROM snapshot"
        " WHERE version_id = ? ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    if not rows:
        raise KeyError(version.id)
    text, form = rows[0]
    return str(text), str(form)


def frozen_texts(store: Store, version: Version) -> list[tuple[str, str]]:
    """Return text and declaration of the sheet, and of its explanation page where it has one.

    Raises:
        KeyError: it was never finalised.
    """
    rows = store.query(
        "SELECT note, coalesce(note_form, '') FROM snapshot WHERE version_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (version.id,),
    )
    notes = [(text, form) for text, form in rows if text is not None]
    return [frozen(store, version), *notes]


def snapshot_number(store: Store, version: Version) -> int:
    """Return the number of a version's newest snapshot: later ones have higher numbers."""
    sql = "SELECT coalesce(max(id), 0) FROM snapshot WHERE version_id = ?"
    return int(store.query(sql, (version.id,))[0][0])


@value_class
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
