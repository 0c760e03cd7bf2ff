"""Numbers that Word gives by itself stand in the text that is read, as they are shown."""

from __future__ import annotations

import io
import zipfile

import pytest

from forms.reading import docx_tables
from forms.reading.notice_source import text_of
from models.notice_text.reading import read
from tests.forms.reading.test_tables import W


def level(at: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="8">'
    + level(0, "decimalEnclosedCircleChinese", "%1")
    + level(1, "decimal", "%1.%2")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="A"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)


def docx(body: str, numbering: str = LISTS, styles: str = STYLES) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, tag, inner in (
            ("document", "document", f"<w:body>{body}</w:body>"),
            ("numbering", "numbering", numbering),
            ("styles", "styles", styles),
        ):
            archive.writestr(f"word/{name}.xml", f"<w:{tag} {W}>{inner}</w:{tag}>")
    return buffer.getvalue()


def p(text: str, number: int | None = None, at: int = 0, style: str = "") -> str:
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        own += f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_each_level_counts_and_begins_anew_below_a_higher_one() -> None:
    body = "".join(
        (
            *(p("总", 1), p("甲", 1, 1), p("乙", 1, 1), p("细", 1, 2), p("则", 1), p("丙", 1, 1)),
            *(p("圈", 2), p("点", 2, 1), p("圈", 2)),
        )
    )
    assert docx_tables.read_blocks(docx(body)) == [
        *("一、总", "（一）甲", "（二）乙", "1.细", "二、则", "（一）丙"),
        *("①圈", "①.1点", "②圈"),
    ]


def test_a_list_goes_on_under_another_id_unless_it_begins_anew() -> None:
    body = p("甲", 1) + p("中间") + p("乙", 1) + p("丙", 3) + p("丁", 3)
    assert docx_tables.read_blocks(docx(body)) == ["一、甲", "中间", "二、乙", "一、丙", "二、丁"]


def test_a_style_numbers_and_a_paragraph_may_take_it_back() -> None:
    body = p("甲", style="A") + p("乙", style="B") + p("丙", 0, style="A")
    assert docx_tables.read_blocks(docx(body)) == ["（一）甲", "（二）乙", "丙"]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 21, "二十一"),
        ("japaneseCounting", 120, "120"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("lowerLetter", 3, "c"),
        ("upperLetter", 3, "C"),
        ("bullet", 3, ""),
        ("a form of the future", 3, "3"),
    ],
)
def test_numbers_are_formed_as_word_shows_them(form: str, number: int, shown: str) -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, form, "%1", number)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert docx_tables.read_blocks(docx(p("甲", 1), lists)) == [f"{shown}甲"]


@pytest.mark.parametrize(
    "numbering",
    [
        "",
        '<w:num w:numId="1"/>',
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>',
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="99"/></w:abstractNum>',
        (
            '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="x"><w:start w:val="1e9"/></w:lvl>'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
        ),
    ],
)
def test_rubbish_numbers_nothing(numbering: str) -> None:
    assert docx_tables.read_blocks(docx(p("甲", 1), numbering)) == ["甲"]


def test_a_style_that_rests_on_itself_ends() -> None:
    styles = '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    assert docx_tables.read_blocks(docx(p("甲", style="A"), styles=styles)) == ["甲"]


def test_the_tasks_of_a_notice_that_word_numbers_are_found() -> None:
    body = "".join(
        (
            *(p("关于做好2024年职业教育工作的通知"), p("重点任务", 1)),
            *(p("加强师资。培训教师30人。", 1, 1), p("扩大招生。招生600人以上。", 1, 1)),
        )
    )
    found = read(text_of("x.docx", docx(body)))
    assert [(t.number, t.title.text) for t in found.tasks] == [
        *(("（一）", "加强师资"), ("（二）", "扩大招生")),
    ]
