"""A 补充通知 after the stamp: the paper that was stamped stays, the next one says what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.documents import document, lifecycle, revision_record, revisions
from models.monthly_report import kept
from models.notice_text.begun.edited import edited
from models.notice_text.begun.shown import proposal_of
from models.notice_text.begun.supplement import offers, taken
from models.notice_text.reading import read
from models.school import notices_kept
from models.task_list import edits, plan
from models.task_list.its_notice import changing
from models.task_list.its_notice.changing import Basis
from tests.helpers import NOTICE, deliver, finalise, finalise_month, list_of, report_of
from tests.models.notice_text.begun.test_supplement import LETTER
from ui.use_cases.documents import files_of
from ui.use_cases.documents.composing import compose
from ui.use_cases.documents.history_words import Filter, History

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.storage.store import Change, Store


@pytest.fixture
def changed(filled: Store, final_list: Version, sample_reports) -> Version:
    """The list is stamped and March reported; then what the letter says goes in, from May on."""
    deliver(filled, final_list)
    deliver(filled, finalise_month(filled, sample_reports[3]))
    before = notices_kept.notice(filled, NOTICE)
    begun, letter = proposal_of(before), read(LETTER)
    chosen = [o for o in offers(before, begun, letter) if o.part != "task" or o.new]
    found = taken(begun, letter, chosen)
    after = edited(before, found, *changing.next_names(filled, NOTICE))
    return changing.change(filled, NOTICE, after, Basis(5, found.basis))


def files(store: Store, version: Version) -> tuple[bytes, bytes]:
    sheet = document.load(store, version)
    return files_of.pdf_bytes(store, sheet), files_of.xlsx_bytes(store, sheet)


def test_what_was_stamped_is_printed_again_as_it_was(
    filled: Store, final_list: Version, sample_reports
) -> None:
    deliver(filled, final_list)
    march = finalise_month(filled, sample_reports[3])
    deliver(filled, march)
    stamped = [files(filled, version) for version in (final_list, march)]
    before = notices_kept.notice(filled, NOTICE)
    titles = tuple(replace(task, title=f"改过的{task.title}") for task in before.tasks)
    changing.change(filled, NOTICE, replace(before, tasks=titles), Basis(5, ""))
    assert [files(filled, version) for version in (final_list, march)] == stamped


def test_the_next_one_says_what_changed_and_why(filled: Store, changed: Version) -> None:
    new = list_of(filled).notice.tasks[-1]
    filled.edit(
        [
            revisions.revision_change(changed.id, "reason", "县局下达补充通知"),
            edits.entry_change(changed.id, new.id, "measures", "办职业教育宣传月"),
        ]
    )
    note = compose(list_of(filled)).note
    assert note is not None
    figure = ("县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥700人")
    why = "县局下达补充通知"
    assert [tuple(row.values()) for row in note.rows] == [
        ("10", "职业教育宣传月", "整行", "（无）", "办职业教育宣传月", why),
        ("5", "全力提升技能水平", "年度任务数", *figure, why),
    ]
    assert "阳教职函字〔2023〕11号" in revision_record.revision(filled, changed.id).basis


def test_a_report_begun_after_it_has_the_new_task(filled: Store, changed: Version) -> None:
    assert changed.effective_month == 5
    assert len(report_of(filled, 3).notice.tasks) == 9
    assert len(list_of(filled).notice.tasks) == 10


def test_the_history_names_each_change(filled: Store, changed: Version) -> None:
    lines = {(line.place, line.old, line.new) for line in History(filled).lines(Filter())}
    assert ("通知 · 第10项 · 任务", "（空）", "10　职业教育宣传月") in {
        (place, old or "（空）", new) for place, old, new in lines
    }
    figure = ("县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥700人")
    assert ("通知 · 第5项 · 数量", *figure) in lines


def test_given_up_nothing_of_it_is_left(filled: Store, changed: Version) -> None:
    revisions.discard(filled, changed)
    assert len(list_of(filled).notice.tasks) == 9
    assert plan.newest(filled, NOTICE).number == "1.0"


def test_finalised_it_holds_from_its_month_on(filled: Store, changed: Version) -> None:
    """April was planned under the old notice, May is under the new one."""
    new = list_of(filled).notice.tasks[-1]
    filled.edit([*_record(changed), *_row(changed, new.id)])
    finalise(filled, changed)
    assert list_of(filled).version.state.value == "final"
    for month, count in ((3, 9), (4, 9)):
        if month > 3:
            lifecycle.begin(filled, kept.document(NOTICE, month))
        assert len(report_of(filled, month).notice.tasks) == count
    in_force = plan.in_force(filled, NOTICE, 5)
    assert in_force is not None
    assert in_force.id == changed.id


def _record(version: Version) -> list[Change]:
    fields = {"reason": "县局下达补充通知", "asked_on": "2023-04-20", "leader": "刘志明"}
    return [revisions.revision_change(version.id, *pair) for pair in fields.items()]


def _row(version: Version, task: int) -> list[Change]:
    fields = {"measures": "办职业教育宣传月", "office": "办公室", "person": "王明"}
    return [
        *(edits.entry_change(version.id, task, *pair) for pair in fields.items()),
        *edits.month_changes(version.id, task, 5, "开展宣传活动4次"),
    ]
