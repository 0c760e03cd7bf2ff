"""Blocks of cells to and from Excel and WPS: tab-separated, line breaks inside quotes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELD_LIMIT = 10 * 2**20  # characters of one pasted cell before the fields' own limits speak


def parse_block(text: str) -> list[list[str]]:
    """Return the rows of a pasted block; a lone text is a block of one cell."""
    csv.field_size_limit(FIELD_LIMIT)
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if "\t" not in clean and not clean.startswith('"'):
        # A spreadsheet quotes a cell with line breaks: without quotes they part rows.
        return [[line] for line in clean.removesuffix("\n").split("\n")]
    return [row or [""] for row in csv.reader(io.StringIO(clean, newline=""), dialect="excel-tab")]


def format_block(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as the text that spreadsheets paste back into the same cells."""
    out = io.StringIO(newline="")
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")
