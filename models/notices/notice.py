"""A notice as plain values: who asks whom for what, in which form, until when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from models.months import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Figure = int | tuple[int, int]
# What a notice in a data file must keep to; a day that every month has.
TEXT_LIMIT, DAYS, YEARS = 2_000, range(1, 29), range(1900, 2900)
HEAD_FIELDS = 3
ROLES = ("number", "task", "goals", "measures", "office", "person")  # of the columns, in order


class Kind(StrEnum):
    """What an indicator is; only counts are added up, only counts and scopes carry amounts."""

    COUNT = "count"
    SCOPE = "scope"
    STANDING_RULE = "standing_rule"
    QUALITATIVE = "qualitative"


@dataclass(frozen=True)
class Indicator:
    """One figure or demand of a task; ``total`` is the county's, ``share`` a school's own."""

    key: str
    name: str
    short: str
    kind: Kind
    comparator: str = ""
    qualifier: str = ""
    unit: str = ""
    total: Figure | None = None
    share: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def has_amounts(self) -> bool:
        """Whether the plan carries monthly amounts for it."""
        return self.kind in (Kind.COUNT, Kind.SCOPE)


@dataclass(frozen=True)
class NoticeTask:
    """One row of the attachment with the sentence of the notice behind it.

    ``id`` names the task in the data file, is never shown and never used again; ``number`` is what
    is printed.
    """

    id: int
    number: str
    title: str
    heading: str
    paragraph: str
    quote: str
    indicators: tuple[Indicator, ...] = ()


class Attachment(NamedTuple):
    """The exact wording of the form: label, title, head fields, column headings."""

    label: str
    title: str
    head: tuple[str, ...]
    columns: tuple[str, ...]


class Duty(NamedTuple):
    """When a document is asked for: once, on ``due``, or in ``months`` (1–12) by a ``day``."""

    due: date | None = None
    months: tuple[int, ...] = ()
    day: int = 0


@dataclass(frozen=True)
class Notice:
    """A notice: who asks whom for what, by when, and where it is handed in.

    ``duties`` are named by the kind of document that is asked for.
    """

    key: str
    name: str
    year: int
    title: str
    doc_number: str
    issuer: str
    recipient_room: str
    schools: tuple[str, ...]
    duties: Mapping[str, Duty]
    attachment: Attachment
    tasks: tuple[NoticeTask, ...]

    @property
    def first_month(self) -> int:
        """The first month (1–12) of which anything is asked for monthly; 1 where nothing is."""
        return min((month for duty in self.duties.values() for month in duty.months), default=1)

    def task(self, identity: int) -> NoticeTask:
        """Return the task with this id.

        Raises:
            KeyError: there is none.
        """
        for task in self.tasks:
            if task.id == identity:
                return task
        raise KeyError(identity)

    def numbered(self, number: str) -> NoticeTask:
        """Return the task with this number; raises as ``task``."""
        for task in self.tasks:
            if task.number == number:
                return task
        raise KeyError(number)

    def number_of(self, identity: int) -> str:
        """Return a task's number as it is printed; of one that is not here its id."""
        return next((t.number for t in self.tasks if t.id == identity), str(identity))

    def number_in_file(self, identity: int) -> int | str:
        """Return a task's number as interchange files have it: a number where it is one."""
        number = self.number_of(identity)
        return int(number) if number.isdecimal() else number

    def indicators(self) -> dict[str, tuple[NoticeTask, Indicator]]:
        """Return every indicator by its stable key, with its task."""
        return {i.key: (task, i) for task in self.tasks for i in task.indicators}

    def stated_day(self, kind: str, month: int) -> date | None:
        """Return the day that the notice names for a document; ``month`` (1–12) of a monthly one.

        None where it asks for none.
        """
        duty = self.duties.get(kind)
        if duty is None or duty.due is not None:
            return duty.due if duty is not None else None
        return date(self.year, month, duty.day) if month in MONTHS else None


def require_sound(notice: Notice) -> None:
    """Refuse a notice that a page could not show or a deadline be reckoned from.

    Raises:
        ValueError: it is one.
    """
    form = notice.attachment
    names = (notice.key, notice.name, notice.title, notice.doc_number, notice.issuer)
    words = (*names, notice.recipient_room, form.label, form.title, *form.head, *form.columns)
    tasks = ((t.number, t.title, t.heading, t.paragraph, t.quote) for t in notice.tasks)
    indicators = [i for task in notice.tasks for i in task.indicators]
    keys = ((i.key, i.name, i.short, i.qualifier, i.unit, *i.share) for i in indicators)
    numbers = [task.number for task in notice.tasks]
    figures = [figure for i in indicators for figure in (i.total, *i.share.values())]
    texts = chain(words, notice.schools, *tasks, *keys)
    sound = (
        all(isinstance(w, str) and len(w) <= TEXT_LIMIT for w in texts)
        and all(isinstance(n, int) for n in _flat(figures))
        and notice.year in YEARS
        and all(map(_is_sound, notice.duties.values()))
        and len(form.head) == HEAD_FIELDS
        and len(form.columns) == len(ROLES)
        and 0 < len(set(numbers)) == len(numbers)
    )
    if not sound:
        raise ValueError(notice.key)


def _is_sound(duty: Duty) -> bool:
    if duty.due is not None:
        return duty.due.year in YEARS
    return duty.day in DAYS and bool(duty.months) and set(duty.months) <= set(MONTHS)


def _flat(figures: Iterable[Figure | None]) -> Iterator[int]:
    for figure in figures:
        if figure is not None:
            yield from figure if isinstance(figure, tuple) else (figure,)
