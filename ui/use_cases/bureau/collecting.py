"""A folder of many schools' files: each read by the reader process, judged, reckoned.

One file after the other, never two at once; of each a row of plain values is kept. Whatever a file
is, its end is a sentence beside its name, and the next one is read.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from forms.reading.mailed import XLSX
from models.bureau.counting import Said, Seen, Verdict, judge
from models.bureau.expected import days_of, expected
from models.bureau.received import day_of
from models.bureau.reckoning import reckon
from models.errors import EnvironmentRefusal, Refusal
from models.text import clean_text
from models.value_class import value_class
from ui.use_cases.dates import today
from ui.use_cases.program import foreign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from models.bureau.counting import Judgement
    from models.bureau.received import Received
    from models.bureau.reckoning import Reckoned
    from models.bureau.roster import Member
    from models.notices.notice import Notice
    from models.notices.working_days import Calendar, Rule
    from models.storage.files import Report

MAIL = ".eml"
LOCK = "~$"  # what Office and WPS put beside a file that is open
IN_MAIL = "／"  # between a mail and a file in it
_NOT_OURS = frozenset({"verify.not_ours", "verify.pdf", "verify.other_sheets"})


@value_class
class County:
    """Whose files are looked for, under which notice, and by which rule for rest days."""

    notice: Notice
    members: tuple[Member, ...]
    calendar: Calendar
    rule: Rule
    received: Received
    as_of: date | None = None  # the day of the newest receipt where None


@value_class
class Collected:
    """What came of it."""

    county: County
    judgement: Judgement
    reckoned: Reckoned


def collect(folders: Sequence[Path], county: County, report: Report) -> Collected:
    """Read and reckon all files of some folders; ``report`` may raise to break off.

    Raises:
        Refusal: a folder is none.
    """
    found = list(_files(folders))
    received, unmatched = _times(county.received.files, [name for name, _ in found])
    seen: list[Seen] = []
    for number, (name, path) in enumerate(found):
        report(number, len(found))
        seen += _seen(name, path, received.get(name))
    report(len(found), len(found))
    judgement = judge(county.notice, county.members, seen, county.received.papers)
    judgement = judgement.asking(unmatched)
    moments = [one.received for one in judgement.files if one.received is not None]
    as_of = county.as_of or (day_of(max(moments)) if moments else today())
    due = expected(county.members, days_of(county.notice, county.calendar, county.rule), as_of)
    return Collected(county, judgement, reckon(county.notice, due, judgement, as_of))


def require_outside(target: Path, folders: Sequence[Path]) -> None:
    """Refuse to write among the files that are read.

    Raises:
        Refusal: ``bureau.target_inside``.
    """
    own = target.resolve()
    for folder in map(Path.resolve, folders):
        if own == folder or folder in own.parents:
            raise Refusal("bureau.target_inside", path=str(target))


def _files(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yield every file once with its path from its folder, in the order of their names."""
    given = list(dict.fromkeys(folder.resolve() for folder in folders))
    names = [folder.name for folder in given]
    known: set[Path] = set()
    shown: Counter[str] = Counter()
    for folder in given:
        if not folder.is_dir():
            raise EnvironmentRefusal("bureau.no_folder", path=str(folder))
        own = folder.name if names.count(folder.name) == 1 else folder.as_posix()
        before = f"{own}/" if len(given) > 1 else ""
        for path in sorted(folder.rglob("*")):
            if (path.is_file() or path.is_symlink()) and path not in known:
                known.add(path)
                name = _readable(before + path.relative_to(folder).as_posix())
                shown[name] += 1
                yield _again(name, shown[name]), path


def _again(name: str, time: int) -> str:
    """Return a name that no other has: of the second that is shown so ``…（2）``."""
    return f"{name}（{time}）" if time > 1 else name


def _readable(name: str) -> str:
    """Return a name as it is shown: one that is no UTF-8 as the GBK it mostly is, no controls."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return clean_text(raw.decode(encoding).replace("\n", " ")).text
    return clean_text(raw.decode("utf-8", "replace")).text


def _times(
    listed: Mapping[str, datetime], names: Sequence[str]
) -> tuple[dict[str, datetime], list[Said]]:
    """Return when each file came, and a question for each line of the list that names none.

    A line names a file by its path or the end of it, where no other ends so.
    """
    found: dict[str, datetime] = {}
    asked = []
    for own, moment in listed.items():
        named = [name for name in names if name == own or name.endswith(f"/{own}")]
        exact = [name for name in named if name == own]
        if len(exact or named) == 1:
            found[(exact or named)[0]] = moment
        else:
            code = "bureau.ask_alike" if named else "bureau.ask_not_there"
            asked.append(Said(code, (("file", own),)))
    return found, asked


def _seen(name: str, path: Path, received: datetime | None) -> Iterator[Seen]:
    """Yield what is found at a path: a file of a school, or each file in a mail."""
    if path.name.startswith(LOCK):
        yield Seen(name, received, None, Verdict.LOCK, Said("bureau.says_lock"))
    elif path.suffix.lower() == MAIL:
        yield from _in_mail(name, path, received)
    elif path.suffix.lower() == XLSX:
        yield _read(name, path, received)
    else:
        yield Seen(name, received, None, Verdict.FOREIGN, Said("bureau.says_other_kind"))


def _in_mail(name: str, path: Path, received: datetime | None) -> Iterator[Seen]:
    try:
        mail = foreign.read_mail(path)
    except Refusal as refusal:
        yield _unread(name, received, refusal)
        return
    moment = received or mail.received
    if not mail.files:
        yield Seen(name, moment, None, Verdict.FOREIGN, Said("bureau.says_no_file"))
    known: Counter[str] = Counter()
    for one in mail.files:
        known[one.name] += 1
        own = f"{name}{IN_MAIL}{_again(one.name, known[one.name])}"
        if one.refusal is not None:
            yield _unread(own, moment, one.refusal)
        else:
            yield Seen(own, moment, one.facts)


def _read(name: str, path: Path, received: datetime | None) -> Seen:
    try:
        return Seen(name, received, foreign.read_report(path))
    except Refusal as refusal:
        return _unread(name, received, refusal)


def _unread(name: str, received: datetime | None, refusal: Refusal) -> Seen:
    is_foreign = refusal.code in _NOT_OURS
    verdict = Verdict.FOREIGN if is_foreign else Verdict.UNREADABLE
    return Seen(name, received, None, verdict, Said(refusal.code, tuple(refusal.values.items())))
