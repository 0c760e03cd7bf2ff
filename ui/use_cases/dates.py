"""Dates as the clerk types them."""

from __future__ import annotations

import re
from datetime import date

from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.notices.sound import YEARS

_DATE = lazy_regex(r"^(?:(\d{4})\s*[年.\-/])?\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?$")
WEEKDAYS = "一二三四五六日"
LONG_PAST_DAYS = 60


def parse_date(text: str, year: int) -> date | None:
    """Return the date of ``2023年3月6日``, ``2023-3-6`` or ``3月6日``; None for no date.

    Raises:
        Refusal: it is none.
    """
    bare = re.sub(r"\s", "", text)
    if not bare or re.fullmatch(r"(\d{4})?年?月?日?", bare):
        return None
    match = _DATE.match(bare)
    try:
        if match and (match[1] is None or int(match[1]) in YEARS):
            return date(int(match[1] or year), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise Refusal("sheet.not_a_date", text=text[:20])


def today() -> date:
    """Return the clerk's own calendar day."""
    return date.today()  # noqa: DTZ011  (a deadline is a day, not an instant)


def with_weekday(day: date, now: date) -> str:
    """Return ``3月8日（三）``; with its year where that is not the one of ``now``."""
    year = "" if day.year == now.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def hand_in(due: date, room: str, today: date, *, is_stamped: bool = False) -> str:
    """Return what is to be handed in where by when, as one clause."""
    left, do = days_left(due, today), "送" if is_stamped else "盖章交"
    if due < today:
        return f"{with_weekday(due, today)}的期限{left}，请尽快{do}{room}"
    return f"{with_weekday(due, today)}前{do}{room}，{left}"


def days_left(due: date, today: date) -> str:
    """Return how far a deadline is, in words; long past ones are only said to be over."""
    days = (due - today).days
    if days > 0:
        return f"还有 {days} 天"
    if days == 0:
        return "就是今天"
    return f"已过 {-days} 天" if -days <= LONG_PAST_DAYS else "已过"
