"""月度报告 as the clerk uses it: rows, figures, results, reasons, last month's text."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

import resources
from models.documents import lifecycle, versions
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.school import register
from tests.clipboard import excel
from tests.helpers import NOTICE, deliver, finalise, finalise_month, report_of, texts
from tests.ui.monthly_report.steps import choose_row, row_of, type_into
from tests.window import put_on_clipboard
from ui.kit.pasting import PASTE
from ui.monthly_report.model import NEXT_STEPS, ON_TIME, PROGRESS, REASON, ReportModel
from ui.use_cases.documents import finalising

FIVE = 4  # the row of task 5 in March: 部分完成


def test_the_model_is_a_correct_model_with_rows_and_without(
    month, qtmodeltester, workspace
) -> None:
    qtmodeltester.check(month.model)
    empty = ReportModel(workspace)
    qtmodeltester.check(empty)
    empty.show_month(12)
    assert empty.rowCount() == 0
    workspace.edit([register.school_change("phone", "0356-4236667")])
    qtmodeltester.check(empty)


def test_a_month_waits_for_the_list(window) -> None:
    window.navigation.open_document(kept.document(NOTICE, 3))
    page = window.pages.page("month")
    assert page.sheet is None
    assert not page.not_begun.begin.isVisible()
    assert "年度清单还没有定稿" in page.not_begun.words.text()


def test_a_month_is_begun_with_one_click(window, filled, final_list) -> None:
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 3))
    page = window.pages.page("month")
    page.not_begun.begin.click()
    assert page.sheet is not None
    assert page.model.rowCount() == 9
    assert page.model.index(0, 2).data().startswith("制定思政文化育人品牌建设方案")
    assert page.sheet.report.as_of == date(2023, 3, 24)


def test_the_line_above_says_what_can_be_done_now(month, window, filled, march) -> None:
    assert month.desk.hint.text() == resources.sentence("report.hint", period="本月")
    finalise(filled, march)
    window.workspace.reload()
    assert month.desk.hint.text() == resources.sentence("report.final_hint")


def test_the_page_opens_on_the_month_to_see_to(month, window, filled, march) -> None:
    """A draft is gone on with; what is with the bureau, or only glanced at, is not."""
    go, shown = window.navigation, lambda: month.model.month
    go.open_page("home")
    go.open_page("month")
    assert shown() == 3
    deliver(filled, finalising.finalise(filled, march), "stamped", "handed_in")
    window.workspace.reload()
    assert shown() == 3  # stays on what is being looked at
    for glanced in (3, 9):
        go.open_document(kept.document(NOTICE, glanced))
        go.open_page("month")
        assert shown() == 4


def test_what_is_typed_stands_in_the_store(month, filled) -> None:
    type_into(month, 0, PROGRESS, "方案已印发。")
    type_into(month, FIVE, REASON, "考点停电")
    type_into(month, FIVE, NEXT_STEPS, "4月补考")
    kept = report_of(filled, 3).report.lines
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


def test_a_block_from_excel_lands_in_the_rows(month, answers) -> None:
    put_on_clipboard(excel(("写一", "", "是"), ("写二", "", "未到期")))
    answers.way_on = PASTE
    month.table.setCurrentIndex(month.model.index(0, PROGRESS))
    month.table.paste()
    assert [row_of(month, r).progress for r in (0, 1)] == ["写一", "写二"]
    assert [row_of(month, r).result for r in (0, 1)] == [Result.ON_TIME, Result.NOT_DUE]


def test_months_without_a_plan_are_answered_in_one_click(window, filled, final_list) -> None:
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 3))
    page = window.pages.page("month")
    page.begin()
    page.fill_none()
    results = [line.result for line in page.sheet.report.lines]
    assert results.count(Result.NONE) == 1
    window.navigation.step("undo")
    assert {line.result for line in page.sheet.report.lines} == {None}


def test_f5_checks_the_month_that_is_shown(month, window, qtbot) -> None:
    type_into(month, FIVE, REASON, "同上")
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert month.findings.isVisible()
    assert month.findings._count.text() == "必须改 1 处"


def test_the_findings_are_those_of_the_month_that_is_shown(month, window) -> None:
    month.check()
    month.show_month(4)
    assert not month.findings.isVisible()  # it was not begun
    month.begin()
    month.check()
    of_april = month.findings._count.text()
    month.show_month(3)
    assert month.findings._count.text() != of_april
    month.show_month(4)
    assert month.findings._count.text() == of_april


def test_counts_and_tabs_follow_every_edit(month, window) -> None:
    assert "应完成8项，按期完成7项，未按期完成1项" in month.paper._counts.text()
    type_into(month, FIVE, ON_TIME, "提前完成")
    assert "应完成8项，按期完成8项，未按期完成0项" in month.paper._counts.text()
    assert month.tabs.tabs[3].text() == "3月 填写中"
    month.paper.head["as_of"].setText("3月23日")
    month.paper.head["as_of"].commit()
    assert month.sheet.report.as_of == date(2023, 3, 23)


def test_the_first_month_kept_decides_the_tabs(window, filled, final_list) -> None:
    filled.edit(report_edits.start_changes(filled, NOTICE, 9, {}))
    window.workspace.reload()
    window.navigation.open_page("month")
    assert list(window.pages.page("month").tabs.tabs) == [9, 10, 11, 12]


def test_ctrl_p_shows_the_report_at_hand(month, window, qtbot) -> None:
    window.navigation.preview_or_print()
    assert window.pages.shown == "print"
    shown = window.pages.print.version.document
    assert shown == kept.document(NOTICE, 3)
    assert versions.newest(window.workspace.store, shown)


def test_the_sample_of_a_whole_year_opens_on_its_last_month(
    filled, final_list, sample_reports, window
):
    for number in range(3, 6):
        finalise_month(filled, sample_reports[number])
    window.workspace.reload()
    window.navigation.open_page("month")
    assert window.pages.page("month").model.month == 3  # the first that is not handed in


def test_undo_stays_with_the_month_that_is_shown(april, window, filled) -> None:
    choose_row(april, 0)
    type_into(april, 0, PROGRESS, "四月的话")
    window.navigation.step("undo")
    window.navigation.step("undo")
    window.navigation.step("undo")
    march = report_of(filled, 3)
    assert march.report.lines[0].row.progress != ""
    assert not april.undo.isEnabled()


def test_typing_in_another_month_survives_a_step_in_the_life_of_a_document(
    april, window, filled
) -> None:
    april.table.edit_cell(0, PROGRESS)
    april.table.cells.editor.setPlainText("写到一半")
    window.workspace.attempt(lambda: None)
    assert row_of(april, 0).progress == "写到一半"


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
    window.navigation.open_document(kept.document(NOTICE, 3))
    assert window.minimumSizeHint().width() <= 1024
    theme.apply(100)


def test_what_comes_from_the_list_says_so_where_it_is_typed_in(month) -> None:
    at = month.model.index(0, 2)  # 本月目标
    assert month.model.why_not(at) == "sheet.report_column"
    assert month.model.why_not(month.model.index(0, PROGRESS)) == ""


def test_a_report_without_faults_waits_for_the_one_before(month, window, filled, answers) -> None:
    lifecycle.begin(filled, kept.document(NOTICE, 4))
    window.workspace.reload()
    window.navigation.open_document(kept.document(NOTICE, 4))
    month.check()
    month.findings.show_findings([])
    said = (
        "检查过了，没有问题，但现在不能定稿：3月报告还没有定稿，4月报告不能先定稿；请按顺序办理。"
    )
    assert said in texts(month.findings)
    window.navigation.open_document(kept.document(NOTICE, 3))
    month.check()
    month.findings.show_findings([])
    assert "检查过了，没有问题，可以定稿。" in texts(month.findings)
