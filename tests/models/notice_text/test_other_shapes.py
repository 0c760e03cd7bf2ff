"""Eight notices of our own in other shapes, each with what is to be found and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.notice_text.reading import read
from tests.helpers import there

if TYPE_CHECKING:
    from models.notice_text.proposal import Proposal, TaskFind

Figures = list[tuple[str, str, str]]


def figures(task: TaskFind) -> Figures:
    return [(figure.value, figure.unit, figure.comparator) for figure in task.figures]


def titles(found: Proposal) -> list[tuple[str, str]]:
    return [(task.number, task.title.text) for task in found.tasks]


def units(task: TaskFind) -> list[tuple[str, str]]:
    return [(unit.name, unit.role) for unit in task.units]


QUARTERLY = """沁水县教育局
沁教职字〔2024〕7号
沁水县教育局关于下达2024年职业教育重点任务的通知
县职业中学、县卫校：
一、重点任务
1.做好招生工作。去年全县完成招生582人。今年确保完成招生650人，其中县职业中学不少于500人，县卫校150人左右。
牵头单位：职成股；配合单位：基教股、招生办。
2.加强师资建设。选派20名教师参加企业实践，每人不少于1个月。责任单位：人事股。
二、有关要求
（一）各校要于2024年3月中旬前将任务清单报职成股。
（二）每季度末月20日前将任务完成情况（纸质盖章）报送县教育局职成股，同时发至邮箱zcg@example.cn。联系人：王芳，电话：0356-7022233。
"""


def test_a_quarterly_duty_without_a_day_for_the_list() -> None:
    found = read(QUARTERLY)
    assert titles(found) == [("1", "做好招生工作"), ("2", "加强师资建设")]
    assert figures(found.tasks[0]) == [("650", "人", "="), ("500", "人", ">="), ("150", "人", "~")]
    assert [f.school for f in found.tasks[0].figures] == ["", "县职业中学", "县卫校"]
    assert units(found.tasks[0]) == [
        *(("职成股", "lead"), ("基教股", "support"), ("招生办", "support"))
    ]
    assert figures(found.tasks[1]) == [("20", "名", "="), ("1", "个月", ">=")]
    assert found.list_due is not None
    assert (found.list_due.day, found.list_due.words) == (None, "2024年3月中旬前")
    assert found.report is not None
    assert (found.report.period, found.report.day) == ("quarter", 20)
    assert found.mailbox is not None
    assert found.mailbox.text == "zcg@example.cn"
    assert found.person is not None
    assert found.person.text == "王芳"
    assert found.phone is not None
    assert found.phone.text == "0356-7022233"


LEAD_AND_SUPPORT = """高平市教育局关于印发2025年职业教育工作要点的通知
高教职发〔2025〕11号
各职业学校：
现将工作要点印发给你们，任务清单请于2025年3月5日前报送市教育局职成科，每月底前报送工作进展情况。
附件：2025年职业教育重点任务分工表
附件
2025年职业教育重点任务分工表
序号\t重点工作\t目标任务\t牵头单位\t配合单位\t完成时限
1\t扩大招生规模\t招生1200人以上\t职成科\t招考中心、各职业学校\t2025年9月底
2\t建设实训基地\t新建实训室4个，投入360.5万元\t计财科\t职成科\t2025年12月底
3\t提升教师素质\t双师型教师占比达到70%\t人事科\t\t全年
"""


def test_columns_of_leading_and_supporting_units() -> None:
    found = read(LEAD_AND_SUPPORT)
    assert found.columns == ("序号", "重点工作", "目标任务", "牵头单位", "配合单位", "完成时限")
    assert titles(found) == [*(("1", "扩大招生规模"), ("2", "建设实训基地"), ("3", "提升教师素质"))]
    assert units(found.tasks[0]) == [
        *(("职成科", "lead"), ("招考中心", "support"), ("各职业学校", "support"))
    ]
    assert figures(found.tasks[0]) == [("1200", "人", ">=")]
    assert figures(found.tasks[1]) == [("4", "个", "="), ("360.5", "万元", "=")]
    assert figures(found.tasks[2]) == [("70%", "%", ">=")]
    assert [task.due.printed for task in found.tasks if task.due] == [
        *("2025年9月底", "2025年12月底", "全年")
    ]
    assert found.list_due is not None
    assert found.list_due.day == "2025-03-05"
    assert found.report is not None
    assert (found.report.period, found.report.day, found.first_month) == ("month", "last", 3)


CIRCLES = """关于做好2024年中等职业教育工作的通知
各职业学校：
一、主要任务
（一）深化教学改革。①建设精品课程6门；②开发校本教材3部；③组织教学能力大赛2次。
（二）强化实习管理。①岗位实习覆盖率100%；②签订协议率不低于98%；③建立巡查台账。
二、工作要求
（一）加强组织领导。各校要高度重视。
（二）及时报送。任务清单3月10日前报县教育局。
"""


def test_parts_in_one_paragraph() -> None:
    found = read(CIRCLES)
    assert titles(found) == [("（一）", "深化教学改革"), ("（二）", "强化实习管理")]
    assert [[child.title.text for child in task.children] for task in found.tasks] == [
        ["建设精品课程6门", "开发校本教材3部", "组织教学能力大赛2次"],
        ["岗位实习覆盖率100%", "签订协议率不低于98%", "建立巡查台账"],
    ]
    assert [figures(child) for child in found.tasks[0].children] == [
        *([("6", "门", "=")], [("3", "部", "=")], [("2", "次", "=")])
    ]
    assert [figures(child) for child in found.tasks[1].children] == [
        *([("100%", "%", "=")], [("98%", "%", ">=")], [])
    ]
    assert found.year == 2024
    assert found.list_due is not None
    assert found.list_due.day == "2024-03-10"
    assert found.report is None


NO_DAYS = """泽州县职业教育提质培优行动计划
（2024—2026年）
一、总体要求
以提高质量为核心。到2026年，全县职业学校办学条件全部达标。
二、重点任务
1.改善办学条件。投入资金2,500万元，新建校舍12000平方米。（责任部门：县发改局、县财政局（国资中心）、县教育局）
2.打造优质专业。建成省级优质专业2个左右。（责任部门：县教育局）
三、保障措施
1.加强领导。成立领导小组。
2.落实经费。
"""


def test_a_plan_that_names_no_day_and_a_bracket_inside_a_bracket() -> None:
    found = read(NO_DAYS)
    assert titles(found) == [("1", "改善办学条件"), ("2", "打造优质专业")]
    assert units(found.tasks[0]) == [
        *(("县发改局", ""), ("县财政局（国资中心）", ""), ("县教育局", ""))
    ]
    assert figures(found.tasks[0]) == [("2,500", "万元", "="), ("12000", "平方米", "=")]
    assert figures(found.tasks[1]) == [("2", "个", "~")]
    assert (found.list_due, found.report, found.mailbox, found.place) == (None, None, None, None)


TWO_ROWS = """陵川县教育局关于做好2024年职业教育目标管理的通知
附件1：2024年目标任务分解表
附件1
2024年目标任务分解表
序号\t任务名称\t责任分工\t责任分工\t目标任务\t备注
序号\t任务名称\t牵头单位\t配合单位\t目标任务\t备注
1\t招生就业\t就业办\t教务处\t招生400人\t
2\t技能培训\t培训部\t实训处\t培训800人次\t含下乡
\t合计\t\t\t\t
"""


def test_headings_in_two_rows_and_a_row_without_a_number() -> None:
    found = read(TWO_ROWS)
    assert found.columns == ("序号", "任务名称", "牵头单位", "配合单位", "目标任务", "备注")
    assert titles(found) == [("1", "招生就业"), ("2", "技能培训")]
    assert units(found.tasks[0]) == [("就业办", "lead"), ("教务处", "support")]
    assert figures(found.tasks[1]) == [("800", "人次", "=")]


SUB_ROWS = """2024年工作任务清单
类别\t序号\t工作内容\t完成时限\t责任单位
党建引领\t1\t开展主题教育\t6月底前\t党办
\t\t每月集中学习不少于2次\t全年\t党办
教学改革\t2\t建设精品课程3门\t年底前\t教务处
"""


def test_rows_below_a_task_without_a_number_are_rows_of_their_own() -> None:
    found = read(SUB_ROWS)
    assert titles(found) == [
        *(("1", "开展主题教育"), ("", "每月集中学习不少于2次"), ("2", "建设精品课程3门"))
    ]
    assert [task.section for task in found.tasks] == [("党建引领",), ("党建引领",), ("教学改革",)]
    assert [task.due.printed for task in found.tasks if task.due] == ["6月底前", "全年", "年底前"]


DECOYS = """壶关县教育局关于做好2025年职业教育工作的通知
壶教〔2025〕3号
一、2024年工作回顾
2024年全县职业学校招生860人，建成实训室12个，获省级奖项5项。
二、2025年重点任务
1.招生工作。上年完成860人的基础上，2025年招生力争达到900人。截至2月底已报名120人。
2.办学条件。已建成实训室12个，今年新建2个。执行《学校建设标准》（教发〔2020〕5号），第3次联席会议已研究。
3.安全管理。实现0起责任事故。24小时值班电话0355-8776655。
"""


def test_what_was_done_before_is_not_asked_for() -> None:
    found = read(DECOYS)
    assert titles(found) == [("1", "招生工作"), ("2", "办学条件"), ("3", "安全管理")]
    assert figures(found.tasks[0]) == [("900", "人", "=")]
    assert figures(found.tasks[1]) == [("2", "个", "=")]
    assert figures(found.tasks[2]) == [("0", "起", "=")]
    assert found.year == 2025


CUT = """
    平顺县教育局
