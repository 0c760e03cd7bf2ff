"""FilledForm → PDF bytes, drawn on the reportlab canvas. Equal content gives equal bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from forms.form.check_code import code_of
from forms.form.declaration import Align, Foot, HeadField, PageNumber
from forms.form.filled import canonical
from forms.layout import fonts, paginate
from forms.layout.linebreak import break_lines
from forms.layout.paginate import MM, PADDING_MM, Fragment, Line, Page

# fonts must come first: it sets the base font that this import reads.
from reportlab.pdfgen.canvas import Canvas  # isort: skip

if TYPE_CHECKING:
    from forms.form.filled import FilledForm

SANHAO, ERHAO, SIHAO, XIAOSI = 16.0, 22.0, 14.0, 12.0  # pt
WUHAO, XIAOWU, LIUHAO = 10.5, 9.0, 7.5  # pt
FRAME, RULE = 1.0, 0.5  # pt
HEAD_LINES = 2
HEAD_PITCH = 1.2  # of the text size
HEAD_GUTTER = 4.0  # pt between two head fields
HEAD_GAP_MM = 2.5  # between the head line's last baseline and the table
FOOT_MM = 6.0  # baseline of the check code below the type area
PAGE_NUMBER_MM = 7.0  # GB/T 9704-2012 §7.5: from the type area to the dash
MIDDLE = 0.38  # from the baseline to the middle of a 汉字, em
DRAFT_POINTS, DRAFT_GREY = 26.0, 0.55
MARK_MM, MARK_ROOM_MM = 8.0, 12.0  # its baseline above the type area; what it needs above that
CORNER_NUMBER_MM = 9.0  # baseline of — n／m — in the corner below the type area
SIGN_SHARE = 0.45  # of the seal square's height: where the name under the seal stands
FOOT_TEXT_MM = 2.0  # from the baseline of a foot line to its lower edge
SIGN_PITCH_MM = 9.0  # from that name to the date under it
BOLD_STROKE = 0.025  # em: the Song as 小标宋, drawn with a thin stroke
Progress = Callable[[int, int], None]


class _Sheet:
    """Draws one filled form; positions are pt from the top left of the type area."""

    def __init__(self, filled: FilledForm, pages: Sequence[Page]) -> None:
        fonts.register_base()
        self._filled = filled
        self._spec = filled.spec
        self._pages = pages
        self._code = code_of(canonical(filled)) if filled.row_height_mm == 0 else ""
        self._buffer = BytesIO()
        paper = filled.spec.paper
        self._size = (paper.width * MM, paper.height * MM)
        self._canvas = Canvas(self._buffer, pagesize=self._size, invariant=1, pageCompression=1)
        self._canvas.setTitle(filled.title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("职教清单")
        self._left = self._top = 0.0

    def render(self, progress: Progress | None) -> bytes:
        for page in self._pages:
            margins = self._spec.paper.margins(page.number)
            self._left = margins.left * MM
            self._top = self._size[1] - margins.top * MM
            if page.number == 1:
                self._draw_opening()
            self._draw_table(page)
            self._draw_margins(page)
            self._canvas.showPage()
            if progress:
                progress(page.number, len(self._pages))
        self._canvas.save()
        return self._buffer.getvalue()

    def _text(
        self,
        x: float,
        y: float,
        text: str,
        points: float,
        chain: str = fonts.SONG,
        mode: Literal[2] | None = None,
    ) -> None:
        """Draw a line of text with its baseline at ``y`` below the top of the type area.

        ``mode`` 2 fills and strokes the glyphs (PDF 32000-1 §9.3.6).
        """
        for name, piece in fonts.runs(text, chain):
            self._canvas.setFont(name, points)
            self._canvas.drawString(self._left + x, self._top - y, piece, mode=mode)
            x += fonts.width(piece, chain, points)

    def _draw_opening(self) -> None:
        opening = self._spec.opening
        self._draw_label()
        self._draw_title()
        self._draw_centred(self._filled.subtitle, opening.subtitle_mm, XIAOSI)
        room = opening.head_room_mm * MM
        points = min(_head_points(f, self._filled.head, room) for f in self._spec.head)
        x = 0.0
        for field in self._spec.head:
            self._draw_head_field(field, x, points)
            x += field.width_mm * MM

    def _draw_label(self) -> None:
        """Write 附件, smaller where it would reach into the seal square (附件2)."""
        opening, label = self._spec.opening, self._spec.label
        wide = fonts.width(label, fonts.HEI, SANHAO)
        left, top, _ = opening.seal_square_mm or (self._spec.paper.type_width, 0.0, 0.0)
        beside = top < opening.label_mm
        points = SANHAO * left * MM / wide if beside and wide > left * MM else SANHAO
        if label:
            self._text(0, opening.label_mm * MM, label, points, fonts.HEI)

    def _draw_title(self) -> None:
        """Centre the title between the seal squares, smaller where it would reach into one."""
        total = self._spec.paper.type_width * MM
        seal_left, seal_top, side = self._spec.opening.seal_square_mm or (0.0, 0.0, 0.0)
        beside = seal_top < self._spec.opening.title_mm < seal_top + side
        room = total - 2 * (seal_left + side) * MM if beside else total
        title = self._filled.title
        points = min(ERHAO, ERHAO * room / fonts.width(title, fonts.SONG, ERHAO))
        self._canvas.saveState()
        self._canvas.setLineWidth(points * BOLD_STROKE)
        self._draw_centred(title, self._spec.opening.title_mm, points, mode=2)
        self._canvas.restoreState()

    def _draw_centred(
        self, text: str, baseline_mm: float, points: float, mode: Literal[2] | None = None
    ) -> None:
        """Centre a line of text on the type area."""
        spare = self._spec.paper.type_width * MM - fonts.width(text, fonts.SONG, points)
        self._text(spare / 2, baseline_mm * MM, text, points, mode=mode)

    def _draw_head_field(self, field: HeadField, x: float, points: float) -> None:
        """Draw label and text with the last line's baseline just above the table."""
        room = field.width_mm * MM
        lines = _head_lines(field, self._filled.head, points)
        base = (self._spec.opening.table_top_mm - HEAD_GAP_MM) * MM
        for index, line in enumerate(reversed(lines)):
            wide = fonts.width(line, fonts.SONG, points)
            shift = room - wide if field.align is Align.RIGHT else 0
            self._text(x + shift, base - index * points * HEAD_PITCH, line, points)

    def _draw_table(self, page: Page) -> None:
        size = self._filled.text_size.points
        headings = paginate.heading_lines(self._filled)
        _, shared = paginate.heading_heights(self._filled)
        y = page.table_top
        for index, column in enumerate(self._spec.columns):
            lines = [Line(text, size) for text in headings[column.key]]
            down = shared if column.over else 0
            height = page.heading_height - down
            self._draw_cell(index, y + down, height, lines, Align.CENTRE, fonts.HEI)
        tops = [y, y + page.heading_height]
        for fragment in page.fragments:
            self._draw_fragment(fragment, tops[-1])
            tops.append(tops[-1] + fragment.height)
        merged = self._draw_merged(page, tops[1:])
        self._draw_rules(tops, merged)
        self._draw_shared_headings(y, shared)
        if page.has_foot and self._spec.foot is not None:
            self._draw_foot(self._spec.foot, tops[-1])

    def _draw_foot(self, foot: Foot, y: float) -> None:
        """Draw the lines under the table and the sign block with room for the seal."""
        y += paginate.FOOT_GAP_MM * MM
        for line in paginate.foot_lines(self._filled):
            y += foot.line_mm * MM
            self._text(0, y - FOOT_TEXT_MM * MM, line, paginate.FOOT_POINTS)
        y += paginate.FOOT_GAP_MM * MM + foot.seal_mm * SIGN_SHARE * MM
        width = self._spec.paper.type_width * MM
        step = (width - foot.seal_mm * MM) / len(foot.signers)
        for place, signer in enumerate(foot.signers):
            self._text(place * step, y, signer, paginate.FOOT_POINTS)
        centre = width - foot.seal_mm * MM / 2
        for text in (foot.unit, self._filled.foot.get(foot.date_key, "")):
            wide = fonts.width(text, fonts.SONG, paginate.FOOT_POINTS)
            self._text(centre - wide / 2, y, text, paginate.FOOT_POINTS)
            y += SIGN_PITCH_MM * MM

    def _draw_shared_headings(self, y: float, height: float) -> None:
        """Draw the headings above two columns, over the rule that the table drew between them."""
        size, edges = self._filled.text_size.points, self._spec.edges_mm()
        for shared in paginate.shared_headings(self._filled):
            left, right = (edges[at] * MM for at in (shared.columns[0], shared.columns[-1] + 1))
            lines = [Line(text, size) for text in shared.lines]
            self._draw_lines((left, right), (y, height), lines, Align.CENTRE, fonts.HEI)
            self._canvas.setLineWidth(RULE)
            self._line(left, y + height, right, y + height)

    def _draw_merged(self, page: Page, tops: Sequence[float]) -> dict[int, set[int]]:
        """Draw the cells that stand once for several rows.

        Returns by column (from 0) the places in ``tops`` at which no rule crosses it.
        """
        crossed: dict[int, set[int]] = {}
        for index, column in enumerate(self._spec.columns):
            if not column.merges:
                continue
            texts = [fragment.cells.get(column.key, ()) for fragment in page.fragments]
            for first, last in _runs(texts):
                height = tops[last + 1] - tops[first]
                self._draw_cell(index, tops[first], height, texts[first], column.align, fonts.SONG)
                crossed.setdefault(index, set()).update(range(first + 1, last + 1))
        return crossed

    def _draw_fragment(self, fragment: Fragment, y: float) -> None:
        for index, column in enumerate(self._spec.columns):
            if column.merges:
                continue
            lines = fragment.cells.get(column.key, ())
            self._draw_cell(index, y, fragment.height, lines, column.align, fonts.SONG)

    def _draw_cell(
        self, index: int, y: float, height: float, lines: Sequence[Line], align: Align, chain: str
    ) -> None:
        """Draw the lines of a column's cell, in the middle of its height."""
        left = self._spec.edges_mm()[index] * MM
        right = left + self._spec.columns[index].width_mm * MM
        self._draw_lines((left, right), (y, height), lines, align, chain)

    def _draw_lines(
        self,
        sides: tuple[float, float],
        place: tuple[float, float],
        lines: Sequence[Line],
        align: Align,
        chain: str,
    ) -> None:
        """Draw lines between two sides; ``place`` is the cell's top and height."""
        left, right = sides
        y, height = place
        pitch = self._filled.text_size.pitch
        top = y + (height - len(lines) * pitch) / 2
        for number, line in enumerate(lines):
            text = line.text.rstrip("\n")
            x = left + PADDING_MM * MM
            if align is Align.CENTRE or text == paginate.DASH:
                room = right - left - fonts.width(text.rstrip(), chain, line.points)
                x = left + room / 2
            baseline = top + (number + 0.5) * pitch + MIDDLE * line.points
            self._text(x, baseline, text, line.points, chain)

    def _draw_rules(self, tops: Sequence[float], merged: Mapping[int, set[int]]) -> None:
        """Draw the rules of the table; ``merged`` are the columns that some do not cross."""
        edges = [edge * MM for edge in self._spec.edges_mm()]
        canvas = self._canvas
        canvas.setLineWidth(RULE)
        for place, top in enumerate(tops[1:-1]):
            open_columns = {index for index, places in merged.items() if place in places}
            for first, last in _stretches(len(edges) - 1, open_columns):
                self._line(edges[first], top, edges[last], top)
        shared = {at: s for s in paginate.shared_headings(self._filled) for at in s.columns[1:]}
        _, down = paginate.heading_heights(self._filled)
        for place, edge in enumerate(edges[1:-1], start=1):
            self._line(edge, tops[0] + (down if place in shared else 0), edge, tops[-1])
        canvas.setLineWidth(FRAME)
        for top in (tops[0], tops[-1]):
            self._line(edges[0], top, edges[-1], top)
        for edge in (edges[0], edges[-1]):
            self._line(edge, tops[0], edge, tops[-1])

    def _line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self._canvas.line(self._left + x1, self._top - y1, self._left + x2, self._top - y2)

    def _draw_margins(self, page: Page) -> None:
        height = self._spec.paper.type_height * MM
        width = self._spec.paper.type_width * MM
        if self._code:  # a blank form has nothing to agree with
            code = f"校验码 {self._code}"
            spare = width - fonts.width(code, fonts.SONG, XIAOWU)
            # Upright, the number of an even page stands at the left (GB/T 9704-2012 §7.5).
            is_gb = self._spec.page_number is PageNumber.GB
            is_right = is_gb and self._spec.paper.is_portrait and page.number % 2 == 0
            self._text(spare if is_right else 0, height + FOOT_MM * MM, code, XIAOWU)
        text = f"— {page.number}／{len(self._pages)} —"
        if self._spec.page_number is PageNumber.CORNER:
            wide = fonts.width(text, fonts.SONG, SIHAO)
            self._text(width - wide - SIHAO, height + CORNER_NUMBER_MM * MM, text, SIHAO)
        elif self._spec.paper.is_portrait:
            self._draw_upright_number(text, page.number, (width, height))
        else:
            self._draw_page_number(text, page.number, height)
        if self._filled.mark:
            self._canvas.setFillGray(DRAFT_GREY)
            wide = fonts.width(self._filled.mark, fonts.HEI, DRAFT_POINTS)
            above = min(MARK_MM, self._spec.paper.margins(page.number).top - MARK_ROOM_MM)
            self._text(width - wide, -above * MM, self._filled.mark, DRAFT_POINTS, fonts.HEI)
            self._canvas.setFillGray(0)

    def _draw_upright_number(self, text: str, number: int, area: tuple[float, float]) -> None:
        """Draw — n／m — below the type area, one 字 from its outer edge (GB/T 9704-2012 §7.5)."""
        width, height = area
        spare = width - SIHAO - fonts.width(text, fonts.SONG, SIHAO)
        y = height + PAGE_NUMBER_MM * MM + MIDDLE * SIHAO
        self._text(spare if number % 2 else SIHAO, y, text, SIHAO)

    def _draw_page_number(self, text: str, number: int, height: float) -> None:
        """Draw — n／m — turned clockwise, as GB/T 9704-2012 §7.5 and §8 look in landscape.

        One 字 above the lower edge on odd pages, one below the upper edge on even ones.
        """
        long = fonts.width(text, fonts.SONG, SIHAO)
        start = height - SIHAO - long if number % 2 else SIHAO
        self._canvas.saveState()
        x = self._left - PAGE_NUMBER_MM * MM - MIDDLE * SIHAO
        self._canvas.translate(x, self._top - start)
        self._canvas.rotate(-90)
        x = 0.0
        for name, piece in fonts.runs(text, fonts.SONG):
            self._canvas.setFont(name, SIHAO)
            self._canvas.drawString(x, 0, piece)
            x += fonts.width(piece, fonts.SONG, SIHAO)
        self._canvas.restoreState()


