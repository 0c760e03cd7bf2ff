"""Tables of an HTML text: what a browser, Word, Excel or WPS puts on the clipboard or saves.

Only the structure is read: no style, no script, no picture is looked at, nothing is loaded.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape

from forms.reading.table import CELLS_LIMIT, Cell, Grid, Table, require_small
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.value_class import value_class

SIZE_LIMIT = 8 * 2**20  # characters of the source
DEPTH_LIMIT = 20  # tables inside tables
_SILENT = frozenset({"style", "script", "title", "template", "noscript", "comment"})
_CELL_TAGS = frozenset({"tr", "td", "th"})
_BREAKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD_BYTES = 4096  # in which a page names its characters
_CHINESE = "gb18030"  # holds gb2312 and gbk; what WPS and Excel save here
# A comment, a tag with its attributes, or a declaration. What is in quotes may hold < and >.
_TAG = lazy_regex(
    r"""<!--|<(?P<end>/?)(?P<name>[a-z][a-z0-9:]*+)(?P<attributes>(?>[^<>"']|"[^"]*"|'[^']*')*+)>"""
    r"""|<[!?][^<>]*>""",
    re.IGNORECASE,
)
_SPAN = lazy_regex(r"""\b(rowspan|colspan)\s*=\s*["']?\s*(\d{1,7})""", re.IGNORECASE)
_BLANKS = lazy_regex(r"[ \t\r\n\f\xa0]+")


@value_class
class Page:
    r"""The outermost tables and the texts around them, in their order (line ends are ``\n``)."""

    blocks: tuple[str | Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def around(self) -> str:
        """The text around the tables."""
        return "\n".join(block for block in self.blocks if isinstance(block, str))


def read_page(source: str) -> Page:
    """Return what a page holds; a table inside another is text of its cell.

    Raises:
        Refusal: ``table.too_large``.
    """
    require_small(len(source) <= SIZE_LIMIT)
    reader = _Reader()
    reader.feed(source)
    return reader.finished()


def read(source: str) -> list[Table]:
    """Return the tables of a page; raises as ``read_page``."""
    return list(read_page(source).tables)


def read_bytes(content: bytes) -> list[Table]:
    """Return the tables of a page as it was saved; raises as ``read_saved_page``."""
    return list(read_saved_page(content).tables)


def read_saved_page(content: bytes) -> Page:
    """Return what a saved page holds; raises as ``read_page``, ``table.not_text`` too."""
    require_small(len(content) <= 4 * SIZE_LIMIT)
    named = _CHARSET.search(content[:_HEAD_BYTES])
    names = [named[1].decode("ascii").lower()] if named else []
    if names and names[0].startswith("gb"):
        names = [_CHINESE]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names = ["utf-16"]
    for name in (*names, "utf-8-sig", _CHINESE):
        with suppress(ValueError, LookupError):
            return read_page(content.decode(name).removeprefix("\ufeff"))
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


class _Reader:
    """Goes through the tags of a page from left to right, once.

    The parser of Python's library goes back to the start of whatever is not closed: 100 kB of
    open comments or quotes take it a minute, and the clipboard is read while the clerk waits.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._found: list[str | Table] = []
        self._around = _Text()
        self._cells = 0  # of all tables

    def feed(self, source: str) -> None:
        """Read a whole page."""
        place = 0
        while place < len(source):
            tag = _TAG.search(source, place)
            self._take_text(source[place : tag.start() if tag else len(source)])
            if tag is None:
                return
            place = self._take_tag(source, tag)

    def _take_tag(self, source: str, tag: re.Match[str]) -> int:
        """Take a tag; returns where to go on: behind it, or behind what nobody sees."""
        if tag[0] == "<!--":
            return _behind(source, "-->", tag.end())
        name = (tag["name"] or "").lower()
        if tag["end"]:
            self._end(name)
        elif name in _SILENT:
            closed = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(source, tag.end())
            return closed.end() if closed else len(source)
        elif name:
            self._start(name, tag["attributes"])
        return tag.end()

    def finished(self) -> Page:
        """Return what was read; tables that nobody ended end here."""
        while self._open:
            self._end_table()
        self._end_text()
        return Page(tuple(self._found))

    def _end_text(self) -> None:
        text = self._around.cell().text
        self._found += [text] if text else []
        self._around = _Text()

    def _text(self) -> _Text | None:
        """Return what takes a text at this place; between two cells nothing does."""
        return self._open[-1].cell if self._open else self._around

    def _start(self, tag: str, attributes: str) -> None:
        if tag == "table":
            if not self._open:
                self._end_text()
            require_small(len(self._open) < DEPTH_LIMIT)
            self._open.append(_Open())
        elif self._open and tag in _CELL_TAGS:
            self._start_inside(self._open[-1], tag, attributes)
        elif (text := self._text()) is not None and tag == "br":
            text.end_line_always()
        elif text is not None and tag in _BREAKS:
            text.end_line()

    @staticmethod
    def _start_inside(table: _Open, tag: str, attributes: str) -> None:
        if tag == "tr":
            table.begin_row()
        else:
            spans = {name.lower(): value for name, value in _SPAN.findall(attributes)}
            table.begin_cell(_span(spans.get("rowspan")), _span(spans.get("colspan")))

    def _end(self, tag: str) -> None:
        if self._open and tag == "table":
            self._end_table()
        elif self._open and tag in _CELL_TAGS:
            self._open[-1].end_cell()
        elif tag in _BREAKS and (text := self._text()) is not None:
            text.end_line()

    def _take_text(self, data: str) -> None:
        if data and (text := self._text()) is not None:
            text.add(unescape(data))

    def _end_table(self) -> None:
        table = self._open.pop()
        table.end_cell()
        made = table.grid.table()
        outer = self._open[-1].cell if self._open else None
        if not self._open:
            self._found += [made] if made.rows else []
            self._cells += sum(map(len, made.rows))
            require_small(self._cells <= CELLS_LIMIT)
        elif outer is not None:
            for row in made.texts():
                outer.end_line()
                outer.add(" ".join(filter(None, row)))
            outer.end_line()


def _span(value: str | None) -> int:
    """Return a span as browsers read it: a number from 1, whatever else is 1."""
    return max(int(value), 1) if value else 1


def _behind(source: str, mark: str, start: int) -> int:
    """Return the place behind a mark, the end where it does not come any more."""
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)
