"""What a second document (补充通知) says to a notice that was begun: each difference an offer.

What it does not speak of stays; nothing goes in that was not chosen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.notice_text import head, review
from models.notice_text.begun.pieces import pieces
from models.notice_text.days import ReportDue, report_moved_to
from models.notice_text.proposal import Find, Proposal, TaskFind
from models.notices.likeness import LIKE, likeness, pairs
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from models.notice_text.begun.pieces import Piece, Said
    from models.notice_text.figures import FigureFind
    from models.notices.notice import Notice

_HEAD = ("place", "person", "phone")
NO_ROW = -1


@value_class
class Offer:
    """A difference: which part of which row of the page, before and after.

    ``part`` is ``task`` (it is new, or gone), ``figure``, ``units``, ``due``, or a part of the
    head; ``said`` is the sentence of the document, ``find`` what would be put in. ``is_sure``: its
    words say so themselves; what only may be meant is for the clerk to tick.
    """

    part: str
    row: int
    old: str
    new: str
    said: str
    find: Any
    is_sure: bool = True


def offers(notice: Notice, begun: Proposal, read: Proposal) -> list[Offer]:
    """Return what a document that was read says otherwise than a notice that was begun.

    ``begun`` is the notice as the page has it now.
    """
    found = list(_of_head(begun, read))
    known = [row.task for row in review.rows(begun)]
    names = {alias.name: school.name for school in notice.schools for alias in school.aliases}
    listed = (school.text for school in (*begun.schools, *read.schools))
    names |= {name: name for name in listed if name not in names}
    numbers = review.next_numbers(begun)
    for piece in pieces(read, begun.year, names):
        gone = piece.gone(known)
        row = piece.row(known)
        if gone:
            found += [_gone(at, known[at], piece) for at in gone]
        elif row is not None:
            found += _of_task(row, known[row], piece)
        elif piece.is_new:
            number = piece.task.number if piece.is_row else next(numbers)
            found.append(_new(piece, number))
    return _each_once(found)


def _each_once(found: Sequence[Offer]) -> list[Offer]:
    """Return offers without a second one for the same place."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in found:
        before = one.find[0] if one.part == "figure" else None
        place = (one.part, one.row, before if before is not None else one.new)
        if place not in seen:
            kept.append(one)
        seen.add(place)
    return kept


def _of_head(begun: Proposal, read: Proposal) -> Iterator[Offer]:
    for part in _HEAD:
        now, old = getattr(read, part), _text(begun, part)
        if now is not None and now.text != old:
            yield Offer(part, NO_ROW, old, now.text, _line(read.text, now.start), now)
    old = _text(begun, "mailbox")
    others = [one for one in head.mailboxes(read.text) if one.text != old]
    if others:
        last = others[-1]
        yield Offer("mailbox", NO_ROW, old, last.text, _line(read.text, last.start), last)
    due, was = read.list_due, begun.list_due
    if due is not None and due.day and (was is None or due.day != was.day):
        old = (was.words or was.day or "") if was is not None else ""
        yield Offer("list_due", NO_ROW, old, due.words, _line(read.text, due.start), due)
    yield from _of_report(begun.report, read)


def _of_report(before: ReportDue | None, read: Proposal) -> Iterator[Offer]:
    now = read.report
    moved = report_moved_to(read.text, before.period if before is not None else None)
    now = moved if moved is not None else now
    if now is None or (before and (now.period, now.day) == (before.period, before.day)):
        return
    old = f"{before.day}日" if before is not None and before.day is not None else ""
    words = read.text[now.start : now.end]
    yield Offer("report", NO_ROW, old, words, _line(read.text, now.start), now)


def _text(found: Proposal, part: str) -> str:
    one = getattr(found, part)
    return one.text if one is not None else ""


