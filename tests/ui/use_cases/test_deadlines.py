from __future__ import annotations

from dataclasses import replace
from datetime import date

from ui.use_cases.deadlines import list_due


def test_the_list_is_due_on_the_last_working_day_before(pack) -> None:
    assert list_due(pack) == date(2023, 3, 8)
    assert list_due(replace(pack, list_due=date(2025, 3, 8))) == date(2025, 3, 7)
    assert list_due(replace(pack, list_due=date(2026, 3, 8))) == date(2026, 3, 6)


def test_a_year_without_a_table_counts_monday_to_friday(pack) -> None:
    assert list_due(replace(pack, list_due=date(2027, 3, 6))) == date(2027, 3, 5)
