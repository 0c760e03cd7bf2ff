"""汇总.xlsx: what was reckoned as tables, every file with its verdict, and the rules on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from forms.render.tables_xlsx import PlainTable, render
from models.bureau.facts import LIST, REPORT
from models.bureau.figures import rate
from models.bureau.received import BEIJING
from models.bureau.reckoning import Tally, added, by_task, rows_of
from models.text import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.bureau.expected import Key
    from ui.use_cases.bureau.collecting import Collected

NAME = "汇总.xlsx"
RULES = (
    "bureau.rule_roster",
    "bureau.rule_received",
    "bureau.rule_version",
    "bureau.rule_cells",
    "bureau.rule_missing",
    "bureau.rule_rate",
    "bureau.rule_items",
    "bureau.rule_figures",
    "bureau.rule_paper",
)


Row = tuple[str | int | None, ...]


def workbook(found: Collected) -> bytes:
    """Return the workbook; equal results, equal bytes."""
    made = (_standings, _completion, _tasks, _figures, _open_items, _files, _rules)
    return render([table(found) for table in made], f"{found.county.notice.name}汇总")


def _title(found: Collected, what: str) -> str:
    return f"{found.county.notice.name}　{what}"


def _note(found: Collected) -> str:
    return resources.sentence("bureau.as_of", day=date_text(found.reckoned.as_of))


def _schools(found: Collected) -> list[str]:
    return [member.name for member in found.county.members]


def _months(keys: Sequence[Key]) -> list[int]:
    return sorted({key.month for key in keys if key.month is not None})


def _standings(found: Collected) -> PlainTable:
    """Schools × duties, as words."""
    standings = found.reckoned.standings
    duties: list[tuple[str, int | None]] = [(LIST, None)]
    duties += [(REPORT, month) for month in _months(list(standings))]
    rows = []
    for school in _schools(found):
        own = {(k.form, k.month): one for k, one in standings.items() if k.school == school}
        words = [resources.word("standing", own[one].value) if one in own else "" for one in duties]
        rows.append((school, *words))
    headings = ("学校", *("任务清单" if month is None else f"{month}月" for _, month in duties))
    title = _title(found, "报送情况")
    return PlainTable(
        "报送情况", title, headings, tuple(rows), (30, *[12] * len(duties)), _note(found)
    )


def _completion(found: Collected) -> PlainTable:
    """Schools × months: 应完成, 按期完成, 未按期完成."""
    completion = found.reckoned.completion
    months = _months(list(completion))
    rows: list[Row] = []
    for school in _schools(found):
        own = {key.month: tally for key, tally in completion.items() if key.school == school}
        total = added(own.values())
        per_month = [_tally_text(own.get(month)) for month in months]
        rows.append((school, *per_month, *total, _per_cent(total)))
    whole = found.reckoned.all_completion
    rows.append(("合计", *[""] * len(months), *whole, _per_cent(whole)))
    headings = ("学校", *(f"{month}月" for month in months), "应完成", "按期", "未按期", "按期率")
    title, note = _title(found, "完成情况"), resources.sentence("bureau.tally")
    widths = (30, *[12] * len(months), 9, 9, 9, 10)
    return PlainTable("完成情况", title, headings, tuple(rows), widths, note)


def _tally_text(tally: Tally | None) -> str:
    return "" if tally is None else "／".join(map(str, tally))


def _per_cent(tally: Tally) -> str:
    found = rate(tally.on_time, tally.due)
    return "—" if found is None else f"{found}%"


def _tasks(found: Collected) -> PlainTable:
    """Tasks × schools."""
    own = {
        school: by_task(
            row
            for key, one in found.judgement.counted.items()
            if key.school == school
            for row in rows_of(one)
        )
        for school in _schools(found)
    }
    rows: list[Row] = []
    for task in found.county.notice.tasks:
        cells = [_tally_text(own[school].get(task.number)) for school in own]
        total = found.reckoned.by_task.get(task.number, Tally())
        rows.append((f"{task.number}　{task.title}", *cells, *total, _per_cent(total)))
    headings = ("任务", *own, "应完成", "按期", "未按期", "按期率")
    title, note = _title(found, "各项任务"), resources.sentence("bureau.tally")
    widths = (36, *[14] * len(own), 9, 9, 9, 10)
    return PlainTable("各项任务", title, headings, tuple(rows), widths, note)


def _figures(found: Collected) -> PlainTable:
    rows = []
    for task in found.county.notice.tasks:
        for indicator in task.indicators:
            total = found.reckoned.totals.get(indicator.key)
            if total is not None:
                missing = "、".join(f"{school}{month}月" for school, month in total.missing)
                per_cent = "" if total.rate is None else f"{total.rate}%"
                unit = indicator.unit
                rows.append(
                    (task.number, indicator.name, total.total, total.of, unit, per_cent, missing)
                )
    headings = (
        "任务",
        "指标",
        "各校累计合计",
        "全县任务数（比率为总数）",
        "单位",
        "比率",
        "缺哪些报告",
    )
    title, note = _title(found, "指标"), resources.sentence("bureau.figures")
    widths = (8, 34, 14, 24, 8, 10, 60)
    return PlainTable("指标", title, headings, tuple(rows), widths, note)


def _open_items(found: Collected) -> PlainTable:
    as_of = found.reckoned.as_of
    titles = {task.number: task.title for task in found.county.notice.tasks}
    rows = [
        (
            item.school,
            f"{item.task}　{titles.get(item.task, '')}",
            f"{item.origin}月",
            "" if item.promised is None else date_text(item.promised),
            "已逾期" if item.promised is not None and item.promised < as_of else "",
        )
        for item in found.reckoned.open_items
    ]
    headings = ("学校", "任务", "哪月未完成", "预计补上", "逾期")
    title = _title(found, "未完事项")
    return PlainTable("未完事项", title, headings, tuple(rows), (30, 40, 12, 16, 10), _note(found))


def _files(found: Collected) -> PlainTable:
    rows = []
    for one in found.judgement.files:
        facts, key = one.facts, one.key
        school = key.school if key is not None else "" if facts is None else facts.school
        month = "" if key is None or key.month is None else f"{key.month}月"
        received = (
            ""
            if one.received is None
            else one.received.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
        )
        verdict = resources.word("verdict", one.verdict.value)
        said = "" if one.said is None else one.said.text
        code = "" if facts is None else facts.code
        version = "" if facts is None else ".".join(map(str, facts.version))
        rows.append((one.file or "（纸质）", school, month, version, received, verdict, said, code))
    headings = ("文件", "学校", "月份", "版本", "收到", "结论", "说明", "校验码")
    title = _title(found, "文件")
    widths = (52, 26, 8, 8, 18, 12, 60, 20)
    return PlainTable("文件", title, headings, tuple(rows), widths, _note(found))


def _rules(found: Collected) -> PlainTable:
    """The rules on a page, with the questions that the proposal answered."""
    rows: list[Row] = list(enumerate(_rule_texts(found), start=1))
    rows += [("问", said.text) for said in found.judgement.questions]
    title = _title(found, "口径")
    return PlainTable("口径", title, ("序号", "怎么算的"), tuple(rows), (8, 110), _note(found))


def _rule_texts(found: Collected) -> Iterator[str]:
    rest_days = resources.word("rest_days", found.county.rule.value)
    yield resources.sentence("bureau.rule_rest_days", rule=rest_days)
    yield from map(resources.sentence, RULES)
