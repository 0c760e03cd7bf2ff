"""A file verifies against the canonical form it carries; every altered cell is named."""

from __future__ import annotations

import io
import random
import re
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment

from forms.form.check_code import code_of
from forms.form.filled import canonical
from forms.reading.verdict import Difference, Remark
from forms.reading.verifying import verify
from forms.render import xlsx
from models.errors import Refusal
from tests.helpers import prose

TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


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


def rewritten(content: bytes, old: bytes, new: bytes) -> bytes:
    """The package with bytes of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, given.read(name).replace(old, new))
    return out.getvalue()


def test_an_escaped_carriage_return_shows_nothing_and_is_no_change(with_text) -> None:
    content = xlsx.render(with_text(4, "person", "甲\n乙"))
    again = rewritten(content, "甲\n乙".encode(), "甲_x000D_\n乙".encode())
    assert again != content
    assert verify(again).agrees
    assert not verify(rewritten(content, "甲\n乙".encode(), "甲_x000D_\n丙".encode())).agrees


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
        (lambda _: b"%PDF-1.4\n%%EOF", "verify.pdf"),  # its code is typed instead
        (lambda _: b"\xd0\xcf\x11\xe0" * 500, "verify.not_xlsx"),
        (lambda _: b"0" * (11 * 2**20), "verify.too_large"),
        (lambda _: bomb(), "verify.too_large"),
        (lambda _: with_doctype(), "verify.not_xlsx"),
        (with_macro, "verify.macros"),
        (lambda c: rewritten(c, TRANSITIONAL, STRICT), "verify.strict"),
    ],
    ids=[
        "hidden gone",
        "hidden damaged",
        "cut",
        "empty",
        "PDF",
        "old format",
        "large",
        "bomb",
        "dtd",
        "macro",
        "strict",
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
