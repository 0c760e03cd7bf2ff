"""What a second document (补充通知) says to a notice that was begun: each difference an offer.

What it does not speak of stays; nothing goes in that was not chosen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from models.notice_text import figures, review
from models.notice_text.outline import chinese, number_of
from models.notice_text.proposal import Find, Proposal, TaskFind
from models.notices.likeness import LIKE, likeness, pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from models.notice_text.figures import FigureFind
    from models.notices.notice import Notice

_HEAD = ("mailbox", "place", "person", "phone")
_REFERENCE = re.compile(
    r"第?[（(]?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3}(?:\.\d{1,2})*)[）)]?(?:项|条|款)"
)
_QUOTED = re.compile(r"[“「『《](?P<title>[^”」』》\n]{4,60})[”」』》]")
_GONE = re.compile(r"取消|撤销|删去|删除|不再(?:开展|实施|要求|列入)|停止实施")
_NEW = re.compile(r"新增|增加(?!到|至|为)|增设|补充(?!通知)|追加(?!到|至|为)")
_LONGEST, _BEFORE = 60, 30  # characters of a title; before a figure, of what it was
_WAS = re.compile(
    r"(?:由|从|原(?:来|定|计划)?)[^，,。；;\d]{0,14}(?P<value>\d+(?:\.\d+)?)[^，,。；;\d]{1,12}$"
)
_WAS_SAID = re.compile(r"(?:由|从|原(?:来|定|计划)?)[^，,。；;\d]{0,14}\d.*$")
_ABOUT = re.compile(r"^将?.*[”」』》]中?的?|^将第?.{1,4}项(?:任务)?中?的?|^其中")


@dataclass(frozen=True)
class Offer:
    """A difference: which part of which task (its id, 0 for none), before and after.

    ``part`` is ``task`` (it is new, or gone), ``figure``, ``units``, ``due``, ``title``, or a part
    of the head; ``said`` is the sentence of the document, ``find`` what would be put in.
    """

    part: str
    task: int
    old: str
    new: str
    said: str
    find: Any


def offers(notice: Notice, begun: Proposal, read: Proposal) -> list[Offer]:
    """Return what a document that was read says otherwise than a notice that was begun.

    ``begun`` is the notice as the page has it now.
    """
    found = list(_of_head(begun, read))
    known = [row.task for row in review.rows(begun)]
    names = {alias.name: school.name for school in notice.schools for alias in school.aliases}
    listed = (school.text for school in (*begun.schools, *read.schools))
    names |= {name: name for name in listed if name not in names}
    number = _next_number(known)
    for row in review.rows(read):
        piece = _Piece(read, row.task, begun.year, names)
        task = piece.names(known)
        if task is None and len(row.path) == 1:
            new = list(_of_new(piece, next(number) if row.task.paragraph else row.task.number))
            found += new
        elif task is None:
            continue  # with the task that it is a part of
        elif piece.is_gone:
            found.append(Offer("task", task.id or 0, task.title.text, "", piece.words, None))
        else:
            found += _of_task(task, piece)
    return found


def _of_head(begun: Proposal, read: Proposal) -> Iterator[Offer]:
    for part in _HEAD:
        now, before = getattr(read, part), getattr(begun, part)
        old = before.text if before is not None else ""
        if now is not None and now.text != old:
            yield Offer(part, 0, old, now.text, _line(read.text, now.start), now)
    due, was = read.list_due, begun.list_due
    if due is not None and due.day and (was is None or due.day != was.day):
        old = (was.words or was.day or "") if was is not None else ""
        yield Offer("list_due", 0, old, due.words, _line(read.text, due.start), due)
    report, before = read.report, begun.report
    is_other = before is None or (report and (report.period, report.day)) != (
        before.period,
        before.day,
    )
    if report is not None and is_other:
        words = read.text[report.start : report.end]
        old = f"{before.day}日" if before is not None and before.day is not None else ""
        yield Offer("report", 0, old, words, _line(read.text, report.start), report)


def _line(text: str, at: int) -> str:
    """Return the sentence that a place stands in."""
    start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    ends = [end for mark in "。\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


class _Piece:
    """A task of the second document: what it says, of which task, and which figures."""

    def __init__(
        self, read: Proposal, task: TaskFind, year: int | None, names: Mapping[str, str]
    ) -> None:
        self.task = task
        start, end = task.paragraph or (task.title.start, task.title.end)
        self.words = " ".join(read.text[start:end].split())
        schools = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        own = task.figures or figures.figures(read.text, start, end, year, schools)
        self.figures = list(_named(own, names))
        self._text = read.text

    def was(self, figure: FigureFind) -> str:
        """Return what a figure was before (由600人调整为700人), empty where nothing is said."""
        before = _WAS.search(self._text[max(figure.start - _BEFORE, 0) : figure.start])
        return before["value"] if before else ""

    @property
    def is_gone(self) -> bool:
        """Whether it takes its task away."""
        return bool(_GONE.search(self.words)) and not self.figures

    @property
    def title(self) -> str:
        """What a new task of it is called: what stands in quotes, else its heading."""
        quoted = _QUOTED.search(self.words)
        named = quoted["title"] if quoted and _NEW.search(self.words) else self.task.title.text
        return re.split(r"[，。；]", named)[0][:_LONGEST]

    def names(self, known: Sequence[TaskFind]) -> TaskFind | None:
        """Return the task of the notice that it speaks of, None where it is a new one."""
        quoted = [found["title"] for found in _QUOTED.finditer(self.words)]
        like = _most_like([*quoted, self.task.title.text], known)
        if like is not None:
            return like
        number = _REFERENCE.search(self.words)
        if number is None or _NEW.search(self.words):
            return None
        return next((t for t in known if _is_number(t.number, number["number"])), None)


def _named(found: Sequence[FigureFind], names: Mapping[str, str]) -> Iterator[FigureFind]:
    """Yield figures with the school as the notice calls it; one that names none counts the last."""
    about = ""
    for one in found:
        words = _ABOUT.sub("", _WAS_SAID.sub("", one.about.replace(one.school, "")))
        about = words if len(words) > 1 else about or one.about
        yield replace(one, school=names.get(one.school, one.school), about=about)


def _most_like(titles: Sequence[str], known: Sequence[TaskFind]) -> TaskFind | None:
    best, most = None, LIKE
    for task in known:
        own = pairs(task.title.text)
        for title in titles:
            shared = likeness(own, pairs(title))
            if shared >= most:
                best, most = task, shared
    return best


def _is_number(own: str, said: str) -> bool:
    plain = own.strip("（）()")
    return plain == said or (number_of(plain) == number_of(said) is not None)


def _of_new(piece: _Piece, number: str) -> Iterator[Offer]:
    """Yield a task that the notice does not have; a sentence about other things is none."""
    task = piece.task
    if not (_NEW.search(piece.words) or piece.figures or task.units):
        return
    title = Find(piece.title, task.title.start, task.title.end)
    find = replace(task, number=number, title=title, figures=tuple(piece.figures), heading=None)
    yield Offer("task", 0, "", f"{number}　{piece.title}".strip(), piece.words, find)


def _next_number(known: Sequence[TaskFind]) -> Iterator[str]:
    """Yield the numbers that follow those of a notice's tasks, written like its last one."""
    last = known[-1].number if known else ""
    of_top = [number_of(task.number.strip("（）()")) or 0 for task in known]
    for number in count(max(of_top, default=0) + 1):
        plain = str(number) if last.strip("（）()").isdecimal() or not last else chinese(number)
        yield last.replace(last.strip("（）()"), plain) if last else plain


