"""The shipped county plans say what the plans' own texts say; the texts are read here by rules."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from models.notices.columns import Role
from models.notices.indicator import Due, Kind
from models.notices.notice import UnitRole
from models.notices.shipped import shipped_notices
from models.notices.sound import require_sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.notices.indicator import Figure, Indicator
    from models.notices.notice import Notice

TEXTS = Path(__file__).parents[2] / "data" / "notices"
TASKS, MEASURES = "重点任务", "保障机制"  # the chapters 四 and 五
INVESTMENT = "\uff08三\uff09"  # of the measures
BY_2021 = ("到2021年底", date(2021, 12, 31))
BY_2022 = ("到2022年底", date(2022, 12, 31))
IN_2022 = ("到2022年", None)  # names no day
NO_DUE = ("", None)

_PAGE_NUMBER = re.compile(r"(?m)^\s*-\s*\d+\s*-\s*$")
# The closing bracket of a paragraph; one of them opens narrow and closes wide.
_UNITS = "。[(\uff08]责任单位[:\uff1a]([^()\uff08\uff09]+)[)\uff09]。?"
_TASK = re.compile(
    rf"(?:[(\uff08]([一二三四五])[)\uff09]([^。]+?))?(\d{{1,2}})\.([^。]+)。(.*?){_UNITS}"
)
_MEASURE = re.compile(rf"[(\uff08]([一二三四])[)\uff09]([^。]+)。(.*?){_UNITS}")
_FIGURE = re.compile(
    r"(?:达到|不低于)?\d+(?:-\d+)?(?:[个门](?:以上|左右)?|%)|建成省级[^\uff0c,。]+"
)
_DUE = re.compile(r"到\d{4}年底?")
_QUALIFIER = re.compile("争取|力争|确保")
_CLAUSE = re.compile("[\uff0c,、\uff1b;。]")
# Digits that ask for nothing: names, and whom 稷山 hires (a condition).
_NO_FIGURES = re.compile(r"“(?:1\+[Xx]|1861|3\+2)”|具有3年以上企业工作经历")


class Paragraph(NamedTuple):
    """A task or a measure as the text of a plan has it."""

    place: str
    number: str
    section: tuple[str, ...]
    title: str
    body: str
    units: tuple[str, ...]


class Demand(NamedTuple):
    """A figure or a milestone: its words, and how they are to be understood."""

    task: str
    value: str
    comparator: str
    qualifier: str
    due_words: str
    due_day: date | None


class Asked(NamedTuple):
    """A demand and what it is about: ``phrase`` stands in the text; ``name`` if it is another."""

    demand: Demand
    phrase: str
    name: str = ""
    ratio_unit: str = ""
    decimals: int = 0


class Plan(NamedTuple):
    """What a test expects of a plan beside what it reads in the text."""

    text: str
    county: str
    doc_number: str
    issued_on: date
    tasks: int
    school_names: Sequence[str]
    asked: Sequence[Asked]


TRAINING_BASE = "1个集实践教学、社会培训、企业真实生产和社会技术服务于一体的高水平实训基地"
BRAND_MAJORS = "1-3个校企合作密切、产业特色鲜明、培养质量高、服务能力强的职业教育品牌专业"
EDUCATION_GROUPS = "加入8个左右省市级职业教育集团及产教联盟"
COURSE_AND_CASE = "思政示范课和思政教育典型案例"
DOUBLE = "“双师型”教师占专业教师总数的比例达到60%"
POSTS_PHRASE = "规模以上企业按职工总数的2%安排实习岗位"
POSTS = "规模以上企业安排实习岗位占职工总数的比例"  # the only name that turns the text's words
POSTS_NOTE = "由企业安排\uff0c学校报接纳人数\uff0c请与局里核实"
SURCHARGE = "地方教育附加费用于职业教育的比例不低于30%"
MODEL_SCHOOL = "建成省级中等职业教育示范校"
HIGH_LEVEL_SCHOOL = "建成省级高水平中等职业学校"

XINJIANG = Plan(
    text="xinjiang_2021.txt",
    county="新绛县",
    doc_number="新政发〔2021〕15号",
    issued_on=date(2021, 7, 6),
    tasks=16,
    school_names=["县职教中心", "职教中心"],
    asked=[
        Asked(Demand("2", "2个", "=", "", *BY_2022), "2个特色文化育人品牌"),
        Asked(Demand("2", "20个以上", "≥", "", *BY_2022), "20个以上思政微课"),
        Asked(Demand("2", "5个", "=", "", *BY_2022), f"5个{COURSE_AND_CASE}"),
        Asked(Demand("3", MODEL_SCHOOL, "", "", *BY_2021), MODEL_SCHOOL),
        Asked(Demand("5", "1-3个", "range", "", *NO_DUE), "1-3个省级职业教育品牌专业"),
        Asked(Demand("6", "达到60%", "≥", "", *BY_2022), DOUBLE, ratio_unit="人"),
        Asked(Demand("12", "1个", "=", "", *NO_DUE), TRAINING_BASE, "高水平实训基地"),
        Asked(Demand("13", "3个", "=", "争取", *BY_2022), "加入3个省级示范性职业教育集团"),
        Asked(Demand("14", "2%", "=", "", *NO_DUE), POSTS_PHRASE, POSTS, "人"),
        Asked(Demand(INVESTMENT, "不低于30%", "≥", "", *NO_DUE), SURCHARGE, "", "万元", 2),
    ],
)
JISHAN = Plan(
    text="jishan_2021.txt",
    county="稷山县",
    doc_number="稷政发〔2021〕6号",
    issued_on=date(2021, 4, 28),
    tasks=20,
    school_names=["职业中学", "县职业学校"],
    asked=[
        Asked(Demand("2", "1个", "=", "", *BY_2022), "1个市级思政教育工作室"),
        Asked(Demand("2", "1个", "=", "", *BY_2022), "1个特色文化育人品牌"),
        Asked(Demand("2", "30个以上", "≥", "", *BY_2022), "30个以上思政微课"),
        Asked(Demand("5", HIGH_LEVEL_SCHOOL, "", "争取", *NO_DUE), HIGH_LEVEL_SCHOOL),
        Asked(Demand("7", "1-3个", "range", "", *BY_2022), BRAND_MAJORS, "职业教育品牌专业"),
        Asked(Demand("8", "1门", "=", "", *NO_DUE), "1门省级职业教育精品课程"),
        Asked(Demand("8", "3门", "=", "", *NO_DUE), "3门市级职业教育精品课程"),
        Asked(Demand("9", "达到60%", "≥", "", *IN_2022), DOUBLE, ratio_unit="人"),
        Asked(Demand("15", "2%", "=", "", *NO_DUE), POSTS_PHRASE, POSTS, "人"),
        Asked(Demand("17", "8个左右", "≈", "", *IN_2022), EDUCATION_GROUPS),
        Asked(Demand(INVESTMENT, "不低于30%", "≥", "", *NO_DUE), SURCHARGE, "", "万元", 2),
    ],
)
BY_KEY = {"xinjiang_plan": XINJIANG, "jishan_plan": JISHAN}
PLANS = {f"{key}/{year}": plan for key, plan in BY_KEY.items() for year in (2021, 2022)}
each_notice = pytest.mark.parametrize("key", PLANS)
each_text = pytest.mark.parametrize("plan", [XINJIANG, JISHAN], ids=lambda plan: plan.county)


# -- reading a text ------------------------------------------------------------------------------


def running(plan: Plan) -> str:
    """Return a plan's text as one line, without blanks and page numbers."""
    return re.sub(r"\s+", "", _PAGE_NUMBER.sub("", (TEXTS / plan.text).read_text("utf-8")))


