from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.task_list.monthly_split import spread, term_months


@given(st.integers(0, 10_000), st.sets(st.integers(1, 12), min_size=1))
def test_the_months_add_up_to_the_year(total: int, months: set[int]) -> None:
    amounts = spread(total, sorted(months))
    assert sum(amounts.values()) == total
    shares = [amounts.get(month, 0) for month in months]
    assert max(shares) - min(shares) <= 1


def test_a_term_has_no_july_and_august() -> None:
    assert term_months(range(3, 13)) == [3, 4, 5, 6, 9, 10, 11, 12]


def test_nothing_to_spread_over_is_our_fault() -> None:
    with pytest.raises(ValueError, match="10"):
        spread(10, [])
