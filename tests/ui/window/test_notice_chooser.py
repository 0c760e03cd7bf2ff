"""Several notices in one data file: each is reached, shown in its own form, and left as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.documents import lifecycle
from models.monthly_report import kept
from models.monthly_report.edits import amount_change, start_changes
from models.monthly_report.results import RowKind
from models.monthly_report.rows import ReportRow
from models.notices.notice import Duty
from models.notices.shipped import shipped_notices
from models.school import kept_settings, notices_kept, register
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests import any_notice
from tests.columns import MEASURES, OFFICE
from tests.helpers import NOTICE, texts
from tests.ui.monthly_report.steps import enter
from ui.use_cases.words import named
from ui.window.notice_chooser import ANOTHER, CHANGE, NEW
from ui.workspace import Workspace

OTHER = shipped_notices()["xinjiang_plan/2022"]


@pytest.fixture
def two(window, answers):
    """The window with a second notice begun beside the sample's, and shown."""
    answers.choice = named(OTHER)
    window.navigation.open_page("home")
    window.chooser.begin_another()
    return window


def cells(window) -> list[list[str]]:
    model = window.list_page.model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[str(model.index(row, column).data() or "") for column in columns] for row in rows]


def first_id(window) -> int:
    return notices_kept.opened(window.workspace.store)[0].id


def test_another_notice_is_begun_in_its_own_form(two) -> None:
    model, table = two.list_page.model, two.list_page.table
    headings = [column.heading for column in OTHER.attachment.columns]
    assert model.columnCount() == len(headings)
    assert model.rowCount() == len(OTHER.tasks)
    assert sum(table.columnWidth(at) for at in range(len(headings))) == table.width() - 2
    assert "2022年" in two.chooser.text()
    assert two.pages.shown == "list"
    assert OTHER.name in two.status.words.text()


def test_what_the_notice_calls_the_school_is_asked_and_kept(window, answers, monkeypatch) -> None:
    """The sample's name is none of the other county's; both stand in the settings."""
    store = window.workspace.store
    before = register.school(store).notice_school
    answers.choice = OTHER.schools[0].name
    monkeypatch.setattr(notices_kept, "not_begun", lambda _store: [OTHER])
    window.chooser.begin_another()
    names = register.school(store).notice_school
    assert names == f"{before}、{OTHER.schools[0].name}"
    settings = window.pages.settings
    settings.open()
    assert settings.notice_school.currentText() == OTHER.schools[0].name
    window.chooser.choose(NOTICE)
    assert settings.notice_school.currentText() == before
    settings._commit_notice_school()
    assert set(register.school(store).notice_school.split("、")) == set(names.split("、"))


def test_the_first_is_as_it_was_and_each_has_its_own_undo(two, window) -> None:
    window.chooser.choose(NOTICE)
    before = cells(window)
    window.list_page.table.model().set_cells([(0, MEASURES, "甲的举措")])
    window.chooser.choose_next()
    assert not window.list_page.undo.isEnabled()
    places = window.list_page.model.place("measures")
    window.list_page.model.set_cells([(0, places, "乙的举措")])
    window.chooser.choose_next()
    assert window.workspace.notice == NOTICE
    window.list_page.undo.click()
    assert cells(window) == before
    window.chooser.choose_next()
    assert cells(window)[0][places] == "乙的举措"


def test_the_one_shown_last_is_shown_again(two, window) -> None:
    again = Workspace(window.workspace.folder, window.workspace.store)
    assert again.notice != NOTICE
    window.chooser.choose(NOTICE)
    again = Workspace(window.workspace.folder, window.workspace.store)
    assert again.notice == NOTICE


def test_what_is_being_typed_is_written_before_another_is_shown(two, window) -> None:
    window.chooser.choose(NOTICE)
    table = window.list_page.table
    table.edit_cell(0, MEASURES)
    table.cells.editor.setPlainText("写了一半")
    window.chooser.choose_next()
    window.chooser.choose_next()
    assert table.model().index(0, MEASURES).data() == "写了一半"


