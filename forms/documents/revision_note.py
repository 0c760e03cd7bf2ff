"""更正说明 and 计划调整说明: what stood there, what stands there now, why. To be stamped too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.documents import kinds
from forms.form.declaration import Align, Column, Foot, FormSpec, Opening, PageNumber
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LAYOUT_B, date_or_blank
from models import stored
from models.text import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.form.difference import Difference
    from models.documents.document import Document
    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from models.school.people import School

_COLUMNS = (
    Column("number", "序号", 11, Align.CENTRE),
    Column("task", "工作任务", 32),
    Column("field", "项目", 24, Align.CENTRE),
    Column("before", "原为", 70),
    Column("after", "现为", 70),
    Column("reason", "原因", 50),
)
FORM = "revision_note"
RECORD_LINES = ("record", "approval", "reply")


def revision_note_form() -> FormSpec:
    """Return the declaration of the explanation page; each sheet carries its own title."""
    return FormSpec(
        id=FORM,
        label="",
        title="更正说明",
        sheet_name="说明",
        head=LAYOUT_B.head,
        columns=_COLUMNS,
        paper=LAYOUT_B.paper,
        opening=Opening(title_mm=8, subtitle_mm=15, table_top_mm=26, head_room_mm=9),
        number_column="number",
        name_column="task",
        page_number=PageNumber.CORNER,
        foot=Foot(
            lines=RECORD_LINES,
            signers=("经办人：", "审核人：", "单位负责人（签字）："),
            unit="填报单位（盖章）",
            date_key="date",
        ),
    )


def fill_note(
    titles: tuple[str, str],
    school: School,
    year: int,
    found: Sequence[Difference],
    reasons: Mapping[str, str],
    record: Mapping[str, str],
) -> FilledForm:
    """Return the explanation of the differences between two versions.

    ``titles`` are title and subtitle; ``reasons`` are keyed by place, ``""`` for all others;
    ``record`` fills the lines of the foot and the date.
    """
    head = {
        "title": titles[0],
        "subtitle": titles[1],
        "name": school.printed_name,
        "contact": school.contact,
        "phone": school.phone,
    }
    rows = tuple(
        {
            "number": d.number,
            "task": d.task,
            "field": d.field,
            "before": d.before,
            "after": d.after,
            "reason": reasons.get(d.place) or reasons.get("", ""),
        }
        for d in found
    )
    foot = {key: text for key in RECORD_LINES if (text := record.get(key, ""))}
    foot["date"] = record.get("date") or date_or_blank(year, None)
    return FilledForm(revision_note_form(), year, head, rows, foot=foot, mark=DRAFT_MARK)


def note_of(document: Document, changes: Sequence[Difference]) -> FilledForm:
    """Return the explanation page of a correction or adjustment."""
    record = record_lines(document.version, document.revision)
    if document.filled_on is not None:
        record["date"] = date_text(document.filled_on)
    reasons = {**document.reasons, "": document.revision.reason}
    titles = kinds.of(document.version.document.kind).note_titles(document)
    return fill_note(titles, document.school, document.version.year, changes, reasons, record)


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
