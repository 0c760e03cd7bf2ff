"""Document wording of the monthly report: what stands in its columns and at its foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.monthly_report.results import RowKind, printed
from models.months import YEAR_GOAL
from models.notices.notice import Figure, Indicator, Kind
from models.task_list.figures import figures_in
from models.task_list.marks import month_words
from models.task_list.wording import NONE_TEXT, YEAR_MARK
from models.text import bare, date_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.monthly_report.report import Line, Report, Standing
    from models.monthly_report.results import Counts
    from models.task_list.contents import MonthPlan

NOTHING = "—"
HUNDRED = 100
# Words that fill a reason without giving one (seed of the rule: bureaus' complaints about
# “一套语言应付”); what is left after taking them out must still say something.
_EMPTY_PHRASES = (
    *("正在推进", "正在进行", "正在办理", "正在落实", "持续推进", "稳步推进", "有序推进", "推进中"),
    *("进行中", "办理中", "按计划进行", "核实无误", "情况属实", "同上月", "同上", "见上月", "见上"),
    *(
        "时间紧任务重",
        "时间紧",
        "任务重",
        "工作需要",
        "客观原因",
        "其他原因",
        "各种原因",
        "特殊原因",
    ),
    *(
        "因故未完成",
        "未按期完成",
        "未完成",
        "没有完成",
        "没完成",
        "暂无",
        "不详",
        "原因",
        "由于",
        "因为",
    ),
)
_LEAST_MEANING = 4  # characters


def says_nothing(reason: str) -> bool:
    """Whether a reason is made of empty phrases alone."""
    left = bare(reason)
    for phrase in _EMPTY_PHRASES:
        left = left.replace(phrase, "")
    return len(left) < _LEAST_MEANING


# -- columns -------------------------------------------------------------------------------------


def task_text(line: Line) -> str:
    """Return column 2: the task's own wording, with the month of an open item or a 补报."""
    title = line.task.title
    if line.row.kind is RowKind.OPEN_ITEM:
        return f"{title}（{line.row.origin_month}月未完成项）"
    if line.row.kind is RowKind.LATE:
        return f"{title}（补报{line.row.origin_month}月）"
    return title


def _plan_text(plan: MonthPlan, indicators: tuple[Indicator, ...]) -> str:
    said = figures_in(plan.goal, indicators)
    amounts = [
        f"{indicator.name}{amount}{indicator.unit}"
        for indicator in indicators
        if (amount := plan.amounts.get(indicator.key)) not in (None, said.get(indicator.key))
    ]
    own = "，".join(filter(None, (plan.goal.rstrip("；;，,。 \n"), *amounts)))
    return "\n".join(filter(None, (*(f"{s.words}：{s.goal}" for s in plan.spans), own)))


def goal_text(line: Line) -> str:
    """Return column 3: the month's goal from the plan in force; a changed one beside the old."""
    if line.row.kind is RowKind.LATE:
        return NOTHING
    indicators = line.task.indicators
    text = _plan_text(line.goal, indicators)
    if line.row.kind is RowKind.OPEN_ITEM and line.missing:
        rest = _plan_text(replace(line.goal, amounts={}), indicators).rstrip("；;，,。 \n")
        return "，".join(filter(None, (rest, missing_text(line, "还差"))))
    if line.was is not None:
        return f"原计划：{_plan_text(line.was, indicators)}\n调整后：{text or NONE_TEXT}"
    if text:
        return text
    year_goal = line.entry.month(YEAR_GOAL).goal
    if not year_goal or line.goal.none:
        return NONE_TEXT
    return year_goal if month_words(year_goal) else f"{YEAR_MARK}：{year_goal}"


def missing_text(line: Line, word: str) -> str:
    """Return what the figures of a row lack: ``职业技能鉴定还差45人``."""
    return "，".join(
        f"{indicator.name}{word}{line.missing[indicator.key]}{indicator.unit}"
        for indicator in line.task.indicators
        if indicator.key in line.missing
    )


def gap_text(line: Line) -> str:
    """Return what 差多少 may say by the figures, empty where they lack nothing."""
    word = "还差" if line.row.kind is RowKind.OPEN_ITEM else "差"
    return missing_text(replace(line, missing=still_lacking(line)), word)


def still_lacking(line: Line) -> dict[str, int]:
    """Return by indicator what a row lacks after all that this month did of it."""
    if line.row.kind is not RowKind.OPEN_ITEM:
        return dict(line.missing)
    rest = {key: most - line.row.amounts.get(key, 0) for key, most in line.to_make_good.items()}
    return {key: amount for key, amount in rest.items() if amount > 0}


