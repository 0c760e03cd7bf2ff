"""kill -9 while edits are acknowledged: every acknowledged edit is there, the file is sound."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models import register
from models.store import Store

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import sys
from pathlib import Path
from models import register
from models.store import Store
store = Store.open(Path(sys.argv[1]))
number = int(register.school(store).contact or 0)
while True:
    number += 1
    store.edit([register.school_change("contact", str(number))])
    print(number, flush=True)
"""
ROUNDS = int(os.environ.get("ZHIJIAO_KILL_ROUNDS", "15"))


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_no_acknowledged_edit_is_lost_by_kill_9(data_file: Path) -> None:
    Store.create(data_file).close()
    rng = random.Random(9)  # noqa: S311  (seeded on purpose)
    for _ in range(ROUNDS):
        child = subprocess.Popen(  # noqa: S603  (our own code)
            [sys.executable, "-c", CHILD, str(data_file)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        acknowledged = 0
        for _ in range(rng.randint(1, 60)):
            acknowledged = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
        child.stdout.close()
        child.wait()
        whole = [int(n) for n in rest if n.isdecimal()]
        acknowledged = max([acknowledged, *whole[:-1]])
        store = Store.open(data_file)
        assert int(register.school(store).contact) >= acknowledged
        assert store.query("PRAGMA integrity_check") == [("ok",)]
        store.close()
