"""The whole expected text of the papers, workbooks and letters that the demo makes.

They lie in ``tests/data/golden``, were read by eye, and change on purpose only: ``make golden``
writes them anew, and the difference is looked at before it is committed.
"""

from __future__ import annotations

import email
import sys
from email import policy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import openpyxl
import pypdfium2

from tests.helpers import no_picture
from ui.use_cases.program import demo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).parent / "data" / "golden"
SCHOOL = "阳城县示例职业高级中学_"
# Of the workbooks and letters one of each kind: the others differ in their texts alone.
BOOKS = ("2023年_任务清单_v2.0", "2023年5月_任务完成情况_v1.0", "2023年_任务清单_v2.0_计划调整说明")
LETTERS = ("2023年_任务清单_v2.0", "2023年7月_任务完成情况_更正第1次")


def texts(folder: Path) -> dict[str, str]:
    """Return what the demo's files in a folder say, by the name of the golden text."""
    found = {}
    for path in sorted(folder.glob("*.pdf")):
        found[f"{_name(path)}.pdf.txt"] = paper(path.read_bytes())
    for name in BOOKS:
        found[f"{name}.xlsx.txt"] = workbook(folder / f"{SCHOOL}{name}.xlsx")
    for name in LETTERS:
        found[f"{name}.eml.txt"] = letter((folder / f"{SCHOOL}{name}.eml").read_bytes())
    return found


def _name(path: Path) -> str:
    return path.stem.removeprefix(SCHOOL)


def paper(content: bytes) -> str:
    """Return the text of every page of a PDF, in the order in which it was drawn."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    marked = (f"== page {number} ==\n{text}" for number, text in enumerate(pages, start=1))
    return "\n".join(line.rstrip() for line in "\n".join(marked).splitlines()) + "\n"


def workbook(path: Path) -> str:
    """Return the visible sheet of an xlsx: how it prints, its columns, every cell with its look."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return "\n".join((*_printed(sheet), *map(_cell, _cells(sheet)))) + "\n"


def _printed(sheet: Worksheet) -> Iterator[str]:
    setup, margins = sheet.page_setup, sheet.page_margins
    yield f"{sheet.title} {sheet.dimensions} {setup.orientation} paper {setup.paperSize}"
    sides = (margins.left, margins.right, margins.top, margins.bottom)
    yield f"margins {' '.join(f'{side:.2f}' for side in sides)} fit {setup.fitToWidth}"
    yield f"titles {sheet.print_title_rows} area {sheet.print_area} frozen {sheet.freeze_panes}"
    yield f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
    widths = (f"{name} {one.width:.1f}" for name, one in sorted(sheet.column_dimensions.items()))
    yield f"widths {', '.join(widths)}"


def _cells(sheet: Worksheet) -> Iterator[Cell | MergedCell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None or cell.border.left.style)


def _cell(cell: Cell | MergedCell) -> str:
    font, place, border = cell.font, cell.alignment, cell.border
    look = [font.name, f"{font.size:g}", "bold" if font.bold else "", place.horizontal or ""]
    look += [place.vertical or "", "wrap" if place.wrap_text else "", border.left.style or ""]
    look += [cell.number_format, "locked" if cell.protection.locked else "open"]
    value = str(cell.value if cell.value is not None else "").replace("\n", "⏎")
    return f"{cell.coordinate} [{' '.join(filter(None, look))}] {value}"


def letter(content: bytes) -> str:
    """Return the headers of a mail draft, the names of what is attached, and its body."""
    message = email.message_from_bytes(content, policy=policy.default)
    headers = [f"{name}: {value}" for name, value in message.items() if name != "Content-Type"]
    names = [
        f"+ {part.get_filename()} {part.get_content_type()}" for part in message.iter_attachments()
    ]
    body = message.get_body()
    return "\n".join((*headers, *names, "", body.get_content() if body is not None else ""))


def main() -> None:
    """Write the golden texts anew."""
    with TemporaryDirectory() as folder:
        demo.run(Path(folder), no_picture)
        found = texts(Path(folder))
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.iterdir():
        path.unlink()
    for name, text in found.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(found)} texts written to {FOLDER}; look at the difference\n")


if __name__ == "__main__":
    main()
