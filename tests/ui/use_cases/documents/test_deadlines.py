"""Deadlines of every year with a table, under every rule; a year without one says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.errors import Refusal
from models.notices.working_days import Rule
from models.school import kept_settings
from ui.use_cases import settings
from ui.use_cases.documents.deadlines import keep_holidays, list_due, report_due
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from models.notices.notice import Pack
    from models.storage.store import Store


def in_year(pack: Pack, year: int) -> Pack:
    return replace(pack, year=year, list_due=date(year, 3, 8))


def test_the_list_is_due_on_the_last_working_day_before(store: Store, pack) -> None:
    days = {year: list_due(store, in_year(pack, year)).due.day for year in range(2021, 2027)}
    assert days == {2021: 8, 2022: 8, 2023: 8, 2024: 8, 2025: 7, 2026: 6}


def test_the_other_rules_are_the_clerks_choice(store: Store, pack) -> None:
    kept_settings.set_setting(store, settings.DEADLINE_RULE, Rule.POSTPONE.value)
    assert list_due(store, in_year(pack, 2025)).due == date(2025, 3, 10)
    kept_settings.set_setting(store, settings.DEADLINE_RULE, Rule.KEEP.value)
    assert list_due(store, in_year(pack, 2025)).due == date(2025, 3, 8)


def test_days_are_counted_back_from_delivery(store: Store, pack) -> None:
    """25 March 2023 is a Saturday: stamped on Thursday, delivered on Friday."""
    due = report_due(store, pack, 3)
    days = (due.stated, due.due, due.stamp_on, due.check_by)
    assert days == (date(2023, 3, 25), date(2023, 3, 24), date(2023, 3, 23), date(2023, 3, 22))


def test_a_working_sunday_counts(store: Store, pack) -> None:
    assert report_due(store, pack, 6).due == date(2023, 6, 25)


def test_a_year_without_a_table_says_so(store: Store, pack) -> None:
    due = list_due(store, replace(pack, list_due=date(2027, 3, 6)))
    assert (due.due, due.is_known) == (date(2027, 3, 5), False)
    assert list_due(store, pack).is_known


def test_next_years_table_is_imported_offline(store: Store, pack, tmp_path: Path) -> None:
    source = tmp_path / "2027.json"
    source.write_text(
        '{"year": 2027, "days": [{"name": "假", "date": "2027-03-08", "isOffDay": true},'
        ' {"name": "班", "date": "2027-03-06", "isOffDay": false}]}',
        encoding="utf-8",
    )
    keep_holidays(store, foreign.read_holidays(source))
    due = list_due(store, in_year(pack, 2027))
    assert (due.due, due.is_known) == (date(2027, 3, 6), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "year = 2027",
        "[]",
        '{"year": 2027, "days": []}',
        '{"year": "2027", "days": [{"date": "2027-03-08", "isOffDay": true}]}',
        '{"year": 2027, "days": [{"date": "2020-03-08", "isOffDay": true}]}',
        'year = 2027\nrest_days = ["x"]\nwork_days = []',
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    source = tmp_path / "x.toml"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match="holidays"):
        foreign.read_holidays(source)
