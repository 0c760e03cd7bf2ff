"""接班包: everything for the successor or the new PC in one file, and its printed list.

A zip of the data file (scans and settings are in it), the 移交清单 as PDF, and a manifest that the
package proves itself with when it is opened.
"""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import resources
from forms import handover_list
from models import deliveries, files, register, restoring, versions
from models.data_file import check_image, count_rows
from models.errors import EnvironmentRefusal
from ui.use_cases import export, headline, settings
from ui.use_cases.dates import with_weekday
from ui.use_cases.overview import overview

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date
    from pathlib import Path

    from forms.filled import FilledForm
    from models.store import Store
    from models.versions import Version
    from ui.use_cases.overview import Overview

DATA_NAME, LIST_NAME, MANIFEST_NAME = "zhijiao.sqlite3", "移交清单.pdf", "manifest.json"
FORMAT = "zhijiao-handover"
_MANIFEST_LIMIT = 2**16
_SMALL, _RATIO_LIMIT = 2**20, 100  # a data file of ours shrinks to a tenth at most
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, EOFError),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # equal content gives equal bytes, whatever the clock says
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


# -- writing -------------------------------------------------------------------------------------


def stem(store: Store, today: date) -> str:
    """Return the name of the package without its ending."""
    school = files.safe_name(register.school(store).printed_name) or "学校"
    return f"{school}_接班包_{today.isoformat()}"


def write(store: Store, target: Path, today: date) -> Counts:
    """Write the package.

    Raises:
        Refusal: a character of the list is in no font, the data are damaged, the disk is full.
    """
    image = store.image()
    check_image(image, store.path)
    counts = count(image, store.path)
    page = export.render_checked(form(store, today, counts), None)
    manifest = {
        "format": FORMAT,
        "version": 1,
        "program": resources.VERSION,
        "sha256": sha256(image).hexdigest(),
        "content": store.content_id,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((LIST_NAME, page), (MANIFEST_NAME, text), (DATA_NAME, image)):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    files.write_atomically(target, buffer.getvalue(), files.PRIVATE_FILE)
    if image_in(target) != image:  # read back before it is called proved
        raise EnvironmentRefusal("handover.damaged", path=str(target))
    return counts


# -- reading -------------------------------------------------------------------------------------


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
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = json.loads(_member(archive, MANIFEST_NAME, _MANIFEST_LIMIT, source))
            if manifest["format"] != FORMAT:
                raise EnvironmentRefusal("handover.foreign", path=str(source))
            image = _member(archive, DATA_NAME, restoring.LIMIT, source)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise EnvironmentRefusal("handover.foreign", path=str(source)) from error
    except (*_BROKEN_ZIP, OSError) as error:
        raise EnvironmentRefusal("handover.damaged", path=str(source)) from error
    if sha256(image).hexdigest() != manifest.get("sha256"):
        raise EnvironmentRefusal("handover.damaged", path=str(source))
    return image


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


# -- the printed list ----------------------------------------------------------------------------


def form(store: Store, today: date, counts: Counts) -> FilledForm:
    """Return the 移交清单 as it stands on a day."""
    year = register.years(store)[-1]
    pack = register.pack(store, year)
    how = overview(store, pack, today)
    room = pack.recipient_room
    matters = [
        ("下一步要办的", headline.sentence(how, how.next, 0, room, today)),
        ("没有办完的", _open_items(how)),
        (f"{year}年年度清单", _paper(store, versions.task_list_version(store, year))),
        (f"{year}年各月报告", _reports(store, year)),
        ("处室和人员", _people(store)),
        ("教育局", f"{pack.doc_number}　送交：{room}　电子版：{_address(store)}"),
    ]
    matters += [(f"{past}年", _past(store, past)) for past in register.years(store)[:-1][-2:]]
    line = resources.sentence("handover.data", counts=counts.words, folder=store.path.parent.name)
    return handover_list.fill(register.school(store), today, matters, line)


def _open_items(how: Overview) -> str:
    items = [
        f"第{item.task}项（{item.origin_month}月）{item.gap}"
        + (f"，{with_weekday(item.expected_on)}前补上" if item.expected_on else "")
        for item in how.open_items
    ]
    return "；".join(items) or "没有"


_SAID = {"stamped": "盖章", "handed_in": "送交", "returned": "被退回", "sent": "发电子版"}


def _paper(store: Store, version: Version, kinds: Container[str] = frozenset(_SAID)) -> str:
    """Say of a document where its paper has been: 定稿, stamped, handed in to whom."""
    if version.is_draft and version.is_first:
        return "草稿，还没有定稿"
    said = []
    for event in deliveries.in_force(deliveries.events(store, version.id)):
        if event.kind in _SAID and event.kind in kinds:
            day = event.happened_on or event.utc[:10]
            who = f"（{event.person}）" if event.person else ""
            scan = "，有扫描件" if event.scan_id else ""
            said.append(f"{int(day[5:7])}月{int(day[8:])}日{_SAID[event.kind]}{who}{scan}")
    state = "草稿" if version.is_draft else "定稿"
    return f"{version.mark}{state}，{'，'.join(said) or '还没有盖章'}"


def _reports(store: Store, year: int) -> str:
    """Of the reports only where their paper is: the last hand-in or return."""
    found = versions.reports(store, year)
    papers = (f"{m}月：{_paper(store, v, {'handed_in', 'returned'})}" for m, v in found.items())
    return "；".join(papers) or "还没有"


def _past(store: Store, year: int) -> str:
    frozen = "、".join(f"{month}月" for month in sorted(versions.frozen_months(store, year)))
    return f"{_paper(store, versions.task_list_version(store, year))}　报告：{frozen or '没有'}"


def _people(store: Store) -> str:
    offices = (
        f"{office.name}：{'、'.join(person.name for person in office.persons) or '—'}"
        for office in register.staff(store)
    )
    return "；".join(offices) or "没有填"


def _address(store: Store) -> str:
    return register.setting(store, settings.MAIL_TO, "") or "没有填"
