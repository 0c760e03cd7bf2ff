"""When files and papers came in: the bureau's own list, or the mail that carried them.

No file carries the day it arrived; without one it is in, and neither on time nor late. Days are
those of Beijing (+08:00), where every school is.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from models.bureau.facts import LIST, REPORT
from models.bureau.roster import month_of, table_of
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

BEIJING = timezone(timedelta(hours=8))
FILE, RECEIVED = "file", "received"
_PAPER = ("school", "form", "month", "medium", "due", "on_time", "short")
_COLUMNS = (FILE, RECEIVED, *_PAPER)
_FORMS = {"list": LIST, LIST: LIST, "report": REPORT, REPORT: REPORT}
_FORMS |= {"任务清单": LIST, "清单": LIST, "月报": REPORT, "任务完成情况": REPORT}
_FOOT = 3  # figures
_YEARS = range(2000, 2101)
_MOST = 10_000  # rows that anybody counts on a paper


class Foot(NamedTuple):
    """What a report says at its foot: 应完成, 按期完成, 未按期完成."""

    due: int
    on_time: int
    short: int


class Paper(NamedTuple):
    """A stamped paper that came without a file; its foot where somebody read it."""

    school: str
    form: str
    month: int | None
    received: datetime
    medium: str
    foot: Foot | None
    line: int


class Received(NamedTuple):
    """When each file came (by its path in the list), and the papers."""

    files: Mapping[str, datetime]
    papers: tuple[Paper, ...]


def read_received(content: bytes) -> Received:
    """Read a list of what came in.

    Raises:
        Refusal: ``bureau.*``: no table, a date that is none, a paper without school or form, a foot
            that does not add up, a file twice.
    """
    files: dict[str, datetime] = {}
    papers = []
    for line, row in table_of(content, (FILE, RECEIVED), _COLUMNS, FILE):
        moment = moment_of(row[RECEIVED], line)
        name = row[FILE].replace("\\", "/")
        if not name:
            papers.append(_paper(row, moment, line))
        elif name in files:
            raise Refusal("bureau.file_twice", name=name, line=line)
        else:
            files[name] = moment
    return Received(files, tuple(papers))


def moment_of(text: str, line: int) -> datetime:
    """Return a date, or a date and time, in Beijing's time.

    Raises:
        Refusal: ``bureau.no_date``.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        found = None
    moment = in_beijing(found) if found is not None else None
    if moment is None:
        raise Refusal("bureau.no_date", text=text[:30], line=line)
    return moment


def in_beijing(moment: datetime) -> datetime | None:
    """Return a moment in Beijing's time, which it is in where it names none.

    None of a year in which no school could have sent it.
    """
    if moment.year not in _YEARS:  # near the ends of time its zone could not be changed
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=BEIJING)
    return moment.astimezone(BEIJING)


def day_of(moment: datetime) -> date:
    """Return the day of a receipt, in Beijing."""
    return moment.astimezone(BEIJING).date()


def _paper(row: Mapping[str, str], moment: datetime, line: int) -> Paper:
    form = _FORMS.get(row.get("form", ""))
    if form is None or not row.get("school"):
        raise Refusal("bureau.paper", line=line)
    month = month_of(row.get("month", ""), line) if form == REPORT else None
    return Paper(row["school"], form, month, moment, row.get("medium", ""), _foot(row, line), line)


def _foot(row: Mapping[str, str], line: int) -> Foot | None:
    texts = [row.get(name, "") for name in ("due", "on_time", "short")]
    if not any(texts):
        return None
    numbers = [int(text) for text in texts if text.isascii() and text.isdecimal()]
    is_sound = len(numbers) == _FOOT and max(numbers) <= _MOST
    if not is_sound or numbers[0] != numbers[1] + numbers[2]:
        raise Refusal("bureau.foot", line=line)
    return Foot(*numbers)
