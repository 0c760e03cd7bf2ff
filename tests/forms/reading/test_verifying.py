"""A file verifies against the canonical form it carries; every altered cell is named."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from forms.form.check_code import code_of
from forms.form.filled import canonical
from forms.reading.verdict import Difference, Remark
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


def test_a_file_of_ours_agrees(content: bytes, form) -> None:
    verdict = verify(content)
    assert verdict.agrees
    assert verdict.code == code_of(canonical(form))


def test_it_agrees_after_another_program_saved_it(content: bytes) -> None:
    assert verify(altered(content, lambda book: None)).agrees


def test_long_and_odd_texts_agree(with_text) -> None:
    form = with_text(4, "measures", prose(20_000, 2))
    form = with_text(0, "goals", "=1+1 _x0041_ #N/A\n<b>", form)
    assert verify(xlsx.render(form)).agrees


def test_every_altered_cell_is_named(content: bytes) -> None:
    rng = random.Random(1)  # noqa: S311  (seeded on purpose)
    for _ in range(60):
        cell = f"{rng.choice('ABCDEF')}{rng.randrange(5, 14)}"

        def change(book, cell: str = cell) -> None:
            book["任务清单"][cell].value = f"{book['任务清单'][cell].value or ''}改"

        verdict = verify(altered(content, change))
        assert not verdict.agrees
        assert [d.cell for d in verdict.differences] == [cell]


@pytest.mark.parametrize(
    ("cell", "where"),
    [
        ("A2", "标题或栏目名"),
        ("A3", "表头“学校（签章）”"),
        ("D3", "表头“联系人、电话”"),
        ("E3", "表头“日期”"),
        ("C4", "标题或栏目名"),
        ("C7", "第3项“时间节点及工作目标”"),
        ("F20", "后加的内容"),
    ],
)
def test_the_place_of_an_alteration_is_told(content: bytes, cell: str, where: str) -> None:
    def change(book) -> None:
        book["任务清单"][cell].value = f"{book['任务清单'][cell].value or ''}1"

    assert verify(altered(content, change)).differences == (Difference(cell, where),)


def test_an_altered_code_does_not_agree(content: bytes) -> None:
    def change(book) -> None:
        sheet = book["任务清单"]
        sheet.cell(sheet.max_row, 1).value = "校验码 0000-0000-0000-0"

    verdict = verify(altered(content, change))
    assert [d.where for d in verdict.differences] == ["校验码"]


def test_a_removed_row_is_noticed(content: bytes) -> None:
    assert not verify(altered(content, lambda book: book["任务清单"].delete_rows(9))).agrees


def remove_data(book) -> None:
    del book["数据"]


def damage_data(book) -> None:
    book["数据"]["A2"].value = "{"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200 * 2**20)
    return out.getvalue()


def with_doctype() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
        )
    return out.getvalue()


def with_macro(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda c: altered(c, remove_data), "verify.not_ours"),
        (lambda c: altered(c, damage_data), "verify.hidden_damaged"),
        (lambda c: c[: len(c) // 2], "verify.not_xlsx"),
        (lambda _: b"", "verify.not_xlsx"),
        (lambda _: b"\xd0\xcf\x11\xe0" * 500, "verify.not_xlsx"),
        (lambda _: b"0" * (11 * 2**20), "verify.too_large"),
        (lambda _: bomb(), "verify.too_large"),
        (lambda _: with_doctype(), "verify.not_xlsx"),
        (with_macro, "verify.macros"),
    ],
    ids=[
        "hidden gone",
        "hidden damaged",
        "cut",
        "empty",
        "old format",
        "large",
        "bomb",
        "dtd",
        "macro",
    ],
)
def test_what_cannot_be_verified_is_refused(content: bytes, make, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        verify(make(content))
    assert refused.value.code == code


def add_copy(book) -> None:
    copied = book.copy_worksheet(book["任务清单"])
    book["任务清单"].sheet_state = "hidden"
    copied["D9"].value = "改过"


def show_data(book) -> None:
    book["数据"].sheet_state = "visible"


def add_sheet(book) -> None:
    book.create_sheet("补充")


def test_what_lies_open_is_compared_not_what_is_hidden_behind_it(content: bytes) -> None:
    assert "D9" in [d.cell for d in verify(altered(content, add_copy)).differences]


@pytest.mark.parametrize("change", [add_sheet, show_data])
def test_no_other_sheet_lies_open(content: bytes, change) -> None:
    with pytest.raises(Refusal, match=r"verify.other_sheets"):
        verify(altered(content, change))


def test_text_far_to_the_right_is_seen(content: bytes) -> None:
    def change(book) -> None:
        book["任务清单"]["BZ5"].value = "加"

    assert [d.cell for d in verify(altered(content, change)).differences] == ["BZ5"]


def test_hidden_data_nested_too_deeply_is_refused(content: bytes) -> None:
    def change(book) -> None:
        book["数据"]["A2"].value = "[" * 30_000

    with pytest.raises(Refusal, match=r"verify.hidden_damaged"):
        verify(altered(content, change))


def test_a_damaged_packing_is_refused(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo("xl/workbook.xml")
    start = part.header_offset + 30 + len(part.filename)
    broken = content[:start] + b"\xff" * 40 + content[start + 40 :]
    with pytest.raises(Refusal, match=r"verify.not_xlsx"):
        verify(broken)


def hide_row(book) -> None:
    book["任务清单"].row_dimensions[7].hidden = True


def hide_column(book) -> None:
    book["任务清单"].column_dimensions["C"].hidden = True


def comment(book) -> None:
    book["任务清单"]["C7"].comment = Comment("另有说明", "x")


def write_above(book) -> None:
    book["任务清单"].oddHeader.left.text = "&B仅供参考"


@pytest.mark.parametrize(
    ("change", "code", "what"),
    [
        (hide_row, "verify.hidden_rows", "7"),
        (hide_column, "verify.hidden_columns", "C"),
        (comment, "verify.comments", "另有说明"),
        (write_above, "verify.margins", "仅供参考"),
    ],
)
def test_what_the_cells_do_not_show_is_remarked(
    content: bytes, change, code: str, what: str
) -> None:
    verdict = verify(altered(content, change))
    assert verdict.agrees
    assert verdict.remarks == (Remark(code, what),)


def test_a_row_of_no_height_is_hidden(content: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = re.sub(rb'(<row r="7"[^>]* ht=)"[^"]*"', rb'\1"0"', old.read(name))
            new.writestr(name, part)
    assert verify(out.getvalue()).remarks == (Remark("verify.hidden_rows", "7"),)


def test_words_in_a_box_are_remarked(content: bytes) -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<a:t>以此为准</a:t></xdr:wsDr>"
    )
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/drawings/drawing1.xml", drawing)
    assert verify(out.getvalue()).remarks == (Remark("verify.drawn", "以此为准"),)


def test_a_row_that_no_cell_shows_any_more_is_named(content: bytes) -> None:
    """Also one of very many: comparing takes one pass."""

    def shorten(book) -> None:
        hidden = book["数据"]
        for row in hidden.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace('"to":', '"to":0,"was":')

    assert any(d.cell == "—" for d in verify(altered(content, shorten)).differences)


def test_what_a_printer_left_in_the_file_is_no_fault(content: bytes) -> None:
    """Excel keeps the settings of the printer: bytes with zeros, which are no XML."""
    settings = "Microsoft Print to PDF".encode("utf-16-le") + bytes(200)
    again = io.BytesIO()
    again.write(content)
    with zipfile.ZipFile(again, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", settings)
    assert verify(again.getvalue()).agrees


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
