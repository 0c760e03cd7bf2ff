"""What the clipboard holds, as one plain value, from whatever formats it offers.

The order of trust: cells of our own, a table in HTML, tab-separated text, plain text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from forms.reading import html_tables
from forms.reading.table import COLUMNS_LIMIT, ROWS_LIMIT, require_small
from forms.reading.tabular import parse_block
from models.cleaning import Flaw, tidy
from models.text import clean_text

if TYPE_CHECKING:
    from collections.abc import Sequence

Block = tuple[tuple[str | None, ...], ...]
"""Rows of the same length; None is a place whose cell begins elsewhere: nothing was sent to it."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TABLE = re.compile("<table", re.IGNORECASE)
# What stands before the tab of a numbered or dotted paragraph.
_ITEM = re.compile(
    r"\s*(?:[（(]?[0-9\uff10-\uff19一二三四五六七八九十百]{1,4}[.．、)）]|[a-zA-Z][.)]"
    r"|[\u2460-\u249b\u2022\u25a0-\u25ff\u2605\u2606\u2713\u27a2\uf000-\uf0ff·•○●◆■□▪➢✓√§ØÜ-])"
    r"\s*"
)


class Origin(Enum):
    """What the clipboard holds; ``PICTURE``, ``FILES`` and ``NOTHING`` cannot be pasted."""

    CELLS = "cells"  # a table, whoever made it
    TABBED = "tabbed"  # text with tabs in every line: perhaps cells
    PARAGRAPHS = "paragraphs"  # several lines
    LINE = "line"  # one line, or one cell
    PICTURE = "picture"
    FILES = "files"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Offers:
    """What the clipboard offers: the formats that are looked at, empty where it has none."""

    own: bytes = b""  # JSON: the rows of texts that ``write_own`` made
    html: str = ""
    text: str = ""
    has_files: bool = False
    has_picture: bool = False


@dataclass(frozen=True)
class Pasted:
    """``block`` is what goes into cells, ``text`` what goes into one cell or an open editor."""

    origin: Origin
    block: Block = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that could be pasted."""
        return not self.block

    def printable(self) -> tuple[Pasted, int]:
        """Return it without what cannot be printed, and how many characters that were."""
        texts = _sent(self.block)
        removed = sum(clean_text(text, len(text)).removed for text in texts)
        if not removed:
            return self, 0
        block = tuple(
            tuple(None if text is None else clean_text(text, len(text)).text for text in row)
            for row in self.block
        )
        return replace(self, block=block, text=clean_text(self.text, len(self.text)).text), removed

    def flaws(self) -> Counter[Flaw]:
        """Return how often something rarely meant stands in it."""
        if self.origin is Origin.CELLS:
            return sum((Counter(tidy(text).flaws) for text in _sent(self.block)), Counter())
        return Counter(tidy(self.text).flaws)

    def tidied(self) -> Pasted:
        """Return it without what is rarely meant."""
        if self.origin is Origin.CELLS:
            clean = tuple(
                tuple(None if text is None else tidy(text).text for text in row)
                for row in self.block
            )
            return _of_cells(clean)
        clean_text = of_text(tidy(self.text).text)
        if self.origin is not Origin.LINE or clean_text.is_empty:
            return clean_text
        return replace(self, text=clean_text.text, block=((clean_text.text,),))


def read(offers: Offers) -> Pasted:
    """Return what is to be pasted.

    Raises:
        Refusal: ``table.too_large``.
    """
    own = read_own(offers.own)
    if own:
        return _of_cells(own)
    if offers.has_files:
        return Pasted(Origin.FILES)
    is_text = offers.text.strip() and not _TABLE.search(offers.html)  # no need to look into it
    html = "" if is_text else offers.html.replace("\0", "")  # LibreOffice ends it with one
    page = html_tables.read_page(html)
    if page.tables and not page.around.strip():
        rows = tuple(tuple(row) for table in page.tables for row in table.places())
        return _of_cells(_even(rows))
    found = of_text(offers.text or page.around)
    if found.is_empty and offers.has_picture:
        return Pasted(Origin.PICTURE)
    return found


def of_text(raw: str) -> Pasted:
    """Return what a plain text means; quotes of a spreadsheet's cell are undone."""
    text = _LINE_ENDS.sub("\n", raw).replace("\0", "").removesuffix("\n")
    if not text.strip():
        return Pasted(Origin.NOTHING)
    require_small(text.count("\n") < ROWS_LIMIT)
    block = parse_block(text)
    require_small(max(map(len, block)) <= COLUMNS_LIMIT)
    if len(block) == 1 and len(block[0]) == 1:
        return _of_cell(block[0][0])
    if all(len(row) > 1 for row in block) and not _is_list(block):
        even = _even(tuple(map(tuple, block)))
        return Pasted(Origin.TABBED, even, as_one_text(even))
    # Writer sets a list in by blanks of the typewriter; those of Chinese paragraphs stay.
    lines = tuple((" ".join(row).strip(" "),) for row in block)
    return Pasted(Origin.PARAGRAPHS, lines, as_one_text(lines))


def as_one_text(block: Block) -> str:
    """Return a block as one text: a line a row, the cells of a row side by side."""
    return "\n".join(" ".join(text for text in row if text) for row in block)


def read_own(content: bytes) -> Block:
    """Return the cells that this program put there, () where they are damaged or none."""
    if not content:
        return ()
    rows: object = None
    with suppress(ValueError):
        rows = json.loads(content)
    if not isinstance(rows, list) or not rows:
        return ()
    for row in rows:
        if not isinstance(row, list) or len(row) != len(rows[0]) or not row:
            return ()
        if not all(text is None or isinstance(text, str) for text in row):
            return ()
    return tuple(map(tuple, rows))


def write_own(rows: Sequence[Sequence[str]]) -> bytes:
    """Return cells as ``read_own`` takes them."""
    return json.dumps([list(row) for row in rows], ensure_ascii=False).encode("utf-8", "replace")


def _of_cells(block: Block) -> Pasted:
    if len(block) == 1 and len(block[0]) == 1:
        return _of_cell(block[0][0] or "")
    return Pasted(Origin.CELLS, block, as_one_text(block))


def _of_cell(text: str) -> Pasted:
    """Return a lone cell: its line breaks are its own."""
    return Pasted(Origin.LINE, ((text,),), text)


def _is_list(block: list[list[str]]) -> bool:
    """Whether it is numbered paragraphs: a mark, one tab, the text."""
    return all(len(row) == 2 and _ITEM.fullmatch(row[0]) for row in block)  # noqa: PLR2004


def _even(rows: Sequence[Sequence[str | None]]) -> Block:
    width = max(map(len, rows), default=0)
    return tuple((*row, *[None] * (width - len(row))) for row in rows)


def _sent(block: Block) -> list[str]:
    return [text for row in block for text in row if text]
