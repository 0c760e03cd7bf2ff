"""A clerk's run through the real window: first click to printed page and saved file."""

from __future__ import annotations

import shutil
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from models.documents import versions
from models.interchange import document as interchange
from models.notices.shipped import shipped_notices
from tests.accept.conftest import ROOT, Program, wait_for
from tests.helpers import MM, list_of, read_pdf

if TYPE_CHECKING:
    from pathlib import Path


def block() -> list[list[str]]:
    """Columns 3 to 6 of the sample."""
    from models.task_list.words.wording import goals_text, measures_text

    sample = (ROOT / "resources/sample/school.json").read_bytes()
    year = interchange.read(sample, shipped_notices()).years[0]
    return [
        [goals_text(e, year.notice.year), measures_text(e), e.office, e.person]
        for e in year.entries
    ]


def first_run(program: Program) -> None:
    screen = program.screen
    program.start_located()
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
    first_run(program)
    type_undo_redo_and_paste(program)
    undo_after_a_restart(program)
    find_and_clear_a_gap(program)
    finalise(program)
    printed = print_to(program, printer)
    target = save_xlsx(program)
    assert program.quit() == 0
    store = program.store()
    version = list_of(store).version
    assert (version.number, version.is_draft) == ("1.0", False)
    ours = versions.snapshot(store, version).pdf
    store.close()
    shutil.copy(printed, out / "printed-by-cups.pdf")
    shutil.copy(target, out / "list.xlsx")
    compare(read_pdf(ours), read_pdf(printed.read_bytes()))


def type_undo_redo_and_paste(program: Program) -> None:
    """Type a cell, undo and redo it, then fill nine rows with a block from a spreadsheet."""
    screen = program.screen
    screen.key("Right")
    screen.type("first")
    screen.key("Return")
    screen.type("second")
    screen.key("ctrl+Return")
    screen.picture("03-typed")
    screen.key("ctrl+z", "ctrl+y", "Left")
    screen.put_cells(block())
    screen.key("ctrl+v")
    time.sleep(1)
    screen.picture("04-what-would-be-replaced")
    program.press("button 粘贴")  # “second” stands beside the selected cell
    time.sleep(1)
    screen.picture("04-pasted")
    assert program.quit() == 0
    store = program.store()
    filled = list_of(store)
    assert [e.office for e in filled.contents.entries][:3] == ["政教处", "教务处", "双高办"]
    assert filled.entry(4).month(3).goal == "启动首批鉴定"
    store.close()


def undo_after_a_restart(program: Program) -> None:
    program.start_located()
    program.screen.key("ctrl+z")
    time.sleep(0.5)
    program.screen.picture("05-undone-after-restart")
    assert program.quit() == 0
    store = program.store()
    assert list_of(store).entry(0).measures == "first\nsecond"
    store.close()
    program.start_located()
    program.screen.key("ctrl+y")


def find_and_clear_a_gap(program: Program) -> None:
    """Make a gap, find it with F5, clear it from the keyboard."""
    screen = program.screen
    screen.key("F5")
    screen.picture("06-findings")
    screen.key("ctrl+2", "ctrl+Home", *["Right"] * 5, "Delete", "F5")
    screen.picture("07-gap")
    screen.key("ctrl+2")
    screen.type("Wang")
    screen.key("ctrl+Return", "F5")
    screen.picture("08-gap-cleared")


def finalise(program: Program) -> None:
    """Look at the preview, click 定稿, answer the question."""
    screen = program.screen
    screen.key("ctrl+p")
    time.sleep(1.5)
    screen.picture("09-preview")
    program.press("button 定稿")
    time.sleep(0.8)
    screen.picture("10-question")
    screen.key("shift+Tab", "space")  # Enter alone decides nothing
    time.sleep(2)
    screen.picture("11-final")


def print_to(program: Program, folder: Path) -> Path:
    """Print to the queue; returns the file that came out."""
    screen = program.screen
    before = set(folder.glob("*.pdf"))
    screen.key("ctrl+p")
    time.sleep(2)
    screen.picture("12-print-dialog")
    screen.key("Return")
    made = wait_for(lambda: set(folder.glob("*.pdf")) - before, 40)
    time.sleep(1)
    return next(iter(made))


def save_xlsx(program: Program) -> Path:
    screen = program.screen
    program.press("button 导出 xlsx")
    time.sleep(1)
    screen.picture("13-save-xlsx")
    target = program.folder.parent / "list.xlsx"
    screen.key("ctrl+a")
    screen.type(str(target))
    screen.key("Return")
    wait_for(target.exists)
    screen.picture("14-saved")
    return target


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
        steps = [(b - a) / MM for a, b in pairwise(rules)]
        wanted = [10, 35, 70, 70, 22, 18]
        assert steps == pytest.approx(wanted, abs=0.4) or steps[::-1] == pytest.approx(
            wanted, abs=0.4
        )