def _of_task(task: TaskFind, piece: _Piece) -> Iterator[Offer]:
    identity, said = task.id or 0, piece.words
    for before, now in _replaced(task, piece):
        if before is None or (before.value, before.comparator) != (now.value, now.comparator):
            old = _figure_words(before) if before is not None else ""
            yield Offer("figure", identity, old, _figure_words(now), said, (before, now))
    units = piece.task.units
    if units and [u.name for u in units] != [u.name for u in task.units]:
        old, new = ("、".join(unit.name for unit in side) for side in (task.units, units))
        yield Offer("units", identity, old, new, said, units)
    due = piece.task.due
    if due is not None and (task.due is None or due.printed != task.due.printed):
        old = task.due.printed if task.due is not None else ""
        yield Offer("due", identity, old, due.printed, said, due)


def _replaced(task: TaskFind, piece: _Piece) -> list[tuple[FigureFind | None, FigureFind]]:
    """Return the figures of a piece, each with the one that it replaces; none is replaced twice.

    Those of a school come first: what names it is surer.
    """
    found: list[tuple[FigureFind | None, FigureFind]] = []
    free = list(task.figures)
    for figure in sorted(piece.figures, key=lambda one: not one.school):
        before = _counted(free, figure, piece.was(figure))
        if before is not None:
            free.remove(before)
            figure = _in_place_of(before, figure)  # noqa: PLW2901
        found.append((before, figure))
    return sorted(found, key=lambda pair: pair[1].start)


