"""Document wording: how columns 3 and 4 are composed from the months, and read back from text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.months import MONTHS, YEAR_GOAL
from models.notices.notice import Indicator, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.task_list.contents import Entry

NONE_TEXT = "本月无安排"
YEAR_MARK = "全年"
_CLOSERS = "。！？；…!?;"
# A mark opens a month at the start of a line or after ；or 。 — anywhere else it is prose.
_MARK = re.compile(
    r"(?:^|(?<=[\n；;。]))[ \u3000]{0,8}(?:(?P<first>1[0-2]|[1-9])"
    r"(?: {0,3}月? {0,3}[—–\-－～~至到]{1,2} {0,3}(?P<last>1[0-2]|[1-9]))? {0,3}月份?|全年)"
    r"[ \u3000]{0,3}[：:]"
)


@dataclass(frozen=True)
class Span:
    """A text that holds from month ``first`` to ``last``; both are YEAR_GOAL for the year."""

    first: int
    last: int
    text: str

    @property
    def mark(self) -> str:
        """The words that open it: ``3月``, ``7—8月``, ``全年``."""
        if self.first == YEAR_GOAL:
            return YEAR_MARK
        return f"{self.first}月" if self.first == self.last else f"{self.first}—{self.last}月"


def amounts_phrase(entry: Entry, month: int, indicators: Iterable[Indicator]) -> str:
    """Return ``职业技能鉴定60人（累计120人）`` for the amounts of a month, empty without any.

    A scope (围绕10项建设任务) is never added up: its amount is what is done by then.
    """
    parts = []
    for indicator in indicators:
        amount = entry.month(month).amounts.get(indicator.key)
        if amount is None:
            continue
        part = f"{indicator.name}{amount}{indicator.unit}"
        if indicator.kind is Kind.COUNT:
            so_far = (entry.month(m).amounts.get(indicator.key, 0) for m in range(1, month + 1))
            part += f"（累计{sum(so_far)}{indicator.unit}）"
        parts.append(part)
    return "，".join(parts)


def _merged(texts: Mapping[int, str], alone: set[int]) -> list[Span]:
    """Join equal neighbouring months; months in ``alone`` (with amounts) stay by themselves."""
    spans: list[Span] = []
    for month in MONTHS:
        text = texts.get(month, "")
        if not text:
            continue
        before = spans[-1] if spans else None
        if (
            before
            and before.text == text
            and before.last == month - 1
            and not {month, before.last} & alone
        ):
            spans[-1] = Span(before.first, month, text)
        else:
            spans.append(Span(month, month, text))
    return spans


def _closed(spans: list[str]) -> str:
    """Close each item with ；and the last with 。 unless its own text closes it."""
    closed = []
    for index, text in enumerate(spans):
        body = text.rstrip("；; \n")
        end = "" if body.endswith(tuple(_CLOSERS)) else "。" if index == len(spans) - 1 else "；"
        closed.append(body + end)
    return "\n".join(closed)


def _goal_spans(entry: Entry) -> list[Span]:
    goals = {m: entry.month(m).goal for m in MONTHS}
    alone = {m for m in MONTHS if entry.month(m).amounts}
    spans = _merged(goals, alone)
    year = entry.month(YEAR_GOAL).goal
    return [*spans, Span(YEAR_GOAL, YEAR_GOAL, year)] if year else spans


def compose_goals(entry: Entry, indicators: Iterable[Indicator]) -> str:
    """Return column 3 as printed: months in order, one a line, the year's goal last."""
    indicators = tuple(indicators)
    phrases = {m: amounts_phrase(entry, m, indicators) for m in MONTHS}
    texts = {
        m: "，".join(filter(None, (entry.month(m).goal.rstrip("；;，,。 \n"), phrases[m])))
        if phrases[m]
        else entry.month(m).goal
        for m in MONTHS
    }
    spans = _merged(texts, {m for m in MONTHS if phrases[m]})
    year = entry.month(YEAR_GOAL).goal
    if year:
        spans.append(Span(YEAR_GOAL, YEAR_GOAL, year))
    return _closed([f"{span.mark}：{span.text}" for span in spans])


def goals_text(entry: Entry) -> str:
    """Return column 3 for editing: the goals alone; the amounts are edited beside the sheet."""
    return "\n".join(f"{span.mark}：{span.text}" for span in _goal_spans(entry))


def compose_measures(entry: Entry) -> str:
    """Return column 4 as printed: the general measures, then those given by month."""
    spans = _merged({m: entry.month(m).measure for m in MONTHS}, set())
    if not spans:
        return entry.measures
    by_month = _closed([f"{span.mark}：{span.text}" for span in spans])
    return "\n".join(filter(None, (entry.measures, by_month)))


def measures_text(entry: Entry) -> str:
    """Return column 4 for editing."""
    spans = _merged({m: entry.month(m).measure for m in MONTHS}, set())
    return "\n".join(filter(None, (entry.measures, *(f"{s.mark}：{s.text}" for s in spans))))


def parse_by_month(text: str, phrases: Mapping[int, str] | None = None) -> dict[int, str]:
    """Read ``3月：…；7—8月：…`` into texts by month; whatever has no month is the year's.

    Nothing is refused: ``13月：`` is prose. ``phrases`` (month → its amounts phrase) are taken off
    the ends again, so that text copied from a printed list does not say its figures twice.
    """
    found: dict[int, list[str]] = {}
    months, start = [YEAR_GOAL], 0

    def take(piece: str) -> None:
        body = piece.strip(" \u3000\n").rstrip("；;").rstrip()
        for month in months:
            own = _without(body, (phrases or {}).get(month, ""))
            if own:
                found.setdefault(month, []).append(own)

    for mark in _MARK.finditer(text):
        first = int(mark["first"] or YEAR_GOAL)
        last = int(mark["last"] or first)
        if last < first:
            continue
        take(text[start : mark.start()])
        months, start = list(range(first, last + 1)), mark.end()
    take(text[start:])
    return {month: "\n".join(texts) for month, texts in found.items()}


def _without(body: str, phrase: str) -> str:
    bare = body.rstrip("。")
    if phrase and bare.endswith(phrase):
        return bare.removesuffix(phrase).rstrip("，, ")
    return body
