"""A part of an interchange document over drafts: what it says changes, the rest stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from models.documents import lifecycle, versions
from models.errors import Refusal
from models.interchange import document as interchange
from models.interchange import editing
from models.monthly_report import kept
from models.notices.shipped import shipped_notices
from models.task_list import children, plan, sheet
from models.task_list.contents import Span
from models.task_list.its_notice.opening import open_notice
from tests.helpers import NOTICE, there
from tests.toy import kind

if TYPE_CHECKING:
    from models.storage.store import Batch, Store

KEY = "yangcheng_2023"
OWN_YEAR = {"year": 2023, "notice": KEY}


def edit(store: Store, **part: Any) -> Batch | None:
    document = {"format": "zhijiao-qingdan", "version": 2, **part}
    return editing.edit(store, json.dumps(document).encode())


def edit_year(store: Store, **part: Any) -> Batch | None:
    return edit(store, years=[{"year": 2023, "notice": KEY, **part}])


def edit_task(store: Store, task: int | str, **part: Any) -> Batch | None:
    return edit_year(store, task_list={"entries": [{"task": task, **part}]})


def entry(store: Store, task: int):
    return sheet.newest(store, NOTICE).contents.entry(task)


def test_a_field_that_is_given_changes_and_no_other(filled: Store) -> None:
    before = json.loads(interchange.dump(filled))
    batch = edit_task(filled, 5, measures="新的举措")
    assert [(c.table, c.field, c.value) for c in there(batch).changes] == [
        ("entry", "measures", "新的举措")
    ]
    before["years"][0]["task_list"]["entries"][4]["measures"] = "新的举措"
    assert json.loads(interchange.dump(filled)) == before


def test_a_month_is_given_whole_and_may_be_emptied(filled: Store) -> None:
    was = entry(filled, 5)
    assert was.months[3].amounts
    edit_task(filled, 5, months={"3": {"goal": "只有目标"}, "4": {}})
    now = entry(filled, 5)
    assert (now.months[3].goal, now.months[3].amounts) == ("只有目标", {})
    assert 4 not in now.months
    assert now.months[5] == was.months[5]


def test_spans_and_items_that_are_gone_are_taken_away(filled: Store) -> None:
    spans = [{"first": 4, "last": 6, "words": "二季度", "goal": "走访企业"}]
    edit_task(filled, 9, spans=spans)
    assert entry(filled, 9).spans == (Span(4, 6, "二季度", "走访企业"),)
    edit_task(filled, 9, spans=[])
    assert entry(filled, 9).spans == ()


def test_one_edit_is_one_step_of_undo(filled: Store) -> None:
    before = interchange.dump(filled)
    edit_year(filled, task_list={"entries": [{"task": n, "person": "某人"} for n in (1, 2, 3)]})
    filled.undo(plan.newest(filled, NOTICE).scope)
    assert interchange.dump(filled) == before


def test_what_is_there_already_changes_nothing(filled: Store) -> None:
    assert editing.edit(filled, interchange.dump(filled).encode()) is None


def test_a_row_of_a_report_is_changed_by_its_key(filled: Store, march) -> None:
    row = {"task": 5, "kind": "goal", "origin_month": 3, "progress": "改过的"}
    batch = edit_year(filled, monthly_reports=[{"month": 3, "rows": [row]}])
    assert [(c.table, c.field, c.value) for c in there(batch).changes] == [
        ("report_row", "progress", "改过的")
    ]


def test_texts_of_another_kind_are_written_into_its_draft(filled: Store) -> None:
    draft = lifecycle.begin(filled, kind.document(NOTICE, 1))
    filled.edit([kind.line_change(draft.id, 1, "走"), kind.line_change(draft.id, 2, "留")])
    memo = {"kind": "memo", "serial": 1, "cells": {"1": {"text": "改"}}}
    edit_year(filled, documents=[memo])
    document = json.loads(interchange.dump(filled))["years"][0]["documents"]
    assert document == [{**memo, "cells": {"1": {"text": "改"}, "2": {"text": "留"}}}]


def test_two_notices_of_a_year_are_told_apart(filled: Store) -> None:
    xinjiang = shipped_notices()["xinjiang_plan/2022"]
    other = open_notice(filled, xinjiang)
    part = {"year": 2022, "notice": xinjiang.key}
    task = {"task": xinjiang.number_in_file(xinjiang.tasks[0].id), "measures": "新绛的举措"}
    edit(filled, years=[{**part, "task_list": {"entries": [task]}}])
    own = sheet.newest(filled, other.document.notice).contents
    assert own.entry(xinjiang.tasks[0].id).measures == "新绛的举措"
    assert entry(filled, 1).measures != "新绛的举措"


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"years": [{"year": 2023, "notice": KEY, "extra": 1}]}, "years[0].extra"),
        ({"years": [{"year": 2023}]}, "years[0].notice"),
        ({"years": 5}, "years"),
        ({"years": [{"year": 2023, "notice": "unknown"}]}, "years[0].notice"),
        (
            {"years": [OWN_YEAR, {"year": 2022, "notice": KEY}]},
            "years[1].year",
        ),
        ({"years": [{"year": [], "notice": KEY}]}, "years[0].year"),
        ({"notices": []}, "notices"),
        ({"school": {"name": 5}}, "school.name"),
        (
            {
                "years": [
                    {
                        "year": 2023,
                        "notice": KEY,
                        "task_list": {"entries": [{"task": 9}, {"task": 7, "measures": 5}]},
                    }
                ]
            },
            "years[0].task_list.entries[1].measures",
        ),
    ],
    ids=str,
)
def test_a_fault_has_the_path_that_it_has_in_the_part(filled: Store, part: dict, path: str) -> None:
    before = interchange.dump(filled)
    with pytest.raises(Refusal) as refused:
        edit(filled, **part)
    assert refused.value.values["path"] == path
    assert interchange.dump(filled) == before


@pytest.mark.parametrize(
    "head", [{"version": 3}, {"format": "other"}, {"version": None}], ids=["newer", "other", "none"]
)
def test_a_part_of_another_format_is_refused(filled: Store, head: dict) -> None:
    document = {"format": "zhijiao-qingdan", "version": 2, **head}
    with pytest.raises(Refusal, match=r"document\.(newer_version|other_format|wrong_type)"):
        editing.edit(filled, json.dumps(document).encode())


def test_a_month_that_is_not_begun_is_refused(filled: Store, final_list) -> None:
    with pytest.raises(Refusal, match=r"version.not_started"):
        edit_year(filled, monthly_reports=[{"month": 3, "rows": []}])


def test_what_is_final_is_not_changed(filled: Store, final_list) -> None:
    with pytest.raises(Refusal, match=r"version.not_draft"):
        edit_task(filled, 5, measures="太晚了")


def test_another_school_s_part_is_refused(filled: Store) -> None:
    with pytest.raises(Refusal, match=r"edit.other_school"):
        edit(filled, school={"id": "0123456789abcdef"})


def test_the_start_is_changed_before_a_report_is_final_alone(filled: Store, march) -> None:
    edit_year(filled, first_month=3, opening={"5.skill_assessment": 40})
    assert kept.openings(filled, NOTICE) == {"5.skill_assessment": 40}
    final = lifecycle.Final("{}", "0000-0000-0000-0", b"%PDF")
    lifecycle.finalise(filled, versions.by_id(filled, march.id), final)
    with pytest.raises(Refusal, match=r"report.start_fixed"):
        edit_year(filled, opening={"5.skill_assessment": 41})


# -- what a part does not speak of -----------------------------------------------------------------


def add_part(store: Store, title: str) -> int:
    version = plan.newest(store, NOTICE)
    notice = sheet.newest(store, NOTICE).notice
    child = children.new_child(store, notice, notice.task(4), title)
    store.edit(children.child_changes(version.id, child))
    return child.id


def test_parts_keep_their_ids_whatever_was_removed_before(filled: Store) -> None:
    first, second = add_part(filled, "先加的"), add_part(filled, "后加的")
    edit_task(filled, "4.2", measures="第二个子任务的举措")
    own = sheet.newest(filled, NOTICE)
    version = own.version.id
    filled.edit(children.remove_changes(filled, version, own.notice.task(first)))
    batch = edit_task(filled, 1, person="甲")
    assert [(c.table, c.key) for c in there(batch).changes] == [("entry", (version, 1))]
    assert entry(filled, second).measures == "第二个子任务的举措"
    part = {"parent": 4, "number": "4.9", "title": "新的"}
    edit_year(filled, task_list={"children": [part], "entries": [{"task": "4.9", "person": "乙"}]})
    (added,) = [t for t in sheet.newest(filled, NOTICE).notice.tasks if t.number == "4.9"]
    assert added.id > second
    assert entry(filled, added.id).person == "乙"
    assert json.loads(interchange.dump(filled))["years"][0]["task_list"]["children"] == [
        *({"parent": 4, "number": "4.2", "title": "后加的"}, part)
    ]


def test_characters_that_an_older_program_kept_stay_where_nothing_is_said(filled: Store) -> None:
    version = plan.newest(filled, NOTICE).id
    with filled.transaction() as con:
        con.execute("UPDATE school SET name = ?", ("校\u00ad名",))
        con.execute(
            "UPDATE entry SET measures = ? WHERE version_id = ? AND task = 5",
            ("举\u00ad措", version),
        )
    batch = edit_task(filled, 1, person="甲")
    assert [(c.table, c.key, c.field) for c in there(batch).changes] == [
        ("entry", (version, 1), "person")
    ]


def test_a_report_is_edited_on_a_final_list(filled: Store, march) -> None:
    batch = edit_year(filled, monthly_reports=[{"month": 3, "as_of": "2023-03-20", "rows": []}])
    assert [(c.table, c.field) for c in there(batch).changes] == [("version", "as_of")]


@pytest.mark.parametrize(
    "items", [{"1" * 5000: "x"}, {"\uff11": "x"}, {"0": "x"}, {"101": "x"}, {"-1": "x"}], ids=repr
)
def test_a_serial_that_is_none_is_refused(filled: Store, march, items: dict) -> None:
    report = {"month": 3, "rows": [], "items": {"3.double_high_tasks": items}}
    with pytest.raises(Refusal, match=r"document.unknown_key"):
        edit_year(filled, monthly_reports=[report])


def test_what_is_nested_beyond_reading_is_one_sentence(filled: Store) -> None:
    deep = '{"a":' * 985 + "1" + "}" * 985
    part = f'{{"format":"zhijiao-qingdan","version":2,"offices":[{{"name":{deep},"persons":[]}}]}}'
    with pytest.raises(Refusal):
        editing.edit(filled, part.encode())
