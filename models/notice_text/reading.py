"""A notice's text read whole: head, deadlines, tasks, and what was not used."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.notice_text import days, head, outline, tables
from models.notice_text.joining import CELL, joined
from models.notice_text.proposal import Find, Proposal
from models.notice_text.tasks import from_paragraphs, from_table
from models.notices.columns import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.notice_text.outline import Paragraph
    from models.notice_text.proposal import TaskFind
    from models.notice_text.tables import TaskTable

TEXT_LIMIT = 400_000  # characters; a notice of forty pages has 40,000


def read(raw: str) -> Proposal:
    """Return what a notice's text says, as far as rules find it.

    Raises:
        Refusal: ``notice_text.too_long``.
    """
    if len(raw) > TEXT_LIMIT:
        raise Refusal("notice_text.too_long", limit=TEXT_LIMIT)
    text = joined(raw)
    numbered, found_tables = outline.paragraphs(text), tables.tables(text)
    said = head.head(text)
    schools = head.schools(text)
    around = (text, said.year, head.pattern(schools))
    table = max(found_tables, key=lambda one: len(one.rows), default=None)
    tasks = _tasks(numbered, table, around)
    due, report = days.list_due(text, said.year), days.report_due(text)
    first = int(due.day[5:7]) if report and due and due.day else None
    found = Proposal(
        text,
        tuple(tasks),
        **vars(said),
        list_due=due,
        report=report,
        first_month=first if report and report.period == "month" else None,
        schools=schools,
        columns=_headings(table) if table else (),
    )
    return with_unused(found)


def _headings(table: TaskTable) -> tuple[str, ...]:
    """Return the headings; what stands in rows above others gets a column of its own."""
    has_groups = any(tables.group_of(row) for row in table.rows)
    own = ("类别",) if has_groups and Role.SECTION not in table.roles else ()
    return (*own, *table.headings)


def _tasks(
    numbered: Sequence[Paragraph], table: TaskTable | None, around: tuple[str, int | None, str]
) -> list[TaskFind]:
    """Return the tasks: of the table of the 附件 where there is one, else of the paragraphs."""
    if table is not None:
        found = from_table(table, numbered, around)
        if found:
            return found
    return from_paragraphs(numbered, around)


def with_unused(found: Proposal) -> Proposal:
    """Return a proposal with the pieces of its text that nothing was found in."""
    pieces: list[Find] = []
    at = 0
    for start, end in [*sorted(_spans(found)), (len(found.text), len(found.text))]:
        for line in re.finditer(r"[^\n]+", found.text[at:start]):
            pieces += _piece(found.text, at + line.start(), at + line.end())
        at = max(at, end)
    return replace(found, unused=tuple(pieces))


def _piece(text: str, start: int, end: int) -> Iterator[Find]:
    words = text[start:end] if start < end else ""
    if len(words.strip(f"。；，、：:（）() {CELL}")) > 1:
        yield Find(words, start, end)


def _spans(found: Proposal) -> Iterator[tuple[int, int]]:
    for one in found.named():
        yield one.start, one.end
    for task in found.tasks:
        yield from _of_task(task)


def _of_task(task: TaskFind) -> Iterator[tuple[int, int]]:
    yield task.title.start, task.title.end
    if task.paragraph is not None:
        yield task.paragraph
    if task.target is not None:
        yield task.target.start, task.target.end
    yield from ((unit.start, unit.end) for unit in task.units)
    yield from ((figure.start, figure.end) for figure in task.figures)
    for child in task.children:
        yield from _of_task(child)
