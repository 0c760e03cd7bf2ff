"""A notice from a file of ours: ``.zjtz``, or a proposal as ``notice read`` prints it.

Both are JSON of format ``zhijiao-notice`` 1; a notice stands whole under ``notice``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from models.json_reader import BYTES_LIMIT, Node, fault, parse
from models.notice_text.days import DueFind, ListDue, ReportDue
from models.notice_text.figures import FigureFind
from models.notice_text.made import notice_of
from models.notice_text.proposal import FORMAT, VERSION, Find, Proposal, TaskFind
from models.notice_text.units import UnitFind
from models.notices import portable
from models.text import LONG_TEXT_LIMIT, NAME_LIMIT, NAMES_LIMIT

if TYPE_CHECKING:
    from models.notices.notice import Notice

TEXT_LIMIT, PLACES, TASKS = 400_000, 10**6, 500
_TEXTS = ("doc_number", "outer_doc_number", "issuer", "title", "attachment_title")
_MORE = {"text", "unused", "span", "format", "version", "list_due_words"}


def written(notice: Notice) -> str:
    """Return a notice as a ``.zjtz`` file."""
    document = {"format": FORMAT, "version": VERSION, "notice": portable.written(notice)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def read(content: bytes, year: int | None = None) -> Notice:
    """Return the notice of a file; ``year`` is for which one where a proposal names none.

    Raises:
        Refusal: ``document.*`` with the path of the fault, ``notice_text.*``, ``notice.*``.
    """
    root = parse(content, BYTES_LIMIT)
    fields = dict(root.members())
    if "format" not in fields or fields["format"].value != FORMAT:
        raise fault("format", "other_format")
    if "version" not in fields or fields["version"].integer(1, 10**6) > VERSION:
        raise fault("version", "newer_version")
    if "notice" in fields:
        root.fields({"format", "version", "notice"})
        return portable.read(fields["notice"])
    return notice_of(_proposal(root), year)


def _proposal(root: Node) -> Proposal:
    optional = {*_MORE, *_TEXTS, "year", "list_due", "report", "mailbox", "place", "contact"}
    found = root.fields({"tasks"}, {*optional, "schools", "columns"})
    texts: dict[str, Any] = {key: _find(found.get(key)) for key in (*_TEXTS, "mailbox", "place")}
    report = _report(found.get("report"))
    contact = _given(found.get("contact"))
    person = contact.fields(set(), {"person", "phone"}) if contact else {}
    columns = _given(found.get("columns"))
    year = _given(found.get("year"))
    return Proposal(
        found["text"].text(TEXT_LIMIT) if "text" in found else "",
        tuple(_task(one) for one in found["tasks"].items()[:TASKS]),
        **texts,
        year=year.integer(1900, 2899) if year else None,
        list_due=_list_due(found.get("list_due"), found.get("list_due_words")),
        report=report,
        first_month=_first_month(found.get("report")),
        person=_find(person.get("person")),
        phone=_find(person.get("phone")),
        schools=tuple(Find(one.name(NAME_LIMIT), 0, 0) for one in _items(found.get("schools"))),
        columns=tuple(one.text(NAME_LIMIT) for one in columns.items()) if columns else (),
    )


def _given(node: Node | None) -> Node | None:
    """Return a value that is given, None for none and for ``null``."""
    return node if node is not None and node.value is not None else None


def _items(node: Node | None) -> list[Node]:
    given = _given(node)
    return given.items() if given is not None else []


def _find(node: Node | None) -> Find | None:
    given = _given(node)
    return Find(given.text(LONG_TEXT_LIMIT), 0, 0) if given is not None else None


def _list_due(day: Node | None, words: Node | None) -> ListDue | None:
    found, said = _given(day), _given(words)
    if found is None and said is None:
        return None
    on = found.date_or_none() if found is not None else None
    text = said.name(NAME_LIMIT) if said is not None else ""
    return ListDue(on.isoformat() if on else None, text, 0, 0)


def _report(node: Node | None) -> ReportDue | None:
    given = _given(node)
    if given is None:
        return None
    found = given.fields({"period"}, {"day", "first_month"})
    period = found["period"].name(NAME_LIMIT)
    if period not in ("month", "quarter", "half", "year"):
        raise fault(found["period"].path, "unknown_word")
    day = _given(found.get("day"))
    if day is None:
        return ReportDue(period, None, 0, 0)
    return ReportDue(period, "last" if day.value == "last" else day.integer(1, 31), 0, 0)


def _first_month(node: Node | None) -> int | None:
    given = _given(node)
    first = _given(dict(given.members()).get("first_month")) if given is not None else None
    return first.integer(1, 12) if first is not None else None


def _task(node: Node) -> TaskFind:
    optional = {"number", "section", "heading", "units", "due", "children", "figures"}
    found = node.fields({"title"}, {*optional, "span", "paragraph"})
    number = _given(found.get("number"))
    due = _given(found.get("due"))
    return TaskFind(
        number.name(NAME_LIMIT) if number else "",
        tuple(one.name(NAMES_LIMIT) for one in _items(found.get("section"))),
        Find(found["title"].text(LONG_TEXT_LIMIT), 0, 0),
        _find(found.get("heading")),
        None,
        tuple(map(_unit, _items(found.get("units")))),
        _due(due) if due else None,
        tuple(map(_task, _items(found.get("children")))),
        tuple(map(_figure, _items(found.get("figures")))),
    )


def _unit(node: Node) -> UnitFind:
    found = node.fields({"name"}, {"role", "span"})
    role = found["role"].name(NAME_LIMIT) if "role" in found else ""
    if role not in ("", "lead", "joint", "support", "leader"):
        raise fault(found["role"].path, "unknown_word")
    return UnitFind(found["name"].name(NAMES_LIMIT), role, 0, 0)


def _due(node: Node) -> DueFind:
    found = node.fields({"printed"}, {"date", "span"})
    day = found["date"].date_or_none() if "date" in found else None
    return DueFind(found["printed"].name(NAME_LIMIT), day.isoformat() if day else None, 0, 0)


def _figure(node: Node) -> FigureFind:
    texts = ("comparator", "qualifier", "school", "about")
    found = node.fields({"value", "unit"}, {*texts, "span"})
    given: dict[str, Any] = {
        key: found[key].text(NAMES_LIMIT) if key in found else "" for key in texts
    }
    value = found["value"].name(NAME_LIMIT)
    if not FigureFind.is_value(value):
        raise fault(found["value"].path, "not_exact", decimals=2)
    comparator = given.pop("comparator") or "="
    if comparator not in ("=", ">=", "<=", "~", "range"):
        raise fault(found["comparator"].path, "unknown_word")
    unit = found["unit"].name(NAME_LIMIT)
    return FigureFind(value, unit, comparator, **given, start=0, end=0)
