"""How the year stands: the list, the twelve months, and what has to be done next by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import clock
from models.documents import deliveries, versions
from models.documents.kinds import DocumentKind
from models.documents.states import Stage, word
from models.school import notices_kept
from ui.use_cases.documents import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.documents.versions import Version
    from models.monthly_report.report import ReportRow
    from models.notices.notice import Pack
    from models.storage.store import Store
    from ui.use_cases.documents.deadlines import Due

MONTHS = range(1, 13)
NOT_ASKED, ELSEWHERE = "不报", "已在别处报送"


@dataclass(frozen=True)
class Standing:
    """How a document stands: ``done`` are the kinds of events in force on its newest version."""

    month: int  # 0: the list
    stage: Stage
    version: Version | None
    due: Due
    done: frozenset[str]
    late_days: int  # after the day it was due, while it is not handed in

    @property
    def is_handed_in(self) -> bool:
        """Whether the paper is with the bureau."""
        return "handed_in" in self.done

    @property
    def document(self) -> str:
        """What the document is called; an open correction or adjustment by its own name."""
        name = f"{self.month}月报告" if self.month else "年度清单"
        open_again = (
            self.version is not None and self.version.is_draft and not self.version.is_first
        )
        return f"{name}{self.version.mark}" if open_again and self.version else name

    @property
    def words(self) -> str:
        """What its pill says: 填写中, 定稿, 已盖章, 已送交, 被退回."""
        for kind, said in (("returned", "被退回"), ("handed_in", "已送交"), ("stamped", "已盖章")):
            if kind in self.done:
                return said
        if self.version is not None and self.version.is_draft and not self.version.is_first:
            return "调整中" if self.version.is_adjustment else "更正中"
        kind = DocumentKind.MONTHLY_REPORT if self.month else DocumentKind.TASK_LIST
        return word(self.stage, kind)

    @property
    def colour(self) -> str:
        """The colour that goes with the words."""
        if "returned" in self.done:
            return "mind"
        by_stage = {Stage.DRAFT: "accent", Stage.FINAL: "good", Stage.DELIVERED: "good"}
        return by_stage.get(self.stage, "neutral")


@dataclass(frozen=True)
class Overview:
    """The year at a glance."""

    list: Standing
    months: Mapping[int, Standing]
    first_month: int
    notice_first: int
    open_items: tuple[ReportRow, ...]
    clock_is_plausible: bool

    @property
    def next(self) -> Standing | None:
        """Return the document to see to: the first that is not handed in, None when all are."""
        waiting = [s for s in (self.list, *self.months.values()) if not s.is_handed_in]
        return waiting[0] if waiting else None

    def unasked(self, month: int) -> str:
        """Return why a month has no report, empty where it has one."""
        if month >= self.first_month:
            return ""
        return ELSEWHERE if month >= self.notice_first else NOT_ASKED


def overview(store: Store, pack: Pack, today: date) -> Overview:
    """Return how the year of a notice stands on a day."""
    from models.monthly_report import (  # the status line needs one document alone
        reading as report_reading,
    )
    from models.monthly_report import report

    year = pack.year
    first = notices_kept.first_month(store, year)
    started = versions.reports(store, year)
    plan = versions.task_list_version(store, year)
    months = {
        month: _standing(store, month, started.get(month), due, today)
        for month in MONTHS
        if month >= first
        for due in (deadlines.report_due(store, pack, month),)
    }
    in_force = [v for m, v in versions.reports_in_force(store, year).items() if m >= first]
    left = report.open_items(report_reading.contents(store, in_force).values())
    return Overview(
        _standing(store, 0, plan, deadlines.list_due(store, pack), today),
        months,
        first,
        pack.first_month,
        tuple(left.values()),
        clock.is_plausible(today, year),
    )


def standing(store: Store, pack: Pack, month: int, today: date) -> Standing:
    """Return how one document stands on a day: a month's report, 0 for the list."""
    kind = DocumentKind.MONTHLY_REPORT if month else DocumentKind.TASK_LIST
    version = versions.newest(store, pack.year, kind, month)
    due = deadlines.report_due(store, pack, month) if month else deadlines.list_due(store, pack)
    return _standing(store, month, version, due, today)


def _standing(store: Store, month: int, version: Version | None, due: Due, today: date) -> Standing:
    if version is None:
        stage, done = Stage.NOT_STARTED, frozenset[str]()
    else:
        stage = versions.stage(store, version)
        found = deliveries.in_force(deliveries.events(store, version.id))
        done = frozenset() if version.is_draft else _done(event.kind for event in found)
    late = 0 if "handed_in" in done else max((today - due.due).days, 0)
    return Standing(month, stage, version, due, done, late)


def _done(kinds: Iterable[str]) -> frozenset[str]:
    """Return what holds of a paper: a return undoes the hand-in, a new hand-in the return."""
    done: set[str] = set()
    for kind in kinds:
        if kind == "returned":
            done -= {"stamped", "handed_in"}
        elif kind == "handed_in":
            done.discard("returned")
        done.add(kind)
    return frozenset(done)
