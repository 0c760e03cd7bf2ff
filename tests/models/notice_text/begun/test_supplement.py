"""A 补充通知: each difference is offered, nothing goes in unchosen, what it leaves out stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.notice_text import review
from models.notice_text.begun.edited import edited
from models.notice_text.begun.shown import proposal_of
from models.notice_text.begun.supplement import Offer, is_of_year, of_others, offers, taken
from models.notice_text.proposal import Find
from models.notice_text.reading import read
from models.notices.difference import differences
from models.notices.shipped import shipped_notices
from tests.helpers import there

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


TASKS = [row.task for row in review.rows(BEGUN)]


def offered(text: str) -> list[tuple[str, str, str, str]]:
    """Part, the number of the task, before, after."""
    return [
        (o.part, TASKS[o.row].number if o.row >= 0 else "", o.old, o.new)
        for o in offers(NOTICE, BEGUN, read(text))
    ]


def sure(text: str) -> list[bool]:
    return [o.is_sure for o in offers(NOTICE, BEGUN, read(text))]


def put_in(text: str, wanted: str | None = None) -> list[tuple[str, int, str, str]]:
    found = read(text)
    chosen = [o for o in offers(NOTICE, BEGUN, found) if wanted is None or o.part == wanted]
    made = edited(NOTICE, taken(BEGUN, found, chosen), 900, set())
    return [(d.part, d.task, d.old, d.new) for d in differences(NOTICE, made)]


def test_a_letter_says_what_changes() -> None:
    """What a task loses as a whole, or gains, is for the clerk to tick."""
    assert offered(LETTER) == [
        ("place", "", "教育局524室", "县教育局职教股"),
        ("person", "", "", "张三"),
        ("phone", "", "", "0356-4222222"),
        ("report", "", "25日", "每月20日前"),
        ("figure", "5", "县职业高中职业技能鉴定≥600人", "县职业高中职业技能鉴定≥700人"),
        ("task", "", "", "10　职业教育宣传月"),
        ("task", "7", "7　落实实习就业跟踪管理", ""),
    ]
    assert sure(LETTER) == [True, True, True, True, True, False, False]


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
        ("figure", "6", "社会培训≥400人", "社会培训≥500人"),
        ("units", "6", "", "县职业高中、县教育局"),
        ("task", "", "", "10　职业教育宣传月"),
    ]
    assert all(sure(TABLE))


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
    assert "宣传月" in made.text[slice(*there(new.paragraph))]
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


def letter(*items: str) -> str:
    numerals = "一二三四五六"
    body = "\n".join(f"{numerals[at]}、{item}" for at, item in enumerate(items))
    return f"关于调整2023年职业教育工作任务的补充通知\n阳教职函字〔2023〕11号\n{body}\n"


SKILLS = "县职业高中职业技能鉴定≥600人"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("取消第七项任务。", [("task", "7", "")]),
        ("取消第七项任务和第九项任务。", [("task", "7", ""), ("task", "9", "")]),
        ("第七项不再要求。", [("task", "7", "")]),
        ("取消“创新招生方法”任务。", [("task", "8", "")]),
        ("取消第五项中职业技能鉴定任务，其他任务不变。", []),
        ("第七项不再要求每月报送台账，改为每季度报送。", []),
        ("删除第六项中“积极开展”的表述。", []),
        ("取消第七项任务中实习责任险的要求。", []),
        ("技能大赛取消举办。", []),
        ("将第八项创新招生方法中招生任务由700人调整为650人。", [("figure", "8", "650")]),
        ("第五项职业技能鉴定由450人调减50人。", []),
        ("第六项新增培训任务50人。", []),
        ("第五项职业技能鉴定增加100人。", []),
        ("第八项：我县现有学生总数2300人，其中县职业高中1500人。", []),
        ("第2项责任单位增加县财政局。", []),
        ("第九项达标建设由2023年12月底提前到2023年10月底。", [("due", "9", "2023年10月底")]),
    ],
)
def test_a_sentence_says_no_more_than_it_says(sentence: str, expected: list) -> None:
    """Alone in its letter, and beside others."""
    for text in (letter(sentence), letter(sentence, "其他任务不变。")):
        found = [(o[0], o[1], o[3]) for o in offered(text)]
        assert [(part, number) for part, number, _ in found] == [e[:2] for e in expected]
        assert all(e[2] in new for e, (_, _, new) in zip(expected, found, strict=True))


def test_a_letter_without_numbers_is_read_by_its_sentences() -> None:
    text = "各校：经研究，将第五项职业技能鉴定任务由600人调整为700人。请认真落实。"
    assert [o[:2] for o in offered(text)] == [("figure", "5")]


@pytest.mark.parametrize(
    ("sentence", "part", "new"),
    [
        ("报送邮箱由a1@example.com变更为b2@example.com。", "mailbox", "b2@example.com"),
        ("工作进展改为每月15日前报送。", "report", "每月15日前"),
        ("任务完成情况报送时间由每月25日前改为18日前。", "report", "18日前"),
    ],
)
def test_where_and_when_it_is_sent(sentence: str, part: str, new: str) -> None:
    assert (part, new) in [(o[0], o[3]) for o in offered(letter(sentence))]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("新增“职业教育宣传月”任务，开展活动4次。", "职业教育宣传月"),
        ("新增一项重点任务：产教融合实践中心建设，建设中心1个。", "产教融合实践中心建设"),
        ("增加任务：开展劳动教育实践。", "开展劳动教育实践"),
    ],
)
def test_a_new_task_is_called_what_it_is(sentence: str, title: str) -> None:
    (one,) = offers(NOTICE, BEGUN, read(letter(sentence, "其他任务不变。")))
    assert (one.part, one.row, one.find.title.text) == ("task", -1, title)


def test_a_new_task_names_its_units_in_the_middle_of_a_paragraph() -> None:
    text = letter("新增“宣传月”任务，开展活动4次。牵头单位：职成股；配合单位：县财政局。")
    (one,) = [o for o in offers(NOTICE, BEGUN, read(text)) if o.part == "task"]
    assert [(u.name, u.role) for u in one.find.units] == [
        ("职成股", "lead"),
        ("县财政局", "support"),
    ]


def test_two_paragraphs_about_one_task_are_one_offer() -> None:
    text = letter("取消第七项任务。", "取消第七项任务。")
    assert len(offers(NOTICE, BEGUN, read(text))) == 1
    put_in(text)


def test_a_task_that_is_only_on_the_page_is_spoken_of_too() -> None:
    """It has no id yet; what is said of it goes into its row."""
    task = replace(review.new_task(review.typed("职业教育宣传月")), number="10")
    begun = review.with_new_task(BEGUN, 8, task)
    found = read(letter("将“职业教育宣传月”活动调整为6次。", "取消第八项任务。"))
    made = taken(begun, found, offers(NOTICE, begun, found))
    titles = [row.task.title.text for row in review.rows(made)]
    assert titles[-1] == "职业教育宣传月"
    assert "创新招生方法" not in titles
    gone = read(letter("取消第十项任务。"))
    left = taken(begun, gone, offers(NOTICE, begun, gone))
    assert len(review.rows(left)) == 9


def test_ids_of_another_file_mean_nothing_here() -> None:
    """Another data file's task 1 is not ours."""
    other = replace(NOTICE, tasks=(replace(NOTICE.task(2), id=1, title="职业教育活动周"),))
    found = of_others(proposal_of(other))
    assert [row.task.id for row in review.rows(found)] == [None]
    assert {figure.key for row in review.rows(found) for figure in row.task.figures} <= {""}


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("关于做好2024年职业教育工作的通知", False),
        ("关于做好2023年职业教育工作的通知", True),
        ("关于调整2024年职业教育工作的补充通知", True),
    ],
)
def test_next_year_s_notice_is_no_supplement(title: str, is_one: bool) -> None:  # noqa: FBT001
    assert is_of_year(read(f"某县教育局{title}\n一、甲\n二、乙"), 2023) is is_one


def test_a_changed_figure_changes_the_words_of_the_table() -> None:
    task = replace(TASKS[5], target=Find("社会培训不少于400人", 0, 0))
    begun = review.with_task(BEGUN, 5, task)
    found = read(letter("第六项社会培训由400人调整为500人。"))
    made = taken(begun, found, offers(NOTICE, begun, found))
    target = review.rows(made)[5].task.target
    assert target is not None
    assert target.text == "社会培训不少于500人"
