"""What a backup, or what can be read of a damaged file, holds otherwise: cell beside cell."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import resources
from models.documents import comparing, history
from models.storage.data_file import refusing, view_current
from models.storage.store import Store
from models.value_class import value_class
from ui.use_cases.documents.history_words import EMPTY, History
from ui.use_cases.words import document_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from models.documents.comparing import Comparison, Difference
    from models.documents.versions import Version

LIMIT = 1000  # differences offered at once
_UNTOLD = frozenset({"pending", "present"})  # fields that say nothing to the clerk


@value_class
class Compared:
    """What differs, ready to be shown.

    ``rows`` tell place, what the other state holds and what ours does, one for each of
    ``differences``; ``typed`` are those (from 0) that were typed after both went apart, and not
    merely read otherwise; ``notes`` say what differs and cannot be brought back, a sentence each.
    """

    rows: tuple[tuple[str, str, str], ...]
    differences: tuple[Difference, ...]
    typed: tuple[int, ...]
    notes: tuple[str, ...]


# What is said of documents that cannot be brought back: of a backup beside what stands now, and
# of a damaged file beside the backup that will take its place.
WITH_BACKUP = ("compare.final", "compare.only_there", "compare.only_here")
IN_RECOVERY = ("compare.final_in_backup", "compare.not_in_backup", "compare.only_in_backup")


def compare(
    ours: bytes, theirs: bytes, path: Path, codes: tuple[str, str, str] = WITH_BACKUP
) -> Compared:
    """Compare two images of data files; ``path`` names them in refusals. Touches nothing.

    ``codes`` are the sentences for what is final in ours, only in the other, only in ours.

    Raises:
        Refusal: one of them is none of ours, or what it holds cannot be read.
    """
    with ExitStack() as held, refusing(path):
        ours_read, theirs_read = (
            held.enter_context(closing(view_current(image, path))) for image in (ours, theirs)
        )
        own, other = Store(path, ours_read), Store(path, theirs_read)
        common = history.last_common(ours_read, theirs_read)
        found = comparing.compare(own, other, common)
        shown = tuple(sorted(found.differences, key=_order)[:LIMIT])
        words = History(own)
        rows = tuple(_row(words, difference) for difference in shown)
        later = {(e.table, e.key, e.field) for e in history.after(theirs_read, common)}
        typed = (at for at, one in enumerate(shown) if comparing.names([one]) & later)
        return Compared(rows, shown, tuple(typed), tuple(_notes(found, codes, own, other)))


def _order(difference: Difference) -> tuple[int, int, int]:
    """As the papers stand: each document by itself, task after task."""
    first = difference.entries[0]
    return first.version_id or 0, first.task, first.month


def _row(words: History, difference: Difference) -> tuple[str, str, str]:
    """Return place, old and new of a difference; of several fields those that say something."""
    told = [one for one in difference.entries if one.field not in _UNTOLD] or difference.entries
    values = [words.values(entry) for entry in told]
    there = _joined(old for old, _ in values)
    here = _joined(new for _, new in values)
    return words.place(told[0]), there, here


def _joined(values: Iterable[str]) -> str:
    return "；".join(value for value in values if value != EMPTY) or EMPTY


def _notes(
    found: Comparison, codes: tuple[str, str, str], own: Store, other: Store
) -> Iterable[str]:
    more = len(found.differences) - LIMIT
    if more > 0:
        yield resources.sentence("compare.more", count=more)
    sides = ((found.final, own), (found.only_there, other), (found.only_here, own))
    for code, (documents, store) in zip(codes, sides, strict=True):
        if documents:
            yield resources.sentence(code, documents=_words(store, documents))
    if found.kept_back:
        yield resources.sentence("compare.kept_back", count=found.kept_back)
    if found.unread:
        yield resources.sentence("compare.unread", count=found.unread)


def _words(store: Store, found: Iterable[Version]) -> str:
    return "、".join(dict.fromkeys(document_words(store, version) for version in found))
