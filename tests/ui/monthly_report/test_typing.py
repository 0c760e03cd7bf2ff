"""Beside and above a report: what was not taken stays with its row and its month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.errors import EnvironmentRefusal
from models.monthly_report import kept
from models.monthly_report.results import Result
from models.storage.store import Store
from tests.helpers import NOTICE
from tests.ui.monthly_report.steps import choose_row, enter, row_of
from tests.ui.task_list.test_typing import said, type_text
from ui.monthly_report.model import PROGRESS
from ui.window.status_line import NOT_SAVED

if TYPE_CHECKING:
    from ui.kit.fields.growing_edit import GrowingEdit

FIVE = 4  # its row has figures
TOO_LONG = "长" * 20_001


@pytest.fixture
def gap(april) -> GrowingEdit:
    choose_row(april, FIVE)
    return april.panel.shortfall.texts["gap"]


@pytest.fixture
def refused_edits(monkeypatch: pytest.MonkeyPatch):
    """The store refuses edits as on a full disk (a real one: tests/fault); ``undo`` ends it."""

    def refused(*_: object, **_options: object) -> None:
        raise EnvironmentRefusal("data.disk_full", path="zhijiao.sqlite3")

    def begin() -> pytest.MonkeyPatch:
        monkeypatch.setattr(Store, "edit", refused)
        return monkeypatch

    return begin


def put(edit: GrowingEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    type_text(edit, text)


def days(window) -> list:
    return [
        window.workspace.document(kept.document(NOTICE, month)).report.as_of for month in (3, 4)
    ]


def test_a_date_that_is_none_stays_in_its_own_month(april, window, qtbot) -> None:
    before = {
        month: window.workspace.document(kept.document(NOTICE, month)).report.as_of
        for month in (3, 4)
    }
    enter(april.paper.head["as_of"], "4-99", qtbot)
    april.tabs.chosen.emit(3)
    assert april.model.month == 4
    assert "还在原处" in window.status.words.text()
    assert april.paper.head["as_of"].text() == "4-99"
    qtbot.keyClick(april.paper.head["as_of"], Qt.Key.Key_Escape)
    april.tabs.chosen.emit(3)
    assert april.model.month == 3
    assert april.paper.head["as_of"].text() == april.paper.texts()["as_of"]
    assert {
        m: window.workspace.document(kept.document(NOTICE, m)).report.as_of for m in (3, 4)
    } == before


def test_a_row_is_not_added_over_a_text_that_was_not_taken(april, window, answers, qtbot) -> None:
    keys = april.model.keys()
    april.table.edit_cell(0, PROGRESS)
    april.table.cells.editor.selectAll()
    type_text(april.table.cells.editor, TOO_LONG)
    for step in (april.add_late_row, april.fill_none, april.accept_proposals):
        step()
        assert april.model.keys() == keys
        assert april.table.cells.editor.toPlainText() == TOO_LONG
    assert said(window) == NOT_SAVED


def test_a_field_with_a_refused_text_stays_in_sight(april, gap, window, qtbot) -> None:
    april.panel._decide(Result.LATE)
    put(gap, TOO_LONG)
    assert not gap.commit()
    april.panel._decide(Result.ON_TIME)
    assert gap.isVisible()
    put(gap, "短了")
    gap.commit()
    choose_row(april, 0)
    assert april.panel.line.task.number == "1"


def test_what_is_taken_over_stands_in_the_place_of_a_refused_text(april, gap, qtbot) -> None:
    put(gap, TOO_LONG)
    assert not gap.commit()
    april.panel._take("gap", "上月的差距")
    assert gap.toPlainText() == "上月的差距"
    qtbot.keyClick(gap, Qt.Key.Key_Escape)
    gap.commit()
    assert row_of(april, FIVE).gap == "上月的差距"


def test_escape_gives_back_the_text_of_this_visit(april, gap, qtbot) -> None:
    put(gap, "还差九人")
    gap._save()
    april.table.setFocus()
    gap.setFocus()
    type_text(gap, "写错了")
    gap._save()
    qtbot.keyClick(gap, Qt.Key.Key_Escape)
    gap.commit()
    assert row_of(april, FIVE).gap == "还差九人"


def test_escape_gives_up_even_while_nothing_can_be_written(
    april, gap, window, refused_edits, qtbot
) -> None:
    before = row_of(april, FIVE).gap
    gap.setFocus()
    refused_edits()
    type_text(gap, "多了")
    gap._save()
    assert said(window) == NOT_SAVED
    qtbot.keyClick(gap, Qt.Key.Key_Escape)
    assert gap.toPlainText() == before
    assert not window.workspace.unsaved.has_refused


def test_each_fault_is_said_until_its_own_field_is_right(april, gap, window, qtbot) -> None:
    amounts = april.panel.amounts
    field, total = amounts.fields["5.skill_assessment"], amounts.totals["5.skill_assessment"]
    enter(field, "多少", qtbot)
    enter(total, "15个", qtbot)
    assert amounts._fault.text().count("不是整数") == 2
    qtbot.keyClick(total, Qt.Key.Key_Escape)
    assert amounts._fault.text().count("不是整数") == 1
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert amounts._fault.isHidden()
    date = april.panel.shortfall.expected_on
    enter(date, "后天", qtbot)
    qtbot.keyClick(date, Qt.Key.Key_Escape)
    assert april.panel.shortfall._date_fault.isHidden()
    assert said(window).startswith("已保存")


@pytest.mark.parametrize("step", ["rule", "holidays"])
def test_settings_that_read_all_anew_wait_for_a_text_that_was_not_taken(
    gap, window, answers, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    put(gap, TOO_LONG)
    gap.commit()
    window.navigation.open_page("settings")
    reports = window.pages.settings.reports
    monkeypatch.setattr(answers, "open_path", lambda *_: "x")
    reports._choose_rule(1) if step == "rule" else reports.import_holidays()
    assert gap.toPlainText() == TOO_LONG
    assert "还在原处（差多少）" in answers.said[-1]


def test_what_the_store_refused_is_saved_with_the_next_thing_it_takes(
    april, gap, window, refused_edits, qtbot
) -> None:
    """Wherever it stands: a text beside the report, the head of the list."""
    contact = window.list_page.paper.head["contact"]
    disk = refused_edits()
    put(gap, "没有空间")
    gap.commit()
    contact.setText("李某")
    contact.commit()
    disk.undo()
    april.panel._decide(Result.STOPPED)
    qtbot.waitUntil(lambda: said(window).startswith("已保存"))
    assert row_of(april, FIVE).gap == "没有空间"
    assert window.workspace.store.query("SELECT contact FROM school") == [("李某",)]


# -- what is tried again by itself -----------------------------------------------------------------


def test_what_was_refused_never_goes_over_something_newer(window, refused_edits, qtbot) -> None:
    """One value, two editors: the sheet's was refused, 设置 has another one since."""
    on_sheet = window.list_page.paper.head["contact"]
    window.navigation.open_page("settings")
    disk = refused_edits()
    on_sheet.setText("旧的")
    on_sheet.commit()
    disk.undo()
    enter(window.pages.settings.fields["contact"], "新的", qtbot)
    qtbot.wait(20)
    assert window.workspace.store.query("SELECT contact FROM school") == [("新的",)]
    assert on_sheet.text() == "旧的"
    assert said(window) == NOT_SAVED
    qtbot.keyClick(on_sheet, Qt.Key.Key_Escape)
    assert on_sheet.text() == "新的"


