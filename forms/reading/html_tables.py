"""Tables of an HTML text: what a browser, Word, Excel or WPS puts on the clipboard or saves.

Only the structure is read: no style, no script, no picture is looked at, nothing is loaded.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser

from forms.reading.table import Cell, Grid, Table, require_small
from models.errors import Refusal

SIZE_LIMIT = 8 * 2**20  # characters of the source
DEPTH_LIMIT = 50  # tables inside tables
_SILENT = frozenset({"style", "script", "title", "template", "noscript", "comment"})
_CELL_TAGS = frozenset({"tr", "td", "th"})
_BREAKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096  # in which a page names its characters
_CHINESE = "gb18030"  # holds gb2312 and gbk; what WPS and Excel save here
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")


@dataclass(frozen=True)
class Page:
    r"""The outermost tables in their order, and the text around them (line ends are ``\n``)."""

    tables: tuple[Table, ...]
    around: str


def read_page(source: str) -> Page:
    """Return what a page holds; a table inside another is text of its cell.

    Raises:
        Refusal: ``table.too_large``.
    """
    require_small(len(source) <= SIZE_LIMIT)
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.finished()


def read(source: str) -> list[Table]:
    """Return the tables of a page; raises as ``read_page``."""
    return list(read_page(source).tables)


def read_bytes(content: bytes) -> list[Table]:
    """Return the tables of a page as it was saved; raises as ``read``, ``table.not_text`` too."""
    require_small(len(content) <= 4 * SIZE_LIMIT)
    named = _CHARSET.search(content[:_HEAD_BYTES])
    names = [named[1].decode("ascii").lower()] if named else []
    if names and names[0].startswith("gb"):
        names = [_CHINESE]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names = ["utf-16"]
    for name in (*names, "utf-8-sig", _CHINESE):
        with suppress(ValueError, LookupError):
            return read(content.decode(name).removeprefix("\ufeff"))
    raise Refusal("table.not_text")


class _Text:
    """A cell's text while it is read: blanks are one, breaks are lines."""

    def __init__(self, rowspan: int = 1, colspan: int = 1) -> None:
        self.rowspan, self.colspan = rowspan, colspan
        self._parts: list[str] = []
        self._at_start = True

    def add(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        if self._at_start:
            text = text.lstrip(" ")
        if text:
            self._parts.append(text)
            self._at_start = text.endswith(" ")

    def end_line(self) -> None:
        if self._parts and self._parts[-1] != "\n":
            self.end_line_always()

    def end_line_always(self) -> None:
        self._parts.append("\n")
        self._at_start = True

    def cell(self) -> Cell:
        lines = "".join(self._parts).split("\n")
        return Cell(
            "\n".join(line.strip(" ") for line in lines).strip("\n"), self.rowspan, self.colspan
        )


class _Open:
    """A table whose end has not come yet."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.cell: _Text | None = None
        self.has_row = False

    def begin_row(self) -> None:
        self.end_cell()
        self.grid.begin_row()
        self.has_row = True

    def begin_cell(self, rowspan: int, colspan: int) -> None:
        self.end_cell()
        if not self.has_row:
            self.begin_row()
        self.cell = _Text(rowspan, colspan)

    def end_cell(self) -> None:
        if self.cell is not None:
            self.grid.place(self.cell.cell())
            self.cell = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[_Open] = []
        self._found: list[Table] = []
        self._around = _Text()
        self._silent = 0

    def finished(self) -> Page:
        """Return what was read; tables that nobody ended end here."""
        while self._open:
            self._end_table()
        return Page(tuple(self._found), self._around.cell().text)

    def _text(self) -> _Text | None:
        """Return what takes a text at this place; between two cells nothing does."""
        return self._open[-1].cell if self._open else self._around

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            require_small(len(self._open) < DEPTH_LIMIT)
            self._open.append(_Open())
        elif self._open and tag in _CELL_TAGS:
            self._start_inside(self._open[-1], tag, dict(attrs))
        elif (text := self._text()) is not None and tag == "br":
            text.end_line_always()
        elif text is not None and tag in _BREAKS:
            text.end_line()

    @staticmethod
    def _start_inside(table: _Open, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "tr":
            table.begin_row()
        else:
            table.begin_cell(_span(attrs.get("rowspan")), _span(attrs.get("colspan")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif self._open and tag == "table":
            self._end_table()
        elif self._open and tag in _CELL_TAGS:
            self._open[-1].end_cell()
        elif tag in _BREAKS and (text := self._text()) is not None:
            text.end_line()

    def handle_data(self, data: str) -> None:
        if not self._silent and (text := self._text()) is not None:
            text.add(data)

    def _end_table(self) -> None:
        table = self._open.pop()
        table.end_cell()
        made = table.grid.table()
        outer = self._open[-1].cell if self._open else None
        if not self._open:
            self._found += [made] if made.rows else []
        elif outer is not None:
            for row in made.texts():
                outer.end_line()
                outer.add(" ".join(filter(None, row)))
            outer.end_line()


def _span(value: str | None) -> int:
    """Return a span as browsers read it: a number from 1, whatever else is 1."""
    digits = re.match(r"\s*(\d{1,7})", value or "")
    return max(int(digits[1]), 1) if digits else 1
