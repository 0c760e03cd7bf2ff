"""The xlsx is opened again: same wording, text that stays text, page set-up."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from forms.form.filled import canonical
from forms.render import xlsx
from tests.helpers import prose

ODD = [
    "=cmd|' /C calc'!A0",
    "#N/A",
    "+1",
    "-1",
    "@SUM(A1)",
    "<img src=x>",
    "_x0041_",
    "00123",
    "1e5",
    "'a",
]


def open_sheet(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))["任务清单"]


def table(sheet) -> list[list[str]]:
    """The rows below the heading, continued ones joined."""
    rows: list[list[str]] = []
    for cells in sheet.iter_rows(min_row=5, max_row=sheet.max_row, max_col=6):
        values = [str(c.value or "") for c in cells]
        if values[0].startswith("校验码"):
            break
        if values[0].endswith("（续）"):
            rows[-1] = [
                *rows[-1][:2],
                *(a + b for a, b in zip(rows[-1][2:], values[2:], strict=True)),
            ]
        else:
            rows.append(values)
    return rows


def test_the_wording_is_the_form_s(form) -> None:
    sheet = open_sheet(xlsx.render(form))
    assert table(sheet) == [list(row.values()) for row in form.rows]
    assert [c.value for c in sheet[4]] == [c.heading for c in form.spec.columns]
    assert sheet["A2"].value == "2023年职业教育工作任务清单"
    assert sheet["A3"].value == "学校（签章）：阳城县示例职业高级中学"
    assert "联系人：王建国" in sheet["D3"].value
    assert "电话：0356-0000000" in sheet["D3"].value
    assert sheet["E3"].value == "2023年3月6日"
    assert sheet["A1"].value == "附件　草稿"


def test_equal_content_gives_equal_bytes_whatever_the_clock_says(form, monkeypatch) -> None:
    first = xlsx.render(form)
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(0))
    assert xlsx.render(form) == first


@pytest.mark.parametrize("text", ODD)
def test_text_stays_text(with_text, text: str) -> None:
    content = xlsx.render(with_text(0, "measures", text))
    cell = open_sheet(content)["D5"]
    assert cell.data_type in ("s", "inlineStr")
    assert unescape(str(cell.value)) == text
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f[ >/]", s) for s in sheets)


def test_twenty_thousand_characters_continue_in_following_rows(with_text) -> None:
    text = prose(20_000, 7)
    sheet = open_sheet(xlsx.render(with_text(4, "measures", text)))
    assert table(sheet)[4][3] == text
    heights = [sheet.row_dimensions[r].height for r in range(4, sheet.max_row + 1)]
    assert max(heights) <= 380
    continued = [
        r for r in range(5, sheet.max_row + 1) if str(sheet.cell(r, 1).value).endswith("（续）")
    ]
    assert continued
    assert {sheet.cell(r, 2).value for r in continued} == {"全力提升技能水平"}


def test_the_page_is_set_up_like_the_paper(form) -> None:
    sheet = open_sheet(xlsx.render(form))
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert all(merged.max_row <= 3 for merged in sheet.merged_cells.ranges)
    widths = [sheet.column_dimensions[c].width * 7 + 5 for c in "ABCDEF"]
    assert [w / sum(widths) * 225 for w in widths] == pytest.approx(
        (10, 35, 70, 70, 22, 18), abs=0.5
    )


def hidden_parts(content: bytes) -> dict[str, str]:
    """The texts of the hidden sheet by the names above them."""
    data = openpyxl.load_workbook(io.BytesIO(content))["数据"]
    assert data.sheet_state == "hidden"
    cells: dict[Any, list[Any]] = {
        column[0].value: [cell.value or "" for cell in column[1:]] for column in data.columns
    }
    assert all(len(text) <= 30_000 for texts in cells.values() for text in texts)
    return {name: "".join(texts) for name, texts in cells.items()}


def test_the_hidden_sheet_carries_the_canonical_form_alone(with_text) -> None:
    filled = with_text(0, "measures", prose(20_000, 3))
    parts = hidden_parts(xlsx.render(filled))
    assert list(parts) == ["canonical", "shown", "sums"]
    assert json.loads(parts["canonical"]) == json.loads(canonical(filled))


def test_the_hidden_sheet_of_version_1_carries_its_extract(with_text) -> None:
    filled = with_text(0, "measures", prose(20_000, 3))
    first = replace(filled, spec=replace(filled.spec, version=1), origin=None)
    extract = json.dumps({"a": "甲" * 70_000}, ensure_ascii=False)
    parts = hidden_parts(xlsx.render(first, extract))
    assert list(parts) == ["canonical", "extract", "shown"]
    assert json.loads(parts["canonical"]) == json.loads(canonical(first))
    assert json.loads(parts["extract"]) == json.loads(extract)


def test_properties_carry_no_user(form) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx.render(form))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == ["职教清单"]
    assert "lastModifiedBy" not in core
