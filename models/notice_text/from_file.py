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
from models.notice_text.reading import with_unused
from models.notice_text.units import UnitFind
from models.notices import portable, sound
from models.text import LONG_TEXT_LIMIT

if TYPE_CHECKING:
    from models.notices.notice import Notice

TEXT_LIMIT, PLACES, TASKS = 400_000, 10**6, 500
WORDS = sound.TEXT_LIMIT  # characters; a notice with more in one place is refused when it is put in
NOWHERE = (0, 0)  # of what was typed
_TEXTS = ("doc_number", "outer_doc_number", "issuer", "title", "attachment_title")
_MORE = {"text", "unused", "span", "format", "version", "list_due_words", "basis"}


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


def whole(content: bytes) -> Notice | None:
    """Return the notice that a file carries whole, None where it carries what was read of one.

    Raises:
        Refusal: as ``read``.
    """
    fields = dict(parse(content, BYTES_LIMIT).members())
    return read(content) if "notice" in fields else None


def proposal_of(answer: object) -> Proposal:
    """Return the proposal of plain values, as the reader process hands them over."""
    return read_proposal(json.dumps(answer).encode())


def read_proposal(content: bytes) -> Proposal:
    """Return a proposal as it was written, each find at its place of the text.

    Raises:
        Refusal: ``document.*`` with the path of the fault.
    """
    return with_unused(_proposal(parse(content, BYTES_LIMIT)))


def _proposal(root: Node) -> Proposal:
    optional = {*_MORE, *_TEXTS, "year", "list_due", "report", "mailbox", "place", "contact"}
    found = root.fields({"tasks"}, {*optional, "schools", "columns"})
    text = found["text"].source(TEXT_LIMIT) if "text" in found else ""
    spans = _Spans(found.get("span"), len(text))
    texts: dict[str, Any] = {
        key: _find(found.get(key), spans.of(key)) for key in (*_TEXTS, "mailbox", "place")
    }
    report = _report(found.get("report"), spans.of("report"))
    contact = _given(found.get("contact"))
    person = contact.fields(set(), {"person", "phone"}) if contact else {}
    columns = _given(found.get("columns"))
    schools = _items(found.get("schools"))
    year = _given(found.get("year"))
    return Proposal(
        text,
        tuple(_task(one, len(text)) for one in found["tasks"].items()[:TASKS]),
        **texts,
        year=year.integer(1900, 2899) if year else None,
        list_due=_list_due(
            found.get("list_due"), found.get("list_due_words"), spans.of("list_due")
        ),
        report=report,
        first_month=_first_month(found.get("report")),
        person=_find(person.get("person"), spans.of("person")),
        phone=_find(person.get("phone"), spans.of("phone")),
        schools=tuple(
            Find(one.name(WORDS), *span)
            for one, span in zip(schools, spans.listed("schools", len(schools)), strict=True)
        ),
        columns=tuple(one.text(WORDS) for one in columns.items()) if columns else (),
        basis=found["basis"].name(WORDS) if "basis" in found else "",
    )


def _span(node: Node | None, length: int) -> tuple[int, int]:
    """Return a place in a text of some length; one that is none there is nowhere."""
    given = _given(node)
    ends = [one.integer(0, PLACES) for one in given.items()] if given is not None else []
    if len(ends) != 2 or not ends[0] <= ends[1] <= length:  # noqa: PLR2004  (from, to)
        return NOWHERE
    return ends[0], ends[1]


class _Spans:
    """The places of what stands around the tasks, by name."""

    def __init__(self, node: Node | None, length: int) -> None:
        given = _given(node)
        self._named = dict(given.members()) if given is not None else {}
        self._length = length

    def of(self, name: str) -> tuple[int, int]:
        """Return the place of a find, nowhere where none is given."""
        return _span(self._named.get(name), self._length)

    def listed(self, name: str, count: int) -> list[tuple[int, int]]:
        """Return the places of several finds."""
        found = [_span(one, self._length) for one in _items(self._named.get(name))]
        return [*found, *[NOWHERE] * count][:count]


