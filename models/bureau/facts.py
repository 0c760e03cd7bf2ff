"""What one file of a school says, as plain values: read from its canonical form, never believed.

Since form version 2 the rows stand there by keys. A report of version 1 has only what is printed:
its results are read from 是否按期完成, its open items and 补报 from their marks, and its cumulative
figures from 累计完成／年度目标; its hidden extract, which no code covers, is never looked at.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.lazy_regex import lazy_regex
from models.monthly_report.results import MEANINGS, Count, Result, RowKind
from models.months import MONTHS
from models.text import LONG_TEXT_LIMIT, NAME_LIMIT, tamed
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LIST, REPORT, NOTE = "task_list", "monthly_report", "revision_note"
FIRST_FORM = 1
CHANGED = "△"  # before the number of a row that a correction changed
_ROWS_LIMIT, _FIGURES_LIMIT = 2_000, 500
_NUMBERS_LIMIT = 10**15  # a longer one takes long to write, and is no figure
_OPEN = lazy_regex(r"（(?:\d+年)?(\d{1,2})月未完成项）")
_LATE = lazy_regex(r"（补报(?:\d+年)?(\d{1,2})月）")
_ADJUSTED, _CORRECTED = lazy_regex(r"第(\d+)次调整"), lazy_regex(r"更正第(\d+)次")
# What version 1 printed under 是否按期完成; 是 may have been early, 否 partly done.
_PRINTED = {
    "是": Result.ON_TIME,
    "否": Result.LATE,
    "停止": Result.STOPPED,
    "未到期": Result.NOT_DUE,
    "已调整": Result.ADJUSTED,
    "已销号": Result.CLOSED,
}


class State(StrEnum):
    """Whether a sheet was finished."""

    DRAFT = "draft"
    FINAL = "final"


@value_class
class Row:
    """A row of a report: the printed number of its task, what it is about, how it came out."""

    task: str
    kind: RowKind
    origin: int  # month 1–12
    result: Result | None
    promised: date | None = None  # 何时补上
    reason_class: str = ""

    @property
    def count(self) -> Count:
        """How it counts at the foot: open items and 补报 never do."""
        if self.kind is not RowKind.GOAL or self.result is None:
            return Count.NOT_COUNTED
        return MEANINGS[self.result].count


@value_class
class Facts:
    """A school's sheet: which one it is, of whom, whether its cells agree, and its rows.

    Attributes:
        form: its kind.
        notice: the key of the notice it answers; empty in version 1.
        version: ``1.0``, of 更正第1次 ``1.1``.
        cells: those that are not what the code covers.
        figures: by indicator the amount so far, as files have it.
        asked: what is asked of the school by indicator, where that is one figure.
        printed: of version 1 by task what stands under 累计完成／年度目标.
    """

    form: str
    form_version: int
    notice: str
    year: int
    month: int | None
    school: str
    school_id: str
    state: State
    version: tuple[int, int]
    code: str
    cells: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_of_first_form(self) -> bool:
        """Whether it is of the old kind, which says less."""
        return self.form_version == FIRST_FORM


def facts_of(
    document: Mapping[str, Any], code: str, cells: tuple[str, ...], *, is_marked: bool
) -> Facts:
    """Return the facts of a canonical form.

    Args:
        document: the form, parsed.
        code: its check code.
        cells: the cells that do not agree with it.
        is_marked: whether 草稿 stands on the sheet, which alone tells a draft of version 1.

    Raises:
        ValueError, TypeError, LookupError, AttributeError: it is no form of ours.
    """
    version = document["form_version"]
    is_first = version == FIRST_FORM
    is_report = document["form"] == REPORT
    data = document.get("data", {})
    read = _first_rows(document) if is_first else _rows(data.get("rows", []))
    return Facts(
        form=_name(document["form"]),
        form_version=version,
        notice=_name(document.get("notice", "")),
        year=_number(document["year"]),
        month=_month(document["month"]) if is_report else None,
        school=_name(document["head"].get("name", "")),
        school_id=_name(document.get("school", "")),
        state=_state(document, is_marked=is_marked),
        version=_version(document),
        code=code,
        cells=cells,
        rows=tuple(read)[:_ROWS_LIMIT] if is_report else (),
        figures=_figures(data.get("cumulative", {}), 0) if is_report else {},
        asked=_figures(data.get("cumulative", {}), 1) if is_report else {},
        printed=_printed(document) if is_report and is_first else {},
    )


def _state(document: Mapping[str, Any], *, is_marked: bool) -> State:
    if document["form_version"] == FIRST_FORM:
        return State.DRAFT if is_marked else State.FINAL
    return State(document["state"])


def _version(document: Mapping[str, Any]) -> tuple[int, int]:
    """Return major and minor; version 1 tells a correction by its subtitle alone."""
    if document["form_version"] == FIRST_FORM:
        subtitle = str(document["head"].get("subtitle", ""))
        told = (_ADJUSTED.search(subtitle), _CORRECTED.search(subtitle))
        adjusted, corrected = (int(found[1]) if found else 0 for found in told)
        return 1 + adjusted, corrected
    major, minor = str(document["version"]).split(".")
    return int(major), int(minor)


def _rows(rows: list[Mapping[str, Any]]) -> Iterator[Row]:
    for row in rows:
        shortfall = row.get("shortfall") or {}
        promised = shortfall.get("expected_on")
        yield Row(
            task=_name(row["task"]),
            kind=RowKind(row["kind"]),
            origin=_month(row["origin_month"]),
            result=None if row["result"] is None else Result(row["result"]),
            promised=date.fromisoformat(promised) if promised else None,
            reason_class=_name(shortfall.get("category") or ""),
        )


def _first_rows(document: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of a report of version 1, from what is printed."""
    for row in document["rows"] if document["form"] == REPORT else ():
        title = str(row["task"])
        marks = ((RowKind.OPEN_ITEM, _OPEN.search(title)), (RowKind.LATE, _LATE.search(title)))
        kind, found = next(((k, m) for k, m in marks if m), (RowKind.GOAL, None))
        origin = int(found[1]) if found else document["month"]
        result = _PRINTED.get(str(row["on_time"]).strip())
        yield Row(_task(row), kind, _month(origin), result)


