"""What a kind of document is: each kind has a room of its own name, and registers itself there.

What differs between kinds is asked here and answered in their rooms; whoever works with documents
of any kind never asks which one it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, TypeVar

from models.documents.states import Action, Stage
from models.school import notices_kept

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from models.documents.document import Document
    from models.documents.history import Entry
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.storage.store import Change, Store

ONLY = 0  # serial of a document that is the only one of its kind under a notice


@dataclass(frozen=True, order=True)
class DocumentId:
    """What names a document: its notice, its kind, which of its kind (of a report the month)."""

    notice: int
    kind: str
    serial: int = ONLY


class Kind(ABC):
    """What all that is said of documents leaves to their kind; a kind overrides what differs.

    ``name`` is stored, and is the name of its room in every layer. ``paper_word`` stands in file
    names and letters, ``page_word`` says where it is filled in. ``copied`` are the tables whose
    rows a correction begins with. ``forbidden`` are actions that other kinds know.
    """

    name: ClassVar[str]
    order: ClassVar[int]
    paper_word: ClassVar[str]
    page_word: ClassVar[str]
    copied: ClassVar[Sequence[str]]
    forbidden: ClassVar[frozenset[Action]] = frozenset({Action.ADJUST})
    stage_words: ClassVar[Mapping[Stage, str]] = {}
    rests_on_start: ClassVar[bool] = False  # on the first month kept here and its opening figures
    text_size_setting: ClassVar[str]
    layout_setting: ClassVar[str]

    # -- words ---------------------------------------------------------------------------------

    @abstractmethod
    def word(self, serial: int, months: range | None = None) -> str:
        """Return what a document of it is called: ``年度清单``, ``3月报告``.

        ``months`` (1–12) are those that it covers; None where that is not known.
        """

    def period(self, _serial: int, _months: range | None = None) -> str:
        """Return what follows the year in file names and letters: ``3月``; empty for none."""
        return ""

    def serials(self, _notice: Notice) -> Sequence[int]:
        """Return the serials that documents of it may have under a notice."""
        return (ONLY,)

    def mark(self, major: int, minor: int) -> str:
        """Return what a version is called: ``v1.0``."""
        return f"v{major}.{minor}"

    # -- its life ------------------------------------------------------------------------------

    def begin(self, con: sqlite3.Connection, version_id: int, notice: Notice, serial: int) -> None:  # noqa: B027  (a hook)
        """Write the rows that a first draft begins with, inside the caller's transaction."""

    def require_may_begin(self, store: Store, document: DocumentId) -> None:  # noqa: B027  (a hook)
        """Refuse to begin a document whose time is not come.

        Raises:
            Refusal: why.
        """

    def require_may_finalise(self, store: Store, version: Version) -> None:  # noqa: B027  (a hook)
        """Refuse a 定稿 that would be out of order; raises as ``require_may_begin``."""

    def require_may_correct(self, store: Store, version: Version) -> None:  # noqa: B027  (a hook)
        """Refuse a 更正 that others have passed by; raises as ``require_may_begin``."""

    def require_may_take_effect(self, store: Store, notice: int, month: int) -> None:  # noqa: B027  (a hook)
        """Refuse a plan changed from a month (1–12) on; raises as ``require_may_begin``."""

    def resting_on(self, _store: Store, _version: Version) -> Sequence[Version]:
        """Return the finalised documents of this kind that rest on a version of any kind."""
        return ()

    def put_back_changes(self, _entry: Entry) -> list[Change] | None:
        """Return the changes that put an old value back where that is half an answer."""
        return None

    def named_place(self, _entry: Entry, _notice: Notice) -> tuple[int, str] | None:
        """Return the id of the task and the words of a place in a table without a task in its key.

        None where nothing more is to be said than the words of table and field.
        """
        return None

    def notice_of(self, store: Store, version: Version) -> Notice:
        """Return the notice that a version answers, as it was for it.

        Raises:
            KeyError: there is none.
        """
        return notices_kept.notice(store, version.document.notice)

    def given_up(self, store: Store, con: sqlite3.Connection, version: Version) -> None:  # noqa: B027  (a hook)
        """Take back what else came with a draft, inside the transaction that gives it up."""

    # -- its contents --------------------------------------------------------------------------

    @abstractmethod
    def load(self, store: Store, around: Document) -> Document:
        """Return a document with its contents; ``around`` is all that every kind has.

        Raises:
            Refusal: what it rests on is not there.
        """


_KINDS: dict[str, Kind] = {}
K = TypeVar("K", bound=Kind)


def register(kind: K) -> K:
    """Make a kind known by its name; its room does so when it is imported."""
    _KINDS[kind.name] = kind
    return kind


def is_known(name: object) -> bool:
    """Whether there is such a kind; a file that was taken unseen, or is damaged, may name any."""
    try:
        of(str(name))
    except KeyError:
        return False
    return True


def of(name: str) -> Kind:
    """Return a kind by its name; its room is imported when it is first asked for.

    Raises:
        KeyError: there is none: a file from outside says so.
    """
    if name not in _KINDS and name.isidentifier():
        room = f"models.{name}.kind"
        try:
            import_module(room)
        except ModuleNotFoundError as error:
            if error.name is None or not room.startswith(error.name):
                raise  # the room is there, and what it needs is not
            raise KeyError(name) from error
    return _KINDS[name]
