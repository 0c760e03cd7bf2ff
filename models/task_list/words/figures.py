"""Figures that stand in a goal's text, and where text and figures of the months disagree.

Nothing is written here: what is found is offered, and put in by one click of the clerk.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from models.cleaning import narrow
from models.documents.findings import Finding, Fix, Place, Severity
from models.lazy_regex import lazy_regex
from models.months import MONTHS
from models.notices.indicator import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.notices.indicator import Indicator, Ratio
    from models.task_list.contents import Entry

_CLAUSES = lazy_regex("[，。；！？、：,;:!?\n（）()]")
_COUNTED = frozenset({Kind.COUNT, Kind.MONEY})
# A clause with one of these speaks of another figure than the month's own.
_OTHERS = lazy_regex(
    "累计|全年|今年|去年|年度|年内|半年|季度|上月|共计|合计|全县|全校"
    "|任务数|计划|目标|拟|预计|力争|取消|未|还差|缺|减少"
)
# What may stand between an indicator and its figure: 鉴定合格75人, 75人的鉴定, 2节微课.
_BEFORE, _BEHIND = "(?:了|共|约|人数|合格|通过|完成)?", "(?:的|参加|通过|完成)?"


def is_named(indicator: Indicator, text: str) -> bool:
    """Whether a text speaks of an indicator."""
    return indicator.short in text or indicator.name in text


def figures_in(text: str, indicators: Iterable[Indicator]) -> dict[str, int]:
    """Return the figures that a text gives for indicators: ``{"5.…": 75}`` of 完成鉴定75人.

    The indicator must stand beside its figure in a clause that has no other; else it is not sure.
    """
    found: dict[str, set[int]] = {}
    for clause in _CLAUSES.split(narrow(text)):
        if _OTHERS.search(clause):
            continue
        for indicator in indicators:
            number = _number_in(clause, indicator) if indicator.unit else None
            if number is not None:
                found.setdefault(indicator.key, set()).add(number)
    return {key: numbers.pop() for key, numbers in found.items() if len(numbers) == 1}


def says_ratio(text: str, ratio: Ratio) -> bool:
    """Whether a text gives a ratio itself: ``比例45/75人``."""
    pair = rf"(?<![\d./]){ratio.part} {{0,2}}/ {{0,2}}{ratio.whole}(?![\d./])"
    return re.search(pair, narrow(text)) is not None


def _number_in(clause: str, indicator: Indicator) -> int | None:
    """Return the figure beside an indicator in a clause that has no other of its unit."""
    if not any(name in clause for name in _names(indicator.name, indicator.short)):
        return None  # most clauses speak of one figure: the patterns of the others are not needed
    words = (indicator.name, indicator.short, indicator.unit)
    pairs = _beside(*words, indicator.decimals).findall(clause)
    if len(pairs) != 1 or len(re.findall(rf"\d+ *{re.escape(indicator.unit)}", clause)) != 1:
        return None
    return exact(next(filter(None, pairs[0])), indicator.decimals)


def exact(number: str, decimals: int) -> int:
    """Return a written number in 10^-decimals: ``12.5`` and 2 give 1250."""
    whole, _, fraction = number.partition(".")
    return int(whole + fraction.ljust(decimals, "0"))


@cache
def _names(name: str, short: str) -> tuple[str, str]:
    """Return how an indicator is called where widths do not tell."""
    return narrow(name), narrow(short)


@cache
def _beside(name: str, short: str, unit: str, decimals: int) -> re.Pattern[str]:
    """Return what finds the figure of an indicator beside its name."""
    names = "|".join(map(re.escape, _names(name, short)))
    fraction = rf"(?:\.\d{{1,{decimals}}})?" if decimals else ""
    number = rf"(?<![\d.—–~至到-])(\d{{1,7}}{fraction}) {{0,2}}{re.escape(unit)}(?!次)"
    return lazy_regex(rf"(?:{names}) {{0,2}}{_BEFORE} {{0,2}}{number}|{number}{_BEHIND}(?:{names})")


def figure_findings(
    entry: Entry, number: str, indicators: Sequence[Indicator]
) -> Iterator[Finding]:
    """Return where the texts of the months and their figures disagree; ``number`` is the task's."""
    counted = [one for one in indicators if one.kind in _COUNTED]
    for indicator in counted:
        left = _left_behind(entry, indicator)
        if left is not None:
            yield _moved(entry, number, indicator, *left)
            continue
        for month in MONTHS:
            said = stated(entry, month, counted).get(indicator.key)
            amount = entry.month(month).amounts.get(indicator.key)
            if said is not None and said != amount:
                yield _stated(entry, number, indicator, month, said)


def stated(entry: Entry, month: int, indicators: Iterable[Indicator]) -> dict[str, int]:
    """Return the figures that the goal of a month gives for it alone.

    What several months say alike (4—6月：培训150人) is no figure of each of them.
    """
    goal = entry.month(month).goal
    is_shared = any(entry.month(other).goal == goal for other in MONTHS if other != month)
    return {} if not goal or is_shared else figures_in(goal, indicators)


def _left_behind(entry: Entry, indicator: Indicator) -> tuple[int, int] | None:
    """Return the month that holds the only figure without a word of it, and the one with the words.

    So it is when the text of a month was moved (6月挂牌 → 7月挂牌) and its figure was not.
    """
    key = indicator.key
    holding = [m for m in MONTHS if entry.month(m).amounts.get(key)]
    if len(holding) != 1 or entry.month(holding[0]).goal:
        return None
    if any(is_named(indicator, span.goal) for span in entry.in_month(holding[0]).spans):
        return None
    naming = [m for m in MONTHS if is_named(indicator, entry.month(m).goal)]
    nearest = min(naming, key=lambda month: (abs(month - holding[0]), -month), default=None)
    return (holding[0], nearest) if nearest is not None else None


def _moved(entry: Entry, number: str, indicator: Indicator, old: int, new: int) -> Finding:
    amount = entry.month(old).amounts[indicator.key]
    values = {
        **_values(number, indicator, new),
        "amount": indicator.figure_text(amount),
        "from_month": old,
    }
    moved = ((old, indicator.key, None), (new, indicator.key, amount))
    fix = Fix("fix.move_figure", moved, str(new))
    place = Place(entry.task, "goals", old, indicator=indicator.key)
    value = f"{old}/{new}/{amount}"
    return Finding(Severity.SOFT, "figure_left_behind", place, values, value, fix)


def _stated(entry: Entry, number: str, indicator: Indicator, month: int, said: int) -> Finding:
    amount = entry.month(month).amounts.get(indicator.key)
    figure = "" if amount is None else indicator.figure_text(amount)
    values = {
        **_values(number, indicator, month),
        "said": indicator.figure_text(said),
        "amount": figure,
    }
    code = "figure_not_entered" if amount is None else "figure_differs"
    words = indicator.figure_text(said)
    fix = Fix("fix.enter_figure", ((month, indicator.key, said),), words)
    place = Place(entry.task, "goals", month, indicator=indicator.key)
    return Finding(Severity.SOFT, code, place, values, f"{said}/{amount}", fix)


def _values(number: str, indicator: Indicator, month: int) -> dict[str, object]:
    return {
        "task": number,
        "indicator": indicator.short,
        "unit": indicator.unit,
        "month": month,
        "key": f"{indicator.key}/{month}",
    }
