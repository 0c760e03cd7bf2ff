"""The yearly 任务清单: the notice's 附件 in its exact wording, on A4, lying or upright.

Widths: 225 mm of type area (156 upright), the columns by their roles, head line 83·42·55·45.
Margins: GB/T 9704-2012; a lying sheet is bound at its top edge on odd pages, so top and bottom
change places on even ones, and the page number stands at the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.documents import duty_list
from forms.documents.kinds import KindOfForm, Wanted, register
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
from forms.form.papers import (
    LANDSCAPE_GB,
    PORTRAIT_GB,
    SPARING_PAPER,
    SPARING_PORTRAIT,
    Layout,
    date_or_blank,
)
from models import stored
from models.documents.findings import Place
from models.notices.columns import Role, widths_mm
from models.notices.sound import usable_mm
from models.overriding import override
from models.task_list import interchange
from models.task_list.columns import CENTRED, printed
from models.task_list.contents import Entry
from models.task_list.plan import TASK_LIST
from models.task_list.sheet import Sheet
from models.text import date_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.documents.revision_record import Revision
    from models.documents.versions import Version
    from models.notices.notice import Attachment, Notice
    from models.school.people import School
    from models.task_list.columns import Asked
    from models.task_list.contents import TaskList

HEAD_KEYS = ("name", "contact", "phone")
HEAD_WIDTHS_MM = (83, 42, 55, 45)
_SPARING_HEAD_MM = (100, 52, 65, 50)
_PORTRAIT_HEAD_MM, _SPARING_PORTRAIT_HEAD_MM = (50, 30, 36, 40), (62, 36, 42, 40)
# The six columns of 阳城's 附件 in 省纸, where they were set by hand before widths had a rule.
_SIX = (Role.NUMBER, Role.TASK, Role.GOALS, Role.MEASURES, Role.OFFICE, Role.PERSON)
_SIX_SPARING_MM = (10, 39, 88, 88, 23, 19)
# 附件 on the first, the title on the third line of the type area; the seal square before it,
# upright below it.
OPENING = Opening(
    title_mm=24, subtitle_mm=31, table_top_mm=45, head_room_mm=14, seal_square_mm=(12, 0, 45)
)
PORTRAIT_OPENING = Opening(
    title_mm=20, subtitle_mm=27, table_top_mm=78, head_room_mm=14, seal_square_mm=(12, 33, 45)
)


def _sparing(attachment: Attachment) -> Layout:
    """Return the 版面 of an attachment that saves paper."""
    columns, is_portrait = attachment.columns, attachment.is_portrait
    paper = SPARING_PORTRAIT if is_portrait else SPARING_PAPER
    is_six = not is_portrait and tuple(column.role for column in columns) == _SIX
    return Layout(
        paper=paper,
        widths=_SIX_SPARING_MM if is_six else widths_mm(columns, round(paper.type_width)),
        head_widths=_SPARING_PORTRAIT_HEAD_MM if is_portrait else _SPARING_HEAD_MM,
        page_number=PageNumber.CORNER,
    )


def task_list_form(attachment: Attachment) -> FormSpec:
    """Return the declaration of the yearly list with wording and columns of a notice's attachment.

    Raises:
        ValueError: the attachment has another number of head fields.
    """
    is_portrait = attachment.is_portrait
    widths = widths_mm(attachment.columns, usable_mm(attachment))
    columns = tuple(
        Column(
            column.key,
            column.heading,
            width,
            Align.CENTRE if column.role in CENTRED else Align.LEFT,
            column.over,
            column.role is Role.SECTION,
        )
        for column, width in zip(attachment.columns, widths, strict=True)
    )
    *head_widths, date_width = _PORTRAIT_HEAD_MM if is_portrait else HEAD_WIDTHS_MM
    head = tuple(
        HeadField(key, f"{label}：", width)
        for key, label, width in zip(HEAD_KEYS, attachment.head, head_widths, strict=True)
    )
    name = _key(attachment, Role.TASK, "")
    return FormSpec(
        id=TASK_LIST,
        label=attachment.label,
        title=attachment.title,
        sheet_name="任务清单",
        head=(*head, HeadField("date", "", date_width, Align.RIGHT)),
        columns=columns,
        paper=PORTRAIT_GB if is_portrait else LANDSCAPE_GB,
        opening=PORTRAIT_OPENING if is_portrait else OPENING,
        number_column=_key(attachment, Role.NUMBER, name),
        name_column=name,
        blank_row_mm=22,
    )


def _key(attachment: Attachment, role: Role, otherwise: str) -> str:
    column = attachment.column(role)
    return column.key if column is not None else otherwise


def fill_task_list(
    contents: TaskList, school: School, notice: Notice, asked: Asked, subtitle: str = ""
) -> FilledForm:
    """Return the yearly list of a draft version as it would be printed.

    ``asked`` tells what is asked of the school of an indicator; ``subtitle`` says of an adjusted
    list that it is one.
    """
    form, year = notice.attachment, notice.year
    rows = tuple(
        {c.key: printed(c, form, task, contents.entry(task.id), year, asked) for c in form.columns}
        for task in notice.tasks
    )
    head = {
        "name": school.printed_name,
        "contact": school.contact,
        "phone": school.phone,
        "date": date_or_blank(contents.year, contents.filled_on),
        **({"subtitle": subtitle} if subtitle else {}),
    }
    return FilledForm(
        task_list_form(notice.attachment),
        contents.year,
        head,
        rows,
        mark=DRAFT_MARK,
        places=tuple(Place(task.id, "") for task in notice.tasks),
        layouts={SPARING: _sparing(notice.attachment)},
    )


def blank_task_list(school: School, notice: Notice, asked: Asked) -> FilledForm:
    """Return the empty sheet (打印空表): what the notice says and the school's name."""
    form = notice.attachment
    columns = [column for column in form.columns if column.is_locked]
    rows = tuple(
        {c.key: printed(c, form, task, Entry(task.id), notice.year, asked) for c in columns}
        for task in notice.tasks
    )
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

    @override
    def fill(self, document: Sheet) -> FilledForm:
        words = subtitle(document.version, document.revision)
        return fill_task_list(
            document.contents, document.school, document.notice, document.asked, words
        )

    @override
    def data(self, document: Sheet) -> dict[str, Any]:
        return interchange.sheet_data(document)

    @override
    def blank(self, document: Sheet) -> FilledForm:
        return blank_task_list(document.school, document.notice, document.asked)

    @override
    def duty_list(self, document: Sheet, code: str, wanted: Wanted) -> FilledForm:
        return duty_list.fill_duty_list(document, code, wanted)

    @override
    def in_charge(self, document: Sheet) -> tuple[list[str], list[str]]:
        return duty_list.in_charge(document)

    @override
    def note_titles(self, document: Sheet) -> tuple[str, str]:
        version = document.version
        title = f"{document.notice.attachment.title}{version.note_name}"
        if version.is_adjustment:
            number = f"{version.year}-调-{version.major - 1:02d}"
            return title, f"（{number}，自{version.effective_month}月起执行）"
        return title, f"（更正第{version.minor}次）"

    @override
    def declaration(self, _canonical: Mapping[str, Any], notice: Notice) -> FormSpec:
        return task_list_form(notice.attachment)


register(TaskListForm())