def _in_place_of(before: FigureFind, figure: FigureFind) -> FigureFind:
    """Return a figure as what it replaces, with what the document does not say of it."""
    is_plain = figure.comparator == "=" and before.comparator != "range"
    return replace(
        figure,
        key=before.key,
        about=before.about,
        school=before.school,
        comparator=before.comparator if is_plain else figure.comparator,
        qualifier=figure.qualifier or before.qualifier,
    )


def _counted(free: Sequence[FigureFind], figure: FigureFind, was: str) -> FigureFind | None:
    """Return the figure of a task that another one replaces.

    Of its unit and school, of several the likest by name; where the document says what it was and
    names no school, the one that was so.
    """
    so = [f for f in free if was and f.value.rstrip("%") == was and f.unit == figure.unit]
    if len(so) == 1 and figure.school in ("", so[0].school):
        return so[0]
    same = [f for f in free if (f.unit, f.school) == (figure.unit, figure.school)]
    if len(same) < 2:  # noqa: PLR2004
        return same[0] if same else None
    wanted = pairs(figure.about)
    best = max(same, key=lambda one: likeness(wanted, pairs(one.about)))
    return best if likeness(wanted, pairs(best.about)) >= LIKE else None


def _figure_words(one: FigureFind) -> str:
    sign = {">=": "≥", "<=": "≤"}.get(one.comparator, "")
    unit = "" if one.unit == "%" else one.unit
    return f"{one.school}{one.about}{sign}{one.value}{unit}"


def number_of_task(begun: Proposal, identity: int) -> str:
    """Return the number of a task by its id, empty where there is none."""
    return next((r.task.number for r in review.rows(begun) if r.task.id == identity), "")


# -- what was chosen goes in -----------------------------------------------------------------------


def taken(begun: Proposal, read: Proposal, chosen: Collection[Offer]) -> Proposal:
    """Return a notice that was begun with the offers that were chosen.

    The second document's text follows the notice's own; what was found stands there.
    """
    at = len(begun.text)
    found = replace(begun, text=f"{begun.text}{read.text}")
    for offer in chosen:
        found = _with(found, offer, at)
    basis = "".join(
        f"《{one.text}》" if part == "title" else f"（{one.text}）"
        for part in ("title", "doc_number")
        if (one := getattr(read, part)) is not None
    )
    return review.with_basis(found, basis or begun.basis)


def _with(found: Proposal, offer: Offer, at: int) -> Proposal:
    if not offer.task:
        return _with_head(found, offer, at)
    row = next(i for i, row in enumerate(review.rows(found)) if row.task.id == offer.task)
    task = review.rows(found)[row].task
    if offer.part == "task":
        return review.without_task(found, row)
    if offer.part == "figure":
        before, now = offer.find
        moved = _moved(now, at)
        listed = [moved if one == before else one for one in task.figures]
        made = review.with_figures(task, listed if before is not None else [*listed, moved])
    elif offer.part == "units":
        made = replace(task, units=tuple(_moved(unit, at) for unit in offer.find))
    else:
        made = replace(task, due=_moved(offer.find, at))
    return review.with_task(found, row, made)


def _with_head(found: Proposal, offer: Offer, at: int) -> Proposal:
    if offer.part == "task":
        last = len(review.rows(found)) - 1
        top = max((i for i, row in enumerate(review.rows(found)) if len(row.path) == 1), default=-1)
        return review.with_new_task(found, top if last >= 0 else -1, _moved_task(offer.find, at))
    changed: dict[str, Any] = {offer.part: _moved(offer.find, at)}
    return replace(found, **changed)


def _moved(find: Any, by: int) -> Any:
    """Return a find at its place in the joined text."""
    places = {"start": find.start + by, "end": find.end + by}
    return find._replace(**places) if hasattr(find, "_replace") else replace(find, **places)


def _moved_task(task: TaskFind, by: int) -> TaskFind:
    paragraph = task.paragraph
    return replace(
        task,
        title=_moved(task.title, by),
        paragraph=(paragraph[0] + by, paragraph[1] + by) if paragraph else None,
        units=tuple(_moved(unit, by) for unit in task.units),
        due=_moved(task.due, by) if task.due is not None else None,
        figures=tuple(_moved(figure, by) for figure in task.figures),
        target=_moved(task.target, by) if task.target is not None else None,
        children=tuple(_moved_task(child, by) for child in task.children),
    )
