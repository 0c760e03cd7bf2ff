"""What stands in a column of the list: by its role, the same on screen, on paper and in files.

What the notice says is locked; the school types goals, measures, names, and what a form has besides
(score, remark, columns of no role we know).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.documents import cells
from models.notices.columns import NoticeColumn, Role
from models.notices.indicator import Kind
from models.notices.notice import UnitRole
from models.task_list import children, edits
from models.task_list.words.wording import (
    compose_goals,
    compose_measures,
    goals_text,
    measures_text,
)
from models.text import LONG_TEXT_LIMIT, NAMES_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.notices.indicator import Figure, Indicator
    from models.notices.notice import Attachment, NoticeTask
    from models.storage.store import Change
    from models.task_list.contents import Entry

    Asked = Callable[[Indicator], tuple[Figure, str] | None]
    """What is asked of this school: the figure and its qualifier, None for nothing."""

NAMES = frozenset({Role.OFFICE, Role.PERSON})
LONG = frozenset({Role.GOALS, Role.MEASURES, Role.FREE, Role.REMARK})
UNIT_COLUMNS = {
    Role.LEAD_UNITS: (UnitRole.LEAD,),
    Role.SUPPORT_UNITS: (UnitRole.SUPPORT, UnitRole.JOINT),
    Role.LEADER: (UnitRole.LEADER,),
}
CENTRED = frozenset(
    {
        *(Role.NUMBER, Role.SECTION, Role.OFFICE, Role.PERSON, Role.LEADER, Role.DUE, Role.SCORE),
    }
)


def printed(
    column: NoticeColumn,
    form: Attachment,
    task: NoticeTask,
    entry: Entry,
    year: int,
    asked: Asked,
) -> str:
    """Return what stands in a column of a task's row of a year's list."""
    if column.role is Role.UNITS:
        return task.units_text(*_of_no_other_column(form))
    if column.is_locked:
        return _of_notice(column.role, task, asked)
    if column.role is Role.GOALS:
        return compose_goals(entry, task.indicators, year)
    if column.role is Role.MEASURES:
        return compose_measures(entry)
    return _typed(column, entry)


def is_editable(column: NoticeColumn, task: NoticeTask) -> bool:
    """Whether the school types there: its own columns, and the title of a part of its own."""
    return not column.is_locked or (column.role is Role.TASK and task.is_own)


def edited(column: NoticeColumn, entry: Entry, year: int) -> str:
    """Return the text of a column for editing, of those that the school types into."""
    if column.role is Role.GOALS:
        return goals_text(entry, year)
    return measures_text(entry) if column.role is Role.MEASURES else _typed(column, entry)


def _typed(column: NoticeColumn, entry: Entry) -> str:
    if column.role is Role.OFFICE:
        return entry.office
    if column.role is Role.PERSON:
        return entry.person
    return entry.cells.get(column.key, "")


def _of_no_other_column(form: Attachment) -> list[UnitRole]:
    """Return the roles whose units stand under 责任单位: those without a column of their own."""
    own = {role for of, roles in UNIT_COLUMNS.items() if form.column(of) for role in roles}
    return [role for role in UnitRole if role not in own and role is not UnitRole.LEADER]


def _of_notice(role: Role, task: NoticeTask, asked: Asked) -> str:
    if role is Role.YEAR_TARGET:
        return targets_text(task, asked)
    if role is Role.DUE:
        return task.due.words if task.due else ""
    texts = {
        Role.NUMBER: task.number,
        Role.SECTION: task.section[-1] if task.section else "",
        Role.TASK: task.title,
        **{of: task.units_text(*roles) for of, roles in UNIT_COLUMNS.items()},
    }
    return texts[role]


def targets_text(task: NoticeTask, asked: Asked) -> str:
    """Return what is asked of the school for the year, an indicator a line: ``力争招生≥700人``.

    Where the notice's table says it in words of its own, those, unless the school's figure is
    another one.
    """
    lines = []
    for indicator in task.indicators:
        found = asked(indicator)
        if indicator.quote and (found is None or found[0] == indicator.total):
            lines.append(indicator.quote)
        elif found is not None:
            lines.append(indicator.target_text(*found))
        elif indicator.kind is Kind.STANDING_RULE and indicator.total is not None:
            lines.append(indicator.target_text(indicator.total))
        elif indicator.kind in (Kind.QUALITATIVE, Kind.MILESTONE):
            lines.append(indicator.name)
    return "\n".join(dict.fromkeys(lines))


def limit(column: NoticeColumn) -> int:
    """Return how many characters may be typed into a column."""
    if column.role is Role.GOALS:
        return LONG_TEXT_LIMIT * 2
    return LONG_TEXT_LIMIT if column.role in LONG else NAMES_LIMIT


def changes(
    column: NoticeColumn, version_id: int, entry: Entry, task: NoticeTask, text: str, year: int
) -> list[Change]:
    """Return the changes that a clean text typed or pasted into a column means.

    Raises:
        Refusal: it is too long.
    """
    if column.role is Role.GOALS:
        return edits.goals_changes(version_id, entry, text, task.indicators, year)
    if column.role is Role.MEASURES:
        return edits.measures_changes(version_id, entry, text, year)
    if column.role is Role.TASK:
        return [children.title_change(version_id, task.id, " ".join(text.split()))]
    if column.role in NAMES:
        line = " ".join(text.split())
        return [edits.entry_change(version_id, entry.task, column.role.value, line)]
    return [cells.change(version_id, entry.task, column.key, text)]
