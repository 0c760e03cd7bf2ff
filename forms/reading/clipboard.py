"""What the clipboard holds, as one plain value, from whatever formats it offers.

The order of trust: cells of our own, a table in HTML, tab-separated text, plain text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import field, replace
from enum import Enum
from typing import TYPE_CHECKING

from forms.reading import html_tables
from forms.reading.table import CELLS_LIMIT, COLUMNS_LIMIT, ROWS_LIMIT, require_small
from forms.reading.tabular import parse_block
from models.cleaning import Flaw, tidy
from models.lazy_regex import lazy_regex
from models.text import clean_text
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Block = tuple[tuple[str | None, ...], ...]
"""Rows of the same length; None is a place whose cell begins elsewhere: nothing was sent to it."""

_LINE_ENDS = lazy_regex("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TABLE = lazy_regex("<table", re.IGNORECASE)
# What stands before the tab of a numbered or dotted paragraph.
_ITEM = lazy_regex(
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


@value_class
class Offers:
    """What the clipboard offers: the formats that are looked at, empty where it has none."""

    own: bytes = b""  # JSON: the rows of texts that ``write_own`` made
    html: str = ""
    text: str = ""
    has_files: bool = False
    has_picture: bool = False


@value_class
class Pasted:
    """``block`` is what goes into cells, ``text`` what goes into one cell or an open editor.

    ``raw`` is a plain text with its tabs, as it came; empty where it came as cells. ``removed``
    counts the characters that could not be printed and were taken out.
    """

    origin: Origin
    block: Block = ()
    text: str = ""
    raw: str = field(default="", compare=False)
    removed: int = field(default=0, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it that could be pasted."""
        return not self.block

    def flaws(self) -> Counter[Flaw]:
        """Return how often something rarely meant stands in it."""
        texts = [self.raw] if self.raw else _sent(self.block)
        return sum((Counter(tidy(text).flaws) for text in texts), Counter())

    def tidied(self) -> Pasted:
        """Return it without what is rarely meant."""
        if self.raw:
            return of_text(tidy(self.raw).text)
        return _of_cells(_each(self.block, lambda text: tidy(text).text))


def read(offers: Offers) -> Pasted:
    """Return what is to be pasted, without what cannot be printed.

    Raises:
        Refusal: ``table.too_large``.
    """
    own = read_own(offers.own)
    if own:
        return _of_cells(own)
    if offers.has_files:
        return Pasted(Origin.FILES)
    page = _page(offers)
    if page.tables and not page.around.strip():
        rows = tuple(tuple(row) for table in page.tables for row in table.places())
        return _printable(_of_cells(_even(rows)))
    tables = [as_one_text(_even(table.places())) for table in page.tables]
    found = of_text(offers.text or "\n".join(filter(None, (page.around, *tables))))
    if found.is_empty and offers.has_picture:
        return Pasted(Origin.PICTURE)
    return _printable(found)


def _page(offers: Offers) -> html_tables.Page:
    """Return what the HTML holds; it is not looked into where the text says all of it."""
    html = offers.html.replace("\0", "")  # LibreOffice ends it with one
    if offers.text.strip() and (len(html) > html_tables.SIZE_LIMIT or not _TABLE.search(html)):
        html = ""
    return html_tables.read_page(html)


def _printable(pasted: Pasted) -> Pasted:
    """Return it without what cannot be printed; nothing where nothing else was in it."""
    removed = sum(clean_text(text, len(text)).removed for text in _sent(pasted.block))
    if not removed:
        return pasted
    block = _each(pasted.block, _clean)
    if not any(text.strip() for text in _sent(block)):
        return Pasted(Origin.NOTHING)
    raw = "\t".join(map(_clean, pasted.raw.split("\t")))
    return replace(pasted, block=block, text=_clean(pasted.text), raw=raw, removed=removed)


def of_text(raw: str) -> Pasted:
    """Return what a plain text means; quotes of a spreadsheet's cell are undone."""
    text = _LINE_ENDS.sub("\n", raw).replace("\0", "").removesuffix("\n")
    if not text.strip():
        return Pasted(Origin.NOTHING)
    require_small(text.count("\n") < ROWS_LIMIT and text.count("\t") < CELLS_LIMIT)
    rows = parse_block(text)
    width = max(map(len, rows))
    require_small(width <= COLUMNS_LIMIT and width * len(rows) <= CELLS_LIMIT)
    if len(rows) == 1 and len(rows[0]) == 1:
        return replace(_of_cell(rows[0][0]), raw=text)
    origin = Origin.PARAGRAPHS
    # Writer sets a list in by blanks of the typewriter; those of Chinese paragraphs stay.
    block: Block = tuple((" ".join(row).strip(" "),) for row in rows)
    if all(len(row) > 1 for row in rows) and not _is_list(rows):
        origin, block = Origin.TABBED, _even(tuple(map(tuple, rows)))
    return Pasted(origin, block, as_one_text(block), raw=text)


def as_one_text(block: Block) -> str:
    """Return a block as one text: a line a row, the cells of a row side by side."""
    return "\n".join(" ".join(text for text in row if text) for row in block)


def read_own(content: bytes) -> Block:
    """Return the cells that this program put there, () where they are damaged or none."""
    if not content:
        return ()
    rows: object = None
    with suppress(ValueError, RecursionError):
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


def _each(block: Block, change: Callable[[str], str]) -> Block:
    return tuple(tuple(None if text is None else change(text) for text in row) for row in block)


def _clean(text: str) -> str:
    return clean_text(text, len(text)).text
