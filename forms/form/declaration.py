"""How a form is declared: fields, wording, widths in mm. Renderers know nothing else."""

from __future__ import annotations

from enum import StrEnum

from models.value_class import value_class


class Align(StrEnum):
    """How the text stands in its cell."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@value_class
class HeadField:
    """A field of the line above the table; ``label`` with its colon, empty for the date."""

    key: str
    label: str
    width_mm: float
    align: Align = Align.LEFT


@value_class
class Column:
    """A column of the table: its key in the rows, its heading, its width, its alignment.

    ``over`` is a heading that it shares with its neighbour; ``merges``: equal texts in rows that
    follow each other stand once, in one cell (the sections of a list).
    """

    key: str
    heading: str
    width_mm: float
    align: Align = Align.LEFT
    over: str = ""
    merges: bool = False

    @property
    def name(self) -> str:
        """Its heading in one line, with the one above it."""
        own = self.heading.replace("\n", "")
        return f"{self.over}（{own}）" if self.over else own


@value_class
class Margins:
    """White around the type area, mm."""

    top: float
    right: float
    bottom: float
    left: float


@value_class
class Paper:
    """The sheet, mm; odd and even pages may have different margins (GB/T 9704-2012 §5.1, §8)."""

    width: float
    height: float
    odd: Margins
    even: Margins

    def margins(self, number: int) -> Margins:
        """Return the margins of page ``number``, counted from 1."""
        return self.odd if number % 2 else self.even

    @property
    def is_portrait(self) -> bool:
        """Whether it stands upright."""
        return self.height > self.width

    @property
    def type_width(self) -> float:
        """Width of the type area, mm."""
        return self.width - self.odd.left - self.odd.right

    @property
    def type_height(self) -> float:
        """Height of the type area, mm; the same on odd and even pages."""
        return self.height - self.odd.top - self.odd.bottom


@value_class
class TextSize:
    """A size of the table's text: name in 号, size and line pitch in pt."""

    name: str
    points: float
    pitch: float


# 五号 10.5 pt is the size of the layout; the smaller ones save pages (GB sizes, pt).
TEXT_SIZES = {
    size.name: size
    for size in (TextSize("五号", 10.5, 15), TextSize("小五", 9, 13), TextSize("六号", 7.5, 11))
}
DEFAULT_TEXT_SIZE = "五号"
# 1 had neither state nor version nor whose a sheet is under its code; what was stamped so is
# written again so.
FIRST_FORM_VERSION, FORM_VERSION = 1, 2
GB_AREA, SPARING = "公文版心", "省纸"


@value_class
class Look:
    """How a sheet is printed: the text size of its table (号) and its 版面."""

    text_size: str = DEFAULT_TEXT_SIZE
    layout: str = GB_AREA


class PageNumber(StrEnum):
    """Where — n — stands: as GB/T 9704 has it, or in the lower right corner."""

    GB = "gb"
    CORNER = "corner"


@value_class
class Opening:
    """What stands above the table on the first page; baselines and lengths in mm from the top."""

    title_mm: float
    subtitle_mm: float
    table_top_mm: float
    head_room_mm: float  # for the head line above the table
    label_mm: float = 6.0
    seal_square_mm: tuple[float, float, float] | None = None  # left, top, side; free of ink


@value_class
class Foot:
    """What stands below the table, kept together with its last row; lengths in mm.

    ``lines`` are keys of the filled form's foot. The sign block has ``signers`` on the left and,
    on the right, ``unit`` and the date under it inside a square that is free of all other ink.
    """

    lines: tuple[str, ...]
    signers: tuple[str, ...]
    unit: str
    date_key: str
    seal_mm: float = 45.0
    line_mm: float = 8.0


@value_class
class FormSpec:
    """A form as data. ``number_column`` and ``name_column`` repeat where a row continues."""

    id: str
    label: str
    title: str
    sheet_name: str  # of the visible sheet in the xlsx
    head: tuple[HeadField, ...]
    columns: tuple[Column, ...]
    paper: Paper
    opening: Opening
    number_column: str
    name_column: str
    page_number: PageNumber = PageNumber.GB
    foot: Foot | None = None
    blank_row_mm: float = 0  # height of a row of the blank form, for the pen
    version: int = FORM_VERSION

    @property
    def repeating(self) -> tuple[str, ...]:
        """The keys of the columns that stand again where a row continues; the number last."""
        merged = (column.key for column in self.columns if column.merges)
        return tuple(dict.fromkeys((*merged, self.name_column, self.number_column)))

    def column(self, key: str) -> Column:
        """Return the column of a key.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def edges_mm(self) -> list[float]:
        """Return the positions of the vertical rules, mm from the left frame."""
        edges = [0.0]
        for column in self.columns:
            edges.append(edges[-1] + column.width_mm)
        return edges

    def head_places(self) -> dict[int, list[HeadField]]:
        """Return the head fields by the column (from 0) whose left edge is nearest to theirs.

        A spreadsheet has no line of its own widths: fields that are nearest to the same column
        share its cell.
        """
        places: dict[int, list[HeadField]] = {}
        edges = self.edges_mm()[:-1]
        x = 0.0
        for field in self.head:
            place = min(range(len(edges)), key=lambda i: abs(edges[i] - x))
            places.setdefault(place, []).append(field)
            x += field.width_mm
        return places
