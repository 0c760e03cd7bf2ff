"""加子任务, 删子任务: rows come and go, the panel stays with its task."""

from __future__ import annotations

import pytest

from tests.columns import GOALS, TASK
from tests.helpers import texts


@pytest.fixture
def panel(window, filled):
    window.navigation.open_page("list")
    return window.list_page.panel


def current(window) -> str:
    return window.list_page.model.index(window.list_page.table.currentIndex().row(), 0).data()


def go_to(window, row: int) -> None:
    window.list_page.table.show_cell(row, GOALS)


def test_a_part_is_added_below_its_task_and_shown(window, panel, answers) -> None:
    table, model = window.list_page.table, window.list_page.model
    go_to(window, 2)
    rows = model.rowCount()
    answers.text = "专业建设"
    panel.parts.add.click()
    assert model.rowCount() == rows + 1
    assert current(window) == "3.1"
    assert any("专业建设" in text for text in texts(panel))
    assert table.height() > 0
    assert panel.parts.remove.isVisibleTo(panel)


def test_its_title_is_typed_in_its_cell_others_are_locked(window, panel, answers) -> None:
    model = window.list_page.model
    go_to(window, 2)
    answers.text = "专业建设"
    panel.parts.add.click()
    own, notices = model.index(3, TASK), model.index(2, TASK)
    assert model.is_editable(own)
    assert not model.is_editable(notices)
    assert model.setData(own, "专业群建设")
    assert own.data() == "专业群建设"
    assert not model.setData(own, "")
    assert "子任务要有名称" in answers.said[-1]
    assert model.index(3, TASK).data() == "专业群建设"


def test_taking_it_away_goes_back_to_its_task_and_undo_brings_it_back(
    window, panel, answers
) -> None:
    model = window.list_page.model
    go_to(window, 2)
    rows = model.rowCount()
    answers.text = "专业建设"
    panel.parts.add.click()
    panel.parts.remove.click()
    assert (model.rowCount(), current(window)) == (rows, "3")
    window.list_page.undo.click()
    assert model.rowCount() == rows + 1
    window.list_page.undo.click()
    assert model.rowCount() == rows


def test_the_panel_stays_with_its_task_when_rows_above_go(window, panel, answers) -> None:
    go_to(window, 2)
    answers.text = "专业建设"
    panel.parts.add.click()
    go_to(window, 6)
    assert current(window) == "6"
    window.list_page.undo.click()
    assert current(window) == "6"
    assert panel.months.entry.task == 6


def test_the_last_row_can_be_taken_away(window, panel, answers) -> None:
    model = window.list_page.model
    go_to(window, model.rowCount() - 1)
    answers.text = "最后一项"
    panel.parts.add.click()
    assert current(window) == "9.1"
    panel.parts.remove.click()
    assert current(window) == "9"


def test_a_cancelled_question_adds_nothing(window, panel, answers) -> None:
    rows = window.list_page.model.rowCount()
    go_to(window, 2)
    answers.text = None
    panel.parts.add.click()
    assert window.list_page.model.rowCount() == rows
