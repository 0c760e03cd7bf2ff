"""One text from the lines of a file: those that a PDF cut are joined, page numbers are dropped.

Paragraphs are lines of the joined text. A row of a table is one line, its cells parted by tabs.
"""

from __future__ import annotations

import re

from models.cleaning import plain
from models.lazy_regex import lazy_regex
from models.text import clean_text

CELL = "\t"
_NUMERALS = "一二三四五六七八九十百零〇"
# What begins a paragraph: 一、 （一） 1. 1． 1、 (1) ① 第一条; 3.5个百分点 begins none.
BEGINS = lazy_regex(
    rf"(?:[{_NUMERALS}]{{1,4}}、|[（(][{_NUMERALS}]{{1,4}}[)）]|\d{{1,2}}[.．、](?!\d)"
    rf"|[（(]\d{{1,2}}[)）]|[①-⑳]|第[{_NUMERALS}]{{1,4}}[章节条]"
    r"|[\u4e00-\u9fff]{2,12}[〔\[(（]20\d\d[〕\])）]第?\d{1,4}号$"  # a number in a line of its own
    r"|附件|抄送|主题词|各[^，。]{1,40}[：:]$|#)"
)
# The number of a list's item, which is set apart by a tab where text was copied out of Word.
_ITEM = lazy_regex(
    rf"^\s*((?:[（(]?(?:\d{{1,2}}|[{_NUMERALS}]{{1,4}})[.．、)）]|[①-⑳])\s*){CELL}(?=[^{CELL}]+$)"
)
_COUNTED = lazy_regex(r"[年月日号个人名项次%％家所门节万亿]")  # what a figure before it counts
_PAGE_NUMBER = lazy_regex(
    r"[-—–_\s·]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[，,共/／]*\s*\d{1,3}\s*页?)?[-—–_\s·]*"
)
_CHINESE = r"\u2014\u2018-\u201d\u2026\u3000-\u9fff\uff00-\uffef"
_SPACE = lazy_regex(rf"(?<=[{_CHINESE}]) +| +(?=[{_CHINESE}])")
_MARKDOWN_RULE = lazy_regex(r"[|\s:+-]+")
_ENDS = "。！？；：!?;:"
_OPEN_LENGTH = 200  # characters of a bracket that is not closed
_HEADING_LENGTH = 34  # characters of a heading that stands in a line of its own
_SHORT, _FULL = 12, 0.7  # a line that is cut is nearly as long as the longest
_WRAPPED = 60  # characters; who writes longer lines cuts none
_NINE_TENTHS = 0.9


def joined(raw: str) -> str:
    """Return the text of a file as paragraphs, a line each; spaces inside Chinese are gone."""
    lines = list(_lines(raw))
    width = _width([line for line in lines if CELL not in line])
    found: list[str] = []
    for line in lines:
        if found and _goes_on(found[-1], line, width):
            found[-1] += line
        else:
            found.append(line)
    return "\n".join(found)


def _lines(raw: str) -> list[str]:
    text = plain(raw).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = CELL.join(clean_text(part, len(part)).text for part in text.split(CELL))
    found = []
    for line in text.replace("\ufeff", "").split("\n"):
        read = _row(line) if line.strip().startswith("|") else _clean(line)
        if read and not _PAGE_NUMBER.fullmatch(read):
            found.append(read)
    return found


def _row(line: str) -> str:
    """Return a row of a table that is drawn with bars; a rule between rows is none."""
    if _MARKDOWN_RULE.fullmatch(line):
        return ""
    cells = [_clean(cell) for cell in line.strip().strip("|").split("|")]
    return CELL.join(cells)


def _clean(line: str) -> str:
    line = _ITEM.sub(r"\1", line)
    if CELL in line:
        return CELL.join(_clean(cell) for cell in line.split(CELL))
    line = re.sub(r"[ \u00a0\u2002-\u200b\u3000]+", " ", line).strip()
    return _SPACE.sub("", line.lstrip("#").strip() if line.startswith("#") else line)


def _width(lines: list[str]) -> int:
    """Return how long a line is that was cut at the margin; 0 where none was."""
    lengths = sorted(map(len, lines))
    if not lengths:
        return 0
    usual = lengths[int(len(lengths) * _NINE_TENTHS)]
    return usual if usual <= _WRAPPED else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before: that one was cut in the middle of a sentence."""
    if CELL in before or CELL in line:
        return False
    if _is_open(before) or before[-1] in "，、,（(":
        return True
    if BEGINS.match(line) or before[-1] in _ENDS:
        return False
    if before[-1].isdecimal() and _COUNTED.match(line):
        return True
    return _is_cut(before, width)


def _is_cut(line: str, width: int) -> bool:
    """Whether a line that ends nothing was cut at the margin; a heading or a name was not."""
    if not width:  # a paragraph a line, and still some are cut
        cut = "。；" if BEGINS.match(line) else "。；，,"
        return len(line) > _HEADING_LENGTH or any(mark in line for mark in cut)
    return len(line) >= max(_SHORT, _FULL * width)


def _is_open(text: str) -> bool:
    """Whether a bracket was opened last and not closed: ``(责任单位:``."""
    last = max(text.rfind("（"), text.rfind("("))
    return last > max(text.rfind("）"), text.rfind(")")) and len(text) - last < _OPEN_LENGTH
