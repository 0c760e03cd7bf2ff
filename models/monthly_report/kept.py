"""The reports of a year: how they are named, which are in force, and from which month on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import versions
from models.documents.kinds import DocumentId
from models.school import notices_kept

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store

MONTHLY_REPORT = "monthly_report"


def document(notice: int, month: int) -> DocumentId:
    """Return what names the report of a month (1–12)."""
    return DocumentId(notice, MONTHLY_REPORT, month)


def newest(store: Store, notice: int) -> dict[int, Version]:
    """Return the newest version of every report that was started, by month."""
    found = versions.of_kind(store, notice, MONTHLY_REPORT)
    return {version.document.serial: version for version in found}


def in_force(store: Store, notice: int) -> dict[int, Version]:
    """Return for each month the newest frozen report, the draft where none is frozen yet."""
    found = versions.of_kind(store, notice, MONTHLY_REPORT)
    return {v.document.serial: v for v in sorted(found, key=lambda v: not v.is_draft)}


def frozen_months(store: Store, notice: int) -> set[int]:
    """Return the months whose report was finalised."""
    return {month for month, v in in_force(store, notice).items() if not v.is_draft}


# -- where the year begins here ------------------------------------------------------------------


def first_month(store: Store, notice: int) -> int:
    """Return the first month whose report is kept here: the clerk's own, else the notice's.

    Raises:
        KeyError: the notice was not opened.
    """
    return first_month_of(store, notice, notices_kept.notice(store, notice))


def first_month_of(store: Store, identity: int, notice: Notice) -> int:
    """Return the same of a notice that was read already."""
    own = own_first_month(store, identity)
    return notice.first_month if own is None else own


def months(store: Store, notice: int) -> tuple[int, ...]:
    """Return the months (1–12) whose reports are kept here; raises as ``first_month``."""
    known = notices_kept.notice(store, notice)
    first = first_month_of(store, notice, known)
    return tuple(m for m in known.report_months if m >= first)


def own_first_month(store: Store, notice: int) -> int | None:
    """Return the first month that the clerk set, None where the notice's holds."""
    rows = store.query("SELECT first_month FROM report_start WHERE notice = ?", (notice,))
    return rows[0][0] if rows else None


def openings(store: Store, notice: int) -> dict[str, int]:
    """Return what was done before the first month kept here, by indicator."""
    sql = "SELECT indicator, amount FROM opening WHERE notice = ? AND amount IS NOT NULL"
    return dict(store.query(sql, (notice,)))
