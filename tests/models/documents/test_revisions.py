from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from models.documents import deliveries, lifecycle, revisions, versions
from models.documents.deliveries import SCAN_LIMIT, EventKind, Scan
from models.documents.states import Stage
from models.errors import Refusal
from models.monthly_report import kept
from models.storage.store import Change
from models.task_list import edits as list_edits
from models.task_list import plan
from models.task_list import reading as list_reading
from tests.helpers import NOTICE, begin_and_fill, deliver, finalise, finalise_month, there

if TYPE_CHECKING:
    from models.storage.store import Store

PDF = b"%PDF-1.4 ... %%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n...IEND\xaeB`\x82"


@pytest.fixture
def stamped(filled, final_list):
    deliver(filled, final_list, "stamped")
    return final_list


def adjusted(store: Store, stamped, month: int = 4, **record: str):
    """An adjustment that takes the April goal of task 4 away."""
    draft = revisions.begin_adjustment(store, stamped, month)
    fields = {"reason": "改期", "asked_on": "2023-04-03", "leader": "刘志明", **record}
    changes = list_edits.month_changes(draft.id, 4, 4, "本月无安排")
    changes += [revisions.revision_change(draft.id, k, v) for k, v in fields.items()]
    store.edit(changes)
    return draft


def test_a_correction_copies_the_contents_into_a_new_draft(filled, stamped, notice) -> None:
    draft = revisions.begin_correction(filled, stamped)
    assert (draft.number, draft.is_draft) == ("1.1", True)
    old = list_reading.task_list(filled, stamped.id, notice)
    assert list_reading.task_list(filled, draft.id, notice).entries == old.entries


def test_one_correction_or_adjustment_at_a_time(filled, stamped) -> None:
    revisions.begin_correction(filled, stamped)
    with pytest.raises(Refusal, match=r"version.open_already"):
        revisions.begin_adjustment(filled, stamped, 5)


def test_a_correction_given_up_leaves_the_old_one_in_force_and_may_begin_again(
    filled, stamped, notice
) -> None:
    draft = revisions.begin_correction(filled, stamped)
    filled.edit([list_edits.entry_change(draft.id, 1, "measures", "不要了")])
    assert revisions.discard(filled, draft).id == stamped.id
    assert plan.newest(filled, NOTICE).id == stamped.id
    again = revisions.begin_correction(filled, stamped)
    assert again.number == "1.1"
    assert "不要了" not in list_reading.task_list(filled, again.id, notice).entry(1).measures


def test_the_old_paper_is_void_when_the_new_one_is_stamped(filled, stamped) -> None:
    draft = adjusted(filled, stamped)
    final = finalise(filled, draft)
    assert versions.stage(filled, versions.by_id(filled, stamped.id)) is Stage.DELIVERED
    deliver(filled, final, "printed")
    assert versions.stage(filled, versions.by_id(filled, stamped.id)) is Stage.DELIVERED
    deliver(filled, final, "stamped")
    assert versions.stage(filled, versions.by_id(filled, stamped.id)) is Stage.REPLACED


def test_a_stamp_recorded_by_mistake_makes_the_old_paper_valid_again(filled, stamped) -> None:
    final = finalise(filled, adjusted(filled, stamped))
    deliver(filled, final, "stamped")
    event = deliveries.events(filled, final.id)[-1]
    revisions.revoke(filled, final, event.id, "还没有盖")
    assert versions.stage(filled, versions.by_id(filled, stamped.id)) is Stage.DELIVERED
    draft = lifecycle.withdraw(filled, final, "重来")
    assert revisions.discard(filled, draft).id == stamped.id


def test_an_adjustment_may_not_reach_back_behind_what_was_reported_meanwhile(
    filled, stamped, sample_reports
) -> None:
    draft = adjusted(filled, stamped, month=3)
    finalise_month(filled, sample_reports[3])
    with pytest.raises(Refusal, match=r"version.effective_reported"):
        finalise(filled, draft)
    filled.edit([Change("version", (draft.id,), "effective_month", 4)])
    finalise(filled, versions.by_id(filled, draft.id))


def test_a_correction_finalised_by_mistake_is_withdrawn_under_older_reports(
    filled, stamped, sample_reports
) -> None:
    finalise_month(filled, sample_reports[3])
    draft = revisions.begin_correction(filled, stamped)
    filled.edit([list_edits.entry_change(draft.id, 1, "measures", "改")])
    filled.edit([revisions.revision_change(draft.id, "reason", "抄错")])
    final = finalise(filled, draft)
    assert lifecycle.withdraw(filled, final, "看错了").is_draft


def test_the_record_stays_short_enough_for_its_place(filled, stamped) -> None:
    draft = revisions.begin_adjustment(filled, stamped, 4)
    with pytest.raises(Refusal, match=r"text.too_long"):
        revisions.revision_change(draft.id, "basis", "长" * 101)


