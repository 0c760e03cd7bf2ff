"""Document wording: how columns 3 and 4 are composed from the months, and read back from text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.months import MONTHS, YEAR_GOAL
from models.notices.indicator import Indicator, Kind
from models.task_list.contents import Span, in_order
from models.task_list.words import marks
from models.task_list.words.figures import figures_in, says_ratio
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.task_list.contents import Entry, MonthPlan

NONE_TEXT = "本月无安排"
YEAR_MARK = "全年"
_CLOSERS = "。！？；…!?;"


@value_class
class Goals:
    """What a text of column 3 says: goals by month (0: the whole year), goals of several months."""

    months: Mapping[int, str]
    spans: tuple[Span, ...]


@value_class
class _Item:
    """A text that holds from month ``first`` to ``last``, under the words ``mark``."""

    first: int
    last: int
    mark: str
    text: str


def amounts_phrase(entry: Entry, month: int, indicators: Iterable[Indicator]) -> str:
    """Return ``职业技能鉴定60人（累计120人）`` for the figures of a month, empty without any.

    A scope (围绕10项建设任务) is never added up: its amount is what is done by then, its items
    stand by their names. A figure that the goal itself gives is not said again.
    """
    indicators = tuple(indicators)
    plan = entry.month(month)
    said = figures_in(plan.goal, indicators)
    parts = (
        _figure_phrase(entry, month, one) for one in indicators if not _is_said(one, plan, said)
    )
    return "，".join(filter(None, parts))


def _is_said(indicator: Indicator, plan: MonthPlan, said: Mapping[str, int]) -> bool:
    amount = plan.amounts.get(indicator.key)
    return amount is not None and said.get(indicator.key) == amount


def _figure_phrase(entry: Entry, month: int, indicator: Indicator) -> str:
    plan, key = entry.month(month), indicator.key
    if key in plan.ratios:
        if says_ratio(plan.goal, plan.ratios[key]):
            return ""
        return f"{indicator.name}{indicator.ratio_text(plan.ratios[key])}"
    if key not in plan.amounts:
        return ""
    if plan.items.get(key):
        level = indicator.amount_text(plan.amounts[key])
        return f"{indicator.name}：{'、'.join(plan.items[key])}（共{level}）"
    so_far = indicator.amount_text(entry.planned_by(indicator, month))
    has_sum = indicator.adds_up and indicator.kind is not Kind.MILESTONE
    return indicator.said(plan.amounts[key]) + (f"（累计{so_far}）" if has_sum else "")


def _merged(texts: Mapping[int, str], alone: set[int]) -> list[_Item]:
    """Join equal neighbouring months; months in ``alone`` (with amounts) stay by themselves."""
    items: list[_Item] = []
    for month in MONTHS:
        text = texts.get(month, "")
        if not text:
            continue
        before = items[-1] if items else None
        if (
            before
            and before.text == text
            and before.last == month - 1
            and not {month, before.last} & alone
        ):
            items[-1] = _Item(before.first, month, f"{before.first}—{month}月", text)
        else:
            items.append(_Item(month, month, f"{month}月", text))
    return items


def _closed(items: list[str]) -> str:
    """Close each item with ；and the last with 。 unless its own text closes it."""
    closed = []
    for index, text in enumerate(items):
        body = text.rstrip("；; \n")
        end = "" if body.endswith(tuple(_CLOSERS)) else "。" if index == len(items) - 1 else "；"
        closed.append(body + end)
    return "\n".join(closed)


def _goal_lines(
    entry: Entry, texts: Mapping[int, str], alone: set[int], list_year: int
) -> list[str]:
    """Return months and spans in the order of time, and the year's goal where it belongs.

    Last as 全年：…; where it names months itself, first and without a mark (which would be wrong).
    """
    items = [_Item(span.first, span.last, span.words, span.goal) for span in entry.spans]
    items += _merged(texts, alone)
    items.sort(key=lambda item: (item.first, -item.last))
    lines = [f"{item.mark}：{item.text}" for item in items]
    year = entry.month(YEAR_GOAL).goal
    if not year:
        return lines
    if marks.month_words(year):  # asked first: most year's goals name none
        is_read_back = all(piece.mark is None for piece in marks.pieces(year, list_year))
        if is_read_back:
            return [year, *lines]
    return [*lines, f"{YEAR_MARK}：{year}"]


def compose_goals(entry: Entry, indicators: Iterable[Indicator], year: int) -> str:
    """Return column 3 of a year's list as printed: in the order of time, one item a line."""
    indicators = tuple(indicators)
    phrases = {m: amounts_phrase(entry, m, indicators) for m in MONTHS}
    texts = {
        m: "，".join(filter(None, (entry.month(m).goal.rstrip("；;，,。 \n"), phrases[m])))
        if phrases[m]
        else entry.month(m).goal
        for m in MONTHS
    }
    return _closed(_goal_lines(entry, texts, {m for m in MONTHS if phrases[m]}, year))