def test_a_text_that_is_not_taken_keeps_its_notice(two, window) -> None:
    window.chooser.choose(NOTICE)
    table = window.list_page.table
    table.edit_cell(0, OFFICE)
    table.cells.editor.setPlainText("长" * 600)
    window.chooser.choose_next()
    assert window.workspace.notice == NOTICE
    assert table.cells.editor.toPlainText() == "长" * 600


def test_every_page_follows(two, window, month) -> None:
    """March of the first is open; the other's reports are those of its own months."""
    window.chooser.choose(NOTICE)
    window.navigation.open_document(kept.document(NOTICE, 3))
    assert month.sheet is not None
    window.chooser.choose_next()
    other = window.workspace.notice
    assert month.document.notice == other
    assert month.document.serial in OTHER.report_months
    assert set(month.tabs.tabs) == set(OTHER.report_months)
    window.navigation.open_page("print")
    assert window.pages.print.document.notice == other
    window.chooser.choose_next()
    assert window.pages.print.document.notice == NOTICE


def test_a_month_that_the_other_notice_does_not_ask_for_is_left(window, month) -> None:
    """March is open; the other notice has reports of half-years."""
    store = window.workspace.store
    duties = {"monthly_report": Duty(None, (6, 12), 20)}
    made = any_notice.notice(any_notice.form(any_notice.SIX), 2, duties=duties)
    other = open_notice(store, made).document.notice
    assert month.document.serial == 3
    window.chooser.choose(other)
    assert month.document == kept.document(other, 6)
    assert list(month.tabs.tabs) == [6, 12]