def chapters(plan: Plan) -> tuple[str, str]:
    """Return what stands under 四 and under 五."""
    _, four = running(plan).split(f"四、{TASKS}")
    four, five = four.split(f"五、{MEASURES}")
    return four, five.partition("抄送")[0]


def paragraphs(plan: Plan) -> list[Paragraph]:
    """Return the tasks and measures of a plan, in order."""
    four, five = chapters(plan)
    found: list[Paragraph] = []
    place = section = ""
    for match in _TASK.finditer(four):
        place, section = match[1] or place, match[2] or section
        body, units = match[5], tuple(match[6].split("、"))
        at = f"四\uff08{place}\uff09{match[3]}"
        found.append(Paragraph(at, match[3], (TASKS, section), match[4], body, units))
    for match in _MEASURE.finditer(five):
        number, units = f"\uff08{match[1]}\uff09", tuple(match[4].split("、"))
        found.append(Paragraph(f"五{number}", number, (MEASURES,), match[2], match[3], units))
    return found


def demands(paragraph: Paragraph) -> list[Demand]:
    """Return every figure and milestone of a paragraph with the words around it."""
    found: list[Demand] = []
    for sentence in _NO_FIGURES.sub("", paragraph.body).split("。"):
        for match in _FIGURE.finditer(sentence):
            before = sentence[: match.start()]
            qualifier = _QUALIFIER.search(_CLAUSE.split(before)[-1])
            due = _DUE.search(before)
            words = due[0] if due else ""
            day = date(int(words[1:5]), 12, 31) if words.endswith("底") else None
            said = (comparator(match[0]), qualifier[0] if qualifier else "", words, day)
            found.append(Demand(paragraph.number, match[0], *said))
    return found


