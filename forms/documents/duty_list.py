"""责任清单: the yearly list turned round, by office and person, each with room for a signature.

The notice asks for it by name (制定完善任务清单、责任清单，责任压实到人) and gives no form: this
one is the product's own. It says which list it was made from, with that list's check code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form.declaration import Align, Column, FormSpec, HeadField, Opening, PageNumber
from forms.form.filled import DRAFT_MARK, FilledForm
from forms.form.papers import LANDSCAPE_GB, date_or_blank
from models.task_list.columns import targets_text
from models.task_list.findings import names_in
from models.task_list.words.wording import compose_goals, compose_measures
from models.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.documents.kinds import Wanted
    from models.notices.notice import NoticeTask
    from models.school.people import Office
    from models.task_list.contents import Entry, Item
    from models.task_list.sheet import Sheet

FORM = "duty_list"
NOBODY = "（未定）"
_COLUMNS = (
    Column("office", "责任处室", 22, Align.CENTRE, merges=True),
    Column("person", "责任人", 16, Align.CENTRE, merges=True),
    Column("number", "序号", 15, Align.CENTRE),
    Column("task", "工作任务", 30),
    Column("target", "年度目标", 30),
    Column("goals", "时间节点及工作目标", 49),
    Column("measures", "具体工作举措", 40),
    Column("signature", "签字", 23, Align.CENTRE),
)
_HEAD = (
    HeadField("name", "学校：", 150),
    HeadField("date", "", 75, Align.RIGHT),
)


@value_class
class _Duty:
    """One task, or one named item of it, for one person of one office."""

    office: str
    person: str
    task: NoticeTask
    entry: Entry
    item: Item | None = None

    def is_for(self, wanted: Wanted) -> bool:
        """Whether it falls to whom the list is made for."""
        return wanted.office in ("", self.office) and wanted.person in ("", self.person)


def duty_list_form(title: str) -> FormSpec:
    """Return the declaration of the 责任清单."""
    return FormSpec(
        id=FORM,
        label="",
        title=title,
        sheet_name="责任清单",
        head=_HEAD,
        columns=_COLUMNS,
        paper=LANDSCAPE_GB,
        opening=Opening(title_mm=12, subtitle_mm=19, table_top_mm=32, head_room_mm=11),
        number_column="number",
        name_column="task",
        page_number=PageNumber.GB,
    )


def fill_duty_list(sheet: Sheet, code: str, wanted: Wanted) -> FilledForm:
    """Return the 责任清单 of a list; ``code`` is the list's check code."""
    version, year = sheet.version, sheet.notice.year
    duties = [duty for duty in in_order(sheet) if duty.is_for(wanted)]
    state = "草稿" if version.is_draft else version.mark
    source = f"依据任务清单{state}，校验码 {code}"
    head = {
        "name": sheet.school.printed_name,
        "date": date_or_blank(year, sheet.filled_on),
        "subtitle": f"（{'；'.join(filter(None, (wanted.words, source)))}）",
    }
    title = f"{year}年{sheet.notice.short_name}责任清单"
    rows = tuple(_row(duty, sheet) for duty in duties)
    mark = DRAFT_MARK if version.is_draft else ""
    return FilledForm(duty_list_form(title), year, head, rows, mark=mark)


def _row(duty: _Duty, sheet: Sheet) -> dict[str, str]:
    task, entry, item = duty.task, duty.entry, duty.item
    row = {"office": duty.office, "person": duty.person, "number": task.number, "task": task.title}
    if item is not None:
        goals = f"{item.month}月：完成" if item.month else ""
        return {**row, "target": item.name, "goals": goals, "measures": "", "signature": ""}
    return {
        **row,
        "target": targets_text(task, sheet.asked),
        "goals": compose_goals(entry, task.indicators, sheet.notice.year),
        "measures": compose_measures(entry),
        "signature": "",
    }


def in_charge(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the offices and the persons that anything falls to, in the order of the sheet."""
    duties = in_order(sheet)
    offices = dict.fromkeys(duty.office for duty in duties)
    persons = dict.fromkeys(duty.person for duty in duties)
    return [name for name in offices if name != NOBODY], [n for n in persons if n != NOBODY]


def in_order(sheet: Sheet) -> list[_Duty]:
    """Return the duties of a list: offices as the staff list has them, others behind."""
    duties = list(_duties(sheet))
    known = [office.name for office in sheet.staff]
    offices = [*known, *dict.fromkeys(d.office for d in duties if d.office not in known)]
    persons = [person.name for office in sheet.staff for person in office.persons]
    persons += list(dict.fromkeys(d.person for d in duties if d.person not in persons))
    return sorted(
        duties,
        key=lambda duty: (
            duty.office == NOBODY,
            offices.index(duty.office),
            persons.index(duty.person),
        ),
    )


def _duties(sheet: Sheet) -> Iterator[_Duty]:
    for task in sheet.notice.tasks:
        entry = sheet.contents.entry(task.id)
        if entry.office or entry.person or not sheet.notice.children(task.id):
            for office, person in _pairs(entry.office, entry.person, sheet.staff):
                yield _Duty(office, person, task, entry)
        for indicator in task.indicators:
            for item in sheet.contents.items.get(indicator.key, ()):
                office, person = item.office or entry.office, item.person or entry.person
                for pair in _pairs(office, person, sheet.staff):
                    yield _Duty(*pair, task, entry, item)


def _pairs(office: str, person: str, staff: Sequence[Office]) -> list[tuple[str, str]]:
    """Return who is in charge: each person with the office that is theirs, of those named."""
    offices = list(names_in(office)) or [NOBODY]
    persons = list(names_in(person))
    if not persons:
        return [(name, NOBODY) for name in offices]
    found = []
    for name in persons:
        own = {one.name for one in staff if name in {person.name for person in one.persons}}
        theirs = [one for one in offices if one in own] or offices[:1]
        found.append((theirs[0], name))
    led = {one for one, _ in found}
    return [*found, *((one, NOBODY) for one in offices if one not in led and one != NOBODY)]