def test_ctrl_tab_and_the_list_of_notices_choose(two, window, qtbot) -> None:
    other = window.workspace.notice
    QTest.keyClick(window.list_page.table, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.notice == NOTICE
    window.chooser._list.aboutToShow.emit()
    entries = window.chooser._list.actions()
    assert [e.isChecked() for e in entries if e.isCheckable()] == [True, False]  # newest first
    assert [entry.text() for entry in entries[-3:]] == [ANOTHER, NEW, CHANGE]
    entries[1].trigger()
    assert window.workspace.notice == other
    QApplication.processEvents()


def test_head_fields_are_those_of_the_form(window, answers) -> None:
    """Twelve columns and a head line of its own, then back to the six of the sample."""
    store, paper = window.workspace.store, window.list_page.paper
    made = any_notice.notice(any_notice.form(any_notice.TWELVE), 20)
    with store.transaction():
        other = open_notice(store, made).document.notice
    window.chooser.choose(other)
    own = [f"{word}：" for word in made.attachment.head]
    assert [label for label in texts(paper) if label in own] == own
    paper.head["phone"].setText("0359-7654321")
    paper.head["phone"].commit()
    window.chooser.choose(NOTICE)
    assert paper.head["phone"].text() == "0359-7654321"  # of the school, not of the notice
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not set(own) & set(texts(paper))
    assert window.list_page.model.columnCount() == 6


def test_the_first_page_names_what_waits_elsewhere_and_leads_there(two, window) -> None:
    other = window.workspace.notice
    window.chooser.choose(NOTICE)
    window.navigation.open_page("home")
    link = next(b for b in window.pages.home.findChildren(QPushButton) if "2022年" in b.text())
    assert "年度清单 草稿" in link.text()
    link.click()
    assert window.workspace.notice == other
    window.navigation.open_page("home")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    said = [b.text() for b in window.pages.home.findChildren(QPushButton)]
    assert any(text.startswith("2023年") for text in said)


def test_who_only_looks_may_look_at_each(two, window, monkeypatch) -> None:
    """Another window writes the data: nothing is kept of what is looked at here."""
    store, other = window.workspace.store, window.workspace.notice
    monkeypatch.setattr(type(store), "is_writable", property(lambda _store: False))
    window.chooser.choose(NOTICE)
    assert window.workspace.notice == NOTICE
    assert notices_kept.shown(store) == other
    window.chooser._list.aboutToShow.emit()
    assert not window.chooser._list.actions()[-1].isEnabled()  # none is begun


# -- a plan over two years -------------------------------------------------------------------------

FIRST_YEAR, SECOND_YEAR = (shipped_notices()[f"jishan_plan/{year}"] for year in (2021, 2022))
STUDIO = "2.ideology_studio"


@pytest.fixture
def lived(window):
    """The plan's first year with a final report in December, and nothing of the second."""
    store = window.workspace.store
    notice = open_notice(store, FIRST_YEAR).document.notice
    final = lifecycle.Final("{}", "0000-0000-0000-0", b"%PDF")
    lifecycle.finalise(store, plan.newest(store, notice), final)
    store.edit(start_changes(store, notice, 12, {}))
    december = lifecycle.begin(store, kept.document(notice, 12))
    row = ReportRow(RowKind.GOAL, 2, 12)
    store.edit([amount_change(december.id, row, STUDIO, 1)])
    lifecycle.finalise(store, december, final)
    window.workspace.reload()
    return window


@pytest.mark.parametrize("agree", [True, False])
def test_the_second_year_of_a_plan_goes_on_where_the_first_ended(lived, answers, agree) -> None:
    answers.agree, answers.choice = agree, named(SECOND_YEAR)
    lived.chooser.begin_another()
    (question,) = [text for text in answers.said if "接着算" in text]
    assert "2021年这份计划到12月累计" in question
    assert "1个" in question
    wanted = {STUDIO: 1} if agree else {}
    assert kept.openings(lived.workspace.store, lived.workspace.notice) == wanted


def test_it_is_taken_in_the_settings_as_well(lived, answers) -> None:
    answers.agree, answers.choice = False, named(SECOND_YEAR)
    lived.chooser.begin_another()
    lived.navigation.open_page("settings")
    card = lived.pages.settings.reports
    assert card.go_on.isVisibleTo(card)
    card.go_on.click()
    assert kept.openings(lived.workspace.store, lived.workspace.notice) == {STUDIO: 1}
    assert card.openings[STUDIO].text() == "1"
    assert "2021年12月" in lived.status.words.text()
    lived.chooser.choose(first_id(lived))
    assert not card.go_on.isVisibleTo(card)


# -- settings of each notice -----------------------------------------------------------------------


def test_mailbox_and_place_are_each_notice_s_own(two, qtbot) -> None:
    store, other = two.workspace.store, two.workspace.notice
    two.navigation.open_page("settings")
    card = two.pages.settings.reports
    enter(card.mail_to, "xinjiang@example.com", qtbot)
    enter(card.place, "县教育局职成股201室", qtbot)
    two.chooser.choose(NOTICE)
    assert (card.mail_to.text(), card.place.text()) == ("", "教育局524室")
    assert kept_settings.setting(store, f"mail_to_{other}", "") == "xinjiang@example.com"
    two.chooser.choose(other)
    assert (card.mail_to.text(), card.place.text()) == (
        "xinjiang@example.com",
        "县教育局职成股201室",
    )
    assert two.workspace.sheet.notice.room == "县教育局职成股201室"
    assert "新绛" in card._whose.text()


# -- search ----------------------------------------------------------------------------------------


def look_for(window, text: str) -> list[QPushButton]:
    """Search from the keyboard; returns what leads elsewhere."""
    window.navigation.search()
    bar = window.list_page.search
    bar._text.setText(text)
    QTest.keyClick(bar._text, Qt.Key.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [b for b in bar._others.findChildren(QPushButton) if b.isVisible()]


def test_a_search_names_other_lists_with_their_year_and_leads_there(two) -> None:
    task = OTHER.tasks[3]
    links = look_for(two, "市场需求有保障")
    assert [link.text() for link in links] == []
    two.chooser.choose(NOTICE)
    (link,) = look_for(two, task.title)
    assert link.text() == "2022年年度清单（1处）"
    link.click()
    assert two.workspace.notice != NOTICE
    current = two.list_page.table.currentIndex()
    assert task.title in current.data()


def test_a_search_finds_reports_too(window, filled, march, answers) -> None:
    window.workspace.reload()
    (link,) = look_for(window, "首批电工鉴定")
    assert link.text() == "2023年3月报告（1处）"
    link.click()
    assert window.pages.shown == "month"
    month = window.pages.page("month")
    assert "首批电工鉴定" in month.model.line(month.table.currentIndex().row()).row.progress


def test_what_is_nowhere_else_is_not_said_to_be(window) -> None:
    assert look_for(window, "没有这样的话") == []
    assert not window.list_page.search._others.isVisible()


def other_id(window) -> int:
    opened = notices_kept.opened(window.workspace.store)
    return next(one.id for one in opened if one.id != NOTICE)


def test_each_notice_remembers_the_month_looked_at(two) -> None:
    month = two.pages.page("month")
    two.chooser.choose(NOTICE)
    two.navigation.open_page("month")
    month.show_month(5)
    two.chooser.choose(other_id(two))
    assert month.model.month != 5
    two.chooser.choose(NOTICE)
    assert month.model.month == 5


def test_a_key_typed_on_a_month_that_was_not_begun_begins_nothing(two, filled) -> None:
    """Not even where the key was meant for the other notice, whose page was there before."""
    month = two.pages.page("month")
    two.navigation.open_page("month")
    month.show_month(3)
    two.chooser.choose(NOTICE)
    month.show_month(7)
    two.chooser.choose(other_id(two))
    two.chooser.choose(NOTICE)
    focused = two.focusWidget()
    assert focused is month.tabs.tabs[7]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_A):
        QTest.keyClick(focused, key)
    assert 7 not in kept.newest(filled, NOTICE)


def test_each_notice_remembers_the_paper_looked_at(two, april) -> None:
    printing = two.pages.print
    two.chooser.choose(NOTICE)
    two.navigation.open_document(kept.document(NOTICE, 4))
    two.navigation.open_page("print")
    assert printing.document == kept.document(NOTICE, 4)
    two.chooser.choose(other_id(two))
    assert printing.document == plan.document(other_id(two))
    two.chooser.choose(NOTICE)
    assert printing.document == kept.document(NOTICE, 4)


def test_the_keyboard_is_in_the_list_of_the_notice_that_comes(two) -> None:
    """After Ctrl+Tab a key typed goes into a cell, and the panel shows its row."""
    two.navigation.open_page("list")
    two.chooser.choose_next()
    page = two.list_page
    assert page.table.currentIndex().isValid()
    assert two.focusWidget() is page.table


def test_findings_are_those_of_the_notice_that_comes(two, window) -> None:
    """Also while another page is shown: they were the other notice's when the list was opened."""
    two.list_page.check()
    two.navigation.open_page("print")
    window.chooser.choose(NOTICE)
    two.background.wait()
    two.navigation.open_page("list")
    found = two.list_page.findings
    assert list(found._found) == list(window.workspace.sheet.rule_findings())


def test_the_keyboard_is_never_on_undo_when_a_notice_comes(two) -> None:
    """A space would take the last edit back."""
    two.navigation.open_page("list")
    for notice in (NOTICE, two.workspace.notice):
        two.chooser.choose(notice)
        two.list_page.table.model().set_cells([(1, 3, f"写过的{notice}")])
    two.chooser.setFocus()
    two.chooser.choose(NOTICE)
    assert two.focusWidget() is two.list_page.table
    two.list_page.undo.setFocus()
    two.chooser.choose_next()
    assert two.focusWidget() is two.list_page.table
