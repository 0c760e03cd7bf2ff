"""How the year stands: the list, the twelve months, and what has to be done next by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models import clock
from models.documents import deliveries, kinds, versions
from models.documents.deliveries import EventKind
from models.documents.states import Stage, word
from models.monthly_report import kept
from models.school import notices_kept
from models.task_list import children, plan
from models.value_class import value_class
from ui.use_cases.documents import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.documents.kinds import DocumentId, Kind
    from models.documents.versions import Version
    from models.monthly_report.rows import ReportRow
    from models.notices.notice import Notice
    from models.storage.store import Store
    from ui.use_cases.documents.deadlines import Due

NOT_ASKED, ELSEWHERE = "不报", "已在别处报送"


@value_class
class Standing:
    """How a document stands: ``done`` are the kinds of events in force on its newest version."""

    document: DocumentId
    stage: Stage
    version: Version | None
    due: Due | None  # None: the notice does not ask for it
    done: frozenset[EventKind]
    late_days: int  # after the day it was due, while it is not handed in
    months: range | None  # that it covers
    is_asked: bool  # by the notice
    was_handed_in: bool = False  # it, or what its correction or adjustment goes out from

    @property
    def is_handed_in(self) -> bool:
        """Whether the paper is with the bureau."""
        return EventKind.HANDED_IN in self.done

    @property
    def kind(self) -> Kind:
        """The kind of the document."""
        return kinds.of(self.document.kind)

    @property
    def name(self) -> str:
        """What the document is called; an open correction or adjustment by its own name."""
        name = self.kind.word(self.document.serial, self.months)
        open_again = (
            self.version is not None and self.version.is_draft and not self.version.is_first
        )
        return f"{name}{self.version.mark}" if open_again and self.version else name

    @property
    def period(self) -> str:
        """What its months are called: ``3月``, ``第一季度``; empty of a list."""
        return self.kind.period(self.document.serial, self.months)

    @property
    def words(self) -> str:
        """What its pill says: 填写中, 定稿, 已盖章, 已送交, 被退回."""
        for kind, said in (
            (EventKind.RETURNED, "被退回"),
            (EventKind.HANDED_IN, "已送交"),
            (EventKind.STAMPED, "已盖章"),
        ):
            if kind in self.done:
                return said
        if self.version is not None and self.version.is_draft and not self.version.is_first:
            return "调整中" if self.version.is_adjustment else "更正中"
        return word(self.stage, self.kind)

    @property
    def colour(self) -> str:
        """The colour that goes with the words."""
        if EventKind.RETURNED in self.done:
            return "mind"
        by_stage = {Stage.DRAFT: "accent", Stage.FINAL: "good", Stage.DELIVERED: "good"}
        return by_stage.get(self.stage, "neutral")


@value_class
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
        return next(iter(self.waiting), None)

    @property
    def waiting(self) -> Sequence[Standing]:
        """The documents that are not handed in, in the order of the year."""
        asked = filter(_is_wanted, self.months.values())
        return [s for s in (self.list, *asked) if not s.is_handed_in]

    def unasked(self, month: int) -> str:
        """Return why a month has no report, empty where it has one or another covers it."""
        is_covered = any(one.months and month in one.months for one in self.months.values())
        if is_covered or month >= self.first_month:
            return ""
        return ELSEWHERE if month >= self.notice_first else NOT_ASKED


def elsewhere(store: Store, shown: int, today: date) -> list[tuple[int, Standing]]:
    """Return what is next under each other notice that is not done with, the nearest day first."""
    others = [one.id for one in notices_kept.opened(store) if one.id != shown]
    found = [(one, _next(store, one, today)) for one in others]
    waiting = [(one, task) for one, task in found if task is not None]
    return sorted(waiting, key=lambda pair: pair[1].due.due if pair[1].due else date.max)


def _next(store: Store, identity: int, today: date) -> Standing | None:
    """Return what ``Overview.next`` is, without working out the rest of the year."""
    notice = notices_kept.notice(store, identity)
    its_list = standing(store, notice, plan.document(identity), today)
    if not its_list.is_handed_in:
        return its_list
    asked = (s for s in _months(store, identity, notice, today) if _is_wanted(s))
    return next((s for s in asked if not s.is_handed_in), None)


def _months(store: Store, identity: int, notice: Notice, today: date) -> Iterator[Standing]:
    """Yield how the reports kept here stand, in the order of the year."""
    first, started = kept.first_month_of(store, identity, notice), kept.newest(store, identity)
    for month in notice.report_months:
        if month >= first:
            document = kept.document(identity, month)
            yield _standing(store, notice, document, started.get(month), today)


def _is_wanted(report: Standing) -> bool:
    """Whether a report is asked for, or was begun all the same."""
    return report.is_asked or report.version is not None


def overview(store: Store, identity: int, today: date) -> Overview:
    """Return how the year of a notice stands on a day."""
    from models.monthly_report import (  # the status line needs one document alone
        reading as report_reading,
    )
    from models.monthly_report import rows

    notice = notices_kept.notice(store, identity)
    first = kept.first_month_of(store, identity, notice)
    months = {s.document.serial: s for s in _months(store, identity, notice, today)}
    in_force = [v for m, v in kept.in_force(store, identity).items() if m >= first]
    told = report_reading.contents(store, in_force).values()
    lists = [one.id for one in versions.of_document(store, plan.document(identity))]
    known = children.noticed(store, notice, lists)
    left = rows.open_items(rows.known_to(report, known) for report in told)
    return Overview(
        standing(store, notice, plan.document(identity), today),
        months,
        first,
        notice.first_month,
        tuple(left.values()),
        clock.is_plausible(today, notice.year),
    )


def standing(store: Store, notice: Notice, document: DocumentId, today: date) -> Standing:
    """Return how one document stands on a day."""
    return _standing(store, notice, document, versions.newest(store, document), today)


def _standing(
    store: Store, notice: Notice, document: DocumentId, version: Version | None, today: date
) -> Standing:
    due = deadlines.of(store, notice, document)
    if version is None:
        stage, done, was = Stage.NOT_STARTED, frozenset[EventKind](), False
    else:
        stage = versions.stage(store, version)
        found = deliveries.in_force(deliveries.events(store, version.id))
        done = frozenset() if version.is_draft else _done(event.kind for event in found)
        was = EventKind.HANDED_IN in done or _was_handed_in(store, version)
    late = max((today - due.due).days, 0) if due is not None and not was else 0
    months = notice.months_of(document.serial) if document.serial else None
    asked = document.kind in notice.duties
    return Standing(document, stage, version, due, done, late, months, asked, was)


def _was_handed_in(store: Store, version: Version) -> bool:
    """Whether the paper that a correction or adjustment goes out from is with the bureau."""
    before = None if version.is_first else versions.predecessor(store, version)
    if before is None:
        return False
    found = deliveries.in_force(deliveries.events(store, before.id))
    kept = EventKind.HANDED_IN in _done(event.kind for event in found)
    return kept or _was_handed_in(store, before)


def _done(kinds: Iterable[EventKind]) -> frozenset[EventKind]:
    """Return what holds of a paper: a return undoes the hand-in, a new hand-in the return."""
    done: set[EventKind] = set()
    for kind in kinds:
        if kind == EventKind.RETURNED:
            done -= {EventKind.STAMPED, EventKind.HANDED_IN}
        elif kind == EventKind.HANDED_IN:
            done.discard(EventKind.RETURNED)
        done.add(kind)
    return frozenset(done)
