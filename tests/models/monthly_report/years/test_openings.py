"""A plan over two years: the second goes on where the newest final report of the first ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.documents import lifecycle, versions
from models.errors import Refusal
from models.monthly_report import edits, kept
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.monthly_report.years import openings
from models.monthly_report.years.openings import Proposed
from models.notices.shipped import shipped_notices
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE

if TYPE_CHECKING:
    from models.storage.store import Store

FINAL = lifecycle.Final("{}", "0000-0000-0000-0", b"%PDF")
PLAN = shipped_notices()
STUDIO, LESSONS = "2.ideology_studio", "2.ideology_micro_lesson"


@pytest.fixture
def first(filled: Store) -> int:
    """The plan's first year, kept here from November on, its list final."""
    notice = open_notice(filled, PLAN["jishan_plan/2021"]).document.notice
    lifecycle.finalise(filled, plan.newest(filled, notice), FINAL)
    filled.edit(edits.start_changes(filled, notice, 11, {LESSONS: 4}))
    return notice


def report(store: Store, notice: int, month: int, **amounts: int) -> versions.Version:
    version = lifecycle.begin(store, kept.document(notice, month))
    row = ReportRow(RowKind.GOAL, 2, month)
    for key, amount in amounts.items():
        store.edit([edits.amount_change(version.id, row, f"2.ideology_{key}", amount)])
    return version


@pytest.fixture
def second(filled: Store, first: int) -> int:
    return open_notice(filled, PLAN["jishan_plan/2022"]).document.notice


def test_nothing_is_proposed_before_a_report_is_final(filled: Store, first, second: int) -> None:
    assert openings.proposed(filled, second) is None
    report(filled, first, 11, studio=1)
    assert openings.proposed(filled, second) is None


def test_the_newest_final_report_is_what_it_goes_on_from(filled: Store, first, second: int) -> None:
    lifecycle.finalise(filled, report(filled, first, 11, studio=1, micro_lesson=2), FINAL)
    assert openings.proposed(filled, second) == Proposed(2021, 11, {STUDIO: 1, LESSONS: 6})
    lifecycle.finalise(filled, report(filled, first, 12, micro_lesson=5), FINAL)
    assert openings.proposed(filled, second) == Proposed(2021, 12, {STUDIO: 1, LESSONS: 11})


def test_another_notice_s_figures_are_nobody_s(filled: Store, first, second: int) -> None:
    lifecycle.finalise(filled, report(filled, first, 11, studio=1), FINAL)
    assert openings.proposed(filled, first) is None
    assert openings.proposed(filled, NOTICE) is None
    with pytest.raises(Refusal, match=r"report.start_fixed"):
        edits.start_changes(filled, first, 11, {})
