"""The opening figures of a plan's next year, as the year before left them.

A plan over two years is one notice a year with one key; its figures are the plan's, so that what
was done in the first year counts in the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.documents import document
from models.documents.document import as_kind
from models.monthly_report import kept
from models.monthly_report.sheet import ReportSheet
from models.school import notices_kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.storage.store import Store


class Proposed(NamedTuple):
    """What the year before a plan's year left: that year, its last report, amounts by indicator."""

    year: int
    month: int  # 1–12
    amounts: Mapping[str, int]


def proposed(store: Store, notice: int) -> Proposed | None:
    """Return what a plan's year before left by its newest final report.

    None where there is no such year, none of its reports is final, or nothing was done.
    """
    opened = {one.id: one for one in notices_kept.opened(store)}
    own = opened[notice]
    name = (own.key, own.year - 1)
    before = next((one.id for one in opened.values() if (one.key, one.year) == name), None)
    if before is None:
        return None
    final = {m: v for m, v in kept.in_force(store, before).items() if not v.is_draft}
    if not final:
        return None
    last = max(final)
    report = as_kind(document.load(store, final[last]), ReportSheet).report
    known = notices_kept.notice(store, notice).indicators()
    amounts = {
        key: standing.cumulative
        for key, standing in report.standings.items()
        if standing.cumulative > 0 and key in known
    }
    return Proposed(own.year - 1, last, amounts) if amounts else None
