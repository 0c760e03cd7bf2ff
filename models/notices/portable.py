"""A notice as it travels in a file of ours: the fields of a shipped one, of one year, as JSON.

What a notice does not say is left out; days are texts (2023-03-08). A file that says more than is
read is refused: nothing of it is passed by in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import Refusal
from models.json_reader import Node, fault
from models.notices import shipped
from models.notices.columns import keyed
from models.notices.notice import LAST_DAY
from models.notices.sound import TEXT_LIMIT, require_sound
from models.text import NAMES_LIMIT, decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.notices.columns import NoticeColumn
    from models.notices.indicator import Due, Figure, Indicator
    from models.notices.notice import Attachment, Duty, Notice, NoticeSchool, NoticeTask, Unit

    Raw = dict[str, Any]

_HEAD = ("key", "year", "name", "title", "doc_number", "issuer", "short_name", "place")
_HEAD_IF_GIVEN = ("outer_doc_number", "issued_on", "contact", "phone", "mailbox", "level", "notes")
_TASK = ("title", "heading", "paragraph", "quote")
_BAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError, Refusal)


def read(node: Node) -> Notice:
    """Return the notice that a file carries.

    Raises:
        Refusal: ``document.*``: it is none that could be worked with, or says more.
    """
    _require_printable(node)
    try:
        (found,) = shipped.read(node.value)
        require_sound(found)
        is_whole = _same(_said(written(found)), _said(node.value))
    except _BAD as error:
        raise fault(node.path, "no_notice") from error
    if not is_whole:
        raise fault(node.path, "no_notice")
    return found


def _require_printable(node: Node) -> None:
    """Refuse texts, and names of fields, that are too long or that nobody types."""
    if isinstance(node.value, str):
        node.text(TEXT_LIMIT)
    elif isinstance(node.value, dict):
        for name, part in node.members():
            Node(name, part.path).name(NAMES_LIMIT)
            _require_printable(part)
    elif isinstance(node.value, list):
        for part in node.items():
            _require_printable(part)


def _said(value: Any) -> Any:
    """Return what a file says, without fields that say nothing; 0 is an answer."""
    if isinstance(value, dict):
        parts = {key: _said(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if not _is_nothing(part)}
    return [_said(part) for part in value] if isinstance(value, list) else value


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of equal types: 1 is neither True nor 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def written(notice: Notice) -> Raw:
    """Return a notice as a file carries it."""
    head = {part: getattr(notice, part) for part in (*_HEAD, *_HEAD_IF_GIVEN)}
    duties = {kind: _duty(duty) for kind, duty in notice.duties.items()}
    document = {
        **head,
        "issued_on": notice.issued_on.isoformat() if notice.issued_on else None,
        "notes": list(notice.notes),
        "schools": [_school(one) for one in notice.schools],
        "duties": duties,
        "attachment": _attachment(notice.attachment),
        "tasks": [_task(place, task) for place, task in enumerate(notice.tasks, start=1)],
    }
    found: Raw = _said(document)
    # Who reads a notice asks for these, whether they say anything or not.
    found |= {part: head[part] for part in ("title", "doc_number", "issuer")}
    found |= {"schools": found.get("schools", []), "tasks": found.get("tasks", [])}
    return found


def _school(one: NoticeSchool) -> Raw:
    aliases = [{"name": alias.name, "note": alias.note} for alias in one.aliases]
    return {"name": one.name, "aliases": aliases}


def _duty(duty: Duty) -> Raw:
    own = {"words": duty.words, "quote": duty.quote, "medium": duty.medium, "copies": duty.copies}
    if duty.months:
        day = "last" if duty.day == LAST_DAY else duty.day
        return {"months": list(duty.months), "day": day, **own}
    return {"due": duty.due.isoformat() if duty.due else None, **own}


def _attachment(form: Attachment) -> Raw:
    return {
        "label": form.label,
        "title": form.title,
        "head": list(form.head),
        "columns": list(map(_column, form.columns, keyed_as(form.columns))),
        "paper": "portrait" if form.is_portrait else "",
    }


def _column(one: NoticeColumn, usual: NoticeColumn) -> Raw:
    words = {"role": one.role.value, "heading": one.heading, "over": one.over}
    own = one.key if one.key != usual.key else None  # its cells were typed under it
    return {**words, "width": one.width_mm, "key": own}


def keyed_as(columns: Iterable[NoticeColumn]) -> tuple[NoticeColumn, ...]:
    """Return columns with the keys that their order gives them."""
    return keyed((one.role, one.heading, one.over, one.width_mm) for one in columns)


def _task(place: int, task: NoticeTask) -> Raw:
    return {
        "id": task.id if task.id != place else None,
        "number": task.number,
        **{part: getattr(task, part) for part in _TASK},
        "section": list(task.section),
        "parent": task.parent,
        "units": [_unit(unit) for unit in task.units],
        "due": _due(task.due),
        "indicators": [_indicator(one) for one in task.indicators],
    }


def _unit(unit: Unit) -> Raw | str:
    return {"name": unit.name, "role": unit.role.value} if unit.role else unit.name


def _due(due: Due | None) -> Raw | None:
    if due is None:
        return None
    return {"words": due.words, "day": due.day.isoformat() if due.day else None}


def _indicator(one: Indicator) -> Raw:
    words = ("key", "name", "short", "comparator", "qualifier", "unit", "quote", "note")
    shares = {
        school: {"figure": _figure(share.figure, one.decimals), "qualifier": share.qualifier}
        for school, share in one.share.items()
    }
    return {
        **{part: getattr(one, part) for part in words},
        "kind": one.kind.value,
        "decimals": one.decimals or None,
        "total": None if one.total is None else _figure(one.total, one.decimals),
        "share": shares,
        "due": _due(one.due),
    }


def _figure(figure: Figure, decimals: int) -> Any:
    if isinstance(figure, tuple):
        return [_figure(end, decimals) for end in figure]
    return decimal_text(figure, decimals) if decimals else figure
