"""What the paragraphs of a second document say: of which task, what is gone, new or otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex
from models.notice_text import days, figures, outline, review, units
from models.notice_text.outline import number_of
from models.notice_text.proposal import Find, TaskFind
from models.notices.likeness import LIKE, likeness, pairs
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.notice_text.days import DueFind
    from models.notice_text.figures import FigureFind
    from models.notice_text.proposal import Proposal
    from models.notice_text.units import UnitFind

_NUMBER = r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d{1,2})*)[）)]?"
_REFERENCE = lazy_regex(rf"第(?P<number>{_NUMBER})项")
_ONE = rf"第{_NUMBER}项(?:的?(?:任务|工作))?"
_LISTED = rf"{_ONE}(?:(?:、|和|及|与|，)?{_ONE})*"
_QUOTED = lazy_regex(r"[“「『《](?P<title>[^”」』》\n]{2,60})[”」』》]")
_NAMED = r"(?:[“「『《][^”」』》\n]{2,60}[”」』》])?"
_CANCEL = r"(?:取消|撤销|删去|删除|停止实施|不再(?:开展|实施|要求|列入|执行))"
_AFTER = r"(?:的?(?:重点)?(?:任务|工作))?(?=[。；，,;\n]|$)"
# The word governs the task itself: 取消第七项任务。 and 第七项不再要求。, not 取消第七项中的….
_GONE = lazy_regex(
    rf"{_CANCEL}(?:原)?(?P<listed>{_LISTED}){_NAMED}{_AFTER}"
    rf"|(?P<listed2>{_LISTED}){_NAMED}(?:的?(?:任务|工作))?(?:予以|均|现)?{_CANCEL}(?=[。；，,;\n]|$)"
    rf"|{_CANCEL}(?:原)?(?P<title>[“「『《][^”」』》\n]{{2,60}}[”」』》]){_AFTER}"
)
_NEW = lazy_regex(
    r"(?:新增|增设|增加|补充|增列)(?:以下)?(?:[一二两三四五\d]+[项个])?(?:重点)?(?:任务|工作|内容)?"
    r"(?:为|[:：])?(?=[“「『《]|[^\d到至为])"
)
_ADDED = lazy_regex(
    r"(?:新增|增加|减少|调减|调增|核减|核增|追加|压减|上调|下调|扩招|缩减)(?:了|约)?[^，,。；;到至为]{0,8}$"
)
_CHANGED = lazy_regex(r"(?:由|从|原)?[^，,。；;]*" + figures.CHANGE + r"[^，,。；;\d]{0,6}$")
_WAS = lazy_regex(
    r"(?:由|从|原(?:来|定|计划)?)[^，,。；;\d]{0,14}(?P<value>\d+(?:\.\d+)?)[^，,。；;\d]{1,12}$"
)
_WAS_SAID = lazy_regex(r"(?:由|从|原(?:来|定|计划)?)[^，,。；;\d]{0,14}\d.*$")
_ABOUT = lazy_regex(r"^将?.*[”」』》]中?的?|^将?第?.{1,4}项(?:任务)?中?的?|^其中|^调整为$")
_BEFORE, _LONGEST = 40, 60  # characters before a figure; of a title
_SENTENCE = lazy_regex(r"[^。\n]+")


@value_class
class Said:
    """A figure that a piece names; ``is_sure``: its words say that it takes another's place."""

    figure: FigureFind
    was: str
    is_sure: bool