关于2026年职业教育工作安排的通知
各校：
一、工作任务
1.提高质量。全年开展教研活动
12次，听评课人均不少于20
节，其中校长
3.5个百分点的提升目标不变，学生合格率达到
96%以上。
2.校企合作。新增合作企业8
家。
        —1—
3.技能大赛。力争获省赛奖项3个。
请于3月12
日前将工作任务清单盖章报教育局301室。
"""


def test_lines_that_begin_with_a_figure() -> None:
    found = read(CUT)
    assert titles(found) == [("1", "提高质量"), ("2", "校企合作"), ("3", "技能大赛")]
    assert figures(found.tasks[0]) == [
        *(("12", "次", "="), ("20", "节", ">="), ("3.5", "个百分点", "="), ("96%", "%", ">="))
    ]
    assert figures(found.tasks[1]) == [("8", "家", "=")]
    assert figures(found.tasks[2]) == [("3", "个", "=")]
    assert [figure.qualifier for figure in found.tasks[2].figures] == ["力争"]
    assert found.list_due is not None
    assert found.list_due.day == "2026-03-12"
    assert found.place is not None
    assert found.place.text == "教育局301室"


def test_a_list_that_was_copied_out_of_word_has_a_tab_behind_its_number() -> None:
    text = "关于做好2024年工作的通知\n1.\t加强师资。培训教师30人。\n2.\t扩大招生。招生600人。\n"
    found = read(text)
    assert [task.title.text for task in found.tasks] == ["加强师资", "扩大招生"]
    assert [f.value for task in found.tasks for f in task.figures] == ["30", "600"]


def test_the_number_under_a_title_is_a_line_of_its_own() -> None:
    found = read("某县教育局关于做好2024年工作的通知\n某教字〔2024〕3号\n1.加强师资\n2.扩大招生\n")
    assert (there(found.title).text, there(found.doc_number).text) == (
        *("某县教育局关于做好2024年工作的通知", "某教字〔2024〕3号"),
    )


def test_a_table_whose_tasks_are_called_otherwise_is_one_all_the_same() -> None:
    text = (
        "关于做好2025年工作的通知\n附件：2025年任务分解表\n"
        "序号\t重点任务\t目标要求\t责任部门\t完成时限\t备注\n"
        "1\t加强师资\t培训教师30人\t人事科\t6月底\t\n2\t扩大招生\t招生900人\t招生办\t9月底\t\n"
    )
    found = read(text)
    assert found.columns == ("序号", "重点任务", "目标要求", "责任部门", "完成时限", "备注")
    assert titles(found) == [("1", "加强师资"), ("2", "扩大招生")]
    assert [there(task.target).text for task in found.tasks] == ["培训教师30人", "招生900人"]


def test_beside_a_task_such_a_heading_is_that_of_a_group() -> None:
    text = "序号\t重点任务\t工作任务\n1\t师资\t培训教师\n2\t招生\t扩大招生\n"
    found = read(f"关于做好2025年工作的通知\n{text}")
    assert [(task.section, task.title.text) for task in found.tasks] == [
        *((("师资",), "培训教师"), (("招生",), "扩大招生")),
    ]


def test_a_training_is_no_verb_at_the_end_of_what_is_counted() -> None:
    text = "1.社会服务。完成社会培训3000人次，开展订单培养不少于120人。\n2.招生。招生600人。\n"
    found = read(f"关于做好2025年工作的通知\n{text}")
    assert [figure.about for figure in found.tasks[0].figures] == ["完成社会培训", "开展订单培养"]
