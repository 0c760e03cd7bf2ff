"""What every xlsx of ours has in common: texts that stay texts, bytes that know no clock."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.writer.excel import ExcelWriter

from models.lazy_regex import lazy_regex
from models.overriding import override

if TYPE_CHECKING:
    from openpyxl import Workbook

_ESCAPE = lazy_regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _SteadyArchive(zipfile.ZipFile):
    """A zip whose members carry no clock: equal content, equal bytes, and no fault in 1970."""

    @override
    def writestr(self, zinfo_or_arcname: Any, data: Any, *_args: Any, **_kwargs: Any) -> None:
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        content = data.encode() if isinstance(data, str) else data
        if name == "docProps/core.xml":
            content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">1980-01-01T00:00:00Z<", content)
        info = zipfile.ZipInfo(name, _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, content)

    @override
    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        with open(filename, "rb") as stream:  # noqa: PTH123  (openpyxl's own temporary file)
            self.writestr(arcname, stream.read())


def put_text(cell: Any, text: str) -> None:
    """Write a text that stays a text: no formula, no error value, no hidden character escape."""
    cell.value = _ESCAPE.sub("_x005F_", text) or None
    if isinstance(cell, Cell) and text:
        cell.data_type = "s"
        cell.quotePrefix = True


def book_bytes(book: Workbook, title: str) -> bytes:
    """Return a workbook as bytes, with no name of a person or a PC in it."""
    properties = book.properties
    properties.creator, properties.title = "职教清单", title
    properties.lastModifiedBy = None
    buffer = BytesIO()
    with _SteadyArchive(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return buffer.getvalue()
