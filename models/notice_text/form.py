"""The form of a notice: its own table as it was found, else one of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.notice_text import tables
from models.notice_text.units import JOINT, LEAD, LEADER, SUPPORT
from models.notices.columns import COLUMNS_LIMIT, Role, keyed, widths_mm
from models.notices.notice import Attachment
from models.notices.sound import LANDSCAPE_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.notice_text.proposal import Proposal, TaskFind
    from models.notices.columns import NoticeColumn

_HEAD = ("学校（签章）", "联系人", "电话")
_EM_MM, _PADDING_MM, _MOST_MM = 3.71, 2.8, 25.0  # 五号 in a cell; a number takes no more
# A form of our own, where the notice prescribes none; said so in its notes.
_OWN_FORM = (
    (Role.NUMBER, "序号"),
    (Role.TASK, "工作任务"),
    (Role.UNITS, "责任单位"),
    (Role.GOALS, "时间节点及工作目标(按月安排进度)"),
    (Role.MEASURES, "具体工作举措"),
    (Role.OFFICE, "责任处室"),
    (Role.PERSON, "责任人"),
)


def attachment(found: Proposal, title: str) -> Attachment:
    """Return the form of a notice; ``title`` is used where its table has none."""
    label = "附件" if found.attachment_title or found.columns else ""
    named = found.attachment_title.text if found.attachment_title is not None else title
    columns = keyed((role, heading, "", None) for role, heading in form_of(found))
    if found.columns:
        columns = _with_room_for_numbers(columns, _all(found.tasks))
    return Attachment(label, named, _HEAD, columns)


def _all(tasks: Iterable[TaskFind]) -> Iterator[TaskFind]:
    """Yield tasks and their parts."""
    for task in tasks:
        yield task
        yield from _all(task.children)


def _with_room_for_numbers(
    columns: tuple[NoticeColumn, ...], tasks: Iterable[TaskFind]
) -> tuple[NoticeColumn, ...]:
    """Return columns of which that of the numbers is wide enough for （十一）: in one line."""
    longest = max((_EM_MM * _ems(task.number) for task in tasks), default=0.0) + _PADDING_MM
    widths = list(widths_mm(columns, LANDSCAPE_MM))
    at = next((i for i, one in enumerate(columns) if one.role is Role.NUMBER), None)
    if at is None or widths[at] >= longest:
        return columns
    more = round(min(longest, _MOST_MM) - widths[at], 1)
    widest = widths.index(max(widths))
    widths[at], widths[widest] = widths[at] + more, widths[widest] - more
    return tuple(
        column._replace(width_mm=round(width, 1))
        for column, width in zip(columns, widths, strict=True)
    )


def _ems(text: str) -> float:
    """Return how wide a text is, in full-width characters."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)


def form_of(found: Proposal) -> list[tuple[Role, str]]:
    """Return the columns of the form: role and heading, as the notice has them, else our own."""
    if found.columns:
        said = _said(found)
        roles = tables.roles_of(found.columns)
        named = zip(roles, found.columns, strict=True)
        return list(
            _once(
                (role if role is not None and said.get(role, True) else Role.FREE, heading)
                for role, heading in named
            )
        )
    has_units = any(task.units for task in found.tasks)
    own = [pair for pair in _OWN_FORM if pair[0] is not Role.UNITS or has_units]
    if any(task.section for task in found.tasks) and len({t.section for t in found.tasks}) > 1:
        own.insert(0, (Role.SECTION, "类别"))
    return own


def _said(found: Proposal) -> dict[Role, bool]:
    """Return of which columns the notice says anything: one that it leaves empty is the school's.

    责任领导（由各校填写） would be locked else.
    """
    tasks = list(_all(found.tasks))
    units = {unit.role for task in tasks for unit in task.units}
    return {
        Role.LEADER: LEADER in units,
        Role.LEAD_UNITS: LEAD in units,
        Role.SUPPORT_UNITS: bool(units & {SUPPORT, JOINT}),
        Role.UNITS: bool(units),
        Role.DUE: any(task.due is not None for task in tasks),
        Role.YEAR_TARGET: any(task.target is not None or task.figures for task in tasks),
    }


def _once(roles: Iterable[tuple[Role, str]]) -> Iterator[tuple[Role, str]]:
    """Yield roles and headings; a role that stands twice is free the second time."""
    seen: set[Role] = set()
    for role, heading in list(roles)[:COLUMNS_LIMIT]:
        yield Role.FREE if role in seen else role, heading
        seen.add(role)
