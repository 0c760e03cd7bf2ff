"""The sheet: editing in place, undo, blocks, findings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton

from models.documents import lifecycle
from models.task_list import edits as list_edits
from models.task_list import plan
from tests.clipboard import Held, excel
from tests.columns import GOALS, MEASURES, OFFICE, PERSON
from tests.helpers import NOTICE
from tests.window import put_on_clipboard
from ui.kit import theme as look
from ui.kit.pasting import PASTE
from ui.task_list.model import SheetModel
from ui.use_cases.documents import finalising


def type_chinese(widget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def select(table, first: tuple[int, int], last: tuple[int, int]) -> None:
    from PySide6.QtCore import QItemSelection, QItemSelectionModel

    model = table.model()
    table.setCurrentIndex(model.index(*first))
    block = QItemSelection(model.index(*first), model.index(*last))
    table.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def text(table, row: int, column: int, role=Qt.ItemDataRole.DisplayRole) -> str:
    return table.model().index(row, column).data(role)


def test_the_model_is_a_correct_model(workspace, qtmodeltester) -> None:
    qtmodeltester.check(SheetModel(workspace))


def test_typing_goes_to_the_store_and_undo_takes_it_back(window, table, qtbot) -> None:
    before = text(table, 4, MEASURES)
    table.edit_cell(4, MEASURES)
    editor = table.cells.editor
    editor.selectAll()
    type_chinese(editor, "发挥鉴定中心作用，李𬱖")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    type_chinese(editor, "第二行")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text(table, 4, MEASURES) == "发挥鉴定中心作用，李𬱖\n第二行"
    with qtbot.waitSignal(window.list_page.told) as told:
        window.list_page.undo.click()
    assert "撤销" in told.args[0]
    assert text(table, 4, MEASURES) == before
    window.list_page.redo.click()
    assert text(table, 4, MEASURES).startswith("发挥鉴定中心")


def test_typing_is_saved_while_it_goes_on_and_undone_as_one(
    window, table, workspace, qtbot
) -> None:
    before = text(table, 4, MEASURES)
    table.cells._timer._rest.setInterval(50)
    table.edit_cell(4, MEASURES)
    for piece in ("甲", "乙"):
        type_chinese(table.cells.editor, piece)
        with qtbot.waitSignal(workspace.changed, timeout=3000):
            pass
        assert table.cells.editor is not None
    assert workspace.sheet.entry(4).measures.endswith("甲乙")
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    window.list_page.undo.click()
    assert text(table, 4, MEASURES) == before


def test_escape_gives_the_old_text_back(table, qtbot, workspace) -> None:
    before = text(table, 4, MEASURES)
    table.edit_cell(4, MEASURES)
    type_chinese(table.cells.editor, "写错了")
    table.cells.commitData.emit(table.cells.editor)
    assert workspace.sheet.entry(4).measures != before
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Escape)
    assert text(table, 4, MEASURES) == before


def test_the_cell_being_edited_grows(table, qtbot) -> None:
    table.edit_cell(8, MEASURES)
    before = table.rowHeight(8)
    table.cells.editor.setPlainText("长文字" * 300)
    assert table.rowHeight(8) > before * 2
    table.cells.editor.setPlainText("短")
    assert table.rowHeight(8) <= before


def test_column_3_is_edited_as_text_by_month(table, qtbot, workspace) -> None:
    table.edit_cell(3, GOALS)
    assert table.cells.editor.toPlainText().startswith("4月：启动产业需求调研\n5月：")
    table.cells.editor.setPlainText("3月：甲；4-5月：乙")
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    entry = workspace.sheet.entry(3)
    assert {m: p.goal for m, p in entry.months.items() if p.goal} == {3: "甲", 4: "乙", 5: "乙"}
    assert "谋划新建产业急需的新兴专业1个" in text(table, 3, GOALS)


def test_a_block_from_a_spreadsheet_is_pasted_as_one_edit(window, table, answers) -> None:
    table.setCurrentIndex(table.model().index(7, MEASURES))
    put_on_clipboard(excel(("第一条\n第二条", "招生办", "吴某"), ("举措九", "办公室", "郑某")))
    answers.way_on = PASTE
    table.paste()
    assert text(table, 7, MEASURES) == "第一条\n第二条"
    assert (text(table, 8, OFFICE), text(table, 8, PERSON)) == ("办公室", "郑某")
    window.list_page.undo.click()
    assert text(table, 7, MEASURES).startswith("组建6个宣传组")
    assert text(table, 8, PERSON) == "郑文静"


def test_what_does_not_fit_is_told(window, table, qtbot) -> None:
    table.setCurrentIndex(table.model().index(8, PERSON))
    put_on_clipboard(excel(("郑某", "多的"), ("多的行", "多")))
    with qtbot.waitSignal(table.told) as told:
        table.paste()
    assert "3 格" in told.args[0]
    assert text(table, 8, PERSON) == "郑某"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("甲\x07\ud800\ufffe乙", "甲乙"),
        ("<b>张三</b>", "<b>张三</b>"),
        ("=1+1", "=1+1"),
    ],
)
def test_odd_text_is_taken_as_text(table, pasted: str, kept: str) -> None:
    table.model().set_cells([(0, MEASURES, pasted)])
    assert text(table, 0, MEASURES) == kept


def test_too_much_text_is_refused_and_nothing_is_lost(table, answers) -> None:
    before = text(table, 0, MEASURES)
    put_on_clipboard(Held(text="长" * 10_000_000))
    table.setCurrentIndex(table.model().index(0, MEASURES))
    table.paste()
    assert "最多 20000 个字" in answers.said[-1]
    assert text(table, 0, MEASURES) == before


def test_copied_cells_paste_into_other_rows_without_figures_twice(table, workspace) -> None:
    select(table, (4, GOALS), (4, GOALS))
    table.copy()
    assert "累计60人" in QGuiApplication.clipboard().text()
    select(table, (8, GOALS), (8, GOALS))
    table.paste()
    assert "累计" not in text(table, 8, GOALS)
    assert text(table, 8, GOALS).startswith("3月：启动首批鉴定；")


def test_delete_fill_down_and_cut_work_on_the_block(window, table) -> None:
    select(table, (0, OFFICE), (2, PERSON))
    table.fill_down()
    assert {text(table, r, OFFICE) for r in range(3)} == {"政教处"}
    table.clear_block()
    assert {text(table, r, c) for r in range(3) for c in (OFFICE, PERSON)} == {""}
    window.list_page.undo.click()
    window.list_page.undo.click()
    assert text(table, 2, PERSON) == "赵志强"
    table.cut()
    assert text(table, 2, PERSON) == ""


def test_keys_do_what_wps_does(table, qtbot) -> None:
    table.setCurrentIndex(table.model().index(5, PERSON))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert text(table, 5, PERSON) == ""
    qtbot.keyClick(table, Qt.Key.Key_F2)
    assert table.cells.editor is not None
    type_chinese(table.cells.editor, "钱某")
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Return)
    assert text(table, 5, PERSON) == "钱某"
    assert table.cells.editor is None


def test_head_fields_are_edited_on_the_sheet(window, workspace, qtbot, answers) -> None:
    head = window.list_page.paper.head
    head["contact"].setText(" 李\x07某 ")
    head["contact"].editingFinished.emit()
    assert workspace.sheet.school.contact == "李某"
    head["date"].setText("3-7")
    head["date"].editingFinished.emit()
    assert head["date"].text() == "2023年3月7日"
    head["date"].setText("后天")
    head["date"].editingFinished.emit()
    assert "不是日期" in answers.said[-1]
    assert head["date"].text() == "后天"  # for the clerk to put right
    qtbot.keyClick(head["date"], Qt.Key.Key_Escape)
    assert head["date"].text() == "2023年3月7日"
    window.list_page.undo.click()
    assert head["date"].text() == "2023年3月6日"


def test_findings_jump_to_their_cell_and_go_when_fixed(window, table, qtbot) -> None:
    table.model().set_cells([(5, PERSON, ""), (6, GOALS, "")])
    page = window.list_page
    page.check()
    assert page.findings.isVisible()
    assert page.findings._count.text() == "必须改 2 处"
    from models.documents.findings import Place

    page.findings.jump.emit(Place(6, "person"))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (5, PERSON)
    type_chinese(table.cells.editor, "钱学斌")
    qtbot.keyClick(table.cells.editor, Qt.Key.Key_Return)
    assert page.findings._count.text() == "必须改 1 处"


def test_a_soft_finding_is_quiet_once_explained(window, workspace, answers) -> None:
    version = workspace.sheet.version.id
    workspace.edit([list_edits.entry_change(version, 7, "person", "生人")])
    window.list_page.check()
    bar = window.list_page.findings
    assert bar._count.text() == "请核对 1 处"
    answers.text = "新来的"
    (explain,) = (one for one in bar.findChildren(QPushButton) if one.text() == "没有错，说明…")
    explain.click()
    assert workspace.sheet.rule_findings() == []
    workspace.edit([list_edits.entry_change(version, 7, "person", "另一个生人")])
    assert len(workspace.sheet.rule_findings()) == 1


def test_search_finds_the_next_cell(window, table) -> None:
    bar = window.list_page.search
    bar.open()
    bar._text.setText("县委党校")
    bar.find_next()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, MEASURES)
    table.model().set_cells([(3, MEASURES, "⼯作组到⼚")])  # of a PDF: radicals
    bar._text.setText("工作组到厂")
    bar.find_next()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, MEASURES)
    bar._text.setText("没有的话")
    bar.find_next()
    assert "没有“没有的话”" in bar._told.text()


def test_search_counts_the_cells_and_says_which_it_is_at(window, table) -> None:
    table.model().set_cells([(row, MEASURES, f"走访{row}家企业") for row in (1, 4, 6)])
    bar = window.list_page.search
    table.setCurrentIndex(table.model().index(4, MEASURES))
    bar.open()
    bar._text.setText("家企业")
    assert bar._told.text() == "有 3 格"
    told = []
    for step in (bar.find_next, bar.find_next, bar.find_previous, bar.find_previous):
        step()
        told.append((table.currentIndex().row(), bar._told.text()))
    assert told == [
        (6, "第 3 格，共 3 格"),
        (1, "第 1 格，共 3 格"),
        (6, "第 3 格，共 3 格"),
        (4, "第 2 格，共 3 格"),
    ]


def test_what_is_found_is_shaded_until_the_search_is_closed(window, table) -> None:
    table.model().set_cells([(0, MEASURES, "走访三家企业，再走访一家")])
    bar = window.list_page.search
    bar.open()

    def shaded() -> int:
        picture = table.viewport().grab(table.visualRect(table.model().index(0, MEASURES)))
        image = picture.toImage()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixelColor(*place).name().upper() == look.MARK for place in places)

    bar._text.setText("没有的话")
    assert shaded() == 0
    bar._text.setText("再走访")
    once = shaded()
    assert once > 0
    bar._text.setText("走访")
    assert shaded() > once  # both places
    bar.close_bar()
    assert shaded() == 0


def test_a_final_list_is_read_only(window, workspace, table) -> None:
    finalising.finalise(workspace.store, plan.newest(workspace.store, NOTICE))
    workspace.reload()
    assert not table.model().is_editable(table.model().index(0, MEASURES))
    table.edit_cell(0, MEASURES)
    assert table.cells.editor is None
    assert table.model().set_cells([(0, MEASURES, "x")]) == 0
    assert not window.list_page.undo.isEnabled()
    assert all(edit.isReadOnly() for edit in window.list_page.paper.head.values())
    workspace.attempt(lambda: lifecycle.withdraw(workspace.store, workspace.sheet.version, "改"))
    assert plan.newest(workspace.store, NOTICE).is_draft
    assert table.model().is_editable(table.model().index(0, MEASURES))


def test_page_starts_are_marked(window, qtbot, table) -> None:
    with qtbot.waitSignal(window.list_page.analysed, timeout=10_000):
        pass
    assert len(table.page_starts) > 1


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_every_size_keeps_the_proportions_of_the_paper(window, theme, table, scale: int) -> None:
    theme.apply(scale)
    window.resize(1280, 720)
    assert window.width() == 1280
    widths = [table.columnWidth(c) for c in range(6)]
    assert widths[2] == pytest.approx(sum(widths) * 70 / 225, abs=2)
    theme.apply(100)


def test_a_block_pasted_into_an_open_cell_is_text_of_this_cell(table, qtbot) -> None:
    office = text(table, 7, OFFICE)
    table.edit_cell(7, MEASURES)
    table.cells.editor.selectAll()
    put_on_clipboard(excel(("举措八", "招生办", "吴某")))
    with qtbot.waitSignal(table.told) as told:
        table.cells.editor.paste()
    assert "作为文字" in told.args[0]
    table.commit_open_editor()
    assert (text(table, 7, MEASURES), text(table, 7, OFFICE)) == ("举措八 招生办 吴某", office)


def test_tab_goes_to_the_next_cell_that_can_be_filled(table, qtbot) -> None:
    table.setCurrentIndex(table.model().index(0, PERSON))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, GOALS)


@pytest.mark.parametrize(
    ("key", "wanted"), [(Qt.Key.Key_Tab, (0, OFFICE)), (Qt.Key.Key_Backtab, (0, GOALS))]
)
def test_tab_in_a_cell_being_typed_in_goes_on_and_typing_goes_on_there(
    table, qtbot, key: Qt.Key, wanted: tuple[int, int]
) -> None:
    """Real keys, to whatever has the keyboard: what follows Tab is not lost."""
    start, typed_on = table.model().index(0, MEASURES), table.model().index(*wanted)
    table.setCurrentIndex(start)
    table.setFocus()
    for letters in ("first", "second"):
        for letter in letters:
            qtbot.keyClick(QApplication.focusWidget(), letter)
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert "first" in start.data()
    assert "second" in typed_on.data()


def test_typing_where_it_is_not_allowed_is_answered(table, qtbot) -> None:
    table.setCurrentIndex(table.model().index(0, 1))
    with qtbot.waitSignal(table.told) as told:
        qtbot.keyClick(table, Qt.Key.Key_A)
    assert "不能改" in told.args[0]


def test_ten_megabytes_in_a_paste_are_refused_with_their_number(window, table, workspace) -> None:
    before = workspace.sheet.entry(0).measures
    table.setCurrentIndex(table.model().index(0, 3))
    table.model().set_cells([(0, 3, "长" * 3_500_000)])
    assert workspace.sheet.entry(0).measures == before
    assert "3500000" in window._messages.said[-1]
