"""The pages describe themselves: a sign each, and the kind of document that they show."""

from __future__ import annotations

from models.documents import kinds
from models.monthly_report import kept
from models.task_list import plan
from tests.helpers import NOTICE
from ui.kit.page import Page
from ui.sheet.document_page import DocumentPage
from ui.window.pages import SIGNS


def test_every_sign_has_its_page_its_word_and_its_key(window) -> None:
    for attribute in ("name", "word"):
        assert len({getattr(sign, attribute) for sign in SIGNS}) == len(SIGNS)
    assert [sign.key for sign in SIGNS] == [str(at) for at in range(1, len(SIGNS) + 1)]
    for sign in SIGNS:
        page = window.pages.page(sign.name)
        assert isinstance(page, Page)
        assert window.rail[sign.name].text().startswith(sign.word)
        assert isinstance(page, DocumentPage) == bool(sign.kind)


def test_a_page_of_documents_says_which_it_shows(window, filled, final_list) -> None:
    assert window.pages.of_kind(plan.TASK_LIST)[1].document == plan.document(NOTICE)
    march = kept.document(NOTICE, 3)
    assert window.navigation.open_document(march)
    assert window.pages.shown_page.document == march
    window.navigation.open_page("verify")
    assert window.pages.shown_page.document is None
    assert window.navigation.document_at_hand() == plan.document(NOTICE)


def test_every_kind_of_the_signs_is_known() -> None:
    assert all(kinds.is_known(sign.kind) for sign in SIGNS if sign.kind)
