"""What was read of a notice, while it is looked at: each find kept, changed, dropped or added.

A proposal is a plain value; every step returns another one, so that a step is undone by going back
to the value before. What is typed stands at no place of the text.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from models.notice_text import days
from models.notice_text.days import DueFind, ListDue, ReportDue
from models.notice_text.outline import chinese, number_of
from models.notice_text.proposal import Find, Proposal, TaskFind
from models.notice_text.reading import with_unused
from models.notice_text.units import LEAD, SUPPORT, UnitFind
from models.notices.notice import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.notice_text.figures import FigureFind

HEAD = (
    *("title", "doc_number", "outer_doc_number", "issuer", "attachment_title"),
    *("mailbox", "place", "person", "phone"),
)
LIST_DUE, REPORT, SCHOOLS, TASK, UNITS, DUE, FIGURE, TARGET = (
    *("list_due", "report", "schools"),
    *("task", "units", "due", "figure", "target"),
)


class Spot(NamedTuple):
    """A find in the form: what it is, in which row of ``rows``, the how manieth of it."""

    part: str
    row: int = -1
    nth: int = -1


class Row(NamedTuple):
    """A task or a part of one as a line of the list; ``path``: its place, and its parent's."""

    task: TaskFind
    path: tuple[int, ...]


class Place(NamedTuple):
    """Where a find stands in the text: [start, end)."""

    start: int
    end: int
    spot: Spot


def rows(found: Proposal) -> list[Row]:
    """Return the tasks, each followed by its parts."""
    return list(_rows(found.tasks, ()))


def _rows(tasks: Sequence[TaskFind], above: tuple[int, ...]) -> Iterator[Row]:
    for at, task in enumerate(tasks):
        yield Row(task, (*above, at))
        yield from _rows(task.children, (*above, at))


def places(found: Proposal) -> list[Place]:
    """Return every find that stands in the text, in its order."""
    made = [
        Place(one.start, one.end, Spot(part))
        for part in (*HEAD, LIST_DUE, REPORT)
        if (one := getattr(found, part)) is not None
    ]
    made += [Place(s.start, s.end, Spot(SCHOOLS, nth=at)) for at, s in enumerate(found.schools)]
    for at, row in enumerate(rows(found)):
        made += _of_task(at, row.task)
    return sorted(place for place in made if place.end > place.start)


def _of_task(row: int, task: TaskFind) -> Iterator[Place]:
    yield Place(task.title.start, task.title.end, Spot(TASK, row))
    if task.heading is not None:
        yield Place(task.heading.start, task.heading.end, Spot(TASK, row))
    if task.due is not None:
        yield Place(task.due.start, task.due.end, Spot(DUE, row))
    if task.target is not None:
        yield Place(task.target.start, task.target.end, Spot(TARGET, row))
    for nth, unit in enumerate(task.units):
        yield Place(unit.start, unit.end, Spot(UNITS, row, nth))
    for nth, figure in enumerate(task.figures):
        yield Place(figure.start, figure.end, Spot(FIGURE, row, nth))


def spot_at(found: Proposal, at: int) -> Spot | None:
    """Return the find at a place of the text, the shortest where several are; None for none."""
    here = [place for place in places(found) if place.start <= at < place.end]
    return min(here, key=lambda place: place.end - place.start).spot if here else None


# -- around the tasks ------------------------------------------------------------------------------


def with_head(found: Proposal, part: str, text: str) -> Proposal:
    """Return it with another text in the head; empty: it says nothing of it."""
    before = getattr(found, part)
    if text == (before.text if before is not None else ""):
        return found
    changed: dict[str, Any] = {part: typed(text) if text else None}
    return with_unused(replace(found, **changed))


def with_head_at(found: Proposal, part: str, chosen: Find) -> Proposal:
    """Return it with a part of the head that stands in the text."""
    changed: dict[str, Any] = {part: chosen}
    return with_unused(replace(found, **changed))


def with_year(found: Proposal, year: int | None) -> Proposal:
    """Return it for another year; the day of the list is that of its words in that year."""
    due = found.list_due
    if due is not None and due.words:
        due = replace(due, day=days.day_of(due.words, year))
    return replace(found, year=year, list_due=due)


def with_list_due(found: Proposal, day: str | None, words: str) -> Proposal:
    """Return it with the day (YYYY-MM-DD) by which the list is due, or the words for it."""
    due = ListDue(day, words, 0, 0) if day or words else None
    return with_unused(replace(found, list_due=due))


def with_report(found: Proposal, period: str, day: int | str | None, first: int | None) -> Proposal:
    """Return it with how often it asks for a report: ``month`` … ``year``, empty for never."""
    if not period:
        return with_unused(replace(found, report=None, first_month=None))
    return with_unused(replace(found, report=ReportDue(period, day, 0, 0), first_month=first))


def with_schools(found: Proposal, names: Sequence[str]) -> Proposal:
    """Return it with other schools; those that were there keep their place in the text."""
    known = {school.text: school for school in found.schools}
    schools = tuple(known.get(name, typed(name)) for name in dict.fromkeys(names))
    return with_unused(replace(found, schools=schools))


def with_columns(found: Proposal, headings: Sequence[str]) -> Proposal:
    """Return it with other columns; none: a form of our own."""
    return replace(found, columns=tuple(headings))


def with_basis(found: Proposal, basis: str) -> Proposal:
    """Return it with the document that asks for its changes."""
    return with_unused(replace(found, basis=basis))


def typed(text: str) -> Find:
    """Return a text that stands at no place of the source."""
    return Find(text, 0, 0)


# -- tasks -----------------------------------------------------------------------------------------


