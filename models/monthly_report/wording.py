"""Document wording of the monthly report: what stands in its columns and at its foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import resources
from models.monthly_report.results import RowKind, printed
from models.months import MONTHS, YEAR_GOAL
from models.notices.indicator import Figure, Indicator, Kind
from models.task_list.words.figures import figures_in, says_ratio
from models.task_list.words.marks import month_words
from models.task_list.words.wording import NONE_TEXT, YEAR_MARK
from models.text import bare, date_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.monthly_report.report import Line, Report
    from models.monthly_report.standings import RatioStanding, Standing
    from models.notices.notice import Notice
    from models.task_list.contents import MonthPlan

NOTHING = "—"
HUNDRED = 100
QUARTER = 3  # months
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
    amounts = (_planned_text(plan, one, said.get(one.key)) for one in indicators)
    own = "，".join(filter(None, (plan.goal.rstrip("；;，,。 \n"), *amounts)))
    return "\n".join(filter(None, (*(f"{s.words}：{s.goal}" for s in plan.spans), own)))


def _planned_text(plan: MonthPlan, indicator: Indicator, said: int | None) -> str:
    """Return what a plan says of an indicator; not what its words say already."""
    key = indicator.key
    if key in plan.ratios:
        return f"{indicator.name}{indicator.ratio_text(plan.ratios[key])}"
    amount = plan.amounts.get(key)
    if amount in (None, said):
        return ""
    if plan.items.get(key):
        return f"{indicator.name}：{'、'.join(plan.items[key])}"
    return indicator.said(amount or 0)


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
        return (
            f"原计划：{_plan_text(line.was, indicators)}\n调整后：{text or none_text(line.months)}"
        )
    if text:
        return text
    year_goal = line.entry.month(YEAR_GOAL).goal
    if not year_goal or line.goal.none:
        return none_text(line.months)
    return year_goal if month_words(year_goal) else f"{YEAR_MARK}：{year_goal}"


def missing_text(line: Line, word: str) -> str:
    """Return what the figures of a row lack: ``职业技能鉴定还差45人``."""
    return "，".join(
        indicator.lacking_text(line.missing[indicator.key], word)
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
        ratio = line.row.ratios.get(indicator.key)
        if ratio is not None:
            words = f"{indicator.name}{indicator.ratio_text(ratio)}"
            parts += [] if says_ratio(line.row.progress, ratio) else [words]
        elif line.done_items.get(indicator.key):
            parts.append(f"{indicator.name}完成{_done_names(line, indicator)}")
        elif amount is not None and said.get(indicator.key) != amount and _says(line, indicator):
            is_less = amount < 0 and indicator.kind is not Kind.MILESTONE
            words = indicator.said(abs(amount) if is_less else amount)
            parts.append(f"核减{words}" if is_less else words)
    return "，".join(parts)


def _says(line: Line, indicator: Indicator) -> bool:
    """Whether a figure says anything: none of what nobody planned does not, 无事故 does."""
    is_asked = line.goal.amounts.get(indicator.key) or indicator.kind is Kind.NIL
    return bool(line.row.amounts.get(indicator.key) or is_asked or not line.row.progress)


def _done_names(line: Line, indicator: Indicator) -> str:
    """Return the names of the items that were done in this report, with their number."""
    done = line.done_items[indicator.key]
    names = [item.name for item in line.items[indicator.key] if item.serial in done]
    return f"{indicator.amount_text(len(names))}（{'、'.join(names)}）"


def progress_text(line: Line) -> str:
    """Return column 4: what was done, then this report's figures."""
    amounts = amounts_text(line)
    word = "补报" if line.row.kind is RowKind.LATE else period_word(line.months)
    figures = f"{word}{amounts}。" if amounts else ""
    return "\n".join(filter(None, (line.row.progress, figures))) or _silent(line)


def _silent(line: Line) -> str:
    return NOTHING if line.result is not None and not line.has_plan else ""


