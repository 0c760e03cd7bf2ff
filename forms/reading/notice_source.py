"""The text of a notice from whatever file it came in; a table is lines of cells parted by tabs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from forms.reading import docx_tables, html_tables, xlsx_tables
from forms.reading.notice_kinds import lines_of_rows, require_readable
from forms.reading.table import Table, require_small
from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

TEXT_LIMIT = 4_000_000  # bytes of a plain text
PAGES_LIMIT = 200


def text_of(name: str, content: bytes) -> str:
    """Return the text of a file by the ending of its name.

    Raises:
        Refusal: ``notice_text.old_format``, ``notice_text.no_text`` (a scan), ``notice_text.kind``,
            or as the reader of its kind.
    """
    text = _BY_ENDING[require_readable(name)](content)
    if not text.strip():
        raise Refusal("notice_text.no_text")
    return text


def _plain(content: bytes) -> str:
    require_small(len(content) <= TEXT_LIMIT)
    for name in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(name)
    raise Refusal("table.not_text")


def _docx(content: bytes) -> str:
    return _joined(docx_tables.read_blocks(content))


def _joined(blocks: Iterable[str | Table]) -> str:
    """Return texts and tables in their order."""
    return "\n".join(block if isinstance(block, str) else lines_of(block) for block in blocks)


def _xlsx(content: bytes) -> str:
    return "\n".join(map(lines_of, xlsx_tables.read(content)))


def _html(content: bytes) -> str:
    return _joined(html_tables.read_saved_page(content).blocks)


def _pdf(content: bytes) -> str:
    """Return the text of a PDF's pages; a scan has none."""
    import pypdfium2  # a PDF is rarely read

    pdfium: Any = pypdfium2  # its annotations are partial
    try:
        with pdfium.PdfDocument(content) as document:
            require_small(len(document) <= PAGES_LIMIT)
            return "\n\f".join(_page(page) for page in document)
    except pypdfium2.PdfiumError as error:
        raise Refusal("notice_text.no_pdf") from error


def _page(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded()).replace("\r\n", "\n").replace("\ufffe", "")
    finally:
        text.close()


_BY_ENDING: Mapping[str, Callable[[bytes], str]] = {
    ".txt": _plain,
    ".md": _plain,
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".pdf": _pdf,
    ".html": _html,
    ".htm": _html,
}


def lines_of(table: Table) -> str:
    """Return a table as lines of cells; what covers several places stands in the first."""
    return lines_of_rows(table.texts())
