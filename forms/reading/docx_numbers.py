"""The automatic numbers of a docx, which stand in no text: written out before their paragraphs.

Source: ECMA-376 part 1, 17.9 (numbering): counters belong to the abstract list; a deeper level
begins anew after a higher one; an override begins its list anew.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from xml.etree.ElementTree import Element

NUMBERING, STYLES = "word/numbering.xml", "word/styles.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS, BASES = 9, 10  # levels of a list; styles that rest on one another
MOST, LONGEST = 9_999, 40  # what a list counts to; characters around a number
_CHINESE = "零一二三四五六七八九"
_DIGITS, _TEN, _TWENTY, _HUNDRED = 4, 10, 20, 100
_CIRCLED, _LETTERS = 20, 26


@value_class
class _Level:
    """How one level of a list counts: ``text`` as ``（%1）``."""

    form: str
    text: str
    start: int


@value_class
class _List:
    """An abstract list and where this use of it begins anew (by level)."""

    abstract: str
    starts: Mapping[int, int] = field(default_factory=dict)


def write_out(body: Element, numbering: Element | None, styles: Element | None) -> None:
    """Put the number of each numbered paragraph before its text."""
    if numbering is None:
        return
    levels = {
        one.get(f"{W}abstractNumId", ""): dict(_levels(one))
        for one in numbering.iter(f"{W}abstractNum")
    }
    lists = {one.get(f"{W}numId", ""): _list(one) for one in numbering.iter(f"{W}num")}
    by_style = _by_style(styles) if styles is not None else {}
    counters: dict[str, list[int | None]] = {}
    begun: set[str] = set()
    for paragraph in body.iter(f"{W}p"):
        number, level = _number_of(paragraph, by_style)
        own = lists.get(number)
        known = levels.get(own.abstract, {}) if own is not None else {}
        if own is None or level not in known:
            continue
        counter = counters.setdefault(own.abstract, [None] * LEVELS)
        if number not in begun:
            begun.add(number)
            for at, start in own.starts.items():
                counter[at] = start - 1
        before = counter[level]
        counter[level] = min(known[level].start if before is None else before + 1, MOST)
        counter[level + 1 :] = [None] * (LEVELS - level - 1)
        _put(paragraph, _shown(known, level, counter))


def _levels(abstract: Element) -> Iterator[tuple[int, _Level]]:
    for one in abstract.iter(f"{W}lvl"):
        at = _whole(one.get(f"{W}ilvl"), -1)
        if 0 <= at < LEVELS:
            form, text = (_value(one, tag) for tag in ("numFmt", "lvlText"))
            yield at, _Level(form or "decimal", text[:LONGEST], _whole(_value(one, "start"), 1))


def _list(num: Element) -> _List:
    starts = {}
    for one in num.iter(f"{W}lvlOverride"):
        at, start = _whole(one.get(f"{W}ilvl"), -1), _value(one, "startOverride")
        if 0 <= at < LEVELS and start:
            starts[at] = _whole(start, 1)
    return _List(_value(num, "abstractNumId"), starts)


def _by_style(styles: Element) -> dict[str, tuple[str, int]]:
    """Return list and level of the styles that number, by their own or by what they rest on."""
    known = {one.get(f"{W}styleId", ""): one for one in styles.iter(f"{W}style")}
    found = {}
    for name in known:
        at, number, level = name, "", None
        for _ in range(BASES):
            one = known.get(at)
            properties = one.find(f"{W}pPr/{W}numPr") if one is not None else None
            if properties is not None:
                number = number or _value(properties, "numId")
                said = _value(properties, "ilvl")
                level = _whole(said, 0) if level is None and said else level
            at = _value(one, "basedOn") if one is not None else ""
        if number:
            found[name] = number, level or 0
    return found


def _number_of(paragraph: Element, by_style: Mapping[str, tuple[str, int]]) -> tuple[str, int]:
    """Return list and level of a paragraph; ("", 0) of one without a number."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return "", 0
    number, level = by_style.get(_value(properties, "pStyle"), ("", 0))
    own = properties.find(f"{W}numPr")
    if own is not None:
        number = _value(own, "numId") or number
        level = _whole(_value(own, "ilvl"), level)
    return (number, level) if number != "0" else ("", 0)


def _shown(known: Mapping[int, _Level], level: int, counter: list[int | None]) -> str:
    if known[level].form in ("bullet", "none"):
        return ""

    def of_level(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        one = known.get(at)
        if one is None:
            return ""
        number = counter[at]
        return _formed(one.form, one.start if number is None else number)

    return re.sub(r"%([1-9])", of_level, known[level].text)


def _put(paragraph: Element, text: str) -> None:
    """Put a text before the others of a paragraph."""
    if not text:
        return
    run = ElementTree.Element(f"{W}r")
    ElementTree.SubElement(run, f"{W}t").text = text
    at = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(at, run)


# -- numbers ---------------------------------------------------------------------------------------


def _formed(form: str, number: int) -> str:
    return _FORMS.get(form, str)(number)


def _in_chinese(number: int) -> str:
    """Return 1 to 99 as 一, 十一, 二十, 二十一; others in figures."""
    tens, ones = divmod(number, _TEN)
    if not 0 < number < _HUNDRED:
        return str(number)
    if tens == 0:
        return _CHINESE[ones]
    head = "" if number < _TWENTY else _CHINESE[tens]
    return f"{head}十{_CHINESE[ones] if ones else ''}"


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= _CIRCLED else str(number)


def _lettered(number: int) -> str:
    return chr(ord("a") + (number - 1) % _LETTERS) if number > 0 else str(number)


_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand", "ideographDigital"),
        ),
        _in_chinese,
    ),
    **dict.fromkeys(("decimalEnclosedCircleChinese", "decimalEnclosedCircle"), _circled),
    "lowerLetter": _lettered,
    "upperLetter": lambda number: _lettered(number).upper(),
}


def _value(parent: Element | None, tag: str) -> str:
    one = parent.find(f"{W}{tag}") if parent is not None else None
    return one.get(f"{W}val", "") if one is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if text is not None and is_number else otherwise
