"""What could be read of a damaged data file, as a workbook to look things up in; no sheet of ours.

It carries no check code and is never read back. Rows name their document instead of a number, and
columns that say nothing to a person are left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

import resources
from forms.render.workbook import book_bytes, put_text
from models.documents import kinds
from models.lazy_regex import lazy_regex
from models.text import clean_text
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Rows = Sequence[Sequence[Any]]

TITLE = "能读出的内容（仅供参考）"
# What a person looks for, in this order; a table that is not named holds only the program's own.
SHEETS = (
    *("entry", "goal", "span", "amount", "cell", "report_row", "report_amount"),
    *("school", "office", "person"),
    *("event", "revision", "change_reason", "share", "opening", "history"),
)
LEFT_OUT = frozenset(
    {
        *("id", "identity", "seq", "batch", "undoes", "revokes", "scan_id", "key", "value"),
        *("pending", "present"),
    }
)
CELL_LIMIT = 32_000  # characters; Excel's own limit is 32,767
ROWS_LIMIT = 20_000  # of one sheet
_FORBIDDEN = lazy_regex(r"[\\/*?:\[\]]")  # in the name of a sheet
WIDTH = 24  # Excel's units


def render(tables: Mapping[str, Rows]) -> bytes:
    """Return the workbook: a sheet for each table, the names of its columns in the first row."""
    book = Workbook()
    first = book.active
    names = _names(tables)
    for table in SHEETS:
        if table in tables:
            title = _FORBIDDEN.sub("_", resources.word("table", table))[:31]
            _fill(book.create_sheet(title), tables[table], names)
    if first is not None and len(book.worksheets) > 1:
        book.remove(first)
    return book_bytes(book, TITLE)


@value_class
class _Names:
    """What stands for the numbers of versions and notices: a document's name, which notice."""

    documents: Mapping[object, str]
    notices: Mapping[object, str]


def _names(tables: Mapping[str, Rows]) -> _Names:
    notices = _which(list(_dicts(tables.get("notice", ()))))
    found = {row["id"]: row for row in _dicts(tables.get("document", ()))}
    documents = {}
    for version in _dicts(tables.get("version", ())):
        document = found.get(version.get("document_id"), {})
        which = notices.get(
            document.get("notice"), f"{document.get('year', '')}年"
        )  # of older files
        word = _word(document.get("kind"), document.get("serial", document.get("month")))
        number = f"v{version.get('major')}.{version.get('minor')}"
        documents[version.get("id")] = f"{which}{word} {number}"
    return _Names(documents, notices)


def _which(notices: Sequence[Mapping[str, Any]]) -> dict[object, str]:
    """Return what stands for each notice: its year, and its name where that year has others."""
    years = Counter(notice.get("year") for notice in notices)
    return {
        notice.get("id"): f"{notice.get('year')}年"
        + (f"“{notice.get('name')}”" if years[notice.get("year")] > 1 else "")
        for notice in notices
    }


def _word(kind: object, serial: object) -> str:
    """Return what a document is called, as far as the damage leaves it."""
    try:
        return kinds.of(str(kind)).word(serial if isinstance(serial, int) else kinds.ONLY)
    except KeyError:
        return str(kind or "")


def _dicts(rows: Rows) -> Iterable[dict[str, Any]]:
    return (dict(zip(rows[0], row, strict=False)) for row in rows[1:])


def _fill(sheet: Any, rows: Rows, names: _Names) -> None:
    shown = [place for place, name in enumerate(rows[0]) if name not in LEFT_OUT]
    headings = [resources.word("field", str(rows[0][place])) for place in shown]
    _write(sheet, 1, headings, heading=True)
    for number, row in enumerate(rows[1 : ROWS_LIMIT + 1], start=2):
        texts = [_text(str(rows[0][place]), row[place], names) for place in shown]
        _write(sheet, number, texts, heading=False)
    if len(rows) > ROWS_LIMIT + 1:
        _write(sheet, ROWS_LIMIT + 2, [f"另有 {len(rows) - ROWS_LIMIT - 1} 行"], heading=True)
    for column in range(1, len(shown) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    sheet.freeze_panes = "A2"


def _write(sheet: Any, number: int, texts: Sequence[str], *, heading: bool) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(number, column)
        put_text(cell, text)
        cell.font = Font(name="黑体" if heading else "宋体", size=10.5)
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _text(column: str, value: object, names: _Names) -> str:
    if value is None:
        return ""
    if column in ("version_id", "notice"):
        found = names.documents if column == "version_id" else names.notices
        return str(found.get(value, value))
    if column == "tbl":
        return resources.word("table", str(value))
    if column in ("field", "kind"):
        return resources.word("field" if column == "field" else "kind", str(value))
    if isinstance(value, bytes):
        return f"（{len(value)} 字节）"
    text = str(value)
    return clean_text(text, len(text)).text[:CELL_LIMIT]
