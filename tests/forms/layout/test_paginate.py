from __future__ import annotations

import pytest

from forms.form.declaration import TEXT_SIZES
from forms.layout.paginate import LEAST_LINES, MM, Fragment, paginate
from tests.helpers import prose


def joined(pages, row: int, column: str) -> str:
    parts = [
        "".join(line.text for line in fragment.cells.get(column, ()))
        for page in pages
        for fragment in page.fragments
        if fragment.row == row
    ]
    return "".join(parts)


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_no_page_is_fuller_than_its_type_area(form, size: str) -> None:
    for page in paginate(form.at_size(size)):
        used = page.table_top + page.heading_height + sum(f.height for f in page.fragments)
        assert used <= form.spec.paper.type_height * MM + 0.01


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("length", [600, 5_000, 20_000])
def test_a_row_taller_than_a_page_continues_with_every_character(
    with_text, length: int, seed: int
) -> None:
    text = prose(length, seed)
    filled = with_text(seed, "measures", text)
    pages = paginate(filled)
    assert joined(pages, seed, "measures") == text
    for row, contents in enumerate(filled.rows):
        assert joined(pages, row, "goals") == contents["goals"]


@pytest.mark.parametrize("length", range(420, 1500, 37))
def test_a_split_leaves_three_lines_on_each_side(with_text, length: int) -> None:
    filled = with_text(3, "measures", prose(length, length))
    for fragment in split_fragments(paginate(filled)):
        assert longest(fragment) >= LEAST_LINES
        assert all(len(lines) >= LEAST_LINES or not lines for lines in split_cells(fragment))


def split_fragments(pages) -> list[Fragment]:
    rows = [f for page in pages for f in page.fragments]
    return [f for f in rows if sum(other.row == f.row for other in rows) > 1]


def split_cells(fragment: Fragment) -> list:
    """The cells that a row was cut for: goals and measures."""
    return [fragment.cells["goals"], fragment.cells["measures"]] if fragment.continues else []


def longest(fragment: Fragment) -> int:
    return max(len(lines) for lines in fragment.cells.values())


@pytest.mark.parametrize("seed", range(12))
def test_a_row_breaks_behind_a_month_where_one_ends_near(with_text, seed: int) -> None:
    months = "\n".join(
        f"{m}月：{prose(60, seed * 12 + m).replace(chr(10), '')}；" for m in range(1, 13)
    )
    pages = paginate(with_text(2, "goals", months))
    parts = [f for f in split_fragments(pages) if f.row == 2]
    for part in parts[:-1]:
        assert part.cells["goals"][-1].text.rstrip(" ").endswith(("\n", "；", "。", "！", "？"))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", TEXT_SIZES)
def test_a_row_moves_whole_unless_a_third_of_the_page_would_stay_empty(
    with_text, seed: int, size: str
) -> None:
    filled = with_text(seed % 9, "measures", prose(200 + 90 * seed, seed)).at_size(size)
    pages = paginate(filled)
    height = filled.spec.paper.type_height * MM
    for page in pages[:-1]:
        used = page.table_top + page.heading_height + sum(f.height for f in page.fragments)
        assert height - used < height / 3 + LEAST_LINES * filled.text_size.pitch + 0.01


def test_a_continued_row_repeats_number_and_task(with_text) -> None:
    pages = paginate(with_text(0, "goals", prose(5_000, 1)))
    continued = [f for p in pages for f in p.fragments if f.continues and f.row == 0]
    assert continued
    for fragment in continued:
        assert [line.text for line in fragment.cells["number"]] == ["1", "（续）"]
        assert "".join(line.text for line in fragment.cells["task"]) == "落实立德树人根本任务"


def test_smaller_text_takes_no_more_pages(form) -> None:
    counts = [len(paginate(form.at_size(size))) for size in ("五号", "小五", "六号")]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]
