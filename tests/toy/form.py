"""便条 on paper: a number and a text a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forms.documents.kinds import KindOfForm, register
from forms.form.declaration import Align, Column, Foot, FormSpec, Opening, PageNumber
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LAYOUT_B, date_or_blank
from models.documents.findings import Place
from tests.toy.kind import MEMO, TEXT, Memo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.notices.notice import Notice

SPEC = FormSpec(
    id=MEMO,
    label="",
    title="便条",
    sheet_name="便条",
    head=LAYOUT_B.head,
    columns=(Column("number", "序号", 17, Align.CENTRE), Column(TEXT, "内容", 240)),
    paper=LAYOUT_B.paper,
    opening=Opening(title_mm=8, subtitle_mm=15, table_top_mm=26, head_room_mm=9),
    number_column="number",
    name_column="number",
    page_number=PageNumber.CORNER,
    foot=Foot(lines=(), signers=("经办人：",), unit="填报单位（盖章）", date_key="date"),
)


class MemoForm(KindOfForm[Memo]):
    """A memo on paper."""

    kind = MEMO

    def fill(self, document: Memo) -> FilledForm:
        school = document.school
        head = {"name": school.printed_name, "contact": school.contact, "phone": school.phone}
        rows = tuple({"number": str(n), TEXT: text} for n, text in document.lines.items())
        return FilledForm(
            SPEC,
            document.version.year,
            head,
            rows,
            foot={"date": date_or_blank(document.version.year, None)},
            mark=DRAFT_MARK,
            places=tuple(Place(n, "") for n in document.lines),
        )

    def note_titles(self, document: Memo) -> tuple[str, str]:
        return "便条更正说明", f"（更正第{document.version.minor}次）"

    def declaration(self, _canonical: Mapping[str, Any], _notice: Notice) -> FormSpec:
        raise KeyError(self.kind)  # every memo was finalised with its declaration


FORM = register(MemoForm())
