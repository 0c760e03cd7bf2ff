"""Blocks of cells as Excel and WPS write them as text: tabs, and line breaks inside quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lazy_regex import lazy_regex

if TYPE_CHECKING:
    import re

# A spreadsheet quotes a cell only where it must: with a tab, a line break or quotes inside. Any
# other quotes are the text's own, as in "双师型"教师.
_CELL = lazy_regex(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*)')
_REASONS = ("\t", "\n", '""')


def parse_block(text: str) -> list[list[str]]:
    """Return the rows of a pasted block; a lone text is a block of one cell."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").removesuffix("\n")
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(clean):
        cell = _CELL.match(clean, place)
        if cell is None:
            raise AssertionError(place)  # the second way matches everything
        rows[-1].append(_cell_text(cell))
        place = cell.end() + 1
        if clean[cell.end() : place] == "\n":
            rows.append([])
    return rows


def _cell_text(cell: re.Match[str]) -> str:
    quoted = cell[1]
    if quoted is None:
        return cell[2]
    return quoted.replace('""', '"') if any(r in quoted for r in _REASONS) else cell[0]
