"""A clerk's bad days on a real screen: the program killed, started twice, its file emptied."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from models.safekeeping import backups, restoring
from models.school import register
from models.storage import paths
from tests.accept.conftest import ROOT, wait_for
from ui.use_cases.program import demo

if TYPE_CHECKING:
    from tests.accept.conftest import Program, Screen


def second_start(program: Program) -> int:
    """Start the program again on the same data; returns its exit status."""
    words = [sys.executable, str(ROOT / "main.py"), "--data-dir", str(program.folder)]
    started = subprocess.run(  # noqa: S603  (our own program)
        words, env=program.screen.environment, timeout=20, check=False
    )
    return started.returncode


def test_a_clerk_loses_nothing(program: Program, screen: Screen) -> None:
    demo.live_until(program.folder, 5)
    # -- started twice: the first window comes to the front, the second start ends well
    program.start_located()
    time.sleep(1)
    assert second_start(program) == 0
    # -- a value is changed, and the process dies without a word
    program.press("button 设置")
    program.paste_into("field school-contact", "李新人")
    program.press("button 首页")
    screen.picture("60-home-with-backup")
    assert program.process is not None
    program.kill()
    # -- the next start has it, and says that all was proved
    program.start_located()
    time.sleep(1)
    screen.picture("61-after-kill")
    program.press("button 修改记录")
    screen.picture("62-history")
    program.press("button 设置")
    program.press("button 立即备份")
    wait_for(lambda: backups.found(program.folder))
    program.press("button 首页")
    assert program.quit() == 0
    store = program.store()
    assert register.school(store).contact == "李新人"
    store.close()
    # -- the file is emptied by a power cut of a bad disk: never an empty year
    path = paths.data_file(program.folder)
    path.write_bytes(b"")
    program.start_located()
    screen.picture("63-recovery")
    program.press("button 恢复这一份")
    time.sleep(1)
    screen.picture("64-restored")
    screen.key("Return")  # the sentence that says so
    program.press("button 首页")
    screen.picture("65-home-after-restore")
    assert program.quit() == 0
    store = program.store()
    assert register.school(store).contact == "李新人"
    store.close()
    (kept,) = (program.folder / restoring.DAMAGED_FOLDER).iterdir()
    assert (kept / path.name).read_bytes() == b""
    shutil.rmtree(kept)
