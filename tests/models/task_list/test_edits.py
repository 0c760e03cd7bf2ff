"""What an edit means to the yearly list."""

from __future__ import annotations

from models.storage.store import Batch, Change
from models.task_list import edits as list_edits


def test_an_edit_says_which_rows_and_months_of_the_list_show_it() -> None:
    measure = Change("goal", (1, 4, 3), "measure", "x")
    person = Change("entry", (1, 6), "person", "王某")
    amount = Change("amount", (1, 5, 4, "5.training"), "amount", 3)
    other = Change("report_row", (2, "goal", 4, 3), "result", None)
    assert list_edits.place_of(measure) == (4, "measures")
    assert list_edits.place_of(person) == (6, "person")
    assert list_edits.place_of(other) is None
    batch = Batch(1, (measure, person, amount, other))
    assert list_edits.tasks_of(batch) == {4, 5, 6}
    assert [task for task in range(1, 9) if list_edits.touches_months(batch, task)] == [4, 5]
    assert list_edits.touches_figures(batch)
    assert not list_edits.touches_figures(Batch(1, (person, other)))
