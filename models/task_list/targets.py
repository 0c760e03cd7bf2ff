"""How a plan stands against what is asked of the school: reached, under, over, to be looked at."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from models.notices.indicator import Kind
from models.task_list.findings import is_far_above

if TYPE_CHECKING:
    from models.notices.indicator import Figure, Indicator, Ratio


class Judgement(Enum):
    """What the figures say."""

    OPEN = auto()  # nothing to be compared with, or a level that grows
    REACHED = auto()
    MIND = auto()


class Against(NamedTuple):
    """Words such as ``550 / 600 人 还差50``, and the judgement that goes with them."""

    words: str
    judgement: Judgement


def planned_against(indicator: Indicator, planned: int, share: Figure | None) -> Against:
    """Return how a planned amount stands against the share, or against a range."""
    text, unit = indicator.figure_text, indicator.unit
    if indicator.kind is Kind.MILESTONE:
        word = "已安排" if planned else "还没有安排"
        return Against(word, Judgement.REACHED if planned else Judgement.OPEN)
    if share is None:
        return Against(f"{text(planned)} {unit}", Judgement.OPEN)
    if isinstance(share, tuple):
        low, high = share
        inside = low <= planned <= high
        over = "超出" if planned > high else f"还差{text(low - planned)}"
        words = f"{text(planned)} / {text(low)}—{text(high)} {unit} {'✓' if inside else over}"
        return Against(words, Judgement.REACHED if inside else Judgement.MIND)
    return _against_one(indicator, planned, share)


def _against_one(indicator: Indicator, planned: int, share: int) -> Against:
    text, unit = indicator.figure_text, indicator.unit
    words = f"{text(planned)} / {text(share)} {unit}"
    if indicator.comparator == "≤":
        if planned > share:
            return Against(f"{words} 超出", Judgement.MIND)
        return Against(f"{words} ✓", Judgement.REACHED)
    if is_far_above(planned, share):
        return Against(f"{words} 请核对", Judgement.MIND)
    if planned >= share:
        return Against(f"{words} ✓", Judgement.REACHED)
    if indicator.kind is Kind.SCOPE:
        return Against(words, Judgement.OPEN)
    return Against(f"{words} 还差{text(share - planned)}", Judgement.MIND)


def ratio_against(indicator: Indicator, planned: Ratio | None, target: Figure | None) -> Against:
    """Return how the ratio planned for the end of the year stands against the target."""
    lowest = target[0] if isinstance(target, tuple) else target
    asked = "" if target is None else f"要求{indicator.demand_text(target)}"
    if planned is None:
        return Against(asked or "还没有安排", Judgement.OPEN)
    words = f"{indicator.ratio_text(planned)} {asked}".strip()
    if lowest is None:
        return Against(words, Judgement.OPEN)
    if planned.reaches(indicator.target_ratio(lowest)):
        return Against(f"{words} ✓", Judgement.REACHED)
    return Against(words, Judgement.MIND)
