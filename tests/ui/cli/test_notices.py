"""``notice read|add|list|export``: from the bureau's file to the form without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.notice_text import from_file
from models.notices.shipped import shipped_notices
from tests import notice_files
from tests.ui.cli.test_commands import one_sentence

TEXT = "关于做好2024年职业教育工作的通知\n1.加强师资。培训教师30人。\n2.扩大招生。招生600人以上。\n"


@pytest.fixture
def notice_file(tmp_path: Path) -> Path:
    path = tmp_path / "通知.docx"
    path.write_bytes(notice_files.docx(TEXT))
    return path


def test_a_file_is_read_and_what_was_read_is_put_in(run, notice_file: Path, tmp_path: Path) -> None:
    status, told, _ = run("notice", "read", notice_file)
    assert status == 0
    found = json.loads(told)
    assert [task["title"] for task in found["tasks"]] == ["加强师资", "扩大招生"]
    assert found["year"] == 2024
    for task in found["tasks"]:
        assert found["text"][slice(*task["span"])] == task["title"]
    proposal = tmp_path / "found.json"
    proposal.write_text(told, encoding="utf-8")
    status, told, _ = run("notice", "add", proposal)
    assert (status, told[:4]) == (0, "已放入：")
    status, told, _ = run("notice", "list")
    assert told.split("\t")[1:] == ["2024", "2024年职业教育工作\n"]


def test_what_is_put_in_twice_changes_nothing(run, tmp_path: Path) -> None:
    path = tmp_path / "x.zjtz"
    path.write_text(from_file.written(shipped_notices()["jishan_plan/2022"]), encoding="utf-8")
    assert run("notice", "add", path)[1].startswith("已放入")
    before = run("dump")[1]
    assert "已经放入过" in run("notice", "add", path)[1]
    assert run("dump")[1] == before


def test_a_notice_travels_to_the_next_school(run, tmp_path: Path) -> None:
    assert run("notice", "add", "jishan_plan", "--year", 2022)[0] == 0
    path = tmp_path / "out.zjtz"
    status, told, _ = run("notice", "export", "jishan_plan", "--year", 2022, "--to", path)
    assert (status, told) == (0, f"{path}\n")
    assert from_file.read(path.read_bytes()) == shipped_notices()["jishan_plan/2022"]


def test_a_text_without_tasks_is_shown_all_the_same(run, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("关于放假的通知\n各学校：放假三天。\n", encoding="utf-8")
    status, told, err = run("notice", "read", path)
    assert (status, json.loads(told)["tasks"]) == (1, [])
    assert one_sentence(err)
    assert "没有读到工作任务" in err


@pytest.mark.parametrize(
    ("words", "ends", "said"),
    [
        (("read", "x.doc"), 3, "旧格式"),
        (("read", "scan.pdf"), 3, "没有文字"),
        (("read", "nowhere.docx"), 3, "nowhere.docx"),
        (("add", "newer.zjtz"), 1, "版本"),
        (("add", "more.zjtz"), 1, "unheard_of"),
        (("add", "never_heard_of"), 1, "never_heard_of"),
        (("add", "jishan_plan"), 1, "--year"),
    ],
)
def test_what_is_not_taken_is_one_sentence(
    run, tmp_path, monkeypatch, words, ends: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    Path("scan.pdf").write_bytes(notice_files.scan())
    own = json.loads(from_file.written(shipped_notices()["jishan_plan/2022"]))
    Path("newer.zjtz").write_text(json.dumps({**own, "version": 2}), encoding="utf-8")
    Path("more.zjtz").write_text(json.dumps({**own, "unheard_of": 2}), encoding="utf-8")
    status, told, err = run("notice", *words)
    assert (status, told) == (ends, "")
    assert one_sentence(err)
    assert said in err