def comparator(value: str) -> str:
    """Return what the words of a figure compare with."""
    if re.search("以上|不低于|达到", value):
        return "≥"
    if "左右" in value:
        return "≈"
    return ("", "=", "range")[len(re.findall(r"\d+", value))]


def figure(asked: Asked) -> Figure | None:
    """Return the figure that the words of a demand give."""
    numbers = [int(n) * 10**asked.decimals for n in re.findall(r"\d+", asked.demand.value)]
    if len(numbers) > 1:
        return numbers[0], numbers[1]
    return numbers[0] if numbers else None


def kind_and_unit(asked: Asked) -> tuple[Kind, str]:
    """Return what the words of a demand count, and in what."""
    if "%" in asked.demand.value:
        return Kind.RATIO, asked.ratio_unit
    counted = re.search("[个门]", asked.demand.value)
    return (Kind.COUNT, counted[0]) if counted else (Kind.MILESTONE, "")


def name_of(asked: Asked) -> str:
    """Return the name of a demand: where none is given its phrase, of a figure without that."""
    return asked.name or asked.phrase.replace(asked.demand.value, "") or asked.phrase


# -- the texts and the table above ---------------------------------------------------------------


@each_text
def test_nothing_of_the_two_chapters_is_left_unread(plan: Plan) -> None:
    four, five = chapters(plan)
    assert _TASK.sub("", four) == ""
    assert _MEASURE.sub("", five) == ""
    numbers = [str(n) for n in range(1, plan.tasks + 1)]
    measures = [f"\uff08{n}\uff09" for n in "一二三四"]
    assert [paragraph.number for paragraph in paragraphs(plan)] == numbers + measures


@each_text
def test_every_digit_of_the_two_chapters_is_a_figure_a_date_or_a_name(plan: Plan) -> None:
    for paragraph in paragraphs(plan):
        rest = paragraph.body
        for known in (_NO_FIGURES, _DUE, _FIGURE):
            rest = known.sub("", rest)
        assert not re.search(r"\d", rest), (paragraph.number, rest)


@each_text
def test_the_table_is_what_the_text_asks_for(plan: Plan) -> None:
    read = [demand for paragraph in paragraphs(plan) for demand in demands(paragraph)]
    assert read == [asked.demand for asked in plan.asked]


@each_text
def test_the_words_of_each_row_stand_in_one_sentence_of_its_paragraph(plan: Plan) -> None:
    bodies = {paragraph.number: paragraph.body for paragraph in paragraphs(plan)}
    for asked in plan.asked:
        demand = asked.demand
        sentences = [s for s in bodies[demand.task].split("。") if asked.phrase in s]
        assert len(sentences) == 1, asked.phrase
        assert demand.value in asked.phrase
        assert f"{demand.qualifier}{asked.phrase}" in sentences[0]
        assert demand.due_words in sentences[0]
        assert asked.phrase.endswith(asked.name) or asked.name == POSTS


# -- the notices ---------------------------------------------------------------------------------


def notice_of(key: str) -> Notice:
    return shipped_notices()[key]


def as_asked(number: str, indicator: Indicator) -> tuple[object, ...]:
    """Return an indicator as a row of the table has it."""
    due = indicator.due or Due("")
    said = (indicator.comparator, indicator.qualifier, due.words, due.day)
    what = (indicator.name, indicator.kind, indicator.unit, indicator.total, indicator.decimals)
    return number, *said, *what


def expected(asked: Asked) -> tuple[object, ...]:
    """Return the row that an indicator must be."""
    task, _, *said = asked.demand
    what = (name_of(asked), *kind_and_unit(asked), figure(asked), asked.decimals)
    return task, *said, *what


@each_notice
def test_a_plan_is_sound(key: str) -> None:
    require_sound(notice_of(key))


@each_notice
def test_the_head_is_the_text_s(key: str) -> None:
    notice, plan, year = notice_of(key), PLANS[key], int(key[-4:])
    assert notice.year == year
    assert notice.name == f"{plan.county}{year}年职业教育改革发展行动计划"
    assert notice.short_name == "职业教育改革发展行动计划"
    subject = f"关于印发{plan.county}推进新时代职业教育改革发展行动计划的通知"
    assert notice.issuer == f"{plan.county}人民政府"
    assert notice.title == f"{notice.issuer}{subject}"
    assert notice.doc_number == plan.doc_number
    assert notice.issued_on == plan.issued_on
    day = plan.issued_on
    signed = f"{notice.issuer}{day.year}年{day.month}月{day.day}日"
    assert all(said in running(plan) for said in (notice.title, notice.doc_number, signed))


