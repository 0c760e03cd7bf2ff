"""Which file counts: each gets one verdict, with a sentence that says why and what to do.

The key is (school, form, month). The greatest 更正第n次 counts; of two of one number with different
codes the later received, and a question stays; equal codes are one copy. A draft, a note, another
notice's or year's file never counts, and one whose cells do not agree with its code is pending
until the bureau decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import resources
from models.bureau.expected import Key
from models.bureau.facts import LIST, NOTE, REPORT, State
from models.bureau.roster import Member, called, nearest
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from models.bureau.facts import Facts
    from models.bureau.received import Foot, Paper
    from models.notices.notice import Notice


class Verdict(StrEnum):
    """What becomes of a file."""

    COUNTED = "counted"
    PAPER = "paper"
    SUPERSEDED = "superseded"
    COPY = "copy"
    PENDING = "pending"
    REJECTED = "rejected"
    DRAFT = "draft"
    NOTE = "note"
    OTHER_FORM = "other_form"
    OTHER_YEAR = "other_year"
    OTHER_NOTICE = "other_notice"
    UNLISTED = "unlisted"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"
    LOCK = "lock"


_SAYS = {
    Verdict.NOTE: "bureau.says_note",
    Verdict.OTHER_FORM: "bureau.says_other_form",
    Verdict.OTHER_NOTICE: "bureau.says_other_notice",
    Verdict.DRAFT: "bureau.says_draft",
}
IN = frozenset({Verdict.COUNTED, Verdict.SUPERSEDED, Verdict.PAPER})
"""What tells when a document came in: the first of these."""


FILES_NAMED = 3  # in one question
PAPER_WORD = "纸质"  # of a paper whose medium is not said


class Said(NamedTuple):
    """The code of a sentence and its values, by name."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def text(self) -> str:
        """The sentence."""
        return resources.sentence(self.code, **dict(self.values))


@value_class
class Seen:
    """A file as it was found: its path from the folder (no two alike), when it came, what it says.

    ``facts`` is None of one that is none of ours or was not read; ``verdict`` then says which.
    """

    file: str
    received: datetime | None
    facts: Facts | None
    verdict: Verdict | None = None
    said: Said | None = None


@value_class
class Judged:
    """A file or paper with its verdict."""

    file: str
    verdict: Verdict
    received: datetime | None = None
    key: Key | None = None
    facts: Facts | None = None
    said: Said | None = None
    foot: Foot | None = None  # of a paper
    is_guessed: bool = False  # whose it is was proposed by a name that is only like


@value_class
class Judgement:
    """All files, and what the bureau is asked."""

    files: tuple[Judged, ...]
    questions: tuple[Said, ...] = field(default=())

    def asking(self, more: Iterable[Said]) -> Judgement:
        """Return the same with more questions."""
        return replace(self, questions=(*self.questions, *more))

    @property
    def counted(self) -> Mapping[Key, Judged]:
        """The one file of each document that counts."""
        return {one.key: one for one in self.files if one.verdict is Verdict.COUNTED and one.key}