def test_the_code_of_what_was_given_up_is_known_as_void(filled, stamped) -> None:
    final = finalise(filled, adjusted(filled, stamped))
    kept = versions.snapshot(filled, final)
    assert kept.note is not None
    assert there(versions.with_code(filled, kept.note.code)).is_note
    revisions.discard(filled, lifecycle.withdraw(filled, final, "不调了"))
    found = versions.with_code(filled, kept.code)
    assert found is not None
    assert not found.holds


def test_the_plan_in_force_follows_the_month_of_effect(filled, stamped, sample_reports) -> None:
    finalise_month(filled, sample_reports[3])
    final = finalise(filled, adjusted(filled, stamped))
    assert there(plan.in_force(filled, NOTICE, 3)).id == stamped.id
    assert there(plan.in_force(filled, NOTICE, 4)).id == final.id


def test_a_reported_month_is_not_adjusted(filled, stamped, sample_reports) -> None:
    finalise_month(filled, sample_reports[3])
    with pytest.raises(Refusal, match=r"version.effective_reported"):
        revisions.begin_adjustment(filled, stamped, 3)


def test_a_list_with_reports_on_it_is_not_withdrawn(filled, final_list, sample_reports) -> None:
    finalise_month(filled, sample_reports[3])
    with pytest.raises(Refusal, match=r"version.rested_on"):
        lifecycle.withdraw(filled, final_list, "改")


def test_months_are_finalised_in_order(filled, final_list, sample_reports) -> None:
    begin_and_fill(filled, sample_reports[3])
    with pytest.raises(Refusal, match=r"report.order"):
        finalise_month(filled, sample_reports[4])
    assert kept.frozen_months(filled, NOTICE) == set()


def test_a_month_waits_for_the_list(filled) -> None:
    with pytest.raises(Refusal, match=r"report.list_first"):
        lifecycle.begin(filled, kept.document(NOTICE, 3))
    assert kept.newest(filled, NOTICE) == {}


def test_only_the_latest_report_is_corrected(filled, final_list, sample_reports) -> None:
    march = finalise_month(filled, sample_reports[3])
    deliver(filled, march)
    finalise_month(filled, sample_reports[4])
    with pytest.raises(Refusal, match=r"report.only_latest"):
        revisions.begin_correction(filled, march)


def test_an_earlier_month_is_not_withdrawn_under_a_later_one(
    filled, final_list, sample_reports
) -> None:
    march = finalise_month(filled, sample_reports[3])
    finalise_month(filled, sample_reports[4])
    with pytest.raises(Refusal, match=r"version.report_rested_on"):
        lifecycle.withdraw(filled, march, "改")


def test_a_returned_report_is_corrected(filled, final_list, sample_reports) -> None:
    march = finalise_month(filled, sample_reports[3])
    deliver(filled, march, "stamped", "handed_in", "returned")
    draft = revisions.begin_correction(filled, march)
    assert (draft.document, draft.minor) == (kept.document(NOTICE, 3), 1)


@pytest.mark.parametrize("year", [1970, 2099])
def test_nothing_is_dated_by_an_odd_clock(filled, year: int) -> None:
    filled._now = lambda: datetime(year, 1, 1, tzinfo=UTC)
    with pytest.raises(Refusal, match=r"clock.odd"):
        finalise(filled, plan.newest(filled, NOTICE))
    assert plan.newest(filled, NOTICE).is_draft
    assert filled.query("SELECT count(*) FROM snapshot") == [(0,)]


@pytest.mark.parametrize(("content", "ending"), [(PDF, ".pdf"), (PNG, ".png")])
def test_the_scan_of_the_stamped_paper_is_kept(filled, final_list, content, ending) -> None:
    event = revisions.event(EventKind.STAMPED, date(2023, 3, 7), "王建国")
    revisions.deliver(filled, final_list, event, Scan("扫描.bin", content))
    kept = there(deliveries.newest_scan(filled, final_list.id))
    assert (kept.name, kept.content) == (f"扫描{ending}", content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "scan.no_picture"),
        (b"MZ...", "scan.no_picture"),
        (b"%PDF-1.4 cut off", "scan.no_picture"),
        (b"%PDF-" + b"\0" * SCAN_LIMIT + b"%%EOF", "scan.too_large"),
    ],
    ids=["empty", "program", "cut off", "too large"],
)
def test_what_is_no_scan_is_refused_and_nothing_is_recorded(
    filled, final_list, content: bytes, code: str
) -> None:
    before = deliveries.events(filled, final_list.id)
    event = revisions.event(EventKind.STAMPED, date(2023, 3, 7))
    with pytest.raises(Refusal, match=code):
        revisions.deliver(filled, final_list, event, Scan("x.pdf", content))
    assert deliveries.events(filled, final_list.id) == before
    assert filled.query("SELECT count(*) FROM scan") == [(0,)]


def test_revoking_needs_a_reason_and_a_record(filled, stamped) -> None:
    event = deliveries.events(filled, stamped.id)[-1]
    with pytest.raises(Refusal, match=r"event.reason_missing"):
        revisions.revoke(filled, stamped, event.id, " ")
    with pytest.raises(Refusal, match=r"event.none"):
        revisions.revoke(filled, stamped, event.id + 100, "没有")
