"""Months as people write them: a text is taken apart at its marks (3月：, 4-6月份：, 一季度：).

Nothing is refused. What no month of the list's year can be meant by (13月, 次年1月) is no mark: it
stays in its text, and ``month_words`` names it for a finding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.cleaning import narrow
from models.lazy_regex import lazy_regex
from models.months import EVERY_MONTH
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator

_TENS = {"": 0} | {word: number for number, word in enumerate("一二三四五六七八九", start=1)}

_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?![\d一二三四五六七八九十])"
_YEAR = r"(?:(?:20)?\d\d {0,3}年|20\d\d {0,3}[./-](?= {0,3}\d)|[本今当次翌明来]年)"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAYS = (
    rf"{_DAY}(?: {{0,3}}[日号]? {{0,3}}(?:[—–~至到-]{{1,2}}|[、,和]) {{0,3}}{_DAY}){{0,5}}"
    r" {0,3}[日号](?:[之以]?前)?"
)
# What narrows a month down; 初, 底 and 末 may as well begin a word (3月初审, 3月底稿).
_WITHIN = (
    r"(?:[上中下]旬|上中旬|中下旬|[上下]半月|初(?![中级一二三赛审步选次稿试评定])"
    rf"|中(?= {{0,3}}[:,)\]】]|$)|[底末]前|底(?![稿数册账蕴线子])|末(?![位端梢尾])|{_DAYS})"
)
_POINT = (
    rf"(?P<year>{_YEAR})? {{0,3}}(?P<number>{_NUMBER})(?P<word> {{0,3}}月份?)?"
    rf"(?: {{0,3}}(?P<within>{_WITHIN}))?"
)
_RANGE, _LIST = r"(?:[—–~-]{1,2}|[至到])", r"[、,/和及与]"
# 3 of 3、4月: only what is joined to a month that is named as one is a month too (3月2场 is not).
_SHORT = rf"(?:{_YEAR} {{0,3}})?{_NUMBER}"
_JOINT = rf" {{0,3}}(?:{_RANGE}|{_LIST}) {{0,3}}"
_NAMED = (
    rf"(?:(?:{_YEAR})? {{0,3}}{_NUMBER} {{0,3}}月份?|20\d\d {{0,3}}[./-] {{0,3}}{_NUMBER}(?!\.\d))"
    rf"(?: {{0,3}}{_WITHIN})?"
)
_MONTHS = (
    rf"(?:{_SHORT}{_JOINT}){{0,11}}{_NAMED}"
    rf"(?:(?:{_JOINT}(?:{_SHORT}{_JOINT}){{0,11}}| {{0,3}}){_NAMED}){{0,11}}"
)
_QUARTER = r"第?[一二三四1-4](?: {0,3}[、,—–~至到-] {0,3}第?[一二三四1-4])* {0,3}季度?|Q[1-4]"
_PERIODS = {  # what stands for several months -> the first and the last of them
    "上半年": (1, 6),
    "下半年": (7, 12),
    "春季学期": (2, 7),
    "春学期": (2, 7),
    "秋季学期": (9, 12),
    "秋学期": (9, 12),
    "寒假": (1, 2),
    "暑假": (7, 8),
    "暑期": (7, 8),
    **dict.fromkeys(EVERY_MONTH, (1, 12)),
}
_PERIOD = rf"(?:{'|'.join(_PERIODS)})(?:期间)?"
_ENDED = r"(?= {0,3}[:,)\]】])"  # 3月起： but 3月起草
_SINCE = rf"[自从]? {{0,3}}{_NUMBER} {{0,3}}月份?(?:起|开始){_ENDED}"
_WHOLE_YEAR = r"全年度?|整年"
_NUMBERING = (
    r"(?:\( {0,3}(?:\d{1,2}|[一二三四五六七八九十]{1,3}) {0,3}\)|[\u2460-\u2473]"
    r"|\d{1,2} {0,3}(?:[.)](?!\d{2})|、)|[一二三四五六七八九十]{1,3}、|[•·●◆■▪★☆✓➢-])"
)
_EXPRESSION = (
    rf"(?P<period>(?:{_YEAR})? {{0,3}}(?:{_QUARTER}|{_PERIOD}|{_SINCE})"
    rf"(?: {{0,3}}[初中内末底]前?{_ENDED})?)"
    rf"|(?P<whole>(?:{_YEAR})? {{0,3}}(?:{_WHOLE_YEAR}))|(?P<months>{_MONTHS})"
)
# After a comma or a bracket only a colon tells that a month begins; at the start of a line, of a
# sentence and behind a number of its own it may be left out.
_MARK = lazy_regex(
    rf"(?:(?P<new>^|(?<=[\n;。!?])|(?=[\u2460-\u2473\[【〔]|\(\d{{1,2}}\)))|(?<=[,)”\"])) {{0,3}}"
    rf"(?P<numbering>{_NUMBERING})? {{0,3}}(?P<open>[\[(【〔《])? {{0,3}}(?:{_EXPRESSION}) {{0,3}}"
    r"(?P<close>[\])】〕》])? {0,3}(?P<colon>:)? {0,3}"
)
_PROSE = lazy_regex(
    r"[之以]?[前后]|以[来上下]|起(?![草步动跑])|开始|[至到] {0,3}[\d一二三四五六七八九十次]|的"
    r"|期(?![末中])|度|内|间|个|[、和及与]|[—–~-]|[;。!?]|\s|$"
)
_WORDS = lazy_regex(
    rf"(?:{_YEAR})? {{0,3}}(?<!\d)(?:{_NUMBER}|1[3-9]) {{0,3}}月(?![饼球票])"
    r"|(?:[一二三四1-4] {0,3}|[每各]个?)季度|[上下]半年|(?:[每各]个?|第[一二]|[上下本])学期|寒暑假"
    r"|20\d\d[./-](?:1[0-2]|0?[1-9])(?!\d)"
)
_POINTS = lazy_regex(_POINT)
_IN_ROW = lazy_regex(
    r"^ {0,3}(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、)]|\.(?!\d{2}))", re.MULTILINE
)
_BRACKETS = dict.fromkeys("([【〔《", 1) | dict.fromkeys(")]】〕》", -1)
_NO_MONTH = lazy_regex(r"1[3-9]")  # of what _WORDS finds
_LONGEST_WORDS = 40  # of a span


@value_class
class Mark:
    """What a piece of text is for: ``months`` (none: the whole year), each by itself.

    With ``words``, as they were written, it is one span from the first to the last of them.
    ``within`` narrows a month down and belongs to its text: 上旬, 月底前, 15日前.
    """

    months: tuple[int, ...] = ()
    words: str = ""
    within: str = ""


@value_class
class Piece:
    """A text and what it is for; ``mark`` is None for what stands before the first one."""

    mark: Mark | None
    text: str


def pieces(text: str, year: int, *, bare: bool = True) -> Iterator[Piece]:
    """Take a text apart at its marks of ``year``; what closes an item goes, the words stay.

    ``bare``: at the start of a line or a sentence a month needs no colon (3月启动；4月报名).
    """
    signs = narrow(text)
    in_row, depths = _is_numbered(signs), _depths(signs)
    mark, start = None, 0
    for found in _MARK.finditer(signs):
        own = None if depths[found.start()] else _mark(found, text, year, in_row=in_row)
        if own is not None and (bare or _is_closed(found)):
            before = text[start : found.start()].rstrip(" \u3000")
            yield Piece(mark, _body(before.removesuffix("，").removesuffix(",")))
            mark, start = own, found.end()
            while not found["colon"] and signs[start : start + 1] in tuple(",、;"):
                start += 1  # 3月，启动
    yield Piece(mark, _body(text[start:]))


def begins_with_mark(text: str, year: int) -> bool:
    """Whether the start of a text would be read as a mark of ``year``."""
    first = next(pieces(text, year))
    return not first.text and bool(text.strip())


def _depths(signs: str) -> list[int]:
    """Return for each place how many brackets of its line are open before it."""
    depths, depth = [], 0
    for sign in signs:
        depths.append(depth)
        depth = 0 if sign == "\n" else max(0, depth + _BRACKETS.get(sign, 0))
    return [*depths, depth]


def month_words(text: str) -> list[str]:
    """Return the words of a text that name months, in their order."""
    return [found[0].strip() for found in _WORDS.finditer(narrow(text))]


def months_named(word: str, year: int) -> range:
    """Return the months of ``year`` that one of those words names, none of 每季度, 2024年1月."""
    signs = narrow(word)
    if _year_of(signs, year) != year:
        return range(0)
    found = None if _NO_MONTH.search(signs) else _POINTS.search(signs)
    if "半年" in signs:
        return range(1, 7) if signs.startswith("上") else range(7, 13)
    number = _number(found["number"]) if found and "月" in signs else 0
    quarter = re.match("[一二三四1-4]", signs) if "季" in signs else None
    if quarter is not None:
        last = _number(quarter[0]) * 3
        return range(last - 2, last + 1)
    return range(number, number + 1) if number else range(0)


def _body(text: str) -> str:
    return text.strip("；; \u3000\n\t")


def _is_numbered(signs: str) -> bool:
    """Whether lines begin with 1、2、3、: then ``3、4月`` is the third line, not two months."""
    numbers = [_number(found["number"]) for found in _IN_ROW.finditer(signs)]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _number(word: str) -> int:
    """Return the number that digits or Chinese numerals up to 99 mean."""
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return _TENS.get(word, 0)
    return 10 * (_TENS.get(tens, 0) or 1) + _TENS.get(ones, 0)


def _mark(found: re.Match[str], text: str, year: int, *, in_row: bool) -> Mark | None:
    """Return what a mark of a text means, None where it only looks like one."""
    if bool(found["open"]) != bool(found["close"]) or not _may_begin(found):
        return None
    if found["whole"] is not None:
        is_own = _year_of(found["whole"], year) == year
        return Mark() if is_own and found["colon"] else None
    kind = "period" if found["period"] else "months"
    words = text[found.start(kind) : found.end(kind)].strip()
    joined = words if in_row else _with_numbering(found["numbering"] or "", words)
    if not joined or len(joined) > _LONGEST_WORDS:
        return None
    return _period(joined, year) if kind == "period" else _of_months(joined, year)


def _may_begin(found: re.Match[str]) -> bool:
    if found["colon"]:
        return True
    is_prose = _PROSE.match(found.string, found.end()) and not found["close"]
    return found["new"] is not None and not is_prose


def _with_numbering(numbering: str, words: str) -> str:
    """Return the words of months with what stands before them, where that is a month too.

    ``3、4月`` are two months; ``1、3月`` and ``二、4月`` are a number and a month; of ``1、2月`` in
    other signs nobody can tell, and ``3.4月`` neither: empty.
    """
    first = _number(numbering.rstrip("、. ")) if numbering[-1:] in ("、", ".") else 0
    if not first:
        return words
    numbers = [_number(word) for word in re.findall(_NUMBER, narrow(words))]
    is_next = numbers[:1] == [first + 1]
    if numbering.endswith("、") and numbering[0].isascii() == narrow(words)[0].isascii():
        return numbering + words if is_next or len(numbers) > 1 else ""
    return "" if is_next else words


def _is_closed(found: re.Match[str]) -> bool:
    """Whether a colon or a pair of brackets makes it a mark, where none may be left out."""
    return bool(found["colon"] or (found["open"] and found["close"]))


def _year_of(words: str, year: int) -> int:
    """Return the year that words begin with; the list's own where they name none."""
    if words[:2] in ("次年", "翌年", "明年", "来年"):
        return year + 1
    digits = re.match(r"\d{2,4}(?= *[年./-])", words)
    if digits is None:
        return year
    return int(digits[0]) + (0 if len(digits[0]) > 2 else 2000)  # noqa: PLR2004  (23年)


