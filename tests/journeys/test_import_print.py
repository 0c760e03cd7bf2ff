"""A county's own table goes in as its file and comes out of the printer cell by cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.documents.task_list import fill_task_list
from forms.reading.notice_source import text_of
from forms.render import pdf
from models.notice_text.made import notice_of
from models.notice_text.reading import read
from models.notices.sound import LANDSCAPE_MM
from models.school.people import School
from models.task_list.contents import TaskList
from tests import any_notice, notice_files
from tests.forms.documents.test_any_form import assert_rows, assert_widths, bare
from tests.helpers import lines_of, read_pdf, there

HEAD = "某县教育局关于下达2024年重点工作任务的通知\n某教字〔2024〕12号\n各学校：\n"
# Of three counties' shape: one with leaders, one with two columns of units, one with a last day.
TABLES = {
    "leaders": """序号\t目标与任务\t分管县领导\t牵头责任单位\t责任单位
1\t新增公办幼儿园学位600个\t李明\t县教育局\t县发改委、县财政局
2\t改善职业学校办学条件，新建实训楼1栋\t李明\t县教育局\t县住建局
3\t实施“双减”巩固行动\t王芳\t县教育局\t各乡镇人民政府、县市场监管局""",
    "two units": """序号\t类别\t重点工作任务\t主要责任单位\t协同配合单位\t备注
1\t党的建设\t加强中小学校党组织建设\t组织股\t各学校\t长期
2\t党的建设\t开展师德专题教育，培训教师不少于500人次\t人事股\t教研室\t
3\t质量提升\t职业教育本科上线率达到60%\t职成股\t县职教中心\t力争
4\t质量提升\t建设市级以上品牌专业2个\t职成股\t县职教中心、县人社局\t""",
    "last days": """序号\t工作任务\t年度目标\t责任单位\t完成时限\t完成情况
一\t校园安全\t全年无责任事故\t安全股\t全年\t
二\t校企合作\t与企业签订协议3份\t职成股、县职教中心\t2024年6月底\t
三\t技能大赛\t省赛获奖5项以上\t职成股\t2024年10月底\t
四\t招生工作\t招生650人\t招生办\t2024年9月15日\t
五\t社会培训\t培训1200人次\t县职教中心\t2024年12月底\t""",
}


@pytest.fixture(params=TABLES)
def source(request: pytest.FixtureRequest) -> list[list[str]]:
    return [line.split("\t") for line in TABLES[request.param].split("\n")]


@pytest.mark.parametrize("ending", [".docx", ".html", ".txt"])
def test_every_cell_of_the_source_stands_in_its_cell_on_paper(
    source: list[list[str]], ending: str
) -> None:
    headings, *rows = source
    table = "\n".join("\t".join(row) for row in source)
    text = HEAD + table + "\n"
    found = read(text_of(f"x{ending}", notice_files.WRITERS[ending](text)))
    assert list(found.columns) == headings
    notice = notice_of(replace(found, year=2024))
    form = fill_task_list(
        TaskList(2024, None, ()), School("某县职教中心"), notice, lambda _indicator: None
    )
    columns = form.spec.columns
    assert [bare(column.heading) for column in columns] == headings
    typed = {c.key for c in notice.attachment.columns if not c.is_locked}
    for row, wanted in zip(form.rows, rows, strict=True):
        for column, text_of_cell in zip(columns, wanted, strict=True):
            if column.key not in typed:
                assert bare(row[column.key]) == bare(text_of_cell), (column.heading, wanted)
    pages = read_pdf(pdf.render(form))
    for page in pages:
        assert_widths(page, form)
    assert_rows(pages, form)


def test_numbers_of_a_table_stand_in_one_line() -> None:
    """（十一） needs more than the usual column of numbers; the sheet stays as wide as it is."""
    rows = ("序号\t工作任务\t目标\t措施", "（十一）\t加强师资\t\t", "（十二）\t扩大招生\t\t")
    notice = notice_of(read("\n".join(("附件：任务分解表", *rows))), 2024)
    widths = [there(column.width_mm) for column in notice.attachment.columns]
    assert sum(widths) == pytest.approx(LANDSCAPE_MM)
    (page,) = read_pdf(pdf.render(any_notice.filled(notice, 20)))
    left, right = page.verticals[:2]
    column = [char for char in page.chars if left < char["x0"] < right]
    assert {"（十一）", "（十二）"} <= set(lines_of(column))
