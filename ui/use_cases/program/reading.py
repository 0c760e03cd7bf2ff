"""The inside of the reader process: answers questions about files, one after the other.

A question is a line of JSON that names a file, or has its bytes after it. What comes back are
lines of JSON: how far it is, then the answer or the refusal. ``reader`` is the other end.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from forms.reading import (
    docx_tables,
    html_tables,
    notice_kinds,
    notice_source,
    reported,
    verifying,
    xlsx_tables,
)
from models.bureau.facts import facts_to_json
from models.documents.deliveries import Scan
from models.errors import EnvironmentRefusal, Refusal
from models.interchange import document as interchange
from models.json_reader import parse
from models.notice_text import from_file
from models.notice_text import reading as notice_text
from models.notice_text.proposal import as_json
from models.notices.shipped import shipped_notices
from models.notices.working_days import parse_holidays, to_json
from models.storage import files
from ui.use_cases.data import foreign_copy
from ui.use_cases.program import limits
from ui.use_cases.program.limits import Budget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forms.reading.table import Table
    from models.storage.files import Report

    Answer = dict[str, Any]

MEMORY = 150 * 2**20  # bytes that a file may cost
SECONDS = 1.5  # of the processor
# A data file is read row by row while a bar moves; what is wrong with it shows long before.
SECONDS_OF_A_COPY, SECONDS_A_MEGABYTE = 20, 1
GARBAGE = 5_000  # objects between two collections; a workbook makes some thousand
ANY_YEAR = 2000  # a proposal that names none is read all the same
LEFT_OVER = 50 * 2**20  # bytes that a file may leave in use; then another process goes on


def _holidays(content: bytes) -> Answer:
    return {"table": to_json(parse_holidays(content))}


def _document(content: bytes) -> Answer:
    years = len(interchange.read(content, shipped_notices()).years)
    return {"years": years, "sha256": sha256(content).hexdigest()}


def _part(content: bytes) -> Answer:
    interchange.require_format(parse(content))
    return {"sha256": sha256(content).hexdigest()}


def _notice(ending: str, content: bytes) -> Answer:
    return as_json(notice_text.read(notice_source.text_of(ending, content)))


def _notice_file(content: bytes) -> Answer:
    found = from_file.read(content, ANY_YEAR)
    return {"name": found.name, "sha256": sha256(content).hexdigest()}


def _scan(content: bytes) -> Answer:
    return {"ending": Scan("", content).ending, "sha256": sha256(content).hexdigest()}


def _mail(content: bytes) -> Answer:
    mail = reported.of_mail(content)
    return {
        "received": None if mail.received is None else mail.received.isoformat(),
        "files": [
            {
                "name": one.name,
                "facts": None if one.facts is None else facts_to_json(one.facts),
                "refused": None if one.refusal is None else one.refusal.code,
                "values": {} if one.refusal is None else one.refusal.values,
            }
            for one in mail.files
        ],
    }


def _tables(read: Callable[[bytes], list[Table]]) -> Callable[[bytes], Answer]:
    return lambda content: {"tables": [asdict(table) for table in read(content)]}


OF_BYTES: Mapping[str, Callable[[bytes], Answer]] = {
    "sheet": lambda content: asdict(verifying.verify(content)),
    "document": _document,
    "part": _part,
    "holidays": _holidays,
    "scan": _scan,
    "report": lambda content: facts_to_json(reported.of_xlsx(content)),
    "mail": _mail,
    "xlsx": _tables(xlsx_tables.read),
    "docx": _tables(docx_tables.read),
    "html": _tables(html_tables.read_bytes),
    **{f"notice{ending}": partial(_notice, ending) for ending in notice_kinds.ENDINGS},
    "notice": _notice_file,
}
"""What is asked of a file by its bytes."""


def _copy(source: Path, place: Path, report: Report) -> Answer:
    return asdict(foreign_copy.examine(source, place, report))


def serve() -> int:
    """Answer until nobody asks any more; returns the exit status."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints is no answer
    gc.freeze()  # what was imported is looked through no more
    gc.set_threshold(GARBAGE)
    base = limits.in_use()
    while line := questions.readline():
        asked = json.loads(line)
        content = questions.read(asked["size"])
        said = _said(asked, content, base, lambda part, of: _send(answers, progress=[part, of]))
        is_last = limits.in_use() > base + LEFT_OVER
        _send(answers, **said, is_last=is_last)
        if is_last:
            break
    return 0


def _said(asked: Answer, content: bytes, base: int, report: Report) -> Answer:
    """Return what is to be said to a question: an answer, or why there is none."""
    limits.keep_to(_budget(asked), base)
    try:
        if asked["job"] == "copy":
            return {"answer": _copy(Path(asked["source"]), Path(asked["place"]), report)}
        if "source" in asked:
            content = files.read_limited(Path(asked["source"]), int(asked["limit"]))
        return {"answer": OF_BYTES[asked["job"]](content)}
    except Refusal as refusal:
        is_environment = isinstance(refusal, EnvironmentRefusal)
        return {"refused": refusal.code, "values": refusal.values, "world": is_environment}
    except MemoryError:
        limits.relax()  # first of all: to say it takes memory too
        return {"refused": "reader.too_much", "values": {}, "world": False}
    except Exception as error:  # no file may end the process; the fault is told, not hidden
        name = type(error).__name__
        return {"refused": "reader.stumbled", "values": {"fault": name}, "world": False}
    finally:
        limits.relax()


def _budget(asked: Answer) -> Budget:
    if asked["job"] != "copy":
        return Budget(SECONDS, MEMORY)
    try:
        megabytes = Path(asked["source"]).stat().st_size / 2**20
    except OSError:  # refused as soon as it is opened
        megabytes = 0
    return Budget(SECONDS_OF_A_COPY + SECONDS_A_MEGABYTE * megabytes, MEMORY)


def _send(answers: IO[bytes], **said: object) -> None:
    answers.write(json.dumps(said, default=str).encode() + b"\n")
