"""核对: do a file, its check code and the code on the paper agree?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from forms import check_code, xlsx_reader
from models import files
from models.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path

READ_LIMIT = 64 * 2**20  # bytes; the reader's own limit speaks first


@dataclass(frozen=True)
class Answer:
    """What is said to the clerk, and whether everything agrees."""

    agrees: bool
    lines: tuple[str, ...]


def verify(source: Path, typed: str | None = None) -> Answer:
    """Verify a file, and the code typed from the paper where one is given.

    Raises:
        Refusal: no file of ours, or what was typed is no code.
    """
    verdict = xlsx_reader.verify(files.read_limited(source, READ_LIMIT))
    lines = []
    code = None
    if typed is not None:
        code = check_code.normalise(typed)
        if code is None:
            raise Refusal("verify.no_code", typed=typed[:30])
    if verdict.shown_code != verdict.code:
        lines.append(resources.sentence("verify.code_differs", code=verdict.code))
    lines += [
        resources.sentence(
            "verify.head_differs" if d.task == 0 else "verify.cell_differs",
            task=d.task,
            column=_column(d.column),
        )
        for d in verdict.differences
    ]
    if code is not None and code != verdict.code:
        lines.append(resources.sentence("verify.paper_differs", code=verdict.code, typed=code))
    if lines:
        return Answer(agrees=False, lines=(resources.sentence("verify.disagrees"), *lines))
    return Answer(agrees=True, lines=(resources.sentence("verify.agrees", code=verdict.code),))


_COLUMNS = {
    "number": "序号",
    "task": "工作任务",
    "goals": "时间节点及工作目标",
    "measures": "具体工作举措",
    "office": "责任处室",
    "person": "责任人",
    "name": "学校",
    "contact": "联系人、电话",
    "date": "日期",
}


def _column(key: str) -> str:
    return _COLUMNS.get(key, key)
