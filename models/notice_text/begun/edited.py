"""A notice made of the page of finds again.

What was not changed on the page stays as it was, also what the page does not show: each part is
compared with how the notice itself looks there.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from models.errors import Refusal
from models.notice_text import made, review
from models.notice_text.begun.shown import HEAD, figures_of, proposal_of
from models.notice_text.form import form_of
from models.notice_text.proposal import Find, Proposal, TaskFind
from models.notices.columns import Role, keyed
from models.notices.indicator import Kind
from models.notices.notice import REPORT, NoticeSchool, Unit, UnitRole
from models.notices.sound import require_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.notice_text.figures import FigureFind
    from models.notices.columns import NoticeColumn
    from models.notices.indicator import Indicator
    from models.notices.notice import Attachment, Duty, Notice, NoticeTask


def edited(notice: Notice, found: Proposal, first_id: int, taken: set[str]) -> Notice:
    """Return a notice as the page has it now; what the page does not change stays.

    New tasks have ids from ``first_id``, new figures keys that are not ``taken``. Key and year
    stay.

    Raises:
        Refusal: ``notice_text.no_task``, ``notice_text.no_title``, ``notice.*``.
    """
    if not found.tasks:
        raise Refusal("notice_text.no_task")
    was = proposal_of(notice)
    head: dict[str, Any] = {
        field: _text(found, part)
        for part, field in HEAD.items()
        if _text(found, part) != _text(was, part)
    }
    if not head.get("title", notice.title):
        raise Refusal("notice_text.no_title")
    if "title" in head:
        head["name"] = made.name_of(head["title"], notice.year)
        head["short_name"] = made.short_name_of(head["title"])
    changed = replace(
        notice,
        **head,
        schools=_schools(notice, found),
        duties=_duties(notice, found, was),
        attachment=_form(notice, found, was),
        tasks=tuple(_Tasks(notice, found, was, first_id, taken).made()),
    )
    if changed.duties != notice.duties:
        untrue = made.duty_notes()
        notes = tuple(note for note in notice.notes if note not in untrue)
        changed = replace(changed, notes=notes)
    require_sound(changed)
    return changed


def _text(found: Proposal, part: str) -> str:
    one = getattr(found, part)
    return one.text if one is not None else ""


def _schools(notice: Notice, found: Proposal) -> tuple[NoticeSchool, ...]:
    known = {school.name: school for school in notice.schools}
    return tuple(known.get(one.text, NoticeSchool(one.text)) for one in found.schools)


def _duties(notice: Notice, found: Proposal, was: Proposal) -> dict[str, Duty]:
    """Return the duties; one that is as it was keeps what the page does not show of it."""
    duties = dict(notice.duties)
    fresh = made.duties_of(found, notice.year)
    sides = (
        (made.TASK_LIST, found.list_due, was.list_due),
        (REPORT, (found.report, found.first_month), (was.report, was.first_month)),
    )
    for kind, now, before in sides:
        if now == before:
            continue
        duties.pop(kind, None)
        if kind in fresh:
            own = notice.duties.get(kind)
            kept = fresh[kind]
            if own is not None:
                kept = kept._replace(medium=own.medium, copies=own.copies)
            duties[kind] = kept
    return duties


def _form(notice: Notice, found: Proposal, was: Proposal) -> Attachment:
    """Return the form; columns that keep their heading keep their role and what else they have."""
    form = notice.attachment
    if _text(found, "attachment_title") != form.title:
        form = form._replace(title=_text(found, "attachment_title") or form.title)
    if found.columns == was.columns:
        return form
    known = {column.name: column for column in form.columns}
    is_same_paper = sorted(known) == sorted(found.columns)  # else their widths do not add up
    listed: list[tuple[Role, str, str, float | None]] = []
    for role, heading in form_of(found):
        own = known.get(heading)
        if own is None:
            listed.append((role, heading, "", None))
        else:
            listed.append(
                (own.role, own.heading, own.over, own.width_mm if is_same_paper else None)
            )
    return form._replace(columns=_with_old_keys(keyed(listed), known))


def _with_old_keys(
    columns: Sequence[NoticeColumn], known: Mapping[str, NoticeColumn]
) -> tuple[NoticeColumn, ...]:
    """Return columns of which those that were there keep the key that their cells have."""
    taken = {column.key for column in known.values()}
    found = []
    for column in columns:
        own = known.get(column.name)
        usual = chain((column.key,), (f"{column.role.value}_{number}" for number in count(2)))
        key = own.key if own is not None else next(key for key in usual if key not in taken)
        found.append(column._replace(key=key))
        taken.add(key)
    return tuple(found)


class _Tasks:
    """The tasks of the page, in its order, as those of the notice."""

    def __init__(
        self, notice: Notice, found: Proposal, was: Proposal, first_id: int, taken: set[str]
    ) -> None:
        self._known = {task.id: task for task in notice.tasks}
        self._before = {row.task.id: _alone(row.task) for row in review.rows(was)}
        self._found = found
        self._next = first_id
        self._taken = {*taken, *notice.indicators()}
        self._has_targets = notice.attachment.column(Role.YEAR_TARGET) is not None

    def made(self) -> Iterator[NoticeTask]:
        """Yield the tasks, each followed by its parts; a task stands once."""
        yield from self._of(self._found.tasks, None)

    def _of(self, tasks: Sequence[TaskFind], parent: int | None) -> Iterator[NoticeTask]:
        for task in tasks:
            old = self._known.pop(task.id, None) if task.id is not None else None
            if old is None:
                new = self._new(task, parent)
            elif _alone(task) == self._before[old.id]:
                new = replace(old, parent=parent)
            else:
                new = self._changed(old, task, parent)
            yield new
            yield from self._of(task.children, new.id)

    def _new(self, task: TaskFind, parent: int | None) -> NoticeTask:
        identity, self._next = self._next, self._next + 1
        return made.task_of(self._found.text, task, identity, parent)

    def _changed(self, old: NoticeTask, task: TaskFind, parent: int | None) -> NoticeTask:
        was = self._before[old.id]
        more: dict[str, Any] = {"section": task.section} if task.section != was.section else {}
        if task.title.text != old.title and old.heading == old.title:
            more["heading"] = task.title.text
        if task.units != was.units:
            more["units"] = tuple(Unit(unit.name, UnitRole(unit.role)) for unit in task.units)
        if task.due != was.due:
            more["due"] = made.due_of(task.due)
        return replace(
            old,
            number=task.number,
            title=task.title.text,
            parent=parent,
            indicators=tuple(self._indicators(old, task, was)),
            **more,
        )

    # -- figures -------------------------------------------------------------------------------

    def _indicators(self, old: NoticeTask, task: TaskFind, was: TaskFind) -> Iterator[Indicator]:
        own = _one_a_school([_joined(old, task, figure) for figure in task.figures])
        words = (_text_of(was.target), _text_of(task.target))
        seen = False
        for one in old.indicators:
            figures = tuple(figure for figure in own if figure.key == one.key)
            before = tuple(figures_of(one))
            kept = one if figures == before else _with_figures(one, figures) if figures else None
            if kept is not None and words[0] and kept.quote == words[0]:
                seen, kept = True, _with_target(kept, words[1])
            if kept is not None:
                yield kept
        new = replace(task, figures=tuple(f for f in own if not f.key), target=None)
        if not seen and words[1] and self._has_targets and words[0] != words[1]:
            new = replace(new, target=Find(words[1], 0, 0))
        for one in made.indicators_of(old.id, new):
            yield replace(one, key=self._free_key(old.id))

    def _free_key(self, task: int) -> str:
        number = 1
        while f"{task}.{number}" in self._taken:
            number += 1
        self._taken.add(f"{task}.{number}")
        return f"{task}.{number}"


def _alone(task: TaskFind) -> TaskFind:
    """Return a task without its parts and without its places in the text."""
    return replace(task, children=(), paragraph=None, title=Find(task.title.text, 0, 0))


def _text_of(found: Find | None) -> str:
    return found.text if found is not None else ""


def _one_a_school(found: Sequence[FigureFind]) -> list[FigureFind]:
    """Return figures of which each key has one for each school: a second one is a new figure."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for one in found:
        place = (one.key, one.school)
        kept.append(replace(one, key="") if one.key and place in seen else one)
        seen.add(place)
    return kept