def _runs(texts: Sequence[Sequence[Line]]) -> list[tuple[int, int]]:
    """Return first and last place of each run of equal texts; an empty one runs alone."""
    runs: list[tuple[int, int]] = []
    for place, lines in enumerate(texts):
        if runs and _joined(lines) and _joined(lines) == _joined(texts[runs[-1][0]]):
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _joined(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines)


def _stretches(columns: int, left_out: set[int]) -> list[tuple[int, int]]:
    """Return the edges between which a rule runs that leaves some columns out."""
    stretches: list[tuple[int, int]] = []
    for index in range(columns):
        if index in left_out:
            continue
        if stretches and stretches[-1][1] == index:
            stretches[-1] = (stretches[-1][0], index + 1)
        else:
            stretches.append((index, index + 1))
    return stretches


def _head_lines(field: HeadField, head: Mapping[str, str], points: float) -> list[str]:
    text = field.label + head.get(field.key, "")
    return break_lines(text, (field.width_mm * MM - HEAD_GUTTER) / points, _song_advance)


def _head_points(field: HeadField, head: Mapping[str, str], room: float) -> float:
    """Return the size (pt) for a head text: 四号, else 小四, else two lines, smaller at need."""
    for points in (SIHAO, XIAOSI):
        if len(_head_lines(field, head, points)) <= 1:
            return points
    for points in (XIAOSI, WUHAO, XIAOWU):
        lines = len(_head_lines(field, head, points))
        if lines <= HEAD_LINES and lines * points * HEAD_PITCH <= room:
            return points
    points = LIUHAO
    while len(_head_lines(field, head, points)) * points * HEAD_PITCH > room:
        points -= 0.5  # only names of some eighty characters come here
    return points


def _song_advance(char: str) -> float:
    return fonts.advance(char, fonts.SONG)


def render(filled: FilledForm, progress: Progress | None = None) -> bytes:
    """Return the PDF of a filled form; ``progress`` hears (page, of pages) and may raise to cancel.

    Raises:
        ValueError: a character is in no font (``glyphs.check`` finds it before).
    """
    return _Sheet(filled, paginate.paginate(filled)).render(progress)
