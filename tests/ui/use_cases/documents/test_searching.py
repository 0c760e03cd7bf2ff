"""Where else a text stands: which document, of which notice and which year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.documents import lifecycle
from models.notices.shipped import shipped_notices
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE
from ui.use_cases.documents.searching import elsewhere

if TYPE_CHECKING:
    from models.storage.store import Store

KEYS = ("jishan_plan/2021", "xinjiang_plan/2022", "jishan_plan/2022")
WORDS = "请县委党校来讲一课"


@pytest.fixture
def many(filled: Store) -> list[int]:
    """Four notices of three years, each with the words in its third row."""
    found = [NOTICE, *(open_notice(filled, shipped_notices()[k]).document.notice for k in KEYS)]
    for notice in found:
        version = plan.newest(filled, notice)
        if version.is_draft:
            filled.edit([list_edits.entry_change(version.id, 3, "measures", WORDS)])
    return found


def test_every_hit_says_which_and_which_year(filled: Store, many: list[int]) -> None:
    hits = elsewhere(filled, WORDS, plan.document(NOTICE))
    assert [hit.document.notice for hit in hits] == [many[3], many[2], many[1]]
    words = [hit.words for hit in hits]
    assert len(set(words)) == len(words)
    assert [word[:5] for word in words] == ["2022年", "2022年", "2021年"]
    assert [("稷山" in word, "新绛" in word) for word in words[:2]] == [
        (True, False),
        (False, True),
    ]
    assert {hit.place.task for hit in hits} == {3}


def test_the_document_at_hand_is_not_elsewhere(filled: Store, many: list[int]) -> None:
    hits = elsewhere(filled, WORDS, plan.document(many[1]))
    assert plan.document(many[1]) not in [hit.document for hit in hits]
    assert plan.document(NOTICE) in [hit.document for hit in hits]


def test_reports_of_the_same_notice_come_first(filled: Store, march, many: list[int]) -> None:
    hits = elsewhere(filled, "鉴定", plan.document(NOTICE))
    assert hits[0].words == "2023年3月报告（4处）"


def test_signs_of_old_files_are_read_as_meant(filled: Store, many: list[int]) -> None:
    assert len(elsewhere(filled, "请县委党校来讲⼀课", plan.document(NOTICE))) == 3


def test_nothing_is_sought_for_nothing(filled: Store) -> None:
    assert elsewhere(filled, "  ", plan.document(NOTICE)) == []


def test_a_report_whose_list_is_a_draft_again_costs_no_other(filled: Store, march, many) -> None:
    lifecycle.withdraw(filled, plan.newest(filled, NOTICE), "改")
    assert len(elsewhere(filled, WORDS, plan.document(many[1]))) == 2
