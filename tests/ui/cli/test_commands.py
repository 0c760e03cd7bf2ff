"""The command line as a script sees it: exit status, standard output, one Chinese sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import resources
from models.school import notices_kept
from models.storage import paths
from models.storage.store import Store
from models.task_list import plan
from tests.helpers import NOTICE
from tests.ui.cli.no_screen import NoScreen

SAMPLE = resources.path("sample/school.json")


def one_sentence(text: str) -> bool:
    return len(text.strip().splitlines()) == 1 and bool(re.search(r"[\u4e00-\u9fff].*$", text))


def test_load_then_dump_gives_the_document_back(loaded) -> None:
    status, out, _ = loaded("dump")
    assert status == 0
    assert json.loads(out)["school"]["name"] == "阳城县示例职业高级中学"


def test_dump_writes_a_file(loaded, tmp_path: Path) -> None:
    assert loaded("dump", "--to", tmp_path / "a.json")[0] == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["version"] == 2


def test_loading_over_data_needs_replace_and_keeps_the_old(loaded, folder: Path) -> None:
    status, _, err = loaded("load", SAMPLE)
    assert (status, one_sentence(err)) == (1, True)
    assert loaded("load", "--replace", SAMPLE)[0] == 0
    assert [p.name for p in (folder / "备份").glob("*.sqlite3")] == [
        "zhijiao-000001-import.sqlite3"
    ]
    left = sorted(p.name for p in folder.iterdir())
    assert left == ["session.json", "zhijiao.sqlite3", "备份"]


@pytest.mark.parametrize(
    ("name", "is_own", "words"),
    [
        ("阳城县示例职业高级中学", False, "却不是同一份数据"),
        ("改了名的学校", True, "学校却有两个名字"),
    ],
)
def test_a_document_whose_name_and_id_do_not_fit_ours_is_a_question(
    loaded, tmp_path: Path, name: str, is_own, words: str
) -> None:
    document = json.loads(loaded("dump")[1])
    own = document["school"]["id"]
    document["school"] |= {"name": name, "id": own if is_own else "0123456789abcdef"}
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    status, _, err = loaded("load", "--replace", other)
    assert (status, one_sentence(err)) == (1, True)
    assert words in err
    assert json.loads(loaded("dump")[1])["school"]["id"] == own
    assert loaded("load", "--replace", "--yes", other)[0] == 0
    taken = json.loads(loaded("dump")[1])["school"]
    assert (taken["name"], taken["id"] == own) == (name, is_own)


def test_a_document_without_an_id_leaves_the_school_its_own(loaded, tmp_path: Path) -> None:
    document = json.loads(loaded("dump")[1])
    own = document["school"].pop("id")
    other = tmp_path / "other.json"
    other.write_text(json.dumps(document | {"version": 1}), encoding="utf-8")
    assert loaded("load", "--replace", other)[0] == 0
    assert json.loads(loaded("dump")[1])["school"]["id"] == own


def test_a_broken_document_leaves_the_data_alone(loaded, tmp_path: Path) -> None:
    before = loaded("dump")[1]
    broken = tmp_path / "b.json"
    broken.write_text(
        SAMPLE.read_text(encoding="utf-8").replace('"12"', '"13"', 1), encoding="utf-8"
    )
    status, _, err = loaded("load", "--replace", broken)
    assert (status, one_sentence(err)) == (1, True)
    assert "months.13" in err
    assert loaded("dump")[1] == before


def test_ten_megabytes_of_text_are_refused(run, tmp_path: Path, folder: Path) -> None:
    big = tmp_path / "big.json"
    big.write_text('{"format": "' + "好" * 3_500_000 + '"}', encoding="utf-8")
    status, _, err = run("load", big)
    assert (status, one_sentence(err)) == (1, True)
    assert not paths.data_file(folder).exists()


def test_check_lists_findings_line_by_line(loaded, folder: Path) -> None:
    assert loaded("check", "task-list", "--year", 2023)[:2] == (0, "没有发现问题。\n")
    store = Store.open(paths.data_file(folder))
    from models.task_list import edits as list_edits

    version = plan.newest(store, NOTICE)
    store.edit([list_edits.entry_change(version.id, 6, "person", "")])
    store.edit([list_edits.entry_change(version.id, 7, "person", "生人")])
    store.close()
    status, out, _ = loaded("check", "task-list", "--year", 2023)
    assert status == 1
    assert out.splitlines() == [
        "必须改 第6项·责任人 第6项没有责任人，请填写。",
        "请核对 第7项·责任人 第7项的责任人“生人”不在人员名单里，请核对或补进名单。",
    ]


def test_finalise_then_export(loaded, tmp_path: Path) -> None:
    assert loaded("finalise", "task-list", "--year", 2023)[:2] == (0, "定稿 v1.0\n")
    status, _, err = loaded("finalise", "task-list", "--year", 2023)
    assert (status, one_sentence(err)) == (1, True)
    target = tmp_path / "还没有的" / "文件夹"
    status, out, _ = loaded("export", "task-list", "--year", 2023, "--to", target)
    assert status == 0
    written = [Path(line) for line in out.splitlines()]
    assert [p.suffix for p in written] == [".pdf", ".xlsx", ".eml"]
    assert all("v1.0" in p.name and p.stat().st_size for p in written)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("export", "task-list", "--year", 2023, "--to", "/dev/null/folder"), 3),
        (("export", "task-list", "--year", 2022, "--to", "."), 1),
        (("export", "task-list", "--year", "x", "--to", "."), 2),
        (("export", "monthly-report", "--year", 2023, "--to", "."), 2),
        (("load", "/no/such/file.json"), 3),
        (("nonsense",), 2),
        (("check", "task-list"), 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence(loaded, words, status: int) -> None:
    found, _, err = loaded(*words)
    assert found == status
    assert one_sentence(err)


def test_an_empty_folder_is_named_and_not_filled(run, folder: Path) -> None:
    status, _, err = run("check", "task-list", "--year", 2023)
    assert (status, one_sentence(err)) == (3, True)
    assert not folder.exists()


@pytest.mark.parametrize("content", [b"", b"rubbish" * 50])
def test_a_data_file_that_is_not_ours_is_left_alone(run, folder: Path, content: bytes) -> None:
    folder.mkdir()
    paths.data_file(folder).write_bytes(content)
    for words in (("dump",), ("load", SAMPLE), ("load", "--replace", SAMPLE)):
        status, _, err = run(*words)
        assert (status, one_sentence(err)) == (3, True)
    assert paths.data_file(folder).read_bytes() == content


def test_an_open_window_is_named(loaded, folder: Path) -> None:
    store = Store.open(paths.data_file(folder))
    for words in (("dump",), ("load", "--replace", SAMPLE)):
        status, _, err = loaded(*words)
        assert status == 3
        assert "窗口正开着这份数据，请先关闭" in err
    store.close()


def test_demo_does_the_whole_job_in_its_own_folder(run, folder: Path, tmp_path: Path) -> None:
    for _ in range(2):  # a second time over the first
        status, out, _ = run("demo", tmp_path / "out")
        assert status == 0
    names = [Path(line).name for line in out.splitlines()]
    for word, kinds in (
        ("任务清单_草稿", 2),
        ("2023年_任务清单_v1.0", 3),
        ("2022年_新绛县职业教育改革发展行动计划_任务清单_v1.0", 3),
        ("2022年_稷山县职业教育改革发展行动计划_任务清单_v1.0", 3),
        ("2022年12月_新绛县职业教育改革发展行动计划_任务完成情况_v1.0", 3),
        ("任务清单_v2.0", 5),
        ("计划调整说明", 2),
        ("更正第1次", 5),
        ("更正说明", 2),
        *((f"2023年{month}月_任务完成情况_v1.0", 3) for month in range(3, 13)),
    ):
        assert sum(word in name for name in names) == kinds
    assert {Path(name).suffix for name in names} == {".pdf", ".xlsx", ".eml", ".png", ".json"}
    assert {"汇总.xlsx", "summary.json"} <= set(names)
    assert not folder.exists()


def test_self_test_says_what_it_proved(run) -> None:
    status, out, _ = run("self-test")
    assert status == 0
    assert "PDF" in out


def test_a_self_test_that_meets_something_unexpected_says_so(run, monkeypatch) -> None:
    def prove(*_: object) -> list[str]:
        raise ImportError("libcups.so.2")

    monkeypatch.setattr(NoScreen, "prove", prove)
    status, _, err = run("self-test")
    assert status == 3
    assert err.startswith("自检没有通过：")
    assert "libcups" in err


def test_the_system_s_refusals_are_sentences_too(run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "样例数据").write_text("a file where a folder should be", encoding="utf-8")
    status, _, err = run("demo", tmp_path / "out")
    assert (status, one_sentence(err)) == (3, True)
    odd = tmp_path / "odd.json"
    odd.write_text('{"\\ud800": 1}', encoding="utf-8")
    status, _, err = run("load", odd)
    assert (status, one_sentence(err)) == (1, True)


def test_verify_needs_no_data_and_names_what_differs(loaded, tmp_path: Path) -> None:
    import openpyxl

    out = loaded("export", "task-list", "--year", 2023, "--to", tmp_path)[1]
    path = Path(out.splitlines()[1])
    status, told, _ = loaded("verify", path)
    assert (status, told[:3]) == (0, "一致：")
    code = told.splitlines()[0].rpartition(" ")[2]
    assert loaded("verify", path, "--code", code.lower())[0] == 0
    status, told, _ = loaded("verify", path, "--code", "0000-0000-0000-0")
    assert status == 1
    assert "纸上的校验码" in told
    status, _, err = loaded("verify", path, "--code", "abc")
    assert (status, one_sentence(err)) == (1, True)
    book = openpyxl.load_workbook(path)
    book["任务清单"]["D9"] = "改过"
    book.save(path)
    status, told, _ = loaded("verify", path)
    assert status == 1
    assert "D9（第5项“具体工作举措”）与定下的内容不同。" in told


def test_backup_then_restore_brings_everything_back(loaded, folder: Path, tmp_path: Path) -> None:
    before = loaded("dump")[1]
    status, out, _ = loaded("backup", tmp_path / "备份.sqlite3")
    assert status == 0
    assert "验证" in out
    from models.school import register

    store = Store.open(paths.data_file(folder))
    store.edit([register.school_change("contact", "新人")])
    store.close()
    status, out, _ = loaded("restore", tmp_path / "备份.sqlite3")
    assert status == 0
    assert "核对无误" in out
    assert "原来的数据留在" in out
    assert loaded("dump")[1] == before


def test_restore_mends_data_that_no_longer_open(loaded, folder: Path, tmp_path: Path) -> None:
    before = loaded("dump")[1]
    loaded("backup", tmp_path / "b.sqlite3")
    paths.data_file(folder).write_bytes(b"")
    assert loaded("dump")[0] == 3
    assert loaded("restore", tmp_path / "b.sqlite3")[0] == 0
    assert loaded("dump")[1] == before


@pytest.mark.parametrize("version", ["v0.1", "v0.2", "v0.3", "v1.0/zhijiao"])
def test_a_copy_of_an_older_release_is_restored(run, version: str) -> None:
    kept = Path(__file__).parents[2] / "data" / "databases" / f"{version}.sqlite3"
    assert run("restore", kept)[0] == 0
    assert json.loads(run("dump")[1])["school"]["name"] == "阳城县示例职业高级中学"


def test_backup_and_restore_refuse_in_one_sentence(loaded, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"rubbish" * 50)
    for words in (("restore", tmp_path / "x"), ("restore", tmp_path / "no"), ("backup", "/no/x")):
        status, _, err = loaded(*words)
        assert (status, one_sentence(err)) == (3, True)
    store = Store.open(paths.data_file(folder))
    for words in (("backup", tmp_path / "b"), ("restore", paths.data_file(folder))):
        status, _, err = loaded(*words)
        assert (status, one_sentence(err)) == (3, True)
    store.close()


def test_a_list_is_begun_in_an_empty_folder_under_a_named_notice(run, folder: Path) -> None:
    status, told, _ = run("begin", "task-list", "--year", 2022, "--notice", "新绛")
    assert (status, told) == (0, "已经开始：2022年年度清单。\n")
    store = Store.open(paths.data_file(folder))
    assert [(one.key, one.year) for one in notices_kept.opened(store)] == [("xinjiang_plan", 2022)]
    store.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--year", 2022), "有几份通知"),
        (("--year", 2022, "--notice", "运城"), "没有2022年叫“运城”的通知"),
        (("--year", 1999), "没有1999年"),
    ],
)
def test_a_notice_that_is_not_sure_is_refused(run, folder: Path, words, said: str) -> None:
    status, _, why = run("begin", "task-list", *words)
    assert status != 0
    assert said in why
    assert one_sentence(why)
    assert not paths.data_file(folder).exists()  # nothing was begun


def test_two_notices_of_one_year_are_told_apart(run) -> None:
    for county in ("新绛", "稷山"):
        assert run("begin", "task-list", "--year", 2022, "--notice", county)[0] == 0
    status, _, why = run("check", "task-list", "--year", 2022)
    assert status != 0
    assert "新绛县" in why
    assert "稷山县" in why
    assert "用 --notice 写明" in why
    first, second = (
        run("check", "task-list", "--year", 2022, "--notice", word)[1]
        for word in ("xinjiang_plan", "稷政发〔2021〕6号")
    )
    assert len(first.splitlines()) != len(second.splitlines())


def test_a_spring_is_lived_without_a_window(run, tmp_path: Path) -> None:
    """The list frozen, stamped and handed in, March begun, the list corrected; each is told."""
    named, loaded = ("--year", 2023), run
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    without = tmp_path / "list.json"
    for year in sample["years"]:
        year["monthly_reports"] = []
    without.write_text(json.dumps(sample), encoding="utf-8")
    assert run("load", without)[0] == 0
    assert loaded("record", "stamped", "task-list", *named, "--on", "2023-03-06")[0] != 0
    assert loaded("finalise", "task-list", *named)[0] == 0
    told = loaded("record", "stamped", "task-list", *named, "--on", "2023-03-06", "--who", "王建国")
    assert told[:2] == (0, "已经记下：2023年年度清单 3月6日 盖章　王建国。\n")
    assert loaded("record", "handed-in", "task-list", *named, "--on", "2023-03-07")[0] == 0
    assert loaded("begin", "monthly-report", *named, "--month", 3)[:2] == (
        0,
        "已经开始：2023年3月报告。\n",
    )
    assert loaded("begin", "monthly-report", *named, "--month", 3)[0] != 0
    status, out, _ = loaded("correct", "task-list", *named, "--reason", "抄错一个数")
    assert (status, out) == (0, "已经开始：2023年年度清单 v1.1。\n")
    status, _, why = loaded("adjust", "task-list", *named, "--reason", "改期", "--from", 6)
    assert status != 0
    assert one_sentence(why)
