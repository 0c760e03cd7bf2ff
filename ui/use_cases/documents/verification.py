"""核对: do a file, its check code, the code on the paper and our own record agree?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import resources
from forms.form import check_code
from forms.form.filled import DRAFT, FINAL
from models.documents import versions
from models.errors import Refusal
from models.school import register
from models.value_class import value_class
from ui.use_cases.times import local_time_with_year
from ui.use_cases.words import document_words

if TYPE_CHECKING:
    from forms.reading.verdict import Verdict
    from models.storage.store import Store

_WHOSE = {DRAFT: "verify.whose_draft", FINAL: "verify.whose_final"}
SHOWN = 200  # differing cells that are named


@value_class
class Answer:
    """What is said to the clerk, and whether everything agrees."""

    agrees: bool
    lines: tuple[str, ...]
    code: str
    school: str = ""
    school_id: str = ""  # of its data; what 1.7 and earlier wrote has none
    remarks: tuple[str, ...] = ()  # what is hidden in the file, or stands outside the form
    typed: str = ""  # the code of the paper, where one was typed


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
    words = {"school": verdict.school, "title": verdict.title, "version": verdict.version}
    whose = resources.sentence(_WHOSE.get(verdict.state, "verify.whose"), **words)
    first = resources.sentence("verify.disagrees" if lines else "verify.agrees", code=verdict.code)
    remarks = tuple(resources.sentence(r.code, what=r.what) for r in verdict.remarks)
    school, identity = verdict.school, verdict.school_id
    said = (whose, first, *lines) if lines else (first, whose)
    return Answer(not lines, said, verdict.code, school, identity, remarks, code or "")


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
    words = {"school": answer.school, "own": own}
    is_called = not answer.school or answer.school in (own, school.name)
    is_ours = answer.school_id in ("", school.identity)
    if not is_called and not (is_ours and answer.school_id):
        return _with(answer, resources.sentence("verify.other_school", **words))
    record = _record(store, answer.code)
    if answer.typed not in ("", answer.code):  # the paper is another sheet: which?
        paper = resources.sentence("verify.paper", record=_record(store, answer.typed))
        answer = _with(answer, paper)
    if is_called and is_ours:
        return _with(answer, record)
    code = "verify.other_id" if is_called else "verify.two_names"
    return _with(answer, record, resources.sentence(code, **words))


def _with(answer: Answer, *lines: str) -> Answer:
    return replace(answer, lines=(*answer.lines, *lines))


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
        document=document_words(store, version),
        mark=f"{version.mark}{note}",
        time=local_time_with_year(found.utc),
    )