def goals_text(entry: Entry, year: int) -> str:
    """Return column 3 for editing: the goals alone; the amounts are edited beside the sheet."""
    goals = {m: entry.month(m).goal for m in MONTHS}
    alone = {m for m in MONTHS if entry.month(m).amounts or entry.month(m).ratios}
    return "\n".join(_goal_lines(entry, goals, alone, year))


def compose_measures(entry: Entry) -> str:
    """Return column 4 as printed: the general measures, then those given by month."""
    items = _merged({m: entry.month(m).measure for m in MONTHS}, set())
    if not items:
        return entry.measures
    by_month = _closed([f"{item.mark}：{item.text}" for item in items])
    return "\n".join(filter(None, (entry.measures, by_month)))


def measures_text(entry: Entry) -> str:
    """Return column 4 for editing."""
    items = _merged({m: entry.month(m).measure for m in MONTHS}, set())
    return "\n".join(filter(None, (entry.measures, *(f"{i.mark}：{i.text}" for i in items))))


def parse_goals(text: str, year: int, phrases: Mapping[int, str] | None = None) -> Goals:
    """Read ``3月：…；7—8月：…；一季度：…`` into goals; whatever has no month is the year's.

    Nothing is refused: ``13月：`` is prose. ``phrases`` (month → its amounts phrase) are taken off
    the ends again, so that text copied from a printed list does not say its figures twice.
    """
    months: dict[int, list[str]] = {}
    spans: dict[tuple[int, int, str], list[str]] = {}
    for piece in marks.pieces(text, year):
        mark = piece.mark or marks.Mark()
        if mark.words and piece.text:
            spans.setdefault((mark.months[0], mark.months[-1], mark.words), []).append(piece.text)
            continue
        for month in mark.months or (YEAR_GOAL,):
            own = _without(piece.text, (phrases or {}).get(month, ""))
            if own:
                months.setdefault(month, []).append(mark.within + own)
    return Goals(
        {month: _joined(texts, year) for month, texts in months.items()},
        in_order(Span(*key, _joined(texts, year)) for key, texts in spans.items()),
    )


def _joined(texts: Sequence[str], year: int) -> str:
    """Return texts one below another; in brackets what would be a mark on a line of its own."""
    joined = texts[0]
    for text in texts[1:]:
        joined += f"（{text}）" if marks.begins_with_mark(text, year) else f"\n{text}"
    return joined


def parse_measures(text: str, year: int) -> dict[int, str]:
    """Read the measures of column 4 by month (0: those without one, spans with their words).

    A month needs its colon here: measures are prose, and a date may begin a sentence.
    """
    found: dict[int, list[str]] = {}
    for piece in marks.pieces(text, year, bare=False):
        mark = piece.mark or marks.Mark()
        words = f"{mark.words}：" if mark.words else mark.within
        for month in () if not piece.text else (YEAR_GOAL,) if mark.words else mark.months or (0,):
            found.setdefault(month, []).append(words + piece.text)
    return {month: _joined(texts, year) for month, texts in found.items()}


def _without(body: str, phrase: str) -> str:
    bare = body.rstrip("。")
    if phrase and bare.endswith(phrase):
        return bare.removesuffix(phrase).rstrip("，, ")
    return body
