"""A kind is found by its name, and says what differs between its documents and others."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.documents import kinds, versions
from models.documents.kinds import ONLY, DocumentId
from models.documents.states import Action, Stage, word
from models.monthly_report import kept
from models.task_list import plan
from tests.helpers import NOTICE

ROOT = Path(__file__).resolve().parents[3]
NAMES = [path.parent.name for path in sorted((ROOT / "models").glob("*/kind.py"))]


def test_the_kinds_of_the_product() -> None:
    assert set(NAMES) == {plan.TASK_LIST, kept.MONTHLY_REPORT}


def test_kinds_differ_in_all_that_keeps_their_documents_apart() -> None:
    found = [kinds.of(name) for name in NAMES]
    for attribute in ("order", "paper_word", "text_size_setting"):
        assert len({getattr(kind, attribute) for kind in found}) == len(found)


@pytest.mark.parametrize("name", ["bulletin", "", "../storage", "storage", "os", "x" * 1000])
def test_a_name_from_a_file_that_is_no_kind_imports_nothing(name: str) -> None:
    assert not kinds.is_known(name)
    with pytest.raises(KeyError):
        kinds.of(name)


def test_what_a_kind_calls_its_documents() -> None:
    plans, reports = kinds.of(plan.TASK_LIST), kinds.of(kept.MONTHLY_REPORT)
    assert (plans.word(ONLY), plans.period(ONLY), plans.mark(1, 1)) == ("年度清单", "", "v1.1")
    assert (reports.word(3), reports.period(3)) == ("3月报告", "3月")
    assert [reports.mark(1, minor) for minor in (0, 2)] == ["v1.0", "更正第2次"]
    assert [word(Stage.DRAFT, kind) for kind in (plans, reports)] == ["草稿", "填写中"]
    assert Action.ADJUST in reports.forbidden - plans.forbidden


def test_the_documents_under_a_notice_are_those_it_may_have(filled) -> None:
    found = versions.documents_under(filled, NOTICE)
    assert found == [
        DocumentId(NOTICE, "task_list"),
        *(DocumentId(NOTICE, "monthly_report", month) for month in range(3, 13)),
    ]
