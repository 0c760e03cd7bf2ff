"""接班包: everything for the successor or the new PC in one file, and its printed list.

A zip of the data file (scans and settings are in it), the 移交清单 as PDF, and a manifest that the
package proves itself with when it is opened.
"""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

import resources
from forms.documents import handover_list
from models.documents import deliveries, document, versions
from models.documents.deliveries import EventKind
from models.documents.findings import Severity
from models.monthly_report import kept
from models.school import kept_settings, notices_kept, register
from models.storage import files
from models.storage.data_file import check_image
from models.task_list import plan
from ui.use_cases import settings
from ui.use_cases.data import foreign_copy, handover_file
from ui.use_cases.data.counts import count
from ui.use_cases.dates import with_weekday
from ui.use_cases.documents import files_of, headline
from ui.use_cases.documents.composing import findings_of
from ui.use_cases.documents.overview import overview

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from forms.form.filled import FilledForm
    from models.documents.versions import Version
    from models.notices.notice import Notice
    from models.school.notices_kept import Opened
    from models.storage.store import Store
    from ui.use_cases.data.counts import Counts
    from ui.use_cases.documents.overview import Overview

PAST = 3  # notices of earlier years that are named
_EPOCH = (1980, 1, 1, 0, 0, 0)  # equal content gives equal bytes, whatever the clock says


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
    counts = count(store)
    page = list_pdf(store, today, counts)
    manifest = {
        "format": handover_file.FORMAT,
        "version": handover_file.VERSION,
        "program": resources.VERSION,
        "sha256": sha256(image).hexdigest(),
        "content": store.content_id,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    parts = (
        *((handover_file.LIST_NAME, page), (handover_file.MANIFEST_NAME, text)),
        (handover_file.DATA_NAME, image),
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    # The list first: one that is open in a viewer stops the whole before anything was written.
    # Of an equal name it belongs to the package that is replaced.
    files.write_atomically(list_beside(target), page, files.PRIVATE_FILE)
    files.write_atomically(target, buffer.getvalue(), files.PRIVATE_FILE)
    with files.temporary_folder() as folder:  # read back before it is called proved
        foreign_copy.examine(target, folder / "image", lambda *_: None)
    return counts


def list_beside(target: Path) -> Path:
    """Return where the printed list of a package lies."""
    return target.with_name(f"{target.stem}_{handover_file.LIST_NAME}")


def list_pdf(store: Store, today: date, counts: Counts) -> bytes:
    """Return the 移交清单 as PDF.

    Raises:
        Refusal: a character of it is in no font.
    """
    return files_of.render_checked(form(store, today, counts), None)


# -- the printed list ----------------------------------------------------------------------------


def form(store: Store, today: date, counts: Counts) -> FilledForm:
    """Return the 移交清单 as it stands on a day."""
    *others, last = notices_kept.opened(store)
    notice = notices_kept.notice(store, last.id)
    how = overview(store, last.id, today)
    which = _which(store, last)
    matters = [
        ("下一步要办的", _following(store, how, notice, today)),
        ("没有办完的", _open_items(how, notice, today)),
        (f"{which}年度清单", _paper(store, plan.newest(store, last.id))),
        (f"{which}各月报告", _reports(store, last.id)),
        ("处室和人员", _people(store)),
        ("教育局", f"{notice.doc_number}　{_where(store, last.id, notice)}"),
    ]
    # Those of the newest year are worked under too; of earlier years the last ones are enough.
    beside = [one for one in others if one.year == last.year]
    past = [one for one in others if one.year != last.year][-PAST:]
    matters += [(_which(store, one), _beside(store, one.id, today)) for one in beside]
    matters += [(_which(store, one), _past(store, one.id)) for one in reversed(past)]
    line = resources.sentence("handover.data", counts=counts.words, folder=store.path.parent.name)
    return handover_list.fill(register.school(store), today, matters, line)


def _which(store: Store, one: Opened) -> str:
    """Return how a notice is told from the others: ``2023年``, and its name where it must be."""
    return notices_kept.which(store, one.id, with_year=True) or f"{one.year}年"


def _where(store: Store, identity: int, notice: Notice) -> str:
    return f"送交：{notice.room}　电子版：{_address(store, identity)}"


def _beside(store: Store, identity: int, today: date) -> str:
    """Say of another notice of the newest year what there is, what is next, and where it goes."""
    notice, how = notices_kept.notice(store, identity), overview(store, identity, today)
    following = _following(store, how, notice, today)
    said = (_past(store, identity), following, _where(store, identity, notice))
    return "　".join(said)


def _following(store: Store, how: Overview, notice: Notice, today: date) -> str:
    """Say what is next, as 首页 says it."""
    version = how.next.version if how.next is not None else None
    missing = 0
    if version is not None and version.is_draft:
        found = findings_of(document.load(store, version))
        missing = sum(finding.severity is Severity.HARD for finding in found)
    return headline.sentence(how, how.next, missing, notice.room, today)


def _open_items(how: Overview, notice: Notice, today: date) -> str:
    items = [
        f"第{notice.number_of(item.task)}项（{item.origin_month}月）{item.gap}"
        + (f"，{with_weekday(item.expected_on, today)}前补上" if item.expected_on else "")
        for item in how.open_items
    ]
    return "；".join(items) or "没有"


_SAID = {
    EventKind.STAMPED: "盖章",
    EventKind.HANDED_IN: "送交",
    EventKind.RETURNED: "被退回",
    EventKind.SENT: "发电子版",
}


_WHERE = (EventKind.STAMPED, EventKind.HANDED_IN, EventKind.RETURNED)  # the paper is


def _paper(store: Store, version: Version, *, is_brief: bool = False) -> str:
    """Say of a document where its paper has been: 定稿, stamped, handed in to whom.

    With ``is_brief`` only where it is now. A correction or adjustment that is being filled in is
    named after the paper that it goes out from.
    """
    if version.is_draft and version.is_first:
        return "草稿，还没有定稿"
    before = versions.predecessor(store, version) if version.is_draft else None
    if before is not None:
        paper = _paper(store, before, is_brief=is_brief)
        word = "计划调整" if version.is_adjustment else "更正"
        return f"{paper}；{word} {version.mark} 还在填"
    said = []
    for event in deliveries.in_force(deliveries.events(store, version.id)):
        if event.kind in (_WHERE if is_brief else _SAID):
            day = event.happened_on or event.utc[:10]
            who = f"（{event.person}）" if event.person else ""
            scan = "，有扫描件" if event.scan_id else ""
            said.append(f"{int(day[5:7])}月{int(day[8:])}日{_SAID[event.kind]}{who}{scan}")
    told = said[-1:] if is_brief else said
    return f"{version.mark}定稿，{'，'.join(told) or '还没有盖章'}"


def _reports(store: Store, notice: int) -> str:
    """Of the reports only where their paper is: the last stamp, hand-in or return."""
    found = kept.newest(store, notice)
    papers = (f"{v.period}：{_paper(store, v, is_brief=True)}" for v in found.values())
    return "；".join(papers) or "还没有"


def _past(store: Store, notice: int) -> str:
    frozen = "、".join(f"{month}月" for month in sorted(kept.frozen_months(store, notice)))
    return f"{_paper(store, plan.newest(store, notice))}　报告：{frozen or '没有'}"


def _people(store: Store) -> str:
    offices = (
        f"{office.name}：{'、'.join(person.name for person in office.persons) or '—'}"
        for office in register.staff(store)
    )
    return "；".join(offices) or "没有填"


def _address(store: Store, notice: int) -> str:
    return kept_settings.setting(store, settings.mail_to(notice), "") or "没有填"
