"""In 设置: what was not taken stays in its field, is named, and is given up by Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem

from models.monthly_report import kept
from models.school import register
from tests.helpers import NOTICE
from tests.ui.monthly_report.steps import enter
from tests.ui.task_list.test_typing import said
from ui.window.status_line import NOT_SAVED


@pytest.fixture
def page(window):
    window.navigation.open_page("settings")
    return window.pages.settings


def test_a_name_that_is_too_long_stays_and_is_given_up_by_escape(page, window, qtbot) -> None:
    enter(page.fields["name"], "校" * 101, qtbot)
    assert page.fields["name"].text() == "校" * 101
    assert said(window) == NOT_SAVED
    page.open()
    assert page.fields["name"].text() == "校" * 101
    qtbot.keyClick(page.fields["name"], Qt.Key.Key_Escape)
    assert page.fields["name"].text() == "阳城县示例职业高级中学"
    assert said(window).startswith("已保存")


def test_staff_that_are_not_taken_stay_in_the_table(
    page, window, workspace, answers, qtbot
) -> None:
    page.staff.setItem(0, 0, QTableWidgetItem("处" * 101))
    assert page.staff.item(0, 0).text() == "处" * 101
    assert not workspace.may_go_on()
    assert "还在原处（处室和人员）" in answers.said[-1]
    page.staff.setFocus()
    qtbot.keyClick(page.staff, Qt.Key.Key_Escape)
    assert page.staff.item(0, 0).text() == "政教处"
    assert said(window).startswith("已保存")
    page.staff.setItem(0, 0, QTableWidgetItem("德育处"))
    assert "德育处" in [office.name for office in workspace.sheet.staff]


def test_figures_that_wait_for_another_are_saved_with_it(page, window, workspace, qtbot) -> None:
    reports = page.reports
    reports.first_month.setCurrentText("9月")
    reports._choose_first_month()
    first, second = list(reports.openings)[:2]
    enter(reports.openings[first], "很多", qtbot)
    enter(reports.openings[second], "22", qtbot)
    assert said(window) == NOT_SAVED
    enter(reports.openings[first], "11", qtbot)
    known = kept.openings(workspace.store, NOTICE)
    assert (known[first], known[second]) == (11, 22)
    assert said(window).startswith("已保存")
    assert workspace.may_go_on()


def test_escape_leads_to_what_is_stored_by_now(page, window, workspace, qtbot) -> None:
    """The contact stands on the sheet too: refused there, changed here."""
    on_sheet = window.list_page.paper.head["contact"]
    enter(on_sheet, "人" * 101, qtbot)
    enter(page.fields["contact"], "李某", qtbot)
    assert register.school(workspace.store).contact == "李某"
    assert on_sheet.text() == "人" * 101
    qtbot.keyClick(on_sheet, Qt.Key.Key_Escape)
    assert on_sheet.text() == "李某"
    assert said(window).startswith("已保存")
