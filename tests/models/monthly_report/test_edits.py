"""What an edit means to a report."""

from __future__ import annotations

from models.monthly_report import edits as report_edits
from models.monthly_report.results import RowKind
from models.storage.store import Batch, Change

RESULT = Change("report_row", (2, "open_item", 4, 3), "result", None)
AMOUNT = Change("report_amount", (2, "goal", 5, 4, "5.training"), "amount", 3)
NAME = Change("school", (1,), "name", "甲校")
GOAL = Change("goal", (1, 4, 3), "goal", "x")


def test_a_change_says_which_row_shows_it() -> None:
    assert report_edits.row_key_of(RESULT) == (RowKind.OPEN_ITEM, 4, 3)
    assert report_edits.row_key_of(AMOUNT) == (RowKind.GOAL, 5, 4)
    assert report_edits.row_key_of(NAME) is None


def test_an_edit_says_whether_counts_or_anything_of_a_report_changed() -> None:
    touched = [
        (report_edits.touches_rows(batch), report_edits.touches_report(batch))
        for batch in (Batch(1, (one,)) for one in (RESULT, AMOUNT, NAME, GOAL))
    ]
    assert touched == [(True, True), (False, True), (False, True), (False, False)]
