"""What differs between a notice as it was and as it is to be, place by place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from models.notices.columns import Role
from models.notices.notice import BETWEEN, LAST_DAY, UnitRole
from models.text import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.notices.indicator import Indicator
    from models.notices.notice import Duty, Notice, NoticeTask, Unit

_HEAD = (
    *("title", "doc_number", "outer_doc_number", "issuer", "short_name"),
    *("place", "contact", "phone", "mailbox", "level"),
)
_EVERY_MONTH = tuple(range(1, 13))


class Difference(NamedTuple):
    """A place and its texts before and after; ``task`` is the id of a task, 0 for none.

    ``part`` names the place: a field of the head, ``due_once``, ``due_months``, ``schools``,
    ``columns``, ``attachment``, ``order``; of a task ``task`` (it is new, or gone),
    ``task_number``, ``task_title``, ``heading``, ``section``, ``units``, ``due``, ``figure``,
    ``quote`` (the words behind it) and ``note``.
    """

    part: str
    task: int
    old: str
    new: str


def differences(before: Notice, after: Notice) -> list[Difference]:
    """Return every difference, the head's first, then by task; both are of one notice's year."""
    return [*_of_head(before, after), *_of_tasks(before, after)]


def is_on_paper(before: Notice, after: Notice) -> bool:
    """Whether a list that is stamped would be another one: not for days and whom to send it."""
    return _without_ways(before) != _without_ways(after)


def with_ways_of(notice: Notice, other: Notice) -> Notice:
    """Return a notice with the days of another, and with whom and where it is handed in."""
    ways: dict[str, Any] = {part: getattr(other, part) for part in WAYS}
    return replace(notice, duties=other.duties, **ways)


# What no paper shows: whom it is sent to, and how the notice itself is called.
WAYS = (
    *("place", "contact", "phone", "mailbox", "level"),
    *("name", "title", "doc_number", "outer_doc_number", "issuer"),
)


def _without_ways(notice: Notice) -> Notice:
    ways: dict[str, Any] = dict.fromkeys(WAYS, "")
    is_quoted = notice.attachment.column(Role.YEAR_TARGET) is not None
    tasks = (_on_paper(task, is_quoted=is_quoted) for task in notice.tasks)
    return replace(notice, duties={}, notes=(), tasks=tuple(tasks), **ways)


def _on_paper(task: NoticeTask, *, is_quoted: bool) -> NoticeTask:
    """Return what a paper shows of a task; the words behind a figure only in their own column."""
    figures = (replace(_bare(one), quote=one.quote if is_quoted else "") for one in task.indicators)
    return replace(task, heading="", paragraph="", quote="", indicators=tuple(figures))


def _of_head(before: Notice, after: Notice) -> Iterator[Difference]:
    for part in _HEAD:
        yield from _if_other(part, 0, getattr(before, part), getattr(after, part))
    for kind in dict.fromkeys((*before.duties, *after.duties)):
        duties = [one.duties.get(kind) for one in (before, after)]
        part = "due_months" if any(duty and duty.months for duty in duties) else "due_once"
        yield from _if_other(part, 0, *map(_duty_text, duties))
    own = (BETWEEN.join(school.name for school in one.schools) for one in (before, after))
    yield from _if_other("schools", 0, *own)
    own = (one.attachment.title for one in (before, after))
    yield from _if_other("attachment", 0, *own)
    own = (BETWEEN.join(c.name for c in one.attachment.columns) for one in (before, after))
    yield from _if_other("columns", 0, *own)


def _if_other(part: str, task: int, old: str, new: str) -> Iterator[Difference]:
    if old != new:
        yield Difference(part, task, old, new)


def _duty_text(duty: Duty | None) -> str:
    """Return a duty's days: ``2023年3月8日``, ``每月25日``, ``3、6、9、12月20日``."""
    if duty is None:
        return ""
    if not duty.months:
        return date_text(duty.due) if duty.due is not None else duty.words
    first, last = duty.months[0], duty.months[-1]
    if duty.months == _EVERY_MONTH:
        months = "每月"
    elif len(duty.months) > 1 and duty.months == tuple(range(first, last + 1)):
        months = f"{first}—{last}月每月"
    else:
        months = f"{BETWEEN.join(map(str, duty.months))}月"
    return f"{months}最后一天" if duty.day == LAST_DAY else f"{months}{duty.day}日"


def _of_tasks(before: Notice, after: Notice) -> Iterator[Difference]:
    sides = (before, after)
    old, new = ({task.id: task for task in one.tasks} for one in sides)
    for task in before.tasks:
        if task.id not in new:
            yield Difference("task", task.id, _named(task), "")
    for task in after.tasks:
        if task.id in old:
            yield from _of_task(old[task.id], task)
        else:
            yield Difference("task", task.id, "", _named(task))
            yield from _of_figures({}, {one.key: one for one in task.indicators}, task.id)
    order = [[task.id for task in one.tasks if task.id in old and task.id in new] for one in sides]
    if order[0] != order[1]:
        yield Difference("order", 0, *(BETWEEN.join(map(before.number_of, one)) for one in order))


def _named(task: NoticeTask) -> str:
    return f"{task.number}　{task.title}".strip()


def _of_task(old: NoticeTask, new: NoticeTask) -> Iterator[Difference]:
    yield from _if_other("task_number", new.id, old.number, new.number)
    yield from _if_other("task_title", new.id, old.title, new.title)
    if (old.heading, new.heading) != (old.title, new.title):  # it is not the title's once more
        yield from _if_other("heading", new.id, old.heading, new.heading)
    own = (" / ".join(task.section) for task in (old, new))
    yield from _if_other("section", new.id, *own)
    own = (BETWEEN.join(map(_unit_text, task.units)) for task in (old, new))
    yield from _if_other("units", new.id, *own)
    yield from _if_other("due", new.id, *((t.due.words if t.due else "") for t in (old, new)))
    yield from _if_other("quote", new.id, old.quote, new.quote)
    figures = [{one.key: one for one in task.indicators} for task in (old, new)]
    yield from _of_figures(figures[0], figures[1], new.id)


def _unit_text(unit: Unit) -> str:
    role = {UnitRole.LEAD: "（牵头）", UnitRole.SUPPORT: "（配合）"}.get(unit.role, "")
    return f"{unit.name}{role}"


def _of_figures(
    old: Mapping[str, Indicator], new: Mapping[str, Indicator], task: int
) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        if was is None or now is None or _bare(was) != _bare(now):
            yield from _if_other("figure", task, _figure_text(was), _figure_text(now))
        else:
            yield from _if_other("quote", task, was.quote, now.quote)
            yield from _if_other("note", task, was.note, now.note)


def _bare(one: Indicator) -> Indicator:
    """Return a figure without the words behind it."""
    return replace(one, quote="", note="")


def _figure_text(one: Indicator | None) -> str:
    """Return what an indicator asks for, of all and of each school it names."""
    if one is None:
        return ""
    shares = sorted(one.share.items())  # which stands first says nothing
    said = [one.target_text(one.total)] if one.total is not None else []
    said += [f"{name}{one.target_text(f.figure, f.qualifier)}" for name, f in shares]
    wanted = [one.quote] if one.quote and one.quote not in said else []
    return "；".join([*said, *wanted]) or one.name
