from __future__ import annotations

import pytest

from forms.form.declaration import TEXT_SIZES
from forms.layout.paginate import LEAST_LINES, MM, paginate
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


@pytest.mark.parametrize("length", range(420, 900, 23))
def test_a_split_leaves_two_lines_on_each_side(with_text, length: int) -> None:
    filled = with_text(3, "measures", prose(length, length))
    for page in paginate(filled):
        for fragment in page.fragments:
            parts = [
                f.cells["measures"]
                for p in paginate(filled)
                for f in p.fragments
                if f.row == fragment.row
            ]
            if len([p for p in parts if p]) > 1:
                assert all(len(part) >= LEAST_LINES for part in parts if part)


def test_small_rows_move_whole(form) -> None:
    pages = paginate(form)
    third = form.spec.paper.type_height * MM / 3
    rows = [f for page in pages for f in page.fragments]
    for fragment in rows:
        pieces = [f for f in rows if f.row == fragment.row]
        assert len(pieces) == 1 or sum(f.height for f in pieces) > third


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
