"""Reading an xlsx from outside: looked at before it is parsed, bounded in every direction.

Nothing in the file is run. What is read back is compared with the canonical form that the hidden
sheet carries, so that a file that Excel, WPS or LibreOffice has saved again still verifies.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.escape import unescape

from forms.check_code import code_of
from forms.filled import canonical_text
from forms.paginate import CONTINUED
from forms.task_list import HEAD_KEYS, KEYS
from forms.xlsx import CODE_LABEL, DATA_SHEET, HEAD_GAP, SHEET, TABLE_ROW
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE_LIMIT = 10 * 2**20  # bytes
UNPACKED_LIMIT, PARTS_LIMIT, RATIO_LIMIT = 100 * 2**20, 200, 100
LARGE_PART = 2**20  # only parts over this size are asked for their ratio
ROWS_LIMIT, COLUMNS_LIMIT = 20_000, 60


@dataclass(frozen=True)
class Difference:
    """A visible cell that is not what the canonical form says; task 0 is the head line."""

    task: int
    column: str


@dataclass(frozen=True)
class Verdict:
    """Whether a file agrees with itself: its code, the code it shows, the cells that differ."""

    code: str
    shown_code: str
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether every visible cell and the visible code are those of the canonical form."""
        return self.code == self.shown_code and not self.differences


def verify(content: bytes) -> Verdict:
    """Compare the visible sheet of one of our files with the canonical form it carries.

    Raises:
        Refusal: no xlsx, too large, with macros, or not a file of ours.
    """
    _look_at(content)
    sheets = _texts(content)
    if SHEET not in sheets or DATA_SHEET not in sheets:
        raise Refusal("verify.not_ours")
    data = _columns(sheets[DATA_SHEET])
    try:
        document, labels = json.loads(data["canonical"]), json.loads(data["labels"])
        canonical = canonical_text(document)
        differences = tuple(_compare(document, labels, sheets[SHEET]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refusal("verify.hidden_damaged") from error
    return Verdict(code_of(canonical), _shown_code(sheets[SHEET]), differences)


def _look_at(content: bytes) -> None:
    """Refuse what must not be parsed: its declared sizes, macros, document types."""
    if len(content) > FILE_LIMIT:
        raise Refusal("verify.too_large", limit=FILE_LIMIT // 2**20)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            sizes = [part.file_size for part in parts]
            packed = [
                part.file_size / max(part.compress_size, 1)
                for part in parts
                if part.file_size > LARGE_PART
            ]
            large = sum(sizes) > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT
            if large or max(packed, default=0) > RATIO_LIMIT:
                raise Refusal("verify.too_large", limit=UNPACKED_LIMIT // 2**20)
            if any("vbaProject" in part.filename for part in parts):
                raise Refusal("verify.macros")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and _has_doctype(archive, part):
                    raise Refusal("verify.not_xlsx")
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refusal("verify.not_xlsx") from error


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as stream:
        return b"<!DOCTYPE" in stream.read(4096)


def _texts(content: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of every sheet as texts, within our own bounds whatever the file claims."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = {}
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=ROWS_LIMIT, max_col=COLUMNS_LIMIT, values_only=True)
            found[sheet.title] = [["" if c is None else str(c) for c in row] for row in rows]
        book.close()
    except Exception as error:  # openpyxl raises whatever a broken part makes it stumble over
        raise Refusal("verify.not_xlsx") from error
    return found


def _columns(rows: list[list[str]]) -> dict[str, str]:
    """Return the texts of the hidden sheet by the names in its first row."""
    names = rows[0] if rows else []
    return {
        name: "".join(row[i] for row in rows[1:] if i < len(row))
        for i, name in enumerate(names)
        if name
    }


def _same(shown: str, wanted: str) -> bool:
    """Excel keeps the escape of a literal ``_x0041_``, LibreOffice writes it as typed."""
    return wanted in (shown, unescape(shown))


def _compare(
    document: Mapping[str, Any], labels: Mapping[str, str], rows: list[list[str]]
) -> Iterator[Difference]:
    head = {key: labels[key] + document["head"].get(key, "") for key in (*HEAD_KEYS, "date")}
    name, contact, phone, day = (head[key] for key in (*HEAD_KEYS, "date"))
    line = [*rows[TABLE_ROW - 2], *[""] * len(KEYS)]
    wanted = {"name": (0, name), "contact": (3, f"{contact}{HEAD_GAP}{phone}"), "date": (4, day)}
    for key, (place, text) in wanted.items():
        if not _same(line[place], text):
            yield Difference(0, key)
    shown = _entries(rows[TABLE_ROW:])
    for number, row in enumerate(document["rows"]):
        task = int(row["number"])
        cells = shown[number] if number < len(shown) else {}
        for key in KEYS:
            if not _same(cells.get(key, ""), row.get(key, "")):
                yield Difference(task, key)
    for extra in shown[len(document["rows"]) :]:
        yield Difference(0, extra.get("number", ""))


def _entries(rows: list[list[str]]) -> list[dict[str, str]]:
    """Return the rows of the table with their continuations joined, up to the code's row."""
    entries: list[dict[str, str]] = []
    for row in rows:
        cells = dict(zip(KEYS, [*row, *[""] * len(KEYS)], strict=False))
        if cells["number"].startswith(CODE_LABEL) or not any(cells.values()):
            break
        if cells["number"].endswith(CONTINUED) and entries:
            for key in KEYS[2:]:
                entries[-1][key] += cells[key]
        else:
            entries.append(cells)
    return entries


def _shown_code(rows: list[list[str]]) -> str:
    for row in rows[TABLE_ROW:]:
        if row and row[0].startswith(CODE_LABEL):
            return row[0].removeprefix(CODE_LABEL).strip()
    return ""
