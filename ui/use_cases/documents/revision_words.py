"""The words of corrections and adjustments: titles, the line under the title, the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import stored
from models.documents.kinds import DocumentKind
from models.monthly_report import wording as report_wording
from models.text import date_text

if TYPE_CHECKING:
    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from ui.use_cases.documents.sheets import AnySheet


def subtitle(version: Version, record: Revision) -> str:
    """Return the line under the title of a list: ``（第1次调整，2023年6月12日）``."""
    words = []
    if version.major > 1:
        words.append(f"第{version.major - 1}次调整")
        if version.minor == 0 and record.asked_on:
            words.append(_day(record.asked_on))
    if version.minor:
        words.append(f"更正第{version.minor}次")
    return f"（{'，'.join(words)}）" if words else ""


def titles(sheet: AnySheet) -> tuple[str, str]:
    """Return title and subtitle of the explanation page."""
    version = sheet.version
    if version.kind is DocumentKind.MONTHLY_REPORT:
        title = report_wording.report_title(version.year, version.month)
        return f"{title}更正说明", f"（更正第{version.minor}次）"
    title = f"{sheet.pack.attachment.title}{version.note_name}"
    if version.is_adjustment:
        number = f"{version.year}-调-{version.major - 1:02d}"
        return title, f"（{number}，自{version.effective_month}月起执行）"
    return title, f"（更正第{version.minor}次）"


def record_lines(version: Version, record: Revision) -> dict[str, str]:
    """Return the lines under the table of the explanation page."""
    if not version.is_adjustment:
        return {}  # its reason stands beside each change
    asked = (
        ("提出日期", _day(record.asked_on)),
        ("提出处室", record.office),
        ("依据", record.basis),
    )
    approval = (("校领导", record.leader), ("同意日期", _day(record.leader_on)))
    reply = (
        ("报局方式", record.told_how),
        ("局里答复", record.reply),
        ("答复人", record.replied_by),
        ("答复日期", _day(record.replied_on)),
    )
    lines = {"record": asked, "approval": approval, "reply": reply}
    return {
        key: "　".join(f"{word}：{text}" for word, text in parts if text)
        for key, parts in lines.items()
        if any(text for _, text in parts)
    }


def _day(text: str) -> str:
    day = stored.day(text)
    return date_text(day) if day else ""
