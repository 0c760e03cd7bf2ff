"""A notice that was begun, as the page of finds shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.notice_text import made
from models.notice_text.days import DueFind, ListDue, ReportDue
from models.notice_text.figures import FigureFind
from models.notice_text.proposal import Find, Proposal, TaskFind
from models.notice_text.units import UnitFind
from models.notices.columns import Role
from models.notices.notice import LAST_DAY, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.notices.indicator import Figure, Indicator
    from models.notices.notice import Duty, Notice, NoticeTask

# Fields of a notice by the parts of the page.
HEAD = {
    "title": "title",
    "doc_number": "doc_number",
    "outer_doc_number": "outer_doc_number",
    "issuer": "issuer",
    "mailbox": "mailbox",
    "place": "place",
    "person": "contact",
    "phone": "phone",
}
_SIGNS = {"≥": ">=", "≤": "<=", "≈": "~", "range": "range"}


class _Text:
    """A text that is written line by line; each knows where it stands."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, line: str) -> tuple[int, int]:
        """Return where the line stands: [start, end)."""
        start = len(self.text)
        self.text += f"{line}\n" if line else ""
        return start, start + len(line)


def proposal_of(notice: Notice) -> Proposal:
    """Return a notice as the page of finds shows it; its text is put together of what it keeps."""
    written = _Text()
    named: dict[str, Any] = {
        part: Find(text, *(written.add(text) if part in ("title", "doc_number") else (0, 0)))
        for part, field in HEAD.items()
        if (text := getattr(notice, field))
    }
    finds = {task.id: _task(notice, task, written) for task in notice.tasks}
    due, report = notice.duties.get(made.TASK_LIST), notice.duties.get(REPORT)
    months = _report(report) if report is not None else None
    form = notice.attachment
    return Proposal(
        written.text,
        tuple(_nested(notice, finds, None)),
        **named,
        year=notice.year,
        attachment_title=Find(form.title, 0, 0),
        list_due=_list_due(due) if due is not None else None,
        report=months,
        first_month=report.months[0] if months is not None and report is not None else None,
        schools=tuple(Find(school.name, 0, 0) for school in notice.schools),
        columns=tuple(column.name for column in form.columns),
    )


def _nested(
    notice: Notice, finds: Mapping[int, TaskFind], parent: int | None
) -> Iterator[TaskFind]:
    for task in notice.tasks:
        if task.parent == parent:
            yield replace(finds[task.id], children=tuple(_nested(notice, finds, task.id)))


def _task(notice: Notice, task: NoticeTask, written: _Text) -> TaskFind:
    heading = written.add(task.heading or task.title)
    end = written.add(task.quote)[1] if task.quote else heading[1]
    return TaskFind(
        task.number,
        task.section,
        Find(task.title, *heading),
        Find(task.heading, *heading) if task.heading else None,
        (heading[0], end),
        tuple(UnitFind(unit.name, unit.role.value, 0, 0) for unit in task.units),
        _due(task),
        (),
        tuple(figure for one in task.indicators for figure in figures_of(one)),
        Find(target, 0, 0) if (target := _target(notice, task)) else None,
        task.id,
    )


def _due(task: NoticeTask) -> DueFind | None:
    due = task.due
    return DueFind(due.words, due.day.isoformat() if due.day else None, 0, 0) if due else None


def _target(notice: Notice, task: NoticeTask) -> str:
    """Return what the table asks for in the year, in its own words; empty where it has no such."""
    if notice.attachment.column(Role.YEAR_TARGET) is None:
        return ""
    return next((one.quote for one in task.indicators if one.quote), "")


def _list_due(duty: Duty) -> ListDue:
    return ListDue(duty.due.isoformat() if duty.due else None, duty.words, 0, 0)


def _report(duty: Duty) -> ReportDue | None:
    """Return how often a duty asks; None for months that are no period's."""
    for period, ends in made.ENDS.items():
        if duty.months and duty.months == tuple(m for m in ends if m >= duty.months[0]):
            return ReportDue(period, "last" if duty.day == LAST_DAY else duty.day, 0, 0)
    return None


def figures_of(one: Indicator) -> list[FigureFind]:
    """Return the figures of an indicator as the page shows them: the total, then the shares."""
    sign = _SIGNS.get(one.comparator, "=")
    unit = "%" if one.is_ratio else one.unit

    def find(figure: Figure, qualifier: str, school: str) -> FigureFind:
        value = _value(one, figure)
        own = "range" if isinstance(figure, tuple) else "=" if sign == "range" else sign
        return FigureFind(value, unit, own, qualifier, school, one.name, 0, 0, one.key)

    whole = [find(one.total, one.qualifier, "")] if one.total is not None else []
    shares = (find(own.figure, own.qualifier, school) for school, own in one.share.items())
    return [*whole, *shares]


def _value(one: Indicator, figure: Figure) -> str:
    ends = figure if isinstance(figure, tuple) else (figure,)
    return "-".join(map(one.figure_text, ends)) + "%" * one.is_ratio
