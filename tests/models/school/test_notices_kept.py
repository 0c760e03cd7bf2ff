"""Notices as rows: what is written reads back, ids are never used again, damage costs one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.errors import EnvironmentRefusal, Refusal
from models.notices.indicator import Share
from models.notices.notice import Duty, Notice
from models.school import notice_tables, notices_kept
from models.task_list.its_notice.opening import open_notice

if TYPE_CHECKING:
    from models.storage.store import Store


def opened(store: Store, notice: Notice) -> int:
    return open_notice(store, notice).document.notice


def forced(store: Store, sql: str) -> None:
    with store.transaction() as con:
        con.execute(sql)


def test_a_notice_reads_back_as_it_was(store: Store, notice: Notice) -> None:
    assert notices_kept.notice(store, opened(store, notice)) == notice


def test_what_the_shipped_one_does_not_have_reads_back_too(store: Store, notice: Notice) -> None:
    """A day at no fixed month, a range for a school, a number that is text, no indicator."""
    first, second, *others = notice.tasks
    (indicator, *more) = first.indicators
    odd = replace(indicator, total=(1, 2), share={notice.schools[0].name: Share((3, 5), "力争")})
    tasks = (
        replace(first, indicators=(odd, *more)),
        replace(second, id=77, number="3.1", indicators=()),
        *others,
    )
    duties = {"task_list": notice.duties["task_list"], "monthly_report": Duty(None, (3, 6), 20)}
    made = replace(notice, tasks=tasks, duties=duties)
    assert notices_kept.notice(store, opened(store, made)) == made
    assert made.in_file("3.1").id == 77
    assert (made.number_of(77), made.number_of(99)) == ("3.1", "99")


def test_new_notices_have_numbers_that_no_year_has(store: Store, notice: Notice) -> None:
    first = opened(store, notice)
    second = opened(store, replace(notice, year=2024))
    assert (first, second) == (10_000, 10_001)
    assert notices_kept.years(store) == [2023, 2024]
    assert notices_kept.of_year(store, 2024) == second


def test_one_notice_is_not_opened_twice(store: Store, notice: Notice) -> None:
    opened(store, notice)
    with pytest.raises(Refusal, match=r"year.open_already"):
        open_notice(store, notice)
    with pytest.raises(Refusal, match=r"year.not_open"):
        notices_kept.of_year(store, 2022)


def test_one_that_never_got_its_list_is_written_anew(store: Store, notice: Notice) -> None:
    forced(store, "INSERT INTO notice VALUES (5, 'yangcheng_2023', 2023, '', '{}', NULL)")
    forced(
        store,
        "INSERT INTO notice_task (notice, id, place, number, title, heading, paragraph, quote)"
        " VALUES (5, 1, 0, '1', 'x', 'x', 'x', 'x')",
    )
    assert notices_kept.opened(store) == []
    assert opened(store, notice) == 5
    assert notices_kept.notice(store, 5) == notice


def test_where_the_rows_are_none_the_shipped_notice_stands_for_them(
    store: Store, notice: Notice
) -> None:
    identity = opened(store, notice)
    forced(store, "UPDATE notice SET head = '['")
    assert notices_kept.notice(store, identity) == notice
    with pytest.raises(ValueError, match="Expecting value"):
        notice_tables.read(store, identity)


def test_where_no_shipped_one_stands_for_it_the_data_are_damaged(
    store: Store, notice: Notice
) -> None:
    identity = opened(store, replace(notice, key="other_2021", year=2021))
    forced(store, "DELETE FROM notice_task")
    with pytest.raises(EnvironmentRefusal, match=r"data.damaged"):
        notices_kept.notice(store, identity)
    with pytest.raises(KeyError):
        notices_kept.notice(store, 1)
