"""What is said of a printed sheet was seen on its pages; each of it can be missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.form.declaration import SPARING, Look
from forms.reading.printed import Printed, look_at
from forms.render import pdf
from tests import any_notice

GOOD = Printed(is_whole=True, has_headings=True, seal_is_free=True)


def with_cell(form, row: int, key: str, text: str):
    rows = list(form.rows)
    rows[row] = {**rows[row], key: text}
    return replace(form, rows=tuple(rows))


@pytest.mark.parametrize("look", [Look(), Look("六号", SPARING)], ids=["own", "sparing"])
def test_the_list_as_it_is_printed(form, look: Look) -> None:
    sheet = form.in_look(look)
    assert look_at(pdf.render(sheet), sheet) == GOOD


def test_a_report_has_its_room_at_its_end(march_form) -> None:
    assert look_at(pdf.render(march_form), march_form) == GOOD


@pytest.mark.parametrize("count", any_notice.COLUMNS)
def test_a_form_of_any_county(count: str) -> None:
    roles = any_notice.COLUMNS[count]
    sheet = any_notice.filled(any_notice.notice(any_notice.form(roles), 20))
    assert look_at(pdf.render(sheet), sheet) == GOOD


def test_a_character_that_is_not_there(form) -> None:
    content = pdf.render(form)
    more = with_cell(form, 3, "measures", form.rows[3]["measures"] + "龘")
    assert not look_at(content, more).is_whole
    fewer = replace(form, rows=form.rows[:-1])
    assert look_at(content, fewer).is_whole
    assert not look_at(pdf.render(fewer), form).is_whole


def test_a_head_field_that_is_not_there(form) -> None:
    other = replace(form, head={**form.head, "contact": "龘"})  # digits may stand anywhere
    assert not look_at(pdf.render(form), other).is_whole


def test_a_page_without_its_headings(form) -> None:
    columns = (replace(form.spec.columns[0], heading="编码"), *form.spec.columns[1:])
    other = replace(form, spec=replace(form.spec, columns=columns))
    seen = look_at(pdf.render(form), other)
    assert (seen.is_whole, seen.has_headings) == (True, False)


def test_something_stands_where_the_seal_goes(form) -> None:
    """As if the square stood where the title is."""
    left, top, side = form.spec.opening.seal_square_mm
    for square in ((left + 60, top, side), (left, top + 30, side)):
        opening = replace(form.spec.opening, seal_square_mm=square)
        other = replace(form, spec=replace(form.spec, opening=opening))
        assert look_at(pdf.render(form), other).seal_is_free is False


def test_something_stands_beside_the_date(march_form) -> None:
    foot = replace(march_form.spec.foot, seal_mm=90.0)
    other = replace(march_form, spec=replace(march_form.spec, foot=foot))
    assert look_at(pdf.render(march_form), other).seal_is_free is False


def test_a_form_without_a_place_for_it(form) -> None:
    opening = replace(form.spec.opening, seal_square_mm=None)
    bare = replace(form, spec=replace(form.spec, opening=opening))
    assert look_at(pdf.render(bare), bare).seal_is_free is None
