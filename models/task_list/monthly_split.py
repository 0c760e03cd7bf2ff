"""分月拆数: spread a yearly amount over months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.notices.indicator import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.notices.indicator import Indicator

SCHOOL_HOLIDAY = (7, 8)


def is_spread(indicator: Indicator) -> bool:
    """Whether a yearly amount of an indicator can be divided among months; levels cannot."""
    return indicator.kind in (Kind.COUNT, Kind.MONEY)


def spread(total: int, months: Sequence[int]) -> dict[int, int]:
    """Return ``total`` spread over ``months`` as evenly as whole numbers go, the rest going first.

    Raises:
        ValueError: no month, or a negative total.
    """
    if not months or total < 0:
        raise ValueError((total, months))
    each, rest = divmod(total, len(months))
    amounts = {month: each + (index < rest) for index, month in enumerate(months)}
    return {month: amount for month, amount in amounts.items() if amount}


def term_months(months: Sequence[int]) -> list[int]:
    """Return the months of a term: July and August left out."""
    return [month for month in months if month not in SCHOOL_HOLIDAY]
