"""打印报送 shows, finalises and records a kind of document that the window does not know."""

from __future__ import annotations

from models.documents import deliveries, lifecycle, versions
from models.documents.states import Stage
from tests.helpers import NOTICE
from tests.toy import form, kind  # noqa: F401  (both register)


def test_the_print_page_takes_it_as_any_other(window, filled, answers, qtbot) -> None:
    draft = lifecycle.begin(filled, kind.document(NOTICE, 1))
    filled.edit([kind.line_change(draft.id, 1, "请各处室周五前交材料")])
    window.workspace.reload()
    window.navigation.print_document(draft.document)
    page = window.pages.print
    qtbot.waitUntil(lambda: page.view.pages is not None, timeout=10_000)
    assert page.document_choice.currentText() == "第1号便条 草稿"
    assert not page.blank_button.isVisible()
    page.finalise()
    qtbot.waitUntil(lambda: not versions.by_id(filled, draft.id).is_draft, timeout=10_000)
    assert window.status.words.text() == "2023年第1号便条已定稿 v1.0。请打印。"
    window.status._timer.stop()
    window.status.idle.emit()
    qtbot.waitUntil(lambda: "第1号便条 定稿 v1.0" in window.status.words.text(), timeout=5_000)
    final = versions.by_id(filled, draft.id)
    assert versions.stage(filled, final) is Stage.FINAL
    assert [e.kind for e in deliveries.events(filled, final.id)] == ["finalised"]
    assert not window.navigation.open_document(draft.document)  # it has no page of its own
    assert window.pages.shown == "print"
