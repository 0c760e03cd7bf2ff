"""A shipped notice whose wording was mended since: what a data file's copy of it may take over.

A data file keeps the notice as it was put in. Tasks, figures and days of the copy stay; only words
are offered: what the notice says behind a task or a figure, notes, and 力争 where it was misread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.notices.indicator import Indicator
    from models.notices.notice import Notice, NoticeTask


def renewed(kept: Notice, shipped: Notice, *, with_qualifiers: bool) -> Notice:
    """Return a kept notice with the words of the shipped one of its key and year.

    ``with_qualifiers``: also the words before a figure, which papers show.
    """
    tasks = {(task.id, task.title): task for task in shipped.tasks}
    fresh = (
        _task(task, tasks[task.id, task.title], with_qualifiers=with_qualifiers)
        if (task.id, task.title) in tasks
        else task
        for task in kept.tasks
    )
    return replace(kept, tasks=tuple(fresh))


def _task(kept: NoticeTask, shipped: NoticeTask, *, with_qualifiers: bool) -> NoticeTask:
    known = {one.key: one for one in shipped.indicators}
    figures = (
        _figure(one, known[one.key], with_qualifiers=with_qualifiers)
        if one.key in known and _measure(one) == _measure(known[one.key])
        else one
        for one in kept.indicators
    )
    return replace(kept, quote=shipped.quote or kept.quote, indicators=tuple(figures))


def _measure(one: Indicator) -> tuple[object, ...]:
    return one.kind, one.name, one.unit, one.decimals


def _figure(kept: Indicator, shipped: Indicator, *, with_qualifiers: bool) -> Indicator:
    words = replace(kept, quote=shipped.quote or kept.quote, note=shipped.note or kept.note)
    if not with_qualifiers:
        return words
    share = {
        school: given._replace(qualifier=shipped.share[school].qualifier)
        if school in shipped.share and shipped.share[school].figure == given.figure
        else given
        for school, given in kept.share.items()
    }
    is_same = kept.total == shipped.total
    return replace(words, share=share, qualifier=shipped.qualifier if is_same else kept.qualifier)
