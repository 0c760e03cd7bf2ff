"""Papers that several forms are printed on: sizes, margins, head lines; all lengths in mm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.form.declaration import FormSpec, HeadField, Margins, PageNumber, Paper
from models.value_class import value_class

if TYPE_CHECKING:
    from datetime import date

# GB/T 9704-2012 §5.1: 天头 37, 订口 28, the type area 156 × 225; in landscape it is turned.
PORTRAIT_GB = Paper(210, 297, Margins(37, 26, 35, 28), Margins(37, 28, 35, 26))
LANDSCAPE_GB = Paper(297, 210, Margins(28, 37, 26, 35), Margins(26, 37, 28, 35))
HEAD = (("name", "填报单位："), ("contact", "联系人："), ("phone", "电话："))


@value_class
class Layout:
    """A 版面: the paper and the widths (mm) of a form's columns and head fields on it."""

    paper: Paper
    widths: tuple[float, ...]
    head_widths: tuple[float, ...]
    page_number: PageNumber

    @property
    def head(self) -> tuple[HeadField, ...]:
        """The head line of every form on this paper: the school, whom to call."""
        named = zip(HEAD, self.head_widths, strict=True)
        return tuple(HeadField(key, label, width) for (key, label), width in named)

    def of(self, spec: FormSpec) -> FormSpec:
        """Return a declaration laid out like this.

        Raises:
            ValueError: it has another number of columns or head fields.
        """
        columns = zip(spec.columns, self.widths, strict=True)
        head = zip(spec.head, self.head_widths, strict=True)
        return replace(
            spec,
            paper=self.paper,
            page_number=self.page_number,
            columns=tuple(replace(column, width_mm=width) for column, width in columns),
            head=tuple(replace(field, width_mm=width) for field, width in head),
        )


_SHEET = Margins(top=22, right=20, bottom=18, left=20)
_ALL_ROUND = Margins(15, 15, 15, 15)
SPARING_PAPER = Paper(297, 210, _ALL_ROUND, _ALL_ROUND)
SPARING_PORTRAIT = Paper(210, 297, _ALL_ROUND, _ALL_ROUND)
LAYOUT_B = Layout(
    paper=Paper(297, 210, _SHEET, _SHEET),
    widths=(9, 27, 40, 52, 24, 15, 38, 32, 20),
    head_widths=(110, 60, 87),
    page_number=PageNumber.CORNER,
)


def date_or_blank(year: int, filled_on: date | None) -> str:
    """Return the date as the 附件 writes it, with room for the pen where none is given."""
    if filled_on is None:
        return f"{year}年　月　日"
    return f"{filled_on.year}年{filled_on.month}月{filled_on.day}日"
