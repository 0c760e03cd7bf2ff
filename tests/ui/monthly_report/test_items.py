"""The items of a scope beside a report's row: ticked by mouse, undone, told and never typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel

from models.documents import lifecycle
from models.documents.findings import Place
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result
from models.task_list import items as items_of
from models.task_list import plan
from models.task_list.contents import Item
from tests.helpers import NOTICE, finalise
from tests.ui.monthly_report.steps import choose_row

WORKS = "3.double_high_tasks"
THREE = 2  # the row of task 3
LONG = "国际交流与劳动教育实践基地综合建设项目及其配套的课程资源"
NAMED = tuple(
    Item(n, f"第{n}项{LONG}" if n == 1 else f"第{n}项", month=n + 2) for n in range(1, 11)
)


@pytest.fixture
def march_page(window, filled):
    """March, begun, under the sample's list with the ten items of task 3 named."""
    draft = plan.newest(filled, NOTICE)
    filled.edit(items_of.changes(draft.id, WORKS, (), NAMED))
    finalise(filled, draft)
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 3))
    page = window.pages.page("month")
    choose_row(page, THREE)
    return page


def box(page, serial: int) -> QCheckBox:
    return page.panel.items.boxes[WORKS, serial]


def click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(6, widget.height() // 2))


def done(page) -> set[int]:
    return set(page.model.line(THREE).done_items.get(WORKS, ()))


def test_a_click_on_a_box_or_its_name_ticks_the_item(march_page) -> None:
    click(box(march_page, 2))
    assert done(march_page) == {2}
    name = next(one for one in march_page.panel.items.findChildren(QLabel) if LONG in one.text())
    click(name)
    assert done(march_page) == {1, 2}
    click(name)
    assert done(march_page) == {2}
    assert march_page.model.line(THREE).row.amounts[WORKS] == 1


def test_a_box_stands_beside_the_first_line_of_its_name(march_page) -> None:
    for box in march_page.panel.items.boxes.values():
        name = box.parentWidget().findChild(QLabel)
        first_line = name.y() + name.fontMetrics().height() // 2
        assert abs(box.geometry().center().y() - first_line) <= 2


def test_undo_takes_a_tick_back_and_shows_its_row(march_page) -> None:
    click(box(march_page, 2))
    choose_row(march_page, 0)
    march_page.undo.click()
    assert march_page.table.currentIndex().row() == THREE
    assert not done(march_page)
    assert not box(march_page, 2).isChecked()


def test_a_long_name_makes_the_panel_no_wider(march_page) -> None:
    panel, area = march_page.panel, march_page.desk.panel_area
    assert panel.minimumSizeHint().width() <= area.viewport().width()


def test_a_figure_in_the_words_is_told_and_answered_by_a_tick(march_page, filled) -> None:
    line = march_page.model.line(THREE)
    version = march_page.version().id
    changes = report_edits.row_change(version, line.row, "progress", "完成双高建设任务3项")
    changes += report_edits.decide_changes(version, line, Result.ON_TIME)
    march_page._workspace.edit(changes)
    found = [f for f in march_page.all_findings() if f.place.indicator == WORKS]
    assert all(finding.fix is None for finding in found)
    march_page.panel.focus_field(Place(3, "amount", 3, "goal", WORKS))
    assert box(march_page, 1).hasFocus()
