"""修改记录: when, where, old and new; one value put back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import resources
from models.documents import history, lifecycle
from models.monthly_report import kept
from models.safekeeping import backups
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, press
from ui.safekeeping import history_page

if TYPE_CHECKING:
    from ui.safekeeping.history_table import HistoryTable


@pytest.fixture(autouse=True)
def at_once(monkeypatch) -> None:
    """Read in one slice, however slow the PC: the tests look at what is found."""
    monkeypatch.setattr(history_page, "SLICE_S", 60)


def cells(table: HistoryTable) -> list[list[str]]:
    """Return what stands in each row of the table."""
    model = table.model()
    columns = range(model.columnCount())
    return [[model.index(row, c).data() for c in columns] for row in range(model.rowCount())]


def test_the_history_tells_when_where_old_and_new(window, workspace) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "第一稿")])
    model.set_cells([(2, 3, "第二稿")])
    window.navigation.open_page("history")
    page = window.pages.page("history")
    row = cells(page.table)[0]
    assert row[1:] == ["年度清单 · 第3项 · 具体工作举措", "第一稿", "第二稿", "填写"]


def test_the_history_is_filtered_by_document_task_and_text(window, workspace) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "甲举措")])
    model.set_cells([(4, 3, "乙举措")])
    window.navigation.open_page("history")
    page = window.pages.page("history")
    page.task.setCurrentIndex(5)
    page.show_lines()
    assert {line.entry.task for line in page.table.lines} == {5}
    page.document_choice.setCurrentIndex(4)
    page.show_lines()
    assert not page.table.lines
    assert "没有符合条件" in page._note.text()
    page.clear()
    page.text.setText("甲举措")
    page.show_lines()
    assert [line.new for line in page.table.lines] == ["甲举措"]


def test_one_value_is_put_back_and_that_can_be_undone(window, workspace) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "第一稿")])
    model.set_cells([(2, 3, "第二稿")])
    model.set_cells([(3, 3, "别处")])
    window.navigation.open_page("history")
    page = window.pages.page("history")
    page.table.selectRow(1)
    page.put_back.click()
    assert workspace.sheet.entry(2).measures == "第一稿"
    assert workspace.sheet.entry(3).measures == "别处"
    assert page.table.lines[0].new == "第一稿"
    window.navigation.open_page("list")
    window.navigation.step("undo")
    assert workspace.sheet.entry(2).measures == "第二稿"


def test_what_is_final_is_not_put_back(window, workspace, final_list) -> None:
    workspace.reload()
    window.navigation.open_page("history")
    page = window.pages.page("history")
    for row in range(5):
        page.table.selectRow(row)
        assert not page.put_back.isEnabled() or page.table.chosen().entry.version_id is None


def test_the_history_of_this_notice_or_of_all_is_shown(window, workspace, notice) -> None:
    """The list of the year before and of this one: the last choice tells of both."""
    first = workspace.sheet.version
    window.list_page.table.model().set_cells([(2, 3, "去年的")])
    open_notice(workspace.store, replace(notice, year=2024))
    workspace.reload()
    window.list_page.table.model().set_cells([(2, 3, "今年的")])
    window.navigation.open_page("history")
    page = window.pages.page("history")
    page.document_choice.setCurrentIndex(1)
    page.text.setText("年的")
    page.show_lines()
    assert [line.new for line in page.table.lines] == ["今年的"]
    page.document_choice.setCurrentIndex(page.document_choice.count() - 1)
    page.show_lines()
    assert [line.new for line in page.table.lines] == ["今年的", "去年的"]
    assert page.table.lines[1].entry.version_id == first.id
    page.table.selectRow(1)
    assert not page.put_back.isEnabled()
    assert page._note.text() == resources.sentence("history.elsewhere")


def test_a_backup_is_shown_beside_what_stands_now_and_cells_of_it_are_taken(
    window, workspace, answers
) -> None:
    model = window.list_page.table.model()
    model.set_cells([(2, 3, "备份时的举措"), (3, 3, "备份时的另一条")])
    backed_up(window)
    model.set_cells([(2, 3, "后来改坏的")])
    model.set_cells([(3, 3, "后来改好的")])
    window.navigation.open_page("history")
    page = window.pages.page("history")
    answers.rows = [0]
    press(page, "和备份比较…")
    window.background.wait()
    assert answers.listed == [
        ("年度清单 · 第3项 · 具体工作举措", "备份时的举措", "后来改坏的"),
        ("年度清单 · 第4项 · 具体工作举措", "备份时的另一条", "后来改好的"),
    ]
    assert answers.ticked == []  # nothing is brought back that was not asked for
    assert workspace.sheet.entry(2).measures == "备份时的举措"
    assert workspace.sheet.entry(3).measures == "后来改好的"
    window.list_page.undo.click()
    assert workspace.sheet.entry(2).measures == "后来改坏的"


def test_a_backup_that_holds_the_same_says_so(window, workspace, answers) -> None:
    backed_up(window)
    window.navigation.open_page("history")
    press(window.pages.page("history"), "和备份比较…")
    window.background.wait()
    assert "没有不同" in answers.said[-1]


def test_what_was_begun_since_is_said_too(window, workspace, filled, final_list, answers) -> None:
    window.workspace.reload()
    backed_up(window)
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    window.workspace.reload()
    window.navigation.open_page("history")
    press(window.pages.page("history"), "和备份比较…")
    window.background.wait()
    assert "那时还没有：2023年3月报告。" in answers.said[-1]


def test_without_a_backup_it_is_said_how_one_is_made(window, answers) -> None:
    window.navigation.open_page("history")
    press(window.pages.page("history"), "和备份比较…")
    assert "立即备份" in answers.said[-1]


def test_a_backup_that_is_damaged_changes_nothing(window, workspace, answers) -> None:
    backed_up(window)
    (backup,) = backups.found(workspace.folder)
    backup.path.write_bytes(backup.path.read_bytes()[:-500] + b"x" * 500)
    before = workspace.store.content_id
    window.navigation.open_page("history")
    press(window.pages.page("history"), "和备份比较…")
    window.background.wait()
    assert "损坏" in answers.said[-1]
    assert workspace.store.content_id == before


def backed_up(window) -> None:
    window.keeper.back_up_now()
    window.background.wait()


@pytest.fixture
def long_history(window, monkeypatch):
    """Twelve edits, read in blocks of four, a block a slice; returns the table's model."""
    model = window.list_page.table.model()
    for number in range(12):
        model.set_cells([(2, 3, f"第{number}稿")])
    monkeypatch.setattr(history, "_CHUNK", 4)
    monkeypatch.setattr(history_page, "SLICE_S", 0)
    return model


