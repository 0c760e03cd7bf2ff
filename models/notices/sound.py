"""What a notice must keep to: what no page could show, or no figure be reckoned from, is refused.

Each refusal is a sentence that names the place; nothing of the notice is taken then.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.months import MONTHS
from models.notices.columns import (
    COLUMNS_LIMIT,
    LEAST_WIDTH_MM,
    REPEATED,
    NoticeColumn,
    Role,
)
from models.notices.indicator import COMPARATORS, DECIMALS, Indicator, Kind
from models.notices.notice import LAST_DAY
from models.text import AMOUNT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.notices.indicator import Due, Figure
    from models.notices.notice import Attachment, Duty, Notice, NoticeTask

TEXT_LIMIT, YEARS, HEAD_FIELDS, SECTIONS, TASKS_LIMIT = 2_000, range(1900, 2900), 3, 3, 500
COPIES_LIMIT = 1_000
DEPTH = 3  # of a task and its parts: 3, 3.1, 3.1.1
LANDSCAPE_MM, PORTRAIT_MM = 225, 156  # usable width of an A4 sheet with the margins of GB/T 9704
_ROUNDING_MM = 0.05
_FIGURES = frozenset({Kind.STANDING_RULE, Kind.RATIO, Kind.NIL})  # beside those with amounts


def require_sound(notice: Notice) -> None:
    """Refuse a notice that a page could not show or a deadline be reckoned from.

    Raises:
        Refusal: ``notice.*``, why.
    """
    _require_texts(notice)
    _require(notice.year in YEARS, "notice.year", year=notice.year)
    _require(_is_number(notice.year), "notice.year", year=notice.year)
    for duty in notice.duties.values():
        _require_duty(duty)
    _require_columns(notice.attachment)
    _require_tasks(notice)
    keys = Counter(i.key for task in notice.tasks for i in task.indicators)
    twice = next((key for key, count in keys.items() if count > 1), None)
    _require(twice is None, "notice.indicator_twice", key=twice)
    for task in notice.tasks:
        for indicator in task.indicators:
            _require_indicator(task, indicator)


def usable_mm(form: Attachment) -> int:
    """Return the width (mm) that the columns of a form have together."""
    return PORTRAIT_MM if form.is_portrait else LANDSCAPE_MM


def _require(sound: bool, code: str, **values: object) -> None:  # noqa: FBT001  (what is required)
    if not sound:
        raise Refusal(code, **values)


def _require_texts(notice: Notice) -> None:
    words = [words for duty in notice.duties.values() for words in (duty.words, duty.quote)]
    words += [duty.medium for duty in notice.duties.values()]
    words += [due.words for due in _dues(notice)]
    more = (notice.level, notice.outer_doc_number, *notice.notes, *notice.duties)
    for text in (*_texts(notice), *words, *more):
        _require(isinstance(text, str) and len(text) <= TEXT_LIMIT, "notice.text", limit=TEXT_LIMIT)
    names = (notice.key, notice.name, notice.attachment.title, notice.short_name)
    _require(all(name.strip() for name in names), "notice.nameless")


def _dues(notice: Notice) -> Iterator[Due]:
    for task in notice.tasks:
        found = (task.due, *(indicator.due for indicator in task.indicators))
        yield from (due for due in found if due is not None)


def _is_number(value: object, least: int = 0, most: int = 2**31) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _texts(notice: Notice) -> Iterator[object]:
    form = notice.attachment
    yield from (notice.key, notice.name, notice.title, notice.doc_number, notice.issuer)
    yield from (notice.short_name, notice.place, notice.contact, notice.phone, notice.mailbox)
    yield from (form.label, form.title, *form.head)
    yield from chain.from_iterable((c.key, c.heading, c.over) for c in form.columns)
    for school in notice.schools:
        yield from (school.name, *chain.from_iterable(school.aliases))
    for task in notice.tasks:
        yield from (task.number, task.title, task.heading, task.paragraph, task.quote)
        yield from (*task.section, *(unit.name for unit in task.units))
        for i in task.indicators:
            yield from (i.key, i.name, i.short, i.qualifier, i.unit, i.quote, i.note, *i.share)


def _require_duty(duty: Duty) -> None:
    is_count = duty.copies is None or _is_number(duty.copies, 1, COPIES_LIMIT)
    _require(is_count and _is_number(duty.day), "notice.duty_day", day=duty.day)
    if duty.months:
        months_are = set(duty.months) <= set(MONTHS) and list(duty.months) == sorted(
            set(duty.months)
        )
        _require(months_are and duty.day in range(LAST_DAY, 32), "notice.duty_day", day=duty.day)
    elif duty.due is not None:
        _require(duty.due.year in YEARS, "notice.year", year=duty.due.year)


# -- the form ------------------------------------------------------------------------------------


def _require_columns(form: Attachment) -> None:
    columns, count = form.columns, len(form.columns)
    _require(len(form.head) == HEAD_FIELDS, "notice.head", count=len(form.head))
    _require(count <= COLUMNS_LIMIT, "notice.columns", count=count, limit=COLUMNS_LIMIT)
    roles = Counter(column.role for column in columns)
    for role, times in roles.items():
        heading = next(column.name for column in columns if column.role is role)
        _require(times == 1 or role in REPEATED, "notice.role_twice", heading=heading, count=times)
    _require(Role.TASK in roles, "notice.no_task_column")
    _require(all(column.heading.strip() for column in columns), "notice.heading")
    _require(len({column.key for column in columns}) == count, "notice.column_key")
    _require_shared_headings(columns)
    _require_widths(form)


def _require_shared_headings(columns: Iterable[NoticeColumn]) -> None:
    """Refuse a heading above one column alone, or above others than two neighbours."""
    above: list[tuple[str, int]] = []
    for column in columns:
        if above and above[-1][0] == column.over:
            above[-1] = (column.over, above[-1][1] + 1)
        else:
            above.append((column.over, 1))
    for over, count in above:
        _require(not over or count == 2, "notice.heading_over", heading=over)  # noqa: PLR2004  (two)


def _require_widths(form: Attachment) -> None:
    declared = [column.width_mm for column in form.columns if column.width_mm is not None]
    if not declared:
        return
    usable = usable_mm(form)
    fits = (
        len(declared) == len(form.columns)
        and all(width >= LEAST_WIDTH_MM for width in declared)
        and abs(sum(declared) - usable) < _ROUNDING_MM
    )
    values = {"sum": f"{sum(declared):g}", "usable": usable, "least": f"{LEAST_WIDTH_MM:g}"}
    _require(fits, "notice.widths", **values)


# -- tasks and figures ---------------------------------------------------------------------------


def _require_tasks(notice: Notice) -> None:
    tasks = notice.tasks
    _require(0 < len(tasks) <= TASKS_LIMIT, "notice.tasks", count=len(tasks), limit=TASKS_LIMIT)
    are_ids = all(_is_number(task.id, 1) for task in tasks)
    _require(are_ids and len({task.id for task in tasks}) == len(tasks), "notice.task_id")
    by_id = {task.id: task for task in tasks}
    seen: set[tuple[object, ...]] = set()
    for task in tasks:
        _require(bool(task.title.strip()), "notice.task_title", number=task.number)
        values = {"number": task.number}
        _require(len(task.section) <= SECTIONS, "notice.sections", limit=SECTIONS, **values)
        place = (task.parent, task.section, task.number)
        _require(not task.number or place not in seen, "notice.number_twice", **values)
        seen.add(place)
        _require_depth(task, by_id)


def _require_depth(task: NoticeTask, by_id: dict[int, NoticeTask]) -> None:
    depth, above = 1, task.parent
    while above is not None and depth <= DEPTH:
        _require(above in by_id, "notice.no_parent", number=task.number)
        depth, above = depth + 1, by_id[above].parent
    _require(depth <= DEPTH, "notice.too_deep", number=task.number, limit=DEPTH)


def _require_indicator(task: NoticeTask, one: Indicator) -> None:
    values = {"number": task.number, "name": one.name}
    _require(one.decimals in DECIMALS, "notice.decimals", **values)
    _require(one.comparator in COMPARATORS, "notice.comparator", **values, word=one.comparator)
    figures = [f for f in (one.total, *(share.figure for share in one.share.values())) if f]
    is_counted = one.has_amounts or one.kind in _FIGURES
    _require(is_counted or not figures, "notice.figure_in_words", **values)
    has_unit = bool(one.unit) or one.kind in (Kind.MILESTONE, Kind.RATIO)
    _require(has_unit or not is_counted, "notice.unit", **values)
    for figure in figures:
        _require_figure(one, figure, values)


def _require_figure(one: Indicator, figure: Figure, values: dict[str, str]) -> None:
    ends = figure if isinstance(figure, tuple) else (figure, figure)
    most = AMOUNT_LIMIT * 10**one.decimals
    whole = all(isinstance(end, int) and not isinstance(end, bool) for end in ends)
    _require(whole and 0 <= ends[0] <= ends[1] <= most, "notice.figure", **values)
    is_part = not one.is_ratio or ends[1] <= one.target_ratio(ends[1]).whole
    _require(is_part, "notice.ratio_over", **values)