def test_a_change_that_comes_while_a_refusal_is_read_takes_no_text_away(
    window, answers, refused_edits, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = window.list_page.paper.head
    disk = refused_edits()
    head["phone"].setText("12345678")
    head["phone"].commit()

    def warn(text: str) -> None:
        answers.said.append(text)
        disk.undo()  # room is made while the dialog stands
        window.workspace.unsaved.offer_refused()

    monkeypatch.setattr(answers, "warn", warn)
    head["contact"].setText("李某某")
    head["contact"].commit()
    assert head["contact"].text() == "李某某"
    assert head["contact"].holds_back
    assert window.workspace.sheet.school.phone == "12345678"


def test_the_figure_that_was_refused_is_the_one_that_stays(
    april, gap, window, answers, refused_edits, monkeypatch: pytest.MonkeyPatch
) -> None:
    amounts = april.panel.amounts
    field, total = amounts.fields["5.skill_assessment"], amounts.totals["5.skill_assessment"]
    refused_edits()
    field.setText("77")
    field.commit()
    monkeypatch.setattr(answers, "warn", lambda _: window.workspace.unsaved.offer_refused())
    total.setText("99")
    total.commit()
    assert (field.holds_back, total.holds_back) == (True, True)
    assert (field.text(), total.text()) == ("77", "99")


def test_a_retry_is_quiet_and_takes_no_cell_away(window, answers, refused_edits, qtbot) -> None:
    """The idle timer finds the file in its place: nobody's keyboard is taken for that."""
    window.navigation.open_page("settings")
    page = window.pages.settings
    disk = refused_edits()
    page.fields["phone"].setText("12345678")
    page.fields["phone"].commit()
    answers.said.clear()
    window.keeper._on_interval()
    window.workspace.unsaved.offer_refused()
    assert answers.said == []
    disk.undo()
    page.staff.setFocus()
    page.staff.setCurrentCell(0, 1)
    page.staff.editItem(page.staff.item(0, 1))
    editor = page.staff.indexWidget(page.staff.currentIndex())
    type_text(editor, "、钱七")
    window.workspace.unsaved.offer_refused()
    assert window.workspace.sheet.school.phone == "12345678"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(window).startswith("已保存"))
    assert any("钱七" in p.name for o in window.workspace.sheet.staff for p in o.persons)


def test_a_refusal_is_said_once_on_the_way_to_another_page_and_at_the_close(
    window, answers
) -> None:
    field = window.list_page.paper.head["contact"]
    field.setFocus()
    field.setText("人" * 101)
    window.navigation.open_page("home")
    assert len(answers.said) == 1
    answers.agree = False
    window.close()
    assert len(answers.said) == 2
    assert "关闭会丢掉它" in answers.said[-1]


def test_places_beside_each_other_are_undone_one_by_one(april, gap, qtbot) -> None:
    april.panel._decide(Result.LATE)
    enter(april.panel.shortfall.person, "王五", qtbot)
    april.table.edit_cell(FIVE, PROGRESS)
    april.table.cells.editor.selectAll()
    type_text(april.table.cells.editor, "进展一")
    april.table.commit_open_editor()
    april._undo()
    assert row_of(april, FIVE).person == "王五"
    assert row_of(april, FIVE).progress != "进展一"


def test_a_text_given_up_leaves_nothing_unsaved(window, table, refused_edits, qtbot) -> None:
    refused_edits()
    field = window.list_page.paper.head["contact"]
    field.setText("赵某")
    field.commit()
    assert said(window) == NOT_SAVED
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert said(window).startswith("已保存")