def amounts_text(line: Line) -> str:
    """Return this row's figures as words: ``职业技能鉴定64人``, a negative one as 更正.

    A figure that the clerk's own text gives is not said again.
    """
    parts = []
    said = figures_in(line.row.progress, line.task.indicators)
    for indicator in line.task.indicators:
        amount = line.row.amounts.get(indicator.key)
        if amount is not None and said.get(indicator.key) != amount:
            words = f"{indicator.name}{abs(amount)}{indicator.unit}"
            parts.append(f"核减{words}" if amount < 0 else words)
    return "，".join(parts)


def progress_text(line: Line) -> str:
    """Return column 4: what was done, then this month's figures."""
    amounts = amounts_text(line)
    word = "补报" if line.row.kind is RowKind.LATE else "本月"
    figures = f"{word}{amounts}。" if amounts else ""
    return "\n".join(filter(None, (line.row.progress, figures))) or _silent(line)


def _silent(line: Line) -> str:
    return NOTHING if line.result is not None and not line.has_plan else ""


def cumulative_text(
    line: Line, standings: Mapping[str, Standing], share: Callable[[Indicator], Figure | None]
) -> str:
    """Return column 5: ``180/600人 30%`` for each indicator that has figures, blank without."""
    if line.row.kind is not RowKind.GOAL:
        return ""
    shown = [i for i in line.task.indicators if i.has_amounts and _counts(i, standings, share)]
    texts = {i.short: _standing_text(i, standings[i.key], share(i)) for i in shown}
    # A percentage says of what; so does each of several.
    return "\n".join(
        f"{short} {text}" if len(texts) > 1 or "%" in text else text
        for short, text in texts.items()
    )


def _counts(
    indicator: Indicator,
    standings: Mapping[str, Standing],
    share: Callable[[Indicator], Figure | None],
) -> bool:
    standing = standings[indicator.key]
    figures = (standing.cumulative, standing.now, standing.planned_year, share(indicator))
    return any(bool(figure) for figure in figures)


def _standing_text(indicator: Indicator, standing: Standing, share: Figure | None) -> str:
    done, unit = standing.cumulative, indicator.unit
    if share is None:
        return f"{done}{unit}"
    if isinstance(share, tuple):
        low, high = share
        return f"{done}/{low}—{high}{unit}"
    per_cent = f" {per_cent_text(done, share)}" if share and done >= 0 else ""
    small = indicator.kind is Kind.SCOPE or share < 10  # noqa: PLR2004  (a per cent of few says nothing)
    return f"{done}/{share}{unit}" + ("" if small else per_cent)


def per_cent_text(done: int, of: int) -> str:
    """Return a percentage, half rounded up: whole, under ten to one decimal; 99.8, not 100."""
    tenths = (2 * 1000 * done + of) // (2 * of)
    whole = (2 * HUNDRED * done + of) // (2 * of)
    if whole >= HUNDRED > HUNDRED * done / of:  # not all of it is done
        return f"{min(tenths, 999) / 10}%"
    return f"{whole}%" if tenths >= HUNDRED or tenths % 10 == 0 else f"{tenths / 10}%"


def on_time_text(line: Line) -> str:
    """Return column 6: 是, 否, 未到期 and the others."""
    return printed(line.row.kind, line.result)


def reason_text(line: Line) -> str:
    """Return column 7: gap and reason with its category; — where nothing has to be explained."""
    row = line.row
    parts = []
    if row.gap:
        parts.append(f"差距：{_closed(row.gap)}")
    if row.reason:
        category = f"（{row.category}）" if row.category else ""
        parts.append(f"原因{category}：{_closed(row.reason)}" if row.gap else _closed(row.reason))
    return "\n".join(parts) or _dash(line)


def next_steps_text(line: Line) -> str:
    """Return column 8: the remedy with the day it is expected by and who sees to it."""
    row = line.row
    promise = []
    if row.expected_on is not None:
        promise.append(f"{date_text(row.expected_on)}前补上")
    if row.person and (row.remedy or row.expected_on):
        promise.append(f"责任人{row.person}")
    words = f"（{'，'.join(promise)}）" if promise else ""
    return f"{_closed(row.remedy) if row.remedy else ''}{words}" or _dash(line)


def owner_text(line: Line) -> str:
    """Return column 9: office and person of the plan, on two lines."""
    return "\n".join(filter(None, (line.entry.office, line.entry.person)))


def _dash(line: Line) -> str:
    return "" if line.result is None or line.row.is_shortfall else NOTHING


def _closed(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "；", "…")) else f"{text}。"


# -- head and foot -------------------------------------------------------------------------------


def report_title(year: int, month: int) -> str:
    """Return the title of a month's report."""
    return f"{year}年{month}月职业教育工作任务完成情况"


def as_of_text(report: Report) -> str:
    """Return the line that says up to which day the figures go."""
    return f"截至{date_text(report.as_of)}" if report.as_of else ""


def counts_text(counts: Counts) -> str:
    """Return the line at the foot."""
    return f"本月应完成{counts.due}项，按期完成{counts.done}项，未按期完成{counts.missed}项。"
