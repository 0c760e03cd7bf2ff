"""Findings of the yearly list as codes with arguments; the sentences live in texts.toml.

A hard finding blocks 定稿. A soft one is fixed or explained, and once explained it stays quiet
until its value changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import resources
from models.cleaning import plain
from models.documents.findings import Finding, Place, Severity, head_findings, sort_findings
from models.lazy_regex import lazy_regex
from models.months import MONTHS, YEAR_GOAL
from models.notices.columns import Role
from models.notices.indicator import Figure, Indicator, Kind
from models.school.notices_kept import share_of
from models.task_list.earlier import carried
from models.task_list.words import figures, marks
from models.task_list.words.wording import YEAR_MARK
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.notices.notice import Notice, NoticeTask
    from models.school.people import Office, School
    from models.task_list.contents import Entry, Item, TaskList


FAR_ABOVE = 2  # times the share
_NAME_SEPARATORS = lazy_regex(r"[、，,;；\n]+")


@value_class
class Facts:
    """What the rules look at besides the list itself."""

    school: School
    staff: tuple[Office, ...]
    shares: Mapping[str, int]
    notice: Notice


def check_task_list(
    contents: TaskList, facts: Facts, explained: Mapping[str, str]
) -> list[Finding]:
    """Return the findings of the list, hard before soft, in the order of the sheet."""
    found = [*head_findings(facts.school)]
    for task in facts.notice.tasks:
        entry = contents.entry(task.id)
        found += _gaps(entry, task, facts.notice)
        found += _pending_findings(entry, task, facts.notice)
        found += _none_findings(entry, task.number)
        found += month_findings(entry, task.number, contents.year)
        found += figures.figure_findings(entry, task.number, task.indicators)
        found += _person_findings(entry, task, facts.staff)
        for indicator in task.indicators:
            found += _indicator_findings(entry, task, indicator, facts)
            found += _item_findings(contents.items.get(indicator.key, ()), task, indicator, facts)
    return sort_findings(f for f in found if explained.get(f.key) != f.value or not f.value)


def _gaps(entry: Entry, task: NoticeTask, notice: Notice) -> Iterator[Finding]:
    """Return the columns of the form that say nothing; what has parts may leave it to them."""
    if notice.children(task.id):
        return
    has_goal = any(entry.month(m).has_goal for m in (*MONTHS, YEAR_GOAL)) or bool(entry.spans)
    texts = {
        Role.GOALS: has_goal,
        Role.MEASURES: entry.measures + "".join(entry.month(m).measure for m in MONTHS),
        Role.OFFICE: entry.office,
        Role.PERSON: entry.person,
    }
    for role, said in texts.items():
        is_empty = not said.strip() if isinstance(said, str) else not said
        if is_empty and notice.attachment.column(role) is not None:
            values = {"task": task.number}
            place = Place(task.id, role.value)
            yield Finding(Severity.HARD, f"{role.value}_missing", place, values)


def _pending_findings(entry: Entry, task: NoticeTask, notice: Notice) -> Iterator[Finding]:
    """Return what was taken over from an earlier list, is printed, and not touched since."""
    for field in carried.FIELDS:
        if field in entry.pending and notice.attachment.column(Role(field)) is not None:
            values = {"task": task.number, "field": resources.word("field", field)}
            yield Finding(Severity.HARD, "carried_pending", Place(task.id, field), values)


def month_findings(entry: Entry, number: str, year: int) -> Iterator[Finding]:
    """Return what is told of months that are named inside a goal of others, or of the year.

    ``number`` is the task's, as printed.
    """
    goals = [(f"{m}月", range(m, m + 1), entry.month(m).goal) for m in MONTHS]
    goals += [(s.words, range(s.first, s.last + 1), s.goal) for s in entry.spans]
    goals.insert(0, (YEAR_MARK, range(0), entry.month(YEAR_GOAL).goal))
    for own, months, goal in goals:
        for word in dict.fromkeys(marks.month_words(goal)):
            named = marks.months_named(word, year)
            if named and set(named) <= set(months):
                continue
            month = months[0] if len(months) == 1 else YEAR_GOAL
            values = {"task": number, "when": own, "word": word, "key": f"{own}/{word}"}
            at = Place(entry.task, "goals", month)
            yield Finding(Severity.SOFT, "month_in_goal", at, values, goal)


def _none_findings(entry: Entry, number: str) -> Iterator[Finding]:
    """Return the months that say 本月无安排 though a goal of several months covers them."""
    for month in MONTHS:
        spans = entry.in_month(month).spans if entry.month(month).none else ()
        for span in spans:
            values = {"task": number, "month": month, "words": span.words}
            more = {**values, "key": f"{month}/{span.words}"}
            at = Place(entry.task, "goals", month)
            yield Finding(Severity.SOFT, "none_in_span", at, more, span.goal)


def _person_findings(
    entry: Entry, task: NoticeTask, staff: tuple[Office, ...]
) -> Iterator[Finding]:
    known = {_joined(person.name) for office in staff for person in office.persons}
    if not known:
        return
    for name in names_in(entry.person):
        if _joined(name) not in known:
            values = {"task": task.number, "person": name, "key": name}
            place = Place(task.id, "person")
            yield Finding(Severity.SOFT, "person_unknown", place, values, name)


def names_in(text: str) -> Iterator[str]:
    """Yield the names of a cell: 王某、李某, 王某 李某; in 王　明 the blank is the name's own."""
    for piece in _NAME_SEPARATORS.split(text):
        words = piece.split()
        yield from [piece.strip()] if min(map(len, words), default=0) == 1 else words


