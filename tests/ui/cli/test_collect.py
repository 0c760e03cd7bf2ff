"""``collect``: a folder of real files, some altered, some strange, as a script sees the result."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from models.documents import document
from models.notice_text import from_file
from models.notices.shipped import shipped_notices
from models.school import notices_kept, register
from models.task_list import plan
from tests.fault.hostile import xlsx
from tests.ui.cli.no_screen import NoScreen
from ui.cli import commands as cli
from ui.use_cases.data import data_folder
from ui.use_cases.data.notices import begin_notice
from ui.use_cases.documents import files_of
from ui.use_cases.program import demo, foreign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHOOL = "阳城县示例职业高级中学"
ROSTER = f"学校,通知里的叫法\n{SCHOOL},县职业高中\n阳城第二职业中学,二职\n"
KEY = "yangcheng_2023"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list, the reports of March and April and a draft of May, made by the program itself."""
    base = tmp_path_factory.mktemp("made")
    data, target = base / "data", base / "files"
    demo.live_until(data, 5)
    for words in (
        ("task-list",),
        *(("monthly-report", "--month", month) for month in ("3", "4", "5")),
    ):
        run = ["--data-dir", str(data), "export", *words, "--year", "2023", "--notice", KEY]
        assert cli.run([*run, "--to", str(target)], NoScreen()) == 0
    return target


@pytest.fixture
def county(made: Path, tmp_path: Path) -> Path:
    """A folder with copies of the finished xlsx files, and a roster beside it."""
    folder = tmp_path / "县里"
    folder.mkdir()
    for path in made.glob("*.xlsx"):
        if "草稿" not in path.name:
            shutil.copy(path, folder)
    (tmp_path / "名单.csv").write_text(ROSTER, encoding="gb18030")
    return folder


@pytest.fixture
def collect(run, county: Path, tmp_path: Path):
    """Collect the county; returns exit status, ``summary.json`` and what was said."""

    def command(*words: object) -> tuple[int, dict[str, Any], str]:
        roster = tmp_path / "名单.csv"
        options = ("--notice", KEY, "--roster", roster, "--as-of", "2023-05-24")
        status, _, said = run("collect", county, *options, "--to", tmp_path / "out", *words)
        text = (tmp_path / "out/summary.json").read_text(encoding="utf-8")
        return status, json.loads(text), said

    return command


def path_of(county: Path, words: str) -> Path:
    (found,) = county.glob(f"*{words}*.xlsx")
    return found


