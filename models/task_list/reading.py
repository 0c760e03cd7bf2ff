"""Reading the yearly list from the data file as plain values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.task_list.contents import Entry, MonthPlan, TaskList

if TYPE_CHECKING:
    from models.notices.notice import Pack
    from models.storage.store import Store


def task_list(store: Store, version_id: int, notice: Pack) -> TaskList:
    """Return the contents of a version, one entry for each task of the notice."""
    amounts: dict[tuple[int, int], dict[str, int]] = {}
    for task, month, indicator, amount in store.query(
        "SELECT task, month, indicator, amount FROM amount"
        " WHERE version_id = ? AND amount IS NOT NULL",
        (version_id,),
    ):
        amounts.setdefault((task, month), {})[indicator] = amount
    texts = {
        (task, month): (goal or "", bool(none), measure or "")
        for task, month, goal, none, measure in store.query(
            "SELECT task, month, goal, none, measure FROM goal WHERE version_id = ?", (version_id,)
        )
    }
    months: dict[int, dict[int, MonthPlan]] = {}
    for task, month in sorted({*texts, *amounts}):
        plan = MonthPlan(*texts.get((task, month), ("", False, "")), amounts.get((task, month), {}))
        if not plan.is_empty:
            months.setdefault(task, {})[month] = plan
    heads = {
        task: (measures or "", office or "", person or "")
        for task, measures, office, person in store.query(
            "SELECT task, measures, office, person FROM entry WHERE version_id = ?", (version_id,)
        )
    }
    entries = tuple(
        Entry(t.number, *heads.get(t.number, ("", "", "")), months.get(t.number, {}))
        for t in notice.tasks
    )
    rows = store.query(
        "SELECT d.year, v.filled_on FROM version v JOIN document d ON d.id = v.document_id"
        " WHERE v.id = ?",
        (version_id,),
    )
    year, filled_on = rows[0]
    return TaskList(year, date.fromisoformat(filled_on) if filled_on else None, entries)
