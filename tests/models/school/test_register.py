from __future__ import annotations

from typing import TYPE_CHECKING

from models.school import kept_settings, register
from models.task_list import edits as list_edits
from models.task_list import reading as list_reading

if TYPE_CHECKING:
    from models.storage.store import Store


def names(store: Store) -> dict[str, list[str]]:
    return {o.name: [p.name for p in o.persons] for o in register.staff(store)}


def test_the_staff_list_becomes_what_is_wanted_and_back(store: Store) -> None:
    first = {"教务处": ("王某", "李𬱖"), "办公室": ()}
    store.edit(register.staff_changes(store, first))
    assert names(store) == {"教务处": ["王某", "李𬱖"], "办公室": []}
    store.edit(register.staff_changes(store, {"教务处": ("李𬱖", "赵某"), "实训处": ("孙某",)}))
    assert names(store) == {"教务处": ["李𬱖", "赵某"], "实训处": ["孙某"]}
    store.undo()
    assert names(store) == {"教务处": ["王某", "李𬱖"], "办公室": []}


def test_text_in_column_3_becomes_goals_and_clears_what_it_no_longer_says(
    store: Store, version, notice
) -> None:
    def entry():
        return list_reading.task_list(store, version.id, notice).entry(5)

    indicators = notice.task(5).indicators
    store.edit(list_edits.goals_changes(version.id, entry(), "3月：甲；4月：乙", indicators, 2023))
    store.edit(list_edits.month_changes(version.id, 5, 7, "本月无安排"))
    store.edit(list_edits.goals_changes(version.id, entry(), "4月：丙", indicators, 2023))
    assert {m: p.goal for m, p in entry().months.items() if p.goal} == {4: "丙"}
    assert entry().month(7).none
    store.edit(list_edits.goals_changes(version.id, entry(), "7月：有了", indicators, 2023))
    assert (entry().month(7).none, entry().month(7).goal) == (False, "有了")


def test_settings_are_kept(store: Store) -> None:
    assert kept_settings.setting(store, "scale", "100") == "100"
    kept_settings.set_setting(store, "scale", "150")
    assert kept_settings.setting(store, "scale", "100") == "150"
