"""接班包 from outside: told by its first bytes, read within limits, proved by its manifest.

Apart from writing one (``handover``), which brings the printed list and all that draws it.
"""

from __future__ import annotations

import json
import lzma
import zipfile
import zlib
from typing import TYPE_CHECKING

from models.errors import EnvironmentRefusal
from models.safekeeping import restoring
from models.storage import files

if TYPE_CHECKING:
    from pathlib import Path

    from models.storage.files import Report

DATA_NAME, LIST_NAME, MANIFEST_NAME = "zhijiao.sqlite3", "移交清单.pdf", "manifest.json"
FORMAT, VERSION = "zhijiao-handover", 1
_MEMBERS_LIMIT = 64
_END_MAGIC, _END_RECORD = b"PK\5\6", 22 + 2**16  # bytes at most, its comment included
_MANIFEST_LIMIT = 2**16
_SMALL, _RATIO_LIMIT = 2**20, 100  # a data file of ours shrinks to a tenth at most
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, EOFError),
)
_ZIP_MAGIC = b"PK\x03\x04"


def is_package(source: Path) -> bool:
    """Whether a file is to be read as a package, by its first bytes.

    Raises:
        EnvironmentRefusal: it cannot be read.
    """
    return files.first_bytes(source, len(_ZIP_MAGIC)) == _ZIP_MAGIC


def unpack(source: Path, place: Path, report: Report | None = None) -> None:
    """Write the data file of a package to ``place``, proved against its manifest.

    Raises:
        EnvironmentRefusal: no package of ours, damaged, or too large.
    """
    _require_few_members(source)
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(archive.read(_member(archive, MANIFEST_NAME, _MANIFEST_LIMIT)))
            if manifest["format"] != FORMAT:
                raise EnvironmentRefusal("handover.foreign", path=str(source))
            if type(manifest["version"]) is not int or manifest["version"] != VERSION:
                raise EnvironmentRefusal("handover.newer", path=str(source))
            data = _member(archive, DATA_NAME, restoring.LIMIT)
            with archive.open(data) as stream:
                files.spool(stream, place, data.file_size, report)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise EnvironmentRefusal("handover.foreign", path=str(source)) from error
    except (*_BROKEN_ZIP, OSError) as error:
        raise EnvironmentRefusal("handover.damaged", path=str(source)) from error
    if files.sha256_of(place) != manifest.get("sha256"):
        raise EnvironmentRefusal("handover.damaged", path=str(source))


def _require_few_members(source: Path) -> None:
    """Refuse a package whose list of members is long before ``zipfile`` reads that list.

    The number stands in the record at the end (APPNOTE 4.3.16); 0xFFFF means that it is elsewhere.
    """
    tail = files.last_bytes(source, _END_RECORD)
    at = tail.rfind(_END_MAGIC)
    if at < 0:
        raise EnvironmentRefusal("handover.damaged", path=str(source))
    if int.from_bytes(tail[at + 10 : at + 12], "little") > _MEMBERS_LIMIT:
        raise EnvironmentRefusal("handover.foreign", path=str(source))


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> zipfile.ZipInfo:
    """Return a member; refused before it is unpacked when what it declares cannot be meant.

    ``zipfile`` never gives more than what is declared, and checks what it gives by its CRC.
    """
    info = archive.getinfo(name)
    packed = max(info.compress_size, 1)
    bomb = info.file_size > _SMALL and info.file_size / packed > _RATIO_LIMIT
    if info.file_size > limit or bomb:
        size, most = info.file_size // 2**20, limit // 2**20
        path = archive.filename or ""
        raise EnvironmentRefusal("file.too_large", path=path, size=size, limit=most)
    return info
