"""The named items of a scope in the panel: typed, pasted, counted, undone."""

from __future__ import annotations

import pytest

from tests.clipboard import excel
from tests.columns import GOALS
from tests.window import put_on_clipboard
from ui.task_list.item_model import MONTH, NAME, OFFICE, PERSON

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


def test_ten_items_are_pasted_at_once_names_and_all(window, panel, items) -> None:
    """A block brings its names with it; rows beyond those that wait are made."""
    rows = [(f"第{n}项建设", "教务处", "赵明", f"{n}月") for n in range(1, 13)]
    put_on_clipboard(excel(*rows))
    panel.item_grid.setCurrentIndex(items.index(0, NAME))
    panel.item_grid.paste()
    shown = [[items.index(row, at).data() for at in range(4)] for row in range(12)]
    assert shown == [list(row) for row in rows]
    window.list_page.undo.click()
    assert not items.items


def test_offices_without_a_name_are_refused_whole(panel, items, answers) -> None:
    put_on_clipboard(excel(("教务处", "赵明"), ("实训处", "李娜")))
    panel.item_grid.setCurrentIndex(items.index(0, OFFICE))
    panel.item_grid.paste()
    assert "请先写这个分项的名称" in answers.said[-1]
    assert not items.items


@pytest.mark.parametrize(
    ("months", "wanted"),
    [
        (("6月", ""), {"item_without_month", "items_of_share"}),
        (("6月",) * 10, set()),
        (("6月",) * 11, {"items_of_share"}),
    ],
)
def test_items_without_a_month_or_not_as_many_as_asked_are_told(
    window, items, months, wanted
) -> None:
    cells = [(row, NAME, f"第{row}项") for row in range(len(months))]
    items.set_cells([*cells, *((row, MONTH, text) for row, text in enumerate(months))])
    codes = {finding.code for finding in window.list_page.shown().rule_findings()}
    assert codes & {"item_without_month", "items_of_share"} == wanted


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
