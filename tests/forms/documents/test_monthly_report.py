"""Layout B read back from its PDF; another layout is another declaration, not other code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.documents.known import from_canonical
from forms.documents.monthly_report import LAYOUTS, monthly_report_form
from forms.form.declaration import SPARING, Look, PageNumber
from forms.form.filled import FilledForm, canonical
from forms.form.kept import declaration_text
from forms.form.papers import LANDSCAPE_GB, LAYOUT_B, Layout
from forms.render import pdf
from tests.forms.sound import assert_sound
from tests.helpers import MM, joined_columns, prose, read_pdf, text_of

# The variant that is bound with a 公文: 225 mm wide, GB margins (GB/T 9704-2012 §5.1, §8).
GB = Layout(
    paper=LANDSCAPE_GB,
    widths=(8, 24, 34, 46, 21, 13, 34, 28, 17),
    head_widths=(96, 53, 76),
    page_number=PageNumber.GB,
)
SEAL_TOP_SHARE = 0.45


@pytest.fixture
def report(march_form: FilledForm) -> FilledForm:
    return march_form


def with_rows(form: FilledForm, count: int, length: int) -> FilledForm:
    """The form with more rows, each with some text."""
    rows = tuple(
        {**form.rows[i % 9], "progress": prose(length, i), "reason": prose(length // 2, i + 99)}
        for i in range(count)
    )
    return replace(form, rows=rows, places=())


def place_of(page, text: str) -> tuple[float, float]:
    """The lower left corner (mm) of a text on a page."""
    shown = [c for c in page.chars if c["text"].strip()]
    at = text_of(shown).index(text)
    return shown[at]["x0"] / MM, shown[at]["bottom"] / MM


def ink_in(page, box: tuple[float, float, float, float]) -> str:
    """The characters that touch a box (left, top, right, bottom, mm)."""
    left, top, right, bottom = (edge * MM for edge in box)
    return text_of(
        [
            c
            for c in page.chars
            if c["text"].strip()
            and c["x1"] > left
            and c["x0"] < right
            and c["bottom"] > top
            and c["top"] < bottom
        ]
    )


def test_both_declarations_fill_their_type_area() -> None:
    sparing = LAYOUTS[SPARING]
    for layout, width, height in ((LAYOUT_B, 257, 170), (GB, 225, 156), (sparing, 267, 180)):
        assert (layout.paper.type_width, layout.paper.type_height) == (width, height)
        assert sum(layout.widths) == sum(layout.head_widths) == width


@pytest.mark.parametrize("layout", [LAYOUT_B, GB], ids=["layout B", "GB"])
def test_rules_stand_where_the_declaration_says(report, notice, layout: Layout) -> None:
    form = replace(report, spec=monthly_report_form(notice, 3, layout))
    left = layout.paper.odd.left
    for page in assert_sound(pdf.render(form)):
        edges = [edge / MM - left for edge in page.verticals]
        assert edges == pytest.approx(form.spec.edges_mm(), abs=0.3)


def test_the_page_number_stands_where_the_declaration_says(report, notice) -> None:
    pages = read_pdf(pdf.render(report))
    page = pages[0]
    x, y = place_of(page, f"—1／{len(pages)}—")
    assert x > 297 / 2
    assert 192 < y < 210 - 2
    assert "校验码" in ink_in(page, (20, 192, 100, 200))
    bound = replace(report, spec=monthly_report_form(notice, 3, GB))
    turned = [c for c in read_pdf(pdf.render(bound))[0].chars if c["x1"] / MM < 35]
    assert "1" in text_of(turned)


def test_the_sparing_layout_leaves_15_mm_all_round_and_the_seal_its_room(report) -> None:
    form = with_rows(report, 14, 30).in_look(Look(layout=SPARING))
    pages = assert_sound(pdf.render(form))
    for number, page in enumerate(pages, start=1):
        edges = [edge / MM - 15 for edge in page.verticals]
        assert edges == pytest.approx(form.spec.edges_mm(), abs=0.3)
        _, y = place_of(page, f"—{number}／{len(pages)}—")
        assert 195 < y < 210 - 4  # a printer's own margin
    _, name = place_of(pages[-1], "填报单位（盖章）")
    top = name - 45 * SEAL_TOP_SHARE - 1
    inside = ink_in(pages[-1], (297 - 15 - 45 + 0.2, top, 297 - 15, top + 45))
    assert inside == "填报单位（盖章）2023年月日"
    assert len(pages) <= len(read_pdf(pdf.render(with_rows(report, 14, 30))))


def test_title_and_day_stand_above_the_table(report) -> None:
    page = read_pdf(pdf.render(report))[0]
    _, title = place_of(page, "2023年3月职业教育工作任务完成情况")
    _, day = place_of(page, "（截至2023年3月24日）")
    _, head = place_of(page, "填报单位：")
    assert title < day < head < page.top / MM


def test_the_seal_square_holds_nothing_but_name_and_date(report) -> None:
    for form in (report, with_rows(report, 9, 20), with_rows(report, 14, 30)):
        page = read_pdf(pdf.render(form))[-1]
        _, name = place_of(page, "填报单位（盖章）")
        top = name - 45 * SEAL_TOP_SHARE - 1
        inside = ink_in(page, (297 - 20 - 45 + 0.2, top, 297 - 20, top + 45))
        assert inside == "填报单位（盖章）2023年月日"
        assert top > page.bottom / MM


@pytest.mark.parametrize("rows", [1, 3, 8, 9, 10, 17, 40])
@pytest.mark.parametrize("length", [10, 60, 400])
def test_the_foot_stays_with_the_last_row(report, rows: int, length: int) -> None:
    form = with_rows(report, rows, length)
    pages = assert_sound(pdf.render(form))
    feet = [number for number, page in enumerate(pages) if "本月应完成" in text_of(page.chars)]
    assert feet == [len(pages) - 1]
    last = pages[-1]
    assert len(last.rows()) > 1
    _, date = place_of(last, "填报单位（盖章）")
    assert date < 210 - 18
    shown = joined_columns(pages, 9)
    assert [row[3].replace(" ", "") for row in shown] == [
        row["progress"].replace("\n", "").replace(" ", "") for row in form.rows
    ]


def test_a_row_taller_than_pages_splits_and_the_foot_follows(report) -> None:
    text = prose(20_000, 3)
    form = replace(report, rows=(*report.rows[:8], {**report.rows[8], "progress": text}))
    pages = assert_sound(pdf.render(form))
    assert "本月应完成" in text_of(pages[-1].chars)
    shown = joined_columns(pages, 9)[-1][3]
    assert shown.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_a_long_school_name_stays_clear_of_the_title(report) -> None:
    form = replace(
        report, head={**report.head, "name": "阳城县第一职业高级中学附属示范性综合实训学校" * 4}
    )
    page = read_pdf(pdf.render(form))[0]
    _, day = place_of(page, "（截至")
    names = [c for c in page.chars if day < c["bottom"] / MM < page.top / MM - 0.2]
    assert min(c["top"] for c in names) / MM > day - 4
    assert max(c["bottom"] for c in names) < page.top


def test_the_report_is_read_back_from_its_canonical_text(report, notice) -> None:
    again = from_canonical(canonical(report.final()), notice, declaration_text(report))
    assert replace(again, places=report.places) == report.final()
    assert pdf.render(again) == pdf.render(report.final())
