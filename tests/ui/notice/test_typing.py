"""What is typed into the notice that is looked at is taken, whatever way the clerk goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.notice_text import from_file, made, review
from models.notice_text.reading import read
from models.notices.shipped import shipped_notices
from tests.helpers import free_widget, there
from tests.models.notice_text.test_review import TEXT
from ui.kit.foreign_files import ForeignFiles
from ui.notice.edit_table import MOST_CHARACTERS
from ui.notice.purpose import NewNotice
from ui.notice.review_dialog import ReviewDialog
from ui.notice.task_tables import DUE, VALUE
from ui.use_cases.data import notice_work

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shown(tmp_path, answers, background, theme) -> Iterator[ReviewDialog]:
    dialog = ReviewDialog(
        NewNotice(), tmp_path, answers, ForeignFiles(answers, background), background, None
    )
    dialog.work.put(read(TEXT))
    dialog.show()
    dialog.activateWindow()
    yield dialog
    dialog.work._keeping.stop()
    free_widget(dialog)


def type_into(edit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_the_last_field_is_taken_by_the_click_on_put_in(shown) -> None:
    shown.work.put(review.with_year(shown.work.found, None))
    type_into(shown.head.edits["year"], "2026")
    QTest.mouseClick(shown.put_in, Qt.MouseButton.LeftButton)
    assert shown.notice is not None
    assert shown.notice.year == 2026


@pytest.mark.parametrize("way", ["Esc", "close"])
def test_a_field_that_is_typed_into_is_kept_when_the_dialog_goes(shown, tmp_path, way) -> None:
    type_into(shown.head.edits["phone"], "0356-1234567")
    if way == "Esc":
        QTest.keyClick(shown, Qt.Key.Key_Escape)
    else:
        shown.close()
    assert there(there(notice_work.kept(tmp_path)).phone).text == "0356-1234567"


def test_undo_in_the_head_goes_back_a_step_once_the_field_was_left(shown) -> None:
    title = shown.work.found.title.text
    edit = shown.head.edits["title"]
    type_into(edit, "x")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert shown.work.found.title.text == "x"
    QTest.keyClick(
        shown.head.edits["doc_number"], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    assert shown.work.found.title.text == title


@pytest.mark.parametrize("typed", ["3024", "0000", "24", "去年"])
def test_a_year_that_is_none_is_wanting_and_breaks_nothing(shown, tmp_path, typed: str) -> None:
    shown.head.edits["year"].setText(typed)
    shown.head.edits["year"].editingFinished.emit()
    assert review.wanting(shown.work.found) == ["year"]
    shown.work.keep()
    assert notice_work.kept(tmp_path) == shown.work.found


def test_a_long_line_is_kept_and_read_again(shown, tmp_path) -> None:
    line = "长" * MOST_CHARACTERS
    for column in range(6):
        shown.tasks.tasks.item(0, column).setText(line)
    for part in ("title", "place", "list_due", "schools"):
        shown.head.edits[part].setText(line)
        shown.head.edits[part].editingFinished.emit()
    shown.columns.columns.item(0, 0).setText(line)
    shown.work.keep()
    assert notice_work.kept(tmp_path) == shown.work.found


def test_what_cannot_be_printed_is_not_taken(shown, tmp_path) -> None:
    shown.tasks.tasks.item(0, DUE).setText("6月\u0007底")
    shown.work.keep()
    assert notice_work.kept(tmp_path) == shown.work.found
    assert shown.work.found.tasks[0].due.printed == "6月底"


def test_a_figure_of_three_decimals_is_refused(shown, answers) -> None:
    shown.tasks.tasks.go_to(1, 1)
    shown.tasks.figures.item(0, VALUE).setText("1.2345")
    assert "不是数" in answers.said[-1]
    shown.tasks.figures.item(0, VALUE).setText("1.25")
    assert made.notice_of(shown.work.found).tasks[1].indicators[0].decimals == 2


def test_three_levels_go_in_and_a_fourth_is_not_added(shown, answers) -> None:
    for row in range(3):
        shown.tasks.tasks.go_to(row, 1)
        shown.tasks.add_part()
    assert "最多分 3 级" in answers.said[-1]
    tasks = made.notice_of(shown.work.found).tasks
    assert [task.parent for task in tasks] == [None, 1, 2, None]


def test_a_whole_notice_leaves_alone_what_was_being_looked_at(shown, tmp_path, background) -> None:
    path = tmp_path / "x.zjtz"
    path.write_text(from_file.written(shipped_notices()["jishan_plan/2022"]), encoding="utf-8")
    shown.take(path)
    background.wait()
    assert shown.notice is not None
    assert not shown.is_of_work
    assert notice_work.kept(tmp_path) == shown.work.found


def test_rare_characters_move_no_underline(shown) -> None:
    found = read(TEXT.replace("某县", "𠮷𠮷县"))
    shown.work.put(found)
    at = found.text.index("加强师资")
    cursor = shown.source.textCursor()
    cursor.setPosition(shown.source._to_qt(at))
    cursor.setPosition(shown.source._to_qt(at + 4), cursor.MoveMode.KeepAnchor)
    shown.source.setTextCursor(cursor)
    assert cursor.selectedText() == "加强师资"
    assert shown.source.chosen() == (at, at + 4)


def test_columns_that_find_no_room_are_named(shown) -> None:
    headings = ["序号", "工作任务", *(f"第{number}栏" for number in range(13))]
    shown.work.put(review.with_columns(shown.work.found, headings))
    assert "第10栏、第11栏、第12栏，没有放进来" in shown.columns._note.text()
