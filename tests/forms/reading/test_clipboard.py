"""What the clipboard holds is read from all that it offers, and taken for what it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.reading.clipboard import Offers, Origin, Pasted, of_text, read, read_own, write_own
from forms.reading.html_tables import SIZE_LIMIT
from models.cleaning import Flaw
from models.errors import Refusal
from tests.clipboard import Held, captured, excel, own, text_only, word_table, wps

CELL = "3月：甲\n4月：乙“丙”"
ROWS = (("2", "甲\n乙"), ("4", "丙"))


def found(held: Held) -> Pasted:
    return read(held.offers())


@pytest.mark.parametrize(
    "held",
    [
        Held(),
        Held(text=""),
        Held(text=" \r\n\u3000\r\n"),
        Held(html="<img src='a.png'>"),
        Held(html="<table><tr><td></td></tr></table>", text="\r\n"),
        Held(own=b"[]"),
        Held(own=b"not json"),
        Held(text="\u200b\ufeff\r\n\u200b"),
        Held(html="<table><tr><td>\u200b</table>"),
    ],
)
def test_what_holds_no_text_is_nothing(held: Held) -> None:
    assert found(held) == Pasted(Origin.NOTHING)
    assert found(held).is_empty


def test_a_picture_and_files_are_no_text() -> None:
    assert found(Held(has_picture=True)).origin is Origin.PICTURE
    assert found(Held(html="<img src='a.png'>", has_picture=True)).origin is Origin.PICTURE
    assert found(Held(text="/home/a.docx", files=("/home/a.docx",))).origin is Origin.FILES


def test_html_without_a_table_is_its_text() -> None:
    page = "<style>p {}</style><p>第一段</p><p>第二段<br>又一行</p>"
    assert found(Held(html=page)).text == "第一段\n第二段\n又一行"
    assert found(Held(html=page, text="第一段")).text == "第一段"


def test_a_table_among_paragraphs_is_text() -> None:
    page = "<p>前言</p><table><tr><td>甲<td>乙</table>"
    assert found(Held(html=page, text="前言\n甲\t乙")).origin is Origin.PARAGRAPHS


def test_nothing_around_a_table_is_lost_where_html_is_all_there_is() -> None:
    page = "<p>前言</p><table><tr><td>甲<td>乙</table><p>后记</p>"
    pasted = found(Held(html=page))
    assert pasted.origin is Origin.PARAGRAPHS
    assert sorted(pasted.text.split("\n")) == sorted(["前言", "后记", "甲 乙"])


def test_html_over_the_limit_is_not_looked_into_where_its_text_is_there() -> None:
    page = "<table><tr><td>甲<td>乙</table>" + " " * SIZE_LIMIT
    assert found(Held(html=page, text="甲\t乙")).origin is Origin.TABBED


def test_paragraphs_are_lines_for_cells_and_one_text_for_a_cell() -> None:
    pasted = of_text("第一条\r\n第二条\v其中\r\n")
    assert pasted.origin is Origin.PARAGRAPHS
    assert pasted.block == (("第一条",), ("第二条",), ("其中",))
    assert pasted.text == "第一条\n第二条\n其中"


@pytest.mark.parametrize(
    "text",
    [
        "1.\t组织\n2.\t开展\n10.\t评选",
        "（1）\t组织\n（2）\t开展",
        "一、\t组织\n二、\t开展",
        "•\t组织\n•\t开展",
        "①\t组织\n②\t开展",
        "\uf06c\t组织",
    ],
)
def test_a_numbered_list_is_paragraphs(text: str) -> None:
    pasted = of_text(text)
    assert pasted.origin is Origin.PARAGRAPHS
    assert "\t" not in pasted.text
    assert pasted.text.count("\n") == text.count("\n")
    assert pasted.text.endswith(text[-2:])


def test_tabs_in_every_line_may_be_cells_in_some_lines_they_are_none() -> None:
    assert of_text("甲\t乙\n丙\t丁").origin is Origin.TABBED
    assert of_text("甲\t乙\n丙").origin is Origin.PARAGRAPHS
    assert of_text("1\t2\n3\t4").origin is Origin.TABBED
    assert of_text("甲\t乙\n丙\t丁").text == "甲 乙\n丙 丁"


@pytest.mark.parametrize("held", [excel((CELL,)), text_only(excel((CELL,))), wps((CELL,))])
def test_a_cell_of_a_spreadsheet_comes_without_its_quotes(held: Held) -> None:
    assert found(held) == Pasted(Origin.LINE, ((CELL,),), CELL)


def test_quotes_of_the_text_itself_stay() -> None:
    assert of_text('"双师型"教师').text == '"双师型"教师'
    assert of_text('"双师型"').text == '"双师型"'


@pytest.mark.parametrize("held", [excel(*ROWS), wps(*ROWS), word_table(*ROWS), own(*ROWS)])
def test_cells_come_as_they_stood(held: Held) -> None:
    pasted = found(held)
    assert (pasted.origin, pasted.block) == (Origin.CELLS, ROWS)
    assert pasted.text == "2 甲\n乙\n4 丙"


def test_a_table_of_word_has_its_structure_in_html_only() -> None:
    held = word_table(*ROWS)
    assert found(text_only(held)).block != ROWS
    assert found(held).block == ROWS


@pytest.mark.parametrize("name", ["writer-table", "calc-block"])
def test_a_table_of_libreoffice_is_read_with_its_spans(name: str) -> None:
    assert found(captured(name)).block == (
        ("序号", "工作任务", "具体工作举措", "责任处室"),
        ("2", "加强“双师型”教师队伍建设", "第一条：下企业实践\n第二条：校本培训", "教务处"),
        ("4", "优化调整专业", "调研产业需求", None),
    )


def test_a_list_and_a_cell_of_libreoffice_are_texts() -> None:
    listed = found(captured("writer-list"))
    assert listed.origin is Origin.PARAGRAPHS
    assert listed.text.strip().startswith("1. 组织教师下企业实践")
    assert found(captured("calc-cell")).text == "第一条：下企业实践\n第二条：校本培训"


def test_own_cells_go_before_all_others_unless_they_are_damaged() -> None:
    held = replace(excel(("印出来的", "x")), own=write_own([["编辑的", "x"]]))
    assert found(held).block == (("编辑的", "x"),)
    for damaged in (
        b"[[1]]",
        b"[[]]",
        b'[["a"],["b","c"]]',
        b'{"a":1}',
        b"\xff",
        b'["a"]',
        b"[" * 100_000,
    ):
        assert read_own(damaged) == ()
        assert found(replace(held, own=damaged)).block == (("印出来的", "x"),)


def test_an_empty_own_cell_is_a_text_to_paste() -> None:
    assert read(Offers(own=write_own([[""]]))).block == (("",),)


def test_two_tables_alone_are_one_block() -> None:
    page = "<table><tr><td>甲<td>乙</table><table><tr><td>丙</table>"
    assert found(Held(html=page)).block == (("甲", "乙"), ("丙", None))


@pytest.mark.parametrize(
    "held",
    [
        Held(html="<td>" * 9_000_000),
        Held(html="<table><tr><td>x</table>" * 70_000),
        Held(text="a\n" * 30_000),
        Held(text="a\t" * 5000),
        Held(text=("a\t" * 200 + "\n") * 1000),
    ],
)
def test_what_no_school_has_is_refused(held: Held) -> None:
    with pytest.raises(Refusal, match="too_large"):
        found(held)


def test_what_is_rarely_meant_is_counted_and_goes_when_it_is_tidied() -> None:
    pasted = of_text("王\u3000明\n\n\n\uff12\uff10人")
    assert pasted.flaws() == {Flaw.BLANK_LINES: 1, Flaw.WIDE_NAMES: 1, Flaw.WIDE_DIGITS: 2}
    assert pasted.tidied().text == "王明\n20人"
    assert pasted.tidied().block == (("王明",), ("20人",))
    cells = found(excel(("王\u3000明", "\uff13"), ("", "x")))
    assert cells.tidied().block == (("王明", "3"), ("", "x"))
    assert cells.flaws() == {Flaw.WIDE_NAMES: 1, Flaw.WIDE_DIGITS: 1}


def test_a_tidied_cell_stays_one_cell() -> None:
    pasted = found(excel(("\uff13月\n\n\uff14月",)))
    assert pasted.tidied() == Pasted(Origin.LINE, (("3月\n4月",),), "3月\n4月")


def test_what_is_tidied_keeps_its_cells_apart() -> None:
    pasted = of_text("王\u3000明\t\uff12\uff10人\n李四\t30人")
    assert pasted.flaws() == {Flaw.WIDE_NAMES: 1, Flaw.WIDE_DIGITS: 2}
    assert pasted.tidied().block == (("王明", "20人"), ("李四", "30人"))


def test_what_cannot_be_printed_is_taken_out_and_counted() -> None:
    pasted = found(Held(text="王\u3000明\u200b\t甲\u200b\n乙\t丙"))
    assert pasted.removed == 2
    assert pasted.block == (("王\u3000明", "甲"), ("乙", "丙"))
    assert pasted.text == "王\u3000明 甲\n乙 丙"
    assert pasted.tidied().block == (("王明", "甲"), ("乙", "丙"))
    assert found(Held(text="甲")).removed == 0
