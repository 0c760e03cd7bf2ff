"""Where a finding leads is a value with parts; its name is what commands and explanations keep."""

from __future__ import annotations

import pytest

from models.documents.findings import AMOUNT, Finding, Place, Severity, in_head, in_record


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (in_head("phone"), "phone"),
        (in_record("reason"), "revision:reason"),
        (Place(5, "goals", 4), "goals"),
        (Place(5, AMOUNT, 4, "goal", "5.skill_assessment"), "amount:5.skill_assessment"),
    ],
)
def test_a_place_is_named_as_it_was_before_it_had_parts(place: Place, name: str) -> None:
    assert place.name == name


def test_an_explanation_is_kept_under_code_task_and_key() -> None:
    finding = Finding(Severity.SOFT, "over_target", Place(5, AMOUNT, 4), {"key": "goal/4/x"}, "9")
    assert finding.key == "over_target:5:goal/4/x"
    assert Finding(Severity.SOFT, "goals", Place(5, "goals", 4)).key == "goals:5:4"
