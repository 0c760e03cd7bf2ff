"""Findings of the yearly list as codes with arguments; the sentences live in texts.toml.

A hard finding blocks 定稿. A soft one is fixed or explained, and once explained it stays quiet
until its value changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from models.notices.notice import Figure, Indicator, Kind, Pack, PackTask
from models.task_list.contents import MONTHS, YEAR_GOAL, Entry, Office, School, TaskList, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from models.task_list.contents import Revision

_PHONE = re.compile(r"^(?=(?:\D*\d){7,})[\d \-－—()（）+转、,，/]{7,40}$")
_NAME_SEPARATORS = re.compile(r"[、，,;；\s]+")


class Severity(StrEnum):
    """How much a finding weighs: 硬 blocks, 软 asks."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True)
class Place:
    """Where the cursor goes: a head field (task 0) or a column of a task."""

    task: int
    column: str
    month: int = YEAR_GOAL
    kind: str = ""  # of a report's row


@dataclass(frozen=True)
class Finding:
    """One thing to fix or explain; ``value`` is what an explanation of it is tied to."""

    severity: Severity
    code: str
    place: Place
    values: Mapping[str, object] = field(default_factory=dict)
    value: str = ""

    @property
    def key(self) -> str:
        """The name under which an explanation of it is kept."""
        return f"{self.code}:{self.place.task}:{self.values.get('key', self.place.month)}"


@dataclass(frozen=True)
class Facts:
    """What the rules look at besides the list itself."""

    school: School
    staff: tuple[Office, ...]
    shares: Mapping[str, int]
    pack: Pack


def check_task_list(
    contents: TaskList, facts: Facts, explained: Mapping[str, str]
) -> list[Finding]:
    """Return the findings of the list, hard before soft, in the order of the sheet."""
    found = [*head_findings(facts.school)]
    for task in facts.pack.tasks:
        entry = contents.entry(task.number)
        found += _gaps(entry)
        found += _person_findings(entry, facts.staff)
        for indicator in task.indicators:
            if indicator.has_amounts:
                found += _amount_findings(entry, task, indicator, facts)
    return sort_findings(f for f in found if explained.get(f.key) != f.value or not f.value)


def check_revision(
    record: Revision, explained: Mapping[str, str], *, adjustment: bool
) -> list[Finding]:
    """Return what the record of a correction or adjustment lacks."""
    needed = ("reason", "asked_on", "leader") if adjustment else ("reason",)
    found = [
        Finding(Severity.HARD, f"revision_{name}_missing", Place(0, f"revision:{name}"))
        for name in needed
        if not getattr(record, name).strip()
    ]
    if adjustment and record.reply != "同意":
        place = Place(0, "revision:reply")
        value = record.reply or "未答复"
        found.append(Finding(Severity.SOFT, "revision_no_reply", place, {"reply": value}, value))
    return [f for f in found if explained.get(f.key) != f.value or not f.value]


def nothing_changed() -> Finding:
    """Return the finding of a correction or adjustment that says the same as before."""
    return Finding(Severity.HARD, "revision_empty", Place(0, "revision:reason"))


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings hard before soft, otherwise in their order."""
    return sorted(findings, key=lambda finding: finding.severity is Severity.SOFT)


def head_findings(school: School) -> Iterator[Finding]:
    """Yield what is missing or odd in the head line, the same for both documents."""
    for name in ("name", "contact", "phone"):
        if not getattr(school, name).strip():
            yield Finding(Severity.HARD, f"head_{name}_missing", Place(0, name))
    phone = school.phone.strip()
    if phone and not _PHONE.match(phone):
        yield Finding(Severity.SOFT, "phone_odd", Place(0, "phone"), {"phone": phone}, phone)


def _gaps(entry: Entry) -> Iterator[Finding]:
    has_goal = any(entry.month(m).goal or entry.month(m).amounts for m in (*MONTHS, YEAR_GOAL))
    if not has_goal:
        yield Finding(
            Severity.HARD, "goals_missing", Place(entry.task, "goals"), {"task": entry.task}
        )
    measures = entry.measures + "".join(entry.month(m).measure for m in MONTHS)
    texts = (("measures", measures), ("office", entry.office), ("person", entry.person))
    for column, text in texts:
        if not text.strip():
            yield Finding(
                Severity.HARD,
                f"{column}_missing",
                Place(entry.task, column),
                {"task": entry.task},
            )


def _person_findings(entry: Entry, staff: tuple[Office, ...]) -> Iterator[Finding]:
    known = {person.name for office in staff for person in office.persons}
    if not known:
        return
    for name in filter(None, _NAME_SEPARATORS.split(entry.person)):
        if name not in known:
            values = {"task": entry.task, "person": name, "key": name}
            yield Finding(
                Severity.SOFT, "person_unknown", Place(entry.task, "person"), values, name
            )


def _amount_findings(
    entry: Entry, task: PackTask, indicator: Indicator, facts: Facts
) -> Iterator[Finding]:
    place = Place(task.number, "goals")
    values: dict[str, object] = {
        "task": task.number,
        "indicator": indicator.name if "“" in indicator.name else f"“{indicator.name}”",
        "unit": indicator.unit,
        "key": indicator.key,
    }
    for month in MONTHS:
        plan = entry.month(month)
        if plan.none and indicator.key in plan.amounts:
            key = f"{indicator.key}/{month}"
            at = Place(task.number, "goals", month)
            more = {**values, "key": key, "month": month, "amount": plan.amounts[indicator.key]}
            yield Finding(Severity.SOFT, "amount_in_none_month", at, more, str(more["amount"]))
    noticed = share_of(indicator, facts.school, {}, facts.pack)
    entered = facts.shares.get(indicator.key)
    if isinstance(noticed, int) and entered is not None and entered < noticed:
        more = {**values, "key": f"{indicator.key}/share", "share": noticed, "amount": entered}
        yield Finding(Severity.SOFT, "share_lowered", place, more, str(entered))
    if indicator.kind is Kind.COUNT:
        share = share_of(indicator, facts.school, facts.shares, facts.pack)
        yield from _against_share(entry, indicator, share, place, values)


def _against_share(
    entry: Entry,
    indicator: Indicator,
    share: Figure | None,
    place: Place,
    values: Mapping[str, object],
) -> Iterator[Finding]:
    """A count is "at least": more than the share is no fault, outside a range is."""
    planned = entry.planned(indicator)
    if isinstance(share, tuple):
        low, high = share
        if not low <= planned <= high:
            more = {**values, "planned": planned, "low": low, "high": high}
            yield Finding(Severity.SOFT, "planned_outside_range", place, more, str(planned))
    elif share is not None and planned < share:
        more = {**values, "planned": planned, "share": share, "missing": share - planned}
        yield Finding(Severity.SOFT, "planned_under_share", place, more, str(planned))
