"""The yearly 任务清单: the notice's 附件 in its exact wording, on A4 landscape.

Widths: 225 mm of type area, columns 10·35·70·70·22·18, head line 83·42·55·45. Margins: GB/T
9704-2012 seen in landscape; the sheet is bound at its top edge on odd pages, so top and bottom
change places on even ones, and the page number stands at the left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form.declaration import Align, Column, FormSpec, HeadField, Margins, Opening, Paper

if TYPE_CHECKING:
    from datetime import date

    from models.notices.notice import Attachment

LANDSCAPE_GB = Paper(297, 210, Margins(28, 37, 26, 35), Margins(26, 37, 28, 35))
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


def date_text(year: int, filled_on: date | None) -> str:
    """Return the date as the 附件 writes it, with room for the pen where none is given."""
    if filled_on is None:
        return f"{year}年　月　日"
    return f"{filled_on.year}年{filled_on.month}月{filled_on.day}日"
