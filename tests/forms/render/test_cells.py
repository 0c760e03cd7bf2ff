"""Cells for other programs come back as they stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms.reading import html_tables
from forms.render.cells import as_html, as_text

TEXTS = st.text(st.sampled_from("甲乙<>&\"' \n月3：-="), max_size=8).map(
    lambda text: "\n".join(line.strip() for line in text.split("\n")).strip("\n")
)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_table_is_read_back_as_it_was(rows: list[list[str]]) -> None:
    page = html_tables.read_page(as_html(rows))
    found = [row for table in page.tables for row in table.texts()]
    shown = [[" ".join(part.split(" ")) for part in row] for row in rows]
    while shown and not any(shown[-1]):
        shown.pop()
    width = max((at + 1 for row in shown for at, text in enumerate(row) if text), default=0)
    blanks = [[_one_blank(text) for text in row[:width]] for row in shown]
    assert found == blanks
    assert page.around == ""


def _one_blank(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def test_text_that_looks_like_a_date_is_marked_as_text() -> None:
    assert "mso-number-format:'\\@'" in as_html([["3-1"]])
    assert as_text([["甲\n乙", "丙"]]) == '"甲\n乙"\t丙'


def test_a_lone_empty_cell_is_an_empty_text() -> None:
    assert as_text([[""]]) == ""
    assert as_text([["", ""]]) == "\t"