def _given(node: Node | None) -> Node | None:
    """Return a value that is given, None for none and for ``null``."""
    return node if node is not None and node.value is not None else None


def _items(node: Node | None) -> list[Node]:
    given = _given(node)
    return given.items() if given is not None else []


def _find(node: Node | None, span: tuple[int, int]) -> Find | None:
    given = _given(node)
    return Find(given.text(LONG_TEXT_LIMIT), *span) if given is not None else None


def _list_due(day: Node | None, words: Node | None, span: tuple[int, int]) -> ListDue | None:
    found, said = _given(day), _given(words)
    if found is None and said is None:
        return None
    on = found.date_or_none() if found is not None else None
    text = said.name(WORDS) if said is not None else ""
    return ListDue(on.isoformat() if on else None, text, *span)


def _report(node: Node | None, span: tuple[int, int]) -> ReportDue | None:
    given = _given(node)
    if given is None:
        return None
    found = given.fields({"period"}, {"day", "first_month"})
    period = found["period"].name(WORDS)
    if period not in ("month", "quarter", "half", "year"):
        raise fault(found["period"].path, "unknown_word")
    day = _given(found.get("day"))
    if day is None:
        return ReportDue(period, None, *span)
    return ReportDue(period, "last" if day.value == "last" else day.integer(1, 31), *span)


def _first_month(node: Node | None) -> int | None:
    given = _given(node)
    first = _given(dict(given.members()).get("first_month")) if given is not None else None
    return first.integer(1, 12) if first is not None else None


def _task(node: Node, length: int) -> TaskFind:
    optional = {"number", "section", "heading", "units", "due", "children", "figures"}
    places = ("span", "heading_span", "paragraph", "target_span")
    found = node.fields({"title"}, {*optional, *places, "target", "id"})
    own, heading, paragraph, target = (_span(found.get(key), length) for key in places)
    number = _given(found.get("number"))
    due = _given(found.get("due"))
    return TaskFind(
        number.name(WORDS) if number else "",
        tuple(one.name(WORDS) for one in _items(found.get("section"))),
        Find(found["title"].text(LONG_TEXT_LIMIT), *own),
        _find(found.get("heading"), heading),
        paragraph if paragraph != NOWHERE else None,
        tuple(_unit(one, length) for one in _items(found.get("units"))),
        _due(due, length) if due else None,
        tuple(_task(one, length) for one in _items(found.get("children"))),
        tuple(_figure(one, length) for one in _items(found.get("figures"))),
        _find(found.get("target"), target),
        found["id"].integer(0, PLACES) if "id" in found else None,
    )


def _unit(node: Node, length: int) -> UnitFind:
    found = node.fields({"name"}, {"role", "span"})
    role = found["role"].name(WORDS) if "role" in found else ""
    if role not in ("", "lead", "joint", "support", "leader"):
        raise fault(found["role"].path, "unknown_word")
    return UnitFind(found["name"].name(WORDS), role, *_span(found.get("span"), length))


def _due(node: Node, length: int) -> DueFind:
    found = node.fields({"printed"}, {"date", "span"})
    day = found["date"].date_or_none() if "date" in found else None
    span = _span(found.get("span"), length)
    return DueFind(found["printed"].name(WORDS), day.isoformat() if day else None, *span)


def _figure(node: Node, length: int) -> FigureFind:
    texts = ("comparator", "qualifier", "school", "about")
    found = node.fields({"value", "unit"}, {*texts, "span", "key"})
    given: dict[str, Any] = {key: found[key].text(WORDS) if key in found else "" for key in texts}
    value = found["value"].name(WORDS)
    if not FigureFind.is_value(value):
        raise fault(found["value"].path, "not_exact", decimals=2)
    comparator = given.pop("comparator") or "="
    if comparator not in ("=", ">=", "<=", "~", "range"):
        raise fault(found["comparator"].path, "unknown_word")
    unit = found["unit"].name(WORDS)
    start, end = _span(found.get("span"), length)
    key = found["key"].name(WORDS) if "key" in found else ""
    return FigureFind(value, unit, comparator, **given, start=start, end=end, key=key)