def _joined(name: str) -> str:
    return "".join(plain(name).split())


def _indicator_findings(
    entry: Entry, task: NoticeTask, indicator: Indicator, facts: Facts
) -> Iterator[Finding]:
    if indicator.is_planned:
        yield from _amount_findings(entry, task, indicator, facts)
    elif indicator.is_ratio:
        yield from _ratio_findings(entry, task, indicator, facts)


def _item_findings(
    items: Sequence[Item], task: NoticeTask, indicator: Indicator, facts: Facts
) -> Iterator[Finding]:
    """Named items that stand in no month, and another number of them than the notice asks for."""
    values, place = _values(task, indicator), _figure(task, indicator)
    found = partial(Finding, Severity.SOFT, place=place)
    unplanned = "、".join(f"“{item.name[:20]}”" for item in items if item.month is None)
    if unplanned:
        more = {**values, "key": f"{indicator.key}/month", "names": unplanned}
        yield found("item_without_month", values=more, value=unplanned)
    share = share_of(indicator, facts.school, facts.shares, facts.notice)
    asked, count = indicator.figure_text, len(items)
    if items and isinstance(share, int) and share != count * 10**indicator.decimals:
        figures = {"count": count, "share": asked(share)}
        more = {**values, "key": f"{indicator.key}/items", **figures}
        yield found("items_of_share", values=more, value=f"{count}/{share}")


def _figure(task: NoticeTask, indicator: Indicator, month: int = YEAR_GOAL) -> Place:
    return Place(task.id, Role.GOALS.value, month, indicator=indicator.key)


def _values(task: NoticeTask, indicator: Indicator) -> dict[str, object]:
    return {
        "task": task.number,
        "indicator": indicator.name if "“" in indicator.name else f"“{indicator.name}”",
        "unit": indicator.unit,
        "key": indicator.key,
    }


def _amount_findings(
    entry: Entry, task: NoticeTask, indicator: Indicator, facts: Facts
) -> Iterator[Finding]:
    place, text = _figure(task, indicator), indicator.figure_text
    values = _values(task, indicator)
    for month in MONTHS:
        plan = entry.month(month)
        if plan.none and indicator.key in plan.amounts:
            key, amount = f"{indicator.key}/{month}", plan.amounts[indicator.key]
            at = _figure(task, indicator, month)
            sign = "" if indicator.adds_up else "累计"  # of a scope the plan is a level
            more = {**values, "key": key, "month": month, "amount": f"{sign}{text(amount)}"}
            yield Finding(Severity.SOFT, "amount_in_none_month", at, more, str(amount))
    noticed = share_of(indicator, facts.school, {}, facts.notice)
    entered = facts.shares.get(indicator.key)
    if isinstance(noticed, int) and entered is not None and entered < noticed:
        figures = {"share": text(noticed), "amount": text(entered)}
        more = {**values, "key": f"{indicator.key}/share", **figures}
        yield Finding(Severity.SOFT, "share_lowered", place, more, str(entered))
    share = share_of(indicator, facts.school, facts.shares, facts.notice)
    if indicator.kind is Kind.MILESTONE:
        yield from _milestone_findings(entry, indicator, place, values, facts.notice.year)
    elif share is None:
        yield from _without_share(entry, indicator, place, values)
    else:
        yield from _against_share(entry, indicator, share, place, values)


