"""The text of a notice is the same whatever file it came in; what has none says so."""

from __future__ import annotations

import pytest

from forms.reading.notice_kinds import ENDINGS, require_readable
from forms.reading.notice_source import _BY_ENDING, text_of
from models.errors import Refusal
from models.notice_text.reading import read
from tests import notice_files
from tests.helpers import there
from tests.models.notice_text.test_seeds import SEEDS
from tests.models.notice_text.test_seeds import text_of as seed


def tasks(raw: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found = read(raw).tasks
    return [(t.number, t.title.text, tuple(unit.name for unit in t.units)) for t in found]


def figures(raw: str) -> list[tuple[str, str]]:
    return [(f.value, f.unit) for task in read(raw).tasks for f in task.figures]


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("ending", [".txt", ".docx", ".html"])
def test_a_file_says_what_the_text_says(name: str, ending: str) -> None:
    text = text_of(f"x{ending}", notice_files.WRITERS[ending](seed(name)))
    assert tasks(text) == tasks(seed(name))
    assert figures(text) == figures(seed(name))


@pytest.mark.parametrize("name", SEEDS[1:])
def test_a_pdf_says_what_the_text_says(name: str) -> None:
    """Lines cut at the margin, a number under each page."""
    text = text_of("x.pdf", notice_files.pdf(seed(name)))
    assert tasks(text) == tasks(seed(name))
    assert figures(text) == figures(seed(name))


def test_a_pdf_whose_table_has_no_cells_still_gives_the_tasks_of_its_paragraphs() -> None:
    """A PDF draws a table and has no cells: the headings of the text stand for its wording."""
    found = read(text_of("x.pdf", notice_files.pdf(seed(SEEDS[0]))))
    wanted = [there(task.heading).text for task in read(seed(SEEDS[0])).tasks]
    assert [task.title.text for task in found.tasks] == wanted
    assert (there(found.list_due).day, there(found.report).day) == ("2023-03-08", 25)


def test_a_workbook_gives_its_rows() -> None:
    text = "序号\t工作任务\t责任单位\n1\t加强师资\t人事科\n2\t扩大招生\t招生办"
    assert tasks(text_of("x.xlsx", notice_files.xlsx(text))) == tasks(text)
    assert [title for _, title, _ in tasks(text)] == ["加强师资", "扩大招生"]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_plain_text_may_be_in_any_code_of_this_country(code: str) -> None:
    assert text_of("通知.TXT", seed(SEEDS[0]).encode(code)) == seed(SEEDS[0])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.doc", b"\xd0\xcf\x11\xe0", "notice_text.old_format"),
        ("x.WPS", b"\xd0\xcf\x11\xe0", "notice_text.old_format"),
        ("x.png", b"\x89PNG", "notice_text.kind"),
        ("x", b"", "notice_text.kind"),
        ("x.txt", b"\n \n", "notice_text.no_text"),
        ("x.txt", b"\xff\xff\xff\x80", "table.not_text"),
        ("x.pdf", notice_files.scan(), "notice_text.no_text"),
        ("x.pdf", b"%PDF-1.7 rubbish", "notice_text.no_pdf"),
    ],
)
def test_what_has_no_text_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        text_of(name, content)
    assert refused.value.code == code


def test_the_ending_is_looked_at_in_any_letters() -> None:
    assert require_readable("通知.v2.DOCX") == ".docx"


def test_a_table_of_a_saved_page_stands_where_it_stood() -> None:
    page = (
        "<p>一、任务</p><table><tr><td>序号</td><td>任务</td></tr></table>"
        "<p>二、要求</p><table><tr><td>甲</td></tr></table>联系人：王芳"
    )
    text = text_of("x.html", page.encode())
    assert text.split("\n") == ["一、任务", "序号\t任务", "二、要求", "甲", "联系人：王芳"]


def test_every_kind_that_is_taken_has_its_reader() -> None:
    assert tuple(_BY_ENDING) == ENDINGS