class _Judge:
    """Judges the files of one county under one notice."""

    def __init__(self, notice: Notice, members: Sequence[Member]) -> None:
        self._notice = notice
        self._members = members
        self.questions: dict[Said, None] = {}

    def ask(self, code: str, **values: object) -> None:
        self.questions.setdefault(_said(code, **values))

    def alone(self, seen: Seen) -> Judged:
        """Judge what a file is by itself; what might count is COUNTED for now."""
        facts = seen.facts
        if facts is None:
            other = seen.verdict or Verdict.FOREIGN
            return Judged(seen.file, other, seen.received, said=seen.said)
        verdict: Verdict | None = self._verdict(facts)
        member = self._school(facts.school) if verdict is None else None
        if verdict is None and member is None:
            verdict = Verdict.UNLISTED
            self.ask("bureau.ask_unlisted", name=facts.school)
        key = None if member is None else Key(member.name, facts.form, facts.month)
        if verdict is None and facts.cells:
            verdict = Verdict.PENDING
        said = _why(verdict, facts, self._notice) if verdict is not None else _of_old_form(facts)
        own = Judged(seen.file, verdict or Verdict.COUNTED, seen.received, key, facts, said)
        is_guessed = member is not None and not member.is_called(facts.school)
        if is_guessed and verdict is Verdict.PENDING and member is not None:
            self.ask("bureau.ask_name", name=facts.school, proposed=member.name)
        return replace(own, is_guessed=is_guessed)

    def _verdict(self, facts: Facts) -> Verdict | None:
        """Return why a file does not count, whoever it is of; None where it may."""
        verdict = None
        if facts.form == NOTE:
            verdict = Verdict.NOTE
        elif facts.form not in (LIST, REPORT):
            verdict = Verdict.OTHER_FORM
        elif facts.notice not in ("", self._notice.key):
            verdict = Verdict.OTHER_NOTICE
        elif facts.year != self._notice.year:
            verdict = Verdict.OTHER_YEAR
        elif not self._is_asked(facts):
            verdict = Verdict.OTHER_FORM
        elif facts.state is State.DRAFT:
            verdict = Verdict.DRAFT
        return verdict

    def _is_asked(self, facts: Facts) -> bool:
        """Whether the notice asks for such a document: a report of one of its months."""
        return facts.form == LIST or facts.month in self._notice.report_months

    def _school(self, name: str) -> Member | None:
        return called(self._members, name) or nearest(self._members, name)

    def paper(self, paper: Paper) -> Judged:
        member = called(self._members, paper.school)
        if member is None:
            self.ask("bureau.ask_paper_school", line=paper.line, name=paper.school)
            said = _said("bureau.says_unlisted", name=paper.school)
            return Judged("", Verdict.UNLISTED, paper.received, said=said)
        key = Key(member.name, paper.form, paper.month)
        said = _said("bureau.says_paper", line=paper.line, medium=paper.medium or PAPER_WORD)
        return Judged("", Verdict.PAPER, paper.received, key, said=said, foot=paper.foot)

    def displaced(self, files: Sequence[Judged]) -> Iterator[Judged]:
        """Yield the files of one document that do not count beside those of the school's own name.

        A name that is only like never displaces it; alone it is taken, and asked about.
        """
        has_own = not all(one.is_guessed for one in files)
        for one in files:
            if one.is_guessed and one.facts is not None and one.key is not None:
                name = one.facts.school
                if has_own:
                    self.ask("bureau.ask_unlisted", name=name)
                    said = _said("bureau.says_unlisted", name=name)
                    yield replace(one, verdict=Verdict.UNLISTED, said=said)
                else:
                    self.ask("bureau.ask_name", name=name, proposed=one.key.school)

    def together(self, group: Sequence[Judged]) -> Iterator[Judged]:
        """Judge the files of one document against each other; each might count by itself."""
        displaced = list(self.displaced(group))
        yield from displaced
        files = [one for one in group if not (displaced and one.is_guessed)]
        newest = max(_version(one) for one in files)
        ordered = sorted(files, key=_first)
        of_newest = [one for one in ordered if _version(one) == newest]
        last = max(of_newest, key=_last)
        # Of equal codes the first received is the one, the others are its copies.
        counted = next(one for one in of_newest if _code(one) == _code(last))
        if len({_code(one) for one in of_newest}) > 1:
            self.ask("bureau.ask_versions", files="、".join(one.file for one in of_newest))
        seen: set[tuple[tuple[int, int], str]] = set()
        for one in ordered:
            same = _version(one), _code(one)
            if one is counted:
                yield one
            elif same in seen:
                yield replace(one, verdict=Verdict.COPY, said=_said("bureau.says_copy"))
            else:
                said = _said("bureau.says_superseded", by=counted.file)
                yield replace(one, verdict=Verdict.SUPERSEDED, said=said)
            seen.add(same)


def judge(
    notice: Notice, members: Sequence[Member], files: Iterable[Seen], papers: Iterable[Paper]
) -> Judgement:
    """Give every file and paper its verdict, in the order of their paths, the papers last."""
    judge_of = _Judge(notice, members)
    alone = [judge_of.alone(seen) for seen in sorted(files, key=lambda seen: seen.file)]
    groups: dict[Key, list[Judged]] = {}
    for one in alone:
        if one.verdict is Verdict.COUNTED and one.key is not None:
            groups.setdefault(one.key, []).append(one)
    judged = {one.file: one for group in groups.values() for one in judge_of.together(group)}
    found = [judged.get(one.file, one) for one in alone]
    told = [judge_of.paper(paper) for paper in papers]
    for key, number in Counter(one.key for one in told if one.foot is not None).items():
        if number > 1 and key is not None:
            judge_of.ask("bureau.ask_papers", school=key.school, month=key.month)
    found += told
    undated = [one.file for one in found if one.received is None and one.verdict in IN]
    if undated:
        files_named = "、".join(undated[:FILES_NAMED])
        judge_of.ask("bureau.ask_received", count=len(undated), files=files_named)
    for one in found:
        if one.verdict is Verdict.PENDING and one.facts is not None:
            judge_of.ask("bureau.ask_pending", file=one.file, cells="、".join(one.facts.cells))
    return Judgement(tuple(found), tuple(judge_of.questions))


def _version(one: Judged) -> tuple[int, int]:
    return one.facts.version if one.facts is not None else (0, 0)


def _code(one: Judged) -> str:
    return one.facts.code if one.facts is not None else ""


def _first(one: Judged) -> tuple[tuple[int, int], bool, float, str]:
    """By version, then by when it came; of one without a day nothing is known, it stands last."""
    moment = one.received.timestamp() if one.received is not None else 0.0
    return _version(one), one.received is None, moment, one.file


def _last(one: Judged) -> tuple[bool, float, str]:
    """By when it came; one without a day is never the last of several."""
    moment = one.received.timestamp() if one.received is not None else 0.0
    return one.received is not None, moment, one.file


def _of_old_form(facts: Facts) -> Said | None:
    return Said("bureau.says_old_form") if facts.is_of_first_form else None


def _why(verdict: Verdict, facts: Facts, notice: Notice) -> Said:
    if verdict is Verdict.PENDING:
        return _said("bureau.says_pending", cells="、".join(facts.cells))
    if verdict is Verdict.OTHER_YEAR:
        return _said("bureau.says_other_year", year=facts.year, wanted=notice.year)
    if verdict is Verdict.UNLISTED:
        return _said("bureau.says_unlisted", name=facts.school)
    return Said(_SAYS[verdict])


def _said(code: str, **values: object) -> Said:
    return Said(code, tuple(values.items()))
