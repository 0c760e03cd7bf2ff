"""A notice of twenty pages: what its finds cost beside its plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.reading.notice_source import text_of
from models.notice_text.reading import read
from tests import notice_files
from tests.models.notice_text.test_seeds import SEEDS
from tests.models.notice_text.test_seeds import text_of as seed

if TYPE_CHECKING:
    from collections.abc import Callable

CHARACTERS = 7_000  # twenty pages of the PDF that the tests make of a text


def twenty_pages() -> bytes:
    """Return a PDF of the two long plans, one behind the other, again and again."""
    text = ""
    while len(text) < CHARACTERS:
        text += seed(SEEDS[1 + len(text) % 2])
    return notice_files.pdf(text)


def reading_and_extracting() -> tuple[Callable[[], object], Callable[[], object]]:
    """Return the work of finding all that is in it, and that of getting the plain text alone."""
    content = twenty_pages()

    def extracting() -> str:
        return text_of("notice.pdf", content)

    return lambda: read(extracting()), extracting
