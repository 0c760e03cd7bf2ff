"""Plain tables as a workbook: texts stay texts, numbers numbers, a row is as high as its text."""

from __future__ import annotations

import io

import openpyxl

from forms.render.tables_xlsx import PlainTable, render

TABLE = PlainTable(
    "完成情况",
    "某县　完成情况",
    ("学校", "应完成", "说明"),
    (("甲校", 8, "=1+1"), ("阳城县第二职业中学" * 2, 0, None), ("丙校", 3, "一" * 40)),
    (20, 8, 20),
    note="截至2023年5月31日",
)


def test_what_is_written_reads_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render([TABLE], "汇总")))
    sheet = book["完成情况"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[:3] == [
        ["某县　完成情况", None, None],
        ["截至2023年5月31日", None, None],
        ["学校", "应完成", "说明"],
    ]
    assert rows[3:] == [
        ["甲校", 8, "=1+1"],
        ["阳城县第二职业中学" * 2, 0, None],
        ["丙校", 3, "一" * 40],
    ]
    assert sheet["C4"].data_type == "s"  # no formula
    assert (sheet["B4"].data_type, sheet["B5"].value) == ("n", 0)


def test_a_row_is_as_high_as_its_text_and_headings_stay_in_sight() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render([TABLE], "汇总"))).active
    assert sheet is not None
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [15, 30, 75]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$3:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_equal_tables_are_equal_bytes_and_a_table_without_rows_is_one() -> None:
    assert render([TABLE], "汇总") == render([TABLE], "汇总")
    empty = PlainTable("空", "空表", ("学校",), (), (10,))
    sheet = openpyxl.load_workbook(io.BytesIO(render([empty], "汇总")))["空"]
    assert [cell.value for cell in sheet[2]] == ["学校"]  # no note: the headings follow the title
