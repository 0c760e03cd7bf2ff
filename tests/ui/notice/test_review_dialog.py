"""放入新通知: a notice is read beside its text, changed, kept while it is looked at, and put in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from models.errors import EnvironmentRefusal
from models.notice_text import from_file, review
from models.notice_text.proposal import as_json
from models.notice_text.reading import read
from models.notices.shipped import shipped_notices
from tests.helpers import free_widget, there
from tests.models.notice_text.test_review import TEXT
from tests.models.notice_text.test_seeds import text_of
from ui.kit.foreign_files import ForeignFiles
from ui.notice.purpose import EMPTY, NewNotice
from ui.notice.review_dialog import ReviewDialog
from ui.notice.task_tables import ABOUT, COMPARATOR, DUE, TITLE, UNIT, UNITS, VALUE
from ui.use_cases.data import notice_left, notice_work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.kit.background import Background


def begin(folder, answers, background) -> ReviewDialog:
    files = ForeignFiles(answers, background)
    return ReviewDialog(NewNotice(), folder, answers, files, background, None)


@pytest.fixture
def shown(tmp_path, answers, background, theme) -> Iterator[ReviewDialog]:
    dialog = ReviewDialog(
        NewNotice(), tmp_path, answers, ForeignFiles(answers, background), background, None
    )
    dialog.show()
    yield dialog
    dialog.work._keeping.stop()
    free_widget(dialog)


def paste(dialog: ReviewDialog, background: Background, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    dialog.paste_text()
    background.wait()


@pytest.fixture
def pasted(shown, background) -> ReviewDialog:
    paste(shown, background, TEXT)
    return shown


def cells(table) -> list[list[str]]:
    rows, columns = range(table.rowCount()), range(table.columnCount())
    return [[table.item(row, column).text() for column in columns] for row in rows]


def test_a_pasted_text_is_shown_with_what_was_read_of_it(pasted) -> None:
    assert pasted.source.toPlainText() == pasted.work.found.text
    assert [row[TITLE] for row in cells(pasted.tasks.tasks)] == ["加强师资", "扩大招生"]
    assert cells(pasted.tasks.tasks)[0][UNITS] == "教务处、人事科"
    assert pasted.head.edits["year"].text() == "2024"
    assert pasted.head.edits["list_due"].text() == "3月8日前"
    assert "读到 2 项任务" in pasted.told.text()


def test_nothing_that_was_copied_is_said(shown, answers, background) -> None:
    paste(shown, background, "  ")
    assert "剪贴板里没有文字" in answers.said[-1]
    assert shown.work.found == EMPTY


def test_a_click_on_a_find_leads_to_its_field_and_back(pasted) -> None:
    pointed: list[review.Spot] = []
    at = pasted.work.found.text.index("30人")
    spot = review.spot_at(pasted.work.found, at)
    pasted.source.pointed.emit(spot)
    assert pasted.tabs.currentWidget() is pasted.tasks
    assert (pasted.tasks.row, pasted.tasks.figures.currentRow()) == (0, 0)
    pasted.tasks.pointed.connect(pointed.append)
    pasted.tasks.tasks.setCurrentCell(1, TITLE)
    assert pointed == [review.Spot(review.TASK, 1)]
    cursor = pasted.source.textCursor()
    assert pasted.work.found.text[cursor.position() :].startswith("扩大招生")


def test_the_mouse_finds_what_is_under_it(pasted) -> None:
    pointed: list[review.Spot] = []
    pasted.source.pointed.connect(pointed.append)
    cursor = pasted.source.textCursor()
    cursor.setPosition(pasted.work.found.text.index("600人") + 1)
    place = pasted.source.cursorRect(cursor).center()
    QTest.mouseClick(pasted.source.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pointed == [review.Spot(review.FIGURE, 1, 0)]


def test_tasks_are_changed_added_and_dropped_and_each_step_undone(pasted) -> None:
    tasks = pasted.tasks
    steps = [pasted.work.found]

    def step() -> None:
        assert pasted.work.found != steps[-1]
        steps.append(pasted.work.found)

    tasks.tasks.item(0, TITLE).setText("加强教师队伍")
    step()
    tasks.tasks.item(0, UNITS).setText("人事科")
    step()
    tasks.tasks.item(1, DUE).setText("9月")
    step()
    tasks.tasks.go_to(0, TITLE)
    tasks.add_part()
    step()
    tasks.add_task(None)
    step()
    tasks.drop_task()
    step()
    assert [row[TITLE].strip() for row in cells(tasks.tasks)] == [
        *("加强教师队伍", "新的下级任务", "扩大招生"),
    ]
    for before in reversed(steps[:-1]):
        pasted.work.undo()
        assert pasted.work.found == before
    for after in steps[1:]:
        pasted.work.redo()
        assert pasted.work.found == after


def test_figures_are_changed_and_what_is_none_is_not_taken(pasted, answers) -> None:
    tasks = pasted.tasks
    tasks.tasks.go_to(1, TITLE)
    figures = tasks.figures
    assert cells(figures)[0][COMPARATOR : UNIT + 1] == ["不少于", "600", "人"]
    figures.item(0, VALUE).setText("六百")
    assert "不是数" in answers.said[-1]
    assert cells(figures)[0][VALUE] == "600"
    figures.item(0, UNIT).setText("")
    assert "单位不能空着" in answers.said[-1]
    figures.item(0, VALUE).setText("550-600")
    assert cells(figures)[0][COMPARATOR] == "范围"
    figures.item(0, ABOUT).setText("新生")
    tasks.add_figure()
    assert [f.value for f in tasks._task().figures] == ["550-600", "1"]
    tasks.drop_figure()
    assert [(f.value, f.about) for f in tasks._task().figures] == [("550-600", "新生")]


def test_a_title_that_is_emptied_stays(pasted, answers) -> None:
    pasted.tasks.tasks.item(0, TITLE).setText("")
    assert "不能空着" in answers.said[-1]
    assert cells(pasted.tasks.tasks)[0][TITLE] == "加强师资"


def test_the_head_is_typed_and_what_is_missing_is_named(pasted, answers) -> None:
    head = pasted.head
    head.edits["title"].setText("")
    head.edits["title"].editingFinished.emit()
    assert "缺：标题" in pasted.told.text()
    pasted.put_in.click()
    assert pasted.notice is None
    assert "缺：标题" in answers.said[-1]
    head.edits["title"].setText("职业教育通知")
    head.edits["title"].editingFinished.emit()
    head.edits["year"].setText("去年")
    head.edits["year"].editingFinished.emit()
    assert "缺：哪一年" in pasted.told.text()
    head.edits["year"].setText("2025年")
    head.edits["year"].editingFinished.emit()
    head.edits["list_due"].setText("3月10日前")
    head.edits["list_due"].editingFinished.emit()
    assert pasted.work.found.list_due.day == "2025-03-10"


def test_how_often_is_reported_is_chosen(pasted) -> None:
    head = pasted.head
    assert not head.edits["report_day"].isEnabled()
    head.period.setCurrentText("每季度")
    head.period.activated.emit(2)
    head.edits["report_day"].setText("20")
    head.edits["report_day"].editingFinished.emit()
    report = pasted.work.found.report
    assert (report.period, report.day) == ("quarter", 20)
    pasted.put_in.click()
    assert pasted.notice.report_months == (3, 6, 9, 12)


def test_what_is_selected_in_the_text_becomes_a_task(pasted, answers) -> None:
    pasted.source.moveCursor(pasted.source.textCursor().MoveOperation.Start)
    pasted._take_as_task()
    assert "先在左边原文里拖选" in answers.said[-1]
    cursor = pasted.source.textCursor()
    at = pasted.work.found.text.index("一、重点任务") + 2
    cursor.setPosition(at)
    cursor.setPosition(at + 4, cursor.MoveMode.KeepAnchor)
    pasted.source.setTextCursor(cursor)
    pasted._take_as_task()
    found = [row.task.title for row in review.rows(pasted.work.found)]
    assert ("重点任务", at, at + 4) in found


def test_columns_are_those_that_the_form_has(pasted, answers) -> None:
    columns = pasted.columns
    headings = [row[0] for row in cells(columns.columns)]
    columns.columns.go_to(0, 0)
    columns._add()
    columns.columns.item(1, 0).setText("备注")
    assert cells(columns.columns)[1] == ["备注", "备注"]
    columns._move(1)
    columns._drop()
    assert [row[0] for row in cells(columns.columns)] == headings
    for _ in range(12):
        columns._add()
    assert "最多 12 栏" in answers.said[-1]


def test_what_was_done_is_there_after_the_program_was_killed(
    pasted, tmp_path, answers, background, theme
) -> None:
    """Within three seconds of the step; nobody called anything."""
    pasted.tasks.tasks.item(0, TITLE).setText("加强教师队伍")
    QTest.qWait(2_000)
    again = ReviewDialog(
        NewNotice(), tmp_path, answers, ForeignFiles(answers, background), background, None
    )
    assert again.work.found == pasted.work.found
    free_widget(again)


def test_left_it_is_kept_and_emptied_it_is_not(pasted, tmp_path) -> None:
    pasted.reject()
    assert notice_work.kept(tmp_path) == pasted.work.found
    pasted._begin_anew()
    pasted.reject()
    assert notice_work.kept(tmp_path) is None


def test_a_damaged_file_of_it_is_said_and_costs_nothing(
    tmp_path, answers, background, theme
) -> None:
    (tmp_path / notice_left.NAME).write_bytes(b"{")
    said: list[str] = []
    answers.refuse = lambda refusal: said.append(refusal.code)
    dialog = ReviewDialog(
        NewNotice(), tmp_path, answers, ForeignFiles(answers, background), background, None
    )
    assert said == ["document.not_json"]
    assert dialog.work.found == EMPTY
    dialog.reject()
    assert (tmp_path / notice_left.NAME).read_bytes() == b"{"
    free_widget(dialog)


def test_a_folder_that_takes_nothing_is_said(pasted, answers, monkeypatch) -> None:
    """Once, not at every step; and again after it had gone well."""

    def fail(*_what: object) -> None:
        raise EnvironmentRefusal("file.disk_full", path="x")

    with monkeypatch.context() as patched:
        patched.setattr(notice_work, "keep", fail)
        pasted.work.keep()
        pasted.work.keep()
    assert [said for said in answers.said if "磁盘已满" in said] == answers.said[-1:]
    pasted.work.keep()
    monkeypatch.setattr(notice_work, "keep", fail)
    pasted.work.keep()
    assert sum("磁盘已满" in said for said in answers.said) == 2
    monkeypatch.undo()


def test_a_file_of_ours_goes_in_as_it_is(shown, tmp_path, background) -> None:
    notice = shipped_notices()["jishan_plan/2022"]
    path = tmp_path / "x.zjtz"
    path.write_text(from_file.written(notice), encoding="utf-8")
    shown.take(path)
    background.wait()
    assert shown.notice == notice
    assert shown.result() == 1


def test_a_proposal_of_the_command_line_is_looked_at(shown, tmp_path, background) -> None:
    found = read(text_of("yangcheng_2023"))
    path = tmp_path / "x.json"
    path.write_text(json.dumps(as_json(found)), encoding="utf-8")
    shown.take(path)
    background.wait()
    assert shown.work.found == found
    assert shown.notice is None


@pytest.mark.parametrize("ending", [".doc", ".wps", ".xls", ".png"])
def test_what_cannot_be_read_is_said(shown, tmp_path, background, answers, ending: str) -> None:
    said: list[str] = []
    answers.refuse = lambda refusal: said.append(refusal.code)
    path = tmp_path / f"x{ending}"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    shown.take(path)
    background.wait()
    assert said[0].startswith("notice_text.")
    assert shown.work.found == EMPTY


def test_a_notice_is_saved_for_another_school(pasted, tmp_path, answers) -> None:
    answers.path = tmp_path / "通知"
    pasted._save()
    written = (tmp_path / "通知.zjtz").read_bytes()
    assert [task.title for task in there(from_file.whole(written)).tasks] == [
        "加强师资",
        "扩大招生",
    ]
    assert "已写好" in answers.said[-1]


def test_another_text_replaces_this_one_only_when_told_to(pasted, background, answers) -> None:
    before = pasted.work.found
    answers.agree = False
    paste(pasted, background, text_of("yangcheng_2023"))
    assert pasted.work.found == before
    answers.agree = True
    paste(pasted, background, text_of("yangcheng_2023"))
    assert len(review.rows(pasted.work.found)) == 9
    pasted.work.undo()
    assert pasted.work.found == before
