"""The fields of a report's row, each declared once; the store, the page and files follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.documents.fields import Field, day, line, text
from models.json_reader import fault
from models.monthly_report.results import Result
from models.text import NAME_LIMIT, NAMES_LIMIT

if TYPE_CHECKING:
    from models.json_reader import Node

PRESENT = "present"  # keeps a 补报 row that is still empty


def _read_result(value: str | None) -> Result | None:
    return Result(value) if value in set(Result) else None


def _take_result(node: Node) -> Result | None:
    if node.value is None:
        return None
    try:
        return Result(node.text(NAME_LIMIT))
    except ValueError as error:
        raise fault(node.path, "unknown_word") from error


def _result_word(value: Result | None) -> str | None:
    return value.value if value else None


def _take_pending(node: Node) -> frozenset[str]:
    return frozenset(_name(one) for one in node.items())


def _name(node: Node) -> str:
    name = node.name(NAME_LIMIT)
    if name not in (PROGRESS.name, *SHORTFALL_NAMES):
        raise fault(node.path, "unknown_word")
    return name


def _kept_pending(value: Any) -> str | None:
    return ",".join(sorted(value)) or None


RESULT = Field("result", "是否按期完成", _read_result, _take_result, _result_word, _result_word)
PROGRESS = text("progress", "本月完成情况")
# What is asked for where something was not done on time: 未按期完成的要说明原因.
SHORTFALL = (
    line("category", "原因类别"),
    text("gap", "差多少"),
    text("reason", "为什么"),
    text("remedy", "怎么补"),
    day("expected_on", "何时补上"),
    line("person", "责任人", NAMES_LIMIT),
)
SHORTFALL_NAMES = tuple(field.name for field in SHORTFALL)
PENDING = Field(
    "pending",
    "待确认",
    lambda value: frozenset(filter(None, (value or "").split(","))),
    _take_pending,
    _kept_pending,
    sorted,
)
FIELDS = (RESULT, PROGRESS, *SHORTFALL, PENDING)
WORDS = {field.name: field.word for field in FIELDS}
