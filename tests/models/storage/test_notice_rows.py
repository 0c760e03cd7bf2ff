"""The notice of schemas 1–3, one JSON text, as rows of schema 4; what is none gives none."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.notices.indicator import Share
from models.notices.notice import Notice, NoticeSchool
from models.notices.shipped import shipped_notices
from models.school import notice_tables, notices_kept
from models.storage.notice_rows import rows_of
from models.storage.store import Store
from models.task_list import plan

KEPT = Path(__file__).parents[2] / "data" / "databases"
YEAR = 2023


def text_of(fixture: Path) -> str:
    with closing(sqlite3.connect(f"{fixture.as_uri()}?mode=ro&immutable=1", uri=True)) as con:
        return con.execute("SELECT pack FROM year WHERE year = ?", (YEAR,)).fetchone()[0]


@pytest.mark.parametrize("name", ["v0.1", "v0.2", "v0.3", "v1.0/zhijiao"])
def test_a_migrated_notice_is_the_one_that_was_opened(name: str, tmp_path: Path) -> None:
    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(KEPT / f"{name}.sqlite3", path)
    store = Store.open(path)
    assert notice_tables.read(store, YEAR) == as_it_was_until_1_6()
    assert plan.newest(store, YEAR).year == YEAR  # its id is its year
    store.close()


def as_it_was_until_1_6() -> Notice:
    """The notice that is shipped, without what earlier versions did not know of it."""
    notice = shipped_notices()["yangcheng_2023"]
    duties = {kind: duty._replace(quote="", medium="") for kind, duty in notice.duties.items()}
    *others, last = notice.tasks[:8]
    (enrolment,) = last.indicators
    share = {school: Share(given.figure) for school, given in enrolment.share.items()}
    before = replace(enrolment, qualifier="力争", share=share)
    tasks = [*others, replace(last, indicators=(before,)), *notice.tasks[8:]]
    for at, task in enumerate(tasks):
        figures = (replace(one, quote="", note="") for one in task.indicators)
        tasks[at] = replace(task, indicators=tuple(figures))
    schools = tuple(NoticeSchool(school.name) for school in notice.schools)
    return replace(notice, duties=duties, tasks=tuple(tasks), schools=schools)


@pytest.fixture
def raw() -> dict:
    return json.loads(text_of(KEPT / "v0.3.sqlite3"))


def broken(raw: dict, *path: str | int, value: object) -> str:
    at = raw
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    return json.dumps(raw)


@pytest.mark.parametrize("text", ["", "[", "[]", "5", "{}", "[" * 100_000])
def test_a_text_that_is_no_notice_gives_no_rows(text: str) -> None:
    assert rows_of(YEAR, text) == ("", "{}", {})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), None),
        (("title",), "\ud800"),
        (("list_due",), "2023-13-45"),
        (("report_day",), "25"),
        (("report_day",), True),
        (("first_month",), 10**30),
        (("schools",), 5),
        (("attachment", "columns"), ["一", "二"]),
        (("tasks", 0, "number"), 2),
        (("tasks", 0, "number"), "1"),
        (("tasks", 0, "title"), 1),
        (("tasks", 0, "indicators", 0, "total"), [1, 2, 3]),
        (("tasks", 0, "indicators", 0, "share"), {"甲": 1.5}),
        (("tasks", 0, "indicators", 0, "key"), "2.training_cycle"),
    ],
)
def test_one_wrong_value_gives_no_rows(raw: dict, path: tuple[str | int, ...], value) -> None:
    assert rows_of(YEAR, broken(raw, *path, value=value))[2] == {}


def test_a_file_whose_notice_is_none_is_migrated_all_the_same(tmp_path: Path) -> None:
    """An older version let such a copy in; the shipped notice of its year stands for it."""
    from models.storage.data_file import connect
    from models.storage.proof import rebuild

    path = tmp_path / "zhijiao.sqlite3"
    shutil.copyfile(KEPT / "v0.3.sqlite3", path)
    with closing(connect(path)) as con:
        con.execute("BEGIN")
        con.execute("UPDATE year SET pack = '['")
        rebuild(con)
        con.execute("COMMIT")
    store = Store.open(path)
    assert notices_kept.notice(store, YEAR) == shipped_notices()["yangcheng_2023"]
    assert list(filter(None, store.wrong_parts())) == []
    store.close()
