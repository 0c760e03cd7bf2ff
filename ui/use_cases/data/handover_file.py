"""接班包 from outside: told by its first bytes, read within limits, proved by its manifest.

Apart from writing one (``handover``), which brings the printed list and all that draws it.
"""

from __future__ import annotations

import json
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import resources
from models.errors import EnvironmentRefusal
from models.safekeeping import restoring
from models.storage import files
from models.storage.data_file import count_rows

if TYPE_CHECKING:
    from pathlib import Path

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
_COUNTED = {"years": "year", "versions": "version", "scans": "scan", "changes": "history"}


@dataclass(frozen=True)
class Counts:
    """How much a data file holds: years, versions of documents, scans, changes on record."""

    years: int
    versions: int
    scans: int
    changes: int

    @property
    def words(self) -> str:
        """The same as one clause."""
        return resources.sentence(
            "handover.counts",
            years=self.years,
            versions=self.versions,
            scans=self.scans,
            changes=self.changes,
        )


def count(image: bytes, path: Path) -> Counts:
    """Count what an image holds; raises as ``data_file.view``."""
    rows = count_rows(image, path, _COUNTED.values())
    return Counts(**{name: rows[table] for name, table in _COUNTED.items()})


def is_package(source: Path) -> bool:
    """Whether a file is to be read as a package, by its first bytes.

    Raises:
        EnvironmentRefusal: it cannot be read.
    """
    return files.first_bytes(source, len(_ZIP_MAGIC)) == _ZIP_MAGIC


def image_in(source: Path) -> bytes:
    """Return the data file of a package, proved against its manifest.

    Raises:
        EnvironmentRefusal: no package of ours, damaged, or too large.
    """
    _require_few_members(source)
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(_member(archive, MANIFEST_NAME, _MANIFEST_LIMIT, source))
            if manifest["format"] != FORMAT:
                raise EnvironmentRefusal("handover.foreign", path=str(source))
            if type(manifest["version"]) is not int or manifest["version"] != VERSION:
                raise EnvironmentRefusal("handover.newer", path=str(source))
            image = _member(archive, DATA_NAME, restoring.LIMIT, source)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise EnvironmentRefusal("handover.foreign", path=str(source)) from error
    except (*_BROKEN_ZIP, OSError) as error:
        raise EnvironmentRefusal("handover.damaged", path=str(source)) from error
    if sha256(image).hexdigest() != manifest.get("sha256"):
        raise EnvironmentRefusal("handover.damaged", path=str(source))
    return image


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


def _member(archive: zipfile.ZipFile, name: str, limit: int, source: Path) -> bytes:
    """Return a member; refused before it is unpacked when what it declares cannot be meant.

    ``zipfile`` never gives more than what is declared, and checks what it gives by its CRC.
    """
    info = archive.getinfo(name)
    packed = max(info.compress_size, 1)
    bomb = info.file_size > _SMALL and info.file_size / packed > _RATIO_LIMIT
    if info.file_size > limit or bomb:
        size, most = info.file_size // 2**20, limit // 2**20
        raise EnvironmentRefusal("file.too_large", path=str(source), size=size, limit=most)
    return archive.read(info)
