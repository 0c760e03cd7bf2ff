"""The yearly 任务清单: the notice's 附件 in its exact wording, on A4 landscape.

Widths: 225 mm of type area, columns 10·35·70·70·22·18, head line 83·42·55·45. Margins: GB/T
9704-2012 seen in landscape; the sheet is bound at its top edge on odd pages, so top and bottom
change places on even ones, and the page number stands at the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.documents.kinds import KindOfForm, register
from forms.form.declaration import (
    SPARING,
    Align,
    Column,
    FormSpec,
    HeadField,
    Opening,
    PageNumber,
)
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LANDSCAPE_GB, SPARING_PAPER, Layout, date_or_blank
from models import stored
from models.documents.findings import Place
from models.task_list.plan import TASK_LIST
from models.task_list.sheet import Sheet
from models.task_list.wording import compose_goals, compose_measures
from models.text import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from models.notices.notice import Attachment, Notice
    from models.school.people import School
    from models.task_list.contents import TaskList

KEYS = ("number", "task", "goals", "measures", "office", "person")
WIDTHS_MM = (10, 35, 70, 70, 22, 18)
CENTRED = {"number", "office", "person"}
HEAD_KEYS = ("name", "contact", "phone")
HEAD_WIDTHS_MM = (83, 42, 55, 45)
SPARING_LAYOUT = Layout(
    paper=SPARING_PAPER,
    widths=(10, 39, 88, 88, 23, 19),
    head_widths=(100, 52, 65, 50),
    page_number=PageNumber.CORNER,
)
# 附件 on the first, the title on the third line of the type area; the seal square before it.
OPENING = Opening(
    title_mm=24, subtitle_mm=31, table_top_mm=45, head_room_mm=14, seal_square_mm=(12, 0, 45)
)


LAYOUTS = {SPARING: SPARING_LAYOUT}


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
        id=TASK_LIST,
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
    contents: TaskList, school: School, notice: Notice, subtitle: str = ""
) -> FilledForm:
    """Return the yearly list of a draft version as it would be printed.

    ``subtitle`` says of an adjusted list that it is one.
    """
    rows = []
    for task in notice.tasks:
        entry = contents.entry(task.id)
        texts = (
            task.number,
            task.title,
            compose_goals(entry, task.indicators, notice.year),
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
    spec = task_list_form(notice.attachment)
    places = tuple(Place(task.id, "") for task in notice.tasks)
    return FilledForm(
        spec, contents.year, head, tuple(rows), mark=DRAFT_MARK, places=places, layouts=LAYOUTS
    )


def blank_task_list(school: School, notice: Notice) -> FilledForm:
    """Return the empty sheet (打印空表): the tasks and the school's name, the rest for the pen."""
    rows = tuple({"number": task.number, "task": task.title} for task in notice.tasks)
    head = {"name": school.printed_name, "date": date_or_blank(notice.year, None)}
    spec = task_list_form(notice.attachment)
    return FilledForm(spec, notice.year, head, rows, row_height_mm=spec.blank_row_mm)


def subtitle(version: Version, record: Revision) -> str:
    """Return the line under the title of a list: ``（第1次调整，2023年6月12日）``."""
    words = []
    if version.major > 1:
        words.append(f"第{version.major - 1}次调整")
        asked_on = stored.day(record.asked_on)
        if version.minor == 0 and record.asked_on:
            words.append(date_text(asked_on) if asked_on else "")
    if version.minor:
        words.append(f"更正第{version.minor}次")
    return f"（{'，'.join(words)}）" if words else ""


class TaskListForm(KindOfForm[Sheet]):
    """The yearly list on paper."""

    kind = TASK_LIST

    def fill(self, document: Sheet) -> FilledForm:
        words = subtitle(document.version, document.revision)
        return fill_task_list(document.contents, document.school, document.notice, words)

    def blank(self, document: Sheet) -> FilledForm:
        return blank_task_list(document.school, document.notice)

    def note_titles(self, document: Sheet) -> tuple[str, str]:
        version = document.version
        title = f"{document.notice.attachment.title}{version.note_name}"
        if version.is_adjustment:
            number = f"{version.year}-调-{version.major - 1:02d}"
            return title, f"（{number}，自{version.effective_month}月起执行）"
        return title, f"（更正第{version.minor}次）"

    def declaration(self, _canonical: Mapping[str, Any], notice: Notice) -> FormSpec:
        return task_list_form(notice.attachment)


register(TaskListForm())
