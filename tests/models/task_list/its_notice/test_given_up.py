"""A change that is given up, or that would make typed figures mean another thing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.documents import history, lifecycle, revision_record, revisions
from models.errors import Refusal
from models.interchange import document as interchange
from models.monthly_report import kept
from models.notices.indicator import Indicator, Kind
from models.notices.shipped import shipped_notices
from models.school import notices_kept
from models.school.notices_kept import share_change
from models.storage.store import Change
from models.task_list import children, edits, plan
from models.task_list.its_notice import changing
from models.task_list.its_notice.changing import Basis, Way
from tests.helpers import NOTICE, deliver, finalise, report_of
from tests.models.task_list.its_notice.test_changing import NEW, refused, retitled

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store


@pytest.fixture
def now(filled: Store) -> Notice:
    return notices_kept.notice(filled, NOTICE)


@pytest.fixture
def stamped(filled: Store, final_list: Version) -> Version:
    deliver(filled, final_list)
    return final_list


NEW_FIGURE = Indicator("900.1", "宣传活动", "宣传", Kind.COUNT, "=", unit="次", total=4)


@pytest.fixture
def adjusted(filled, stamped, now) -> Version:
    """A 计划调整 from March on that brings a task with a figure."""
    after = replace(now, tasks=(*now.tasks, replace(NEW, indicators=(NEW_FIGURE,))))
    return changing.change(filled, NOTICE, after, Basis(3, ""))


def dumped(store: Store) -> interchange.Contents:
    """What goes into backups and to the successor, read again."""
    return interchange.read(interchange.dump(store).encode(), shipped_notices())


def test_a_figure_of_the_school_goes_with_what_asked_for_it(filled, adjusted) -> None:
    filled.edit([share_change(NOTICE, "900.1", 4)])
    revisions.discard(filled, adjusted)
    assert "900.1" not in notices_kept.entered_shares(filled, NOTICE)
    assert dumped(filled).years[0].shares == {}
    again = filled.query("SELECT old, new FROM history WHERE tbl = 'share' ORDER BY seq DESC")
    assert again[0] == (4, None)


def finalised(store: Store, draft: Version) -> Version:
    """Finalise the 计划调整 with what it needs."""
    record = {"reason": "县局通知", "asked_on": "2023-03-01", "leader": "刘志明"}
    row = {"measures": "办宣传月", "office": "办公室", "person": "王明"}
    store.edit(
        [
            *(revisions.revision_change(draft.id, *pair) for pair in record.items()),
            *(edits.entry_change(draft.id, NEW.id, *pair) for pair in row.items()),
            *edits.month_changes(draft.id, NEW.id, 3, "开展宣传活动"),
        ]
    )
    return finalise(store, draft)


def test_a_report_passes_by_what_its_notice_does_not_know(filled, adjusted) -> None:
    """The 计划调整 is taken back under a draft that tells of its task."""
    final = finalised(filled, adjusted)
    lifecycle.begin(filled, kept.document(NOTICE, 3))
    version = report_of(filled, 3).version
    late = (version.id, "late", NEW.id, 3)
    filled.edit([Change("report_row", late, "progress", "办了4次")])
    filled.edit([Change("report_row", late, "present", 1)])
    assert NEW.id in {line.row.task for line in report_of(filled, 3).report.lines}
    draft = lifecycle.withdraw(filled, final, "再改")
    assert NEW.id not in {line.row.task for line in report_of(filled, 3).report.lines}
    assert interchange.dump(filled)
    with pytest.raises(Refusal) as found:
        revisions.discard(filled, draft)
    assert found.value.code == "notice_change.reported"
    filled.edit([Change("report_row", late, field, None) for field in ("progress", "present")])
    revisions.discard(filled, draft)
    assert str(NEW.id) not in interchange.dump(filled)
    assert children.next_id(filled, notices_kept.notice(filled, NOTICE)) > NEW.id


def test_typing_that_meant_another_thing_is_not_taken_back(filled, now) -> None:
    version = plan.newest(filled, NOTICE)
    ((key, task, month),) = filled.query(
        "SELECT indicator, task, month FROM amount WHERE amount IS NOT NULL LIMIT 1"
    )
    (batch,) = (edits.amount_change(version.id, task, month, key, 7),)
    filled.edit([batch])
    bigger = replace(now, tasks=(*now.tasks, replace(NEW, indicators=(NEW_FIGURE,))))
    changing.change(filled, NOTICE, bigger)
    assert not filled.can_undo(version.scope)
    entry = next(e for e in history.newest_first(filled) if e.table == "amount" and e.new == 7)
    assert history.why_not(filled, entry) == "notice"
    filled.edit([edits.entry_change(version.id, 1, "measures", "以后的")])
    assert filled.can_undo(version.scope)


def test_a_figure_with_amounts_keeps_its_unit(filled, now) -> None:
    ((key,), *_) = filled.query("SELECT DISTINCT indicator FROM amount WHERE amount IS NOT NULL")

    def in_tens(one):
        return replace(one, unit=f"十{one.unit}") if one.key == key else one

    tasks = tuple(replace(t, indicators=tuple(map(in_tens, t.indicators))) for t in now.tasks)
    assert refused(filled, replace(now, tasks=tasks)) == "notice_change.figure_filled"


def test_a_part_of_the_school_keeps_its_number(filled, now) -> None:
    version = plan.newest(filled, NOTICE)
    child = children.new_child(filled, now, now.task(3), "本校自己的一项")
    filled.edit(children.child_changes(version.id, child))
    part = replace(NEW, number=child.number, parent=3)
    assert refused(filled, replace(now, tasks=(*now.tasks, part))) == "notice_change.number_taken"


def test_how_the_notice_is_called_is_on_no_paper(filled, stamped, now) -> None:
    first, *others = now.tasks
    after = replace(
        now, doc_number="某教字〔2023〕9号", tasks=(replace(first, heading="改过的"), *others)
    )
    assert changing.way_of(filled, NOTICE, after) is Way.AT_ONCE


def test_a_basis_is_added_to_what_stands_there_and_cut_to_its_room(filled, stamped, now) -> None:
    long = f"《关于{'调整' * 60}的通知》"
    draft = changing.change(filled, NOTICE, retitled(now, 2, "甲"), Basis(6, "第一份"))
    changing.change(filled, NOTICE, retitled(now, 2, "乙"), Basis(0, long))
    basis = revision_record.revision(filled, draft.id).basis
    assert basis.startswith("第一份；《关于调整")
    assert len(basis) == revisions.BASIS_LIMIT
    other_day = replace(notices_kept.notice(filled, NOTICE), phone="1234567")
    changing.change(filled, NOTICE, other_day, Basis(0, "第三份"))
    assert revision_record.revision(filled, draft.id).basis == basis


def test_of_a_first_draft_no_basis_is_recorded(filled, now) -> None:
    version = changing.change(filled, NOTICE, retitled(now, 2, "甲"), Basis(0, "某通知"))
    assert revision_record.revision(filled, version.id).basis == ""