@each_notice
def test_what_the_text_does_not_name_is_left_out(key: str) -> None:
    notice = notice_of(key)
    assert not notice.duties
    said = (notice.place, notice.contact, notice.phone, notice.mailbox, notice.outer_doc_number)
    assert not any(said)
    assert not any(indicator.share for _, indicator in notice.indicators().values())
    assert all(unit.role is UnitRole.NONE for task in notice.tasks for unit in task.units)
    assert all(task.due is None and task.parent is None for task in notice.tasks)


@each_notice
def test_the_schools_stand_in_the_text(key: str) -> None:
    notice, plan = notice_of(key), PLANS[key]
    (school,) = notice.schools
    names = [school.name, *(alias.name for alias in school.aliases)]
    assert names == list(plan.school_names)
    assert all(name in running(plan) for name in names)
    assert all(alias.note for alias in school.aliases)


@each_notice
def test_the_form_is_our_proposal_and_says_so(key: str) -> None:
    notice = notice_of(key)
    form = notice.attachment
    assert (form.label, form.title) == ("", f"{key[-4:]}年职业教育改革发展行动计划任务清单")
    assert form.head == ("学校\uff08签章\uff09", "联系人", "电话")
    roles = "section number task units goals measures office person"
    headings = ["重点任务", "序号", "工作任务", "责任单位", "时间节点及工作目标(按月安排进度)"]
    assert [column.role for column in form.columns] == [Role(role) for role in roles.split()]
    assert [c.heading for c in form.columns] == [*headings, "具体工作举措", "责任处室", "责任人"]
    assert ["没有规定表格" in note for note in notice.notes] == [True, False]
    assert ["没有规定报送期限" in note for note in notice.notes] == [False, True]


@each_notice
def test_titles_sections_and_units_are_the_text_s_in_order(key: str) -> None:
    tasks, read = notice_of(key).tasks, paragraphs(PLANS[key])
    assert [task.id for task in tasks] == list(range(1, len(read) + 1))
    assert [task.number for task in tasks] == [one.number for one in read]
    assert [task.paragraph for task in tasks] == [one.place for one in read]
    titles = [one.title for one in read]
    assert [t.title for t in tasks] == [t.heading for t in tasks] == titles
    assert [task.section for task in tasks] == [one.section for one in read]
    for task, one in zip(tasks, read, strict=True):
        assert tuple(unit.name for unit in task.units) == one.units, task.number


@each_notice
def test_every_quote_is_whole_sentences_with_the_figures(key: str) -> None:
    for task, one in zip(notice_of(key).tasks, paragraphs(PLANS[key]), strict=True):
        assert task.quote
        assert f"。{task.quote}。" in f"。{one.body}。", task.number
    quotes = {task.number: task.quote for task in notice_of(key).tasks}
    for asked in PLANS[key].asked:
        assert asked.phrase in quotes[asked.demand.task]
        assert asked.demand.due_words in quotes[asked.demand.task]


@each_notice
def test_every_figure_is_an_indicator_of_its_task(key: str) -> None:
    found = [as_asked(t.number, i) for t in notice_of(key).tasks for i in t.indicators]
    assert found == [expected(asked) for asked in PLANS[key].asked]


@each_notice
def test_keys_and_short_names_tell_the_indicators_apart(key: str) -> None:
    for task in notice_of(key).tasks:
        prefix = "s3" if task.number == INVESTMENT else task.number
        assert all(re.fullmatch(rf"{prefix}\.[a-z_]+", i.key) for i in task.indicators)
        assert all(0 < len(i.short) <= 5 for i in task.indicators)
        assert len({i.short for i in task.indicators}) == len(task.indicators)


@each_notice
def test_what_is_not_certain_says_so(key: str) -> None:
    notes = {i.name: i.note for _, i in notice_of(key).indicators().values() if i.note}
    assert notes.pop(POSTS) == POSTS_NOTE
    assert list(notes) == ([COURSE_AND_CASE] if PLANS[key] is XINJIANG else [])
    assert all("核实" in note for note in notes.values())


def test_both_years_ask_for_the_same() -> None:
    for key in BY_KEY:
        first, second = (notice_of(f"{key}/{year}") for year in (2021, 2022))
        assert first.tasks == second.tasks
        assert first.key == second.key == key
