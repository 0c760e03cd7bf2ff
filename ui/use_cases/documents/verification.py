"""核对: do a file, its check code, the code on the paper and our own record agree?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import resources
from forms.form import check_code
from models.documents import versions
from models.errors import Refusal
from models.school import register
from ui.use_cases.times import local_time

if TYPE_CHECKING:
    from forms.reading.verdict import Verdict
    from models.storage.store import Store

SHOWN = 200  # differing cells that are named


@dataclass(frozen=True)
class Answer:
    """What is said to the clerk, and whether everything agrees."""

    agrees: bool
    lines: tuple[str, ...]
    code: str
    school: str = ""
    remarks: tuple[str, ...] = ()  # what is hidden in the file, or stands outside the form


def judge(verdict: Verdict, typed: str | None = None) -> Answer:
    """Say whether a file agrees with itself, and with the code typed from the paper where one is.

    Raises:
        Refusal: what was typed is no code.
    """
    code = read_code(typed) if typed is not None else None
    lines = [
        resources.sentence("verify.cell_differs", cell=d.cell, where=d.where)
        for d in verdict.differences[:SHOWN]
    ]
    if code is not None and code != verdict.code:
        lines.append(resources.sentence("verify.paper_differs", code=verdict.code, typed=code))
    whose = resources.sentence("verify.whose", school=verdict.school, title=verdict.title)
    first = resources.sentence("verify.disagrees" if lines else "verify.agrees", code=verdict.code)
    remarks = tuple(resources.sentence(r.code, what=r.what) for r in verdict.remarks)
    return Answer(not lines, (first, whose, *lines), verdict.code, verdict.school, remarks)


def read_code(typed: str) -> str:
    """Return a typed code in its printed form.

    Raises:
        Refusal: it cannot be one.
    """
    code = check_code.normalise(typed)
    if code is None:
        raise Refusal("verify.no_code", typed=typed[:30])
    return code


def against_records(store: Store, answer: Answer) -> Answer:
    """Add what our own records say to a file: another school's, or which 定稿 it is."""
    school = register.school(store)
    own = school.printed_name
    if answer.school and answer.school not in (own, school.name):
        line = resources.sentence("verify.other_school", school=answer.school, own=own)
    else:
        line = _record(store, answer.code)
    return replace(answer, lines=(*answer.lines, line))


def look_up(store: Store, typed: str) -> Answer:
    """Say which of our own prints carries a code.

    Raises:
        Refusal: what was typed is no code.
    """
    code = read_code(typed)
    known = versions.with_code(store, code)
    return Answer(known is not None and known.holds, (_record(store, code),), code)


def _record(store: Store, code: str) -> str:
    found = versions.with_code(store, code)
    if found is None:
        return resources.sentence("verify.not_recorded", code=code)
    version = found.version
    note = f" {version.note_name}" if found.is_note else ""
    return resources.sentence(
        "verify.recorded" if found.holds else "verify.void",
        document=f"{version.year}年{version.word}",
        mark=f"{version.mark}{note}",
        time=local_time(found.utc),
    )
