"""A milestone in the month grid: it stands in one month, and 未完成 plans nothing."""

from __future__ import annotations

import pytest

from models.task_list import edits as list_edits
from models.task_list.its_notice.opening import open_notice
from tests import any_notice
from tests.every_figure import BUILT, MONEY
from ui.task_list.month_model import MonthModel
from ui.workspace import Workspace


@pytest.fixture
def months(store, tmp_path, qapp) -> MonthModel:
    """The grid of a task with money and a milestone."""
    form = any_notice.form(any_notice.SIX)
    open_notice(store, any_notice.notice(form, 1, indicators=(MONEY, BUILT)))
    return MonthModel(Workspace(tmp_path, store))


def planned(months: MonthModel) -> dict[int, int]:
    return {
        month: amount
        for month in range(1, 13)
        if (amount := months.entry.month(month).amounts.get(BUILT.key)) is not None
    }


def put(months: MonthModel, month: int, text: str) -> None:
    row = next(r for r in range(months.rowCount()) if months.row_name(r) == f"{month}月")
    assert months.setData(months.index(row, 2), text)


def test_it_stands_in_the_month_it_was_planned_for_last(months) -> None:
    put(months, 5, "完成")
    put(months, 9, "完成")
    assert planned(months) == {9: 1}


def test_not_done_plans_nothing_and_takes_a_plan_back(months) -> None:
    put(months, 5, "完成")
    put(months, 5, "未完成")
    assert planned(months) == {}


def test_another_figure_of_the_month_stays(months) -> None:
    version = months._workspace.sheet.version.id
    months._workspace.edit([list_edits.amount_change(version, 1, 5, MONEY.key, 125)])
    put(months, 5, "完成")
    put(months, 9, "完成")
    assert months.entry.month(5).amounts == {MONEY.key: 125}
