"""What was reckoned, written: 汇总.xlsx for people, summary.json for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.bureau import summary
from models.storage import files
from ui.use_cases.bureau.workbook import NAME, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from ui.use_cases.bureau.collecting import Collected

SUMMARY = "summary.json"


def write(found: Collected, folder: Path, rows: Path | None = None) -> list[Path]:
    """Write the results into a folder, and a line of JSON for each file where asked; returns all.

    Raises:
        EnvironmentRefusal: one cannot be written; those before it are there, whole.
    """
    files.make_folder(folder)
    written = [
        files.write_atomically(folder / NAME, workbook(found)),
        files.write_atomically(folder / SUMMARY, _summary(found)),
    ]
    if rows is not None:
        lines = summary.rows(found.county.notice, found.judgement)
        text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        written.append(files.write_atomically(rows, text.encode()))
    return written


def _summary(found: Collected) -> bytes:
    county = found.county
    made = summary.summary(county.notice, county.rule, found.reckoned, found.judgement)
    return f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode()
