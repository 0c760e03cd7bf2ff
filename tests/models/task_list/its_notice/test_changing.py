"""A notice that changes: nothing typed is lost, what is stamped stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.documents import document, history, revision_record, revisions
from models.errors import Refusal
from models.monthly_report import kept
from models.notices.columns import Role, keyed
from models.notices.notice import NoticeTask
from models.school import notice_editions, notices_kept
from models.school.notices_kept import share_change
from models.storage.store import Change
from models.task_list import edits, plan
from models.task_list.its_notice import changing
from models.task_list.its_notice.changing import Basis, Way
from models.task_list.its_notice.opening import open_notice
from tests import any_notice
from tests.helpers import NOTICE, deliver, finalise, list_of, report_of, there

if TYPE_CHECKING:
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Store

NEW = NoticeTask(900, "10", "职业教育宣传月", "职业教育宣传月", "", "")


@pytest.fixture
def now(filled: Store) -> Notice:
    return notices_kept.notice(filled, NOTICE)


def retitled(notice: Notice, task: int, title: str) -> Notice:
    tasks = (replace(t, title=title) if t.id == task else t for t in notice.tasks)
    return replace(notice, tasks=tuple(tasks))


def grown(notice: Notice) -> Notice:
    return replace(notice, tasks=(*notice.tasks, NEW))


def without(notice: Notice, task: int) -> Notice:
    return replace(notice, tasks=tuple(t for t in notice.tasks if t.id != task))


@pytest.fixture
def stamped(filled: Store, final_list: Version) -> Version:
    deliver(filled, final_list)
    return final_list


def test_a_draft_takes_it_at_once(filled: Store, now: Notice) -> None:
    after = grown(retitled(now, 2, "加强教师队伍"))
    assert changing.way_of(filled, NOTICE, after) is Way.IN_DRAFT
    version = changing.change(filled, NOTICE, after)
    assert notices_kept.notice(filled, NOTICE) == after
    assert (version.number, version.is_draft) == ("1.0", True)
    sheet = list_of(filled)
    assert [t.id for t in sheet.notice.tasks] == [t.id for t in after.tasks]
    filled.edit([edits.entry_change(version.id, NEW.id, "measures", "办宣传月")])
    assert list_of(filled).contents.entry(NEW.id).measures == "办宣传月"


def test_the_same_notice_changes_nothing(filled: Store, now: Notice) -> None:
    before = filled.query("SELECT count(*) FROM history")
    assert changing.way_of(filled, NOTICE, now) is Way.NONE
    changing.change(filled, NOTICE, now)
    assert filled.query("SELECT count(*) FROM history") == before


def test_the_history_says_what_changed(filled: Store, now: Notice) -> None:
    changing.change(filled, NOTICE, retitled(now, 2, "加强教师队伍"))
    rows = filled.query("SELECT tbl, key, field, old, new, undoes FROM history ORDER BY seq DESC")
    assert rows[0] == (
        *("notice", f"[{NOTICE}, 2]", "task_title", now.task(2).title, "加强教师队伍", 0),
    )


def test_undo_passes_it_by(filled: Store, now: Notice) -> None:
    version = plan.newest(filled, NOTICE)
    filled.edit([edits.entry_change(version.id, 1, "measures", "甲")])
    after = retitled(now, 2, "加强教师队伍")
    changing.change(filled, NOTICE, after)
    filled.undo(version.scope)
    assert notices_kept.notice(filled, NOTICE) == after


# -- nothing is lost -------------------------------------------------------------------------------


def refused(store: Store, after: Notice) -> str:
    before = notices_kept.notice(store, NOTICE)
    with pytest.raises(Refusal) as found:
        changing.change(store, NOTICE, after, Basis(12, ""))
    assert notices_kept.notice(store, NOTICE) == before
    return found.value.code


def test_a_task_with_something_in_it_stays(filled: Store, now: Notice) -> None:
    for task in now.tasks:
        assert refused(filled, without(now, task.id)) == "notice_change.task_filled"


@pytest.mark.parametrize(
    "change",
    [
        Change("entry", (1, 900), "office", "教务处"),
        Change("goal", (1, 900, 3), "goal", "开一次会"),
        Change("goal", (1, 900, 3), "none", 1),
        Change("span", (1, 900, 1), "goal", "开会"),
        Change("amount", (1, 900, 3, "900.1"), "amount", 0),
        Change("child", (1, 901), "parent", 900),
        Change("cell", (1, 900, "remark"), "text", "备注"),
    ],
    ids=lambda change: f"{change.table}.{change.field}",
)
def test_whatever_a_task_holds(filled: Store, now: Notice, change: Change) -> None:
    with_new = grown(now)
    version = changing.change(filled, NOTICE, with_new)
    changes = [replace(change, key=(version.id, *change.key[1:]))]
    if change.table == "child":
        changes.append(replace(changes[0], field="title", value="下级"))
    filled.edit(changes)
    assert refused(filled, now) == "notice_change.task_filled"
    filled.edit([replace(one, value=None) for one in changes])
    changing.change(filled, NOTICE, now)
    assert notices_kept.notice(filled, NOTICE) == now


def without_figure(notice: Notice, key: str) -> Notice:
    tasks = (
        replace(t, indicators=tuple(i for i in t.indicators if i.key != key)) for t in notice.tasks
    )
    return replace(notice, tasks=tuple(tasks))


def with_decimals(notice: Notice, key: str) -> Notice:
    def more(one):
        return replace(one, decimals=1) if one.key == key else one

    tasks = (replace(t, indicators=tuple(map(more, t.indicators))) for t in notice.tasks)
    return replace(notice, tasks=tuple(tasks))


def test_a_figure_with_amounts_stays_and_keeps_its_measure(filled: Store, now: Notice) -> None:
    ((key,), *_) = filled.query("SELECT DISTINCT indicator FROM amount WHERE amount IS NOT NULL")
    assert refused(filled, without_figure(now, key)) == "notice_change.figure_filled"
    assert refused(filled, with_decimals(now, key)) == "notice_change.figure_filled"


def test_a_figure_with_a_share_of_the_school_stays(filled: Store, now: Notice) -> None:
    ((task, bare), *_) = [
        (t, one)
        for t, one in now.indicators().values()
        if not filled.query("SELECT 1 FROM amount WHERE indicator = ?", (one.key,))
        and not filled.query("SELECT 1 FROM share WHERE indicator = ?", (one.key,))
    ]
    after = without_figure(now, bare.key)
    assert changing.way_of(filled, NOTICE, after) is Way.IN_DRAFT
    filled.edit([share_change(NOTICE, bare.key, 3)])
    assert refused(filled, after) == "notice_change.figure_filled"
    assert task.id


def test_a_column_with_texts_stays(store: Store) -> None:
    roles = (*any_notice.SIX, Role.FREE, Role.REMARK)
    before = any_notice.notice(any_notice.form(roles))
    version = open_notice(store, before)
    notice = version.document.notice
    free = there(before.attachment.column(Role.FREE))
    store.edit([Change("cell", (version.id, 1, free.key), "text", "甲")])

    def with_roles(*wanted: Role) -> Notice:
        columns = [c for c in before.attachment.columns if c.role in wanted]
        made = keyed((c.role, c.heading, c.over, None) for c in columns)
        return replace(before, attachment=before.attachment._replace(columns=made))

    assert changing.way_of(store, notice, with_roles(*any_notice.SIX, Role.FREE)) is Way.IN_DRAFT
    with pytest.raises(Refusal) as found:
        changing.way_of(store, notice, with_roles(*any_notice.SIX, Role.REMARK))
    assert found.value.code == "notice_change.column_filled"
    store.edit([edits.entry_change(version.id, 1, "measures", "乙")])
    fewer = with_roles(*(role for role in roles if role is not Role.MEASURES))
    with pytest.raises(Refusal) as found:
        changing.way_of(store, notice, fewer)
    assert found.value.values["name"] == there(before.attachment.column(Role.MEASURES)).name


def test_the_months_of_reports_stay_once_one_was_begun(
    filled: Store, march: Version, now: Notice
) -> None:
    duty = now.duties["monthly_report"]
    by_quarter = replace(
        now, duties={**now.duties, "monthly_report": duty._replace(months=(3, 6, 9, 12))}
    )
    assert refused(filled, by_quarter) == "notice_change.reports_begun"
    other_day = replace(now, duties={**now.duties, "monthly_report": duty._replace(day=20)})
    assert changing.way_of(filled, NOTICE, other_day) is Way.AT_ONCE
    changing.change(filled, NOTICE, other_day)
    stated = notices_kept.notice(filled, NOTICE).stated_day("monthly_report", 4)
    assert stated == date(2023, 4, 20)
    assert march.document.serial == 3


# -- after the stamp -------------------------------------------------------------------------------


def test_days_and_addresses_change_at_any_time(filled, stamped, now) -> None:
    after = replace(now, mailbox="zjg@example.com", place="教育局101室")
    assert changing.way_of(filled, NOTICE, after) is Way.AT_ONCE
    version = changing.change(filled, NOTICE, after)
    assert version.id == stamped.id
    assert notices_kept.notice(filled, NOTICE) == after
    assert filled.query("SELECT count(*) FROM notice_edition") == [(0,)]


def test_anything_else_needs_a_month(filled, stamped, now) -> None:
    after = retitled(now, 2, "加强教师队伍")
    assert changing.way_of(filled, NOTICE, after) is Way.BY_ADJUSTMENT
    with pytest.raises(Refusal) as found:
        changing.change(filled, NOTICE, after)
    assert found.value.code == "notice_change.stamped"


def test_a_final_list_that_was_not_handed_in_is_taken_back_first(filled, final_list, now) -> None:
    assert refused(filled, retitled(now, 2, "甲")) == "notice_change.not_stamped"
    assert plan.newest(filled, NOTICE).id == final_list.id


def test_it_goes_in_as_an_adjustment_with_its_basis(filled, stamped, now) -> None:
    after = grown(retitled(now, 2, "加强教师队伍"))
    version = changing.change(filled, NOTICE, after, Basis(6, "某教字〔2023〕11号"))
    assert (version.number, version.effective_month, version.is_draft) == ("2.0", 6, True)
    assert revision_record.revision(filled, version.id).basis == "某教字〔2023〕11号"
    own, before = list_of(filled), document.load(filled, stamped)
    assert own.notice.task(2).title == "加强教师队伍"
    assert (before.notice.task(2).title, len(before.notice.tasks)) == (now.task(2).title, 9)
    assert own.before is not None
    assert own.before.notice == before.notice == now


def test_a_second_change_keeps_what_was_stamped(filled, stamped, now) -> None:
    changing.change(filled, NOTICE, retitled(now, 2, "甲"), Basis(6, ""))
    changing.change(filled, NOTICE, retitled(now, 2, "乙"))
    assert document.load(filled, stamped).notice == now
    assert list_of(filled).notice.task(2).title == "乙"


def test_given_up_it_is_what_it_was(filled, stamped, now) -> None:
    draft = changing.change(filled, NOTICE, retitled(now, 2, "甲"), Basis(6, ""))
    changing.change(filled, NOTICE, replace(notices_kept.notice(filled, NOTICE), phone="1234567"))
    revisions.discard(filled, draft)
    assert notices_kept.notice(filled, NOTICE) == replace(now, phone="1234567")
    titles = [(one.old, one.new) for one in history.newest_first(filled) if one.old == "甲"]
    assert titles == [("甲", now.task(2).title)]  # that it is back stands on record
    assert list_of(filled).version.id == stamped.id
    again = changing.change(filled, NOTICE, retitled(now, 2, "丙"), Basis(7, ""))
    assert again.number == "2.0"
    assert document.load(filled, stamped).notice.task(2).title == now.task(2).title


def test_a_report_is_of_the_notice_of_its_month(filled, march, now) -> None:
    """March was made under the old notice, and is corrected under it too."""
    deliver(filled, plan.newest(filled, NOTICE))
    deliver(filled, finalise(filled, march))
    after = grown(retitled(now, 2, "加强教师队伍"))
    changing.change(filled, NOTICE, after, Basis(4, ""))
    own = report_of(filled, 3)
    assert own.notice.task(2).title == now.task(2).title
    correction = revisions.begin_correction(filled, own.version)
    assert report_of(filled, 3).version.id == correction.id
    assert report_of(filled, 3).notice.task(2).title == now.task(2).title
    assert kept.document(NOTICE, 3) == own.version.document


def test_under_a_correction_it_waits(filled, stamped, now) -> None:
    revisions.begin_correction(filled, stamped)
    assert refused(filled, retitled(now, 2, "甲")) == "notice_change.under_correction"


def test_ids_and_keys_are_never_used_again(filled, now) -> None:
    first, keys = changing.next_names(filled, NOTICE)
    assert first > max(task.id for task in now.tasks)
    assert set(now.indicators()) <= keys
    with_new = replace(now, tasks=(*now.tasks, replace(NEW, id=first)))
    version = changing.change(filled, NOTICE, with_new)
    filled.edit([edits.entry_change(version.id, first, "measures", "甲")])
    filled.edit([edits.entry_change(version.id, first, "measures", "")])
    changing.change(filled, NOTICE, now)
    assert changing.next_names(filled, NOTICE)[0] > first


def test_an_edition_that_is_damaged_costs_itself_alone(filled, stamped, now) -> None:
    changing.change(filled, NOTICE, retitled(now, 2, "甲"), Basis(6, ""))
    with filled.transaction() as con:
        con.execute("UPDATE notice_edition SET content = '{}'")
    assert notice_editions.of_plan(filled, NOTICE, 1).task(2).title == "甲"


def test_what_could_not_be_read_again_is_not_kept(filled, stamped, now) -> None:
    with filled.transaction() as con:
        con.execute("UPDATE notice_task SET title = ? WHERE id = 3", ("甲\x07乙",))
    odd = notices_kept.notice(filled, NOTICE)
    with pytest.raises(Refusal) as found:
        changing.change(filled, NOTICE, retitled(odd, 2, "甲"), Basis(6, ""))
    assert found.value.code == "notice.not_kept"
    assert plan.newest(filled, NOTICE).id == stamped.id
