"""What is pasted goes where it was sent: the questions, what they list, what is said."""

from __future__ import annotations

import pytest

from tests.clipboard import Held, excel, text_only, word_table, wps
from tests.columns import GOALS, MEASURES, OFFICE, PERSON
from tests.helpers import list_of
from tests.ui.sheet.places import ROW, TASK_2, TASK_4, Place
from tests.window import Answers, put_on_clipboard
from ui.kit.pasting import AS_IT_IS, BY_NAME, BY_PLACE, INTO_CELLS, PASTE, TIDIED
from ui.monthly_report.model import PROGRESS
from ui.task_list.month_model import GOAL
from ui.use_cases.documents import finalising


def choose(
    place: Place, row: int, column: int, answers: Answers, ways: str | tuple | None, held: Held
) -> None:
    """Select a cell and paste there; a question is answered with the first way it offers."""
    place.select_area((row, column), (row, column))
    put_on_clipboard(held)
    answers.ways_on = ways if isinstance(ways, tuple) else tuple(filter(None, [ways]))
    place.table.paste()


def test_the_question_lists_what_would_be_lost_and_what_would_come(the_list, answers) -> None:
    before = the_list.texts()
    choose(the_list, ROW, MEASURES, answers, None, excel(("新举措", "新处室"), ("再一条", "")))
    assert answers.listed == [
        ("第4项的“责任处室”", before[ROW, OFFICE], "新处室"),
        ("第5项的“具体工作举措”", before[ROW + 1, MEASURES], "再一条"),
        ("第5项的“责任处室”", before[ROW + 1, OFFICE], ""),
    ]
    assert the_list.texts() == before


def test_empty_cells_outside_are_filled_without_a_question(the_list, answers) -> None:
    the_list.table.cells_model.set_cells([(ROW + 1, PERSON, "")])
    choose(the_list, ROW, PERSON, answers, None, excel(("甲",), ("乙",)))
    assert [the_list.texts()[row, PERSON] for row in (ROW, ROW + 1)] == ["甲", "乙"]
    assert answers.said == []


def test_a_block_of_named_tasks_can_still_go_to_the_selected_place(the_list, answers) -> None:
    before = the_list.texts()
    held = wps((TASK_2, "举措二", "处室二"), (TASK_4, "举措四", "处室四"))
    choose(the_list, ROW, GOALS, answers, BY_PLACE, held)
    assert the_list.texts() == before  # what would be lost here is asked about by itself
    choose(the_list, ROW, GOALS, answers, (BY_PLACE, PASTE), held)
    after = {at: text for at, text in the_list.texts().items() if text != before[at]}
    assert after[ROW, MEASURES] == "举措二"
    assert {row for row, _ in after} == {ROW, ROW + 1}


def test_a_row_copied_here_goes_back_to_its_own_task(the_list, answers) -> None:
    table = the_list.table
    the_list.select_area((1, 0), (1, PERSON))
    table.copy()
    before = the_list.texts()
    table.cells_model.set_cells([(1, MEASURES, "改坏了")])
    the_list.select_area((6, 0), (6, 0))
    answers.way_on = BY_NAME
    table.paste()
    assert the_list.texts() == before
    assert answers.listed == [("第2项的“具体工作举措”", "改坏了", before[1, MEASURES])]


def test_what_names_no_row_is_told_and_not_pasted(the_list, answers, qtbot) -> None:
    before = the_list.texts()
    held = wps(
        ("工作任务", "具体工作举措", "备注"), (TASK_2, "举措二", "x"), ("没有的任务", "y", "z")
    )
    choose(the_list, 0, GOALS, answers, BY_NAME, held)
    after = {at: text for at, text in the_list.texts().items() if text != before[at]}
    assert after == {(1, MEASURES): "举措二"}
    assert "“备注、没有的任务”" in answers.said[-1]


def test_a_table_of_the_report_goes_to_its_rows_and_columns(april, answers) -> None:
    place = Place(april.table, PROGRESS, april.undo)
    before = place.texts()
    name = april.model.headings()[PROGRESS]
    held = word_table(("序号", "工作任务", name), ("4", TASK_4, "进展四"), ("2", TASK_2, "进展二"))
    choose(place, 0, PROGRESS, answers, BY_NAME, held)
    after = {at: text for at, text in place.texts().items() if text != before[at]}
    assert after == {(3, PROGRESS): "进展四", (1, PROGRESS): "进展二"}


def test_tabbed_text_can_be_told_to_be_cells(the_list, answers) -> None:
    before = the_list.texts()
    choose(the_list, ROW, OFFICE, answers, INTO_CELLS, text_only(excel(("处室", "人员"))))
    assert the_list.texts() == before  # the person there is asked about, and that was not answered
    the_list.table.cells_model.set_cells([(ROW, PERSON, "")])
    choose(the_list, ROW, OFFICE, answers, INTO_CELLS, text_only(excel(("处室", "人员"))))
    assert [the_list.texts()[ROW, column] for column in (OFFICE, PERSON)] == ["处室", "人员"]


