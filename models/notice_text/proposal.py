"""What was found in a notice's text: plain values with their places, and as JSON.

Nothing is derived in silence: what the text does not say is empty here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.notice_text.days import DueFind, ListDue, ReportDue
    from models.notice_text.figures import FigureFind
    from models.notice_text.units import UnitFind


FORMAT, VERSION = "zhijiao-notice", 1


class Find(NamedTuple):
    """A text that was found, and where: [start, end) of the joined text."""

    text: str
    start: int
    end: int


@value_class
class TaskFind:
    """A task: as its table has it, or as its paragraph's heading.

    ``title`` is its wording in the 附件 (else the heading), ``paragraph`` the place of what the
    text says of it, None where it says nothing more; ``target`` what its table asks for in the
    year, in words of its own; ``id`` that of a task of a notice that was begun, None for a new one.
    """

    number: str
    section: tuple[str, ...]
    title: Find
    heading: Find | None = None
    paragraph: tuple[int, int] | None = None
    units: tuple[UnitFind, ...] = ()
    due: DueFind | None = None
    children: tuple[TaskFind, ...] = ()
    figures: tuple[FigureFind, ...] = ()
    target: Find | None = None
    id: int | None = None


@value_class
class Proposal:
    """A notice as far as it was found in a text."""

    text: str
    tasks: tuple[TaskFind, ...]
    doc_number: Find | None = None
    outer_doc_number: Find | None = None
    issuer: Find | None = None
    year: int | None = None
    title: Find | None = None
    attachment_title: Find | None = None
    list_due: ListDue | None = None
    report: ReportDue | None = None
    first_month: int | None = None  # 1–12, of the first report
    mailbox: Find | None = None
    place: Find | None = None
    person: Find | None = None
    phone: Find | None = None
    schools: tuple[Find, ...] = ()
    columns: tuple[str, ...] = ()
    unused: tuple[Find, ...] = ()
    basis: str = ""  # of changes to a notice that was begun: the document that asks for them

    def named(self) -> Iterator[Find | ListDue | ReportDue]:
        """Yield what was found around the tasks."""
        around = (
            *(self.doc_number, self.outer_doc_number, self.issuer, self.title),
            *(self.attachment_title, self.mailbox, self.place, self.person, self.phone),
        )
        yield from (one for one in around if one is not None)
        yield from self.schools
        if self.list_due is not None:
            yield self.list_due
        if self.report is not None:
            yield self.report


def as_json(found: Proposal) -> dict[str, Any]:
    """Return a proposal as the command line prints it; every find has its ``span``."""
    due, report = found.list_due, found.report
    spans: dict[str, Any] = {
        name: [one.start, one.end]
        for name in ("doc_number", "outer_doc_number", "issuer", "title", "attachment_title")
        if (one := getattr(found, name)) is not None
    }
    more = {
        "mailbox": found.mailbox,
        "place": found.place,
        "list_due": due,
        "report": report,
        "person": found.person,
        "phone": found.phone,
    }
    spans |= {name: [one.start, one.end] for name, one in more.items() if one is not None}
    if found.schools:
        spans["schools"] = [[school.start, school.end] for school in found.schools]
    return {
        "format": FORMAT,
        "version": VERSION,
        "doc_number": _text(found.doc_number),
        "outer_doc_number": _text(found.outer_doc_number),
        "issuer": _text(found.issuer),
        "year": found.year,
        "title": _text(found.title),
        "attachment_title": _text(found.attachment_title),
        "list_due": due.day if due else None,
        "list_due_words": due.words if due else None,
        "report": {
            "period": report.period,
            "day": report.day,
            "first_month": found.first_month,
        }
        if report
        else None,
        "mailbox": _text(found.mailbox),
        "place": _text(found.place),
        "contact": {"person": _text(found.person), "phone": _text(found.phone)},
        "schools": [school.text for school in found.schools],
        "columns": list(found.columns) or None,
        "tasks": [_task(task) for task in found.tasks],
        "text": found.text,
        "unused": [piece.text for piece in found.unused],
        "span": spans,
        **({"basis": found.basis} if found.basis else {}),
    }


def _text(found: Find | None) -> str | None:
    return found.text if found is not None else None


def _task(task: TaskFind) -> dict[str, Any]:
    due = task.due
    return {
        **({"id": task.id} if task.id is not None else {}),
        "number": task.number,
        "section": list(task.section),
        "title": task.title.text,
        "heading": _text(task.heading),
        "heading_span": [task.heading.start, task.heading.end] if task.heading else None,
        "units": [
            {"name": unit.name, "role": unit.role, "span": [unit.start, unit.end]}
            for unit in task.units
        ],
        "due": {"printed": due.printed, "date": due.day, "span": [due.start, due.end]}
        if due
        else None,
        "target": _text(task.target),
        "target_span": [task.target.start, task.target.end] if task.target else None,
        "children": [_task(child) for child in task.children],
        "figures": [
            {
                "value": figure.value,
                "unit": figure.unit,
                "comparator": figure.comparator,
                "qualifier": figure.qualifier,
                "school": figure.school,
                "about": figure.about,
                "span": [figure.start, figure.end],
                **({"key": figure.key} if figure.key else {}),
            }
            for figure in task.figures
        ],
        "span": [task.title.start, task.title.end],
        "paragraph": list(task.paragraph) if task.paragraph else None,
    }