def test_a_long_history_is_searched_in_slices_and_shown_when_all_of_it_was_seen(
    window, long_history, qtbot
) -> None:
    window.navigation.open_page("history")
    page = window.pages.page("history")
    assert "正在查找…已经看了" in page._note.text()
    assert len(page.table.lines) == 0
    qtbot.waitUntil(lambda: len(page.table.lines) > 12)
    everything = len(page.table.lines)
    page.text.setText("第3稿")
    page.show_lines()
    assert len(page.table.lines) == everything  # until all of it was looked through
    qtbot.waitUntil(lambda: len(page.table.lines) == 2)
    assert {row[2] for row in cells(page.table)} == {"第2稿", "第3稿"}


def test_a_change_while_it_is_searched_begins_the_search_anew(window, long_history, qtbot) -> None:
    window.navigation.open_page("history")
    page = window.pages.page("history")
    long_history.set_cells([(2, 3, "最后一稿")])
    qtbot.waitUntil(lambda: len(page.table.lines) > 0)
    assert cells(page.table)[0][3] == "最后一稿"


def test_a_search_ends_when_the_page_is_left(window, workspace, monkeypatch, qtbot) -> None:
    monkeypatch.setattr(history_page, "SLICE_S", 0)
    window.list_page.table.model().set_cells([(2, 3, "一稿")])
    window.navigation.open_page("history")
    page = window.pages.page("history")
    page.show_lines()
    window.navigation.open_page("list")
    assert not page._slices.isActive()
