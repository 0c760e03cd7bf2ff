"""Figures that stand in a goal's text, and where text and figures of the months disagree.

Nothing is written here: what is found is offered, and put in by one click of the clerk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.documents.findings import Finding, Fix, Place, Severity
from models.months import MONTHS
from models.notices.notice import Kind
from models.task_list.marks import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.notices.notice import Indicator
    from models.task_list.contents import Entry

_CLAUSES = re.compile("[，。；！？、,;!?\n（）()]")
# A clause with one of these speaks of another figure than the month's own.
_OTHERS = ("累计", "全年", "共计", "全县", "上月", "去年", "年度")


def is_named(indicator: Indicator, text: str) -> bool:
    """Whether a text speaks of an indicator."""
    return indicator.short in text or indicator.name in text


def figures_in(text: str, indicators: Iterable[Indicator]) -> dict[str, int]:
    """Return the figures that a text gives for indicators: ``{"5.…": 75}`` of 完成鉴定75人.

    One clause must name the indicator and hold one figure with its unit; anything else is not sure.
    """
    found: dict[str, set[int]] = {}
    for clause in _CLAUSES.split(narrow(text)):
        if any(word in clause for word in _OTHERS):
            continue
        for indicator in indicators:
            unit = re.escape(indicator.unit)
            numbers = re.findall(rf"(?<![\d.])(\d{{1,7}}) {{0,2}}{unit}(?!次)", clause)
            if len(numbers) == 1 and is_named(indicator, clause):
                found.setdefault(indicator.key, set()).add(int(numbers[0]))
    return {key: numbers.pop() for key, numbers in found.items() if len(numbers) == 1}


def figure_findings(
    entry: Entry, number: str, indicators: Sequence[Indicator]
) -> Iterator[Finding]:
    """Return where the texts of the months and their figures disagree; ``number`` is the task's."""
    counted = [one for one in indicators if one.kind is Kind.COUNT and one.has_amounts]
    for indicator in counted:
        left = _left_behind(entry, indicator)
        if left is not None:
            yield _moved(entry, number, indicator, *left)
            continue
        for month in MONTHS:
            said = figures_in(entry.month(month).goal, counted).get(indicator.key)
            amount = entry.month(month).amounts.get(indicator.key)
            if said is not None and said != amount:
                yield _stated(entry, number, indicator, month, said)


def _left_behind(entry: Entry, indicator: Indicator) -> tuple[int, int] | None:
    """Return the month that holds the only figure without a word of it, and the one with the words.

    So it is when the text of a month was moved (6月挂牌 → 7月挂牌) and its figure was not.
    """
    key = indicator.key
    holding = [m for m in MONTHS if entry.month(m).amounts.get(key)]
    if len(holding) != 1 or is_named(indicator, entry.month(holding[0]).goal):
        return None
    naming = [m for m in MONTHS if is_named(indicator, entry.month(m).goal)]
    nearest = min(naming, key=lambda month: (abs(month - holding[0]), -month), default=None)
    return (holding[0], nearest) if nearest is not None else None


def _moved(entry: Entry, number: str, indicator: Indicator, old: int, new: int) -> Finding:
    amount = entry.month(old).amounts[indicator.key]
    values = {
        **_values(number, indicator, new),
        "amount": amount,
        "from_month": old,
    }
    fix = Fix("fix.move_figure", ((old, indicator.key, None), (new, indicator.key, amount)), new)
    place = Place(entry.task, "goals", old)
    value = f"{old}/{new}/{amount}"
    return Finding(Severity.SOFT, "figure_left_behind", place, values, value, fix)


def _stated(entry: Entry, number: str, indicator: Indicator, month: int, said: int) -> Finding:
    amount = entry.month(month).amounts.get(indicator.key)
    values = {**_values(number, indicator, month), "said": said, "amount": amount}
    code = "figure_not_entered" if amount is None else "figure_differs"
    fix = Fix("fix.enter_figure", ((month, indicator.key, said),), said)
    place = Place(entry.task, "goals", month)
    return Finding(Severity.SOFT, code, place, values, f"{said}/{amount}", fix)


def _values(number: str, indicator: Indicator, month: int) -> dict[str, object]:
    return {
        "task": number,
        "indicator": indicator.short,
        "unit": indicator.unit,
        "month": month,
        "key": f"{indicator.key}/{month}",
    }
