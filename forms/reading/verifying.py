"""Reading an xlsx from outside: looked at before it is parsed, bounded in every direction.

Nothing in the file is run. What is read back is compared with the canonical form that the hidden
sheet carries, so that a file that Excel, WPS or LibreOffice has saved again still verifies.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

import resources
from forms.form.check_code import code_of
from forms.form.declaration import FORM_VERSION
from forms.form.filled import DRAFT_MARK, canonical_text
from forms.reading import package
from forms.reading.table import require_small
from forms.reading.verdict import Difference, Remark, Verdict
from forms.reading.xlsx_look import look_over, remarks
from forms.render import hidden
from forms.render.hidden import CANONICAL, DATA_SHEET, EXTRACT, NAMES, SHOWN, SUMS
from forms.render.xlsx import CODE_LABEL, HEAD_GAP
from models.errors import Refusal
from models.lazy_regex import lazy_regex
from models.text import NAME_LIMIT, tamed
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

ROWS_LIMIT, COLUMNS_LIMIT = 20_000, 256
_FIGURES = "0123456789"
_ADDRESS = lazy_regex("[A-Z]{1,3}[0-9]{1,6}")
NOT_PLAIN = "\N{NULL}"  # stands before what is no plain text; no text of a cell begins with it
CELLS_NAMED = 6  # in a refusal
_PLAIN_FORMATS = ("General", "@")


@value_class
class Read:
    """A workbook as it was read: texts by sheet, and what is said of the sheet that is open."""

    texts: Mapping[str, list[list[str]]]
    remarks: tuple[Remark, ...] = ()


@value_class
class Examined:
    """A file of ours: its verdict, the form that its code covers, whether 草稿 stands on it."""

    verdict: Verdict
    document: Mapping[str, Any]
    is_marked: bool


def verify(content: bytes) -> Verdict:
    """Compare the visible sheet of one of our files with the canonical form it carries.

    Raises:
        Refusal: no xlsx, too large, with macros, or not a file of ours.
    """
    return verdict_of(read(content))


def verdict_of(found: Read) -> Verdict:
    """Compare the cells of a file's sheets, by name and in order; raises as ``verify``."""
    return examined(found).verdict


def examined(found: Read) -> Examined:
    """Compare the cells of a file, and return the form as well; raises as ``verify``."""
    sheets = found.texts
    rows = sheets.get(DATA_SHEET, [])
    cells, data = _cells_of(rows), _columns(rows)
    if CANONICAL not in data:
        if {SHOWN, SUMS, EXTRACT} & data.keys():
            raise Refusal("verify.hidden_damaged", cells=_named("A1"))
        raise Refusal("verify.not_ours")
    # Told by what stands beside the form, not by the form itself, which may be what was altered.
    strange = [] if EXTRACT in data else _strange_cells(cells)
    try:
        document = json.loads(data[CANONICAL])
        _require_known(document, strange)
        shown = json.loads(data[SHOWN])
        code = code_of(canonical_text(document))
        visible = _visible(sheets, shown["sheet"])
        differences = (*_hidden(strange), *_compare(document, shown, code, visible))
        verdict = _verdict(document, shown, code, differences, found.remarks)
        return Examined(verdict, document, DRAFT_MARK in visible.values())
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        StopIteration,
    ) as error:
        raise Refusal("verify.hidden_damaged", cells=_named(*strange)) from error


def _require_known(document: Mapping[str, Any], strange: Sequence[str]) -> None:
    """Refuse a form of a version to come.

    Raises:
        Refusal: ``verify.newer``.
        ValueError: its version is none.
    """
    version = document["form_version"]
    if type(version) is not int:
        raise ValueError(version)
    if version > FORM_VERSION and not strange:
        raise Refusal("verify.newer")


def _verdict(
    document: Mapping[str, Any],
    shown: Mapping[str, Any],
    code: str,
    differences: tuple[Difference, ...],
    said: tuple[Remark, ...],
) -> Verdict:
    """Return what is said of a file; its own words are such as can be shown."""
    words = [shown["title"], document["head"].get("name", "")]
    words += [document.get(key, "") for key in ("state", "version", "notice", "school")]
    title, name, *whose = (tamed(str(word), NAME_LIMIT) for word in words)
    return Verdict(code, title, name, differences, said, *whose)


def _strange_cells(cells: Mapping[str, str]) -> list[str]:
    """Return the hidden cells that are not as they were written."""
    column = get_column_letter(NAMES.index(SUMS) + 1)
    own = {address: text for address, text in cells.items() if address.rstrip(_FIGURES) == column}
    rest = {address: text for address, text in cells.items() if address not in own}
    title = [] if own.pop(f"{column}1", "") == SUMS else [f"{column}1"]
    kept = hidden.kept_sums("".join(own.values()))
    if kept is None:
        return [*title, *(own or [f"{column}2"])]
    found = hidden.sums_of(rest)
    names = (name for name in {**kept, **found} if kept.get(name) != found.get(name))
    return [*title, *(name for name in names if _ADDRESS.fullmatch(name))]


def _hidden(strange: Iterable[str]) -> Iterator[Difference]:
    for address in strange:
        yield Difference(f"{DATA_SHEET}!{address}", resources.sentence("place.hidden"))


def _named(*addresses: str) -> str:
    """Return hidden cells as a sentence names them, empty for none."""
    if not addresses:
        return ""
    words = "、".join(f"{DATA_SHEET}!{one}" for one in addresses[:CELLS_NAMED])
    return f"（{words}{'等' if len(addresses) > CELLS_NAMED else ''}）"


