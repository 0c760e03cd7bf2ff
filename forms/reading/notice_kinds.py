"""What files a notice may come in, and how a table of it reads as text; nothing is parsed here.

The window asks this much of a file before the reader process gets it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.notice_text.joining import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENDINGS = (".txt", ".md", ".docx", ".xlsx", ".pdf", ".html", ".htm")
_OLD = (".doc", ".wps", ".et", ".xls", ".rtf", ".ofd")
_SENTENCE_END = "。；;，,、：:"


def require_readable(name: str) -> str:
    """Return the ending of a file's name, in small letters.

    Raises:
        Refusal: ``notice_text.old_format``, ``notice_text.kind``: a kind that is not read.
    """
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in _OLD:
        raise Refusal("notice_text.old_format", ending=ending)
    if ending not in ENDINGS:
        raise Refusal("notice_text.kind", ending=ending or "—")
    return ending


def lines_of_rows(rows: Iterable[Sequence[str | None]]) -> str:
    """Return rows of texts as lines of cells; None is a place whose cell begins elsewhere."""
    return "\n".join(CELL.join(_in_one_line(text or "") for text in row) for row in rows)


def _in_one_line(text: str) -> str:
    """Return a cell as one line: lines that are cut are joined, those that are not are parted."""
    found = ""
    for line in filter(None, (line.strip() for line in re.split(r"[\n\t]", text))):
        parted = found and found[-1] not in _SENTENCE_END and re.match(r"[^，。；]{2,6}[:：]", line)
        found += f"；{line}" if parted else line
    return found