class Piece:
    """A paragraph, a row or a sentence of a second document."""

    def __init__(
        self, read: Proposal, task: TaskFind, year: int | None, names: Mapping[str, str]
    ) -> None:
        self.task = task
        self.start, self.end = task.paragraph or (task.title.start, task.title.end)
        self._text, self._year, self._names = read.text, year, names
        self.is_row = task.paragraph is None
        self.words = " ".join(read.text[self.start : self.end].split())

    # -- which task ----------------------------------------------------------------------------

    def gone(self, known: Sequence[TaskFind]) -> list[int]:
        """Return the rows of the tasks that it takes away as a whole."""
        found: list[int] = []
        for one in _GONE.finditer(self.words):
            listed = one["listed"] or one["listed2"] or ""
            for number in _REFERENCE.finditer(listed):
                found += _rows_of(number["number"], known)
            title = one["title"]
            like = most_like([title.strip("“”「」『』《》")], known) if title else None
            found += [like] if like is not None else []
        return list(dict.fromkeys(found))

    def row(self, known: Sequence[TaskFind]) -> int | None:
        """Return the row of the task that it speaks of, None where it is a new one or none."""
        for number in _REFERENCE.finditer(self.words):
            rows = _rows_of(number["number"], known)
            if rows:
                return rows[0]
        quoted = [found["title"] for found in _QUOTED.finditer(self.words)]
        return most_like([*quoted, self.task.title.text], known)

    @property
    def is_new(self) -> bool:
        """Whether it brings a task: a row of a table does, a paragraph where it says so."""
        return self.is_row or _NEW.match(self._heading) is not None

    @property
    def _heading(self) -> str:
        return re.sub(rf"^(?:{_NUMBER}[、.．]?)?", "", self.words.lstrip("（(")) or self.words

    @property
    def title(self) -> str:
        """What a new task of it is called: what stands in quotes, else what it says first."""
        quoted = _QUOTED.search(self.words)
        if quoted and not self.is_row:
            return quoted["title"][:_LONGEST]
        own = self.task.title.text if self.is_row else self._heading
        rest = _NEW.sub("", own, count=1).lstrip("：: ")
        return re.split(r"[，。；,;]", rest or own)[0].strip()[:_LONGEST]

    # -- what it says --------------------------------------------------------------------------

    def figures(self) -> list[Said]:
        """Return its figures with the school as the notice calls it; what is only added is none."""
        schools = "|".join(map(re.escape, sorted(self._names, key=len, reverse=True)))
        own = self.task.figures or figures.figures(
            self._text, self.start, self.end, self._year, schools
        )
        found, about = [], ""
        for one in own:
            before = self._text[max(one.start - _BEFORE, self.start) : one.start]
            if _ADDED.search(before):
                continue
            words = one.about.replace(one.school, "") if one.school else one.about
            words = _ABOUT.sub("", _WAS_SAID.sub("", words)).strip("，、：: ")
            about = words if len(words) > 1 and words not in self._names else about
            named = replace(one, school=self._names.get(one.school, one.school), about=about)
            was = _WAS.search(before)
            is_sure = self.is_row or _CHANGED.search(before) is not None
            found.append(Said(named, was["value"] if was else "", is_sure))
        return found

    def units(self) -> tuple[UnitFind, ...]:
        """Return its 责任单位."""
        return self.task.units or tuple(units.units(self._text, self.start, self.end))

    def due(self) -> DueFind | None:
        """Return the day that it moves its task to, or that its row names."""
        moved = days.moved_to(self._text, self.start, self.end, self._year)
        return moved if moved is not None else self.task.due if self.is_row else None


def pieces(read: Proposal, year: int | None, names: Mapping[str, str]) -> Iterator[Piece]:
    """Yield what is to be looked at: rows of a table, numbered paragraphs, else sentences."""
    rows = [row.task for row in review.rows(read) if len(row.path) == 1]
    tabled = [task for task in rows if task.paragraph is None]
    if tabled:
        yield from (Piece(read, task, year, names) for task in tabled)
        return
    spans = [(p.start, p.end) for p in outline.paragraphs(read.text)]
    if not spans:
        spans = [found.span() for found in _SENTENCE.finditer(read.text)]
    for start, end in spans:
        first = read.text[start:end].strip().split("。")[0]
        find = TaskFind("", (), Find(first[:_LONGEST], start, start), None, (start, end))
        yield Piece(read, find, year, names)


def most_like(titles: Sequence[str], known: Sequence[TaskFind]) -> int | None:
    """Return the row of the task whose title is most like one of some; None for none alike."""
    best, most = None, LIKE
    for row, task in enumerate(known):
        own = pairs(task.title.text)
        for title in titles:
            shared = likeness(own, pairs(title))
            if shared >= most:
                best, most = row, shared
    return best


def _rows_of(said: str, known: Sequence[TaskFind]) -> list[int]:
    plain = said.strip("（）()")
    return [row for row, task in enumerate(known) if _is_number(task.number, plain)]


def _is_number(own: str, said: str) -> bool:
    plain = own.strip("（）()")
    return plain == said or (number_of(plain) == number_of(said) is not None)