def _line(text: str, at: int) -> str:
    """Return the sentence that a place stands in."""
    start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    ends = [end for mark in "。\n" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def _gone(row: int, task: TaskFind, piece: Piece) -> Offer:
    old = f"{task.number}　{task.title.text}".strip()
    return Offer("task", row, old, "", piece.words, None, is_sure=False)


def _new(piece: Piece, number: str) -> Offer:
    title = Find(piece.title, piece.start, piece.end)
    figures = tuple(said.figure for said in piece.figures())
    find = replace(
        piece.task,
        number=number,
        title=title,
        heading=None,
        units=piece.units(),
        due=piece.due(),
        figures=figures,
        id=None,
    )
    said = f"{number}　{piece.title}".strip()
    return Offer("task", NO_ROW, "", said, piece.words, find, is_sure=piece.is_row)


def _of_task(row: int, task: TaskFind, piece: Piece) -> Iterator[Offer]:
    for before, now, is_sure in _replaced(task, piece):
        if before is None or (before.value, before.comparator) != (now.value, now.comparator):
            old = _figure_words(before) if before is not None else ""
            words = (old, _figure_words(now), piece.words)
            yield Offer("figure", row, *words, (before, now), is_sure=is_sure)
    units = piece.units()
    if units and [u.name for u in units] != [u.name for u in task.units]:
        old, new = ("、".join(unit.name for unit in side) for side in (task.units, units))
        yield Offer("units", row, old, new, piece.words, units, is_sure=piece.is_row)
    due = piece.due()
    if due is not None and (task.due is None or due.printed != task.due.printed):
        old = task.due.printed if task.due is not None else ""
        yield Offer("due", row, old, due.printed, piece.words, due)


def _replaced(task: TaskFind, piece: Piece) -> list[tuple[FigureFind | None, FigureFind, bool]]:
    """Return the figures of a piece, each with the one that it replaces; none is replaced twice.

    Those of a school come first: what names it is surer. What neither replaces one nor is said to
    be changed only tells of something.
    """
    found: list[tuple[FigureFind | None, FigureFind, bool]] = []
    free = list(task.figures)
    for said in sorted(piece.figures(), key=lambda one: not one.figure.school):
        before = _counted(free, said)
        if before is not None:
            free.remove(before)
            found.append((before, _in_place_of(before, said.figure), said.is_sure))
        elif said.is_sure and len(said.figure.about) > 1:
            found.append((None, said.figure, piece.is_row))
    return sorted(found, key=lambda one: one[1].start)


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


def _counted(free: Sequence[FigureFind], said: Said) -> FigureFind | None:
    """Return the figure of a task that another one replaces.

    Of its unit and school, by its name; where the document says what it was and names no school,
    the one that was so.
    """
    figure, was = said.figure, said.was
    so = [f for f in free if was and f.value.rstrip("%") == was and f.unit == figure.unit]
    if len(so) == 1 and figure.school in ("", so[0].school):
        return so[0]
    same = [f for f in free if (f.unit, f.school) == (figure.unit, figure.school)]
    if not figure.about:
        return same[0] if len(same) == 1 and said.is_sure else None
    if not same:
        return None
    wanted = pairs(figure.about)
    best = max(same, key=lambda one: likeness(wanted, pairs(one.about)))
    return best if likeness(wanted, pairs(best.about)) >= LIKE else None


def _figure_words(one: FigureFind) -> str:
    sign = {">=": "≥", "<=": "≤"}.get(one.comparator, "")
    unit = "" if one.unit == "%" else one.unit
    return f"{one.school}{one.about}{sign}{one.value}{unit}"


# -- what was chosen goes in -----------------------------------------------------------------------


def taken(begun: Proposal, read: Proposal, chosen: Collection[Offer]) -> Proposal:
    """Return a notice that was begun with the offers that were chosen.

    The second document's text follows the notice's own; what was found stands there.
    """
    at = len(begun.text)
    found = replace(begun, text=f"{begun.text}{read.text}")
    # What is gone goes last, from below: the rows above keep their places.
    ordered = sorted(chosen, key=lambda one: (_is_gone(one), -one.row if _is_gone(one) else 0))
    for offer in ordered:
        found = _with(found, offer, at)
    basis = "".join(
        f"《{one.text}》" if part == "title" else f"（{one.text}）"
        for part in ("title", "doc_number")
        if (one := getattr(read, part)) is not None
    )
    return review.with_basis(found, basis or begun.basis)


def _is_gone(offer: Offer) -> bool:
    return offer.part == "task" and not offer.new


def _with(found: Proposal, offer: Offer, at: int) -> Proposal:
    if offer.part == "task" and offer.new:
        return replace(found, tasks=(*found.tasks, _moved_task(offer.find, at)))
    if offer.row == NO_ROW:
        changed: dict[str, Any] = {offer.part: _moved(offer.find, at)}
        return replace(found, **changed)
    if _is_gone(offer):
        return review.without_task(found, offer.row)
    task = review.rows(found)[offer.row].task
    if offer.part == "figure":
        before, now = offer.find
        moved = _moved(now, at)
        listed = [moved if one == before else one for one in task.figures]
        made = review.with_figures(task, listed if before is not None else [*listed, moved])
    elif offer.part == "units":
        made = replace(task, units=tuple(_moved(unit, at) for unit in offer.find))
    else:
        made = replace(task, due=_moved(offer.find, at))
    return review.with_task(found, offer.row, made)


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


def of_others(found: Proposal) -> Proposal:
    """Return what was read without ids and keys: they are another data file's."""
    return replace(found, tasks=tuple(map(_of_others, found.tasks)))


def _of_others(task: TaskFind) -> TaskFind:
    return replace(
        task,
        id=None,
        figures=tuple(replace(figure, key="") for figure in task.figures),
        children=tuple(map(_of_others, task.children)),
    )


def is_of_year(read: Proposal, year: int) -> bool:
    """Whether a document is of a year, or names none; a later year's notice is no supplement."""
    return read.year in (None, year) or re.search("补充|调整", _text(read, "title")) is not None
