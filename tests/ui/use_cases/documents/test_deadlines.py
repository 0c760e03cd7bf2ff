"""Deadlines of every year with a table, under every rule; a year without one says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.errors import Refusal
from models.monthly_report import kept
from models.notices.notice import Duty
from models.notices.working_days import Rule
from models.school import kept_settings
from models.task_list import plan
from tests.helpers import NOTICE, there
from ui.use_cases import settings
from ui.use_cases.documents import deadlines
from ui.use_cases.documents.deadlines import Due, keep_holidays
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from pathlib import Path

    from models.notices.notice import Notice
    from models.storage.store import Store


def list_due(store: Store, notice: Notice) -> Due:
    return there(deadlines.of(store, notice, plan.document(NOTICE)))


def report_due(store: Store, notice: Notice, month: int) -> Due:
    return there(deadlines.of(store, notice, kept.document(NOTICE, month)))


def due_on(notice: Notice, day: date) -> Notice:
    return replace(notice, duties={**notice.duties, "task_list": Duty(day)})


def in_year(notice: Notice, year: int) -> Notice:
    return due_on(replace(notice, year=year), date(year, 3, 8))


def test_the_list_is_due_on_the_last_working_day_before(store: Store, notice) -> None:
    days = {year: list_due(store, in_year(notice, year)).due.day for year in range(2021, 2027)}
    assert days == {2021: 8, 2022: 8, 2023: 8, 2024: 8, 2025: 7, 2026: 6}


def test_the_other_rules_are_the_clerks_choice(store: Store, notice) -> None:
    kept_settings.set_setting(store, settings.DEADLINE_RULE, Rule.POSTPONE.value)
    assert list_due(store, in_year(notice, 2025)).due == date(2025, 3, 10)
    kept_settings.set_setting(store, settings.DEADLINE_RULE, Rule.KEEP.value)
    assert list_due(store, in_year(notice, 2025)).due == date(2025, 3, 8)


def test_days_are_counted_back_from_delivery(store: Store, notice) -> None:
    """25 March 2023 is a Saturday: stamped on Thursday, delivered on Friday."""
    due = report_due(store, notice, 3)
    days = (due.stated, due.due, due.stamp_on, due.check_by)
    assert days == (date(2023, 3, 25), date(2023, 3, 24), date(2023, 3, 23), date(2023, 3, 22))


def test_a_working_sunday_counts(store: Store, notice) -> None:
    assert report_due(store, notice, 6).due == date(2023, 6, 25)


def test_a_year_without_a_table_says_so(store: Store, notice) -> None:
    due = list_due(store, due_on(notice, date(2027, 3, 6)))
    assert (due.due, due.is_known) == (date(2027, 3, 5), False)
    assert list_due(store, notice).is_known


def test_next_years_table_is_imported_offline(store: Store, notice, tmp_path: Path) -> None:
    source = tmp_path / "2027.json"
    source.write_text(
        '{"year": 2027, "days": [{"name": "假", "date": "2027-03-08", "isOffDay": true},'
        ' {"name": "班", "date": "2027-03-06", "isOffDay": false}]}',
        encoding="utf-8",
    )
    keep_holidays(store, foreign.read_holidays(source))
    due = list_due(store, in_year(notice, 2027))
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
