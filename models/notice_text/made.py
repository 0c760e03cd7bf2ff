"""A notice made of what was found in a text, and kept by whoever looked at it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING

import resources
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.notice_text.form import attachment
from models.notices.indicator import Due, Figure, Indicator, Kind, Share
from models.notices.notice import (
    LAST_DAY,
    REPORT,
    Duty,
    Notice,
    NoticeSchool,
    NoticeTask,
    Unit,
    UnitRole,
)
from models.notices.sound import require_sound
from models.text import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.notice_text.days import DueFind
    from models.notice_text.figures import FigureFind
    from models.notice_text.proposal import Find, Proposal, TaskFind

TASK_LIST = "task_list"
_KEY_BYTES, _SHORT = 5, 10
ENDS = {
    "month": tuple(range(1, 13)),
    "quarter": (3, 6, 9, 12),
    "half": (6, 12),
    "year": (12,),
}
_COMPARATORS = {">=": "≥", "<=": "≤", "~": "≈", "range": "range", "=": "="}
SIGNS_IN_WORDS = {"≥": "不少于", "≤": "不超过"}
_EACH = lazy_regex(r"[生人师班校]均|每(?:生|人|名|班|学期|月|周|天|节|亩)")  # no sum of a year
_ABOUT = "关于(?:印发|下达|做好|开展|推进|进一步)?"
_ABOUT_LEADING = lazy_regex(
    r"^(?:完成|其中|力争|争取|确保|今年|全年|开展|实现)+|(?:力争|争取|确保)+$"
)


def key_of(found: Proposal) -> str:
    """Return a notice's key: of equal title and number the same, so that it is put in once."""
    words = "\n".join(one.text for one in (found.title, found.doc_number) if one is not None)
    return f"own_{blake2b((words or found.text).encode(), digest_size=_KEY_BYTES).hexdigest()}"


def notice_of(found: Proposal, year: int | None = None) -> Notice:
    """Return the notice of a proposal, for its own year or another one.

    Raises:
        Refusal: ``notice_text.no_task``, ``notice_text.no_year``, or ``notice.*``: it is none that
            could be worked with.
    """
    if not found.tasks:
        raise Refusal("notice_text.no_task")
    of_year = year or found.year
    if of_year is None:
        raise Refusal("notice_text.no_year")
    title = found.title.text if found.title else found.tasks[0].title.text
    form = attachment(found, f"{of_year}年{short_name_of(title)}任务清单")
    duties = duties_of(found, of_year)
    notes = tuple(_notes(found, is_own=not found.columns, has_duty=bool(duties)))
    made = Notice(
        key=key_of(found),
        name=name_of(title, of_year),
        year=of_year,
        title=title,
        doc_number=_text(found.doc_number),
        issuer=_text(found.issuer),
        short_name=short_name_of(title),
        place=_text(found.place),
        schools=tuple(NoticeSchool(school.text) for school in found.schools),
        duties=duties,
        attachment=form,
        tasks=tuple(_tasks(found)),
        outer_doc_number=_text(found.outer_doc_number),
        contact=_text(found.person),
        phone=_text(found.phone),
        mailbox=_text(found.mailbox),
        notes=notes,
    )
    require_sound(made)
    return made


def _notes(found: Proposal, *, is_own: bool, has_duty: bool) -> Iterator[str]:
    """Yield what the form has beside the text, and why."""
    if is_own:
        yield resources.sentence("notice_text.own_form")
    if not has_duty:
        yield resources.sentence("notice_text.no_duty")
    elif found.report is not None and found.report.day is None:
        yield resources.sentence("notice_text.no_day")


def duty_notes() -> tuple[str, ...]:
    """Return the notes of a notice whose days are missing: mended, they are no longer true."""
    return resources.sentence("notice_text.no_duty"), resources.sentence("notice_text.no_day")


def _text(found: object) -> str:
    return str(getattr(found, "text", "") or "")


def name_of(title: str, year: int) -> str:
    """Return how lists of notices name it: with its year, without 关于 and 的通知."""
    about = re.search(rf"(?P<who>.*?){_ABOUT}(?P<what>.+?)(?:的通知)?$", title)
    words = f"{about['who']}{about['what']}" if about else title
    return words if str(year) in words else f"{words}（{year}年）"


def short_name_of(title: str) -> str:
    """Return what stands in the titles of reports: 职业教育工作."""
    about = re.search(rf"{_ABOUT}(?P<what>.+?)(?:的通知|$)", title)
    words = re.sub(r"20\d\d(?:[-—–至]20\d\d)?年?度?", "", about["what"] if about else title)
    return words.strip("《》 ")[:40] or title[:40]


# -- duties ----------------------------------------------------------------------------------------


def duties_of(found: Proposal, year: int) -> dict[str, Duty]:
    """Return what is asked for and when, by the kind of document, of a notice of a year."""
    duties: dict[str, Duty] = {}
    due, report = found.list_due, found.report
    if due is not None:
        day = _day(due.day)
        if day is not None and day.year == year:
            duties[TASK_LIST] = Duty(day)
        else:  # no day of this year: it stands as it is printed
            duties[TASK_LIST] = Duty(None, words=due.words or (date_text(day) if day else ""))
    if report is not None and report.day is not None:
        day_of = LAST_DAY if report.day == "last" else int(report.day)
        first = found.first_month or 1
        months = tuple(month for month in ENDS[report.period] if month >= first)
        duties[REPORT] = Duty(None, months, day_of)
    return duties


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# -- tasks -----------------------------------------------------------------------------------------