def _period(words: str, year: int) -> Mark | None:
    """Return the span of a quarter, a half-year, a term, every month, or what begins in a month."""
    signs = narrow(words)
    if _year_of(signs, year) != year:
        return None
    bare = re.sub(rf"^{_YEAR} *", "", signs)
    known = next((months for word, months in _PERIODS.items() if word in bare), None)
    if known is not None:
        first, last = known
    elif "季" in bare or "Q" in bare:
        numbers = [_number(word) for word in re.findall("[一二三四1-4]", bare)]
        is_range = re.search("[—–~至到-]", bare) or numbers[-1] - numbers[0] == len(numbers) - 1
        if not is_range or sorted(set(numbers)) != numbers:
            return None  # 一、三季度 are no span
        first, last = numbers[0] * 3 - 2, numbers[-1] * 3
    else:
        found = _POINTS.search(bare)
        first, last = _number(found["number"]) if found else 1, 12
    return Mark(tuple(range(first, last + 1)), words)


def _of_months(words: str, year: int) -> Mark | None:
    """Return the months that are named one by one or as a range; None where that cannot be."""
    signs = narrow(words)
    points = [_Point(found, words) for found in _POINTS.finditer(signs)]
    months: list[int] = []
    own_year, end = year, 0
    for point in points:
        own_year = _year_of(point.year, year) if point.year else own_year
        more = point.months_after(signs[end : point.start].strip(), months, own_year - year)
        if more is None:
            return None
        months += more
        end = point.end
    if end < len(words) or not any(point.is_named for point in points):
        return None
    in_order = tuple(sorted(set(months)))
    is_narrowed = any(point.within for point in points) or own_year > year
    if len(points) == 1:
        return Mark(in_order, within=points[0].within)
    return (
        Mark(tuple(range(in_order[0], in_order[-1] + 1)), words) if is_narrowed else Mark(in_order)
    )


class _Point:
    """One month of an expression, with the year before it and what narrows it down."""

    def __init__(self, found: re.Match[str], words: str) -> None:
        self.start, self.end = found.span()
        self.year = found["year"] or ""
        self.number = _number(found["number"])
        self.within = _within(words[slice(*found.span("within"))] if found["within"] else "")
        # 2023.3 needs no 月, 2023年3 does; in 3、4月 the last one names both.
        self.is_named = bool(found["word"]) or self.year[-1:] in ("-", ".", "/", " ")

    def months_after(self, joint: str, before: list[int], years_on: int) -> list[int] | None:
        """Return the months that it adds to those before it; None where that cannot be."""
        is_range = re.fullmatch(_RANGE, joint) is not None
        if years_on:  # 9月—次年1月 ends with this year
            is_next = years_on == 1 and is_range and before
            return list(range(before[-1] + 1, 13)) if is_next else None
        if not is_range:
            return [self.number]
        return list(range(before[-1] + 1, self.number + 1)) if self.number > before[-1] else None


def _within(words: str) -> str:
    """Return what narrows a month down as it reads without the month: 月底前, 上旬."""
    return f"月{words}" if re.fullmatch("[初中底末]前?", words) else words