def _joined(old: NoticeTask, task: TaskFind, figure: FigureFind) -> FigureFind:
    """Return a figure that was added, with the key of what it counts where the task has that."""
    if figure.key:
        return figure
    for one in old.indicators:
        is_same = (one.name, "%" if one.is_ratio else one.unit) == (figure.about, figure.unit)
        there = [f for f in task.figures if f.key == one.key and f.school == figure.school]
        if is_same and not there:
            return replace(figure, key=one.key)
    return figure


def _with_figures(old: Indicator, figures: Sequence[FigureFind]) -> Indicator:
    """Return an indicator with other figures; what they do not say stays."""
    first = figures[0]
    fresh = made.indicator_of(old.key, first.about, first.unit, figures, old.decimals)
    before = figures_of(old)
    more: dict[str, Any] = {}
    if {f.comparator for f in figures} & {f.comparator for f in before}:
        more["comparator"] = old.comparator  # one of them is said as it was
    elif old.kind is Kind.STANDING_RULE:  # its sign stands in words
        more["qualifier"] = made.SIGNS_IN_WORDS.get(fresh.comparator, "")
    if all(figure.school for figure in figures):  # none says it of the whole
        more.setdefault("qualifier", old.qualifier)
    unit_was = before[0].unit if before else "%" if old.is_ratio else old.unit
    if first.unit == unit_was:
        more |= {"kind": old.kind, "unit": old.unit}
    if first.about == old.name:
        more["short"] = old.short
    return replace(fresh, **more, due=old.due, quote=old.quote, note=old.note)


def _with_target(one: Indicator, words: str) -> Indicator | None:
    """Return an indicator with other words of the table; None where it was those words alone."""
    if one.kind is not Kind.QUALITATIVE:
        return replace(one, quote=words)
    return replace(one, quote=words, name=words[: made.NAME]) if words else None
