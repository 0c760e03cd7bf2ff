"""Results of a report's rows: what is printed, what counts, what must be explained.

Row results come from the product's own table (product §4; no notice prescribes them): 应完成 =
按期 + 未按期; open items and 补报 rows are never counted.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class RowKind(StrEnum):
    """What a row of the report is about."""

    GOAL = "goal"  # this month's goal of a task
    OPEN_ITEM = "open_item"  # something of an earlier month that is not struck off yet
    LATE = "late"  # 补报: a figure or fact of an earlier month


class Result(StrEnum):
    """The result of a row, as the clerk decides it."""

    ON_TIME = "按期完成"
    EARLY = "提前完成"
    PARTIAL = "部分完成"
    LATE = "未按期完成"
    NOT_DUE = "正常推进"
    NONE = "本月无安排"
    ADJUSTED = "经调整"
    STOPPED = "停止执行"
    CLOSED = "销号"


class Count(StrEnum):
    """How a result counts at the foot of the report."""

    DONE = "按期"
    MISSED = "未按期"
    NOT_COUNTED = "不计"


@value_class
class Meaning:
    """What is printed under 是否按期完成, and how the row counts."""

    printed: str
    count: Count


MEANINGS: Mapping[Result, Meaning] = MappingProxyType(
    {
        Result.ON_TIME: Meaning("是", Count.DONE),
        Result.EARLY: Meaning("是", Count.DONE),
        Result.PARTIAL: Meaning("否", Count.MISSED),
        Result.LATE: Meaning("否", Count.MISSED),
        Result.STOPPED: Meaning("停止", Count.MISSED),
        Result.NOT_DUE: Meaning("未到期", Count.NOT_COUNTED),
        Result.NONE: Meaning("—", Count.NOT_COUNTED),
        Result.ADJUSTED: Meaning("已调整", Count.NOT_COUNTED),
        Result.CLOSED: Meaning("已销号", Count.NOT_COUNTED),
    }
)
SHORTFALLS = frozenset({Result.PARTIAL, Result.LATE, Result.STOPPED})
CLOSING = frozenset({Result.CLOSED, Result.ADJUSTED})  # what ends an open item
CHOICES: Mapping[RowKind, tuple[Result, ...]] = MappingProxyType(
    {
        RowKind.GOAL: tuple(result for result in Result if result is not Result.CLOSED),
        RowKind.OPEN_ITEM: (
            Result.CLOSED,
            Result.NOT_DUE,
            Result.PARTIAL,
            Result.LATE,
            Result.ADJUSTED,
            Result.STOPPED,
        ),
        RowKind.LATE: (),
    }
)
# Why something was not done on time; the bureau asks for reasons, not for classes of them.
CATEGORIES = (
    *("学校安排", "人员变动", "经费设备", "企业或合作方", "学生生源"),
    *("上级时间调整", "天气疫情等", "其他"),
)


@value_class
class Counts:
    """The figures at the foot, in rows: 本月应完成, 按期完成, 未按期完成."""

    due: int
    done: int
    missed: int


def count(results: Iterable[tuple[RowKind, Result | None]]) -> Counts:
    """Return the figures at the foot for the rows of a report."""
    counted = [MEANINGS[r].count for kind, r in results if kind is RowKind.GOAL and r is not None]
    done, missed = counted.count(Count.DONE), counted.count(Count.MISSED)
    return Counts(done + missed, done, missed)


def printed(kind: RowKind, result: Result | None) -> str:
    """Return what stands under 是否按期完成."""
    if kind is RowKind.LATE:
        return "补报"
    return MEANINGS[result].printed if result is not None else ""
