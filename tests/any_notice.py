"""Notices of counties that do not exist: any columns, any number of tasks, every kind of figure."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from forms.documents.task_list import fill_task_list
from models.notices.columns import Role, keyed
from models.notices.indicator import Due
from models.notices.notice import (
    Attachment,
    Duty,
    Notice,
    NoticeSchool,
    NoticeTask,
    Unit,
    UnitRole,
)
from models.school.people import School
from models.task_list.contents import Entry, MonthPlan, TaskList
from tests.helpers import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.form.filled import FilledForm
    from models.notices.indicator import Indicator

R = Role
SIX = (R.NUMBER, R.TASK, R.GOALS, R.MEASURES, R.OFFICE, R.PERSON)
SEVEN = (R.SECTION, *SIX)
EIGHT = (R.SECTION, R.NUMBER, R.TASK, R.UNITS, R.GOALS, R.MEASURES, R.OFFICE, R.PERSON)
TEN = (
    *(R.SECTION, R.NUMBER, R.TASK, R.LEAD_UNITS, R.SUPPORT_UNITS),
    *(R.GOALS, R.MEASURES, R.OFFICE, R.PERSON, R.REMARK),
)
TWELVE = (
    *(R.SECTION, R.NUMBER, R.TASK, R.YEAR_TARGET, R.LEAD_UNITS, R.SUPPORT_UNITS),
    *(R.GOALS, R.MEASURES, R.OFFICE, R.PERSON, R.DUE, R.FREE),
)
COLUMNS = {
    "6": SIX,
    "7": SEVEN,
    "10": TEN,
    "12": TWELVE,
}
HEADINGS = {
    R.SECTION: "类别",
    R.NUMBER: "序号",
    R.TASK: "工作任务",
    R.GOALS: "时间节点\n及工作目标",
    R.MEASURES: "具体工作举措",
    R.OFFICE: "责任处室",
    R.PERSON: "责任人",
    R.LEAD_UNITS: "牵头",
    R.SUPPORT_UNITS: "配合",
    R.UNITS: "责任单位",
    R.YEAR_TARGET: "年度目标",
    R.DUE: "完成时限",
    R.REMARK: "备注",
    R.FREE: "佐证材料",
    R.SCORE: "得分",
    R.LEADER: "分管领导",
}
OVER = {R.LEAD_UNITS: "责任单位", R.SUPPORT_UNITS: "责任单位"}
SECTIONS = ("强化党建引领，落实立德树人根本任务", "提升办学水平", "保障机制")
TASKS_A_SECTION = 6


def form(
    roles: Sequence[Role],
    widths: Sequence[float | None] | None = None,
    *,
    is_portrait: bool = False,
) -> Attachment:
    """A form with these columns."""
    columns = keyed(
        (role, HEADINGS[role], OVER.get(role, ""), width)
        for role, width in zip(roles, widths or [None] * len(roles), strict=True)
    )
    head = ("填报单位（盖章）", "填表人", "联系电话")
    return Attachment("附件2", "2022年重点工作任务分解表", head, columns, is_portrait)


def tasks(count: int) -> tuple[NoticeTask, ...]:
    """Tasks with sections, units and due days; sections go on where the list is longer."""
    return tuple(
        NoticeTask(
            identity,
            str(identity),
            f"第{identity}项重点工作任务",
            "",
            f"二（{identity}）",
            "",
            section=("重点任务", SECTIONS[(identity - 1) // TASKS_A_SECTION % len(SECTIONS)]),
            units=(Unit("县教育局", UnitRole.LEAD), Unit("县人社局", UnitRole.SUPPORT)),
            due=Due("2022年底前", date(2022, 12, 31)),
        )
        for identity in range(1, count + 1)
    )


def notice(
    attachment: Attachment,
    count: int = 9,
    *,
    indicators: Sequence[Indicator] = (),
    duties: dict[str, Duty] | None = None,
) -> Notice:
    """A notice of 2022; the indicators are the first task's."""
    first, *others = tasks(count)
    made = (NoticeTask(**{**vars(first), "indicators": tuple(indicators)}), *others)
    return Notice(
        key="anywhere_2022",
        name="某县2022年重点工作",
        year=2022,
        title="关于印发某县2022年教育重点工作任务分解表的通知",
        doc_number="某教字〔2022〕7号",
        issuer="某县教育局",
        short_name="教育重点工作",
        place="",
        schools=(NoticeSchool("县职教中心"),),
        duties=duties or {},
        attachment=attachment,
        tasks=made,
    )


def filled(notice: Notice, length: int = 90) -> FilledForm:
    """A list with a text of its own in every cell that a school types into."""
    cells = {column.key for column in notice.attachment.columns if column.is_cell}
    entries = []
    for task in notice.tasks:
        text = partial(prose, seed=task.id)
        entries.append(
            Entry(
                task.id,
                text(length).replace("\n", ""),
                f"处室{task.id}",
                f"王{task.id}",
                {3: MonthPlan(text(length // 2).replace("\n", "")), 9: MonthPlan("验收")},
                cells={key: f"{key}的第{task.id}格" for key in cells},
            )
        )
    school = School("某县职业教育中心", contact="王丽", phone="0359-1234567")
    contents = TaskList(notice.year, None, tuple(entries))
    return fill_task_list(contents, school, notice, lambda _indicator: None)
