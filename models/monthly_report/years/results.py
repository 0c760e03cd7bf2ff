"""What the final reports of a year say of each task: figures reached, months not on time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.documents import document
from models.documents.document import as_kind
from models.monthly_report import kept
from models.monthly_report.results import MEANINGS, Count, RowKind
from models.monthly_report.sheet import ReportSheet

if TYPE_CHECKING:
    from models.notices.indicator import Figure, Indicator
    from models.storage.store import Store


class Reached(NamedTuple):
    """A figure at the end of the year, and what was asked of the school; None for nothing."""

    indicator: Indicator
    amount: int
    asked: Figure | None


class YearResult(NamedTuple):
    """A task's year: its figures that are summed, and the reports (1–12) with a miss."""

    figures: tuple[Reached, ...]
    missed: tuple[int, ...]


def results(store: Store, notice: int) -> dict[int, YearResult]:
    """Return each task's year by its id; nothing where no report is final."""
    final = {m: v for m, v in kept.in_force(store, notice).items() if not v.is_draft}
    sheets = {
        month: as_kind(document.load(store, version), ReportSheet)
        for month, version in sorted(final.items())
    }
    if not sheets:
        return {}
    last = sheets[max(sheets)]
    missed: dict[int, list[int]] = {}
    for month, sheet in sheets.items():
        for line in sheet.report.lines:
            result = line.result if line.row.kind is RowKind.GOAL else None
            if result is not None and MEANINGS[result].count is Count.MISSED:
                missed.setdefault(line.task.id, []).append(month)
    standings = last.report.standings
    return {
        task.id: YearResult(
            tuple(
                Reached(one, standings[one.key].cumulative, last.share(one))
                for one in task.indicators
                if one.key in standings
            ),
            tuple(dict.fromkeys(missed.get(task.id, ()))),
        )
        for task in last.notice.tasks
    }
