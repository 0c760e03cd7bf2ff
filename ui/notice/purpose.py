"""What the page of finds is opened for: a new notice, or one that was begun."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

import resources
from models.notice_text import made, review
from models.notice_text.begun import shown, supplement
from models.notice_text.begun.edited import edited
from models.notice_text.proposal import Proposal
from models.overriding import override
from ui.use_cases.data import notice_left, notice_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from models.notice_text.begun.supplement import Offer
    from models.notices.notice import Notice
    from ui.kit.messages import Messages

EMPTY = Proposal("", ())
TAKE, LEAVE = "采用打勾的", "都不采用"
HEADINGS = ("在哪里", "原来", "现在", "文件里的话")


class Purpose(ABC):
    """``start`` is what the page shows at first, ``draft`` the file that keeps what is done.

    ``page`` is what F1 opens the manual for.
    """

    page: ClassVar[str]
    title: ClassVar[str]
    done_word: ClassVar[str]
    anew_word: ClassVar[str]
    anew_code: ClassVar[str]
    standing_code: ClassVar[str]
    has_year: ClassVar[bool] = True  # it may be typed
    start: Proposal = EMPTY
    draft: str = notice_left.NAME

    def kept(self, folder: Path) -> Proposal:
        """Return the page as it was left, as it begins where it was not.

        Raises:
            Refusal: what lies there is damaged, or could not be read.
        """
        return notice_work.kept(folder, self.draft) or self.start

    def keep(self, folder: Path, found: Proposal) -> None:
        """Write the page down as it is; raises as ``notice_work.keep``."""
        start = self.start if self.start != EMPTY else None
        notice_work.keep(folder, found, self.draft, start)

    @abstractmethod
    def made(self, found: Proposal) -> Notice:
        """Return the notice of the page.

        Raises:
            Refusal: it is none that could be worked with.
        """

    @abstractmethod
    def joined(self, now: Proposal, found: Proposal, messages: Messages) -> Proposal | None:
        """Return the page with a document that was read; None where it was left as it is."""

    def of_file(self, _notice: Notice) -> Proposal | None:
        """Return how a whole notice of a file is read; None: it goes in as it is."""
        return None


class NewNotice(Purpose):
    """A notice that nobody works under yet."""

    page = "new_notice"
    title = "放入新通知"
    done_word = "放入，开始填写"
    anew_word = "清空重来"
    anew_code = "review.empty"
    standing_code = "review.standing"

    @override
    def made(self, found: Proposal) -> Notice:
        return made.notice_of(found)

    @override
    def joined(self, now: Proposal, found: Proposal, messages: Messages) -> Proposal | None:
        question = resources.sentence("review.replace")
        if now != EMPTY and not messages.confirm(question, "换成新的"):
            return None
        if not found.tasks:
            messages.warn(resources.sentence("notice_text.no_task"))
        return found


class BegunNotice(Purpose):
    """A notice that is worked under: what is changed on the page changes it.

    ``first_id`` and ``taken`` are for what is added: ids and keys that nothing had; ``filled`` are
    the ids of the tasks that hold something.
    """

    page = "begun_notice"
    title = "修改这份通知"
    done_word = "改好了"
    anew_word = "恢复原样"
    anew_code = "review.as_it_was"
    standing_code = "review.begun"
    has_year = False

    def __init__(
        self,
        identity: int,
        notice: Notice,
        names: tuple[int, set[str]],
        filled: Collection[int] = (),
    ) -> None:
        self._notice = notice
        self._filled = filled
        self._first_id, self._taken = names
        self.start = shown.proposal_of(notice)
        self.draft = notice_left.name_of(identity)

    @override
    def kept(self, folder: Path) -> Proposal:
        return notice_work.kept(folder, self.draft, self.start) or self.start

    @override
    def made(self, found: Proposal) -> Notice:
        return edited(self._notice, found, self._first_id, self._taken)

    @override
    def of_file(self, notice: Notice) -> Proposal:
        return shown.proposal_of(notice)

    @override
    def joined(self, now: Proposal, found: Proposal, messages: Messages) -> Proposal | None:
        """Show what it says otherwise, and take what is ticked."""
        year = self._notice.year
        question = resources.sentence("review.other_year", year=year, other=found.year)
        if not supplement.is_of_year(found, year) and not messages.confirm(question, "还是比较"):
            return None
        other = supplement.of_others(found)
        offers = supplement.offers(self._notice, now, other)
        if not offers:
            messages.tell(resources.sentence("review.nothing_other"))
            return None
        rows = [(self._place(now, one), one.old, one.new, one.said) for one in offers]
        sure = [at for at, one in enumerate(offers) if one.is_sure]
        question = resources.sentence("review.offers", count=len(offers))
        ticked = messages.choose_rows(question, HEADINGS, rows, (TAKE, LEAVE), sure)
        chosen = [offers[at] for at in ticked or ()]
        return supplement.taken(now, other, chosen) if chosen else None

    def _place(self, now: Proposal, one: Offer) -> str:
        """Return where it is; of a task that would go also whether something is typed in it."""
        if one.row < 0:
            return resources.word("notice_part", one.part)
        task = review.rows(now)[one.row].task
        word = "not_asked" if one.part == "task" else one.part
        place = f"第{task.number}项　{resources.word('notice_part', word)}"
        is_held = one.part == "task" and task.id in self._filled
        return place + (resources.sentence("review.is_filled") if is_held else "")
