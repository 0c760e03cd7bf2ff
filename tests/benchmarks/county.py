"""A thousand schools' files: what reckoning costs beside loading them, and how much memory."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from models.bureau.received import Received
from models.bureau.roster import of_notice
from models.notices.shipped import shipped_notices
from models.notices.working_days import Calendar, Rule, read_holidays
from tests.benchmarks import foreign_files
from ui.use_cases.bureau.collecting import County, collect

if TYPE_CHECKING:
    from collections.abc import Callable

MAIN = Path(__file__).parents[2] / "main.py"
KEY = "yangcheng_2023"
FILES, FEW = 1_000, 100


def many_files(folder: Path) -> tuple[Path, Path]:
    """Return a folder with a thousand files of schools and one with a hundred."""
    made = foreign_files.a_hundred_files(folder)
    many, few = folder / "many", folder / "few"
    for target, number in ((many, FILES), (few, FEW)):
        target.mkdir()
        for at in range(number):
            (target / f"{at}.xlsx").write_bytes(made[at % len(made)].read_bytes())
    return many, few


def collecting(folder: Path) -> Callable[[], object]:
    """Reckon a folder, as the command does."""
    notice = shipped_notices()[KEY]
    calendar = Calendar(map(read_holidays, resources.holiday_paths()))
    members = of_notice(notice)
    county = County(notice, members, calendar, Rule.POSTPONE, Received({}, ()))
    return partial(collect, [folder], county, lambda _part, _of: None)


def peak_mb(folder: Path, target: Path) -> float:
    """Return the most memory (MB) that the command or its reader has in use at a time."""
    words = ["collect", str(folder), "--notice", KEY, "--to", str(target)]
    run = [sys.executable, str(MAIN), *words]
    with (target.parent / "said").open("w") as quiet:
        child = os.posix_spawn(
            run[0],
            run,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, quiet.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, quiet.fileno(), 2),
            ],
        )
        _, _, usage = os.wait4(child, 0)
    return usage.ru_maxrss / 1024
