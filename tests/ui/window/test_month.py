"""月度报告 as the clerk uses it: rows, figures, results, reasons, last month's text."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models import report_register, versions
from models.findings import Place
from models.results import Result, RowKind
from models.store import Store
from tests.helpers import begin_and_fill, finalise_month
from ui.report_model import NEXT_STEPS, ON_TIME, PROGRESS, REASON
from ui.use_cases import sheets

FIVE = 4  # the row of task 5 in March: 部分完成


def row_of(month, row: int):
    return month.model.line(row).row


def type_into(month, row: int, column: int, text: str) -> None:
    month.table.edit_cell(row, column)
    month.table.cells.editor.setPlainText(text)
    month.commit_open_editor()


@pytest.fixture
def april(month, filled, march, sample_reports, window):
    """April begun and filled in after March was finalised."""
    from ui.use_cases import finalising

    finalising.finalise(filled, march, "五号")
    begin_and_fill(filled, sample_reports[4])
    window._workspace.reload()
    window.open_month(4)
    return month


def test_a_month_waits_for_the_list(window) -> None:
    window.open_month(3)
    page = window.pages.month
    assert page.sheet is None
    assert not page.begin_button.isVisible()
    assert "年度清单还没有定稿" in page._empty_words.text()


def test_a_month_is_begun_with_one_click(window, filled, final_list) -> None:
    window._workspace.reload()
    window.open_month(3)
    page = window.pages.month
    page.begin_button.click()
    assert page.sheet is not None
    assert page.model.rowCount() == 9
    assert page.model.index(0, 2).data().startswith("制定思政文化育人品牌建设方案")
    assert page.sheet.report.as_of == date(2023, 3, 24)


def test_what_is_typed_stands_in_the_store(month, filled) -> None:
    type_into(month, 0, PROGRESS, "方案已印发。")
    type_into(month, FIVE, REASON, "考点停电")
    type_into(month, FIVE, NEXT_STEPS, "4月补考")
    kept = sheets.load_report(filled, 2023, 3).report.lines
    assert kept[0].row.progress == "方案已印发。"
    assert (kept[FIVE].row.reason, kept[FIVE].row.remedy) == ("考点停电", "4月补考")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("是", Result.ON_TIME),
        ("否", Result.PARTIAL),  # the figures say so
        ("未按期", Result.LATE),
        ("无安排", Result.NONE),
        ("未按期完成", Result.LATE),
        ("—", Result.NONE),
        ("", None),
    ],
)
def test_results_are_typed_as_words_or_as_printed(month, text: str, wanted) -> None:
    type_into(month, FIVE, ON_TIME, text)
    assert row_of(month, FIVE).result is wanted


def test_a_word_that_is_no_result_changes_nothing(month, answers) -> None:
    type_into(month, FIVE, ON_TIME, "差不多")
    assert "不是完成结果" in answers.said[-1]
    assert row_of(month, FIVE).result is Result.PARTIAL


def test_a_block_from_excel_lands_in_the_rows(month) -> None:
    QGuiApplication.clipboard().setText("写一\t\t是\n写二\t\t未到期")
    month.table.setCurrentIndex(month.model.index(0, PROGRESS))
    month.table.paste()
    assert [row_of(month, r).progress for r in (0, 1)] == ["写一", "写二"]
    assert [row_of(month, r).result for r in (0, 1)] == [Result.ON_TIME, Result.NOT_DUE]


def choose_row(month, row: int) -> None:
    month.table.setCurrentIndex(month.model.index(row, PROGRESS))


def enter(edit, text: str, qtbot) -> None:
    edit.setFocus()
    edit.setText(text)
    edit.setModified(True)  # QTest cannot type Chinese
    qtbot.keyClick(edit, Qt.Key.Key_Return)


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
    window.open_month(4)
    window.open_month(3)
    assert row_of(month, FIVE).gap == "还差17人"
    choose_row(month, FIVE)
    month.panel.shortfall.texts["remedy"].setPlainText("写到一半")
    window.close()
    store = Store.open(data_file)
    line = sheets.load_report(store, 2023, 3).report.line((RowKind.GOAL, 5, 3))
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
    window._undo()
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


def test_months_without_a_plan_are_answered_in_one_click(window, filled, final_list) -> None:
    window._workspace.reload()
    window.open_month(3)
    page = window.pages.month
    page.begin()
    page.fill_none()
    results = [line.result for line in page.sheet.report.lines]
    assert results.count(Result.NONE) == 1
    window._undo()
    assert {line.result for line in page.sheet.report.lines} == {None}


def test_an_open_item_stands_on_the_next_month_and_is_struck_off(april, filled) -> None:
    row = april.model.keys().index((RowKind.OPEN_ITEM, 5, 3))
    assert april.model.index(row, 1).data().endswith("（3月未完成项）")
    assert row_of(april, row).result is Result.CLOSED
    choose_row(april, row)
    april.panel._decide(Result.LATE)
    assert row_of(april, row).person == "孙立新"  # whoever saw to it before
    fields = [
        f.values["column"] for f in april.sheet.rule_findings() if f.code == "shortfall_missing"
    ]
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
    month.jump(Place(5, "amount:5.skill_assessment", 3, "goal"))
    qtbot.waitUntil(month.panel.amounts.fields["5.skill_assessment"].hasFocus)
    month.jump(Place(2, "progress", 3, "goal"))
    assert month.table.currentIndex().row() == 1
    assert month.table.cells.editor is not None


def test_f5_checks_the_month_that_is_shown(month, window, qtbot) -> None:
    type_into(month, FIVE, REASON, "同上")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert month.findings.isVisible()
    assert month.findings._count.text() == "必须改 1 处"


def test_a_final_month_is_read_only(month, filled, march, window) -> None:
    from ui.use_cases import finalising

    finalising.finalise(filled, march, "五号")
    window._workspace.reload()
    assert month._state.text() == "✓ 定稿 v1.0"
    assert not month.model.is_editable(month.model.index(0, PROGRESS))
    choose_row(month, FIVE)
    assert month.panel.shortfall.texts["reason"].isReadOnly()
    assert month.panel.amounts.fields["5.skill_assessment"].isReadOnly()


def test_counts_and_tabs_follow_every_edit(month, window) -> None:
    assert "应完成8项，按期完成7项，未按期完成1项" in month.paper._counts.text()
    type_into(month, FIVE, ON_TIME, "提前完成")
    assert "应完成8项，按期完成8项，未按期完成0项" in month.paper._counts.text()
    assert month.tabs.tabs[3].text() == "3月 填写中"
    month.paper.head["as_of"].setText("3月23日")
    month.paper.head["as_of"].committed.emit("3月23日")
    assert month.sheet.report.as_of == date(2023, 3, 23)


def test_the_first_month_kept_decides_the_tabs(window, filled, final_list) -> None:
    filled.edit(report_register.start_changes(filled, 2023, 9, {}))
    window._workspace.reload()
    window.open_month()
    assert list(window.pages.month.tabs.tabs) == [9, 10, 11, 12]


def test_ctrl_p_shows_the_report_at_hand(month, window, qtbot) -> None:
    window.preview_or_print()
    assert window.pages.shown == "print"
    assert window.pages.print.version.month == 3
    assert versions.newest(window._workspace.store, 2023, window.pages.print.version.kind, 3)


def test_the_sample_of_a_whole_year_opens_on_its_last_month(
    filled, final_list, sample_reports, window
):
    for number in range(3, 6):
        finalise_month(filled, sample_reports[number])
    window._workspace.reload()
    window.open_month()
    assert window.pages.month.model.month == 3  # the first that is not handed in


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


def test_what_is_no_number_is_told_when_the_row_is_left(april, answers) -> None:
    choose_row(april, FIVE)
    edit = april.panel.amounts.fields["5.skill_assessment"]
    edit.setText("12ren")
    edit.setModified(True)
    choose_row(april, 0)
    assert "“12ren”不是整数" in answers.said[-1]


def test_taking_last_months_text_asks_before_it_replaces(april, answers) -> None:
    choose_row(april, 0)
    own = row_of(april, 0).progress
    answers.agree = False
    april.panel._take("progress", "上月的话")
    assert row_of(april, 0).progress == own


def test_undo_stays_with_the_month_that_is_shown(april, window, filled) -> None:
    choose_row(april, 0)
    type_into(april, 0, PROGRESS, "四月的话")
    window._undo()
    window._undo()
    window._undo()
    march = sheets.load_report(filled, 2023, 3)
    assert march.report.lines[0].row.progress != ""
    assert not april.undo.isEnabled()


def test_typing_in_another_month_survives_a_step_in_the_life_of_a_document(
    april, window, filled
) -> None:
    april.table.edit_cell(0, PROGRESS)
    april.table.cells.editor.setPlainText("写到一半")
    window._workspace.attempt(lambda: None)
    assert row_of(april, 0).progress == "写到一半"


def test_the_keyboard_goes_to_the_panel_and_back(month, window, qtbot) -> None:
    window.activateWindow()
    choose_row(month, FIVE)
    month.table.setFocus()
    window.showNormal()
    window.resize(1280, 720)
    qtbot.waitUntil(month.panel.amounts.fields["5.skill_assessment"].isVisible)
    window._switch_side()
    qtbot.waitUntil(month.panel.amounts.fields["5.skill_assessment"].hasFocus)
    window._switch_side()
    qtbot.waitUntil(month.table.hasFocus)


def test_leftover_reasons_are_cleared_in_one_click(month) -> None:
    choose_row(month, FIVE)
    month.panel._decide(Result.ON_TIME)
    assert month.panel.shortfall.empty.isVisible()
    month.panel.shortfall.empty.click()
    assert not month.panel.shortfall.isVisible()
    assert row_of(month, FIVE).reason == ""


def test_a_late_row_asked_for_twice_is_gone_to(april, answers) -> None:
    choose_row(april, FIVE)
    answers.choice = "3月"
    april.add_late_row()
    april.add_late_row()
    assert april.model.keys().count((RowKind.LATE, 5, 3)) == 1


@pytest.mark.parametrize("scale", [100, 125, 200])
def test_the_window_fits_small_screens(month, window, theme, scale: int) -> None:
    theme.apply(scale)
    window.resize(1024, 768)
    window.open_month(3)
    assert window.minimumSizeHint().width() <= 1024
    theme.apply(100)
