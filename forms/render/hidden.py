"""The hidden sheet of our xlsx: a column for each part, its name in the first row.

``canonical`` is the form that the check code is reckoned from, ``shown`` says where the text of
each visible cell comes from, ``sums`` is a check of every hidden cell but its own. Version 1 had
``extract``, the school's data for other programs, instead of the last.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from forms.form.check_code import code_of
from forms.render.workbook import put_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

DATA_SHEET = "数据"
PIECE = 30_000  # characters a cell; Excel's limit is 32,767
CANONICAL, SHOWN, SUMS, EXTRACT = "canonical", "shown", "sums", "extract"
OWN = "sums"  # the name of the check of all others
NAMES = (CANONICAL, SHOWN, SUMS)
NAMES_OF_FIRST = (CANONICAL, EXTRACT, SHOWN)


def write(sheet: Worksheet, parts: Mapping[str, str]) -> None:
    """Write parts, all of them JSON, and hide the sheet; ``sums`` is reckoned where not given."""
    sheet.sheet_state = "hidden"
    cells: dict[str, str] = {}
    for index, (name, text) in enumerate(parts.items(), start=1):
        cells |= _cells(index, name, text)
    if EXTRACT not in parts:
        cells |= _cells(len(parts) + 1, SUMS, sums_text(sums_of(cells)))
    for address, text in cells.items():
        put_text(sheet[address], text)


def _cells(index: int, name: str, text: str) -> dict[str, str]:
    """Return the cells of a part by address: its name, and the text in pieces below it."""
    # An escaped underscore spares the cell's own _x…_ escape, which Excel and LibreOffice treat
    # differently when they save the file again.
    plain, column = text.replace("_x", "\\u005fx"), get_column_letter(index)
    pieces = [plain[at : at + PIECE] for at in range(0, len(plain), PIECE)]
    return {f"{column}{row}": piece for row, piece in enumerate([name, *pieces], start=1)}


def sums_of(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the check of each cell by its address."""
    return {address: code_of(text) for address, text in cells.items()}


def sums_text(sums: Mapping[str, str]) -> str:
    """Return the checks as the sheet has them, with one of their own."""
    own = code_of(json.dumps(sums, separators=(",", ":")))
    return json.dumps({**sums, OWN: own}, separators=(",", ":"))


def kept_sums(text: str) -> dict[str, str] | None:
    """Return the checks of a sheet by address; None where they are not as they were written."""
    try:
        sums = dict(json.loads(text))
        del sums[OWN]
        return sums if sums_text(sums) == text else None
    except (LookupError, ValueError, TypeError, RecursionError):
        return None