def _tasks(found: Proposal) -> Iterator[NoticeTask]:
    """Yield tasks and their parts with ids in their order."""
    made = _numbered(found.text, found.tasks, None, count(1))
    yield from made if found.columns else map(_without_brackets, made)


def _numbered(
    text: str, tasks: Iterable[TaskFind], parent: int | None, ids: Iterator[int]
) -> Iterator[NoticeTask]:
    for task in tasks:
        identity = next(ids)
        yield task_of(text, task, identity, parent)
        yield from _numbered(text, task.children, identity, ids)


def _without_brackets(task: NoticeTask) -> NoticeTask:
    """Return a task numbered 一 where the text has （一）: our narrow column would break it."""
    return replace(task, number=task.number.strip("（）()"))


def task_of(text: str, task: TaskFind, identity: int, parent: int | None) -> NoticeTask:
    """Return a task with its figures; ``text`` is that of the proposal, ``parent`` an id."""
    quote = text[slice(*task.paragraph)] if task.paragraph else ""
    return NoticeTask(
        identity,
        task.number,
        task.title.text,
        task.heading.text if task.heading else task.title.text,
        task.number if task.paragraph else "",
        quote[:QUOTE],
        tuple(indicators_of(identity, task)),
        () if parent else task.section[:SECTIONS],
        parent,
        tuple(Unit(unit.name, UnitRole(unit.role)) for unit in task.units),
        due_of(task.due),
    )


QUOTE, SECTIONS, NAME = 1_000, 3, 60


def due_of(found: DueFind | None) -> Due | None:
    """Return until when a task is to be done, None where nothing says so."""
    return Due(found.printed, _day(found.day)) if found is not None else None


def indicators_of(identity: int, task: TaskFind) -> Iterator[Indicator]:
    """Yield the figures of a task; those of several schools for one thing are one indicator.

    What the table asks for in words alone is one too.
    """
    together: dict[tuple[str, str], list[FigureFind]] = {}
    for figure in task.figures:
        together.setdefault((_what(figure), figure.unit), []).append(figure)
    for number, ((name, unit), figures) in enumerate(together.items(), start=1):
        counts = Counter(figure.school for figure in figures)
        for nth in range(max(counts.values())):
            own = [_nth(figures, school, nth) for school in counts]
            key = f"{identity}.{number}" if not nth else f"{identity}.{number}_{nth + 1}"
            found = [figure for figure in own if figure is not None]
            made = indicator_of(key, name, unit, found)
            in_table = any(_is_of(task.target, figure) for figure in found)
            yield replace(made, quote=_text(task.target)) if in_table else made
    if task.target is not None and not any(_is_of(task.target, f) for f in task.figures):
        words = task.target.text
        key = f"{identity}.{len(together) + 1}"
        yield Indicator(key, words[:NAME], words[:_SHORT], Kind.QUALITATIVE, quote=words)


def _is_of(target: Find | None, figure: FigureFind) -> bool:
    """Whether a figure stands in what the table asks for."""
    return target is not None and target.start <= figure.start < target.end


def _nth(figures: Sequence[FigureFind], school: str, nth: int) -> FigureFind | None:
    own = [figure for figure in figures if figure.school == school]
    return own[nth] if nth < len(own) else None


def _what(figure: FigureFind) -> str:
    """Return what a figure counts, without whose it is."""
    words = figure.about.replace(figure.school, "") if figure.school else figure.about
    return _ABOUT_LEADING.sub("", words) or figure.about or figure.unit


def indicator_of(
    key: str, name: str, unit: str, figures: Sequence[FigureFind], least: int = 0
) -> Indicator:
    """Return the indicator of some figures for one thing; of ``least`` decimals at least."""
    decimals = max(least, *(_decimals(figure.value) for figure in figures))
    kind = _kind(name, unit)
    whole = [figure for figure in figures if not figure.school]
    first = whole[0] if whole else figures[0]
    return Indicator(
        key,
        name[:NAME],
        name[:_SHORT],
        kind,
        _COMPARATORS[first.comparator],
        _qualifier(kind, first) if whole else "",
        "" if kind is Kind.RATIO else unit,
        total=_figure(whole[0].value, decimals) if whole else None,
        share={
            figure.school: Share(_figure(figure.value, decimals), figure.qualifier)
            for figure in figures
            if figure.school
        },
        decimals=decimals,
    )


def _qualifier(kind: Kind, figure: FigureFind) -> str:
    """Return what stands before a figure; a standing rule says its sign in words there."""
    if figure.qualifier or kind is not Kind.STANDING_RULE:
        return figure.qualifier
    return SIGNS_IN_WORDS.get(_COMPARATORS[figure.comparator], "")


def _kind(name: str, unit: str) -> Kind:
    if unit == "%":
        return Kind.RATIO
    if unit in ("年", "个月") or _EACH.search(name):
        return Kind.STANDING_RULE
    return Kind.MONEY if unit in ("万元", "亿元", "元") else Kind.COUNT


def _decimals(value: str) -> int:
    fractions = re.findall(r"\.(\d+)", value)
    return min(max(map(len, fractions), default=0), 2)


def _figure(value: str, decimals: int) -> Figure:
    """Return a printed figure in whole 10^-decimals: exact, as it is printed."""
    ends = [_exact(part, decimals) for part in value.rstrip("%").split("-")]
    return ends[0] if len(ends) == 1 else (ends[0], ends[1])


def _exact(text: str, decimals: int) -> int:
    whole, _, fraction = text.replace(",", "").rstrip("%").partition(".")
    return int(whole + fraction[:decimals].ljust(decimals, "0"))
