"""Every question that is asked of a file from outside, as plain values.

The window reads none of them itself: the reader process does, and what it vouched for are the very
bytes that are taken.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from forms.reading import notice_kinds
from forms.reading.mailed import Attached, Mail
from forms.reading.verdict import Difference, Remark, Verdict
from models.bureau.facts import Facts, facts_from_json
from models.documents.deliveries import SCAN_LIMIT, Scan
from models.errors import EnvironmentRefusal, Refusal
from models.notices.working_days import TABLE_LIMIT, HolidayYear, parse_holidays
from models.safekeeping import restoring
from models.storage import files, open_files
from models.value_class import value_class
from ui.use_cases.data.counts import Counts
from ui.use_cases.program.reader import the_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.storage.files import Report

    Answered = TypeVar("Answered")

SHEET_LIMIT = 64 * 2**20  # bytes; the reader's own limit speaks first
DOCUMENT_LIMIT = 64 * 2**20


@value_class
class Copy:
    """A proved data file from outside: its bytes, their hash, whose data they are, how much."""

    image: bytes
    sha256: str
    whose: str
    counts: Counts


def nobody_waits(part: int, of: int) -> None:
    """Where no window waits for the answer nothing is told on the way."""


def read_copy(source: Path, report: Report = nobody_waits) -> Copy:
    """Return the data file that a copy, a backup or a 接班包 carries, proved.

    Raises:
        Refusal: it is no sound data file of ours, holds no year yet, or was not read.
    """
    open_files.require_free(source, files.IN_USE)
    with files.temporary_folder() as folder:
        place = folder / "image"
        answer = the_reader().ask("copy", report, source=str(source.absolute()), place=str(place))
        image = files.read_limited(place, restoring.LIMIT)
    return _believed(lambda: _copy(answer, image))


def _copy(answer: dict[str, Any], image: bytes) -> Copy:
    found = sha256(image).hexdigest()
    if answer["sha256"] != found:
        raise ValueError(answer["sha256"])
    return Copy(image, found, str(answer["whose"]), Counts(**answer["counts"]))


def read_sheet(source: Path, report: Report = nobody_waits) -> Verdict:
    """Return what a file of ours that came back says of itself.

    Raises:
        Refusal: no xlsx, too large, with macros, not a file of ours, or it was not read.
    """
    answer = _ask("sheet", source, SHEET_LIMIT, report)
    return _believed(
        lambda: Verdict(
            str(answer["code"]),
            str(answer["title"]),
            str(answer["school"]),
            tuple(Difference(**one) for one in answer["differences"]),
            tuple(Remark(**one) for one in answer["remarks"]),
            *(str(answer[key]) for key in ("state", "version", "notice", "school_id")),
        )
    )


def read_report(source: Path, report: Report = nobody_waits) -> Facts:
    """Return what a school's file reports.

    Raises:
        Refusal: as ``read_sheet``.
    """
    answer = _ask("report", source, SHEET_LIMIT, report)
    return _believed(lambda: facts_from_json(answer))


def read_mail(source: Path, report: Report = nobody_waits) -> Mail:
    """Return when a mail came, and what the files in it report.

    Raises:
        Refusal: it is none, or was not read.
    """
    answer = _ask("mail", source, DOCUMENT_LIMIT, report)
    return _believed(lambda: _mail(answer))


def _mail(answer: dict[str, Any]) -> Mail:
    received = answer["received"]
    files = tuple(
        Attached(
            str(one["name"]),
            None if one["facts"] is None else facts_from_json(one["facts"]),
            None if one["refused"] is None else Refusal(str(one["refused"]), **one["values"]),
        )
        for one in answer["files"]
    )
    return Mail(None if received is None else datetime.fromisoformat(received), files)


def read_document(source: Path, report: Report = nobody_waits) -> bytes:
    """Return an interchange document that can be loaded.

    Raises:
        Refusal: a fault in it, or it was not read.
    """
    answer = _ask("document", source, DOCUMENT_LIMIT, report)
    return _same(source, DOCUMENT_LIMIT, answer)


def read_part(source: Path, report: Report = nobody_waits) -> bytes:
    """Return a part of an interchange document; whether it fits is for the data to say.

    Raises:
        Refusal: it is none of ours, or it was not read.
    """
    answer = _ask("part", source, DOCUMENT_LIMIT, report)
    return _same(source, DOCUMENT_LIMIT, answer)


def read_notice(source: Path, report: Report = nobody_waits) -> dict[str, Any]:
    """Return what rules find in the text of a notice, as ``notice read`` prints it.

    Raises:
        Refusal: ``notice_text.*``: no text in it, a kind that is not read; or it was not read.
    """
    ending = notice_kinds.require_readable(source.name)
    return _ask(f"notice{ending}", source, DOCUMENT_LIMIT, report)


def read_notice_file(source: Path, report: Report = nobody_waits) -> bytes:
    """Return the bytes of a ``.zjtz`` or of a proposal that can be put in.

    Raises:
        Refusal: a fault in it, or it was not read.
    """
    answer = _ask("notice", source, DOCUMENT_LIMIT, report)
    return _same(source, DOCUMENT_LIMIT, answer)


def read_holidays(source: Path, report: Report = nobody_waits) -> HolidayYear:
    """Return a year's holiday table.

    Raises:
        Refusal: the file is no such table, or it was not read.
    """
    answer = _ask("holidays", source, TABLE_LIMIT, report)
    return _believed(lambda: parse_holidays(str(answer["table"]).encode()))


def read_scan(source: Path, report: Report = nobody_waits) -> Scan:
    """Return the scan of a stamped sheet.

    Raises:
        Refusal: it is none, is too large, or was not read.
    """
    answer = _ask("scan", source, SCAN_LIMIT, report)
    return Scan(source.name, _same(source, SCAN_LIMIT, answer))


def _ask(job: str, source: Path, limit: int, report: Report) -> dict[str, Any]:
    """Have a file of at most ``limit`` bytes read: a dead disk holds the other process up."""
    open_files.require_free(source, files.IN_USE)
    return the_reader().ask(job, report, source=str(source.absolute()), limit=str(limit))


def _same(source: Path, limit: int, answer: dict[str, Any]) -> bytes:
    """Return the very bytes that were judged."""
    content = files.read_limited(source, limit)
    if answer.get("sha256") != sha256(content).hexdigest():
        raise EnvironmentRefusal("reader.died")
    return content


def _believed(made: Callable[[], Answered]) -> Answered:
    """Return an answer in our own values; one of another shape is none."""
    try:
        return made()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EnvironmentRefusal("reader.died") from error
