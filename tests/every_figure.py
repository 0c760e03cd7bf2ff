"""A notice with every kind of figure under a quarterly duty: its plan, and what was done.

| | 一季度 | 二季度 | 三季度 | 四季度 |
|---|---|---|---|---|
| 双师型 (≥60%): planned | – | 40/75 | – | 45/75 |
| told | 38/75 = 50.6% | 39/75 = 52% | 43/75 = 57.3% | 45/75 = 60% |
| 设备 (12.50 万元): planned | 2.50 | 4.75 | 3.25 | 2.00 |
| done | 2.50 | 4.00 | 4.00 | 2.00 |
| cumulative | 2.50 = 20% | 6.50 = 52% | 10.50 = 84% | 12.50 = 100% |
| 建设任务 (ten items): to be done | 2 | 2 (level 4) | 3 (level 7) | 3 (level 10) |
| ticked | 2 | 1 | 4 | 3 |
| cumulative | 2/10 | 3/10 | 7/10 | 10/10 |
| 事故 | 0 | 0 | 0 | 1 |
| 示范校 (by 2022-06-30) | – | 完成 | – | – |
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.documents import document, lifecycle
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.monthly_report.sheet import ReportSheet
from models.notices import amounts
from models.notices.indicator import Due, Indicator, Kind, Ratio, Share
from models.notices.notice import Duty
from models.school import register
from models.task_list import edits as list_edits
from models.task_list import items as items_of
from models.task_list import plan
from models.task_list.contents import Item
from models.task_list.its_notice.opening import open_notice
from tests import any_notice
from tests.helpers import finalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.monthly_report.report import Line
    from models.storage.store import Store

SCHOOL = "县职教中心"
TEACHERS = Indicator(
    *("1.teachers", "“双师型”教师比例", "双师型", Kind.RATIO, "≥"), unit="人", total=60
)
MONEY = Indicator(
    *("1.equipment", "实训设备投入", "设备", Kind.MONEY, "≥"),
    unit="万元",
    decimals=2,
    share={SCHOOL: Share(1250)},
)
WORKS = Indicator(
    *("1.works", "高水平学校建设任务", "建设任务", Kind.SCOPE, "="),
    unit="项",
    share={SCHOOL: Share(10)},
)
ACCIDENTS = Indicator(*("1.accidents", "实习安全事故", "事故", Kind.NIL, "="), unit="起", total=0)
BUILT = Indicator(
    *("1.built", "建成示范校", "示范校", Kind.MILESTONE), due=Due("6月底前", date(2022, 6, 30))
)
KINDS = (TEACHERS, MONEY, WORKS, ACCIDENTS, BUILT)
ITEM_MONTHS = (1, 2, 4, 5, 7, 8, 9, 10, 11, 12)
PLANNED: Mapping[str, Mapping[int, str]] = {
    TEACHERS.key: {6: "40/75", 12: "45/75"},
    MONEY.key: {2: "1.25", 3: "1.25", 5: "4.75", 8: "3.25", 11: "2"},
    BUILT.key: {6: "完成"},
}
TOLD: Mapping[int, Mapping[str, str]] = {
    3: {TEACHERS.key: "38/75", MONEY.key: "2.50", ACCIDENTS.key: "0"},
    6: {TEACHERS.key: "39/75", MONEY.key: "4", ACCIDENTS.key: "0", BUILT.key: "完成"},
    9: {TEACHERS.key: "43/75人", MONEY.key: "4.00万元", ACCIDENTS.key: "0"},
    12: {TEACHERS.key: "45/75", MONEY.key: "2.00", ACCIDENTS.key: "1"},
}
TICKED = {3: (1, 2), 6: (3,), 9: (4, 5, 6, 7), 12: (8, 9, 10)}


NAMED = tuple(Item(n, f"第{n}项建设", month=m) for n, m in enumerate(ITEM_MONTHS, start=1))


def planned(store: Store, items: Sequence[Item] = NAMED) -> int:
    """Open the notice, plan its list and finalise it; return its number in the store."""
    duties = {"monthly_report": Duty(None, (3, 6, 9, 12), 20)}
    form = any_notice.form(any_notice.SIX)
    notice = any_notice.notice(form, 1, indicators=KINDS, duties=duties)
    version = open_notice(store, notice)
    school = {"name": "某县职教中心", "contact": "王丽", "phone": "0359-1234567"}
    changes = [register.school_change(key, text) for key, text in school.items()]
    changes.append(register.school_change("notice_school", SCHOOL))
    fields = ("measures", "office", "person")
    changes += [list_edits.entry_change(version.id, 1, field, "写明") for field in fields]
    changes += list_edits.month_changes(version.id, 1, 4, "公开招聘教师")
    known = {indicator.key: indicator for indicator in KINDS}
    for key, months in PLANNED.items():
        for month, text in months.items():
            amount = amounts.parse(known[key], text)
            if isinstance(amount, Ratio):
                changes += list_edits.ratio_changes(version.id, 1, month, key, amount)
            else:
                changes.append(list_edits.amount_change(version.id, 1, month, key, amount))
    changes += items_of.changes(version.id, WORKS.key, (), items)
    store.edit(changes)
    finalise(store, plan.newest(store, version.document.notice))
    return version.document.notice


def sheet_of(store: Store, under: int, month: int) -> ReportSheet:
    return document.as_kind(document.newest(store, kept.document(under, month)), ReportSheet)


def goal_line(sheet: ReportSheet) -> Line:
    return sheet.report.line((RowKind.GOAL, 1, sheet.month))


def tell(store: Store, under: int, month: int) -> ReportSheet:
    """Begin a quarter's report and enter what was done."""
    version = lifecycle.begin(store, kept.document(under, month))
    line = goal_line(sheet_of(store, under, month))
    known = {indicator.key: indicator for indicator in KINDS}
    changes = []
    for key, text in TOLD[month].items():
        amount = amounts.parse_increment(known[key], text)
        changes += report_edits.figure_changes(version.id, line, key, amount)
    items = {item.serial: item for item in line.items.get(WORKS.key, ())}
    for serial in TICKED[month] if items else ():
        changes += items_of.done_changes(version.id, WORKS.key, items[serial], month)
    changes += report_edits.row_change(version.id, line.row, "progress", f"第{month}月前的工作")
    store.edit(changes)
    return sheet_of(store, under, month)


def decide(store: Store, under: int, month: int) -> None:
    """Take the proposals, explain what falls short, strike off what was made good; 定稿."""
    sheet = sheet_of(store, under, month)
    short = {
        "gap": "设备差0.75万元，建设任务差1项",
        "category": "经费设备",
        "reason": f"第{month}月的设备到货晚，安装推迟",
        "remedy": "已催供货方，到货即装",
        "expected_on": "2022-12-25",
        "person": "王丽",
    }
    changes = []
    for line in sheet.report.lines:
        closed = line.row.kind is RowKind.OPEN_ITEM
        result = Result.CLOSED if closed else line.proposal
        changes += report_edits.decide_changes(sheet.version.id, line, result)
        if closed:
            changes += report_edits.row_change(sheet.version.id, line.row, "progress", "已全部补上")
        elif result in (Result.PARTIAL, Result.LATE):
            for field, text in short.items():
                changes += report_edits.row_change(sheet.version.id, line.row, field, text)
    store.edit(changes)
    finalise(store, sheet_of(store, under, month).version)
