"""The columns of a notice's form: each has a role, by which everything knows what stands in it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Role(StrEnum):
    """What stands in a column."""

    NUMBER = "number"
    SECTION = "section"
    TASK = "task"
    GOALS = "goals"
    YEAR_TARGET = "year_target"
    MEASURES = "measures"
    OFFICE = "office"
    PERSON = "person"
    LEAD_UNITS = "lead_units"
    UNITS = "units"
    SUPPORT_UNITS = "support_units"
    LEADER = "leader"
    DUE = "due"
    SCORE = "score"
    REMARK = "remark"
    FREE = "free"


# What the notice itself says; nobody types there.
LOCKED = frozenset(
    {
        *(Role.NUMBER, Role.SECTION, Role.TASK, Role.YEAR_TARGET, Role.DUE),
        *(Role.LEAD_UNITS, Role.UNITS, Role.SUPPORT_UNITS, Role.LEADER),
    }
)
# What is typed into cells of their own: the form has them, and no other part of the list.
CELLS = frozenset({Role.SCORE, Role.REMARK, Role.FREE})
REPEATED = frozenset({Role.FREE})  # the only role that several columns may have
COLUMNS_LIMIT = 12
LEAST_WIDTH_MM = 8.0  # two characters of 五号 and the padding
# What a column takes of the sheet's width (mm of 225, the six of 阳城's 附件 among them), and
# whether it grows where there is more room.
_WIDTHS: Mapping[Role, tuple[int, bool]] = {
    Role.NUMBER: (10, False),
    Role.SECTION: (24, True),
    Role.TASK: (35, True),
    Role.GOALS: (70, True),
    Role.YEAR_TARGET: (32, True),
    Role.MEASURES: (70, True),
    Role.OFFICE: (22, False),
    Role.PERSON: (18, False),
    Role.LEAD_UNITS: (26, True),
    Role.UNITS: (28, True),
    Role.SUPPORT_UNITS: (26, True),
    Role.LEADER: (18, False),
    Role.DUE: (20, False),
    Role.SCORE: (12, False),
    Role.REMARK: (20, True),
    Role.FREE: (22, True),
}
_SMALL_SHARE = 0.28  # of the width: columns that do not grow take no more together


class NoticeColumn(NamedTuple):
    """A column as the notice has it.

    ``heading`` may have two lines; ``over`` is a heading that it shares with its neighbour;
    ``width_mm`` is None where the notice leaves it to us.
    """

    key: str
    role: Role
    heading: str
    over: str = ""
    width_mm: float | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the notice says what stands in it."""
        return self.role in LOCKED

    @property
    def is_cell(self) -> bool:
        """Whether it is typed into cells of its own (table ``cell``)."""
        return self.role in CELLS

    @property
    def name(self) -> str:
        """Its heading in one line, with the one above it: ``责任单位（牵头）``."""
        own = self.heading.replace("\n", "")
        return f"{self.over}（{own}）" if self.over else own


def keyed(columns: Iterable[tuple[Role, str, str, float | None]]) -> tuple[NoticeColumn, ...]:
    """Return columns of (role, heading, heading above, width) with their keys: role, role_2."""
    made: list[NoticeColumn] = []
    for role, heading, over, width in columns:
        same = sum(column.role is role for column in made)
        key = f"{role.value}_{same + 1}" if same else role.value
        made.append(NoticeColumn(key, role, heading, over, width))
    return tuple(made)


def widths_mm(columns: Sequence[NoticeColumn], total: int) -> tuple[float, ...]:
    """Return the widths of columns, mm, in tenths; their sum is ``total``.

    Declared ones are kept where they add up to it. Else each role has its share: names and numbers
    as much as they need, the rest divides what is left.
    """
    declared = [column.width_mm for column in columns if column.width_mm is not None]
    if len(declared) == len(columns):
        fit = total / sum(declared)  # 1 on the paper that they were declared for
        return _in_tenths([width * fit for width in declared], total)
    natural = {column.key: _WIDTHS[column.role][0] for column in columns}
    fixed = {c.key for c in columns if not _WIDTHS[c.role][1]}
    growing = [c.key for c in columns if c.key not in fixed]
    small = sum(natural[key] for key in fixed)
    most = small if not growing else min(small, _SMALL_SHARE * total)
    room = {key: most * natural[key] / small for key in fixed}
    left, wanted = total - most, sum(natural[key] for key in growing)
    room |= {key: left * natural[key] / wanted for key in growing}
    if not growing:
        room = {key: total * natural[key] / small for key in fixed}
    return _in_tenths([room[column.key] for column in columns], total)


def _in_tenths(widths: Sequence[float], total: int) -> tuple[float, ...]:
    """Return widths of tenths of a millimetre, the widest taking what rounding leaves."""
    least = round(LEAST_WIDTH_MM * 10)
    tenths = [max(round(width * 10), least) for width in widths]
    while (rest := total * 10 - sum(tenths)) != 0:
        widest = tenths.index(max(tenths))
        tenths[widest] += max(rest, least - tenths[widest]) if rest < 0 else rest
    return tuple(width / 10 for width in tenths)
