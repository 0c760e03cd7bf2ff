"""The panel beside the selected row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QDialogButtonBox

from ui.kit.messages import Messages
from ui.task_list.month_model import MonthModel
from ui.task_list.panel import _share_question
from ui.task_list.split_dialog import BY_HAND, BY_TERM, SplitDialog


@pytest.fixture
def panel(window):
    return window.list_page.panel


def select_row(window, row: int) -> None:
    table = window.list_page.table
    table.setCurrentIndex(table.model().index(row, 2))


def select_month(panel, row: int) -> None:
    """Whatever keys an earlier test left pressed."""
    flags = QItemSelectionModel.SelectionFlag
    whole = flags.ClearAndSelect | flags.Rows
    panel.grid.selectionModel().select(panel.months.index(row, 0), whole)


def test_the_month_model_is_a_correct_model(workspace, qtmodeltester) -> None:
    qtmodeltester.check(MonthModel(workspace))


def test_the_panel_follows_the_row(window, panel) -> None:
    select_row(window, 4)
    assert panel._title.text() == "第5项 全力提升技能水平"
    assert "力争全年完成600人的鉴定任务" in panel._quote.text()
    assert panel.months.rowCount() == 11
    assert panel.months.columnCount() == 3


def test_amounts_typed_in_the_grid_stand_in_the_cell(window, panel) -> None:
    select_row(window, 4)
    assert panel.months.set_cells([(0, 1, "\uff170"), (1, 1, "")]) == 2
    text = window.list_page.table.model().index(4, 2).data()
    assert "职业技能鉴定70人（累计70人）" in text
    assert "4月：组织电工、焊工鉴定；" in text


@pytest.mark.parametrize("text", ["六十", "-5", "1.5", "99999999", "9" * 5000])
def test_what_is_no_number_is_refused(window, panel, answers, text: str) -> None:
    select_row(window, 4)
    assert panel.months.set_cells([(0, 1, text)]) == 0
    assert "没有改动" in answers.said[-1]
    assert panel.months.index(0, 1).data() == "60"


def test_no_plans_this_month_is_one_click_and_back(window, panel, workspace) -> None:
    select_row(window, 5)
    for wanted in (False, True):  # 7月 says 本月无安排 in the sample
        select_month(panel, 4)
        panel._none.click()
        assert workspace.sheet.entry(5).month(7).none is wanted


def test_a_month_with_a_goal_is_not_wiped(window, panel, workspace, answers) -> None:
    select_row(window, 3)
    select_month(panel, 1)
    panel._none.click()
    assert workspace.sheet.entry(3).month(4).goal == "启动产业需求调研"
    assert "已经写了目标" in answers.said[-1]


def test_a_month_mark_inside_a_goal_means_that_month(window, panel, workspace) -> None:
    select_row(window, 6)
    panel.months.set_cells([(0, 0, "自查。\n4月：整改")])
    entry = workspace.sheet.entry(6)
    assert (entry.month(3).goal, entry.month(4).goal) == ("自查。", "整改")


def test_a_goal_that_makes_all_too_long_is_refused(window, panel, answers) -> None:
    select_row(window, 6)
    panel.months.set_cells([(panel.months.rowCount() - 1, 0, "年" * 19_000)])
    for row in range(6):
        panel.months.set_cells([(row, 0, "月" * 2_000)])
    assert "最多 30000 个字" in answers.said[-1]


def test_without_a_selection_the_gaps_are_answered(window, panel, workspace) -> None:
    window.list_page.table.model().set_cells([(6, 2, "3月：甲")])
    select_row(window, 6)
    panel.grid.clearSelection()
    panel._none.click()
    entry = workspace.sheet.entry(6)
    assert not entry.month(3).none
    assert all(entry.month(m).none for m in range(4, 13))


def test_a_share_that_the_notice_does_not_give_is_entered(
    window, panel, answers, workspace, notice
) -> None:
    select_row(window, 5)
    indicator = notice.task(6).indicators[0]
    assert workspace.sheet.share(indicator) is None
    asked = []
    answers.ask_amount = lambda _title, question, value, *_unit: asked.append((question, value))
    panel._enter_share(indicator)
    assert asked == [("社会培训：通知只给了全县 400人。本校承担多少？", None)]
    answers.ask_amount = lambda *_words: 400
    panel._enter_share(indicator)
    assert workspace.sheet.share(indicator) == 400


def test_a_share_above_the_county_s_figure_is_asked_about(
    window, panel, answers, workspace, notice
) -> None:
    select_row(window, 5)
    indicator = notice.task(6).indicators[0]
    answers.number, answers.agree = indicator.total + 1, False
    panel._enter_share(indicator)
    assert "通知里一共" in answers.said[-1]
    assert workspace.sheet.share(indicator) is None
    answers.agree = True
    panel._enter_share(indicator)
    assert workspace.sheet.share(indicator) == indicator.total + 1


@pytest.fixture
def dialog(window, notice, theme, qtbot):
    made = SplitDialog(
        notice.task(5).indicators[:2],
        {"5.skill_assessment": 600, "5.one_plus_x_certificate": 450},
        {"5.one_plus_x_certificate": {6: 200, 12: 250}},
        range(3, 13),
        theme,
        window,
    )
    qtbot.addWidget(made)
    return made


def test_splitting_evenly_by_term_and_by_hand(dialog) -> None:
    assert list(dialog.result_amounts().values()) == [60] * 10
    dialog._ways.button(BY_TERM).setChecked(True)
    amounts = dialog.result_amounts()
    assert (amounts[7], amounts[8], sum(filter(None, amounts.values()))) == (None, None, 600)
    dialog._ways.button(BY_HAND).setChecked(True)
    dialog._amounts[3].setText("100人")
    assert "多出 25" in dialog._sum.text()


def test_what_a_figure_has_already_stands_there_and_is_not_spread_anew(dialog) -> None:
    dialog.begin_with("5.one_plus_x_certificate")
    assert {m: n for m, n in dialog.result_amounts().items() if n} == {6: 200, 12: 250}
    assert dialog._ways.checkedId() == BY_HAND
    assert "合计 450，与全年数相等" in dialog._sum.text()
    dialog._ways.button(BY_TERM).setChecked(True)  # asked for
    assert dialog.result_amounts()[6] == 56
    dialog.begin_with("5.skill_assessment")
    assert list(dialog.result_amounts().values()) == [60] * 10


def test_the_figure_of_the_cell_is_split_first_and_enter_changes_nothing(
    window, panel, monkeypatch, workspace
) -> None:
    select_row(window, 4)
    before = workspace.sheet.entry(4)
    panel.grid.setCurrentIndex(panel.months.index(2, 2))
    shown: list[str] = []

    def accept(dialog: SplitDialog) -> int:
        shown.append(dialog.indicator.key)
        return 1

    monkeypatch.setattr(SplitDialog, "exec", accept)
    panel._split.click()
    assert shown == ["5.one_plus_x_certificate"]
    assert workspace.sheet.entry(4) == before


def test_a_level_is_not_split_into_months(window, panel) -> None:
    """围绕10项建设任务: each month names how many are done by then."""
    select_row(window, 2)
    assert not panel._split.isVisibleTo(panel)
    select_row(window, 4)
    assert panel._split.isVisibleTo(panel)


def test_what_is_no_figure_is_told_and_cannot_be_taken(dialog) -> None:
    ok = dialog._buttons.button(QDialogButtonBox.StandardButton.Ok)
    dialog._total.setText("约600")
    assert "“约600”不是 0 或正整数" in dialog._sum.text()
    assert not ok.isEnabled()
    dialog._total.setText("1,200人")
    assert ok.isEnabled()
    assert sum(filter(None, dialog.result_amounts().values())) == 1200


def test_the_share_is_asked_for_again_where_it_is_no_figure(monkeypatch) -> None:
    messages, typed = Messages(), ["约80", "80人"]
    asked: list[tuple[str, ...]] = []
    said: list[str] = []

    def answer(*words: str) -> str:
        asked.append(words)
        return typed.pop(0)

    monkeypatch.setattr(messages, "ask_text", answer)
    monkeypatch.setattr(messages, "warn", said.append)
    assert messages.ask_amount("本校任务数", "多少？", 0, "人") == 80
    assert [words[2] for words in asked] == ["0", "约80"]
    assert "“约80”" in said[0]


def test_who_names_no_school_has_not_given_the_county_s_figure(notice) -> None:
    bare = replace(notice, schools=())
    said = "社会培训：通知里是 400人，没有分到学校。本校承担多少？"
    assert _share_question(bare, "社会培训", "400人") == said
    assert _share_question(notice, "社会培训", "") == "社会培训：通知没有给数。本校承担多少？"


def test_what_the_notice_asks_of_this_school_is_named_where_it_is_changed(
    window, panel, answers, monkeypatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(answers, "ask_amount", lambda _title, question, *_: asked.append(question))
    select_row(window, 4)
    for indicator in panel.months.indicators:
        panel._enter_share(indicator)
    assert "通知要求本校 600人。改成多少？" in asked[0]


def test_f6_lands_in_the_first_row_and_column(window, panel, qtbot) -> None:
    for row in (4, 6):
        select_row(window, row)
        window.list_page.table.setFocus()
        window.navigation.switch_side()
        current = panel.grid.currentIndex()
        assert panel.grid.hasFocus()
        assert (current.row(), current.column()) == (0, 0)


def test_a_finding_about_a_figure_opens_its_cell(window, panel, workspace) -> None:
    select_row(window, 4)
    panel.months.set_cells([(3, 1, "900")])  # 6月: far above the share
    found = next(f for f in workspace.sheet.rule_findings() if f.code == "planned_far_above")
    for month, row in ((4, 1), (0, 3)):  # of the whole year: the month with the largest figure
        select_row(window, 0)
        window.list_page.jump(replace(found.place, month=month))
        grid = panel.grid
        assert grid.cells.editor is not None
        assert (grid.currentIndex().row(), grid.currentIndex().column()) == (row, 1)
        assert panel._title.text().startswith("第5项")
        grid.cells.editor.clear()
        panel.commit_open_editors()


def test_every_finding_about_a_figure_names_it(window, panel, workspace) -> None:
    select_row(window, 4)
    panel.months.set_cells([(3, 1, "900"), (4, 2, "0")])
    figures = [f for f in workspace.sheet.rule_findings() if "unit" in f.values]
    assert figures
    keys = {i.key for task in workspace.sheet.notice.tasks for i in task.indicators}
    assert {f.place.indicator for f in figures} <= keys
