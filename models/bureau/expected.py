"""What is due from whom by a day: the roster times the notice's duties, never what came in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from models.bureau.facts import LIST, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.bureau.roster import Member
    from models.notices.notice import Notice
    from models.notices.working_days import Calendar, Rule


class Key(NamedTuple):
    """A document of a school: its list (month None) or the report of a month (1–12)."""

    school: str
    form: str
    month: int | None = None

    @property
    def duty(self) -> str:
        """What tables call it: ``list``, or the month."""
        return "list" if self.month is None else str(self.month)


Days = dict[tuple[str, int | None], date]
"""When each document is due, by form and month (1–12; None of the list)."""


def days_of(notice: Notice, calendar: Calendar, rule: Rule) -> Days:
    """Return when each document is due, by form and month, moved off rest days by a rule.

    What the notice names no day for is not there: it can be in, and is never late or missing.
    """
    found: Days = {}
    stated = notice.stated_day(LIST, 0)
    if stated is not None:
        found[LIST, None] = calendar.due_on(stated, rule)
    for month in notice.report_months if REPORT in notice.duties else ():
        stated = notice.stated_day(REPORT, month)
        if stated is not None:
            found[REPORT, month] = calendar.due_on(stated, rule)
    return found


class Expected(NamedTuple):
    """What is due by a day, and what would be, were the school not excused."""

    due: Mapping[Key, date]
    excused: frozenset[Key]


def expected(members: Iterable[Member], days: Days, as_of: date) -> Expected:
    """Return what is due by the end of a day; a report before a school's first month never is."""
    due: dict[Key, date] = {}
    excused = set()
    for member in members:
        for (form, month), day in days.items():
            key = Key(member.name, form, month)
            if day > as_of or (month is not None and month < member.first_month):
                continue
            if member.is_excused or month in member.excused:
                excused.add(key)
            else:
                due[key] = day
    return Expected(due, frozenset(excused))
