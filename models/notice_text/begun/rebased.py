"""Changes to a notice that were left half done, on the notice as it is by now.

Between the two visits the notice may have been changed elsewhere: what the first visit did not
touch is as it is now, what it did touch is as it was left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.notice_text import review
from models.notice_text.reading import with_unused

if TYPE_CHECKING:
    from models.notice_text.proposal import Proposal, TaskFind

_AROUND = (*review.HEAD, "list_due", "report", "first_month", "schools", "columns")
_OF_TASK = ("number", "section", "title", "units", "due", "figures", "target")


def rebased(page: Proposal, start: Proposal, now: Proposal) -> Proposal:
    """Return a page that was left, on what the notice shows ``now``; ``start``: what it showed."""
    if start == now:
        return page
    around: dict[str, Any] = {
        part: getattr(page, part) for part in _AROUND if getattr(page, part) != getattr(start, part)
    }
    old = {row.task.id: row.task for row in review.rows(start)}
    left = {row.task.id: row.task for row in review.rows(page)}
    new = [row.task for row in review.rows(page) if row.task.id is None and len(row.path) == 1]
    tasks = [made for task in now.tasks if (made := _task(task, old, left)) is not None]
    return with_unused(replace(now, **around, tasks=(*tasks, *new), basis=page.basis))


def _task(
    task: TaskFind, old: dict[int | None, TaskFind], left: dict[int | None, TaskFind]
) -> TaskFind | None:
    """Return a task with what was changed of it; None where it was taken out."""
    was, page = old.get(task.id), left.get(task.id)
    children = [made for child in task.children if (made := _task(child, old, left)) is not None]
    if was is None:  # it came meanwhile
        return replace(task, children=tuple(children))
    if page is None:
        return None
    changed: dict[str, Any] = {
        part: getattr(page, part) for part in _OF_TASK if getattr(page, part) != getattr(was, part)
    }
    return replace(task, **changed, children=tuple(children))
