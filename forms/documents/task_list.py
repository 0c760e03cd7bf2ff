"""The yearly 任务清单: the notice's 附件 in its exact wording, on A4 landscape.

Widths: 225 mm of type area, columns 10·35·70·70·22·18, head line 83·42·55·45. Margins: GB/T
9704-2012 seen in landscape; the sheet is bound at its top edge on odd pages, so top and bottom
change places on even ones, and the page number stands at the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form.declaration import (
    Align,
    Column,
    FormSpec,
    HeadField,
    Opening,
)
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LANDSCAPE_GB, date_or_blank
from models.task_list.wording import compose_goals, compose_measures

if TYPE_CHECKING:
    from models.notices.notice import Attachment, Pack
    from models.school.people import School
    from models.task_list.contents import TaskList

KEYS = ("number", "task", "goals", "measures", "office", "person")
WIDTHS_MM = (10, 35, 70, 70, 22, 18)
CENTRED = {"number", "office", "person"}
HEAD_KEYS = ("name", "contact", "phone")
HEAD_WIDTHS_MM = (83, 42, 55, 45)
# 附件 on the first, the title on the third line of the type area; the seal square before it.
OPENING = Opening(
    title_mm=24, subtitle_mm=31, table_top_mm=45, head_room_mm=14, seal_square_mm=(12, 0, 45)
)


def task_list_form(attachment: Attachment) -> FormSpec:
    """Return the declaration of the yearly list with the wording of a notice's attachment.

    Raises:
        ValueError: the attachment has another number of columns or head fields.
    """
    columns = tuple(
        Column(key, heading, width, Align.CENTRE if key in CENTRED else Align.LEFT)
        for key, heading, width in zip(KEYS, attachment.columns, WIDTHS_MM, strict=True)
    )
    head = tuple(
        HeadField(key, f"{label}：", width)
        for key, label, width in zip(HEAD_KEYS, attachment.head, HEAD_WIDTHS_MM[:-1], strict=True)
    )
    return FormSpec(
        id="task_list",
        version=1,
        label=attachment.label,
        title=attachment.title,
        sheet_name="任务清单",
        head=(*head, HeadField("date", "", HEAD_WIDTHS_MM[-1], Align.RIGHT)),
        columns=columns,
        paper=LANDSCAPE_GB,
        opening=OPENING,
        number_column="number",
        name_column="task",
        blank_row_mm=22,
    )


def fill_task_list(
    contents: TaskList, school: School, pack: Pack, subtitle: str = ""
) -> FilledForm:
    """Return the yearly list of a draft version as it would be printed.

    ``subtitle`` says of an adjusted list that it is one.
    """
    rows = []
    for task in pack.tasks:
        entry = contents.entry(task.number)
        texts = (
            str(task.number),
            task.title,
            compose_goals(entry, task.indicators),
            compose_measures(entry),
            entry.office,
            entry.person,
        )
        rows.append(dict(zip(KEYS, texts, strict=True)))
    head = {
        "name": school.printed_name,
        "contact": school.contact,
        "phone": school.phone,
        "date": date_or_blank(contents.year, contents.filled_on),
        **({"subtitle": subtitle} if subtitle else {}),
    }
    spec = task_list_form(pack.attachment)
    return FilledForm(spec, contents.year, head, tuple(rows), mark=DRAFT_MARK)


def blank_task_list(school: School, pack: Pack) -> FilledForm:
    """Return the empty sheet (打印空表): the tasks and the school's name, the rest for the pen."""
    rows = tuple({"number": str(task.number), "task": task.title} for task in pack.tasks)
    head = {"name": school.printed_name, "date": date_or_blank(pack.year, None)}
    spec = task_list_form(pack.attachment)
    return FilledForm(spec, pack.year, head, rows, row_height_mm=spec.blank_row_mm)
