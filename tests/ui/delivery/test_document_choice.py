"""What 打印报送 shows stays chosen over changes, and gives way where it is gone."""

from __future__ import annotations

from dataclasses import replace

from models.documents.kinds import DocumentId
from models.monthly_report import kept
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE


def test_a_document_of_another_notice_gives_way_to_the_list(
    window, filled, march, notice, qtbot
) -> None:
    """As after another data file was opened: what was chosen is no document of its notice."""
    window.navigation.print_document(kept.document(NOTICE, 3))
    choice = window.pages.print.document_choice
    assert choice.load().version.id == march.id
    other = open_notice(filled, replace(notice, year=2024)).document
    window.workspace.reload()
    assert choice.load().version.document == other == plan.document(NOTICE + 1)
    assert choice.currentText() == "年度清单 草稿"


def test_one_that_is_not_there_gives_way_to_the_list(window, filled) -> None:
    choice = window.pages.print.document_choice
    choice.choose(DocumentId(NOTICE, kept.MONTHLY_REPORT, 5))
    assert choice.load().version.document == plan.document(NOTICE)


def test_the_blank_sheet_names_the_school_as_it_is_now(
    window, filled, final_list, answers, monkeypatch
) -> None:
    """打印空表 from an older version that is shown: the pen fills in today's sheet."""
    from models.documents import revisions
    from models.school import register
    from tests.helpers import deliver
    from ui.kit import printing

    deliver(filled, final_list)
    revisions.begin_correction(filled, final_list)
    filled.edit([register.school_change("name", "改名后的学校")])
    window.workspace.reload()
    page = window.pages.print
    page.choose(plan.document(NOTICE))
    page.document_choice._older = final_list
    page.open()
    saved = []
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    monkeypatch.setattr(page.outgoing, "_save", lambda *words: saved.append(words[-1]))
    page.outgoing.print_blank()
    assert saved == ["改名后的学校_2023年_任务清单_空表"]
