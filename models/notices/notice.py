"""A notice as plain values: who asks whom for what, in which form, until when."""

from __future__ import annotations

import calendar
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.months import MONTHS
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.notices.columns import NoticeColumn, Role
    from models.notices.indicator import Due, Indicator

BETWEEN = "、"  # between the names that several notices have for one school
REPORT = "monthly_report"  # the kind of document that tells of months
_DIGITS = 6  # of a number that files have as a number
LAST_DAY = 0  # of a month: 每月底前
PLACE_WORDS = "教育局"  # where the notice names no place to hand in


class UnitRole(StrEnum):
    """What a 责任单位 does; the notice rarely says."""

    LEAD = "lead"
    JOINT = "joint"
    SUPPORT = "support"
    LEADER = "leader"  # a person: 分管领导
    NONE = ""


class Unit(NamedTuple):
    """A 责任单位 in the notice's order."""

    name: str
    role: UnitRole = UnitRole.NONE


class Alias(NamedTuple):
    """Another name of a school; ``note`` says where it was only assumed."""

    name: str
    note: str = ""


class NoticeSchool(NamedTuple):
    """A school as the notice calls it, with its other names."""

    name: str
    aliases: tuple[Alias, ...] = ()

    def is_called(self, name: str) -> bool:
        """Whether this is the school of a name."""
        return name == self.name or any(alias.name == name for alias in self.aliases)


@value_class
class NoticeTask:
    """One row of the attachment with the sentence of the notice behind it.

    ``id`` names the task in the data file, is never shown and never used again; ``number`` is what
    is printed. ``section`` is the path of headings above it (none to three); ``parent`` the id of
    the task that it is a part of.
    """

    id: int
    number: str
    title: str
    heading: str
    paragraph: str
    quote: str
    indicators: tuple[Indicator, ...] = ()
    section: tuple[str, ...] = ()
    parent: int | None = None
    units: tuple[Unit, ...] = ()
    due: Due | None = None
    is_own: bool = False  # a part that the school added, no task of the notice

    @property
    def quotes(self) -> tuple[str, ...]:
        """What the notice says of it, in its own words: of the task, then of single figures."""
        own = (one.quote for one in self.indicators if one.quote not in self.quote)
        return tuple(dict.fromkeys(words for words in (self.quote, *own) if words))

    def units_text(self, *roles: UnitRole) -> str:
        """Return the units of these roles (of all but leaders): ``县教育局、县财政局``."""
        wanted = roles or tuple(role for role in UnitRole if role is not UnitRole.LEADER)
        return "、".join(unit.name for unit in self.units if unit.role in wanted)


class Attachment(NamedTuple):
    """The exact wording of the form: label, title, head fields, columns; upright or not."""

    label: str
    title: str
    head: tuple[str, ...]
    columns: tuple[NoticeColumn, ...]
    is_portrait: bool = False

    def column(self, role: Role) -> NoticeColumn | None:
        """Return the first column of a role, None where the form has none."""
        return next((column for column in self.columns if column.role is role), None)


class Duty(NamedTuple):
    """When a document is asked for: once, on ``due``, or in ``months`` (1–12) by a ``day``.

    ``day`` is 1–31 (in a shorter month its last) or LAST_DAY; ``words`` stand where the notice
    names no day (3月中旬前), ``medium`` is 盖章, 纸质, 电子.
    """

    due: date | None = None
    months: tuple[int, ...] = ()
    day: int = LAST_DAY
    words: str = ""
    quote: str = ""
    medium: str = ""
    copies: int | None = None

    def stated(self, year: int, month: int) -> date:
        """Return the day of a month's document."""
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(self.day or last, last))


def months_covered(report_months: tuple[int, ...], report: int) -> range:
    """Return the months (1–12) that a report covers, of those that end with a report."""
    earlier = [month for month in report_months if month < report]
    if earlier:
        return range(max(earlier) + 1, report + 1)
    later = [month for month in report_months if month > report]
    step = min(later) - report if later else report
    return range(max(report - step, 0) + 1, report + 1)


