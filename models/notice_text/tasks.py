"""Tasks of a notice: rows of its table, each with its paragraph, or numbered paragraphs."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.notice_text import days, figures, tables, units
from models.notice_text.outline import CHAPTER, CIRCLE, ITEM, PART, SECTION, number_of
from models.notice_text.proposal import Find, TaskFind
from models.notices.columns import Role
from models.notices.likeness import LIKE, likeness, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.notice_text.outline import Paragraph
    from models.notice_text.tables import Cell, TaskTable
    from models.notice_text.units import UnitFind

    Around = tuple[str, int | None, str]  # the text, the notice's year, a pattern of schools

_TASK_CHAPTER = lazy_regex(r"任务|要点|重点工作|主要工作|工作安排|工作内容|目标任务|具体措施|行动")
_NO_TASK_CHAPTER = lazy_regex(
    r"指导思想|基本原则|总体要求|基本要求|工作要求|发展目标|总体目标|有关要求|保障措施|组织领导|报送要求|附则"
)
_ROLES = {
    Role.UNITS: units.NONE,
    Role.LEAD_UNITS: units.LEAD,
    Role.SUPPORT_UNITS: units.SUPPORT,
    Role.LEADER: units.LEADER,
}


# -- of the table ----------------------------------------------------------------------------------


def from_table(table: TaskTable, numbered: Sequence[Paragraph], around: Around) -> list[TaskFind]:
    """Return the rows of a table as tasks, each with the paragraph that has most of its words."""
    text, found, section, group = around[0], [], "", ""
    free = list(numbered)
    for row in table.rows:
        above = tables.group_of(row)
        if above:
            group, section = above, ""
            continue
        cell = table.cell(row, Role.TASK)
        own = table.cell(row, Role.SECTION)
        section = own.text if own is not None and own.text else section
        if cell is None or not cell.text or tables.SUMS.match(cell.text):
            continue
        paragraph = _most_like(cell.text, free, text)
        if paragraph is not None:
            free.remove(paragraph)
        named = "：".join(filter(None, (group, section)))
        task = TaskFind("", (named,) if named else (), Find(cell.text, cell.start, cell.end))
        if paragraph is not None:
            task = _with_paragraph(task, paragraph, around)
        found.append(_with_cells(task, table, row, around))
    return found


def _with_paragraph(task: TaskFind, paragraph: Paragraph, around: Around) -> TaskFind:
    text = around[0]
    return replace(
        task,
        section=task.section or _sections(paragraph),
        heading=_title(paragraph, text),
        paragraph=(paragraph.start, paragraph.end),
        units=tuple(_units(paragraph, text)),
        due=days.task_due(text, paragraph.body, paragraph.end, around[1]),
        figures=tuple(_figures(paragraph, around)),
    )


def _with_cells(task: TaskFind, table: TaskTable, row: Sequence[Cell], around: Around) -> TaskFind:
    """Return a task with what stands in the other cells of its row."""
    text, year, schools = around
    number, due, target = (
        cell if (cell := table.cell(row, role)) is not None and cell.text else None
        for role in (Role.NUMBER, Role.DUE, Role.YEAR_TARGET)
    )
    named = [
        unit
        for role, word in _ROLES.items()
        if (own := table.cell(row, role)) is not None and own.text
        for unit in units.cell_units(text, own.start, word)
    ]
    figured = list(task.figures)
    if target is not None:
        figured += figures.figures(text, target.start, target.end, year, schools)
    return replace(
        task,
        number=number.text if number is not None else "",
        units=tuple(named) or task.units,
        due=days.DueFind(due.text, None, due.start, due.end) if due is not None else task.due,
        figures=tuple(figured),
        target=Find(target.text, target.start, target.end) if target is not None else None,
    )


def _most_like(title: str, numbered: Iterable[Paragraph], text: str) -> Paragraph | None:
    """Return the paragraph whose heading shares most pairs of characters with a title."""
    wanted = pairs(title)
    best, most = None, LIKE
    for paragraph in numbered:
        if paragraph.level == CHAPTER:
            continue
        shared = likeness(wanted, pairs(paragraph.title(text)))
        if shared > most:
            best, most = paragraph, shared
    return best


# -- of paragraphs ---------------------------------------------------------------------------------


def from_paragraphs(numbered: Sequence[Paragraph], around: Around) -> list[TaskFind]:
    """Return the numbered paragraphs that are tasks, with their parts as children."""
    text = around[0]
    level = _task_level(numbered, text)
    if level is None:
        return []
    found: list[TaskFind] = []
    within = CIRCLE + 1  # the level of the task whose parts follow
    for place, paragraph in enumerate(numbered):
        if paragraph.level > within:
            continue
        within = CIRCLE + 1
        if _is_task(paragraph, level, numbered, place, text):
            within = paragraph.level
            parts = _parts(numbered, place)
            found.append(_of_paragraph(paragraph, parts, around))
    return found


def _task_level(numbered: Sequence[Paragraph], text: str) -> int | None:
    """Return the level whose paragraphs are the tasks: the lowest that is counted through."""
    in_chapters = [p for p in numbered if p.level != CHAPTER and _may_be_task(p)]
    with_units = Counter(p.level for p in in_chapters if _has_units(p, text))
    if with_units:
        return max(with_units, key=lambda level: (with_units[level], -level))
    levels = Counter(p.level for p in in_chapters)
    for level in (ITEM, SECTION, PART):
        numbers = [number_of(p.number) for p in in_chapters if p.level == level]
        if levels[level] > 1 and _counts_on(numbers):
            return level
    if levels:
        return min(levels)
    chapters = [
        p for p in numbered if p.level == CHAPTER and not _NO_TASK_CHAPTER.search(p.title(text))
    ]
    return CHAPTER if len(chapters) > 1 else None


def _counts_on(numbers: Sequence[int | None]) -> bool:
    """Whether numbers go on through the whole text; those of each section begin anew."""
    known = [number for number in numbers if number is not None]
    return len(known) > 1 and all(b in (a + 1, 1) for a, b in pairwise(known))


def _may_be_task(paragraph: Paragraph) -> bool:
    chapter = paragraph.above[0] if paragraph.above else ""
    return not chapter or not _NO_TASK_CHAPTER.search(chapter)


def _has_units(paragraph: Paragraph, text: str) -> bool:
    return bool(units.units(text, paragraph.body, paragraph.end))


def _is_task(
    paragraph: Paragraph, level: int, numbered: Sequence[Paragraph], place: int, text: str
) -> bool:
    if paragraph.level == level:
        return _may_be_task(paragraph) or _has_units(paragraph, text)
    following = numbered[place + 1] if place + 1 < len(numbered) else None
    is_leaf = following is None or following.level <= paragraph.level
    return is_leaf and paragraph.level != CHAPTER and _has_units(paragraph, text)


def _parts(numbered: Sequence[Paragraph], place: int) -> list[Paragraph]:
    """Return the paragraphs below one, of the level next to it."""
    own, found = numbered[place], []
    for paragraph in numbered[place + 1 :]:
        if paragraph.level <= own.level:
            break
        found.append(paragraph)
    lowest = min((p.level for p in found), default=0)
    return [p for p in found if p.level == lowest]


def _of_paragraph(paragraph: Paragraph, parts: Sequence[Paragraph], around: Around) -> TaskFind:
    text = around[0]
    title = _title(paragraph, text)
    children = tuple(_child(paragraph, part, around) for part in parts if _is_named(part, text))
    end = max((part.end for part in parts), default=paragraph.end)
    number = paragraph.number
    return TaskFind(
        number if paragraph.level in (ITEM, PART, CIRCLE) else _printed(paragraph),
        _sections(paragraph),
        title,
        title,
        (paragraph.start, end),
        tuple(_units(paragraph, text)) or tuple(_last_units(parts, text)),
        days.task_due(text, paragraph.body, paragraph.end, around[1]),
        children,
        tuple(_figures(paragraph, around)),
    )


def _printed(paragraph: Paragraph) -> str:
    """Return the number of a section as it is printed: （一）; of a chapter 一."""
    return f"（{paragraph.number}）" if paragraph.level == SECTION else paragraph.number


def _is_named(part: Paragraph, text: str) -> bool:
    return len(part.title(text)) > 1


def _child(parent: Paragraph, part: Paragraph, around: Around) -> TaskFind:
    text, title = around[0], _title(part, around[0])
    own = number_of(part.number)
    above = number_of(parent.number)
    number = f"{above}.{own}" if above and own else part.number
    return TaskFind(
        number,
        (),
        title,
        title,
        (part.start, part.end),
        tuple(_units(part, text)),
        days.task_due(text, part.body, part.end, around[1]),
        (),
        tuple(_figures(part, around)),
    )


def _title(paragraph: Paragraph, text: str) -> Find:
    return Find(paragraph.title(text), *paragraph.heading)


def _sections(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(title for title in paragraph.above if title)


def _units(paragraph: Paragraph | None, text: str) -> Iterator[UnitFind]:
    if paragraph is not None:
        yield from units.units(text, paragraph.body, paragraph.end)


def _last_units(parts: Sequence[Paragraph], text: str) -> Iterator[UnitFind]:
    """Units that close the last part stand for the whole task, where only it has them."""
    having = [part for part in parts if _has_units(part, text)]
    if len(having) == 1 and having[0] is parts[-1]:
        yield from units.units(text, parts[-1].body, parts[-1].end)


def _figures(paragraph: Paragraph | None, around: Around) -> Iterator[figures.FigureFind]:
    if paragraph is not None:
        text, year, schools = around
        yield from figures.figures(text, paragraph.body, paragraph.end, year, schools)
