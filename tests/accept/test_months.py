"""A clerk's spring through the real window: March to May, then what goes wrong and is put right."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING

import pytest

from models.documents import deliveries, revision_record, versions
from models.documents.states import Stage
from models.monthly_report.results import RowKind
from models.task_list import plan
from tests.accept.conftest import ROOT, Program, command, wait_for
from tests.helpers import NOTICE, report_of

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = json.loads((ROOT / "resources/sample/school.json").read_text(encoding="utf-8"))
REPORTS = {report["month"]: report for report in SAMPLE["years"][0]["monthly_reports"]}
PRINTED = {"按期完成": "是", "部分完成": "否", "未按期完成": "否", "本月无安排": "—"}


@pytest.fixture
def begun(program: Program, tmp_path: Path) -> Program:
    """The window on a school whose list is filled in and whose months are not begun."""
    document = json.loads(json.dumps(SAMPLE))
    document["years"][0]["monthly_reports"] = []
    source = tmp_path / "school.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    program.folder.mkdir()
    main = (sys.executable, ROOT / "main.py", "--data-dir", program.folder)
    command(*main, "load", source)
    program.start_located()
    return program


def confirm(program: Program, verb: str) -> None:
    program.press(f"button {verb}")
    time.sleep(1.5)


def finalise(program: Program) -> None:
    program.screen.key("ctrl+p")
    time.sleep(1.5)
    finalise_here(program)


def finalise_here(program: Program) -> None:
    program.press("button 定稿")
    time.sleep(0.6)
    confirm(program, "定稿")


def record(program: Program, verb: str, note: str = "") -> None:
    program.press(f"button 记{verb}")
    time.sleep(0.5)
    if note:
        program.screen.key("Tab", "Tab")
        program.screen.put(note)
        program.screen.key("ctrl+v")
    program.screen.key("Return")
    time.sleep(0.8)


def fill_month(program: Program, month: int) -> None:
    """Open a month from the keyboard, paste its rows, type its figures and its shortfall."""
    screen = program.screen
    screen.key("ctrl+3")
    time.sleep(1)
    program.press(f"button {month}月")
    program.press("button 开始填写")
    time.sleep(1)
    rows = [row for row in REPORTS[month]["rows"] if row["kind"] == "goal"]
    block = [[row["progress"], "", PRINTED[row["result"]]] for row in rows]
    screen.put_cells(block)
    screen.key("ctrl+Home", "Right", "Right", "Right", "ctrl+v")
    time.sleep(1)
    for place, row in enumerate(REPORTS[month]["rows"]):
        screen.key("ctrl+3", "ctrl+Home", *["Down"] * place, "Right", "Right", "Right")
        if row["kind"] == "open_item":
            program.press("button 销号")
            screen.key("ctrl+3")
            screen.put(row["progress"])
            screen.key("F2", "ctrl+v", "ctrl+Return")
        for key, amount in row["amounts"].items():
            program.press(f"field amount-{key}")
            screen.key("ctrl+a")
            screen.type(str(amount))
            screen.key("Return")
        if row.get("shortfall"):
            fill_shortfall(program, row["shortfall"])
    screen.key("F5")
    time.sleep(1)
    screen.picture(f"30-month-{month}-filled")


def fill_shortfall(program: Program, shortfall: dict[str, str]) -> None:
    screen = program.screen
    program.press("button 部分")
    for field in ("gap", "reason", "remedy"):
        program.paste_into(f"field shortfall-{field}", shortfall[field])
    screen.picture("31-shortfall")
    program.press("name 原因类别")
    screen.key("Down", "Down", "Down", "Return")
    program.press("field 何时补上")
    screen.type("2023-04-20")
    screen.key("Return")
    program.paste_into("field 责任人", shortfall["person"])
    screen.key("Return")


def print_to(program: Program, folder: Path) -> Path:
    before = set(folder.glob("*.pdf"))
    program.screen.key("ctrl+p")
    time.sleep(2)
    program.screen.key("Return")
    made = next(iter(wait_for(lambda: set(folder.glob("*.pdf")) - before, 40)))
    wait_for(lambda: made.stat().st_size > 10_000, 20)
    return made


def test_a_clerk_s_spring(begun: Program, printer: Path) -> None:
    program, screen = begun, begun.screen
    screen.key("ctrl+2")
    finalise(program)
    record(program, "盖章")
    record(program, "送交")
    for month in (3, 4, 5):
        fill_month(program, month)
        finalise(program)
        screen.picture(f"32-month-{month}-final")
        if month == 3:
            assert print_to(program, printer).read_bytes().startswith(b"%PDF")
        record(program, "盖章")
        record(program, "送交")
        record(program, "发了电子版")
    screen.key("ctrl+1")
    time.sleep(1)
    screen.picture("33-home-after-may")
    adjust(program)
    correct(program)
    assert program.quit() == 0
    look_at_what_was_done(program)


def adjust(program: Program) -> None:
    """A plan adjustment; its 定稿 is withdrawn once and made again."""
    screen = program.screen
    screen.key("ctrl+2", "ctrl+p")
    time.sleep(1.5)
    program.press("button 计划调整…")
    time.sleep(0.6)
    screen.key("Return")  # from June on, the first month that is free
    time.sleep(1)
    screen.key("ctrl+2", "ctrl+Home", "Right", "Right", "Down", "F2", "ctrl+Home", "shift+End")
    screen.put("3月：摸清专业教师企业实践底数，建立名册")
    screen.key("ctrl+v", "ctrl+Return")
    fill_revision(program, "名册要求是省厅新加的", adjustment=True)
    finalise(program)
    screen.picture("34-adjusted")
    program.press("button 撤回定稿")
    time.sleep(0.6)
    screen.type("once more")
    screen.key("Return")
    time.sleep(1.2)
    screen.picture("35-withdrawn")
    finalise_here(program)
    record(program, "盖章")


def fill_revision(program: Program, reason: str, *, adjustment: bool) -> None:
    program.press("button 写原因和说明…")
    time.sleep(0.6)
    screen = program.screen
    screen.put(reason)
    screen.key("ctrl+v")
    if adjustment:
        program.press("field revision-asked_on")
        screen.type("2023-06-01")
        program.paste_into("field revision-leader", "刘志明")
    screen.picture("36-record" if adjustment else "37-reason")
    program.press("button OK") if program.where("button OK") else program.press("button 确定")
    time.sleep(0.8)


def correct(program: Program) -> None:
    """The bureau returns May; it is corrected, with its explanation page."""
    screen = program.screen
    screen.key("ctrl+3")
    time.sleep(0.8)
    program.press("button 5月 已送交")
    screen.key("ctrl+p")
    time.sleep(1.5)
    record(program, "被退回", "招生数与平台不符")
    program.press("button 更正…")
    time.sleep(0.6)
    confirm(program, "开始更正")
    screen.key("ctrl+3", "ctrl+Home", "Right", "Right", "Right", "F2", "ctrl+a")
    screen.put("第二批2节微课录制完成，报县局备案，县局回复合格。")
    screen.key("ctrl+v", "ctrl+Return")
    fill_revision(program, "漏写了县局的回复", adjustment=False)
    screen.key("ctrl+p")
    time.sleep(1.2)
    program.press("button 看更正说明")
    time.sleep(1.5)
    screen.picture("38-note")
    finalise_here(program)
    screen.picture("39-corrected")


def look_at_what_was_done(program: Program) -> None:
    store = program.store()
    lists = versions.of_document(store, plan.document(NOTICE))
    assert [(v.mark, versions.stage(store, v)) for v in lists] == [
        ("v1.0", Stage.REPLACED),
        ("v2.0", Stage.DELIVERED),
    ]
    kinds = [event.kind for event in deliveries.events(store, lists[1].id)]
    assert kinds == ["finalised", "withdrawn", "finalised", "stamped"]
    assert revision_record.revision(store, lists[1].id).leader == "刘志明"
    march = report_of(store, 3)
    late = march.report.line((RowKind.GOAL, 5, 3)).row
    assert (late.amounts, late.person) == ({"5.skill_assessment": 40}, "孙立新")
    assert "停电" in late.reason
    events = [event.kind for event in deliveries.events(store, march.version.id)]
    assert events == ["finalised", "printed", "stamped", "handed_in", "sent"]
    april = report_of(store, 4)
    assert april.report.counts.missed == 0
    assert april.report.standings["5.skill_assessment"].cumulative == 124
    may = report_of(store, 5)
    assert may.version.mark == "更正第1次"
    note = versions.snapshot(store, may.version).note
    assert note is not None
    assert "漏写了县局的回复" in note.canonical
    store.close()
