"""Beside a row of a new year's list: what last year's had, 取用, 待确认, 确认."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

import resources
from models.school import notices_kept
from models.task_list import sheet
from models.task_list.earlier import carried
from tests.helpers import NOTICE, deliver, finalise_month
from ui.kit.widgets import Choice, Pill
from ui.task_list.last_year import NONE


@pytest.fixture
def next_year(window, filled, notice, answers):
    """The window with the next year's list begun; 带过来 is answered by the test."""
    window.chooser._beginning._begin(replace(notice, year=notice.year + 1, key="other"))
    return window


def settle() -> None:
    """Have what gave way go for good."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def texts(part) -> list[str]:
    settle()
    return [one.text() for one in part.findChildren(QLabel) if not isinstance(one, Pill)]


def press(part, word: str, nth: int = 0) -> None:
    settle()
    found = [one for one in part.findChildren(QPushButton) if one.text() == word]
    found[nth].click()
    settle()


def entry(window, row: int = 0):
    return window.workspace.sheet.entry(row)


def test_the_year_before_is_not_spoken_of_where_there_is_none(window) -> None:
    assert not window.list_page.panel.last_year.isVisible()


def test_it_is_asked_with_both_lists_side_by_side(window, notice, answers) -> None:
    answers.way_on = "带过来"
    window.chooser._beginning._begin(replace(notice, year=notice.year + 1, key="other"))
    first = notice.tasks[0]
    assert answers.listed[0][0] == answers.listed[0][1] == f"{first.number}　{first.title}"
    before = sheet.newest(window.workspace.store, NOTICE)
    for row in range(len(notice.tasks)):
        own = entry(window, row)
        assert (own.office, own.person) == (before.entry(row).office, before.entry(row).person)
        assert own.pending == {"office", "person"}
        assert own.measures == ""


def test_nothing_comes_over_that_was_not_asked_for(next_year) -> None:
    assert [entry(next_year, row).office for row in range(9)] == [""] * 9


def test_a_field_is_taken_marked_and_confirmed(next_year) -> None:
    part = next_year.list_page.panel.last_year
    assert part.isVisible()
    before = sheet.newest(next_year.workspace.store, NOTICE).entry(0)
    assert any(before.measures in text for text in texts(part))
    press(part, "取用", 1)  # goals, measures, office, person
    assert (entry(next_year).measures, entry(next_year).pending) == (before.measures, {"measures"})
    assert [pill.text() for pill in part.findChildren(Pill)] == ["待确认"]
    press(part, "确认")
    assert (entry(next_year).measures, entry(next_year).pending) == (before.measures, frozenset())
    assert resources.sentence("carry.used") in texts(part)
    assert next_year.focusWidget() is part
    for _ in range(2):
        next_year.workspace.undo(next_year.workspace.sheet.version)
    assert entry(next_year).measures == ""


def test_a_row_is_confirmed_at_once(next_year) -> None:
    part = next_year.list_page.panel.last_year
    press(part, "取用", 2)
    press(part, "取用", 2)
    assert entry(next_year).pending == {"office", "person"}
    press(part, "这一项都确认")
    assert entry(next_year).pending == frozenset()
    assert entry(next_year).office


def test_typing_makes_it_ones_own(next_year) -> None:
    part = next_year.list_page.panel.last_year
    press(part, "取用", 2)
    assert entry(next_year).pending == {"office"}
    next_year.list_page.model.set_cells([(0, 4, "今年的处")])
    assert entry(next_year).pending == frozenset()
    settle()
    assert not part.findChildren(Pill)


def test_what_is_not_confirmed_blocks(next_year) -> None:
    press(next_year.list_page.panel.last_year, "取用", 0)
    found = [f for f in next_year.workspace.sheet.rule_findings() if f.code == "carried_pending"]
    assert [f.place.column for f in found] == ["goals"]


def test_another_task_of_last_year_is_chosen(next_year, notice) -> None:
    part = next_year.list_page.panel.last_year
    current = next_year.list_page.table.currentIndex()
    choice = part.findChild(Choice)
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    settle()
    assert next_year.list_page.table.currentIndex() == current
    press(part, "取用", 1)
    before = sheet.newest(next_year.workspace.store, NOTICE).entry(1)
    assert entry(next_year).measures == before.measures
    choice = part.findChild(Choice)
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    settle()
    assert part.findChild(Choice).currentText() == NONE
    assert "取用" not in [one.text() for one in part.findChildren(QPushButton)]


def test_how_last_year_ended_stands_beside(
    window, filled, final_list, sample_reports, notice, answers
) -> None:
    deliver(filled, final_list, "stamped", "handed_in")
    finalise_month(filled, sample_reports[3])
    window.workspace.reload()
    window.chooser._beginning._begin(replace(notice, year=notice.year + 1, key="other"))
    part = window.list_page.panel.last_year
    window.list_page.table.setCurrentIndex(window.list_page.model.index(0, 3))
    assert any("任务" in text and "思政" in text for text in texts(part)), texts(part)


def test_the_figures_of_last_year_never_come_along(next_year) -> None:
    part = next_year.list_page.panel.last_year
    press(part, "取用", 0)
    own = entry(next_year)
    assert carried.text_of(own, "goals")
    assert not any(own.month(month).amounts for month in range(1, 13))
    assert notices_kept.opened(next_year.workspace.store)[-1].key == "other"
