"""What an edit means to the yearly list."""

from __future__ import annotations

from models.storage.store import Batch, Change
from models.task_list import edits as list_edits
from models.task_list import plan
from tests.helpers import NOTICE, list_of


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


def test_measures_with_months_become_the_months_own_and_what_is_not_said_again_goes(
    filled,
) -> None:
    version = plan.newest(filled, NOTICE).id
    filled.edit([Change("goal", (version, 1, 9), "measure", "九月的老举措")])
    entry = list_of(filled).entry(0)
    changes = list_edits.measures_changes(
        version, entry, "3月：建班子；5月：开课；平时抓落实", 2023
    )
    filled.edit(changes)
    after = list_of(filled).entry(0)
    assert {m: after.month(m).measure for m in range(1, 13) if after.month(m).measure} == {
        3: "建班子",
        5: "开课；平时抓落实",
    }
    assert after.measures == ""
    assert {change.key[2] for change in changes if change.table == "goal"} == {3, 5, 9}
