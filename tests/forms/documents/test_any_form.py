"""The list of any county on paper: every text stands in its own cell, in the declared width."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import openpyxl
import pytest

from forms.form.declaration import SPARING, Look
from forms.layout import glyphs
from forms.reading.verifying import verify
from forms.render import pdf, xlsx
from models.notices.columns import LEAST_WIDTH_MM, Role, widths_mm
from models.notices.sound import LANDSCAPE_MM, PORTRAIT_MM, require_sound
from tests import any_notice
from tests.helpers import MM, lines_of, read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.form.filled import FilledForm
    from tests.helpers import Page

TOLERANCE = 0.3 * MM
CONTINUED = "（续）"


@pytest.fixture(params=any_notice.COLUMNS, ids=lambda count: f"{count} columns")
def roles(request: pytest.FixtureRequest) -> Sequence[Role]:
    return any_notice.COLUMNS[request.param]


@pytest.mark.parametrize("count", [9, 16, 20, 60], ids=lambda count: f"{count} rows")
def test_every_text_is_printed_in_its_cell(roles: Sequence[Role], count: int) -> None:
    made = any_notice.notice(any_notice.form(roles), count)
    require_sound(made)
    form = any_notice.filled(made)
    pages = read_pdf(pdf.render(form))
    for page in pages:
        assert_widths(page, form)
        assert_inside(page)
        assert_headings(page, form)
    assert_rows(pages, form)


@pytest.mark.parametrize("layout", ["own", SPARING])
def test_an_upright_form_is_printed_upright(layout: str) -> None:
    made = any_notice.notice(any_notice.form(any_notice.SEVEN, is_portrait=True), 16)
    form = any_notice.filled(made)
    if layout == SPARING:
        form = form.in_look(Look(layout=SPARING))
    pages = read_pdf(pdf.render(form))
    for page in pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        assert_widths(page, form)
        assert_inside(page)
        assert_nothing_is_printed_over(page)
    assert_rows(pages, form)


def assert_nothing_is_printed_over(page: Page) -> None:
    """In the foot, check code and page number stand apart."""
    below = [char for char in page.chars if char["top"] > page.horizontals[-1]]
    chars = sorted(below, key=lambda char: (char["x0"], char["x1"]))
    assert all(a["x1"] <= b["x0"] + 1 for a, b in pairwise(chars))


def assert_widths(page: Page, form: FilledForm) -> None:
    left = form.spec.paper.margins(1).left if page is None else page.verticals[0] / MM
    declared = [left + edge for edge in form.spec.edges_mm()]
    found = [edge / MM for edge in page.verticals]
    assert len(found) == len(declared)
    assert max(abs(a - b) for a, b in zip(found, declared, strict=True)) <= 0.3


def assert_inside(page: Page) -> None:
    """Each character of the table stands between two neighbouring rules."""
    top, bottom = page.horizontals[0], page.horizontals[-1]
    left, right = page.verticals[0], page.verticals[-1]
    for char in page.chars:
        height = (char["top"] + char["bottom"]) / 2
        if not (top < height < bottom and left < char["x1"] and char["x0"] < right):
            continue
        wide = over_two(page, char)
        edges = [edge for edge in page.verticals if edge not in wide]
        cells = [(a, b) for a, b in pairwise(edges) if a <= char["x0"] + 1 <= b]
        assert len(cells) == 1
        assert char["x1"] <= cells[0][1] + TOLERANCE


def over_two(page: Page, char: dict) -> set[float]:
    """The rules that do not cross a heading above two columns."""
    if char["top"] > page.horizontals[1]:
        return set()
    x = (char["x0"] + char["x1"]) / 2
    return {edge for edge in page.verticals if char["text"] in "责任单位" and abs(edge - x) < 20}


def assert_headings(page: Page, form: FilledForm) -> None:
    columns = form.spec.columns
    has_over = any(column.over for column in columns)
    low, high = page.horizontals[0], page.horizontals[2 if has_over else 1]
    for place, column in enumerate(columns):
        own_low = page.horizontals[1] if column.over else low
        shown = "".join(lines_of(page.cell(place, own_low, high)))
        assert shown == column.heading.replace("\n", "")
    if has_over:
        above = [c for c in page.chars if low < (c["top"] + c["bottom"]) / 2 < page.horizontals[1]]
        assert "责任单位" in "".join(c["text"] for c in sorted(above, key=lambda c: c["x0"]))


def assert_rows(pages: Sequence[Page], form: FilledForm) -> None:
    columns = form.spec.columns
    number = [column.key for column in columns].index(form.spec.number_column)
    plain = [place for place, column in enumerate(columns) if not column.merges]
    rows: list[dict[int, str]] = []
    for page in pages:
        for low, high in bands(page, form):
            texts = {c: "".join(lines_of(page.cell(c, low, high))) for c in plain}
            if CONTINUED in texts[number]:
                for place in plain:
                    if columns[place].key not in form.spec.repeating:
                        rows[-1][place] += texts[place]
            else:
                rows.append(texts)
    wanted = [
        {place: bare(row.get(columns[place].key, "")) for place in plain} for row in form.rows
    ]
    assert [{place: bare(text) for place, text in row.items()} for row in rows] == wanted
    for place, column in enumerate(columns):
        if column.merges:
            assert_sections(pages, form, place, column.key)


def bands(page: Page, form: FilledForm) -> Iterator[tuple[float, float]]:
    first = 2 if any(column.over for column in form.spec.columns) else 1
    yield from page.rows()[first:]


def assert_sections(pages: Sequence[Page], form: FilledForm, place: int, key: str) -> None:
    """On each page a section stands once for all its rows there, whole."""
    at = 0
    number = [column.key for column in form.spec.columns].index(form.spec.number_column)
    for page in pages:
        found: list[str] = []
        for low, high in bands(page, form):
            is_continued = CONTINUED in "".join(lines_of(page.cell(number, low, high)))
            at += not is_continued
            section = bare(form.rows[at - 1][key])
            if not found or found[-1] != section:
                found.append(section)
        low, high = next(bands(page, form))[0], page.horizontals[-1]
        assert "".join(lines_of(page.cell(place, low, high))) == "".join(found)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("count", [16, 60], ids=lambda count: f"{count} rows")
def test_the_xlsx_holds_every_text_and_is_verified(roles: Sequence[Role], count: int) -> None:
    form = any_notice.filled(any_notice.notice(any_notice.form(roles), count)).final()
    content = xlsx.render(form)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    has_over = any(column.over for column in form.spec.columns)
    first = 6 if has_over else 5
    rows = list(sheet.iter_rows(min_row=first, values_only=True))[: len(form.rows)]
    keys = [column.key for column in form.spec.columns]
    shown = [[str(cell or "") for cell in row[: len(keys)]] for row in rows]
    assert shown == [[row.get(key, "") for key in keys] for row in form.rows]  # sections repeat
    assert sheet.print_title_rows == f"$4:${first - 1}"
    assert sheet.page_setup.orientation == "landscape"
    assert verify(content).agrees
    heads = [cell for row in sheet.iter_rows(min_row=4, max_row=first - 1) for cell in row]
    shown_heads = {str(cell.value).replace("\n", "") for cell in heads if cell.value}
    assert {column.heading.replace("\n", "") for column in form.spec.columns} <= shown_heads


def test_an_upright_xlsx_is_upright() -> None:
    form = any_notice.filled(
        any_notice.notice(any_notice.form(any_notice.SIX, is_portrait=True), 9)
    )
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.render(form))).worksheets[0]
    assert sheet.page_setup.orientation == "portrait"


@pytest.mark.parametrize("total", [LANDSCAPE_MM, PORTRAIT_MM, 267, 180])
def test_widths_fill_the_sheet_to_a_tenth(roles: Sequence[Role], total: int) -> None:
    widths = widths_mm(any_notice.form(roles).columns, total)
    assert round(sum(widths) * 10) == total * 10
    assert min(widths) >= LEAST_WIDTH_MM


def test_declared_widths_are_kept() -> None:
    declared = (12, 33, 75, 65, 22, 18)
    form = any_notice.filled(any_notice.notice(any_notice.form(any_notice.SIX, declared)))
    assert tuple(column.width_mm for column in form.spec.columns) == declared


ODD = {
    "task alone": (Role.TASK,),
    "all that grow": (Role.SECTION, Role.TASK, Role.GOALS, Role.MEASURES),
    "no number": (Role.SECTION, Role.TASK, Role.GOALS, Role.OFFICE, Role.PERSON),
    "no goals": (Role.NUMBER, Role.TASK, Role.UNITS, Role.LEADER),
    "eleven free": (Role.TASK, *(Role.FREE,) * 11),
    "headings over the ends": (Role.LEAD_UNITS, Role.SUPPORT_UNITS, Role.TASK, Role.GOALS),
}


@pytest.mark.parametrize("is_portrait", [False, True], ids=["lying", "upright"])
@pytest.mark.parametrize("name", ODD)
def test_odd_forms_are_printed_too(name: str, is_portrait: bool) -> None:  # noqa: FBT001
    made = any_notice.notice(any_notice.form(ODD[name], is_portrait=is_portrait), 7)
    require_sound(made)
    form = any_notice.filled(made).final()
    pages = read_pdf(pdf.render(form))
    assert_widths(pages[0], form)
    assert_everything_is_printed(pages, form)
    content = xlsx.render(form)
    assert verify(content).agrees
    merged = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].merged_cells.ranges
    assert all(area.size["rows"] * area.size["columns"] > 1 for area in merged)


@pytest.mark.parametrize("length", [30, 80, 200, 600])
@pytest.mark.parametrize("key", ["task", "section"])
def test_a_long_title_or_section_loses_nothing(
    roles: Sequence[Role], key: str, length: int
) -> None:
    """Whatever does not fit its first page goes on; nothing leaves the sheet."""
    if key not in roles:
        pytest.skip("the form has no such column")
    made = any_notice.filled(any_notice.notice(any_notice.form(roles), 3), 700).final()
    distinct = "".join(chr(0x4E00 + 7 * n) for n in range(length))
    form = replace(made, rows=tuple({**row, key: distinct} for row in made.rows))
    assert not glyphs.check(form)
    pages = read_pdf(pdf.render(form))
    assert_everything_is_printed(pages, form)
    bottom = max(char["bottom"] for page in pages for char in page.chars)
    assert bottom <= (210 - form.spec.paper.even.bottom + 10) * MM  # the check code stands below
    content = xlsx.render(form)
    assert verify(content).agrees
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert max(row.height or 0 for row in sheet.row_dimensions.values()) <= 409


def assert_everything_is_printed(pages: Sequence[Page], form: FilledForm) -> None:
    """Every character of every column is there, as often as the rows have it, or oftener."""
    printed = Counter(char["text"] for page in pages for char in page.chars)
    merged = [column.key for column in form.spec.columns if column.merges]
    wanted: Counter[str] = Counter()
    before: dict[str, str] = {}
    for row in form.rows:
        for key, text in row.items():
            if key not in merged or before.get(key) != text:
                wanted.update(bare(text))
            before[key] = text
    missing = {char for char, count in wanted.items() if printed[char] < count}
    assert missing == set()
