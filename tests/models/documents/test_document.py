"""A document with everything around it, whatever its kind."""

from __future__ import annotations

import pytest

from models.documents import document, revisions, versions
from models.errors import Refusal
from models.monthly_report import kept
from models.monthly_report.sheet import ReportSheet
from models.school import register
from models.task_list import plan
from models.task_list.sheet import Sheet
from tests.helpers import NOTICE, deliver, there


def test_the_newest_version_comes_with_its_contents(filled, march) -> None:
    found = document.newest(filled, kept.document(NOTICE, 3))
    assert isinstance(found, ReportSheet)
    assert (found.version.id, found.month, found.before) == (march.id, 3, None)
    assert isinstance(document.newest(filled, plan.document(NOTICE)), Sheet)


def test_one_that_was_not_begun_is_refused_by_its_name(filled) -> None:
    with pytest.raises(Refusal, match=r"version.not_started") as refused:
        document.newest(filled, kept.document(NOTICE, 5))
    assert refused.value.values == {"document": "5月报告", "page": "月度报告"}


def test_a_correction_comes_with_the_version_it_goes_out_from(filled, final_list) -> None:
    deliver(filled, final_list)
    draft = revisions.begin_correction(filled, final_list)
    found = document.load(filled, draft)
    before = there(found.before)
    assert before.version.id == final_list.id
    assert before.before is None
    assert document.load(filled, versions.by_id(filled, final_list.id)).before is None


def test_a_final_one_names_the_school_as_it_was(filled, final_list) -> None:
    named = document.load(filled, final_list).school.name
    filled.edit([register.school_change("name", "改名后的学校")])
    assert document.load(filled, final_list).school.name == named


def test_a_document_is_not_taken_for_one_of_another_kind(filled) -> None:
    found = document.load(filled, plan.newest(filled, NOTICE))
    assert document.as_kind(found, Sheet) is found
    with pytest.raises(TypeError, match="task_list"):
        document.as_kind(found, ReportSheet)


def test_the_findings_of_a_correction_ask_for_its_reason(filled, final_list) -> None:
    deliver(filled, final_list)
    draft = revisions.begin_correction(filled, final_list)
    codes = [finding.code for finding in document.load(filled, draft).rule_findings()]
    assert "revision_reason_missing" in codes
