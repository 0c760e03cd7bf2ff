"""Beside a report's row: figures, results, reasons, last month's text."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from models.documents.findings import Place
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.storage.store import Store
from tests.helpers import NOTICE, begin_and_fill, report_of
from tests.ui.monthly_report.steps import choose_row, enter, row_of
from ui.monthly_report.model import ON_TIME, PROGRESS

FIVE = 4  # the row of task 5 in March: 部分完成


def test_month_and_cumulative_follow_from_each_other(april, qtbot) -> None:
    choose_row(april, FIVE)
    panel, key = april.panel, "5.skill_assessment"
    assert panel.amounts.totals[key].text() == "124"  # 40 in March, 64 and 20 in April
    enter(panel.amounts.fields[key], "70", qtbot)
    assert panel.amounts.totals[key].text() == "130"
    enter(panel.amounts.totals[key], "150", qtbot)
    assert row_of(april, FIVE).amounts[key] == 90
    enter(panel.amounts.fields[key], "-5", qtbot)
    assert row_of(april, FIVE).amounts[key] == -5
    enter(panel.amounts.fields[key], "多少", qtbot)
    assert row_of(april, FIVE).amounts[key] == -5
    assert "不是整数" in panel.amounts._fault.text()


def test_the_panel_asks_for_a_shortfall_only_where_there_is_one(month) -> None:
    choose_row(month, 0)
    assert not month.panel.shortfall.isVisible()
    month.panel._decide(Result.LATE)
    assert month.panel.shortfall.isVisible()
    month.panel._decide(Result.LATE)  # a second click takes the decision back
    assert row_of(month, 0).result is None


def test_a_reason_that_says_nothing_is_told_at_once(month) -> None:
    choose_row(month, FIVE)
    reason = month.panel.shortfall.texts["reason"]
    reason.setPlainText("正在推进")
    reason.commit()
    assert "没有说明原因" in month.panel.shortfall._reason_fault.text()
    reason.setPlainText("考点配电室检修停电")
    reason.commit()
    assert not month.panel.shortfall._reason_fault.isVisible()


def test_typing_in_the_panel_is_written_before_another_row_is_shown(month) -> None:
    choose_row(month, FIVE)
    month.panel.shortfall.texts["gap"].setPlainText("还差18人")
    choose_row(month, 0)
    assert row_of(month, FIVE).gap == "还差18人"
    assert row_of(month, 0).gap == ""


def test_typing_is_written_before_another_month_and_before_closing(
    month, window, data_file
) -> None:
    choose_row(month, FIVE)
    month.panel.shortfall.texts["gap"].setPlainText("还差17人")
    window.navigation.open_document(kept.document(NOTICE, 4))
    window.navigation.open_document(kept.document(NOTICE, 3))
    assert row_of(month, FIVE).gap == "还差17人"
    choose_row(month, FIVE)
    month.panel.shortfall.texts["remedy"].setPlainText("写到一半")
    window.close()
    store = Store.open(data_file)
    line = report_of(store, 3).report.line((RowKind.GOAL, 5, 3))
    assert line.row.remedy == "写到一半"
    store.close()


def test_one_undo_takes_typing_in_the_panel_back(month, window) -> None:
    choose_row(month, FIVE)
    old = row_of(month, FIVE).reason
    reason = month.panel.shortfall.texts["reason"]
    for text in ("考点", "考点停", "考点停电了"):
        reason.setPlainText(text)
        reason.commit()
    reason.left.emit()
    window.navigation.step("undo")
    assert row_of(month, FIVE).reason == old


def test_a_date_that_is_none_is_told_and_changes_nothing(month, qtbot) -> None:
    choose_row(month, FIVE)
    fields = month.panel.shortfall
    enter(fields.expected_on, "13月5日", qtbot)
    assert row_of(month, FIVE).expected_on == date(2023, 4, 20)
    assert "不是日期" in fields._date_fault.text()
    enter(fields.expected_on, "4月25日", qtbot)
    assert row_of(month, FIVE).expected_on == date(2023, 4, 25)


def test_last_months_text_is_taken_and_waits_to_be_confirmed(april) -> None:
    choose_row(april, 0)
    april.panel._take("progress", april.model.line(0).before.progress)
    assert row_of(april, 0).pending == {"progress"}
    found = [f.code for f in april.sheet.rule_findings()]
    assert "text_pending" in found
    april.panel._confirm()
    assert row_of(april, 0).pending == frozenset()


def test_an_open_item_stands_on_the_next_month_and_is_struck_off(april, filled) -> None:
    row = april.model.keys().index((RowKind.OPEN_ITEM, 5, 3))
    assert april.model.index(row, 1).data().endswith("（3月未完成项）")
    assert row_of(april, row).result is Result.CLOSED
    choose_row(april, row)
    april.panel._decide(Result.LATE)
    assert row_of(april, row).person == "孙立新"  # whoever saw to it before
    fields = [f.place.column for f in april.sheet.rule_findings() if f.code == "shortfall_missing"]
    assert "reason" in fields


def test_a_late_row_is_added_and_removed(april, answers) -> None:
    choose_row(april, FIVE)
    answers.choice = "3月"
    april.add_late_row()
    key = (RowKind.LATE, 5, 3)
    assert key in set(april.model.keys())
    assert april.model.index(april.model.keys().index(key), ON_TIME).data() == "补报"
    april.commit_open_editor()
    choose_row(april, april.model.keys().index(key))
    april.panel._remove_row()
    assert key not in set(april.model.keys())


def test_findings_lead_to_their_cell_or_field(month, window, qtbot) -> None:
    window.activateWindow()
    month.jump(Place(5, "gap", 3, "goal"))
    qtbot.waitUntil(month.panel.shortfall.texts["gap"].hasFocus)
    month.jump(Place(5, "amount", 3, "goal", "5.skill_assessment"))
    qtbot.waitUntil(month.panel.amounts.fields["5.skill_assessment"].hasFocus)
    month.jump(Place(2, "progress", 3, "goal"))
    assert month.table.currentIndex().row() == 1
    assert month.table.cells.editor is not None


def test_a_final_month_is_read_only(month, filled, march, window) -> None:
    from ui.use_cases.documents import finalising

    finalising.finalise(filled, march)
    window.workspace.reload()
    assert month._state.text() == "✓ 定稿 v1.0"
    assert not month.model.is_editable(month.model.index(0, PROGRESS))
    choose_row(month, FIVE)
    assert month.panel.shortfall.texts["reason"].isReadOnly()
    assert month.panel.amounts.fields["5.skill_assessment"].isReadOnly()


def test_a_pause_after_a_new_line_does_not_move_the_cursor(month, qtbot, window) -> None:
    choose_row(month, FIVE)
    gap = month.panel.shortfall.texts["gap"]
    window.activateWindow()
    gap.setFocus()
    qtbot.waitUntil(gap.hasFocus)
    gap.setPlainText("")
    qtbot.keyClicks(gap, "one")
    qtbot.keyClick(gap, Qt.Key.Key_Return)
    gap.commit()  # as the timer does
    qtbot.keyClicks(gap, "two")
    gap.commit()
    assert row_of(month, FIVE).gap == "one\ntwo"


def test_a_date_without_a_year_is_of_the_reports_year(month, qtbot) -> None:
    choose_row(month, 0)
    month.panel._decide(Result.LATE)
    enter(month.panel.shortfall.expected_on, "5月15日", qtbot)
    assert row_of(month, 0).expected_on == date(2023, 5, 15)


def test_a_row_is_not_left_while_a_figure_in_it_is_no_number(april, window, qtbot) -> None:
    choose_row(april, FIVE)
    edit = april.panel.amounts.fields["5.skill_assessment"]
    enter(edit, "12ren", qtbot)
    choose_row(april, 0)
    qtbot.waitUntil(lambda: april.table.currentIndex().row() == FIVE)
    assert edit.text() == "12ren"
    assert "“12ren”不是整数" in april.panel.amounts._fault.text()
    assert window.status.saved.text() == "没有保存"
    enter(edit, "12", qtbot)
    assert row_of(april, FIVE).amounts["5.skill_assessment"] == 12
    choose_row(april, 0)
    assert april.panel.line.task.number == "1"
    assert window.status.saved.text().startswith("已保存")


def test_taking_last_months_text_asks_before_it_replaces(april, answers) -> None:
    choose_row(april, 0)
    own = row_of(april, 0).progress
    answers.agree = False
    april.panel._take("progress", "上月的话")
    assert row_of(april, 0).progress == own


def test_the_keyboard_goes_to_the_panel_and_back(month, window, qtbot) -> None:
    window.activateWindow()
    choose_row(month, FIVE)
    month.table.setFocus()
    window.showNormal()
    window.resize(1280, 720)
    qtbot.waitUntil(month.panel.amounts.fields["5.skill_assessment"].isVisible)
    window.navigation.switch_side()
    qtbot.waitUntil(month.panel.amounts.fields["5.skill_assessment"].hasFocus)
    window.navigation.switch_side()
    qtbot.waitUntil(month.table.hasFocus)


def test_leftover_reasons_are_cleared_in_one_click(month) -> None:
    choose_row(month, FIVE)
    month.panel._decide(Result.ON_TIME)
    assert month.panel.shortfall.empty.isVisible()
    month.panel.shortfall.empty.click()
    assert not month.panel.shortfall.isVisible()
    assert row_of(month, FIVE).reason == ""


def test_a_click_on_a_result_counts_while_a_figure_is_being_typed(april, window, qtbot) -> None:
    """Pressing takes the keyboard, which writes the figure: the button must still be there."""
    choose_row(april, FIVE)
    panel = april.panel
    edit = panel.amounts.fields["5.skill_assessment"]
    edit.setFocus()
    edit.setText("7")
    edit.setModified(True)
    pressed = panel._buttons[Result.EARLY]
    qtbot.mousePress(pressed, Qt.MouseButton.LeftButton)
    edit.editingFinished.emit()
    qtbot.mouseRelease(pressed, Qt.MouseButton.LeftButton)
    assert row_of(april, FIVE).amounts["5.skill_assessment"] == 7
    assert row_of(april, FIVE).result is Result.EARLY


def test_edits_in_different_fields_are_undone_one_by_one(month, window, qtbot) -> None:
    choose_row(month, FIVE)
    fields = month.panel.shortfall
    enter(fields.person, "甲某", qtbot)
    fields.texts["gap"].setPlainText("还差一半")
    fields.texts["gap"].commit()
    window.navigation.step("undo")
    row = row_of(month, FIVE)
    assert (row.person, row.gap) == ("甲某", "计划鉴定60人，还差20人")


def test_a_text_too_long_is_told_once_and_stays_to_be_shortened(month, answers) -> None:
    choose_row(month, FIVE)
    gap = month.panel.shortfall.texts["gap"]
    gap.setPlainText("长" * 20_006)
    gap.commit()
    gap.commit()
    assert sum("最多 20000 个字" in text for text in answers.said) == 1
    month.panel._decide(Result.LATE)
    assert len(gap.toPlainText()) == 20_006


def test_a_refused_date_stays_in_its_field_while_others_are_saved(month, qtbot) -> None:
    choose_row(month, FIVE)
    fields = month.panel.shortfall
    enter(fields.expected_on, "99", qtbot)
    enter(fields.person, "乙某", qtbot)
    assert fields.expected_on.text() == "99"
    assert fields._date_fault.isVisible()


def test_opening_figures_are_not_undone_under_a_report(window, filled, final_list, sample_reports):
    filled.edit(report_edits.start_changes(filled, NOTICE, 3, {"6.training": 100}))
    march = begin_and_fill(filled, sample_reports[3])
    filled._stacks = None
    while filled.undo(march.scope):
        pass
    assert kept.openings(filled, NOTICE) == {"6.training": 100}
