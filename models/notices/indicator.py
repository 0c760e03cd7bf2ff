"""What a notice asks for in figures: kinds, exact amounts, and how they are said.

An amount is a whole number of 10^-decimals (12.50 万元 is 1250): sums are exact. A ratio is two of
them, part and whole, and is never summed.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from models.text import decimal_text
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Figure = int | tuple[int, int]
DECIMALS = range(3)
COMPARATORS = ("", "=", "≥", "≤", "≈", "range", "all")
DONE, NOT_DONE = "完成", "未完成"


class Kind(StrEnum):
    """What an indicator is."""

    COUNT = "count"
    SCOPE = "scope"  # done is k of n: a level, never added up
    RATIO = "ratio"
    MONEY = "money"
    MILESTONE = "milestone"  # 1: done
    NIL = "nil"  # accidents: 0 is an answer
    STANDING_RULE = "standing_rule"
    QUALITATIVE = "qualitative"


_ADDED = frozenset({Kind.COUNT, Kind.MONEY, Kind.MILESTONE, Kind.NIL})
_PLANNED = frozenset({Kind.COUNT, Kind.SCOPE, Kind.MONEY, Kind.MILESTONE})


class Due(NamedTuple):
    """Until when: the printed words, and the day where they name one (到2022年 names none)."""

    words: str
    day: date | None = None


class Share(NamedTuple):
    """What a notice asks of one school; the qualifier (力争) belongs to the figure it stands at."""

    figure: Figure
    qualifier: str = ""


class Ratio(NamedTuple):
    """45 of 75: both in 10^-decimals of the indicator's unit."""

    part: int
    whole: int

    @classmethod
    def of(cls, part: int, whole: int) -> Ratio | None:
        """Return what two stored numbers are; None where they are no ratio."""
        return cls(part, whole) if 0 <= part <= whole and whole else None

    @property
    def is_of_hundred(self) -> bool:
        """Whether it was said in per cent: 100, 1000 … is no number of anything."""
        return self.whole >= 100 and not str(self.whole).strip("0").strip("1")  # noqa: PLR2004

    def reaches(self, other: Ratio) -> bool:
        """Whether it is at least as much; exact."""
        return self.part * other.whole >= other.part * self.whole

    @property
    def per_cent(self) -> str:
        """``60%``, ``59.9%``: one decimal, cut and not rounded, so that no target looks reached."""
        tenths = 1000 * self.part // self.whole
        return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


@value_class
class Indicator:
    """One figure or demand of a task; ``total`` is the county's, ``share`` a school's own.

    Figures are in 10^-decimals of the unit; the target of a ratio in 10^-decimals of a per cent.
    """

    key: str
    name: str
    short: str
    kind: Kind
    comparator: str = ""
    qualifier: str = ""
    unit: str = ""
    total: Figure | None = None
    share: Mapping[str, Share] = field(default_factory=dict)
    decimals: int = 0
    due: Due | None = None
    quote: str = ""  # the sentence that asks for it, where the task's does not
    note: str = ""  # what is not certain: 与局里核实

    @property
    def has_amounts(self) -> bool:
        """Whether reports carry amounts for it."""
        return self.is_planned or self.kind is Kind.NIL

    @property
    def is_planned(self) -> bool:
        """Whether the plan carries monthly amounts for it."""
        return self.kind in _PLANNED

    @property
    def adds_up(self) -> bool:
        """Whether the amounts of months are summed; of a scope the highest counts."""
        return self.kind in _ADDED

    @property
    def is_ratio(self) -> bool:
        """Whether its amounts are part and whole."""
        return self.kind is Kind.RATIO

    def figure_text(self, amount: int) -> str:
        """Return an amount without its unit: ``12.50``, ``-3``."""
        return decimal_text(amount, self.decimals)

    def amount_text(self, amount: int) -> str:
        """Return an amount with its unit: ``12.50万元``; of a milestone 完成 or 未完成."""
        if self.kind is Kind.MILESTONE:
            return DONE if amount > 0 else NOT_DONE
        return f"{self.figure_text(amount)}{self.unit}"

    def said(self, amount: int) -> str:
        """Return an amount with the indicator's name: ``职业技能鉴定60人``."""
        if self.kind is Kind.MILESTONE:
            return f"{self.name}（{self.amount_text(amount)}）"
        return f"{self.name}{self.amount_text(amount)}"

    def lacking_text(self, amount: int, word: str) -> str:
        """Return what an amount lacks: ``职业技能鉴定还差45人``; ``word`` is 差 or 还差."""
        if self.kind is Kind.MILESTONE:
            return f"{self.name}{NOT_DONE}"
        return f"{self.name}{word}{self.amount_text(amount)}"

    def target_text(self, figure: Figure, qualifier: str | None = None) -> str:
        """Return what is asked for: ``力争招生≥700人``; the indicator's qualifier by default."""
        words = self.qualifier if qualifier is None else qualifier
        if self.kind is Kind.STANDING_RULE:  # 企业实践时间，每年不少于1月
            return "，".join((self.name, f"{words}{self.asked_text(figure)}"))
        own = "" if self.name.startswith(words) else words
        return f"{own}{self.name}{self.demand_text(figure)}"

    def demand_text(self, figure: Figure) -> str:
        """Return a figure with its comparator and unit: ``≥700人``, ``1—2个``, ``8个左右``."""
        sign = self.comparator if self.comparator in ("≥", "≤") else ""
        about = "左右" if self.comparator == "≈" else ""
        return f"{sign}{self.asked_text(figure)}{about}"

    def asked_text(self, figure: Figure) -> str:
        """Return what is asked for with its unit alone: ``700人``, ``1—2个``, ``60%``."""
        ends = map(self.figure_text, figure if isinstance(figure, tuple) else (figure,))
        if self.is_ratio:  # 60%, not 60.00%
            plain = (end.rstrip("0").rstrip(".") if "." in end else end for end in ends)
            return f"{'—'.join(plain)}%"
        return f"{'—'.join(ends)}{self.unit}"

    def ratio_text(self, ratio: Ratio) -> str:
        """Return a ratio: ``45/75人（60%）``; of a unit that nobody counts the per cent alone."""
        if not self.unit and ratio.is_of_hundred:
            return ratio.per_cent
        part, whole = self.figure_text(ratio.part), self.figure_text(ratio.whole)
        return f"{part}/{whole}{self.unit}（{ratio.per_cent}）"

    def target_ratio(self, per_cent: int) -> Ratio:
        """Return a target (in 10^-decimals of a per cent) as a ratio."""
        return Ratio(per_cent, 100 * 10**self.decimals)
