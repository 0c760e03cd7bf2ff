"""Figures of every kind that are corrected, made good, put back, exchanged or told in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.documents import kinds
from forms.form import difference
from models.documents import document, history, lifecycle, revisions
from models.errors import Refusal
from models.json_reader import Node
from models.monthly_report import edits as report_edits
from models.monthly_report import kept
from models.monthly_report.results import Result, RowKind
from models.notices.indicator import Ratio
from models.task_list import edits as list_edits
from models.task_list import interchange, plan
from models.task_list import items as items_of
from models.task_list.contents import Item
from models.task_list.sheet import Sheet
from tests.every_figure import (
    BUILT,
    MONEY,
    NAMED,
    TEACHERS,
    WORKS,
    decide,
    goal_line,
    planned,
    sheet_of,
    tell,
)
from tests.helpers import deliver, finalise
from ui.use_cases.documents.history_words import Filter, History

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.monthly_report.report import Line
    from models.monthly_report.sheet import ReportSheet
    from models.storage.store import Store


@pytest.fixture
def under(store: Store) -> int:
    """The notice with its list planned and finalised."""
    return planned(store)


def list_of(store: Store, under: int) -> Sheet:
    return document.as_kind(document.newest(store, plan.document(under)), Sheet)


def after(store: Store, under: int, *months: int) -> ReportSheet:
    """Tell and finalise some quarters; return the report of the last, not finalised."""
    for month in months[:-1]:
        tell(store, under, month)
        decide(store, under, month)
    return tell(store, under, months[-1])


def adjusted(store: Store, under: int, month: int) -> Version:
    """Hand the list in and begin its 计划调整 from a month on."""
    version = list_of(store, under).version
    deliver(store, version, "stamped", "handed_in")
    draft = revisions.begin_adjustment(store, version, month)
    fields = {"reason": "改期", "asked_on": "2022-04-03", "leader": "刘志明"}
    store.edit([revisions.revision_change(draft.id, key, text) for key, text in fields.items()])
    return draft


def open_line(sheet: ReportSheet) -> Line:
    (line,) = (line for line in sheet.report.lines if line.row.kind is RowKind.OPEN_ITEM)
    return line


def codes(sheet: ReportSheet) -> set[str]:
    return {finding.code for finding in sheet.rule_findings()}


def test_a_ratio_put_back_in_the_history_is_both_numbers(store: Store, under: int) -> None:
    version = tell(store, under, 3).version.id
    for ratio in (Ratio(30, 60), Ratio(31, 62)):
        line = goal_line(sheet_of(store, under, 3))
        store.edit(report_edits.figure_changes(version, line, TEACHERS.key, ratio))
    entry = next(one for one in history.newest_first(store) if one.field == "amount")
    assert (entry.old, entry.new) == (30, 31)
    history.put_back(store, entry)
    assert goal_line(sheet_of(store, under, 3)).row.ratios[TEACHERS.key] == Ratio(30, 60)


def test_the_history_names_items_and_writes_money_with_its_decimals(
    store: Store, under: int
) -> None:
    tell(store, under, 3)
    lines = History(store).lines(Filter())
    told = {line.place: line.new for line in lines}
    assert any("建设任务 第2个分项" in place for place in told)
    assert any(place.endswith(MONEY.name) and new == "2.50" for place, new in told.items())
    of_task = History(store).lines(Filter(task=1))
    assert any("个分项" in line.place for line in of_task)


def test_a_ratio_struck_off_must_reach_what_was_planned(store: Store, under: int) -> None:
    """52 % of 60 % in June; in September 57.3 % is still short of 40/75, then it is not."""
    sheet = after(store, under, 3, 6, 9)
    line = open_line(sheet)
    store.edit(report_edits.decide_changes(sheet.version.id, line, Result.CLOSED))
    assert "closing_ratio_low" not in codes(sheet_of(store, under, 9))
    low = goal_line(sheet_of(store, under, 9))
    store.edit(report_edits.figure_changes(sheet.version.id, low, TEACHERS.key, Ratio(39, 75)))
    assert "closing_ratio_low" in codes(sheet_of(store, under, 9))
    low = goal_line(sheet_of(store, under, 9))
    store.edit(report_edits.figure_changes(sheet.version.id, low, TEACHERS.key, None))
    assert "closing_ratio_missing" in codes(sheet_of(store, under, 9))


def test_a_counted_scope_is_struck_off_without_a_typed_figure(store: Store, under: int) -> None:
    sheet = after(store, under, 3, 6, 9)
    line = open_line(sheet)
    assert WORKS.key in line.missing
    assert WORKS.key not in line.to_make_good
    store.edit(report_edits.decide_changes(sheet.version.id, line, Result.CLOSED))
    found = sheet_of(store, under, 9).rule_findings()
    assert WORKS.key not in {
        f.place.indicator for f in found if f.code.startswith("closing_amount")
    }


@pytest.mark.parametrize(
    ("gap", "is_told"), [("设备差0.75万元", False), ("设备差0.7万元", True), ("设备差75万元", True)]
)
def test_a_gap_of_money_is_read_to_its_decimals(
    store: Store, under: int, gap: str, *, is_told: bool
) -> None:
    sheet = after(store, under, 3, 6)
    line = goal_line(sheet)
    changes = report_edits.decide_changes(sheet.version.id, line, Result.PARTIAL)
    store.edit([*changes, *report_edits.row_change(sheet.version.id, line.row, "gap", gap)])
    assert ("gap_differs" in codes(sheet_of(store, under, 6))) is is_told


def test_a_milestone_reached_may_be_taken_back(store: Store, under: int) -> None:
    sheet = after(store, under, 3, 6, 9)
    line = goal_line(sheet)
    store.edit(report_edits.figure_changes(sheet.version.id, line, BUILT.key, -1))
    row = kinds.of(kept.MONTHLY_REPORT).fill(sheet_of(store, under, 9)).rows[0]
    assert "示范校 未完成" in row["cumulative"]
    assert "核减" not in row["progress"]


def test_what_was_typed_before_the_items_were_named_stays_told(store: Store) -> None:
    """A scope of typed figures gets names in spring: what the first quarter told is kept."""
    under = planned(store, items=())
    told = tell(store, under, 3)
    line = goal_line(told)
    store.edit(report_edits.figure_changes(told.version.id, line, WORKS.key, 2))
    decide(store, under, 3)
    draft = adjusted(store, under, 4)
    store.edit(items_of.changes(draft.id, WORKS.key, (), NAMED))
    finalise(store, draft)
    sheet = sheet_of(store, under, lifecycle.begin(store, kept.document(under, 6)).document.serial)
    assert sheet.report.standings[WORKS.key].before == 2


def test_an_item_that_is_done_keeps_its_name(store: Store, under: int) -> None:
    tell(store, under, 3)
    items = list_of(store, under).contents.items[WORKS.key]
    with pytest.raises(Refusal, match=r"sheet.item_done"):
        items_of.require_not_done(store, under, WORKS.key, items[0])
    items_of.require_not_done(store, under, WORKS.key, items[2])  # not ticked yet


def test_items_come_back_from_a_file_as_the_same_items(store: Store, under: int) -> None:
    """One was removed: the others keep the numbers that the reports tick."""
    sheet = list_of(store, under)
    kept_items = tuple(item for item in sheet.contents.items[WORKS.key] if item.serial != 2)
    contents = replace(sheet.contents, items={WORKS.key: kept_items})
    dumped = interchange.dump_list(contents, sheet.notice, ())
    read = interchange.read_list(Node(dumped), sheet.notice, 2)
    assert read.items == contents.items


def test_items_without_a_month_leave_the_typed_level(store: Store, under: int) -> None:
    draft = adjusted(store, under, 4)
    named = list_of(store, under).contents.items[WORKS.key]
    unplanned = [Item(item.serial, item.name) for item in named]
    store.edit(items_of.changes(draft.id, WORKS.key, named, unplanned))
    store.edit([list_edits.amount_change(draft.id, 1, 6, WORKS.key, 4)])
    sheet = list_of(store, under)
    assert sheet.contents.entries[0].months[6].amounts[WORKS.key] == 4


def test_an_adjustment_may_begin_inside_the_first_quarter(store: Store, under: int) -> None:
    assert adjusted(store, under, 2).effective_month == 2


def test_equal_tasks_of_two_sections_are_told_apart(store: Store, under: int) -> None:
    form = kinds.of(plan.TASK_LIST).fill(list_of(store, under))
    row = dict(form.rows[0])
    before = replace(form, rows=(row, {**row, "measures": "第二类的举措"}))
    now = replace(form, rows=(row, {**row, "measures": "改过的举措"}))
    (told,) = difference.differences(before, now)
    assert (told.before, told.after) == ("第二类的举措", "改过的举措")
    marked = difference.mark_changed(now, [told])
    assert [one["number"] for one in marked.rows] == ["1", "△1"]


@pytest.mark.parametrize(
    ("progress", "times"), [("双师型比例达到39/75人", 1), ("双师型比例达到", 1), ("达到139/75", 1)]
)
def test_a_ratio_that_the_words_give_is_not_said_again(
    store: Store, under: int, progress: str, times: int
) -> None:
    sheet = after(store, under, 3, 6)
    line = goal_line(sheet)
    store.edit(report_edits.row_change(sheet.version.id, line.row, "progress", progress))
    row = kinds.of(kept.MONTHLY_REPORT).fill(sheet_of(store, under, 6)).rows[0]
    assert row["progress"].replace("139/75", "").count("39/75") == times