def test_a_goal_pasted_for_another_month_asks_before_it_replaces_it(window, answers) -> None:
    page = window.list_page
    page.table.setCurrentIndex(page.table.model().index(4, GOALS))
    place = Place(page.panel.grid, GOAL, page.undo)
    before = place.texts()
    goal = next(text for (row, column), text in before.items() if row == 2 and column == GOAL)
    choose(place, 0, GOAL, answers, None, Held(text="5月：换掉"))
    assert place.texts() == before
    assert [row[1:] for row in answers.listed] == [(goal, "换掉")]
    choose(place, 0, GOAL, answers, PASTE, Held(text="5月：换掉"))
    assert place.texts() == {**before, (2, GOAL): "换掉"}


@pytest.mark.parametrize(
    ("way", "wanted"), [(TIDIED, "王明\n李四"), (AS_IT_IS, "王\u3000明\n\n李四")]
)
def test_tidying_is_offered_once_and_done_if_wanted(
    the_list, answers, way: str, wanted: str
) -> None:
    choose(the_list, ROW, MEASURES, answers, way, Held(text="王\u3000明\n\n李四"))
    assert the_list.texts()[ROW, MEASURES] == wanted
    assert answers.said == ["粘贴的文字里有空行 1 处、姓名中的空格 1 处。要先整理吗？"]


def test_paragraphs_fill_each_cell_of_a_selected_row(the_list, answers) -> None:
    before = the_list.texts()
    the_list.select_area((ROW, OFFICE), (ROW, PERSON))
    put_on_clipboard(Held(text="甲处\n乙处"))
    the_list.table.paste()
    assert the_list.texts() == {**before, (ROW, OFFICE): "甲处 乙处", (ROW, PERSON): "甲处 乙处"}


def test_a_paste_says_how_many_cells_it_changed_and_goes_there(the_list, answers) -> None:
    the_list.table.told.connect(answers.said.append)
    choose(the_list, ROW, MEASURES, answers, PASTE, Held(text="甲"))
    assert "1 格" in answers.said[-1]
    assert the_list.table.currentIndex().row() == ROW
    choose(the_list, 0, GOALS, answers, BY_NAME, wps((TASK_2, "甲"), (TASK_4, "乙")))
    assert "2 格" in answers.said[-1]
    assert the_list.table.currentIndex().row() == 1


def test_what_is_copied_in_one_editor_is_pasted_in_another_as_it_was(the_list, answers) -> None:
    text = "王\u3000明\n\n1.\t\uff12\uff10人"
    table = the_list.table
    table.edit_cell(ROW, MEASURES)
    table.cells.editor.setPlainText(text)
    table.cells.editor.selectAll()
    table.cells.editor.copy()
    table.edit_cell(ROW + 1, MEASURES)
    table.cells.editor.selectAll()
    table.cells.editor.paste()
    assert table.cells.editor.toPlainText() == text
    assert answers.said == []


def test_leaving_the_offer_to_tidy_pastes_nothing(the_list, answers) -> None:
    before = the_list.texts()
    choose(the_list, ROW, MEASURES, answers, None, Held(text="王\u3000明"))
    assert the_list.texts() == before


def test_what_cannot_be_printed_is_told_once_for_a_whole_block(the_list, answers, qtbot) -> None:
    told: list[str] = []
    the_list.table.told.connect(told.append)
    choose(
        the_list, ROW, MEASURES, answers, PASTE, excel(("甲\u200b", "乙\u200b"), ("丙\u200b", "丁"))
    )
    assert the_list.texts()[ROW + 1, MEASURES] == "丙"
    assert [text for text in told if "不能打印" in text] == [told[0]]
    assert "3 个" in told[0]
    assert not any("不能打印" in text for text in answers.said)


def test_a_final_list_takes_nothing_and_says_why(window, filled, answers) -> None:
    finalising.finalise(filled, list_of(filled).version)
    window.workspace.reload()
    place = Place(window.list_page.table, MEASURES, window.list_page.undo)
    before = place.texts()
    place.table.told.connect(answers.said.append)
    choose(place, ROW, MEASURES, answers, PASTE, Held(text="甲"))
    assert place.texts() == before
    assert "已定稿" in answers.said[-1]


def test_a_column_of_the_notice_takes_nothing_and_says_why(the_list, answers) -> None:
    before = the_list.texts()
    the_list.table.told.connect(answers.said.append)
    choose(the_list, ROW, 1, answers, PASTE, Held(text="甲"))
    assert the_list.texts() == before
    assert "不能改" in answers.said[-1]
