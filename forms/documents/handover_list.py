"""移交清单: one page for the successor: what is due, where the papers are, who is who, the data.

Ours, like the monthly report: no notice prescribes it. The last column is for the pen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form.declaration import (
    DEFAULT_TEXT_SIZE,
    TEXT_SIZES,
    Align,
    Column,
    Foot,
    FormSpec,
    Opening,
    PageNumber,
)
from forms.form.filled import FilledForm
from forms.form.papers import LAYOUT_B, date_or_blank
from forms.layout.paginate import paginate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from models.school.people import School

SPEC = FormSpec(
    id="handover_list",
    label="",
    title="职教清单工作移交清单",
    sheet_name="移交清单",
    head=LAYOUT_B.head,
    columns=(
        Column("number", "序号", 11, Align.CENTRE),
        Column("matter", "事项", 30),
        Column("content", "内容", 156),
        Column("where", "纸质件存放处（笔填）", 60),
    ),
    paper=LAYOUT_B.paper,
    opening=Opening(title_mm=8, subtitle_mm=15, table_top_mm=26, head_room_mm=9),
    number_column="number",
    name_column="matter",
    page_number=PageNumber.CORNER,
    foot=Foot(
        lines=("data",),
        signers=("移交人：", "接收人：", "监交人："),
        unit="填报单位（盖章）",
        date_key="date",
    ),
)


def fill(school: School, today: date, matters: Sequence[tuple[str, str]], data: str) -> FilledForm:
    """Return the list: ``matters`` are pairs of matter and content, ``data`` the line below.

    It takes the largest text that fits one page, and the smallest where none does.
    """
    head = {"name": school.printed_name, "contact": school.contact, "phone": school.phone}
    rows = tuple(
        {"number": str(number), "matter": matter, "content": content}
        for number, (matter, content) in enumerate(matters, start=1)
    )
    foot = {"data": data, "date": date_or_blank(today.year, today)}
    form = FilledForm(SPEC, today.year, head, rows, foot=foot)
    for name in (DEFAULT_TEXT_SIZE, *TEXT_SIZES):
        form = form.at_size(name)
        if len(paginate(form)) == 1:
            break
    return form
