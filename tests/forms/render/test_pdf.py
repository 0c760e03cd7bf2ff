"""The printed page is read back: text, fonts, places, rules, margins."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise

import pdfplumber
import pytest

from forms.documents.task_list import blank_task_list
from forms.form.check_code import code_of
from forms.form.declaration import GB_AREA, SPARING, Look
from forms.form.filled import canonical
from forms.layout.linebreak import NO_END, NO_START
from forms.render import pdf
from models.school.people import School
from tests.helpers import MM, joined_columns, lines_of, prose, read_pdf, text_of

KEYS = ("number", "task", "goals", "measures", "office", "person")
OURS = {"NotoSerifSC-Standard", "NotoSansSC-Standard", "NotoSerifSC-Rare"}
EDGES = (0, 10, 45, 115, 185, 207, 225)
MARGINS = {1: (28, 37, 26, 35), 0: (26, 37, 28, 35)}  # odd, even: top, right, bottom, left


@pytest.fixture
def pages(form):
    return read_pdf(pdf.render(form))


def bare(text: str) -> str:
    return text.replace("\n", "")


def test_equal_content_gives_equal_bytes(form) -> None:
    assert pdf.render(form) == pdf.render(form)


def test_every_font_is_embedded_and_ours(form) -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(form))) as document:
        names = {char["fontname"] for page in document.pages for char in page.chars}
        assert {n.partition("+")[2] for n in names} <= OURS
    assert b"Helvetica" not in pdf.render(form)


def test_metadata_carries_no_names(form) -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(form))) as document:
        assert document.metadata["Title"] == "2023年职业教育工作任务清单"
        assert document.metadata["Author"] == ""
        assert "王建国" not in str(document.metadata)


def test_every_page_is_a4_landscape_with_the_rules_in_their_places(pages) -> None:
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        top, right, bottom, left = MARGINS[number % 2]
        assert (page.width / MM, page.height / MM) == pytest.approx((297, 210), abs=0.1)
        places = [(x - page.verticals[0]) / MM for x in page.verticals]
        assert places == pytest.approx(EDGES, abs=0.3)
        assert page.verticals[0] / MM == pytest.approx(left, abs=0.3)
        assert (page.width - page.verticals[-1]) / MM == pytest.approx(right, abs=0.3)
        assert page.top / MM == pytest.approx(top + (45 if number == 1 else 0), abs=0.3)
        assert page.bottom / MM <= 210 - bottom + 0.3


def test_cell_by_cell_the_text_is_the_form_s(pages, form) -> None:
    rows = joined_columns(pages, len(KEYS))
    assert len(rows) == 9
    for found, wanted in zip(rows, form.rows, strict=True):
        for column, key in enumerate(KEYS):
            assert found[column] == bare(wanted[key]), (wanted["number"], key)


def test_every_character_lies_inside_its_cell(pages) -> None:
    for page in pages:
        in_table = [c for c in page.chars if page.top < (c["top"] + c["bottom"]) / 2 < page.bottom]
        in_table = [c for c in in_table if c["x0"] > page.verticals[0] - 1]
        cells = [page.cell(column, low, high) for low, high in page.rows() for column in range(6)]
        assert sum(map(len, cells)) == len(in_table)
        for column in range(6):
            left, right = page.verticals[column], page.verticals[column + 1]
            for low, high in page.rows():
                for char in page.cell(column, low, high):
                    assert left - 0.01 <= char["x0"]
                    assert char["x1"] <= right + 0.01
                    middle = (char["top"] + char["bottom"]) / 2
                    assert low + 3 < middle < high - 3


def test_the_heading_stands_on_every_page_in_its_wording(pages, form) -> None:
    for page in pages:
        low, high = page.rows()[0]
        found = ["".join(lines_of(page.cell(column, low, high))) for column in range(6)]
        assert found == [column.heading for column in form.spec.columns]


def test_label_title_and_head_line(pages) -> None:
    lines = lines_of([c for c in pages[0].chars if c["bottom"] < pages[0].top])
    text = "".join(lines)
    for wanted in (
        "附件",
        "2023年职业教育工作任务清单",
        "学校（签章）：阳城县示例职业高级中学",
        "联系人：王建国",
        "电话：0356-0000000",
        "2023年3月6日",
    ):
        assert wanted in text


@pytest.mark.parametrize(
    "name", ["甲校", "阳城县示例职业高级中学", "阳城县" + "很长的" * 12 + "学校"]
)
def test_the_seal_square_holds_nothing_but_the_school(form, name: str) -> None:
    page = read_pdf(pdf.render(replace(form, head={**form.head, "name": name})))[0]
    left, top = page.verticals[0], 28 * MM
    inside = [
        c
        for c in page.chars
        if left + 12 * MM < c["x1"]
        and c["x0"] < left + 57 * MM
        and top < c["bottom"]
        and c["top"] < top + 45 * MM
    ]
    head = [c for c in inside if c["bottom"] > top + 30 * MM]
    assert len(inside) == len(head)
    lines = lines_of(head)
    assert lines
    assert all(line in f"学校（签章）：{name}" for line in lines)
    label = [c for c in page.chars if c["text"] in "联系人" and c["bottom"] < page.top]
    assert min(c["x0"] for c in label) >= left + 83 * MM - 0.1


@pytest.mark.parametrize(
    ("length", "points", "lines"),
    [(9, 14, 1), (12, 12, 1), (13, 12, 2), (30, 12, 2), (34, 10.5, 2), (41, 9, 2), (60, 7.5, 3)],
)
def test_a_long_name_is_printed_smaller_then_on_two_lines_and_then_smaller_still(
    form, length: int, points: float, lines: int
) -> None:
    """四号, 小四, on two lines 小四, 五号, 小五; the longest below that, within the same room."""
    page = read_pdf(pdf.render(replace(form, head={**form.head, "name": "嵕" * length})))[0]
    name = [c for c in page.chars if c["text"] == "嵕"]
    assert len(name) == length
    assert {round(c["size"], 1) for c in name} == {points}
    assert len({round(c["top"]) for c in name}) == lines
    assert max(c["bottom"] for c in name) <= page.top


def test_a_long_title_stays_out_of_the_seal_square(form) -> None:
    spec = replace(form.spec, title="2023年" + "职业教育与继续教育" * 3 + "工作任务清单")
    page = read_pdf(pdf.render(replace(form, spec=spec)))[0]
    title = [
        c
        for c in page.chars
        if "Serif" in c["fontname"] and c["top"] < 28 * MM + 30 * MM and c["x0"] > 36 * MM
    ]
    assert min(c["x0"] for c in title if c["text"] != "—") >= page.verticals[0] + 57 * MM - 0.2


def test_the_sparing_layout_of_the_list_has_15_mm_all_round_and_fewer_pages(form) -> None:
    look = Look("五号", SPARING)
    sparing = form.in_look(look)
    paper = sparing.spec.paper
    assert (paper.type_width, paper.type_height) == (267, 180)
    assert sum(c.width_mm for c in sparing.spec.columns) == 267
    assert sum(field.width_mm for field in sparing.spec.head) == 267
    pages = read_pdf(pdf.render(sparing))
    assert len(pages) < len(read_pdf(pdf.render(form)))
    for number, page in enumerate(pages, start=1):
        edges = [edge / MM - 15 for edge in page.verticals]
        assert edges == pytest.approx(sparing.spec.edges_mm(), abs=0.3)
        shown = text_of([c for c in page.chars if c["text"].strip()])
        assert f"—{number}／{len(pages)}—" in shown


@pytest.mark.parametrize("layout", [GB_AREA, SPARING])
def test_the_mark_of_a_draft_stands_whole_in_the_margin(form, layout: str) -> None:
    marked = replace(form.in_look(Look(layout=layout)), mark="草稿")
    for number, page in enumerate(read_pdf(pdf.render(marked)), start=1):
        mark = [c for c in page.chars if c["text"] in "草稿" and c["size"] > 20]
        assert min(c["top"] for c in mark) > 2 * MM
        assert max(c["bottom"] for c in mark) < marked.spec.paper.margins(number).top * MM + 2


def test_page_numbers_stand_at_the_gb_place(pages, form) -> None:
    code = code_of(canonical(form))
    for number, page in enumerate(pages, start=1):
        top, _, bottom, left = MARGINS[number % 2]
        marks = [c for c in page.chars if c["x1"] < left * MM - 1]
        assert text_of(sorted(marks, key=lambda c: c["top"])).replace(" ", "") == (
            f"—{number}／{len(pages)}—"
        )
        assert all(not c["upright"] for c in marks)
        if number % 2:
            assert max(c["bottom"] for c in marks) == pytest.approx((210 - bottom) * MM - 14, abs=1)
        else:
            assert min(c["top"] for c in marks) == pytest.approx(top * MM + 14, abs=1)
        foot = "".join(
            lines_of([c for c in page.chars if c["top"] > (210 - bottom) * MM and c["upright"]])
        )
        assert foot.replace(" ", "") == f"校验码{code}"


def test_the_draft_mark_moves_nothing(form) -> None:
    first = replace(form, spec=replace(form.spec, version=1), origin=None)  # its code has no state
    draft, final = read_pdf(pdf.render(first)), read_pdf(pdf.render(first.final()))
    for with_mark, without in zip(draft, final, strict=True):
        left = [c for c in with_mark.chars if c["text"] not in "草稿" or c["size"] < 20]
        assert len(with_mark.chars) - len(left) == 2
        place = [(c["text"], round(c["x0"], 3), round(c["top"], 3)) for c in left]
        assert place == [(c["text"], round(c["x0"], 3), round(c["top"], 3)) for c in without.chars]
    assert "草稿" not in text_of([c for page in final for c in page.chars])


@pytest.mark.parametrize(("length", "column"), [(5_000, "goals"), (20_000, "measures")])
def test_long_cells_print_whole_and_well_broken(with_text, length: int, column: str) -> None:
    text = prose(length, length)
    pages = read_pdf(pdf.render(with_text(4, column, text)))
    place = KEYS.index(column)
    assert joined_columns(pages, 6)[4][place] == bare(text)
    ends = set(text.split("\n"))
    for page in pages:
        for low, high in page.rows()[1:]:
            lines = lines_of(page.cell(place, low, high))
            for line, following in pairwise(lines):
                if any(end.endswith(line) for end in ends):
                    continue
                assert following[0] not in NO_START
                assert line[-1] not in NO_END
                assert not (re.search(r"[\d.,]$", line) and re.match(r"[\d%]", following))


@pytest.mark.parametrize("size", ["小五", "六号"])
def test_other_text_sizes_print_whole(form, size: str) -> None:
    rows = joined_columns(read_pdf(pdf.render(form.at_size(size))), 6)
    assert [r[3] for r in rows] == [bare(r["measures"]) for r in form.rows]


def test_markup_and_formulas_are_printed_as_typed(with_text) -> None:
    text = "<b>张三</b><img src=x>&amp; =1+1 #N/A {0} %s \\n"
    rows = joined_columns(read_pdf(pdf.render(with_text(0, "measures", text))), 6)
    assert rows[0][3].replace(" ", "") == text.replace(" ", "")


def test_the_blank_form_has_the_tasks_and_room_for_the_pen(notice) -> None:
    pages = read_pdf(pdf.render(blank_task_list(School("甲校"), notice, lambda _indicator: None)))
    rows = joined_columns(pages, 6)
    assert [r[1] for r in rows] == [t.title for t in notice.tasks]
    assert all(r[2] == r[3] == r[4] == r[5] == "" for r in rows)
    heights = [high - low for page in pages for low, high in page.rows()[1:]]
    assert min(heights) >= 22 * MM - 0.5
    assert "草稿" not in text_of([c for page in pages for c in page.chars])


def test_progress_is_told_page_by_page(form) -> None:
    told: list[tuple[int, int]] = []
    pdf.render(form, lambda page, of: told.append((page, of)))
    assert told == [(n, len(told)) for n in range(1, len(told) + 1)]
