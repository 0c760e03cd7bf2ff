"""A 补充通知: each difference is offered, nothing goes in unchosen, what it leaves out stays."""

from __future__ import annotations

import pytest

from models.notice_text import review
from models.notice_text.begun.edited import edited
from models.notice_text.begun.shown import proposal_of
from models.notice_text.begun.supplement import Offer, offers, taken
from models.notice_text.reading import read
from models.notices.difference import differences
from models.notices.shipped import shipped_notices

NOTICE = shipped_notices()["yangcheng_2023"]
BEGUN = proposal_of(NOTICE)
LETTER = """阳城县教育局
关于调整2023年职业教育工作任务的补充通知
阳教职函字〔2023〕11号
各职业学校：
根据市局要求，现将2023年职业教育工作任务作如下调整：
一、将第五项“全力提升技能水平”中职业技能鉴定由600人调整为700人。
二、新增“职业教育宣传月”任务，全年开展职业教育宣传活动4次。（责任单位：县教育局、各职业学校）
三、取消第七项任务。
四、工作任务完成情况改为每月20日前报送至县教育局职教股。
联系人：张三  电话：0356-4222222
阳城县教育局
2023年6月5日
"""
TABLE = """关于下达2023年职业教育工作任务调整计划的通知
阳教职函字〔2023〕12号
各学校：现将调整后的工作任务下达给你们。
附件：2023年职业教育工作任务调整表
序号\t工作任务\t年度目标\t责任单位
6\t全面提升社会服务能力\t社会培训500人\t县职业高中、县教育局
10\t职业教育宣传月\t宣传活动4次\t各职业学校
"""


def offered(text: str) -> list[tuple[str, int, str, str]]:
    return [(o.part, o.task, o.old, o.new) for o in offers(NOTICE, BEGUN, read(text))]


def put_in(text: str, wanted: object = None) -> list[tuple[str, int, str, str]]:
    found = read(text)
    chosen = [o for o in offers(NOTICE, BEGUN, found) if wanted is None or o.part == wanted]
    made = edited(NOTICE, taken(BEGUN, found, chosen), 900, set())
    return [tuple(one) for one in differences(NOTICE, made)]


def test_a_letter_says_what_changes() -> None:
    assert offered(LETTER) == [
        ("place", 0, "教育局524室", "县教育局职教股"),
        ("person", 0, "", "张三"),
        ("phone", 0, "", "0356-4222222"),
        ("report", 0, "25日", "每月20日前"),
        ("figure", 5, "县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥700人"),
        ("task", 0, "", "10　职业教育宣传月"),
        ("task", 7, "落实实习就业跟踪管理", ""),
    ]


def test_each_offer_has_its_sentence() -> None:
    found = {o.part: o.said for o in offers(NOTICE, BEGUN, read(LETTER)) if o.part != "task"}
    assert found["figure"].startswith("一、将第五项“全力提升技能水平”")
    assert found["report"] == "四、工作任务完成情况改为每月20日前报送至县教育局职教股"


def test_what_is_taken_goes_in() -> None:
    assert put_in(LETTER) == [
        ("place", 0, "教育局524室", "县教育局职教股"),
        ("contact", 0, "", "张三"),
        ("phone", 0, "", "0356-4222222"),
        ("due_months", 0, "3—12月每月25日", "3—12月每月20日"),
        ("task", 7, f"7　{NOTICE.task(7).title}", ""),
        ("figure", 5, "县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥700人"),
        ("task", 900, "", "10　职业教育宣传月"),
        ("figure", 900, "", "职业教育宣传活动4次"),
    ]


def test_what_is_left_does_not() -> None:
    assert put_in(LETTER, "figure") == [
        ("figure", 5, "县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥700人"),
    ]
    assert put_in(LETTER, "nothing") == []


def test_a_new_task_has_its_units() -> None:
    found = read(LETTER)
    chosen = [o for o in offers(NOTICE, BEGUN, found) if o.part == "task" and o.new]
    made = edited(NOTICE, taken(BEGUN, found, chosen), 900, set())
    assert made.task(900).units_text() == "县教育局、各职业学校"
    assert made.task(900).quote.startswith("二、新增“职业教育宣传月”任务")


def test_a_table_of_changed_tasks() -> None:
    assert offered(TABLE) == [
        ("figure", 6, "社会培训≥400人", "社会培训≥500人"),
        ("units", 6, "", "县职业高中、县教育局"),
        ("task", 0, "", "10　职业教育宣传月"),
    ]


def test_whose_it_is_comes_before_what_it_was() -> None:
    """两个数: the school's own stands first, the other is the county's."""
    text = LETTER.replace("调整为700人。", "调整为700人，其中县职业中学650人。")
    found = [one[2:] for one in offered(text) if one[0] == "figure"]
    assert found == [
        ("", "职业技能鉴定700人"),
        ("县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥650人"),
    ]


def test_what_is_found_stands_in_the_joined_text() -> None:
    found = read(LETTER)
    made = taken(BEGUN, found, offers(NOTICE, BEGUN, found))
    assert made.text == BEGUN.text + LETTER_AS_READ
    for place in review.places(made):
        if place.start >= len(BEGUN.text):
            assert made.text[place.start : place.end].strip()
    new = next(row.task for row in review.rows(made) if row.task.id is None)
    assert "宣传月" in made.text[slice(*new.paragraph)]
    assert made.basis == (
        "《阳城县教育局关于调整2023年职业教育工作任务的补充通知》（阳教职函字〔2023〕11号）"
    )


LETTER_AS_READ = read(LETTER).text


@pytest.mark.parametrize(
    "text",
    [
        "今年教育工作会议定于6月9日召开，请各校校长参加。",
        "一、会议时间：6月9日。\n二、会议地点：县教育局三楼。\n三、参会人员：各校校长。",
        "",
    ],
)
def test_a_letter_about_other_things_offers_no_task(text: str) -> None:
    assert [o for o in offers(NOTICE, BEGUN, read(text)) if o.part in ("task", "figure")] == []


def test_the_same_notice_once_more_offers_nothing() -> None:
    assert offers(NOTICE, BEGUN, BEGUN) == []


def test_numbers_go_on_as_they_are_written() -> None:
    text = "一、新增“甲项工作”任务。\n二、新增“乙项工作”任务。"
    by_numeral = shipped_notices()["xinjiang_plan/2022"]
    begun = proposal_of(by_numeral)
    last = begun.tasks[-1].number
    found: list[Offer] = offers(by_numeral, begun, read(text))
    assert [o.new.split("　")[1] for o in found] == ["甲项工作", "乙项工作"]
    assert all(o.new.split("　")[0] not in {t.number for t in begun.tasks} for o in found)
    assert last.isdecimal() == found[0].find.number.isdecimal()
