"""What every printed page has to be, read back from the PDF itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers import MM, lines_of, read_pdf

if TYPE_CHECKING:
    from tests.helpers import Page

NEVER_FIRST = "、。，．；：！？）》」』】〕”’…—%"
TOLERANCE = 0.3 * MM
NARROW_COLUMN_CHARACTERS = 8


def assert_sound(content: bytes) -> list[Page]:
    """A4, each character inside its cell, headings on each page, no bad line starts."""
    pages = read_pdf(content)
    headings = None
    for page in pages:
        assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
        top, bottom = page.horizontals[0], page.horizontals[-1]
        left, right = page.verticals[0], page.verticals[-1]  # — n — stands beside the table
        inside = [
            c
            for c in page.chars
            if top < (c["top"] + c["bottom"]) / 2 < bottom and left < c["x1"] and c["x0"] < right
        ]
        bands = page.rows()
        for char in inside:
            middle = (char["x0"] + char["x1"]) / 2
            cells = [
                (left, right)
                for left, right in zip(page.verticals, page.verticals[1:], strict=False)
                if left <= middle <= right
            ]
            assert len(cells) == 1
            left, right = cells[0]
            assert left - TOLERANCE <= char["x0"]
            assert char["x1"] <= right + TOLERANCE
            height = (char["top"] + char["bottom"]) / 2
            assert sum(low <= height <= high for low, high in bands) == 1
        low, high = bands[0]
        columns = range(len(page.verticals) - 1)
        shown = ["".join(lines_of(page.cell(c, low, high))) for c in columns]
        headings = headings or shown
        assert shown == headings
        _assert_line_starts(page)
    return pages


def _assert_line_starts(page: Page) -> None:
    for low, high in page.rows()[1:]:
        for column in range(len(page.verticals) - 1):
            width = page.verticals[column + 1] - page.verticals[column]
            lines = lines_of(page.cell(column, low, high))
            if width / 10.5 < NARROW_COLUMN_CHARACTERS or lines == ["—"]:
                continue
            for line in lines[1:]:
                assert line[0] not in NEVER_FIRST, line
