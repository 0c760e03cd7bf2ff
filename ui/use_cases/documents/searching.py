"""Where else a text stands: in the reports, and in the documents of other notices and years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import resources
from forms.documents import kinds
from models.cleaning import plain
from models.documents import document, versions
from models.errors import Refusal
from models.school import notices_kept
from models.value_class import value_class
from ui.use_cases.words import document_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.documents.findings import Place
    from models.documents.kinds import DocumentId
    from models.documents.versions import Version
    from models.storage.store import Store


@value_class
class Hit:
    """A document with the text: which and of which year in words, and its first place."""

    document: DocumentId
    words: str
    place: Place


def sought(text: str) -> str:
    """Return a text as texts are compared: signs of old files and PDFs, large and small letters."""
    return plain(text).strip().casefold()


def places_of(text: str, wanted: str) -> list[int]:
    """Return where (from 0) a sought text stands in a text, each as long as it, none in another.

    ``wanted`` is as ``sought`` returns it. A text that small letters make longer has none.
    """
    folded = plain(text).casefold()
    if not wanted or len(folded) != len(text):
        return []
    return [found.start() for found in re.finditer(re.escape(wanted), folded)]


def elsewhere(store: Store, text: str, besides: DocumentId) -> list[Hit]:
    """Return the documents that have a text, but one; those of its notice first, newest year next.

    Searched is what would be printed of the newest version of each.
    """
    wanted = sought(text)
    if not wanted:
        return []
    opened = [one.id for one in reversed(notices_kept.opened(store))]
    opened.sort(key=lambda one: one != besides.notice)
    return [
        hit
        for notice in opened
        for version in _newest(store, notice)
        if version.document != besides and (hit := _hit(store, version, wanted)) is not None
    ]


def _newest(store: Store, notice: int) -> Iterator[Version]:
    newest = {version.document: version for version in versions.of_notice(store, notice)}
    yield from newest.values()


def _hit(store: Store, version: Version, wanted: str) -> Hit | None:
    try:
        found = document.load(store, version)
    except Refusal:
        return None  # a report whose list is a draft again shows nothing until that is final
    form = kinds.of(version.document.kind).fill(found)
    rows = [
        row
        for row, cells in enumerate(form.rows)
        for text in cells.values()
        if wanted in sought(text)
    ]
    if not rows:
        return None
    words = {"document": document_words(store, version), "count": len(rows)}
    return Hit(version.document, resources.sentence("sheet.hit", **words), form.place(rows[0]))
