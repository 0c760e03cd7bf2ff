"""Numbered paragraphs of a joined text, which stand under which, and their headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.notice_text.joining import CELL
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMERALS = "一二三四五六七八九十百零〇"
# The levels of a Chinese official text, the highest first (GB/T 9704-2012 §7.3.3), with ①.
LEVELS = tuple(
    lazy_regex(pattern)
    for pattern in (
        rf"(?P<n>[{_NUMERALS}]{{1,4}})、",
        rf"[（(](?P<n>[{_NUMERALS}]{{1,4}})[)）]",
        r"(?P<n>\d{1,2})[.．、](?!\d)",
        r"[（(](?P<n>\d{1,2})[)）]",
        r"(?P<n>[①-⑳])",
    )
)
CHAPTER, SECTION, ITEM, PART, CIRCLE = range(len(LEVELS))
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HEADING = lazy_regex(r"[^。；：:;\n]{2,60}")
_HEADING_LENGTH = 60


@value_class
class Paragraph:
    """A numbered paragraph with all that follows it up to the next one.

    ``start`` and ``end`` are its place in the text, ``body`` where its number ends; ``level`` is
    0–4; ``above`` are the headings that it stands under.
    """

    level: int
    number: str
    start: int
    body: int
    end: int
    heading: tuple[int, int]  # its place in the text
    above: tuple[str, ...] = ()

    def text(self, whole: str) -> str:
        """Return its text without the number."""
        return whole[self.body : self.end]

    def title(self, whole: str) -> str:
        """Return its heading."""
        return whole[self.heading[0] : self.heading[1]]


def chinese(number: int) -> str:
    """Return a numeral from 1 to 99: 九, 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    numerals = "零一二三四五六七八九"
    first = ("" if tens == 1 else numerals[tens]) + "十" if tens else ""
    return first + (numerals[ones] if ones else "")


def number_of(text: str) -> int | None:
    """Return what a numeral means: 三, 十二, 12, ③; None for none."""
    if text.isascii() and text.isdecimal():
        return int(text)
    if len(text) == 1 and text in _CIRCLES:
        return _CIRCLES.index(text) + 1
    tens, has_ten, ones = text.partition("十")
    digits = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
    if not has_ten:
        return digits.get(text)
    if (tens and tens not in digits) or (ones and ones not in digits):
        return None
    return digits.get(tens, 1) * 10 + digits.get(ones, 0)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the numbered paragraphs of a text, in order; ①②③ inside one are paragraphs too."""
    marks = sorted(_marks(text))
    above: dict[int, str] = {}
    found = []
    for place, (start, level, body, number) in enumerate(marks):
        end = marks[place + 1][0] if place + 1 < len(marks) else _end(text, body)
        end = min(end, _table_after(text, body), _end(text, body) if level == CHAPTER else end)
        heading = _heading(text, body, end)
        above = {own: title for own, title in above.items() if own < level}
        titles = tuple(above[own] for own in sorted(above))
        found.append(Paragraph(level, number, start, body, end, heading, titles))
        above[level] = text[heading[0] : heading[1]]
    return found


def _marks(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield where each numbered paragraph begins: place, level, where its text begins, number."""
    for line in re.finditer(r"[^\n]+", text):
        if CELL in line[0]:
            continue
        for level, pattern in enumerate(LEVELS):
            found = pattern.match(line[0])
            if found:
                yield line.start(), level, line.start() + found.end(), found["n"]
                break
        for circle in re.finditer(f"[{_CIRCLES}]", line[0]):
            if circle.start():
                at = line.start() + circle.start()
                yield at, CIRCLE, at + 1, circle[0]


def _heading(text: str, body: int, end: int) -> tuple[int, int]:
    """Return where the heading stands: up to the first stop, or the line."""
    found = _HEADING.match(text, body, end)
    if found is None:
        return body, min(end, body + _HEADING_LENGTH)
    return found.span()


def _end(text: str, start: int) -> int:
    """Return where the numbered text ends: at the signature, the copies, an attachment."""
    found = lazy_regex(r"\n(?:附件|抄送|[（(]此件|[（(]联系人)").search(text, start)
    return found.start() if found else len(text)


def _table_after(text: str, start: int) -> int:
    at = text.find(CELL, start)
    return len(text) if at < 0 else max(text.rfind("\n", 0, at), start)
