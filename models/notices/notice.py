"""Notice packs: the bureau's notice as data, read from TOML and kept as JSON with the year."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Any

import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Figure = int | tuple[int, int]
# What a pack in a data file must keep to; a day that every month has.
TEXT_LIMIT, DAYS, MONTHS, YEARS = 2_000, range(1, 29), range(1, 13), range(1900, 2900)
HEAD_FIELDS, COLUMNS = 3, 6


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
class PackTask:
    """One row of the attachment with the sentence of the notice behind it."""

    number: int
    title: str
    heading: str
    paragraph: str
    quote: str
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """The exact wording of the form: label, title, head fields, column headings."""

    label: str
    title: str
    head: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """A notice: who asks whom for what, by when, and where it is handed in."""

    key: str
    name: str
    year: int
    title: str
    doc_number: str
    issuer: str
    recipient_room: str
    schools: tuple[str, ...]
    list_due: date
    report_day: int
    first_month: int
    attachment: Attachment
    tasks: tuple[PackTask, ...]

    def task(self, number: int) -> PackTask:
        """Return the task with this number.

        Raises:
            KeyError: there is none.
        """
        for task in self.tasks:
            if task.number == number:
                return task
        raise KeyError(number)

    def indicators(self) -> dict[str, tuple[PackTask, Indicator]]:
        """Return every indicator by its stable key, with its task."""
        return {i.key: (task, i) for task in self.tasks for i in task.indicators}

    def to_json(self) -> str:
        """Return the pack as kept in the data file."""
        return json.dumps(asdict(self), ensure_ascii=False, default=str, sort_keys=True)


def _figure(raw: int | list[int] | None) -> Figure | None:
    return (raw[0], raw[1]) if isinstance(raw, list) else raw


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    share = {school: _figure(amount) for school, amount in raw.get("share", {}).items()}
    return Indicator(
        **{
            **raw,
            "kind": Kind(raw["kind"]),
            "total": _figure(raw.get("total")),
            "share": {school: amount for school, amount in share.items() if amount is not None},
        }
    )


def _task(raw: Mapping[str, Any]) -> PackTask:
    indicators = tuple(_indicator(i) for i in raw.get("indicators", ()))
    return PackTask(**{**raw, "indicators": indicators})


def _attachment(raw: Mapping[str, Any]) -> Attachment:
    return Attachment(raw["label"], raw["title"], tuple(raw["head"]), tuple(raw["columns"]))


def read_toml(path: Path) -> Pack:
    """Read a shipped notice pack.

    Raises:
        KeyError, TypeError, ValueError: the file is not a pack (shipped packs are tested).
    """
    import tomllib  # packs are read from TOML once in the life of a year

    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    deadlines = raw["deadlines"]
    return Pack(
        key=raw["key"],
        name=raw["name"],
        year=raw["year"],
        title=raw["title"],
        doc_number=raw["doc_number"],
        issuer=raw["issuer"],
        recipient_room=raw["recipient_room"],
        schools=tuple(raw["schools"]),
        list_due=deadlines["task_list"]["due"],
        report_day=deadlines["monthly_report"]["day"],
        first_month=deadlines["monthly_report"]["first_month"],
        attachment=_attachment(raw["attachment"]),
        tasks=tuple(_task(task) for task in raw["tasks"]),
    )


def from_json(text: str) -> Pack:
    """Read a pack back from the data file.

    Raises:
        KeyError, TypeError, ValueError, RecursionError: it is none that could be worked with.
    """
    raw = json.loads(text)
    raw["list_due"] = date.fromisoformat(raw["list_due"])
    raw["schools"] = tuple(raw["schools"])
    raw["attachment"] = _attachment(raw["attachment"])
    raw["tasks"] = tuple(_task(task) for task in raw["tasks"])
    made = Pack(**raw)
    _require_sound(made)
    return made


def _require_sound(pack: Pack) -> None:
    """Refuse a pack that a page could not show or a deadline be reckoned from.

    Raises:
        ValueError: it is one.
    """
    form = pack.attachment
    texts = (pack.key, pack.name, pack.title, pack.doc_number, pack.issuer, pack.recipient_room)
    words = (*texts, form.label, form.title, *form.head, *form.columns, *pack.schools)
    tasks = ((task.title, task.heading, task.paragraph, task.quote) for task in pack.tasks)
    indicators = [i for task in pack.tasks for i in task.indicators]
    names = ((i.key, i.name, i.short, i.qualifier, i.unit, *i.share) for i in indicators)
    numbers = [task.number for task in pack.tasks]
    figures = [figure for i in indicators for figure in (i.total, *i.share.values())]
    sound = (
        all(isinstance(w, str) and len(w) <= TEXT_LIMIT for w in chain(words, *tasks, *names))
        and all(isinstance(number, int) for number in (pack.year, *numbers))
        and all(isinstance(n, int) for n in _flat(figures))
        and pack.report_day in DAYS
        and pack.first_month in MONTHS
        and {pack.year, pack.list_due.year} <= set(YEARS)
        and len(form.head) == HEAD_FIELDS
        and len(form.columns) == COLUMNS
        and 0 < len(set(numbers)) == len(numbers)
    )
    if not sound:
        raise ValueError(pack.key)


def _flat(figures: Iterable[Figure | None]) -> Iterator[int]:
    for figure in figures:
        if figure is not None:
            yield from figure if isinstance(figure, tuple) else (figure,)


def shipped() -> dict[str, Pack]:
    """Return the packs that come with the product, by key."""
    packs = (read_toml(path) for path in resources.notice_paths())
    return {pack.key: pack for pack in packs}
