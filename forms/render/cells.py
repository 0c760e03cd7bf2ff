"""A block of cells as other programs take it: text for spreadsheets, a table for Word and WPS."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Excel: a line break stays in its cell, and 3-1 is a text, not the first of March.
_BREAK = '<br style="mso-data-placement:same-cell">'
_CELL = "border:1px solid black;mso-number-format:'\\@';white-space:pre-wrap"


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as the text that spreadsheets paste back into the same cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    for row in rows:
        if any(row) or len(row) > 1:
            writer.writerow(row)
        else:
            out.write("\n")  # the library would put quotes there
    return out.getvalue().removesuffix("\n")


def as_html(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a page with one table."""
    lines = [
        "<tr>" + "".join(f'<td style="{_CELL}">{_content(text)}</td>' for text in row) + "</tr>"
        for row in rows
    ]
    table = '<table style="border-collapse:collapse">' + "\n".join(lines) + "</table>"
    return f'<html><head><meta charset="utf-8"></head><body>{table}</body></html>'


def _content(text: str) -> str:
    return escape(text).replace("\n", _BREAK)