def _without_share(
    entry: Entry, indicator: Indicator, place: Place, values: Mapping[str, object]
) -> Iterator[Finding]:
    """A figure that the notice gives to all, in a task that the school takes part in.

    Most of a county's figures are other units' business: where the school wrote no goal, none asks.
    """
    takes_part = any(entry.month(month).goal for month in (*MONTHS, YEAR_GOAL))
    if takes_part and isinstance(indicator.total, int) and not entry.planned(indicator):
        total = indicator.figure_text(indicator.total)
        yield Finding(Severity.SOFT, "share_not_filled", place, {**values, "total": total}, total)


def _milestone_findings(
    entry: Entry, indicator: Indicator, place: Place, values: Mapping[str, object], year: int
) -> Iterator[Finding]:
    """A milestone that is due in the year stands in a month, not after its day."""
    months = [m for m in MONTHS if entry.month(m).amounts.get(indicator.key)]
    day = indicator.due.day if indicator.due else None
    if day is None or day.year != year:
        return
    more = {**values, "due": indicator.due.words if indicator.due else ""}
    if not months:
        yield Finding(Severity.SOFT, "milestone_not_planned", place, more, "0")
    elif months[0] > day.month:
        value = str(months[0])
        yield Finding(Severity.SOFT, "milestone_late", place, {**more, "month": months[0]}, value)


def _ratio_findings(
    entry: Entry, task: NoticeTask, indicator: Indicator, facts: Facts
) -> Iterator[Finding]:
    """What the plan reaches by the end of the year against the target, exactly."""
    target = share_of(indicator, facts.school, facts.shares, facts.notice)
    planned = entry.ratio_by(indicator.key, MONTHS[-1])
    lowest = target[0] if isinstance(target, tuple) else target
    if lowest is None or planned is None or planned.reaches(indicator.target_ratio(lowest)):
        return
    values = _values(task, indicator)
    values |= {"planned": indicator.ratio_text(planned), "target": indicator.demand_text(lowest)}
    value = f"{planned.part}/{planned.whole}"
    yield Finding(Severity.SOFT, "planned_ratio_low", _figure(task, indicator), values, value)


def is_far_above(planned: int, share: Figure | None) -> bool:
    """Whether so much more is planned than the share, or its upper end, that a digit may be wrong.

    The rule is the product's own: double or more is rarely meant, and is asked about.
    """
    top = share[1] if isinstance(share, tuple) else share
    return bool(top) and planned >= FAR_ABOVE * (top or 0)


def _against_share(
    entry: Entry,
    indicator: Indicator,
    share: Figure | None,
    place: Place,
    values: Mapping[str, object],
) -> Iterator[Finding]:
    """A count is "at least": more than the share is no fault, outside a range or double is.

    Of 左右 a fifth may be missing (the product's own rule); 不超过 is the most.
    """
    planned, text = entry.planned(indicator), indicator.figure_text
    more = {**values, "planned": text(planned)}
    found = partial(Finding, Severity.SOFT, place=place, value=str(planned))
    if isinstance(share, tuple):
        low, high = share
        if indicator.adds_up and not low <= planned <= high:
            yield found(
                "planned_outside_range", values=more | {"low": text(low), "high": text(high)}
            )
        return
    if share is None:
        return
    more["share"] = text(share)
    least = share * 4 // 5 if indicator.comparator == "≈" else share
    if indicator.comparator == "≤":
        if planned > share:
            yield found("planned_over_limit", values=more)
    elif is_far_above(planned, share):
        yield found("planned_far_above", values=more)
    elif indicator.adds_up and planned < least:
        yield found("planned_under_share", values=more | {"missing": text(share - planned)})
