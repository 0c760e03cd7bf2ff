"""销号 and 差多少 by the figures, with the buttons of the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt

from models.monthly_report.results import Result, RowKind
from ui.monthly_report.model import ON_TIME

KEY = "5.skill_assessment"
GOAL, OPEN = (RowKind.GOAL, 5, 4), (RowKind.OPEN_ITEM, 5, 3)


def line_of(page, key):
    return page.model.sheet.report.line(key)


def show(page, key) -> None:
    keys = [line.row.key for line in page.model.sheet.report.lines]
    page.table.setCurrentIndex(page.table.model().index(keys.index(key), ON_TIME))


def test_the_gap_by_the_figures_is_taken_with_a_click(april) -> None:
    show(april, GOAL)
    planned = line_of(april, GOAL).goal.amounts[KEY]
    field = april.panel.amounts.fields[KEY]
    field.setText(str(planned - 10))
    field.commit()
    april.panel._decide(Result.PARTIAL)
    shortfall = april.panel.shortfall
    wanted = line_of(april, GOAL).missing[KEY]
    assert f"差{wanted}人" in shortfall._by_figures.text()
    shortfall.take_gap.click()
    assert line_of(april, GOAL).row.gap == f"职业技能鉴定差{wanted}人"
    assert shortfall.texts["gap"].toPlainText() == f"职业技能鉴定差{wanted}人"
    assert not shortfall.take_gap.isVisibleTo(april.panel)
    april.undo.click()
    assert line_of(april, GOAL).row.gap == ""
    assert shortfall.take_gap.isVisibleTo(april.panel)


def test_striking_off_puts_in_what_is_missing_and_says_so(april) -> None:
    show(april, OPEN)
    panel = april.panel
    missing = line_of(april, OPEN).missing[KEY]
    assert panel.amounts._planned_heading.text() == "还差"
    assert panel.amounts._planned[KEY].text() == str(missing)
    assert f"还差{missing}人" in panel._goal.text()
    field = panel.amounts.fields[KEY]
    panel._buttons[Result.NOT_DUE].click()
    field.setText("")
    field.commit()
    panel._buttons[Result.CLOSED].click()
    assert line_of(april, OPEN).row.amounts[KEY] == missing
    assert field.text() == str(missing)
    assert panel.amounts.note.isVisibleTo(panel)
    panel._buttons[Result.CLOSED].click()  # a second click takes the decision back
    assert KEY not in line_of(april, OPEN).row.amounts
    assert not panel.amounts.note.isVisibleTo(panel)


def test_an_item_that_is_struck_off_in_the_sheet_gets_its_figure_too(april) -> None:
    show(april, OPEN)
    missing = line_of(april, OPEN).missing[KEY]
    april.panel._buttons[Result.NOT_DUE].click()
    april.panel.amounts.fields[KEY].setText("")
    april.panel.amounts.fields[KEY].commit()
    row = april.table.currentIndex().row()
    april.table.cells_model.set_cells([(row, ON_TIME, "销号")])
    assert line_of(april, OPEN).row.amounts[KEY] == missing
    april.undo.click()
    assert KEY not in line_of(april, OPEN).row.amounts


def test_ctrl_z_in_a_field_with_nothing_typed_takes_the_last_step_back(april, qtbot) -> None:
    show(april, GOAL)
    field = april.panel.amounts.fields[KEY]
    before = line_of(april, GOAL).row.amounts[KEY]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "77")
    field.commit()
    assert line_of(april, GOAL).row.amounts[KEY] == 77
    following = april.panel.amounts.totals[KEY]
    following.setFocus()
    qtbot.keyClick(following, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line_of(april, GOAL).row.amounts[KEY] == before


def test_ctrl_z_in_a_field_takes_its_own_typing_back_first(april, qtbot) -> None:
    show(april, GOAL)
    field = april.panel.amounts.fields[KEY]
    before = field.text()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == before
