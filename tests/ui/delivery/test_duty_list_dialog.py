"""责任清单 in the window: chosen for everyone, an office or a person, looked at, saved."""

from __future__ import annotations

import pytest

from tests.helpers import read_pdf, text_of
from ui.delivery.duty_list_dialog import EVERYONE, DutyListDialog


@pytest.fixture
def dialog(window, filled, workspace, answers, background, qtbot):
    window.navigation.open_page("print")
    page = window.pages.print
    made = DutyListDialog(workspace.sheet, page.outgoing, background, answers, window)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.view.pages is not None)
    return made


def text_shown(dialog: DutyListDialog) -> str:
    return "".join(text_of(page.chars) for page in read_pdf(dialog._content))


def test_everyone_s_comes_first_and_each_office_and_person_can_be_chosen(dialog, workspace):
    texts = [dialog.choice.itemText(place) for place in range(dialog.choice.count())]
    entries = workspace.sheet.contents.entries
    assert texts[0] == EVERYONE
    assert {f"处室 {entry.office}" for entry in entries} <= set(texts)
    assert {name for entry in entries for name in entry.person.split("、")} <= set(texts)


def test_what_is_chosen_is_what_is_shown_and_saved(dialog, workspace, answers, qtbot, tmp_path):
    task = workspace.sheet.notice.tasks[4]
    entry = workspace.sheet.contents.entry(task.id)
    before = dialog._content
    dialog.choice.setCurrentText(entry.person)
    dialog.choice.activated.emit(dialog.choice.currentIndex())
    qtbot.waitUntil(lambda: dialog._content not in (b"", before))
    shown = text_shown(dialog)
    others = [e.person for e in workspace.sheet.contents.entries if e.person != entry.person]
    assert entry.person in shown
    assert not any(name in shown for name in others)
    answers.path = tmp_path / "own.pdf"
    dialog.pdf_button.click()
    assert answers.path.read_bytes() == dialog._content
    answers.path = tmp_path / "own.xlsx"
    dialog.xlsx_button.click()
    assert answers.path.read_bytes().startswith(b"PK")


def test_nothing_older_than_what_is_chosen_is_printed(dialog, answers):
    dialog._show()  # its pages are on their way
    dialog.print_button.click()
    assert "还没有排好" in answers.said[-1]


def test_the_report_has_no_duties(window, april):
    window.navigation.open_page("print")
    page = window.pages.print
    assert page.duties_button.isVisibleTo(page) == (page.version.kind.name == "task_list")
