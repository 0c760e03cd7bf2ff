"""明年套用 in words: what an earlier list has of a task, and how that year ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import resources
from models.monthly_report.years import results
from models.task_list.earlier import carried, matching
from models.task_list.words.wording import compose_goals, measures_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.monthly_report.years.results import YearResult
    from models.notices.notice import Notice, NoticeTask
    from models.storage.store import Store
    from models.task_list.sheet import Sheet


class Offer(NamedTuple):
    """What an earlier list has of a task, by field; ``result`` is how its year ended.

    ``used`` are the fields that stand in this list just so.
    """

    task: NoticeTask
    texts: Mapping[str, str]
    result: str
    used: frozenset[str]


class LastYear:
    """The earlier list of a notice and its year, read once."""

    def __init__(self, store: Store, notice: int) -> None:
        self._store = store
        self._likely: tuple[Notice, dict[int, int]] | None = None  # of the notice as it stands
        self._notice = notice
        self.before: Sheet | None = matching.earlier(store, notice)
        kept = self.before.version.document.notice if self.before is not None else 0
        self._results = results.results(store, kept) if kept else {}

    @property
    def year(self) -> int:
        """The year of the earlier list, 0 where there is none."""
        return self.before.notice.year if self.before is not None else 0

    def matched(self, own: Sheet) -> dict[int, int]:
        """Return which task of the earlier list each task of this one was."""
        if self.before is None:
            return {}
        if self._likely is None or self._likely[0] is not own.notice:
            self._likely = own.notice, matching.likely(own.notice, self.before.notice)
        return matching.matched(self._store, own, self.before, self._likely[1])

    def tasks(self) -> tuple[NoticeTask, ...]:
        """Return the tasks of the earlier list."""
        return self.before.notice.tasks if self.before is not None else ()

    def offer(self, own: Sheet, task: int) -> Offer | None:
        """Return what the earlier list has of a task of this one; None where it had none."""
        if self.before is None:
            return None
        old = self.matched(own).get(task)
        if old is None:
            return None
        known = self.before.notice.task(old)
        entry = self.before.contents.entry(old)
        goals = compose_goals(entry, known.indicators, self.year)
        texts = {
            "goals": goals if carried.text_of(entry, "goals") else "",
            "measures": measures_text(entry),
            "office": entry.office,
            "person": entry.person,
        }
        given = {field: text for field, text in texts.items() if text}
        now = own.contents.entry(task)
        used = {f for f in given if carried.text_of(now, f) == carried.text_of(entry, f)}
        return Offer(known, given, self._result(self._results.get(old)), frozenset(used))

    def _result(self, result: YearResult | None) -> str:
        if result is None:
            return ""
        said = []
        for figure in result.figures:
            done = figure.indicator.said(figure.amount)
            asked = figure.indicator.asked_text(figure.asked) if figure.asked else ""
            said.append(f"{done}，任务{asked}" if asked else done)
        months = "、".join(f"{month}月" for month in result.missed)
        if months:
            said.append(resources.sentence("carry.missed", months=months))
        return "；".join(said)

    def table(self, own: Sheet) -> list[tuple[str, str, str]]:
        """Return the tasks of both lists side by side, and what comes over of each."""
        if self.before is None:
            return []
        rows = []
        for match in matching.table(self._store, own, self.before):
            entry = self.before.contents.entry(match.before.id) if match.before else None
            comes = "、".join(filter(None, (entry.office, entry.person))) if entry else ""
            new, old = _named(match.task), _named(match.before)
            rows.append((new, old, comes if match.task and match.before else ""))
        return rows


def _named(task: NoticeTask | None) -> str:
    if task is None:
        return resources.sentence("carry.none")
    return f"{task.number}　{task.title}".strip()