def read(content: bytes) -> Read:
    """Read the open sheet and our hidden one, within our own bounds.

    Raises:
        Refusal: no workbook, or one in which another sheet than ours lies open.
    """
    if content.startswith(b"%PDF-"):  # what lies beside the xlsx that is meant
        raise Refusal("verify.pdf")
    beside = look_over(content, "verify.not_xlsx")
    with package.stumbling("verify.not_xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
    opened = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    wanted = [s for s in book.worksheets if s in opened or s.title == DATA_SHEET]
    found = {sheet.title: _texts(sheet) for sheet in wanted}
    said = tuple(remarks(opened[0], beside)) if opened else ()
    if DATA_SHEET in found and (len(opened) != 1 or opened[0].title == DATA_SHEET):
        raise Refusal("verify.other_sheets")
    return Read(found, said)


def _texts(sheet: Worksheet) -> list[list[str]]:
    """Return a sheet's texts.

    Raises:
        Refusal: ``table.too_large``: the last cell lies where no sheet of ours has one.
    """
    require_small(sheet.max_row <= ROWS_LIMIT and sheet.max_column <= COLUMNS_LIMIT)
    return [_row(row) for row in sheet.iter_rows()]


def _row(cells: Iterable[Any]) -> list[str]:
    """Return a row's texts without the empty cells at its end."""
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    """Return a cell's text as it is shown; a formula, or a format that hides it, is none of ours.

    Nothing reckons a formula: what it shows is known to who opens the file alone.
    """
    if cell.value is None:
        return ""
    if cell.data_type == "f" or cell.number_format not in _PLAIN_FORMATS:
        return f"{NOT_PLAIN}{cell.value}"
    return str(cell.value)


def _cells_of(rows: list[list[str]]) -> dict[str, str]:
    """Return the texts of a sheet by address, in the order of its rows."""
    return {
        f"{get_column_letter(column)}{number}": text
        for number, row in enumerate(rows, start=1)
        for column, text in enumerate(row, start=1)
        if text
    }


def _columns(rows: list[list[str]]) -> dict[str, str]:
    """Return the texts of the hidden sheet by the names in its first row."""
    names = rows[0] if rows else []
    return {
        name: "".join(row[i] for row in rows[1:] if i < len(row))
        for i, name in enumerate(names)
        if name
    }


def _same(shown: str, wanted: str) -> bool:
    """Excel keeps the escape of a literal ``_x0041_``, LibreOffice writes it as typed.

    Of a line end some write the carriage return too, escaped (``_x000D_``): it shows nothing.
    """
    return wanted in (shown, unescape(shown), unescape(shown).replace("\r\n", "\n"))


def _visible(sheets: Mapping[str, list[list[str]]], name: str) -> dict[str, str]:
    """Return the texts of the visible sheet by cell, whatever it is called by now."""
    rows = sheets[name] if name in sheets else sheets[next(n for n in sheets if n != DATA_SHEET)]
    return _cells_of(rows)


def _compare(
    document: Mapping[str, Any], shown: Mapping[str, Any], code: str, visible: Mapping[str, str]
) -> Iterator[Difference]:
    sources: Mapping[str, Mapping[str, Any]] = shown["cells"]
    for cell, source in sources.items():
        if not _same(visible.get(cell, ""), _wanted(source, document, shown, code)):
            yield Difference(cell, _where(source, document, shown))
    for cell in visible:
        if cell not in sources:
            yield Difference(cell, resources.sentence("place.added"))
    yield from _left_out(document, shown)


def _left_out(document: Mapping[str, Any], shown: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the texts of rows that no cell shows to their end any more."""
    reached: dict[tuple[object, object], int] = {}  # how much of a text is shown, by row and column
    for source in shown["cells"].values():
        place = source.get("row"), source.get("key")
        reached[place] = max(reached.get(place, 0), source.get("to", 0))
    for index, row in enumerate(document["rows"]):
        for key, text in row.items():
            if reached.get((index, key), 0) != len(text):
                yield Difference("—", _where({"row": index, "key": key}, document, shown))


def _wanted(
    source: Mapping[str, Any], document: Mapping[str, Any], shown: Mapping[str, Any], code: str
) -> str:
    if "row" in source:
        text = str(document["rows"][source["row"]].get(source["key"], ""))
        return text[source["from"] : source["to"]]
    if "head" in source:
        head, labels = document["head"], shown["labels"]
        return HEAD_GAP.join(labels[key] + head.get(key, "") for key in source["head"])
    if "foot" in source:
        return str(document["foot"].get(source["foot"], ""))
    return CODE_LABEL + code if "code" in source else str(source["text"])


def _where(source: Mapping[str, Any], document: Mapping[str, Any], shown: Mapping[str, Any]) -> str:
    if "row" in source:
        number = document["rows"][source["row"]].get(shown["number"], "")
        heading = str(shown["headings"].get(source["key"], "")).partition("(")[0]
        return resources.sentence("place.cell", task=number, column=f"“{heading}”")
    if "head" in source:
        words = "、".join(shown["labels"][key].rstrip("：") or "日期" for key in source["head"])
        return resources.sentence("place.head", field=f"“{words}”")
    if "code" in source:
        return resources.sentence("place.code")
    return resources.sentence("place.foot" if "foot" in source else "place.fixed")
