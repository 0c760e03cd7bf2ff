"""Σ of an indicator over the schools: the newest counted figure of each, exact, with what lacks.

A ratio is Σ parts of Σ wholes. Of version 1 the figure is read from what is printed under
累计完成／年度目标.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.bureau.counting import Judged
    from models.bureau.facts import Facts
    from models.notices.indicator import Indicator
    from models.notices.notice import Notice, NoticeTask

Amount = tuple[Decimal, Decimal]
_HUNDRED = Decimal(100)
_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"  # no report has more


class Total(NamedTuple):
    """The sum of one indicator.

    Attributes:
        total: as files have it: ``604``, ``12.50``; of a ratio its part; None where no school
            has a figure.
        of: what the notice asks of all schools together; of a ratio the whole.
        rate: per cent, half up; None where there is nothing to compare with.
        missing: school and month (1–12) of each report that is due and is not in the sum, or whose
            figure cannot be read.
    """

    total: str | None
    of: str | None
    rate: str | None
    missing: tuple[tuple[str, int], ...]


def totals(
    notice: Notice, newest: Iterable[Judged], missing: Sequence[tuple[str, int]]
) -> dict[str, Total]:
    """Return the sum of each indicator that reports carry figures for."""
    reports = [(one.key, one.facts) for one in newest if one.facts is not None]
    own = [(key, facts, figures_of(notice, facts)) for key, facts in reports]
    found = {}
    for indicator, _ in _reported(notice):
        known = [figures[indicator.key] for *_, figures in own if indicator.key in figures]
        unread = [
            (key.school, key.month)
            for key, facts, figures in own
            if key is not None and key.month is not None
            if indicator.key in facts.figures and indicator.key not in figures
        ]
        found[indicator.key] = _total(indicator, known, (*missing, *unread))
    return found


def figures_of(notice: Notice, facts: Facts) -> dict[str, Amount]:
    """Return a file's figures so far by indicator; of a ratio with the whole, else with 0."""
    found = {}
    for indicator, task in _reported(notice):
        amount = _amount(facts, indicator, task)
        if amount is not None:
            found[indicator.key] = amount
    return found


def _reported(notice: Notice) -> Iterable[tuple[Indicator, NoticeTask]]:
    """Yield each indicator that reports carry figures for, with its task."""
    for task in notice.tasks:
        yield from ((one, task) for one in task.indicators if _is_reported(one))


def _is_reported(indicator: Indicator) -> bool:
    return indicator.has_amounts or indicator.is_ratio


def _total(
    indicator: Indicator,
    amounts: Sequence[Amount],
    missing: tuple[tuple[str, int], ...],
) -> Total:
    if not amounts:
        return Total(None, _asked(indicator), None, missing)
    part, whole = (sum(column, Decimal()) for column in zip(*amounts, strict=True))
    if indicator.is_ratio:
        return Total(_text(part), _text(whole), rate(part, whole), missing)
    asked = _asked(indicator)
    wanted = Decimal(asked) if asked is not None else Decimal()
    return Total(_text(part), asked, rate(part, wanted), missing)


def _asked(indicator: Indicator) -> str | None:
    """Return what the notice asks of all schools together, where that is one figure."""
    if indicator.is_ratio or not isinstance(indicator.total, int):
        return None
    return indicator.figure_text(indicator.total)


def rate(part: Decimal | int, whole: Decimal | int) -> str | None:
    """Return per cent to one decimal, half up; None of nothing."""
    if not whole:
        return None
    return str((_HUNDRED * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _text(amount: Decimal) -> str:
    return format(amount, "f")


def _amount(facts: Facts, indicator: Indicator, task: NoticeTask) -> Amount | None:
    """Return a school's figure so far, of a ratio with its whole; None where it has none."""
    if indicator.key in facts.figures:
        return _read(str(facts.figures[indicator.key]), indicator)
    printed = facts.printed.get(task.number, "") if facts.is_of_first_form else ""
    is_alone = sum(_is_reported(one) for one in task.indicators) == 1
    label = f"(?:{re.escape(indicator.short)} )"
    for line in printed.splitlines():
        found = re.match(rf"{label}{'?' if is_alone else ''}({_NUMBER}(?:/{_NUMBER})?)", line)
        if found:
            figure = found[1] if indicator.is_ratio else found[1].partition("/")[0]
            return _read(figure, indicator)
    return None


def _read(text: str, indicator: Indicator) -> Amount | None:
    """Return a figure of a file; None of what no report of ours has: it comes from outside."""
    if not re.fullmatch(rf"{_NUMBER}(?:/{_NUMBER})?", text):
        return None
    part, *whole = (Decimal(piece) for piece in text.split("/"))
    if indicator.is_ratio != bool(whole) or (whole and part > whole[0]):
        return None
    return part, whole[0] if whole else Decimal()
