"""The county's figures from the files that count: pure functions, every rule printed with them.

Missing is never zero: a rate has its figures beside it, a cumulative sum the schools and months
that are missing in it. Open items and 补报 are never counted as due.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.bureau.counting import IN, Judged, Judgement, Verdict
from models.bureau.facts import REPORT
from models.bureau.figures import Total, totals
from models.bureau.received import day_of
from models.monthly_report.results import CLOSING, SHORTFALLS, Count, RowKind
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from models.bureau.expected import Expected, Key
    from models.bureau.facts import Row
    from models.notices.notice import Notice


class Standing(StrEnum):
    """How a document of a school stands."""

    ON_TIME = "on_time"
    LATE = "late"
    UNDATED = "undated"
    MISSING = "missing"
    PENDING = "pending"
    EXCUSED = "excused"


class Tally(NamedTuple):
    """Goal rows: due = on time + short."""

    due: int = 0
    on_time: int = 0
    short: int = 0

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Tally:
        """Count some rows: open items and 补报 are not counted."""
        counts = Counter(row.count for row in rows)
        done, missed = counts[Count.DONE], counts[Count.MISSED]
        return cls(done + missed, done, missed)

    def plus(self, other: Tally) -> Tally:
        """Return the sum."""
        return Tally(self.due + other.due, self.on_time + other.on_time, self.short + other.short)


class OpenItem(NamedTuple):
    """What a school has not made good after its newest counted report."""

    school: str
    task: str
    origin: int  # month 1–12
    promised: date | None


@value_class
class Reckoned:
    """The result.

    Attributes:
        standings: of every document that is due by the day or excused; others are not there.
        completion: the goal rows of each school's report of a month.
        by_task: the same by the printed number of the task; papers tell of no task.
        open_items: after each school's newest counted report, in the order of schools and months.
        overdue: how many of these were promised for a day before.
        totals: by indicator.
    """

    as_of: date
    standings: Mapping[Key, Standing]
    completion: Mapping[Key, Tally]
    by_task: Mapping[str, Tally]
    open_items: tuple[OpenItem, ...]
    overdue: int
    totals: Mapping[str, Total]

    def count(self, form: str, standing: Standing) -> int:
        """Return how many documents of a kind stand so."""
        return sum(key.form == form and one is standing for key, one in self.standings.items())

    @property
    def all_completion(self) -> Tally:
        """The goal rows of all schools and months."""
        return added(self.completion.values())


def added(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of some tallies."""
    total = Tally()
    for one in tallies:
        total = total.plus(one)
    return total


def reckon(notice: Notice, expected: Expected, judged: Judgement, as_of: date) -> Reckoned:
    """Reckon the files of a county as they stand at the end of a day."""
    counted = {key: one for key, one in judged.counted.items() if key.form == REPORT}
    newest = _newest(counted)
    open_items = tuple(
        item for _, one in sorted(newest.items()) for item in _left_open(one, counted)
    )
    overdue = sum(item.promised is not None and item.promised < as_of for item in open_items)
    return Reckoned(
        as_of=as_of,
        standings=_standings(expected, judged),
        completion=_completion(counted, judged),
        by_task=by_task(row for one in counted.values() for row in rows_of(one)),
        open_items=open_items,
        overdue=overdue,
        totals=totals(notice, newest.values(), _missing_months(expected, newest)),
    )


def _standings(expected: Expected, judged: Judgement) -> dict[Key, Standing]:
    """Return how each document that is due stands: by the first receipt of what is in."""
    came: dict[Key, list[Judged]] = {}
    pending = set()
    for one in judged.files:
        if one.key is not None and one.verdict in IN:
            came.setdefault(one.key, []).append(one)
        elif one.key is not None and one.verdict is Verdict.PENDING:
            pending.add(one.key)
    found = dict.fromkeys(sorted(expected.excused, key=_place), Standing.EXCUSED)
    for key, day in expected.due.items():
        if key in came:
            found[key] = _timeliness(came[key], day)
        else:
            found[key] = Standing.PENDING if key in pending else Standing.MISSING
    return found


def _place(key: Key) -> tuple[str, str, int]:
    return key.school, key.form, key.month or 0


def _timeliness(files: Iterable[Judged], due: date) -> Standing:
    moments = [one.received for one in files if one.received is not None]
    if not moments:
        return Standing.UNDATED
    return Standing.ON_TIME if day_of(min(moments)) <= due else Standing.LATE


def _completion(counted: Mapping[Key, Judged], judged: Judgement) -> dict[Key, Tally]:
    """Return the rows of each report; of a paper without a file its foot, where it was read."""
    found = {key: Tally.of(one.facts.rows) for key, one in counted.items() if one.facts is not None}
    for one in judged.files:
        is_alone = one.verdict is Verdict.PAPER and one.key is not None and one.key not in found
        if is_alone and one.foot is not None and one.key is not None and one.key.form == REPORT:
            found[one.key] = Tally(*one.foot)
    return found


def by_task(rows: Iterable[Row]) -> dict[str, Tally]:
    """Return what counts of some rows by the printed number of their task."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.task, []).append(row)
    tallies = {task: Tally.of(of_task) for task, of_task in found.items()}
    return {task: tally for task, tally in tallies.items() if tally.due}


def _newest(counted: Mapping[Key, Judged]) -> dict[str, Judged]:
    """Return the newest counted report of each school."""
    found: dict[str, Judged] = {}
    for key, one in sorted(counted.items(), key=lambda item: item[0].month or 0):
        found[key.school] = one
    return found


def _left_open(newest: Judged, counted: Mapping[Key, Judged]) -> Iterable[OpenItem]:
    """Yield what is open after a school's newest report, with the day that was promised last."""
    if newest.key is None:
        return
    promised = _promises(newest.key.school, counted)
    for row in open_rows(rows_of(newest)):
        place = row.task, row.origin
        yield OpenItem(newest.key.school, *place, row.promised or promised.get(place))


def rows_of(one: Judged) -> tuple[Row, ...]:
    """Return the rows of a file; none of a paper."""
    return one.facts.rows if one.facts is not None else ()


def open_rows(rows: Iterable[Row]) -> Iterable[Row]:
    """Yield what is open after a report.

    It has a row for each open item of the months before; what it falls short of itself is open from
    then on.
    """
    for row in rows:
        is_open = row.kind is RowKind.OPEN_ITEM and row.result not in CLOSING
        if is_open or (row.kind is RowKind.GOAL and row.result in SHORTFALLS):
            yield row


def _promises(school: str, counted: Mapping[Key, Judged]) -> dict[tuple[str, int], date]:
    """Return by task and month the day that was promised last."""
    found: dict[tuple[str, int], date] = {}
    own = [(key.month or 0, one) for key, one in counted.items() if key.school == school]
    for _, one in sorted(own, key=lambda pair: pair[0]):
        for row in rows_of(one):
            if row.promised is not None and row.kind is not RowKind.LATE:
                found[row.task, row.origin] = row.promised
    return found


def _missing_months(expected: Expected, newest: Mapping[str, Judged]) -> list[tuple[str, int]]:
    """Return school and month of each report that is due and in no sum.

    A cumulative figure has all months up to its report in it: those after the newest one lack.
    """
    last = {school: one.key.month or 0 for school, one in newest.items() if one.key is not None}
    wanted = [(key.school, key.month) for key in expected.due if key.form == REPORT]
    return [
        (school, month)
        for school, month in wanted
        if month is not None and month > last.get(school, 0)
    ]