def with_task(found: Proposal, row: int, task: TaskFind) -> Proposal:
    """Return it with another task in a row."""
    return _put(found, rows(found)[row].path, (task,))


def without_task(found: Proposal, row: int) -> Proposal:
    """Return it without a task and its parts; what it said is unused text again."""
    return _put(found, rows(found)[row].path, ())


def with_new_task(found: Proposal, row: int, task: TaskFind) -> Proposal:
    """Return it with a task more, after the one of a row and its parts; -1: as the first."""
    if row < 0:
        return with_unused(replace(found, tasks=(task, *found.tasks)))
    line = rows(found)[row]
    return _put(found, line.path, (line.task, task))


def with_new_part(found: Proposal, row: int, part: TaskFind) -> Proposal:
    """Return it with a part more, the last of the task of a row."""
    line = rows(found)[row]
    return _put(found, line.path, (replace(line.task, children=(*line.task.children, part)),))


def moved(found: Proposal, row: int, step: int) -> tuple[Proposal, int]:
    """Return it with a task moved up (-1) or down (1) among its equals, and its row then."""
    path = rows(found)[row].path
    equals = _equals(found, path)
    at, to = path[-1], path[-1] + step
    if not 0 <= to < len(equals):
        return found, row
    order = list(equals)
    order[at], order[to] = order[to], order[at]
    made = _with_equals(found, path[:-1], tuple(order))
    place = next(i for i, one in enumerate(rows(made)) if one.path == (*path[:-1], to))
    return made, place


def _equals(found: Proposal, path: tuple[int, ...]) -> tuple[TaskFind, ...]:
    tasks = found.tasks
    for at in path[:-1]:
        tasks = tasks[at].children
    return tasks


def _put(found: Proposal, path: tuple[int, ...], tasks: Sequence[TaskFind]) -> Proposal:
    """Return it with other tasks in the place of one."""
    equals, at = _equals(found, path), path[-1]
    made = (*equals[:at], *tasks, *equals[at + 1 :])
    return with_unused(_with_equals(found, path[:-1], made))


def _with_equals(found: Proposal, above: tuple[int, ...], tasks: tuple[TaskFind, ...]) -> Proposal:
    for depth in range(len(above), 0, -1):
        parents = _equals(found, above[:depth])
        at = above[depth - 1]
        parent = replace(parents[at], children=tasks)
        tasks = (*parents[:at], parent, *parents[at + 1 :])
    return replace(found, tasks=tasks)


def with_title(task: TaskFind, title: str) -> TaskFind:
    """Return a task of another title, at the place of the text that it stood at."""
    return replace(task, title=Find(title, task.title.start, task.title.end))


def with_units(task: TaskFind, names: str) -> TaskFind:
    """Return a task with other 责任单位 (甲、乙); those that were there keep role and place."""
    known = {unit.name: unit for unit in task.units}
    listed = [name.strip() for name in names.split(BETWEEN) if name.strip()]
    units = tuple(known.get(name) or _unit(name) for name in dict.fromkeys(listed))
    return replace(task, units=units)


def _unit(words: str) -> UnitFind:
    """Return a unit as it was typed; 牵头 and 配合 behind its name say what it does."""
    for ending, role in (("牵头", LEAD), ("配合", SUPPORT)):
        if words.endswith(ending) and words != ending:
            return UnitFind(words.removesuffix(ending), role, 0, 0)
    return UnitFind(words, "", 0, 0)


def with_due(task: TaskFind, words: str) -> TaskFind:
    """Return a task that is due by other words; no day is taken out of them."""
    if words == (task.due.printed if task.due is not None else ""):
        return task
    return replace(task, due=DueFind(words, None, 0, 0) if words else None)


def with_target(task: TaskFind, words: str) -> TaskFind:
    """Return a task whose table asks for something else in the year; empty: for nothing."""
    before = task.target
    start, end = (before.start, before.end) if before is not None else (0, 0)
    return replace(task, target=Find(words, start, end) if words else None)


def with_figures(task: TaskFind, figures: Sequence[FigureFind]) -> TaskFind:
    """Return a task with other figures."""
    target = task.target
    for before, now in zip(task.figures, figures, strict=False):
        if target is not None and before.value != now.value and before.about == now.about:
            target = target._replace(text=_with_value(target.text, before, now))
    return replace(task, figures=tuple(figures), target=target)


def _with_value(words: str, before: FigureFind, now: FigureFind) -> str:
    """Return what the table asks for with another figure, where it names the old one once."""
    old, new = (one.value if one.unit == "%" else f"{one.value}{one.unit}" for one in (before, now))
    return words.replace(old, new) if words.count(old) == 1 else words


def next_numbers(found: Proposal) -> Iterator[str]:
    """Yield the numbers that follow those of the tasks, written like the last one's."""
    known = [task.number for task in found.tasks]
    last = known[-1] if known else ""
    plain = last.strip("（）()")
    numbers = [number_of(number.strip("（）()")) or 0 for number in known]
    for number in count(max(numbers, default=0) + 1):
        own = str(number) if plain.isdecimal() or not plain else chinese(number)
        yield last.replace(plain, own) if plain else own


def new_task(title: Find, number: str = "") -> TaskFind:
    """Return a task of which the title alone is known."""
    return TaskFind(number, (), title)


# -- what is still wanted --------------------------------------------------------------------------


def wanting(found: Proposal) -> list[str]:
    """Return what a notice needs before it is worked under: ``title``, ``year``, ``task``."""
    needed = (
        ("title", found.title is not None),
        ("year", found.year is not None),
        ("task", bool(found.tasks)),
    )
    return [part for part, is_there in needed if not is_there]
