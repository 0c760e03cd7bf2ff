"""The table of an 附件 in a joined text: its header found by wording, its rows as tasks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.notice_text.joining import CELL
from models.notices.columns import Role
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Sequence

# Headings by what they mean; the first that fits. One that fits none is a column all the same.
_ROLES = (
    (Role.NUMBER, r"序号|编号|项次"),
    (Role.SECTION, r"类别|重点任务|任务类别|板块|一级指标|主要任务类"),
    (Role.LEAD_UNITS, r"牵头单位|牵头部门|主办单位|牵头"),
    (Role.SUPPORT_UNITS, r"配合单位|配合部门|协办单位|参与单位"),
    (Role.UNITS, r"责任单位|责任部门|承办单位|实施单位"),
    (Role.LEADER, r"分管领导|责任领导|包联领导"),
    (Role.OFFICE, r"责任处室|责任科室|处室|科室"),
    (Role.PERSON, r"责任人|负责人|经办人"),
    (Role.GOALS, r"时间节点|工作目标|进度安排|按月|时间安排|阶段目标"),
    (Role.YEAR_TARGET, r"年度目标|目标任务|目标要求|年度任务|指标"),
    (Role.DUE, r"完成时限|完成时间|时限|截止|完成期限"),
    (Role.MEASURES, r"举措|措施|做法"),
    (Role.SCORE, r"分值|得分|赋分"),
    (Role.REMARK, r"备注|说明"),
    (Role.TASK, r"工作任务|任务名称|重点工作|工作内容|任务内容|任务|项目|事项|内容"),
)
_NAMES_TASKS = lazy_regex(r"任务|事项")
SUMS = lazy_regex(r"^(?:合计|总计|小计|共计)$")  # a row that adds up is no task
_HEADER_COLUMNS = 2  # at least, of known roles


@value_class
class Cell:
    """A cell with its place in the text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@value_class
class TaskTable:
    """A table of tasks: headings with their roles, the rows below as cells."""

    headings: tuple[str, ...]
    roles: tuple[Role | None, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def cell(self, row: Sequence[Cell], role: Role) -> Cell | None:
        """Return the cell of a role, None where the table has none."""
        at = self.roles.index(role) if role in self.roles else -1
        return row[at] if 0 <= at < len(row) else None


_REMARK = lazy_regex(r"[（(]?(?:注|备注|说明|填表)")


def group_of(row: Sequence[Cell]) -> str:
    """Return the words of a row that stands above others alone (一、改善办学条件), else nothing."""
    said = [cell.text for cell in row if cell.text]
    is_alone = len(said) == 1 and len(row) > 2 and bool(row[0].text)  # noqa: PLR2004  (columns)
    is_other = is_alone and (SUMS.match(said[0]) or _REMARK.match(said[0]))
    return said[0] if is_alone and not is_other else ""


def role_of(heading: str) -> Role | None:
    """Return what a column is for by its heading; None for what is only kept."""
    plain = re.sub(r"\s", "", heading)
    return next((role for role, words in _ROLES if re.search(words, plain)), None)


def roles_of(headings: Sequence[str]) -> list[Role | None]:
    """Return what the columns of a table are for.

    Where none is called a task's, one that names tasks at all is (重点任务, 目标任务): beside
    工作任务 such a heading is that of a group, or of what is asked for.
    """
    roles = [role_of(heading) for heading in headings]
    if Role.TASK not in roles:
        named = (at for at, heading in enumerate(headings) if _NAMES_TASKS.search(heading))
        at = next((at for at in named if roles[at] in (Role.SECTION, Role.YEAR_TARGET)), None)
        if at is not None:
            roles[at] = Role.TASK
    return roles


def tables(text: str) -> list[TaskTable]:
    """Return the tables of tasks of a joined text, in its order."""
    found, block = [], []
    for line in [*re.finditer(r"[^\n]+", text), None]:
        if line is not None and CELL in line[0]:
            block.append(_row(line[0], line.start()))
            continue
        made = _table(block)
        if made is not None:
            found.append(made)
        block = []
    return found


def _row(line: str, start: int) -> tuple[Cell, ...]:
    cells = []
    for text in line.split(CELL):
        cells.append(Cell(text, start))
        start += len(text) + 1
    return tuple(cells)


def _table(block: Sequence[tuple[Cell, ...]]) -> TaskTable | None:
    """Return a block of rows as a table; its header is the first row of known headings."""
    for place, row in enumerate(block):
        below = block[place + 1] if place + 1 < len(block) else ()
        headings, rows = _headings(row, below), block[place + 1 :]
        if headings is None:
            continue
        if _is_heading(below):
            rows = block[place + 2 :]
        roles = _unique(roles_of(headings))
        return TaskTable(tuple(headings), roles, tuple(rows))
    return None


def _headings(row: Sequence[Cell], below: Sequence[Cell]) -> list[str] | None:
    texts = [cell.text for cell in row]
    known = [role for text, role in zip(texts, roles_of(texts), strict=True) if text]
    if len({role for role in known if role}) < _HEADER_COLUMNS or Role.TASK not in known:
        return None
    if any(text.isdecimal() for text in texts):
        return None
    if _is_heading(below):  # two lines of headings: the lower one is the column's own
        return [
            low.text if low.text and low.text != high else high
            for high, low in zip(texts, below, strict=False)
        ]
    return texts


def _is_heading(row: Sequence[Cell]) -> bool:
    """Whether a row goes on with the headings above: all its texts are headings, no number."""
    texts = [cell.text for cell in row if cell.text]
    return len(texts) > 1 and all(role_of(text) and len(text) < 16 for text in texts)  # noqa: PLR2004


def _unique(roles: Sequence[Role | None]) -> tuple[Role | None, ...]:
    """A role that stands twice is kept by the first; the other columns are free."""
    seen: set[Role] = set()
    found: list[Role | None] = []
    for role in roles:
        found.append(None if role in seen else role)
        if role is not None:
            seen.add(role)
    return tuple(found)
