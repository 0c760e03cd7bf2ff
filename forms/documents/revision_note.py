"""更正说明 and 计划调整说明: what stood there, what stands there now, why. To be stamped too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form.declaration import Align, Column, Foot, FormSpec, Opening, PageNumber
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LAYOUT_B, date_or_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.form.difference import Difference
    from models.school.people import School

_COLUMNS = (
    Column("number", "序号", 11, Align.CENTRE),
    Column("task", "工作任务", 32),
    Column("field", "项目", 24, Align.CENTRE),
    Column("before", "原为", 70),
    Column("after", "现为", 70),
    Column("reason", "原因", 50),
)
RECORD_LINES = ("record", "approval", "reply")


def revision_note_form() -> FormSpec:
    """Return the declaration of the explanation page; each sheet carries its own title."""
    return FormSpec(
        id="revision_note",
        version=1,
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