def cumulative_text(line: Line, report: Report, share: Callable[[Indicator], Figure | None]) -> str:
    """Return column 5: ``180/600人 30%`` for each indicator that has figures, blank without."""
    if line.row.kind is not RowKind.GOAL:
        return ""
    texts: dict[str, str] = {}
    for indicator in line.task.indicators:
        text = _so_far_text(indicator, report, share(indicator))
        if text:
            texts[indicator.short] = text
    # A percentage says of what; so does each of several.
    return "\n".join(
        f"{short} {text}" if len(texts) > 1 or "%" in text or not text[0].isdecimal() else text
        for short, text in texts.items()
    )


def _so_far_text(indicator: Indicator, report: Report, share: Figure | None) -> str:
    """Return how an indicator stands, empty where nothing is planned, asked or told of it."""
    if indicator.is_ratio:
        return _ratio_so_far(indicator, report.ratios[indicator.key], share)
    if not indicator.has_amounts:
        return ""
    standing = report.standings[indicator.key]
    figures = (standing.cumulative, standing.now, standing.planned_year, share)
    is_told = indicator.kind is Kind.NIL and standing.now is not None
    return _standing_text(indicator, standing, share) if any(figures) or is_told else ""


def _ratio_so_far(indicator: Indicator, standing: RatioStanding, share: Figure | None) -> str:
    target = "" if share is None else f"（目标{indicator.demand_text(share)}）"
    if standing.newest is None:
        return target.strip("（）")
    return f"{indicator.ratio_text(standing.newest)}{target}"


def _standing_text(indicator: Indicator, standing: Standing, share: Figure | None) -> str:
    done, text = standing.cumulative, indicator.figure_text
    if indicator.kind in (Kind.MILESTONE, Kind.NIL) or share is None:
        return indicator.amount_text(done)
    if isinstance(share, tuple):
        low, high = share
        return f"{text(done)}/{text(low)}—{text(high)}{indicator.unit}"
    per_cent = f" {per_cent_text(done, share)}" if share and done >= 0 else ""
    is_few = share < 10 * 10**indicator.decimals  # a per cent of few says nothing
    small = indicator.kind is Kind.SCOPE or is_few
    return f"{text(done)}/{text(share)}{indicator.unit}" + ("" if small else per_cent)


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


def report_title(notice: Notice, month: int) -> str:
    """Return the title of the report of a month, or of the months that end with it."""
    when = f"{notice.year}年{period_name(notice.months_of(month))}"
    return f"{when}{notice.short_name}任务完成情况"


def period_name(months: range) -> str:
    """Return what a report's months are called: ``3月``, ``第一季度``, ``上半年``, ``1—5月``."""
    first, last = months[0], months[-1]
    if first == last:
        return f"{first}月"
    if len(months) == QUARTER and last % QUARTER == 0:
        return f"第{'一二三四'[last // QUARTER - 1]}季度"
    if len(months) == 2 * QUARTER and last % (2 * QUARTER) == 0:
        return "上半年" if first == 1 else "下半年"
    return "全年" if len(months) == len(MONTHS) else f"{first}—{last}月"


def period_word(months: range) -> str:
    """Return how a report speaks of its own months: ``本月``, ``本季度``, ``本期``."""
    if len(months) == 1:
        return "本月"
    name = period_name(months)
    return "本季度" if name.endswith("季度") else "本年" if name == "全年" else "本期"


def period_words(months: range) -> dict[str, str]:
    """Return what sentences about a report name: its ``period`` and the ``last`` one, 上季度."""
    period = period_word(months)
    return {"period": period, "last": period.replace("本", "上")}


def none_text(months: range) -> str:
    """Return the answer that nothing was planned: ``本月无安排``, ``本季度无安排``."""
    return NONE_TEXT if len(months) == 1 else f"{period_word(months)}无安排"


def as_of_text(report: Report) -> str:
    """Return the line that says up to which day the figures go."""
    return f"截至{date_text(report.as_of)}" if report.as_of else ""


def counts_text(report: Report) -> str:
    """Return the line at the foot."""
    counts, word = report.counts, period_word(report.months)
    values = {"due": counts.due, "done": counts.done, "missed": counts.missed}
    return resources.sentence("report.counts", period=word, **values)
