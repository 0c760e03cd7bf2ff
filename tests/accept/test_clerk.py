"""A clerk's run through the real window: first click to printed page and saved file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time

import pytest

from models import interchange, packs
from tests.accept.conftest import ROOT, Program, command, wait_for
from tests.helpers import MM, read_pdf
from ui.use_cases import sheets
from ui.use_cases.tabular import format_block
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Places in the window at 1280 × 720 and 100 %.
FINALISE = (1130, 316)
EXPORT_XLSX = (1198, 366)


def block() -> str:
    """Columns 3 to 6 of the sample, as a spreadsheet puts them on the clipboard."""
    from models.wording import goals_text, measures_text

    sample = (ROOT / "resources/sample/school.json").read_bytes()
    year = interchange.read(sample, packs.shipped()).years[0]
    return format_block(
        [[goals_text(e), measures_text(e), e.office, e.person] for e in year.entries]
    )


def first_run(program: Program) -> None:
    screen = program.screen
    program.start()
    screen.picture("01-first-run")
    screen.type("Yangcheng")
    screen.key("Tab", "Tab")
    screen.type("Wang")
    screen.key("Tab")
    screen.type("0356-4220000")
    screen.key("Return")
    time.sleep(1.5)
    screen.picture("02-empty-sheet")


def test_a_clerk_s_day(program: Program, printer: Path, out: Path) -> None:
    screen = program.screen
    first_run(program)
    # typing, new line, undo, redo
    screen.key("Right")
    screen.type("first")
    screen.key("Return")
    screen.type("second")
    screen.key("ctrl+Return")
    screen.picture("03-typed")
    screen.key("ctrl+z")
    screen.key("ctrl+y")
    # a block from a spreadsheet fills nine rows
    screen.key("Left")
    screen.put(block())
    screen.key("ctrl+v")
    time.sleep(1)
    screen.picture("04-pasted")
    assert program.quit() == 0
    store = program.store()
    filled = sheets.load(store, 2023)
    assert [e.office for e in filled.contents.entries][:3] == ["政教处", "教务处", "双高办"]
    assert filled.entry(4).month(3).goal == "启动首批鉴定"
    store.close()
    # undo after a restart
    program.start()
    screen.key("ctrl+z")
    time.sleep(0.5)
    screen.picture("05-undone-after-restart")
    assert program.quit() == 0
    store = program.store()
    assert sheets.load(store, 2023).entry(0).measures == "first\nsecond"
    store.close()
    program.start()
    screen.key("ctrl+y")
    screen.key("F5")
    screen.picture("06-findings")
    # a gap is made, found, and cleared from the keyboard
    screen.key("ctrl+2")
    screen.key("ctrl+Home", "Right", "Right", "Right", "Right", "Right")
    screen.key("Delete")
    screen.key("F5")
    screen.picture("07-gap")
    screen.key("ctrl+2")
    screen.type("Wang")
    screen.key("ctrl+Return")
    screen.key("F5")
    screen.picture("08-gap-cleared")
    # preview, 定稿
    screen.key("ctrl+p")
    time.sleep(1.5)
    screen.picture("09-preview")
    screen.click(*FINALISE)
    time.sleep(0.8)
    screen.picture("10-question")
    screen.key("Return")
    time.sleep(2)
    screen.picture("11-final")
    # print to the queue
    before = set(printer.glob("*.pdf")) if printer.exists() else set()
    screen.key("ctrl+p")
    time.sleep(2)
    screen.picture("12-print-dialog")
    screen.key("Return")
    made = wait_for(lambda: set(printer.glob("*.pdf")) - before if printer.exists() else None, 40)
    time.sleep(1)
    # xlsx
    screen.click(*EXPORT_XLSX)
    time.sleep(1)
    screen.picture("13-save-xlsx")
    target = program.folder.parent / "list.xlsx"
    screen.key("ctrl+a")
    screen.type(str(target))
    screen.key("Return")
    wait_for(target.exists)
    screen.picture("14-saved")
    assert program.quit() == 0
    store = program.store()
    sheet = sheets.load(store, 2023)
    assert sheet.version.number == "1.0"
    assert not sheet.version.is_draft
    from models import versions

    ours = versions.snapshot(store, sheet.version).pdf
    store.close()
    printed = next(iter(made)).read_bytes()
    shutil.copy(next(iter(made)), out / "printed-by-cups.pdf")
    compare(read_pdf(ours), read_pdf(printed))
    shutil.copy(target, out / "list.xlsx")


def compare(ours: list, printed: list) -> None:
    """The printed pages have the size and the rules of the PDF."""
    assert len(printed) % len(ours) == 0
    for mine, theirs in zip(ours, printed, strict=False):
        # cups-pdf may turn the sheet upright; the measures are the same.
        assert sorted((theirs.width, theirs.height)) == pytest.approx(
            sorted((mine.width, mine.height)), abs=2
        )
        upright = theirs.width < theirs.height
        rules = theirs.horizontals if upright else theirs.verticals
        steps = [(b - a) / MM for a, b in zip(rules, rules[1:], strict=False)]
        wanted = [10, 35, 70, 70, 22, 18]
        assert steps == pytest.approx(wanted, abs=0.4) or steps[::-1] == pytest.approx(
            wanted, abs=0.4
        )


def engine(environment: dict[str, str]) -> str:
    """Ask ibus for 拼音; returns the engine it has now (its exit status says nothing)."""
    for words in (["libpinyin"], []):
        done = subprocess.run(
            ["ibus", "engine", *words], env=environment, capture_output=True, text=True, check=False
        )
    return done.stdout.strip()


def test_chinese_typed_through_an_input_method_reaches_the_cell(program: Program) -> None:
    screen = program.screen
    bus = command("dbus-launch", "--sh-syntax", env=screen.environment)
    settings = dict(
        line.rstrip(";").replace("'", "").split("=", 1)
        for line in bus.splitlines()
        if "=" in line and "export" not in line
    )
    own = {
        "DBUS_SESSION_BUS_ADDRESS": settings["DBUS_SESSION_BUS_ADDRESS"],
        "QT_IM_MODULE": "fcitx",  # our rule turns it into ibus
        "HOME": str(program.folder.parent),
        "XDG_RUNTIME_DIR": str(program.folder.parent),
    }
    environment = {**screen.environment, **own}
    daemon = subprocess.Popen(
        ["ibus-daemon", "--xim", "--panel=disable"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: engine(environment) == "libpinyin", 30)
        program.start(**own)
        subprocess.run(["ibus", "engine", "xkb:us::eng"], env=environment, check=False)
        screen.type("School")
        screen.key("Return")
        time.sleep(1.5)
        screen.key("Right")
        screen.key("F2")
        time.sleep(0.4)
        engine(environment)
        time.sleep(0.8)
        screen.type("nihao ")
        time.sleep(0.8)
        screen.picture("20-input-method")
        screen.key("ctrl+Return")
        assert program.quit() == 0
    finally:
        daemon.terminate()
        daemon.wait()
        os.kill(int(settings["DBUS_SESSION_BUS_PID"]), 15)
    store = program.store()
    assert sheets.load(store, 2023).entry(0).measures == "你好"
    assert json.loads(interchange.dump(store))["school"]["name"]
    store.close()
