"""The named items of a scope in the panel: typed, pasted, counted, undone."""

from __future__ import annotations

import pytest

from tests.columns import GOALS
from ui.task_list.item_model import MONTH, NAME, PERSON

WORKS = "3.double_high_tasks"


@pytest.fixture
def panel(window, filled):
    window.navigation.open_page("list")
    window.list_page.table.show_cell(2, GOALS)
    return window.list_page.panel


@pytest.fixture
def items(panel):
    return panel.items


def level(window, month: int) -> int | None:
    sheet = window.list_page.shown()
    return sheet.contents.entry(3).month(month).amounts.get(WORKS)


def test_ten_rows_wait_for_the_ten_items_of_the_notice(items) -> None:
    assert items.rowCount() == 10
    assert not items.is_editable(items.index(0, MONTH))  # a name comes first


def test_what_is_named_is_counted_by_its_month(window, items, panel) -> None:
    for row, (name, month) in enumerate([("实训中心", "6月"), ("课程", "六月"), ("师资", "9")]):
        assert items.setData(items.index(row, NAME), name)
        assert items.setData(items.index(row, MONTH), month)
    assert (level(window, 5), level(window, 6), level(window, 9)) == (None, 2, 3)
    months = panel.months
    row = next(r for r in range(months.rowCount()) if months.row_name(r) == "6月")
    cell = months.index(row, 1)
    assert (cell.data(), months.is_editable(cell)) == ("2", False)
    assert months.why_not(cell) == "sheet.figure_of_items"


def test_a_month_that_is_none_is_told_and_nothing_is_lost(items, answers) -> None:
    items.setData(items.index(0, NAME), "实训中心")
    items.setData(items.index(0, MONTH), "6月")
    for text in ("13月", "二季度", "夏天"):
        assert not items.setData(items.index(0, MONTH), text)
        assert "不是一个月份" in answers.said[-1]
    assert items.index(0, MONTH).data() == "6月"


def test_undo_takes_a_name_back_and_an_emptied_name_takes_its_item(window, items) -> None:
    items.setData(items.index(0, NAME), "实训中心")
    items.setData(items.index(0, PERSON), "赵明")
    items.typing_batch = None  # the cell was left
    items.setData(items.index(0, NAME), "")
    assert items.index(0, PERSON).data() == ""
    window.list_page.undo.click()
    assert items.index(0, NAME).data() == "实训中心"
    assert items.index(0, PERSON).data() == "赵明"


def test_the_panel_shows_items_only_where_the_notice_names_a_scope(window, panel) -> None:
    assert panel.item_grid.isVisibleTo(panel)
    window.list_page.table.show_cell(4, GOALS)
    assert not panel.item_grid.isVisibleTo(panel)
