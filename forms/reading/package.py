"""Packages from outside (xlsx, docx): looked at before anything in them is parsed."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE_LIMIT = 10 * 2**20  # bytes
UNPACKED_LIMIT, PARTS_LIMIT, RATIO_LIMIT = 100 * 2**20, 200, 100
# Parsing costs a second for 100,000 cells. A sheet of ours has some hundred; what another program
# adds when it saves one again, some thousand.
CELLS_LIMIT, TAGS_LIMIT = 60_000, 400_000
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"\1\0\0\0", b"\xd7\xcd\xc6\x9a")
CHUNK = 2**18  # bytes looked at at a time
# How XML in UTF-16 or UTF-32 begins; what else holds zeros is no XML: a printer's settings, a font.
_OTHER_ENCODINGS = b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<", b"\0\0\xfe\xff"
TAIL = 32  # bytes kept of a piece, for what stands across its end
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
# "Strict" files name other namespaces (ISO/IEC 29500-1), in which no library here finds anything.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(?:spreadsheetml|wordprocessingml)/main")
HEAD = 4096  # bytes in which a part names its namespaces
LARGE_PART = 2**20  # only parts over this size are asked for their ratio
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)


@contextmanager
def stumbling(broken: str) -> Iterator[None]:
    """Refuse as ``broken`` what a library stumbles over: it raises whatever comes in its way."""
    try:
        yield
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        raise Refusal(broken) from error


def look_at(content: bytes, broken: str, marks: Sequence[bytes] = ()) -> list[zipfile.ZipInfo]:
    """Refuse what must not be parsed: its declared sizes, macros, document types.

    Returns the parts in which one of the marks stands.

    Raises:
        Refusal: ``verify.too_large``, ``verify.macros``, ``verify.strict``, or ``broken`` where it
            is no such package.
    """
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
            seen = _Seen(broken, marks)
            return [part for part in parts if seen.has_mark(archive, part)]
    except BROKEN as error:
        raise Refusal(broken) from error


class _Seen:
    """What was counted over all parts: cells and tags that would be built."""

    def __init__(self, broken: str, marks: Sequence[bytes]) -> None:
        self._broken = broken
        self._marks = marks
        self._cells = self._tags = 0

    def has_mark(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
        """Whether a mark stands in a part.

        Refuses an XML part that declares a document type, hides in another encoding, or is huge.
        """
        found, tail = False, b""
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                if not tail and chunk.startswith(_PICTURES):  # a name proves nothing
                    return False
                if not tail:
                    self._require_plain(chunk)
                seen = tail + chunk
                if b"<!" in seen and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                    raise Refusal(self._broken)
                self._count(chunk)
                found = found or any(mark in seen for mark in self._marks)
                tail = chunk[-TAIL:]
        return found

    def _require_plain(self, start: bytes) -> None:
        """Refuse every encoding but UTF-8, what is counted must be what is parsed; and strict."""
        declared = _ENCODING.match(start)
        odd = declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")
        if odd or start.startswith(_OTHER_ENCODINGS):
            raise Refusal(self._broken)
        if _STRICT.search(start[:HEAD]):
            raise Refusal("verify.strict")

    def _count(self, chunk: bytes) -> None:
        self._cells += chunk.count(b"<c ") + chunk.count(b"<c>") + chunk.count(b"<row")
        self._tags += chunk.count(b"<")
        if self._cells > CELLS_LIMIT or self._tags > TAGS_LIMIT:
            raise Refusal("verify.too_large", limit=UNPACKED_LIMIT // 2**20)