def alter(path: Path, change: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    change(book)
    book.save(path)


def verdicts(found: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["verdict"] for one in found["files"]}


def test_the_files_of_a_school_are_counted_and_what_lacks_is_missing(collect) -> None:
    status, found, said = collect()
    assert status == 1  # nobody knows when the files came: that is asked
    assert "有 3 个文件不知道哪天收到的" in said
    assert found["by_school"] == {
        SCHOOL: {"list": "undated", "3": "undated", "4": "undated"},
        "阳城第二职业中学": {"list": "missing", "3": "missing", "4": "missing"},
    }
    assert found["completion_by_school"] == {SCHOOL: {"3": [8, 7, 1], "4": [8, 8, 0]}}
    assert set(verdicts(found).values()) == {"counted"}


def test_a_list_of_receipts_makes_them_early_or_late(collect, county: Path, tmp_path: Path) -> None:
    names = [path.name for path in sorted(county.glob("*.xlsx"))]
    (march,) = (name for name in names if "3月" in name)
    lines = [f"{name},2023-03-{'28' if name == march else '01'}" for name in names]
    received = tmp_path / "收到.csv"
    text = "file,received\n" + "\n".join(lines)
    received.write_text(f"{text}\n没有.xlsx,2023-03-01\n", encoding="utf-8-sig")
    status, found, said = collect("--received", received)
    assert found["by_school"][SCHOOL] == {"list": "on_time", "3": "late", "4": "on_time"}
    assert (status, "收到表里的“没有.xlsx”不在文件夹里" in said) == (1, True)
    received.write_text(f"{text}\n", encoding="utf-8")
    assert collect("--received", received)[0] == 0


def test_the_mail_that_carried_a_file_tells_when_it_came(collect, made: Path, county: Path) -> None:
    """Topmost Received before Date; the copy beside it is no second file."""
    (draft,) = made.glob("*3月*.eml")
    head = b"Received: from a by b; Sat, 25 Mar 2023 23:30:00 +0000\r\n"
    head += b"Received: from x by a; Fri, 24 Mar 2023 08:00:00 +0800\r\n"
    (county / "邮件.eml").write_bytes(head + draft.read_bytes())
    _, found, _ = collect("--rest-days", "keep")
    assert found["by_school"][SCHOOL]["3"] == "late"  # in Beijing it was the 26th
    (own,) = (one for one in found["files"] if one["name"].startswith("邮件.eml"))
    assert own["received"] == "2023-03-26T07:30:00+08:00"
    kinds = [verdict for file, verdict in verdicts(found).items() if "3月" in file]
    assert sorted(kinds) == ["copy", "counted"]


def test_an_altered_file_counts_nowhere_and_is_named(collect, county: Path) -> None:
    """A visible cell, and a hidden figure: both are pending, with the cell."""

    def visible(book: Any) -> None:
        cell = next(c for r in book.worksheets[0].iter_rows() for c in r if c.value == "否")
        cell.value = "是"

    def hidden(book: Any) -> None:
        cell = book["数据"]["A2"]
        assert '"result":"按期完成"' in cell.value
        cell.value = cell.value.replace('"result":"按期完成"', '"result":"未按期完成"', 1)

    alter(path_of(county, "3月"), visible)
    alter(path_of(county, "4月"), hidden)
    status, found, said = collect()
    assert status == 1
    assert found["by_school"][SCHOOL] == {"list": "undated", "3": "pending", "4": "pending"}
    assert found["completion"]["due"] == 0
    pending = [one for one in found["files"] if one["verdict"] == "pending"]
    assert len(pending) == 2
    assert all(one["cells"] and one["cells"][0] in one["says"] for one in pending)
    assert said.count("有格子和校验码对不上") == 2


def test_what_is_no_report_is_named_and_costs_the_rest_nothing(
    collect, made: Path, county: Path
) -> None:
    shutil.copy(next(made.glob("*草稿*.xlsx")), county)
    (county / "~$清单.xlsx").write_bytes(b"lock")
    (county / "照片.jpg").write_bytes(b"\xff\xd8")
    (county / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    openpyxl.Workbook().save(county / "自己做的.xlsx")
    (county / "空.eml").write_bytes(b"")
    _, found, _ = collect()
    said = verdicts(found)
    assert said["~$清单.xlsx"] == "lock"
    assert said["照片.jpg"] == said["自己做的.xlsx"] == "foreign"
    assert said["坏.xlsx"] == said["空.eml"] == "unreadable"
    assert sorted(said.values()).count("draft") == 1
    assert sorted(said.values()).count("counted") == 3
    assert all(one["says"] for one in found["files"] if one["verdict"] != "counted")


def test_the_workbook_says_what_the_summary_says(collect, tmp_path: Path) -> None:
    _, found, _ = collect()
    book = openpyxl.load_workbook(tmp_path / "out/汇总.xlsx")
    assert book.sheetnames == [
        *("报送情况", "完成情况", "各项任务", "指标", "未完事项", "文件", "口径")
    ]
    texts = {
        name: [[cell.value for cell in row] for row in book[name].iter_rows()]
        for name in book.sheetnames
    }
    own = next(row for row in texts["报送情况"] if row[0] == SCHOOL)
    assert own[1:] == ["已报（日期不明）"] * 3
    whole = next(row for row in texts["完成情况"] if row[0] == "合计")
    completion = found["completion"]
    assert whole[-4:-1] == [completion["due"], completion["on_time"], completion["short"]]
    assert whole[-1] == f"{completion['rate']}%"
    tasks = {str(row[0]).partition("\u3000")[0]: row for row in texts["各项任务"][3:]}
    assert {n: tasks[n][-4:-1] for n in found["completion_by_task"]} == found["completion_by_task"]
    listed = [row[0] for row in texts["文件"][3:]]
    assert listed == [one["name"] for one in found["files"]]
    figures = {row[2] for row in texts["指标"][3:]}
    assert figures == {one["total"] for one in found["indicators"].values()}
    questions = [row[1] for row in texts["口径"] if row[0] == "问"]
    assert questions == found["questions"]


def test_rows_loaded_into_a_database_make_the_same_totals(collect, tmp_path: Path) -> None:
    _, found, _ = collect("--rows", tmp_path / "rows.jsonl")
    lines = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    with closing(sqlite3.connect(":memory:")) as con:
        con.execute("CREATE TABLE row (line TEXT)")
        con.executemany("INSERT INTO row VALUES (?)", [(line,) for line in lines])
        sums = con.execute(
            "SELECT sum(line ->> 'due'), sum(line ->> 'on_time'), sum(line ->> 'short')"
            " FROM row WHERE line ->> 'verdict' IN ('counted', 'paper')"
        ).fetchone()
    assert list(sums) == [found["completion"][name] for name in ("due", "on_time", "short")]


def test_two_runs_write_equal_bytes(collect, tmp_path: Path) -> None:
    collect()
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    collect()
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == first


def test_a_command_that_cannot_be_done_says_why(run, county: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, _, said = run("collect", tmp_path / "nowhere", "--notice", KEY, "--to", out)
    assert (status, "没有文件夹" in said) == (3, True)
    status, _, said = run("collect", county, "--notice", "nobody", "--to", out)
    assert (status, "nobody" in said) == (1, True)
    roster = tmp_path / "坏名单.csv"
    roster.write_text("名字\n甲\n", encoding="utf-8")
    status, _, said = run("collect", county, "--notice", KEY, "--roster", roster, "--to", out)
    assert (status, "表头“名字”" in said) == (1, True)
    assert not out.exists()


def test_with_neither_roster_nor_schools_nothing_is_expected(run, county: Path, tmp_path) -> None:
    """A notice that names no school: then only a roster says what is due."""
    own = tmp_path / "没有点名.zjtz"
    own.write_text(from_file.written(replace(shipped_notices()[KEY], schools=())), encoding="utf-8")
    status, _, said = run("collect", county, "--notice", own, "--to", tmp_path / "out")
    assert (status, "没有点学校的名" in said) == (2, True)


def test_a_file_that_is_gone_when_its_turn_comes_costs_only_itself(
    collect, county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that is pulled out: each file that was there is named, the rest is reckoned."""
    gone = path_of(county, "3月")
    read = foreign.read_report

    def vanishing(source: Path, *others: Any) -> Any:
        gone.unlink(missing_ok=True)
        return read(source, *others)

    monkeypatch.setattr(foreign, "read_report", vanishing)
    _, found, _ = collect()
    assert verdicts(found)[gone.name] == "unreadable"
    assert sorted(verdicts(found).values()) == ["counted", "counted", "unreadable"]


def test_another_year_s_and_another_notice_s_files_are_named_and_not_counted(
    collect, county: Path, tmp_path: Path
) -> None:
    for number, key in enumerate(("xinjiang_plan/2022", "yangcheng_2023/2024")):
        data = tmp_path / f"data{number}"
        notice = shipped_notices().get(key) or replace(shipped_notices()[KEY], year=2024)
        store = data_folder.open_or_create(data)
        begin_notice(store, notice)
        store.edit([register.school_change("name", SCHOOL)])
        sheet = document.newest(store, plan.document(notices_kept.opened(store)[0].id))
        (county / f"{notice.year}.xlsx").write_bytes(files_of.xlsx_bytes(store, sheet))
        store.close()
    _, found, _ = collect()
    said = {one["name"]: (one["verdict"], one["says"]) for one in found["files"]}
    assert said["2022.xlsx"] == ("other_notice", "是另一份通知的报表，不计入。")
    assert said["2024.xlsx"] == ("other_year", "是2024年的，这次汇总的是2023年，不计入。")
    assert found["lists"]["in"] == 1


@pytest.mark.parametrize("name", ["macros", "bomb"])
def test_a_file_that_wants_to_do_harm_is_named(collect, county: Path, name: str) -> None:
    target = county / "坏东西.xlsx"
    target.write_bytes(xlsx.lying_size())
    if name == "macros":
        shutil.copy(path_of(county, "3月"), target)
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
    _, found, _ = collect()
    (own,) = (one for one in found["files"] if one["name"] == target.name)
    assert (own["verdict"], bool(own["says"])) == ("unreadable", True)
    assert found["by_school"][SCHOOL]["3"] == "undated"


def test_files_of_one_name_are_each_counted(collect, made: Path, county: Path) -> None:
    """A mail with two files called alike."""
    mail = EmailMessage()
    mail["Date"] = "Fri, 24 Mar 2023 09:00:00 +0800"
    for words in ("3月", "4月"):
        (path,) = county.glob(f"*{words}*.xlsx")
        mail.add_attachment(path.read_bytes(), maintype="a", subtype="b", filename="月报.xlsx")
        path.unlink()
    (county / "两份.eml").write_bytes(mail.as_bytes())
    _, found, _ = collect()
    assert found["by_school"][SCHOOL] == {"list": "undated", "3": "on_time", "4": "on_time"}
    assert {"两份.eml／月报.xlsx", "两份.eml／月报.xlsx（2）"} <= set(verdicts(found))


def test_a_folder_given_twice_and_folders_of_one_name_are_read_once_each(
    run, made: Path, county: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一处/县里"
    shutil.copytree(county, other)
    (path,) = county.glob("*4月*.xlsx")
    path.unlink()
    out, roster = tmp_path / "out", tmp_path / "名单.csv"
    words = ("--notice", KEY, "--roster", roster, "--as-of", "2023-05-24", "--to", out)
    run("collect", county, county, other, *words)
    found = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert found["by_school"][SCHOOL] == {"list": "undated", "3": "undated", "4": "undated"}
    assert sorted(verdicts(found).values()) == ["copy", "copy", *["counted"] * 3]


def test_a_line_names_a_file_by_the_end_of_its_path(collect, county: Path, tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (county / folder).mkdir()
        shutil.copy(path_of(county, "3月"), county / folder / "3月.xlsx")
    path_of(county, "4月").rename(county / "甲/4月.xlsx")
    received = tmp_path / "收到.csv"
    text = "file,received\n4月.xlsx,2023-04-25\n甲/3月.xlsx,2023-03-24\n3月.xlsx,2023-03-24\n"
    received.write_text(text, encoding="utf-8")
    _, found, said = collect("--received", received)
    assert found["by_school"][SCHOOL]["4"] == "on_time"
    assert found["by_school"][SCHOOL]["3"] == "on_time"
    assert "收到表里的“3月.xlsx”在几个子文件夹里都有" in said


def test_a_name_of_a_file_that_is_no_utf_8_is_shown_as_it_was_meant(collect, county: Path) -> None:
    (county / os.fsdecode("照片.jpg".encode("gb18030"))).write_bytes(b"x")
    for name in ("控\x07制.jpg", "控制.jpg"):
        (county / name).write_bytes(b"x")
    _, found, _ = collect()
    assert {"照片.jpg", "控制.jpg", "控制.jpg（2）"} <= set(verdicts(found))


def test_nothing_is_written_among_the_schools_files(run, county: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in county.iterdir()}
    words = ("collect", county, "--notice", KEY)
    for more in (("--to", county), ("--to", tmp_path / "out", "--rows", path_of(county, "3月"))):
        status, _, said = run(*words, *more)
        assert (status, "在各校报来的文件夹里面" in said) == (1, True)
    assert {path: path.read_bytes() for path in county.iterdir()} == before
    assert not (tmp_path / "out").exists()


def test_a_consistent_file_full_of_nonsense_costs_nobody_the_result(collect, county: Path) -> None:
    """Its code agrees with what it says; what it says is no report."""
    content = path_of(county, "3月").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    document = json.loads(book["数据"]["A2"].value)
    for number, data in enumerate(
        (
            {"rows": "none", "cumulative": {}},
            {"rows": [], "cumulative": {"6.training": ["1e999999", 1]}},
            {"rows": [{"task": 1, "kind": "goal", "origin_month": 99, "result": None}]},
            {"rows": [], "cumulative": {"6.training": [10**18, 1]}},
            [],
        )
    ):
        made = {**document, "data": data, "month": 5}
        (county / f"{number}.xlsx").write_bytes(xlsx.of_ours(made, {}))
    _, found, _ = collect()
    assert found["by_school"][SCHOOL]["3"] == "undated"
    said = verdicts(found)
    assert {said[f"{number}.xlsx"] for number in range(5)} <= {"unreadable", "pending"}
