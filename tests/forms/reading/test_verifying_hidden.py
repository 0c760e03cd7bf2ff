"""Form version 2: what no cell of the table shows is under the code too, and each hidden cell."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from forms.reading.verifying import Read, read, verdict_of, verify
from forms.render import xlsx
from forms.render.hidden import sums_of, sums_text
from models.errors import Refusal
from tests.helpers import prose


@pytest.fixture
def content(form) -> bytes:
    return xlsx.render(form)


def altered(content: bytes, change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# -- form version 2: what no cell of the table shows is under the code too -------------------------


def named(found: Read) -> set[str]:
    """The cells that 核对 names, in its differences or in its refusal."""
    try:
        return {difference.cell for difference in verdict_of(found).differences}
    except Refusal as refusal:
        return set(re.findall(r"数据![A-Z]+\d+", str(refusal.values.get("cells", ""))))


def with_one_altered(found: Read, sheet: str, row: int, column: int, text: str) -> Read:
    texts = {name: [list(cells) for cells in rows] for name, rows in found.texts.items()}
    texts[sheet][row][column] = text
    return replace(found, texts=texts)


@pytest.mark.parametrize("alter", [lambda t: f"{t}1", lambda _: "", lambda t: t[1:]])
def test_every_cell_visible_or_hidden_altered_alone_is_named(with_text, alter) -> None:
    """The hidden sheet of this form has several cells a part."""
    form = with_text(0, "measures", prose(15_000, 3), with_text(4, "measures", prose(15_000, 2)))
    found = read(xlsx.render(form))
    assert verdict_of(found).agrees
    cells = [
        (sheet, row, column, text)
        for sheet, rows in found.texts.items()
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]
    hidden = [cell for cell in cells if cell[0] == "数据"]
    assert (len(hidden) >= 7, len(cells) > 70) == (True, True)
    for sheet, row, column, text in cells:
        prefix = "数据!" if sheet == "数据" else ""
        address = f"{prefix}{get_column_letter(column + 1)}{row + 1}"
        assert address in named(with_one_altered(found, sheet, row, column, alter(text))), address


def with_sums(book, before: str, after: str) -> None:
    """Change the canonical form, and the checks of the hidden cells with it."""
    data = book["数据"]
    data["A2"].value = data["A2"].value.replace(before, after)
    cells = {c.coordinate: c.value for row in data["A1:B9"] for c in row if c.value}
    data["C2"].value = sums_text(sums_of(cells))


def test_a_cell_added_to_the_hidden_sheet_is_named(content: bytes) -> None:
    def change(book) -> None:
        book["数据"]["E7"].value = "x"

    assert [d.cell for d in verify(altered(content, change)).differences] == ["数据!E7"]


def test_two_hidden_cells_that_fit_each_other_do_not_fit_the_code(content: bytes) -> None:
    """Who alters the rows under the code and their sums too still has another code."""

    def change(book) -> None:
        with_sums(book, '"state":"draft"', '"state":"final"')

    assert [d.where for d in verify(altered(content, change)).differences] == ["校验码"]


def test_a_file_says_whether_it_is_final_and_whose(form) -> None:
    for state, one in (("draft", form), ("final", form.final())):
        verdict = verify(xlsx.render(one))
        assert (verdict.state, verdict.version) == (state, "1.0")
        assert (verdict.notice, verdict.school_id) == ("yangcheng_2023", form.origin.school)


def test_a_file_of_version_1_says_nothing_of_that(form) -> None:
    first = replace(form, spec=replace(form.spec, version=1), origin=None)
    verdict = verify(xlsx.render(first, "{}"))
    assert (verdict.agrees, verdict.state, verdict.school_id) == (True, "", "")


def test_a_newer_version_is_one_sentence(content: bytes) -> None:
    def change(book) -> None:
        with_sums(book, '"form_version":2', '"form_version":3')

    with pytest.raises(Refusal, match=r"verify.newer"):
        verify(altered(content, change))


@pytest.mark.parametrize(
    ("before", "after"),
    [('"form_version":2', f'"form_version":{v}') for v in ("1", "1.0", "true", "29", '"2"', "[]")],
    ids=lambda text: text,
)
def test_another_version_does_not_hide_that_the_form_was_altered(
    content: bytes, before: str, after: str
) -> None:
    def change(book) -> None:
        cell = book["数据"]["A2"]
        cell.value = cell.value.replace(before, after)

    assert "数据!A2" in named(read(altered(content, change)))


@pytest.mark.parametrize(
    ("cell", "alter"),
    [
        ("C2", lambda text: f"{text} "),
        ("C2", lambda text: text.replace(":", ": ", 1)),
        ("C2", lambda text: text.replace("{", '{"A1":"x",', 1)),
        ("C2", lambda text: text.replace("0", "1", 1)),
        ("C3", lambda _: " "),
        ("C1", lambda _: "canonical"),
    ],
)
def test_the_checks_check_themselves(content: bytes, cell: str, alter) -> None:
    def change(book) -> None:
        book["数据"][cell].value = alter(book["数据"][cell].value)

    assert f"数据!{cell}" in named(read(altered(content, change)))


def test_names_that_a_stranger_put_among_the_checks_are_not_said(content: bytes) -> None:
    def change(book) -> None:
        data = book["数据"]
        strange = {f"请加QQ {number}": "x" for number in range(2000)}
        sums = {**{f"A{n}": "x" for n in range(3, 2000)}, **strange}
        data["A2"].value = "{"
        data["C2"].value = sums_text(sums)[:30_000]

    with pytest.raises(Refusal) as refused:
        verify(altered(content, change))
    said = str(refused.value.values["cells"])
    assert "QQ" not in said
    assert len(said) < 100


@pytest.mark.parametrize(
    ("page", "cell"), [("任务清单", "D6"), ("任务清单", "B40"), ("数据", "D2"), ("数据", "A2")]
)
def test_a_formula_is_no_text_of_ours(content: bytes, page: str, cell: str) -> None:
    """What it shows nobody reckoned here; beside it may even stand the true text."""

    def change(book) -> None:
        book[page][cell].value = '="伪造9999人"'

    address = cell if page == "任务清单" else f"数据!{cell}"
    assert address in named(read(altered(content, change)))


def test_a_format_that_shows_another_text_is_named(content: bytes) -> None:
    def change(book) -> None:
        book["任务清单"]["C7"].number_format = ';;;"另一句话"'

    assert [d.cell for d in verify(altered(content, change)).differences] == ["C7"]