@value_class
class Notice:
    """A notice: who asks whom for what, by when, and where it is handed in.

    ``duties`` are named by the kind of document that is asked for. ``short_name`` stands in the
    titles of reports and in the subjects of mails; ``place`` is empty where the notice names none.
    """

    key: str
    name: str
    year: int
    title: str
    doc_number: str
    issuer: str
    short_name: str
    place: str
    schools: tuple[NoticeSchool, ...]
    duties: Mapping[str, Duty]
    attachment: Attachment
    tasks: tuple[NoticeTask, ...]
    outer_doc_number: str = ""  # of the notice that forwards it
    issued_on: date | None = None
    contact: str = ""
    phone: str = ""
    mailbox: str = ""
    level: str = ""  # of the mailbox: 省 市 县 校
    notes: tuple[str, ...] = field(default=())  # what the form adds to the text, and why

    @property
    def room(self) -> str:
        """Where the paper is handed in, as sentences say it."""
        return self.place or PLACE_WORDS

    @property
    def report_months(self) -> tuple[int, ...]:
        """The months (1–12) that end with a report; each of them where the notice asks for none."""
        return self._reports.months or tuple(MONTHS)

    @property
    def _reports(self) -> Duty:
        return self.duties.get(REPORT, Duty())

    @property
    def first_month(self) -> int:
        """The first month (1–12) that a report is asked for; 1 where none is."""
        return self.report_months[0]

    def months_of(self, report: int) -> range:
        """Return the months (1–12) that the report of a month covers: those since the last one.

        The first of a monthly duty covers its month alone; of a quarterly one its quarter.
        """
        return months_covered(self.report_months, report)

    def report_of(self, month: int) -> int:
        """Return the report (by its month) that a month belongs to; the last one after it."""
        return next((end for end in self.report_months if end >= month), self.report_months[-1])

    def task(self, identity: int) -> NoticeTask:
        """Return the task with this id.

        Raises:
            KeyError: there is none.
        """
        for task in self.tasks:
            if task.id == identity:
                return task
        raise KeyError(identity)

    def has_task(self, identity: int) -> bool:
        """Whether there is a task with this id."""
        return any(task.id == identity for task in self.tasks)

    def in_file(self, value: int | str) -> NoticeTask:
        """Return the task that ``number_in_file`` named; raises as ``task``."""
        for task in self.tasks:
            if self.number_in_file(task.id) == value:
                return task
        raise KeyError(value)

    def number_in_file(self, identity: int) -> int | str:
        """Return what files call a task: its number where no other has it, else its id."""
        number = self.number_of(identity)
        if sum(task.number == number for task in self.tasks) > 1:
            return f"id:{identity}"
        is_plain = number.isascii() and number.isdecimal() and number[0] != "0"
        return int(number) if is_plain and len(number) <= _DIGITS else number

    def number_of(self, identity: int) -> str:
        """Return a task's number as it is printed; of one that is not here its id."""
        return next((t.number for t in self.tasks if t.id == identity), str(identity))

    def children(self, identity: int) -> tuple[NoticeTask, ...]:
        """Return the parts of a task, in order."""
        return tuple(task for task in self.tasks if task.parent == identity)

    def indicators(self) -> dict[str, tuple[NoticeTask, Indicator]]:
        """Return every indicator by its stable key, with its task."""
        return {i.key: (task, i) for task in self.tasks for i in task.indicators}

    def school(self, names: str) -> NoticeSchool | None:
        """Return the school that has one of some names (甲、乙), None where the notice has none."""
        own = [name for name in names.split(BETWEEN) if name]
        return next((one for one in self.schools if any(map(one.is_called, own))), None)

    def renamed(self, names: str, chosen: str) -> str:
        """Return the names of a school with ``chosen`` as its own in this notice, empty for none.

        Each notice calls it in its own way; what other notices call it stays.
        """
        others = [name for name in names.split(BETWEEN) if name and self.school(name) is None]
        return BETWEEN.join(filter(None, (*others, chosen)))

    def stated_day(self, kind: str, month: int) -> date | None:
        """Return the day that the notice names for a document; ``month`` (1–12) of a monthly one.

        None where it asks for none, or names no day.
        """
        duty = self.duties.get(kind)
        if duty is None or not duty.months:
            return duty.due if duty is not None else None
        return duty.stated(self.year, month) if month in duty.months else None