def _figures(found: Mapping[str, Any], place: int) -> dict[str, str]:
    """Return what stands at a place of each figure's pair: done so far, asked of the school."""
    made = {}
    for key, pair in list(found.items())[:_FIGURES_LIMIT]:
        amount = pair[place]
        if isinstance(amount, int | str) and not isinstance(amount, bool):
            made[_name(key)] = _name(amount)
    return made


def _printed(document: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands under 累计完成／年度目标, from the rows of goals: others have none."""
    rows = (row for row in document["rows"] if str(row["cumulative"]).strip(" —"))
    return {_task(row): tamed(str(row["cumulative"]), LONG_TEXT_LIMIT) for row in rows}


def _task(row: Mapping[str, Any]) -> str:
    """Return the number of a printed row, without the sign that a correction changed it."""
    return _name(row["number"]).removeprefix(CHANGED)


def _name(value: object) -> str:
    if isinstance(value, int) and abs(value) > _NUMBERS_LIMIT:
        raise ValueError(NAME_LIMIT)
    return tamed(str(value), NAME_LIMIT)


def _number(value: object) -> int:
    if type(value) is not int:
        raise ValueError(value)
    return value


def _month(value: object) -> int:
    month = _number(value)
    if month not in MONTHS:
        raise ValueError(month)
    return month


# -- from process to process ---------------------------------------------------------------------


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """Return facts as plain JSON values, for ``facts_from_json``."""
    made = {name: getattr(facts, name) for name in _PLAIN}
    made |= {name: list(getattr(facts, name)) for name in ("version", "cells")}
    made |= {name: dict(getattr(facts, name)) for name in ("figures", "asked", "printed")}
    return {**made, "state": facts.state.value, "rows": [_row_to_json(row) for row in facts.rows]}


def facts_from_json(raw: Mapping[str, Any]) -> Facts:
    """Return the facts of ``facts_to_json``.

    Raises:
        KeyError, ValueError, TypeError: they are none.
    """
    major, minor = raw["version"]
    return Facts(
        **{name: raw[name] for name in _PLAIN},
        state=State(raw["state"]),
        version=(int(major), int(minor)),
        cells=tuple(map(str, raw["cells"])),
        rows=tuple(_row_from_json(row) for row in raw["rows"]),
        figures=dict(raw["figures"]),
        asked=dict(raw["asked"]),
        printed=dict(raw["printed"]),
    )


_PLAIN = ("form", "form_version", "notice", "year", "month", "school", "school_id", "code")


def _row_to_json(row: Row) -> list[Any]:
    promised = None if row.promised is None else row.promised.isoformat()
    result = None if row.result is None else row.result.value
    return [row.task, row.kind.value, row.origin, result, promised, row.reason_class]


def _row_from_json(raw: list[Any]) -> Row:
    task, kind, origin, result, promised, reason_class = raw
    return Row(
        str(task),
        RowKind(kind),
        int(origin),
        None if result is None else Result(result),
        None if promised is None else date.fromisoformat(promised),
        str(reason_class),
    )
