"""What 首页 says: one sentence that counts back from delivery, the steps, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from models import clock
from models.documents.deliveries import EventKind
from models.documents.findings import Severity
from models.documents.states import Stage
from models.notices.notice import PLACE_WORDS
from models.value_class import value_class
from ui.use_cases.dates import LONG_PAST_DAYS, WEEKDAYS, hand_in, with_weekday
from ui.use_cases.documents import deadlines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.documents.document import Document
    from models.documents.findings import Finding
    from models.storage.store import Store
    from ui.use_cases.documents.overview import Overview, Standing


ALSO_NAMED = 2  # documents beside the one to see to; the others are counted
SOON_DAYS = 10


@value_class
class Step:
    """One step of a document: its name, its day or figure, ``done``, ``now`` or ``waiting``."""

    name: str
    day: str
    state: str


def _short(day: date) -> str:
    return f"{day.day}日（{WEEKDAYS[day.weekday()]}）"


def elsewhere(which: str, task: Standing, today: date) -> str:
    """Return what is next under another notice: ``2022年年度清单 草稿，3月8日（二）前``."""
    until = ""
    if task.due is not None and not task.was_handed_in:
        day, is_over = with_weekday(task.due.due, today), task.due.due < today
        until = f"，{day}的期限已过" if is_over else f"，{day}前"
    return f"{which}{task.name} {task.words}{until}"


def also(year: Overview, today: date) -> str:
    """Return what is due soon, or over, beside what the sentence names; empty for nothing."""
    waiting = [
        one
        for one in year.waiting
        if one is not year.next and not one.was_handed_in
        if one.due is not None and (one.due.due - today).days <= SOON_DAYS
    ]
    if not waiting:
        return ""
    said = (
        f"{one.name} {one.words}，{with_weekday(one.due.due, today)}"
        + ("的期限已过" if one.due.due < today else "前送交")
        for one in waiting[:ALSO_NAMED]
        if one.due is not None
    )
    more = len(waiting) - ALSO_NAMED
    last = [resources.sentence("home.also_more", count=more)] if more > 0 else []
    return resources.sentence("home.also", what="；".join((*said, *last)))


def rest(found: Sequence[Finding]) -> str:
    """Say how many findings are not named: those that block apart from those that ask."""
    hard = sum(finding.severity is Severity.HARD for finding in found)
    counts = ((hard, "处必须填"), (len(found) - hard, "处请核对"))
    words = "、".join(f"{count} {word}" for count, word in counts if count)
    return f"另有 {words}，按 F5 查看全部"


def sentence(year: Overview, task: Standing | None, missing: int, room: str, today: date) -> str:
    """Return the one sentence: what to do next, and when the stamp and the way are due."""
    if not year.clock_is_plausible:
        return resources.sentence("home.clock", year=today.year, month=today.month, day=today.day)
    if task is None:
        asks = any(month.is_asked for month in year.months.values())
        return resources.sentence("home.all_done" if asks else "home.list_done")
    return _what(task, missing) + _when(task, room, today)


def _what(task: Standing, missing: int) -> str:
    if EventKind.RETURNED in task.done:
        return resources.sentence("home.returned", document=task.name)
    if EventKind.STAMPED in task.done:
        return resources.sentence("home.stamped", document=task.name)
    if task.stage in (Stage.FINAL, Stage.DELIVERED):
        code = "home.printed" if EventKind.PRINTED in task.done else "home.final"
        return resources.sentence(code, document=task.name)
    if task.stage is Stage.NOT_STARTED:
        return resources.sentence("home.not_started", document=task.name)
    code = "home.missing" if missing else "home.filled"
    return resources.sentence(code, document=task.name, missing=missing)


def _when(task: Standing, room: str, today: date) -> str:
    due = task.due
    if due is None or task.was_handed_in:  # the notice names no day, or it was kept
        return ""
    is_stamped = EventKind.STAMPED in task.done
    said = {"do": "送" if is_stamped else "盖章送", "room": room}
    if task.late_days:
        code = "home.late" if task.late_days <= LONG_PAST_DAYS else "home.long_late"
        day = with_weekday(due.due, today)
        return resources.sentence(code, due=day, days=task.late_days, **said)
    weekday = WEEKDAYS[due.stated.weekday()]
    moved = due.stated != due.due
    rest = resources.sentence("home.rest_day", day=due.stated.day, weekday=weekday) if moved else ""
    stamp_on = max(due.stamp_on, today)
    if is_stamped or due.due.month != due.stated.month or due.due.month != today.month:
        return rest + resources.sentence("home.by", due=with_weekday(due.due, today), **said)
    words = {"stamp": _short(stamp_on), "due": _short(due.due), "room": room}
    return rest + resources.sentence("home.count_back", **words)


def under(store: Store, task: Standing | None, today: date) -> str:
    """Return the line under the sentence: today, working days left, a missing holiday table."""
    words = f"今天 {today.year}年{with_weekday(today, today)}"
    due = task.due if task is not None and not task.was_handed_in else None
    if due is None:
        return words
    days = deadlines.calendar(store, due.due.year).workdays_until(today, due.due)
    if 0 < days <= LONG_PAST_DAYS:
        words += f"，离送交还有 {days} 个工作日"
    if not due.is_known:
        words += "。" + resources.sentence("home.no_holidays", year=due.due.year)
    return words


def steps(task: Standing, sheet: Document | None, missing: int, room: str) -> Sequence[Step]:
    """Return the five steps of a document with the days counted back from its delivery."""
    final = task.stage in (Stage.FINAL, Stage.DELIVERED)
    done = (
        sheet is not None and (final or not missing),
        final,
        EventKind.STAMPED in task.done,
        task.is_handed_in,
        EventKind.SENT in task.done,
    )
    due = task.due
    left = "已填完" if done[0] else f"还差 {missing} 处" if sheet is not None else "未开始"
    place = room.removeprefix(PLACE_WORDS) or PLACE_WORDS
    names = ("填写", "检查定稿", "审签盖章", f"送交{place}", "发电子版")
    days = ("", "", "", "")
    if due is not None and not task.was_handed_in:
        days = (f"{_short(due.check_by)}前", _short(due.stamp_on), _short(due.due), "同日")
    now = done.index(False) if False in done else len(done)
    return [
        Step(name, day, "done" if done[place] else "now" if place == now else "waiting")
        for place, (name, day) in enumerate(zip(names, (left, *days), strict=True))
    ]


def missing(task: Standing | None, found: Sequence[Finding]) -> str:
    """Return the first line of 还差什么."""
    if task is None:
        return resources.sentence("home.nothing")
    if task.stage is Stage.NOT_STARTED:
        return resources.sentence("home.begin", document=task.name)
    if task.stage in (Stage.FINAL, Stage.DELIVERED):
        return resources.sentence("home.carry", document=task.name)
    hard = sum(f.severity is Severity.HARD for f in found)
    code = "home.to_fill" if hard else "home.to_check" if found else "home.ready"
    return resources.sentence(code, document=task.name, count=hard or len(found))


def _countdown(task: Standing, room: str, today: date) -> str:
    if task.due is None or task.was_handed_in:
        return ""
    if not clock.is_plausible(today, task.due.due.year):
        return resources.sentence("home.clock_short")
    return hand_in(task.due.due, room, today, is_stamped=EventKind.STAMPED in task.done)


def status_words(document: Document | None, task: Standing, room: str, today: date) -> str:
    """Return the status line of a document: its state, what is missing, when it is due."""
    state = task.words
    missing = 0
    if document is not None:
        version = document.version
        if version.is_draft:
            missing = sum(f.severity is Severity.HARD for f in document.rule_findings())
        else:
            since = task.words if task.done - {EventKind.FINALISED} else ""
            state = f"定稿 {version.mark} {since}".rstrip()
    words = (
        f"{task.name} {state}",
        f"还差 {missing} 项" if missing else "",
        _countdown(task, room, today),
    )
    return "　　".join(filter(None, words))
