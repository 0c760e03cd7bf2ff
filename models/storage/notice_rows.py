"""Schemas 4 and 6: a notice that was one JSON text as rows, its head. Never changed any more."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Rows = dict[str, list[tuple[object, ...]]]

_ROLES = ("number", "task", "goals", "measures", "office", "person")
_SHORT_NAME = "职业教育工作"  # of every notice before schema 6
_LARGEST = 2**63
_BAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


def rows_of(notice: int, text: str) -> tuple[str, str, Rows]:
    """Return name, head (JSON) and the rows of a notice by table; the key columns come first.

    A text that is none gives no rows: whoever reads it takes the shipped notice of its year.
    """
    try:
        raw = json.loads(text)
        rows: Rows = {
            "notice_duty": _duties(notice, raw),
            "notice_column": [
                (notice, place, role, role, _text(heading))
                for place, (role, heading) in enumerate(
                    zip(_ROLES, raw["attachment"]["columns"], strict=True)
                )
            ],
            "notice_task": list(_tasks(notice, raw["tasks"])),
            "notice_indicator": list(_indicators(notice, raw["tasks"])),
            "notice_share": list(_shares(notice, raw["tasks"])),
        }
        for found, keys in ((rows["notice_task"], 2), (rows["notice_indicator"], 2)):
            _require_different([row[:keys] for row in found])
        return _text(raw["name"]), _head(raw), rows
    except _BAD:
        return "", "{}", {}


def _head(raw: Mapping[str, Any]) -> str:
    form = raw["attachment"]
    head = {
        **{key: _text(raw[key]) for key in ("title", "doc_number", "issuer", "recipient_room")},
        "schools": [_text(school) for school in raw["schools"]],
        "label": _text(form["label"]),
        "attachment": _text(form["title"]),
        "fields": [_text(field) for field in form["head"]],
    }
    return json.dumps(head, ensure_ascii=False, sort_keys=True)


def head_of_6(text: str) -> str:
    """Return a notice's head (JSON) with the fields of schema 6; what is none stays as it is."""
    try:
        head = json.loads(text)
        schools = [{"name": _text(school), "aliases": []} for school in head["schools"]]
        place = _text(head.pop("recipient_room"))
    except _BAD:
        return text
    head |= {"place": place, "short_name": _SHORT_NAME, "schools": schools}
    return json.dumps(head, ensure_ascii=False, sort_keys=True)


def _duties(notice: int, raw: Mapping[str, Any]) -> list[tuple[object, ...]]:
    due = date.fromisoformat(raw["list_due"]).isoformat()
    months = ",".join(str(month) for month in range(_int(raw["first_month"]), 13))
    day = str(_int(raw["report_day"]))
    return [(notice, "task_list", "", due), (notice, "monthly_report", months, day)]


def _tasks(notice: int, tasks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    for place, task in enumerate(tasks):
        number = _int(task["number"])
        texts = (_text(task[key]) for key in ("title", "heading", "paragraph", "quote"))
        yield (notice, number, place, str(number), *texts)


def _indicators(notice: int, tasks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    for task in tasks:
        for place, one in enumerate(task.get("indicators", ())):
            words = (_text(one[key]) for key in ("name", "short", "kind"))
            more = (_text(one.get(key, "")) for key in ("comparator", "qualifier", "unit"))
            key = _text(one["key"])
            total = _figure(one.get("total"))
            yield (notice, key, _int(task["number"]), place, *words, *more, *total)


def _shares(notice: int, tasks: Sequence[Mapping[str, Any]]) -> Iterator[tuple[object, ...]]:
    for task in tasks:
        for one in task.get("indicators", ()):
            for school, amount in one.get("share", {}).items():
                if amount is not None:
                    yield (notice, _text(one["key"]), _text(school), *_figure(amount))


def _figure(raw: object) -> tuple[int | None, int | None]:
    """Return a figure, of a range (a list of two) both its ends."""
    if raw is None:
        return None, None
    if isinstance(raw, list):
        low, high = raw
        return _int(low), _int(high)
    return _int(raw), None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half a character is none that could be written
    return value


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -_LARGEST <= value < _LARGEST:
        raise ValueError(value)
    return value


def _require_different(keys: Sequence[object]) -> None:
    if len(set(keys)) != len(keys):
        raise ValueError(keys)
