"""Tables as offices draw them: rows across, columns left to the schools, a caption above."""

from __future__ import annotations

from models.notice_text.made import notice_of
from models.notice_text.reading import read
from models.notices.columns import Role

TEXT = """沁源县教育局关于做好2025年职业教育重点工作的通知
沁教职〔2025〕7号
县职业技术学校：
各校要对照附件逐项细化举措，明确责任领导和责任科室，于2025年3月20日前将本校重点任务清单报送县教育局。
联系人：郭晓燕　　联系电话：0355-7833333
沁源县2025年职业教育重点任务分解表
序号\t工作任务\t年度目标\t完成时限\t牵头单位\t配合单位\t责任领导\t工作举措\t备注
一、改善办学条件\t\t\t\t\t\t\t\t
1\t建设智慧教室\t智慧教室不少于6间\t2025年10月底前\t职成股\t县发改局\t\t\t
2\t新建实训楼\t3200平方米\t2025年12月底前\t职成股\t县财政局\t\t\t
二、提高质量\t\t\t\t\t\t\t\t
3\t参加技能大赛\t获奖3项\t2025年6月底前\t教研室\t各校\t\t\t
注：责任领导由各校填写。\t\t\t\t\t\t\t\t
"""


def test_rows_across_the_table_are_the_groups_of_what_follows() -> None:
    found = read(TEXT)
    assert [(task.number, task.section) for task in found.tasks] == [
        ("1", ("一、改善办学条件",)),
        ("2", ("一、改善办学条件",)),
        ("3", ("二、提高质量",)),
    ]
    assert found.columns[0] == "类别"
    notice = notice_of(found)
    assert notice.attachment.columns[0].role is Role.SECTION


def test_a_group_within_a_group_is_named_with_it() -> None:
    text = TEXT.replace("工作任务", "任务名称").replace("序号\t", "序号\t类别\t", 1)
    rows = [
        line.replace("\t", "\t实训条件\t", 1) if line[:1].isdecimal() else line
        for line in text.splitlines()
    ]
    found = read("\n".join(rows))
    assert found.tasks[0].section == ("一、改善办学条件：实训条件",)
    assert found.columns[0] == "序号"


def test_a_column_that_the_notice_leaves_empty_is_the_school_s() -> None:
    columns = notice_of(read(TEXT)).attachment.columns
    of = {column.heading: column for column in columns}
    assert of["责任领导"].role is Role.FREE
    assert not of["责任领导"].is_locked
    assert [of[name].is_locked for name in ("年度目标", "完成时限", "牵头单位", "配合单位")] == [
        True
    ] * 4


def test_the_caption_above_the_table_is_its_name() -> None:
    """附件 in the middle of a sentence names nothing."""
    found = read(TEXT)
    assert found.attachment_title is not None
    assert found.attachment_title.text == "沁源县2025年职业教育重点任务分解表"


def test_a_person_ends_where_the_telephone_begins() -> None:
    found = read(TEXT)
    assert found.person is not None
    assert found.person.text == "郭晓燕"
    assert found.phone is not None
    assert found.phone.text == "0355-7833333"
