"""The schools a bureau expects something of: its list of names, and whose a file is.

What is expected is never derived from what came in. A list is a CSV with 学校 and 通知里的叫法, and
where they are needed 简称, 起始月, 免报 (empty, 全年, or months: 7,8), 说明.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.months import MONTHS
from models.text import NAME_LIMIT, clean_name
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.notices.notice import Notice

NAME, IN_NOTICE = "学校", "通知里的叫法"
SHORT, FIRST, EXCUSED, REMARK = "简称", "起始月", "免报", "说明"
_COLUMNS = (NAME, IN_NOTICE, SHORT, FIRST, EXCUSED, REMARK)
WHOLE_YEAR = "全年"
TABLE_LIMIT = 2 * 2**20  # bytes; a province has three hundred schools
_BETWEEN = "、，,;； "
SHORT_NAME = 4  # characters of one that may be short for another
_NUMBERS = frozenset("一二三四五六七八九十0123456789")


@value_class
class Member:
    """A school of the roster.

    Attributes:
        name: as the results call it.
        names: what else it is called: in the notice, in short.
        first_month: 1–12, of its first report.
        excused: months (1–12) it need not report; all of them, and the list, for 全年.
        remark: why.
    """

    name: str
    names: tuple[str, ...] = ()
    first_month: int = 1
    excused: frozenset[int] = frozenset()
    is_excused: bool = False  # for the whole year
    remark: str = ""

    def is_called(self, name: str) -> bool:
        """Whether this is the school of a name."""
        return bool(name) and name in (self.name, *self.names)


def of_notice(notice: Notice) -> tuple[Member, ...]:
    """Return the schools that a notice names itself."""
    return tuple(
        Member(school.name, tuple(alias.name for alias in school.aliases))
        for school in notice.schools
    )


def read_roster(content: bytes) -> tuple[Member, ...]:
    """Read a list of schools.

    Raises:
        Refusal: ``bureau.*``: no table, no column 学校, a name twice, a month that is none.
    """
    rows = table_of(content, (NAME,), _COLUMNS)
    members = tuple(_member(row, line) for line, row in rows)
    known: dict[str, int] = {}
    for member, (line, _) in zip(members, rows, strict=True):
        for name in {member.name, *member.names}:
            if name in known:
                raise Refusal("bureau.name_twice", name=name, line=line, first=known[name])
        known |= dict.fromkeys({member.name, *member.names}, line)
    if not members:
        raise Refusal("bureau.no_school")
    return members


def _member(row: Mapping[str, str], line: int) -> Member:
    name = row[NAME]
    if not name:
        raise Refusal("bureau.no_name", line=line)
    others = (row.get(IN_NOTICE, ""), row.get(SHORT, ""))
    first, excused = row.get(FIRST, ""), row.get(EXCUSED, "")
    whole = excused == WHOLE_YEAR
    return Member(
        name,
        tuple(dict.fromkeys(other for other in others if other and other != name)),
        month_of(first, line) if first else 1,
        frozenset(MONTHS) if whole else _months(excused, line),
        whole,
        row.get(REMARK, ""),
    )


def _months(text: str, line: int) -> frozenset[int]:
    pieces = text.translate(dict.fromkeys(map(ord, _BETWEEN), " ")).split()
    return frozenset(month_of(piece, line) for piece in pieces)


def month_of(text: str, line: int) -> int:
    """Return a month (1–12) of a list; a number, or one with 月.

    Raises:
        Refusal: ``bureau.no_month``.
    """
    bare = text.strip().removesuffix("月")
    if not (bare.isascii() and bare.isdecimal() and int(bare) in MONTHS):
        raise Refusal("bureau.no_month", text=text[:20], line=line)
    return int(bare)


def table_of(
    content: bytes, wanted: Sequence[str], known: Sequence[str], path: str = ""
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of a CSV by its headings, each with its line; empty rows left out.

    What stands under ``path`` names a file and is taken as it is.

    UTF-8, with or without a mark of it, or GB18030, as WPS and Excel save it.

    Raises:
        Refusal: ``bureau.*``: too large, no text, a heading missing, unknown or twice, a long name.
    """
    if len(content) > TABLE_LIMIT:
        raise Refusal("bureau.table_large", limit=TABLE_LIMIT // 2**20)
    (_, first), *rows = _lines(_text(content))
    headings = [heading.strip() for heading in first]
    for heading in headings:
        if heading not in known or headings.count(heading) > 1:
            raise Refusal("bureau.heading", heading=heading[:20], known="、".join(known))
    for heading in wanted:
        if heading not in headings:
            raise Refusal("bureau.heading_missing", heading=heading)
    return [
        (line, dict(zip(headings, _cells(row, headings, line, path), strict=True)))
        for line, row in rows
    ]


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with its line (from 1); at least one."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        found = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Refusal("bureau.no_table") from error
    if not found:
        raise Refusal("bureau.no_table")
    return found


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("bureau.no_table")


def _cells(row: Sequence[str], headings: Sequence[str], line: int, path: str) -> list[str]:
    if len(row) > len(headings) and any(cell.strip() for cell in row[len(headings) :]):
        raise Refusal("bureau.cells", line=line)
    filled = [*row, *[""] * len(headings)][: len(headings)]
    try:
        return [
            cell if heading == path else clean_name(cell, NAME_LIMIT).text
            for heading, cell in zip(headings, filled, strict=True)
        ]
    except Refusal as error:
        raise Refusal("bureau.cells", line=line) from error


# -- whose a file is -----------------------------------------------------------------------------


def called(members: Iterable[Member], name: str) -> Member | None:
    """Return the school of a name, None where none is so called."""
    return next((member for member in members if member.is_called(name)), None)


def nearest(members: Iterable[Member], name: str) -> Member | None:
    """Return the one school that a name is most like, None where none or several are.

    Like are two names of which one is the other with characters left out (阳城润城职业学校 and
    阳城县润城职业学校, 县职业高中 and 阳城县职业高级中学), but no number: 第二职业中学 is another
    school than 职业中学. The fewer are left out, the more alike.
    """
    found: list[tuple[float, Member]] = []
    for member in members:
        share = max(_share(name, other) for other in (member.name, *member.names))
        if share:
            found.append((share, member))
    best = max((share for share, _ in found), default=0.0)
    alike = [member for share, member in found if share == best]
    return alike[0] if len(alike) == 1 else None


def _share(one: str, other: str) -> float:
    """Return the length of a name as a share of that of the other one it is short for, else 0."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORT_NAME:
        return 0
    left_out, rest = [], iter(longer)
    for character in shorter:
        for there in rest:
            if there == character:
                break
            left_out.append(there)
        else:
            return 0
    if _NUMBERS.intersection((*left_out, *rest)):
        return 0
    return len(shorter) / len(longer)
