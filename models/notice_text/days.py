"""Days that a notice names: 3月8日前, 每月25日前, 每季度末月20日前, 到2022年底."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.months import MONTHS
from models.value_class import value_class

if TYPE_CHECKING:
    import re

_QUARTER, _HALF, _YEAR, _MONTH = "quarter", "half", "year", "month"
_ONCE = lazy_regex(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号](?:之?前|以前|下班前|上午|17)?"
)
_WORDS = lazy_regex(r"(?:20\d\d年)?\d{1,2}月(?:上旬|中旬|下旬|底|末)(?:前|之前|以前)?")
_EVERY = lazy_regex(
    r"每(?P<period>个?月|季度|半年|年)(?:的)?(?:末月|最后一个月|末|度)?"
    r"(?:(?P<day>\d{1,2})[日号]|(?P<last>底|末|月底|最后一天))?(?:之?前|以前)?"
)
_LIST = lazy_regex(r"任务清单|工作清单|清单|年度计划|工作计划|实施方案|任务分解")
_HANDED_IN = lazy_regex(r"报送|上报|报至|报到|交至|交到|盖章|送交|提交|反馈|报")
_REPORT = lazy_regex(r"完成情况|进展情况|落实情况|推进情况|工作进度|任务进度|总结|汇报")
_DUE = lazy_regex(r"到(?P<year>20\d\d)年(?P<end>底|末)?|(?P<y2>20\d\d)年底前")
_WITHIN = lazy_regex(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末)|[上中下]旬)"
    r"(?:之?前|以前)(?!年)"
)
_WITHIN_LOOSE = lazy_regex(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末)|[上中下]旬)"
    r"(?:之?前|以前)?"
)
_MOVED = lazy_regex(r"(?:提前|推迟|延长|延期|延后|调整|变更|改)(?:为|到|至)")
_TOLD = lazy_regex(r"完成情况|进展|落实情况|推进情况|进度|报告|报表|总结|汇报|月报|季报")
_REPORT_MOVED = lazy_regex(
    r"(?:提前|推迟|调整|变更|改)(?:为|到|至)(?P<said>(?:每(?P<period>个?月|季度|半年|年)"
    r"(?:的)?(?:末月|最后一个月|末|度)?)?(?P<day>\d{1,2})[日号](?:之?前|以前)?)"
)
_PERIODS = {"月": _MONTH, "个月": _MONTH, "季度": _QUARTER, "半年": _HALF, "年": _YEAR}
_SENTENCE = lazy_regex(r"[^。\n]+")


@value_class
class ListDue:
    """Until when the list is to be handed in: a day, else the printed words."""

    day: str | None  # YYYY-MM-DD
    words: str
    start: int
    end: int


@value_class
class ReportDue:
    """How often a report is due, and on which day: 1–31, ``last``, None where none is named."""

    period: str
    day: int | str | None
    start: int
    end: int


def list_due(text: str, year: int | None) -> ListDue | None:
    """Return until when the list is asked for; None where no sentence says so."""
    for sentence in _SENTENCE.finditer(text):
        if not (_LIST.search(sentence[0]) and _HANDED_IN.search(sentence[0])):
            continue
        for found in _ONCE.finditer(text, *sentence.span()):
            named = int(found["year"]) if found["year"] else year
            day = _day(named, int(found["month"]), int(found["day"]))
            if "前" in found[0] or "前" in text[found.end() : found.end() + 6]:
                return ListDue(day, found[0], *found.span())
        words = _WORDS.search(text, *sentence.span())
        if words:
            return ListDue(None, words[0], *words.span())
    return None


def day_of(words: str, year: int | None) -> str | None:
    """Return the day (YYYY-MM-DD) of some words: ``3月8日前``; None where they name none."""
    found = _ONCE.fullmatch(words)
    if found is None:
        return None
    named = int(found["year"]) if found["year"] else year
    return _day(named, int(found["month"]), int(found["day"]))


def _day(year: int | None, month: int, day: int) -> str | None:
    if year is None or month not in MONTHS:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def report_due(text: str) -> ReportDue | None:
    """Return how often the notice asks what was done; None where it does not."""
    for sentence in _SENTENCE.finditer(text):
        if not (_REPORT.search(sentence[0]) and _HANDED_IN.search(sentence[0])):
            continue
        for found in _EVERY.finditer(text, *sentence.span()):
            if not found["day"] and not found["last"] and "前" not in found[0]:
                continue
            if found["day"] and not 1 <= int(found["day"]) <= 31:  # noqa: PLR2004  (days)
                continue
            day: int | str | None = int(found["day"]) if found["day"] else None
            if day is None and found["last"]:
                day = "last"
            return ReportDue(_PERIODS[found["period"]], day, *found.span())
    return None


@value_class
class DueFind:
    """Until when a task is to be done: printed words, and the day where they name one."""

    printed: str
    day: str | None
    start: int
    end: int


def task_due(text: str, start: int, end: int, year: int | None) -> DueFind | None:
    """Return until when a task's paragraph wants it done; 到2022年 names no day, its 底 does.

    Of several ends of years the last; days within ``year`` only where there is one: several are
    steps on the way.
    """
    found = list(_DUE.finditer(text, start, end))
    if not found:
        within = [
            one
            for sentence in _SENTENCE.finditer(text, start, end)
            if not _is_about_papers(sentence[0])
            for one in _WITHIN.finditer(text, *sentence.span())
        ]
        return _within(within[0], year) if len(within) == 1 else None
    last = found[-1]
    is_end = last["end"] is not None or last["y2"] is not None
    named = last["year"] or last["y2"]
    return DueFind(last[0], f"{named}-12-31" if is_end else None, *last.span())


def moved_to(text: str, start: int, end: int, year: int | None) -> DueFind | None:
    """Return the day that a paragraph moves something to: 推迟到10月底前; of papers none."""
    for found in _MOVED.finditer(text, start, end):
        sentence = text[max(text.rfind(mark, start, found.start()) for mark in "。\n") + 1 :]
        if _is_about_papers(sentence.split("。")[0]):
            continue
        within = _WITHIN_LOOSE.match(text, found.end(), end)
        if within is not None:
            return _within(within, year)
    return None


def report_moved_to(text: str, period: str | None) -> ReportDue | None:
    """Return the day that the report is moved to: 由25日前改为20日前; its period stays."""
    for sentence in _SENTENCE.finditer(text):
        if not (_HANDED_IN.search(sentence[0]) and _TOLD.search(sentence[0])):
            continue
        found = _REPORT_MOVED.search(text, *sentence.span())
        if found is None or not 1 <= int(found["day"]) <= 31:  # noqa: PLR2004  (days)
            continue
        named = _PERIODS.get(found["period"] or "", period)
        if named is not None:
            return ReportDue(named, int(found["day"]), *found.span("said"))
    return None


def _is_about_papers(sentence: str) -> bool:
    """Whether a sentence asks for the list or a report: its day is no task's."""
    return bool(
        _HANDED_IN.search(sentence) and (_LIST.search(sentence) or _REPORT.search(sentence))
    )


def _within(found: re.Match[str], year: int | None) -> DueFind:
    """Return a day within a year; 6月中旬前 names none."""
    named, month = int(found["year"]) if found["year"] else year, int(found["month"])
    day = int(found["day"]) if found["day"] else 0
    if found["end"] and named is not None and month in MONTHS:
        day = calendar.monthrange(named, month)[1]
    return DueFind(found[0], _day(named, month, day) if day else None, *found.span())
